"""The command that lays the pages of any PDF on sheets."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import measure
from booklet.cli.printer import stored
from booklet.cli.shown import advise, contents, count, near, tell
from booklet.finding import TypesettingError


def _schemes(context: click.Context, option: click.Parameter, given: bool) -> None:
    """Name every scheme, and end."""
    if not given or context.resilient_parsing:
        return
    from booklet.cli.shown import table
    from booklet.sheets import SCHEMES

    table((name, scheme.what) for name, scheme in SCHEMES.items())
    context.exit()


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scheme", default="saddle", show_default=True, help="How pages go on sheets.")
@click.option(
    "--schemes",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_schemes,
    help="Name every scheme and exit.",
)
@click.option("--paper", default="A4", show_default=True, help="The paper in the printer.")
@click.option(
    "--binding",
    type=click.Choice(["left", "right", "top"]),
    default="left",
    show_default=True,
    help="The side of the spine.",
)
@click.option(
    "--flip",
    type=click.Choice(["short", "long"]),
    default="short",
    show_default=True,
    help="The edge over which the printer turns the sheet.",
)
@click.option("--signature", type=click.IntRange(1), help="Sheets folded together, at most.")
@click.option("--caliper", default="0.1mm", show_default=True, help="Thickness of the paper.")
@click.option(
    "--printer/--no-printer",
    default=True,
    help="Make up for the printer, where one was calibrated.  [default: yes]",
)
@click.option(
    "--guide/--no-guide",
    default=True,
    help="Write a guide in pictures beside it.  [default: yes]",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: FILE-SCHEME.pdf, beside FILE]",
)
def impose(
    file: Path,
    scheme: str,
    paper: str,
    binding: str,
    flip: str,
    signature: int | None,
    caliper: str,
    printer: bool,
    guide: bool,
    output: Path | None,
) -> None:
    """Lay the pages of any PDF on sheets, to fold, bind or cut."""
    from booklet.press import Tray
    from booklet.press import guide as pictured
    from booklet.sheets import Imposition, Sheets
    from booklet.sheets import impose as lay

    try:
        size, thickness = measure.paper(paper), measure.points(caliper)
    except ValueError as trouble:
        raise click.UsageError(str(trouble)) from None
    wanted = Imposition(
        scheme=scheme,
        paper=size,
        binding=binding,  # type: ignore[arg-type]
        flip=flip,  # type: ignore[arg-type]
        signature=signature,
        caliper=thickness,
        printer=stored() if printer else None,
    )
    sheets: Sheets = lay(contents(file, TypesettingError), wanted)
    target = output or file.with_name(f"{file.stem}-{scheme}.pdf")
    tell(sheets.findings)
    tray = Tray(target.parent)
    path = tray.lay(target.name, sheets.pdf)
    click.echo(f"{near(path)}  {count(len(sheets.plan), 'sheet')} of {size.name}")
    advise(sheets.how)
    if guide:
        shown = tray.lay(f"{target.stem}-guide.pdf", pictured(sheets, target.stem))
        click.echo(f"  In pictures: {near(shown)}")
