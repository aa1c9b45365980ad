"""What every edition shows of every line of a book, and which conditions decide about it.

The lines are traced on the way that they go to the page: what is told here is what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from booklet.finding import Place
from booklet.manuscript.conditions import parsed
from booklet.manuscript.desk import Desk
from booklet.manuscript.model import Chapter, Record
from booklet.manuscript.reach import each
from booklet.manuscript.selection import named
from booklet.manuscript.sources import open_chapter
from booklet.manuscript.surveyor import Held, Surveyor, Text, View
from booklet.manuscript.tongue import Tongue
from booklet.project import Edition, Project, asked, read_text

__all__ = ["Held", "Matter", "Survey", "survey"]


@dataclass(frozen=True, slots=True)
class Matter:
    """A line of a book, or some words in one that have conditions of their own."""

    place: Place
    text: str  #: As it was written.
    held: tuple[Held, ...]  #: What it stands under, outermost first.
    seen: frozenset[int]  #: The editions that show it, by their numbers in the survey.
    words: bool = False  #: Whether it is only a part of its line.
    home: PurePath | None = None  #: The chapter that it stands in; data have none.
    record: str = ""  #: The record that it stands in.


@dataclass(frozen=True, slots=True)
class Survey:
    """A book, as all its editions show it."""

    project: Project
    editions: tuple[Edition, ...]
    matter: tuple[Matter, ...]  #: In the order of the files, and of the lines in them.
    emptied: Mapping[PurePath, frozenset[int]]  #: Editions in which nothing of a chapter is left.
    records: Mapping[str, Mapping[str, frozenset[int]]]  #: Who shows a record, by kind and name.
    asked: frozenset[str]  #: The values that any text asks for.

    def at(self, path: PurePath, line: int) -> list[Matter]:
        """Find what stands on a line of a file: the line itself, and words in it."""
        return [each for each in self.matter if each.place == Place(path, line)]


def survey(project: Project) -> Survey:
    """Trace every line of a project's chapters and data through all its editions.

    Raises ManuscriptError where they can't be read.
    """
    surveyor = Surveyor(Tongue(project.locale, project.data), project.names)
    desk = Desk(project.edition(project.locale), surveyor, paths=project.chapters)
    chapters = desk.chapters()
    desk.warnings()
    records = {kind: known or {} for kind, known in desk.records.items()}
    found = _Survey(project, chapters, records, surveyor.texts).whole()
    return replace(found, asked=found.asked | surveyor.asked)


class _Survey:
    """One survey in the making."""

    def __init__(
        self,
        project: Project,
        chapters: Iterable[Chapter],
        records: Mapping[str, Mapping[str, Record]],
        texts: Iterable[Text],
    ) -> None:
        self.project = project
        self.chapters = {chapter.path: chapter for chapter in chapters}
        self.records = records
        self.texts = dict[PurePath, list[Text]]()
        for text in texts:
            self.texts.setdefault(text.path, []).append(text)
        self.conditions = {path: open_chapter(project, path).conditions for path in self.chapters}
        self.editions = project.editions(self._formats())
        self.names = [edition.names for edition in self.editions]
        self.placed = {
            kind: dict.fromkeys(named, frozenset[int]()) for kind, named in records.items()
        }

    def whole(self) -> Survey:
        matter, emptied = list[Matter](), dict[PurePath, frozenset[int]]()
        for path, chapter in self.chapters.items():
            held, having = self._chapter(path)
            gone = self._gone(path, having)
            emptied[path] = gone
            matter += self._placements(chapter, held, having - gone)
            for text in self.texts.get(path, ()):
                matter += self._matter(text, held, having - gone, chapter.source, home=path)
        for kind, path in self.project.data.items():
            matter += self._data(kind, path)
        files = [*self.chapters, *self.project.data.values()]
        order = {path: number for number, path in enumerate(files)}
        matter.sort(key=lambda each: (order[each.place.path], each.place.line or 0, each.words))
        values = frozenset(name for texts in self.texts.values() for t in texts for name in t.asked)
        values |= set(self._asked())
        return Survey(self.project, self.editions, tuple(matter), emptied, self.placed, values)

    def _formats(self) -> list[str]:
        """Name the formats that the book is printed in, and those that a condition names."""
        held = list[Mapping[str, str]](self.conditions.values())
        held += [record.conditions for kind in self.records.values() for record in kind.values()]
        asked = {name for texts in self.texts.values() for text in texts for name in text.names}
        for _, text in (pair for conditions in held for pair in each(conditions)):
            asked |= parsed(text).names
        project = self.project
        return [name for name in project.formats if name in asked.union(project.standing)]

    def _chapter(self, path: PurePath) -> tuple[tuple[Held, ...], frozenset[int]]:
        """Say what a chapter stands under, and which editions have it."""
        source = open_chapter(self.project, path)
        held = tuple(
            Held(key, text, source.front[key].line) for key, text in source.conditions.items()
        )
        return held, self._holding(held, [path in edition.chapters for edition in self.editions])

    def _gone(self, path: PurePath, having: frozenset[int]) -> frozenset[int]:
        """Say in which editions a chapter has nothing left."""
        body = max(self.texts.get(path, ()), key=lambda text: len(text.lines), default=None)
        if body is None:
            return frozenset()
        return frozenset(
            n for n in having if not self._short(path, n) and self._view(body, n).emptied
        )

    def _placements(
        self, chapter: Chapter, held: tuple[Held, ...], having: frozenset[int]
    ) -> Iterator[Matter]:
        """Tell where records are placed, and note who sees them there."""
        texts = self.texts.get(chapter.path, ())
        body = next((text for text in texts if text.root.find(".//slot") is not None), None)
        for number, placement in enumerate(chapter.placements):
            shown = (n for n in having if body and number in self._view(body, n).slots)
            seen = frozenset(shown)
            for record in placement.records:
                conditions = _record_held(record)
                theirs = frozenset(n for n in seen if _holds(conditions, self.names[n]))
                self.placed[placement.kind][record.name] |= theirs
            lines = chapter.source.split("\n")
            text = lines[placement.place.line - 1].strip() if placement.place.line else ""
            yield Matter(placement.place, text, held, seen, home=chapter.path)

    def _data(self, kind: str, path: PurePath) -> Iterator[Matter]:
        """Tell what stands in a data file."""
        source = read_text(self.project.root, path)
        records = sorted(self.records[kind].values(), key=lambda record: record.place.line or 0)
        for record, after in zip(records, [*records[1:], None], strict=True):
            first = record.place.line or 0
            last = (after.place.line or 0) if after else source.count("\n") + 2
            held, having = _record_held(record), self.placed[kind][record.name]
            for text in self.texts.get(path, ()):
                if any(first <= line < last for line in text.lines):
                    yield from self._matter(text, held, having, source, record=record.name)

    def _matter(
        self,
        text: Text,
        held: tuple[Held, ...],
        having: frozenset[int],
        source: str,
        home: PurePath | None = None,
        record: str = "",
    ) -> Iterator[Matter]:
        rows = source.split("\n")
        for line, under in text.lines.items():
            seen = frozenset(n for n in having if line in self._view(text, n).lines)
            place = Place(text.path, line)
            yield Matter(place, rows[line - 1].strip(), (*held, *under), seen, False, home, record)
        for at, words, under in text.spans:
            seen = frozenset(
                n
                for n in having
                if _holds(under, self.names[n])
                and (at not in text.lines or at in self._view(text, n).lines)
            )
            yield Matter(Place(text.path, at), words, (*held, *under), seen, True, home, record)

    def _view(self, text: Text, number: int) -> View:
        return text.view(self.names[number], self._short(text.path, number))

    def _short(self, path: PurePath, number: int) -> frozenset[str]:
        """The names one of which a chapter's matter must bear, in a short version."""
        short = self.editions[number].short
        return short if not named(self.conditions.get(path, {}), short) else frozenset()

    def _holding(self, held: tuple[Held, ...], having: Iterable[bool]) -> frozenset[int]:
        return frozenset(n for n, has in enumerate(having) if has and _holds(held, self.names[n]))

    def _asked(self) -> Iterator[str]:
        """Name the values that booklet.toml asks for itself."""
        project = self.project
        texts = [project.title, project.subtitle, project.description, project.licence]
        texts += [text for one in project.audiences.values() for text in (one.title, one.subtitle)]
        for edition in self.editions:
            texts += [value.text for value in edition.values.values()]
        return (name for text in texts for name in asked(text))


def _record_held(record: Record) -> tuple[Held, ...]:
    return tuple(Held(key, text, record.lines.get(key)) for key, text in record.conditions.items())


def _holds(held: Iterable[Held], names: frozenset[str]) -> bool:
    return all(each.holds(names) for each in held)
