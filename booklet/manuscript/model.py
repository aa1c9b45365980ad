"""The values that leave this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from markupsafe import Markup

from booklet.catalogue import Catalogue
from booklet.finding import Finding, Place
from booklet.project import Edition

#: What a field of a record holds: Markdown that became HTML, an address as it was written,
#: a switch, a number, or a list of texts.
Value = Markup | str | bool | int | tuple[Markup | str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One quote, benefit, resource: an entry of a data file."""

    name: str
    fields: Mapping[str, Value]
    place: Place
    conditions: Mapping[str, str] = field(default_factory=dict)  #: Its `only` and `not`.
    lines: Mapping[str, int] = field(default_factory=dict)  #: Of its conditions.
    hidden: bool = False  #: Whether the readers of the edition are not to see it.


@dataclass(frozen=True, slots=True)
class Placement:
    """Records, at the spot of a chapter where a block calls for them."""

    kind: str  #: The data file's name without its ending, and the template's.
    records: tuple[Record, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a workshop."""

    title: str  #: Nothing, where its note has none.
    start: int  #: Minutes from the beginning.
    minutes: int

    @property
    def clock(self) -> str:
        """From when to when, in hours and minutes.

        >>> Step("Opening", 55, 10).clock
        '0:55–1:05'
        """
        end = self.start + self.minutes
        return f"{self.start // 60}:{self.start % 60:02}–{end // 60}:{end % 60:02}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter whose words are final."""

    name: str  #: The target of links: "benefits".
    title: Markup
    summary: Markup
    minutes: int | None  #: What it takes to read, or to do as a workshop.
    html: Markup  #: Allowed elements alone, with <slot name="0"> where placements go.
    placements: tuple[Placement, ...]  #: By the number of their slot.
    path: PurePath  #: Of the original, by which links know it.
    source: str  #: As it was written, to find the line of what is wrong with it.
    file: PurePath  #: Where that stands: its path, or that of a file in its edition's language.
    steps: tuple[Step, ...] = ()  #: Of its workshop, for those who lead it.
    numbered: bool = True  #: A welcome is not.

    def locate(self, snippet: str) -> Place:
        """Find the line on which an address or a word first stands, best guess first.

        A link's address stands after a bracket or a quotation mark; only then is any line
        that holds it good enough.
        """
        for lead in ("](", "]: ", '="', ""):
            before, found, _ = self.source.partition(lead + snippet)
            if found:
                return Place(self.file, before.count("\n") + 1)
        return Place(self.file)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a manuscript is said in its edition's language, in messages."""

    said: int = 0
    of: int = 0

    @property
    def percent(self) -> int:
        """Rounded down: 100 is all of them."""
        return 100 * self.said // self.of if self.of else 100


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The words of one edition, in order."""

    edition: Edition
    chapters: tuple[Chapter, ...]
    book: Mapping[str, str] = field(default_factory=dict)  #: Texts of booklet.toml, by their keys.
    catalogue: Catalogue | None = None  #: The words of a translated edition.
    coverage: Coverage = Coverage()
    cards: Placement | None = None  #: The records that become cards, where there are no chapters.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.
    asked: frozenset[str] = frozenset()  #: The names that decided about any of its words.

    def serves(self, edition: Edition) -> bool:
        """Whether another edition, in the same language, has the very same words."""
        return self.asked & self.edition.names == self.asked & edition.names
