"""How a printer is off, as its user measured it: a profile in a file of theirs."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booklet import measure
from booklet.finding import Place, ProjectError, error

if TYPE_CHECKING:
    from booklet.sheets import Printer, Shift

#: Names another file for the profile.
VARIABLE = "BOOKLET_PRINTER"

#: No printer is off by more millimetres, or degrees: it would be a slip of the pen.
MOST, STEEPEST = 20.0, 5.0

#: For keys that hold one word: the words that it may be.
WORDS = {"flip": ("short", "long"), "manual": ("same", "reversed")}

HEAD = "# What was read from the sheet of `booklet calibrate`, in millimetres and degrees.\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a user read from one side of the printed sheet."""

    x: float = 0.0  #: Millimetres; where the upright crease crosses the level scale.
    y: float = 0.0  #: Where the level crease crosses the upright scale.
    turn: float = 0.0  #: Degrees counterclockwise by which the level crease leans from the scale.

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

    profile = read(profile_path())
    if profile is None:
        return None
    front, back = profile.front.shift, profile.back.shift
    return Printer(front, back, profile.flip, profile.manual)  # type: ignore[arg-type]


def profile_path() -> Path:
    """Where the profile is kept."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(click.get_app_dir("booklet-press"), "printer.toml")


def read(path: Path) -> Profile | None:
    """Read a profile, if there is one.

    Raises ProjectError for one that can't be read.
    """
    try:
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as trouble:
        reason = getattr(trouble, "strerror", None) or "it is no text"
        raise damaged(path, f"the printer's profile can't be read: {reason.lower()}") from None
    try:
        return _profile(tomllib.loads(text))
    except tomllib.TOMLDecodeError as trouble:
        message, _, where = str(trouble).partition(" (at ")
        found = re.match(r"line (\d+)", where)
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        raise damaged(path, f"this can't be read: {message.lower()}", line) from None
    except Wrong as wrong:
        raise damaged(path, str(wrong), _line(text, wrong.key)) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a deep list
        raise damaged(path, "a value here is too large") from None


def damaged(path: Path, message: str, line: int | None = None) -> ProjectError:
    """Say what is wrong with a profile."""
    hint = "mend it, or begin anew: booklet calibrate --forget"
    return ProjectError(error("printer-profile", message, Place(path, line), hint))


def _line(text: str, key: str) -> int | None:
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.match(rf"\s*[\"']?{re.escape(key)}\b", line)), None)


class Wrong(Exception):  # noqa: N818 - told as a Finding, not as an error
    """A key of a profile whose value can't be used."""

    def __init__(self, key: str, message: str) -> None:
        self.key = key
        super().__init__(message)


def _profile(given: Mapping[str, Any]) -> Profile:
    readings = dict[str, Reading]()
    for key, value in given.items():
        if key in WORDS:
            if value not in WORDS[key]:
                raise Wrong(key, f"'{key}' is one of: {', '.join(WORDS[key])}")
        elif key in ("front", "back"):
            readings[key] = reading(key, value)
        else:
            raise Wrong(key, f"no key is called '{key}'; there are: back, flip, front, manual")
    return Profile(**readings, flip=given.get("flip"), manual=given.get("manual"))


def reading(key: str, numbers: object) -> Reading:
    """Look at the numbers of one side; raises Wrong."""
    if not (
        isinstance(numbers, list)
        and len(numbers) in (2, 3)
        and all(type(number) in (int, float) for number in numbers)
    ):
        raise Wrong(key, f"'{key}' takes two numbers or three, as in 1.5,-0.5 or 1.5,-0.5,0.2")
    x, y, turn = map(float, [*numbers, 0.0][:3])
    if not max(abs(x), abs(y)) <= MOST:
        raise Wrong(key, f"'{key}' is off by more than {MOST:g} mm; no printer is")
    if not abs(turn) <= STEEPEST:
        raise Wrong(
            key, f"'{key}' is turned by more than {STEEPEST:g} degrees; no printer does that"
        )
    return Reading(x, y, turn)
