"""The files of an edition become chapters and records, as one desk reads them all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import TypeVar

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, Place, by_line, error, fatal, nearest, warning
from booklet.manuscript import blocks, selection
from booklet.manuscript.asides import between
from booklet.manuscript.model import Chapter, Placement, Record
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.records import open_records
from booklet.manuscript.sources import Source, misadvised, open_chapter
from booklet.project import (
    FACILITATOR,
    PARTICIPANT,
    Audience,
    Edition,
    Project,
    stale,
)

_TITLE = re.compile(r"\s*# +(?P<title>.+?) *#*(?:\n|$)")

#: What makes a heading of the first rank.
_TOP = (re.compile(r"^ {0,3}#(?!#)"), re.compile(r"^=+ *$"), "<h1")

Records = Mapping[str, Record] | None

Read = TypeVar("Read")


class Desk:
    """One manuscript in the making; findings pile up until it is whole."""

    def __init__(
        self,
        edition: Edition,
        setter: Setter,
        own: Setter | None = None,
        paths: tuple[PurePath, ...] | None = None,
    ) -> None:
        self.edition = edition
        self.project: Project = edition.project
        self.setter = setter
        self.own = own or setter  #: For files that stand for others in the edition's language.
        self.paths = edition.chapters if paths is None else paths
        self.kinds = blocks.kinds(self.project.data)
        self.findings: list[Finding] = []
        self.records: dict[str, Records] = {}  #: By the kind of their data file, once it is read.

    def chapters(self) -> tuple[Chapter, ...]:
        """Write every chapter; what is wrong is found in `warnings`."""
        self.records = {kind: self._try(self._records, kind) for kind in self.project.data}
        chapters = [
            chapter
            for path in self.paths
            if (chapter := self._try(self._chapter, path, self.records))
        ]
        self._unique(chapters)
        return tuple(chapters)

    @property
    def failed(self) -> bool:
        """Whether something can't be printed."""
        return fatal(self.findings)

    def warnings(self) -> tuple[Finding, ...]:
        """What was found.

        Raises ManuscriptError if there is an error among it.
        """
        if self.failed:
            raise ManuscriptError(self.findings)
        return tuple(self.findings)

    def _try(self, step: Callable[..., Read], *values: object) -> Read | None:
        try:
            return step(*values)
        except ManuscriptError as trouble:
            self.findings += trouble.findings
            return None

    def _records(self, kind: str) -> dict[str, Record]:
        path = self.project.data[kind]
        if kind in blocks.HOUSE:
            message = f"'{kind}' is the name of a block of the house"
            raise ManuscriptError(
                error("name-taken", message, Place(path), "give this data file another name")
            )
        file, setter = self._file(path)
        records, warnings = open_records(self.project, file, kind, setter, path)
        self.findings += warnings
        self.findings += self._ordered(kind, records)
        return records

    def _ordered(self, kind: str, records: Records) -> Iterator[Finding]:
        """Tell records that are to come first and that there are not."""
        known = records or {}
        for audience in self.edition.audiences:
            for name in [name for name in audience.order.get(kind, ()) if name not in known]:
                place = self.project.place(f"{audience.table}.order", kind)
                message = f"no record of {kind} is called '{name}'"
                yield error("record-unknown", message, place, nearest(name, known))

    def _file(self, path: PurePath) -> tuple[PurePath, Setter]:
        """Find the file to read, and who sets it; tell one that is older than its original."""
        file = self.edition.file(path)
        if file == path:
            return path, self.setter
        if finding := stale(self.project.root, path, file):
            self.findings.append(finding)
        return file, self.own

    def _chapter(self, path: PurePath, data: Mapping[str, Records]) -> Chapter | None:
        file, setter = self._file(path)
        source, findings = open_chapter(self.project, file), list[Finding]()
        if not self._meant(source, path):
            return None
        findings += misadvised(source)
        title, line, body = self._title(source, findings)
        said = source.asides
        below = between(said, max(source.lead, line), source.text.count("\n") + 1)
        own = selection.named(source.conditions, self.edition.short)
        short = frozenset() if own else self.edition.short
        source = dataclasses.replace(source, body=body, asides=below, short=short)
        passage, placements = self._passage(source, setter, data, findings)
        if "<h1" in passage.html:
            message = "a chapter has one title; this heading is of the same rank"
            top = source.place(source.find(*_TOP))
            hint = "write ## instead of #, or \\# for a plain sign"
            findings.append(error("heading-top", message, top, hint))

        def set_line(text: str, line: int, kind: str) -> Passage:
            ends = (entry.end for entry in source.front.values() if entry.end < line)
            above = between(said, max(ends, default=0), line)
            front = Source(source.path, "", "", asides=above)
            set_ = setter.line(front, text.strip(), line, kind)
            findings.extend(set_.findings)
            return set_

        heading = set_line(title, line, "title of a chapter")
        if heading.emptied and not passage.emptied:
            message = f"nothing is left of the title in {self.edition.slug}"
            hint = "leave words for all readers in it, outside of the brackets"
            findings.append(error("title-missing", message, source.place(line), hint))
        summary = source.front.get("summary")
        minutes = source.front["minutes"].value if "minutes" in source.front else None
        if passage.minutes and self.edition.names & {FACILITATOR, PARTICIPANT}:
            minutes = passage.minutes
        chapter = Chapter(
            name=self._name(source, path, findings),
            title=heading.html,
            summary=set_line(summary.value, summary.line, "summary").html if summary else Markup(),
            minutes=minutes,
            html=passage.html,
            placements=placements,
            path=path,
            source=source.text,
            file=file,
            steps=passage.steps,
            numbered=path not in {one.welcome for one in self.edition.audiences},
        )
        findings.sort(key=by_line)
        if fatal(findings):
            raise ManuscriptError(findings)
        self.findings += findings
        return chapter if self._filled(chapter, passage) else None

    def _passage(
        self,
        source: Source,
        setter: Setter,
        data: Mapping[str, Records],
        findings: list[Finding],
    ) -> tuple[Passage, tuple[Placement, ...]]:
        """Set the body of a chapter, without the data blocks of which no record is left."""
        passage = setter.passage(source, source.body, self.kinds)
        placements = [self._place(source, call, data, findings) for call in passage.calls]
        hidden = [number for number, each in enumerate(placements) if _hidden(each, data)]
        passage = setter.without(passage, source, hidden)
        findings += passage.findings
        return passage, tuple(each for each in placements if not _hidden(each, data))

    def _meant(self, source: Source, path: PurePath) -> bool:
        """Whether a chapter is for the readers of the edition.

        So must its original say, and so must a file that stands for it.
        """
        own = source.path != path
        sources = [open_chapter(self.project, path), source] if own else [source]
        findings = [finding for each in sources for finding in self._misheld(each)]
        if findings:
            raise ManuscriptError(findings)
        return all(self.setter.shows(each.conditions) for each in sources)

    def _misheld(self, source: Source) -> Iterator[Finding]:
        """Tell what is wrong with the conditions of a chapter."""
        for key, text in source.conditions.items():
            yield from source.told(
                selection.fault(text, self.project.names, ()), source.front[key].line
            )

    def _filled(self, chapter: Chapter, passage: Passage) -> bool:
        """Whether anything of a chapter is left; tell one of which nothing is."""
        if not passage.emptied or (self.edition.short and chapter.summary):
            return True
        if self.edition.short:
            message = f"this chapter has no summary, so it is left out of {self.edition.slug}"
            hint = "write one in its front matter, or say for whom the chapter is not"
            self.findings.append(warning("summary-missing", message, Place(chapter.file), hint))
            return False
        message = f"nothing of this chapter is left in {self.edition.slug}, so it is left out"
        hint = "say for whom it is in its front matter, for example only: educators"
        self.findings.append(warning("chapter-empty", message, Place(chapter.file), hint))
        return False

    def _title(self, source: Source, findings: list[Finding]) -> tuple[str, int, str]:
        """Take title and its line from the front matter, else from a first line `# Title`."""
        if entry := source.front.get("title"):
            return entry.value, entry.line, source.body
        if first := _TITLE.match(source.body):
            blank = "\n" * first[0].count("\n")
            line = source.lead + source.body[: first.start("title")].count("\n") + 1
            return first["title"], line, blank + source.body[first.end() :]
        hint = "begin with front matter: ---, title: Welcome, ---"
        findings.append(error("title-missing", "this chapter has no title", source.place(1), hint))
        return "", 1, source.body

    def _name(self, source: Source, path: PurePath, findings: list[Finding]) -> str:
        if source.path != path:  # links know it by the name of its original
            return open_chapter(self.project, path).name
        if not source.name:
            hint = "give it an id in its front matter, for example id: welcome"
            message = "this file's name holds no letter from a to z"
            findings.append(error("chapter-name", message, source.place(), hint))
        return source.name

    def _place(
        self,
        source: Source,
        call: tuple[str, str, int | None],
        data: Mapping[str, Records],
        findings: list[Finding],
    ) -> Placement:
        kind, words, line = call
        place, known = source.place(line), data[kind]
        if known is None:  # what is wrong with the file has been told
            return Placement(kind, (), place)
        names = [name.strip() for name in words.split(",") if name.strip()]
        names = names or first(known, self.edition.audiences, kind)
        for name in names:
            if name not in known:
                message = f"no record of {kind} is called '{name}'"
                findings.append(error("record-unknown", message, place, nearest(name, known)))
        if not names:
            message = f"there is no record in {self.project.data[kind].as_posix()}"
            findings.append(warning("data-empty", message, place))
        shown = (known[name] for name in names if name in known)
        return Placement(kind, tuple(record for record in shown if not record.hidden), place)

    def _unique(self, chapters: list[Chapter]) -> None:
        seen: dict[str, Chapter] = {}
        for chapter in chapters:
            if first := seen.get(chapter.name):
                message = f"the id '{chapter.name}' belongs to {first.path.as_posix()} already"
                hint = "give one of them another id in its front matter"
                place = chapter.locate(f"id: {chapter.name}")
                self.findings.append(error("id-twice", message, place, hint))
            seen.setdefault(chapter.name, chapter)


def _hidden(placement: Placement, data: Mapping[str, Records]) -> bool:
    """Whether all records that a block calls for are for other readers."""
    return bool(data[placement.kind]) and not placement.records


def first(known: Iterable[str], audiences: Iterable[Audience], kind: str) -> list[str]:
    """Order the names of records: those that come first for some readers, then the others.

    >>> first(("a", "b", "c"), [Audience("x", order={"tips": ("c",)})], "tips")
    ['c', 'a', 'b']
    """
    names = list(known)
    for audience in audiences:
        wanted = [name for name in audience.order.get(kind, ()) if name in names]
        names = [*wanted, *(name for name in names if name not in wanted)]
    return names
