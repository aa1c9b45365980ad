"""What the press tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding

if TYPE_CHECKING:
    from booklet.project import Edition


@dataclass(frozen=True, slots=True)
class Stage:
    """Work goes on, on these editions at once."""

    editions: tuple[Edition, ...]
    what: str  #: In a few words: "setting the text".


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file was made."""

    edition: Edition
    path: Path
    pages: int  #: Pages that a reader turns.
    sheets: int | None  #: Sheets of paper, where the pages are laid on sheets.
    size: int  #: Bytes.
    seconds: float  #: What it took, the work shared with other editions counted once, at the first.
    how: str  #: How to print it, where that needs words.
    findings: tuple[Finding, ...]  #: Warnings.
    cover: Path | None = None  #: The cover that belongs to it, where it is a file of its own.
    guide: Path | None = None  #: A page that shows how to print and fold it.


@dataclass(frozen=True, slots=True)
class Failure:
    """These editions could not be made; files from before are as they were."""

    editions: tuple[Edition, ...]
    error: BookletError


Event = Stage | Artifact | Failure
