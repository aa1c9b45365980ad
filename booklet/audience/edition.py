"""What one edition shows, as it can be compared with what another one does."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from booklet import tree
from booklet.audience.passages import SLOT, Passage, passages
from booklet.finding import Place
from booklet.manuscript import Chapter, Placement, Record, write
from booklet.project import Edition

#: Stands for a value, so that texts which differ in nothing else are the same.
_VALUE = re.compile("⟦([^⟧]*)⟧")

#: The fields that a record may be called by, the best first.
_TITLES = ("title", "name", "term", "heading", "who", "question")


@dataclass(frozen=True, slots=True)
class Words:
    """A passage as an edition has it."""

    passage: Passage
    said: str  #: Its text, with the names of values in their places.
    bare: str  #: Its full text, likewise: where two agree in it, they are the same.

    @property
    def slot(self) -> bool:
        """Whether it is nothing but the spot of a data block."""
        return self.passage.kind == SLOT

    @property
    def values(self) -> dict[str, str]:
        """What is printed in it for each value."""
        parts = _VALUE.split(self.bare)
        pattern = "".join("(.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
        found = re.fullmatch(pattern, self.passage.full)
        return dict(zip(parts[1::2], found.groups(), strict=True)) if found else {}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chapter or a record as an edition has it."""

    title: str
    place: Place
    words: tuple[Words, ...]
    placements: tuple[Placement, ...] = ()
    numbered: bool = True
    source: str = ""  #: The whole file of a chapter.

    @property
    def spots(self) -> dict[Place, tuple[Placement, Words]]:
        """The data blocks of which something is left, by where they were written."""
        numbers = ((each.passage.number, each) for each in self.words if each.slot)
        spots = ((self.placements[number], each) for number, each in numbers)
        return {spot.place: (spot, each) for spot, each in spots if spot.records}


class Copy:
    """One edition, written twice: with its values, and with their names in their places.

    values are the names of those that differ from another edition's.

    Raises ManuscriptError where it can't be written.
    """

    def __init__(self, edition: Edition, values: frozenset[str]) -> None:
        project = edition.project
        self.edition = edition
        self._authors = "" if edition.translation is None else project.locale.tag
        written = bare = write(edition)
        if values:
            named = project.given_values({name: f"⟦{name}⟧" for name in values})
            bare = write(dataclasses.replace(edition, project=named))
        self.book, self.catalogue = written.book, written.catalogue
        self.chapters = dict[PurePath, Leaf]()
        self.records = dict[tuple[str, str], Leaf]()  #: By kind and name.
        for chapter, twin in zip(written.chapters, bare.chapters, strict=True):
            self.chapters[chapter.path] = self._chapter(chapter, twin)
            for here, there in zip(chapter.placements, twin.placements, strict=True):
                for record, other in zip(here.records, there.records, strict=True):
                    self.records[here.kind, record.name] = self._record(record, other)

    def titles(self, placement: Placement) -> tuple[str, ...]:
        """The titles of the records at a spot."""
        kind = placement.kind
        return tuple(self.records[kind, record.name].title for record in placement.records)

    def _chapter(self, chapter: Chapter, twin: Chapter) -> Leaf:
        words = [
            *self._words(chapter.title, twin.title, "title"),
            *self._words(chapter.summary, twin.summary, "summary"),
            *self._words(str(chapter.minutes or ""), str(twin.minutes or ""), "minutes"),
            *self._words(chapter.html, twin.html),
        ]
        return Leaf(
            _plain(chapter.title),
            Place(chapter.file, 1),
            tuple(words),
            chapter.placements,
            chapter.numbered,
            chapter.source,
        )

    def _record(self, record: Record, twin: Record) -> Leaf:
        words = list[Words]()
        for key, value in record.fields.items():
            for one, two in zip(_texts(value), _texts(twin.fields[key]), strict=True):
                words += self._words(one, two)
        return Leaf(_called(record), record.place, tuple(words))

    def _words(self, text: str, bare: str, kind: str = "") -> Iterator[Words]:
        pairs = zip(passages(text, self._authors), passages(bare, self._authors), strict=True)
        before = ""
        for here, there in pairs:
            passage = dataclasses.replace(here, kind=kind) if kind else here
            # Lines to write on have no words of their own, by which they could be found.
            said = before if passage.kind == "lines" else there.text
            yield Words(passage, said, there.full or there.text)
            before = said


def values_apart(a: Edition, b: Edition) -> frozenset[str]:
    """Name the values that two editions have different texts for.

    Addresses are not among them: a name in the place of one would be a wrong address.
    """
    here = {name: value.text for name, value in a.values.items()}
    there = {name: value.text for name, value in b.values.items()}
    apart = {name for name in here.keys() | there.keys() if here.get(name) != there.get(name)}
    texts = {name: here.get(name, "") + there.get(name, "") for name in apart}
    return frozenset(name for name, text in texts.items() if ":" not in text)


def _texts(value: object) -> tuple[str, ...]:
    """The texts of a field as HTML; addresses, numbers and switches are plain."""
    if isinstance(value, tuple):
        return tuple(text for one in value for text in _texts(one))
    return (str(value) if hasattr(value, "__html__") else html.escape(str(value)),)


def _called(record: Record) -> str:
    """The title of a record, or else the text that it begins with."""
    texts = {key: _texts(value)[0] for key, value in record.fields.items() if _texts(value)}
    best = next((texts[key] for key in _TITLES if key in texts), next(iter(texts.values()), ""))
    return _plain(best)


def _plain(text: str) -> str:
    return tree.words(tree.parse_part(text))
