"""Trouble is a value: what is wrong, where, and what to do about it.

The error tree, each class with its exit code:

    BookletError        1   something that should not happen
    +- ProjectError     2   booklet.toml, folders, names
    +- ManuscriptError  3   chapters, their pictures, data, translations
    +- TypesettingError 4   pages, templates, styles, fonts, sheets
    +- CheckError       5   a check that failed
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line in a file of the project."""

    path: PurePath  #: As the reader would type it: relative to the project where it lies inside.
    line: int | None = None  #: Counted from 1, as editors do.

    def __str__(self) -> str:
        name = self.path.as_posix()
        return name if self.line is None else f"{name}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, told so that its author can mend it.

    >>> print(Finding("error", "quote-unknown", "no record is called 'sandro'",
    ...               Place(PurePath("content/01-welcome.md"), 14), hint="did you mean 'sandra'?"))
    content/01-welcome.md:14: error: no record is called 'sandro' [quote-unknown]
      hint: did you mean 'sandra'?
    """

    severity: Severity
    code: str  #: For machines and for searching the manual: lower case, hyphens.
    message: str
    place: Place | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = "" if self.place is None else f"{self.place}: "
        text = f"{where}{self.severity}: {self.message} [{self.code}]"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class BookletError(Exception):
    """One or more findings that end the work."""

    exit_code: ClassVar[int] = 1

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[type[BookletError], tuple[tuple[Finding, ...]]]:
        """Go to another process whole."""
        return type(self), (self.findings,)


class ProjectError(BookletError):
    """The project can't be read as it stands."""

    exit_code = 2


class ManuscriptError(BookletError):
    """A chapter, a data file or a translation can't be used as it stands."""

    exit_code = 3


class TypesettingError(BookletError):
    """The pages can't be set, or the sheets can't be made."""

    exit_code = 4


class CheckError(BookletError):
    """A check found what it looked for."""

    exit_code = 5


def error(code: str, message: str, place: Place | None = None, hint: str = "") -> Finding:
    """Make a finding that ends the work."""
    return Finding("error", code, message, place, hint)


def warning(code: str, message: str, place: Place | None = None, hint: str = "") -> Finding:
    """Make a finding that is told, and lets the work go on."""
    return Finding("warning", code, message, place, hint)


def fatal(findings: Iterable[Finding]) -> bool:
    """Whether one of some findings ends the work."""
    return any(finding.severity == "error" for finding in findings)


def by_line(finding: Finding) -> float:
    """Order findings as their lines stand; those without a line come last."""
    line = finding.place.line if finding.place else None
    return math.inf if line is None else line


def nearest(name: str, names: Iterable[str]) -> str:
    """Offer the name that was probably meant, else all there are.

    >>> nearest("bokletts", ["screen", "booklet"])
    "did you mean 'booklet'?"
    >>> nearest("x", ["screen", "booklet"])
    'there are: booklet, screen'
    >>> nearest("x", [])
    'there are none'
    """
    known = sorted(names)
    close = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"there are: {', '.join(known)}" if known else "there are none"
