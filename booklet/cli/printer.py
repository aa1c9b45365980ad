"""The commands for a printer that is off, and the profile in which it is kept."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booklet import measure
from booklet.cli.shown import advise, near
from booklet.finding import Place, ProjectError, error

if TYPE_CHECKING:
    from booklet.sheets import Printer, Shift

#: Names another file for the profile.
VARIABLE = "BOOKLET_PRINTER"

#: No printer is off by more millimetres, or degrees: it would be a slip of the pen.
MOST, STEEPEST = 20.0, 5.0

#: For keys that hold one word: the words that it may be.
WORDS = {"flip": ("short", "long"), "manual": ("same", "reversed")}

#: What to type once the sheet is read; both it and the sheet say so.
NEXT = "booklet calibrate --front X,Y,DEGREES --back X,Y,DEGREES"

HEAD = "# What was read from the sheet of `booklet calibrate`, in millimetres and degrees.\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a user read from one side of the printed sheet."""

    x: float = 0.0  #: Millimetres; where the upright crease crosses the level scale.
    y: float = 0.0  #: Where the level crease crosses the upright scale.
    turn: float = 0.0  #: Degrees counterclockwise by which the level crease leans from the scale.

    def __str__(self) -> str:
        numbers = (self.x, self.y, self.turn) if self.turn else (self.x, self.y)
        return ",".join(f"{number:g}" for number in numbers)

    @property
    def shift(self) -> Shift:
        """What makes up for it.

        A print that is turned moves along its own edges: what was read lies along the creases.
        """
        from booklet.sheets import Shift

        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        x, y = self.x * cos - self.y * sin, self.x * sin + self.y * cos
        return Shift(x * cos * measure.UNITS["mm"], y * cos * measure.UNITS["mm"], self.turn)


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as it stands in its file."""

    front: Reading = Reading()
    back: Reading = Reading()
    flip: str | None = None
    manual: str | None = None

    def __str__(self) -> str:
        lines = [
            f"{side} = [{reading.x!r}, {reading.y!r}, {reading.turn!r}]"
            for side, reading in (("front", self.front), ("back", self.back))
        ]
        words = {"flip": self.flip, "manual": self.manual}
        lines += [f'{key} = "{word}"' for key, word in words.items() if word]
        return HEAD + "".join(f"{line}\n" for line in lines)

    def told(self) -> str:
        """Say it in words."""
        parts = [
            f"{name} {side.x:+g} mm to the right, {side.y:+g} mm up, {side.turn:+g} degrees"
            for name, side in (("front", self.front), ("back", self.back))
        ]
        parts += [f"turns paper about its {self.flip} edge"] if self.flip else []
        parts += [f"prints on one side, backs in the {_order(self.manual)}"] if self.manual else []
        return "; ".join(parts)


def _order(manual: str) -> str:
    return {"same": "same order", "reversed": "reversed order"}[manual]


def stored() -> Printer | None:
    """The user's printer, as what imposed files are to make up for; None where none is stored.

    Raises ProjectError for a profile that can't be read.
    """
    from booklet.sheets import Printer

    profile = _read(profile_path())
    if profile is None:
        return None
    front, back = profile.front.shift, profile.back.shift
    return Printer(front, back, profile.flip, profile.manual)  # type: ignore[arg-type]


def profile_path() -> Path:
    """Where the profile is kept."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(click.get_app_dir("booklet-press"), "printer.toml")


def _read(path: Path) -> Profile | None:
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as trouble:
        reason = getattr(trouble, "strerror", None) or "it is no text"
        raise _damaged(path, f"the printer's profile can't be read: {reason.lower()}") from None
    try:
        return _profile(tomllib.loads(text))
    except tomllib.TOMLDecodeError as trouble:
        message, _, where = str(trouble).partition(" (at ")
        found = re.match(r"line (\d+)", where)
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        raise _damaged(path, f"this can't be read: {message.lower()}", line) from None
    except _Wrong as wrong:
        raise _damaged(path, str(wrong), _line(text, wrong.key)) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a deep list
        raise _damaged(path, "a value here is too large") from None


def _damaged(path: Path, message: str, line: int | None = None) -> ProjectError:
    hint = "mend it, or begin anew: booklet calibrate --forget"
    return ProjectError(error("printer-profile", message, Place(path, line), hint))


def _line(text: str, key: str) -> int | None:
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.match(rf"\s*[\"']?{re.escape(key)}\b", line)), None)


class _Wrong(Exception):  # noqa: N818 - told as a Finding, not as an error
    """A key of a profile whose value can't be used."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(message)


def _profile(given: Mapping[str, Any]) -> Profile:
    readings = dict[str, Reading]()
    for key, value in given.items():
        if key in WORDS:
            if value not in WORDS[key]:
                raise _Wrong(key, f"'{key}' is one of: {', '.join(WORDS[key])}")
        elif key in ("front", "back"):
            readings[key] = _reading(key, value)
        else:
            raise _Wrong(key, f"no key is called '{key}'; there are: back, flip, front, manual")
    return Profile(**readings, flip=given.get("flip"), manual=given.get("manual"))


def _reading(key: str, numbers: object) -> Reading:
    """Look at the numbers of one side."""
    if not (
        isinstance(numbers, list)
        and len(numbers) in (2, 3)
        and all(type(number) in (int, float) for number in numbers)
    ):
        raise _Wrong(key, f"'{key}' takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2")
    x, y, turn = map(float, [*numbers, 0.0][:3])
    if not max(abs(x), abs(y)) <= MOST:
        raise _Wrong(key, f"'{key}' is off by more than {MOST:g} mm; no printer is")
    if not abs(turn) <= STEEPEST:
        raise _Wrong(
            key, f"'{key}' is turned by more than {STEEPEST:g} degrees; no printer does that"
        )
    return Reading(x, y, turn)


def _numbers(context: click.Context, option: click.Parameter, text: str | None) -> Reading | None:
    """Read what was typed for one side."""
    if text is None:
        return None
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    try:
        return _reading(option.name or "", numbers)
    except _Wrong as wrong:
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
        raise _damaged(path, f"the printer's profile can't be removed: {reason}") from None
    click.echo("forgotten; nothing is made up for any more" if there else "nothing is stored")


def _show() -> None:
    path = profile_path()
    profile = _read(path)
    if profile is None:
        click.echo("nothing is stored; booklet calibrate writes a sheet to measure with")
        return
    click.echo(near(path))
    advise(f"{profile.told()}.")


def _store(named: Mapping[str, Any]) -> None:
    """Keep what was read, beside what is known already."""
    from booklet.press import Tray

    path = profile_path()
    profile = replace(_read(path) or Profile(), **named)
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
