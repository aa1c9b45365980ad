"""What comes of a comparison: each difference once, with the places to go to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from booklet.catalogue import Catalogue
from booklet.finding import Place
from booklet.project import Edition


@dataclass(frozen=True, slots=True)
class Shown:
    """What one edition shows, and where it was written."""

    text: str
    place: Place
    whole: str = ""  #: The passage that it is or stands in, with its addresses.
    before: str = ""  #: Words in front of them that both editions have.
    after: str = ""
    above: tuple[str, ...] = ()  #: The headings that it stands below, the highest first.
    foreign: bool = False  #: Whether it is in the language of the authors, not in the edition's.
    number: int = 0  #: Of a chapter, from 1; a welcome has none. Of lines to write on.
    titles: tuple[str, ...] = ()  #: Of records, in their order.


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same; where an edition has none, nothing stands for it."""

    kind: str  #: "paragraph", "words", "record", "order", "value", "chapter", "place" and more.
    a: Shown | None
    b: Shown | None
    name: str = ""  #: Of a value, a key of booklet.toml, a record, a data file.

    @property
    def missing(self) -> bool:
        """Whether an edition lacks something, and does not have it in another way."""
        return self.kind not in ("order", "place", "setting", "value")


@dataclass(frozen=True, slots=True)
class Part:
    """The differences in a chapter that both editions have, or in a data file."""

    path: PurePath
    title: str  #: Of a chapter, as the first edition has it.
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, and all that is not the same in them."""

    a: Edition
    b: Edition
    titles: tuple[str, str]  #: Of the book, and of their readers.
    readers: tuple[str, str]
    settings: tuple[Difference, ...]  #: The book's title and subtitle, and values.
    chapters: tuple[Difference, ...]  #: Chapters that one of them lacks, or has elsewhere.
    parts: tuple[Part, ...]
    catalogue: Catalogue | None = None  #: Of a translated edition.

    @property
    def differences(self) -> tuple[Difference, ...]:
        """All of them."""
        parts = (difference for part in self.parts for difference in part.differences)
        return (*self.settings, *self.chapters, *parts)
