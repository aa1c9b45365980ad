"""The command that measures how a printer is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from booklet import measure
from booklet.cli.printer import WORDS, Profile, Reading, Wrong, damaged, profile_path, read, reading
from booklet.cli.shown import advise, near

#: What to type once the sheet is read; both it and the sheet say so.
NEXT = "booklet calibrate --front X,Y,DEGREES --back X,Y,DEGREES"


def _numbers(context: click.Context, option: click.Parameter, text: str | None) -> Reading | None:
    """Read what was typed for one side."""
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    try:
        return reading(option.name or "", numbers)
    except Wrong as wrong:
        raise click.UsageError(
            f"'--{option.name} {text}': {str(wrong).partition(' ')[2]}"
        ) from None


_side = {"metavar": "X,Y[,DEGREES]", "callback": _numbers}


@click.command()
@click.option("--paper", default="A4", show_default=True, help="The paper in the printer.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("calibrate.pdf"),
    show_default=True,
    help="The file to write.",
)
@click.option("--front", **_side, help="What was read on the front: millimetres, degrees.")  # type: ignore[arg-type]
@click.option("--back", **_side, help="What was read on the back.")  # type: ignore[arg-type]
@click.option(
    "--flip",
    type=click.Choice(WORDS["flip"]),
    help="The edge about which this printer turns paper, whatever is asked.",
)
@click.option(
    "--manual",
    type=click.Choice(WORDS["manual"]),
    help="This printer prints on one side: print fronts first, then backs in this order.",
)
@click.option("--show", is_flag=True, help="Show what is stored.")
@click.option("--forget", is_flag=True, help="Forget what is stored.")
def calibrate(
    paper: str,
    output: Path,
    front: Reading | None,
    back: Reading | None,
    flip: str | None,
    manual: str | None,
    show: bool,
    forget: bool,
) -> None:
    """Measure how a printer is off, and make up for it from then on.

    First print the test sheet that this writes; it says what to read. Then store what you read
    with --front and --back. What is not named stays as it is stored.
    """
    given = {"front": front, "back": back, "flip": flip, "manual": manual}
    named = {key: value for key, value in given.items() if value is not None}
    if forget + show + bool(named) > 1:
        raise click.UsageError("use --show or --forget alone")
    if forget:
        _forget()
    elif show:
        _show()
    elif named:
        _store(named)
    else:
        _sheet(paper, output)


def _forget() -> None:
    path = profile_path()
    there = path.exists()
    try:
        path.unlink(missing_ok=True)
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise damaged(path, f"the printer's profile can't be removed: {reason}") from None
    click.echo("forgotten; nothing is made up for any more" if there else "nothing is stored")


def _show() -> None:
    path = profile_path()
    profile = read(path)
    if profile is None:
        click.echo("nothing is stored; booklet calibrate writes a sheet to measure with")
        return
    click.echo(near(path))
    advise(f"{profile.told()}.")


def _store(named: Mapping[str, Any]) -> None:
    """Keep what was read, beside what is known already."""
    from booklet.press import Tray

    path = profile_path()
    profile = replace(read(path) or Profile(), **named)
    click.echo(near(Tray(path.parent).lay(path.name, str(profile).encode())))
    advise(f"{profile.told()}. Files that are laid on sheets make up for it from now on.")


def _sheet(paper: str, output: Path) -> None:
    """Write the test sheet, and say what to do with it."""
    from booklet.galley import compose_calibration
    from booklet.pages import typeset
    from booklet.press import Tray
    from booklet.sheets import Imposition, impose, ruler

    try:
        size = measure.paper(paper)
    except ValueError as trouble:
        raise click.UsageError(str(trouble)) from None
    pages = typeset(compose_calibration(size, ruler(size)))
    sheet = impose(pages.pdf, Imposition("stack", size))
    click.echo(f"{near(Tray(output.parent).lay(output.name, sheet.pdf))}  1 sheet of {size.name}")
    advise(
        "Print both pages on one sheet, flipped on the short edge, at 100 %. Fold it in half both "
        "ways, and open it. On each side, its arrow up, read where the creases cross the scales; "
        "right and up are positive. Then type, with what you read:"
    )
    click.echo(f"  {NEXT}")
    advise(
        "Where the arrow on the back points down when you turn the sheet like the page of a book, "
        "add --flip long. For a printer that prints on one side, add --manual same or reversed."
    )
