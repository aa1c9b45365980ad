"""What the press tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding

if TYPE_CHECKING:
    from booklet.pages import Blemish
    from booklet.project import Edition


@dataclass(frozen=True, slots=True)
class Made:
    """What an edition is on paper."""

    pdf: bytes
    pages: int  #: Pages that a reader turns.
    sheets: int | None  #: Sheets of paper, where the pages are laid on sheets.
    how: str  #: How to print it, where that needs words.
    findings: tuple[Finding, ...] = ()  #: Warnings.
    cover: bytes | None = None  #: Where it is a file of its own.
    guide: bytes | None = None  #: A page that shows how to print and fold it.
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Work goes on, on these editions at once; on none, where a lane is free."""

    editions: tuple[Edition, ...]
    what: str  #: In a few words: "setting the text".
    lane: int = 0  #: Which of those that go on at the same time, from 0.


@dataclass(frozen=True, slots=True)
class Tick:
    """How far it is."""

    done: int  #: Editions of which it is known what became of them.
    of: int  #: All editions.
    pages: int  #: Pages that were set or found.


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
    reused: bool = False  #: Whether its pages had been set before.
    why: tuple[str, ...] = ()  #: What is not as it was when it was made before.


@dataclass(frozen=True, slots=True)
class Failure:
    """These editions could not be made; files from before are as they were."""

    editions: tuple[Edition, ...]
    error: BookletError


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be made."""

    edition: Edition
    how: str  #: In a few words: "anew".
    why: tuple[str, ...] = ()  #: What is not as it was when it was made before.


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was found about the book as a whole."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The pages of these editions were looked over."""

    editions: tuple[Edition, ...]
    pages: int
    blemishes: tuple[Blemish, ...]
    findings: tuple[Finding, ...]  #: The same in words, one for each.


Event = Stage | Tick | Remarks | Plan | Artifact | Looked | Failure
