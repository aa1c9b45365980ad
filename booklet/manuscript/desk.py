"""The files of an edition become chapters and records, as one desk reads them all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TypeVar

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, Place, by_line, error, fatal, nearest, warning
from booklet.manuscript import blocks
from booklet.manuscript.asides import between
from booklet.manuscript.model import Chapter, Placement, Record
from booklet.manuscript.passage import Setter
from booklet.manuscript.records import open_records
from booklet.manuscript.sources import Source, misadvised, open_chapter
from booklet.project import Edition, Project, stale

_TITLE = re.compile(r"\s*# +(?P<title>.+?) *#*(?:\n|$)")

#: What makes a heading of the first rank.
_TOP = (re.compile(r"^ {0,3}#(?!#)"), re.compile(r"^=+ *$"), "<h1")

Records = Mapping[str, Record] | None

Read = TypeVar("Read")


class Desk:
    """One manuscript in the making; findings pile up until it is whole."""

    def __init__(self, edition: Edition, setter: Setter, own: Setter | None = None) -> None:
        self.edition = edition
        self.project: Project = edition.project
        self.setter = setter
        self.own = own or setter  #: For files that stand for others in the edition's language.
        self.kinds = blocks.kinds(self.project.data)
        self.findings: list[Finding] = []

    def chapters(self) -> tuple[Chapter, ...]:
        """Write every chapter; what is wrong is found in `warnings`."""
        records = {kind: self._try(self._records, kind) for kind in self.project.data}
        chapters = [
            chapter
            for path in self.project.chapters
            if (chapter := self._try(self._chapter, path, records))
        ]
        self._unique(chapters)
        return tuple(chapters)

    def warnings(self) -> tuple[Finding, ...]:
        """What was found.

        Raises ManuscriptError if there is an error among it.
        """
        if fatal(self.findings):
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
        records, warnings = open_records(self.project, file, kind, setter)
        self.findings += warnings
        return records

    def _file(self, path: PurePath) -> tuple[PurePath, Setter]:
        """Find the file to read, and who sets it; tell one that is older than its original."""
        file = self.edition.file(path)
        if file == path:
            return path, self.setter
        if finding := stale(self.project.root, path, file):
            self.findings.append(finding)
        return file, self.own

    def _chapter(self, path: PurePath, data: Mapping[str, Records]) -> Chapter:
        file, setter = self._file(path)
        source, findings = open_chapter(self.project, file), list[Finding]()
        findings += misadvised(source)
        title, line, body = self._title(source, findings)
        said = source.asides
        below = between(said, max(source.lead, line), source.text.count("\n") + 1)
        source = dataclasses.replace(source, body=body, asides=below)
        passage = setter.passage(source, body, self.kinds)
        findings += passage.findings
        if "<h1" in passage.html:
            message = "a chapter has one title; this heading is of the same rank"
            top = source.place(source.find(*_TOP))
            hint = "write ## instead of #, or \\# for a plain sign"
            findings.append(error("heading-top", message, top, hint))

        def set_line(text: str, line: int, kind: str) -> Markup:
            ends = (entry.end for entry in source.front.values() if entry.end < line)
            above = between(said, max(ends, default=0), line)
            front = Source(source.path, "", "", asides=above)
            set_ = setter.line(front, text.strip(), line, kind)
            findings.extend(set_.findings)
            return set_.html

        summary = source.front.get("summary")
        chapter = Chapter(
            name=self._name(source, path, findings),
            title=set_line(title, line, "title of a chapter"),
            summary=set_line(summary.value, summary.line, "summary") if summary else Markup(),
            minutes=source.front["minutes"].value if "minutes" in source.front else None,
            html=passage.html,
            placements=tuple(self._place(source, call, data, findings) for call in passage.calls),
            path=path,
            source=source.text,
            file=file,
        )
        findings.sort(key=by_line)
        if fatal(findings):
            raise ManuscriptError(findings)
        self.findings += findings
        return chapter

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
        names = [name.strip() for name in words.split(",") if name.strip()] or list(known)
        for name in names:
            if name not in known:
                message = f"no record of {kind} is called '{name}'"
                findings.append(error("record-unknown", message, place, nearest(name, known)))
        if not names:
            message = f"there is no record in {self.project.data[kind].as_posix()}"
            findings.append(warning("data-empty", message, place))
        return Placement(kind, tuple(known[name] for name in names if name in known), place)

    def _unique(self, chapters: list[Chapter]) -> None:
        seen: dict[str, Chapter] = {}
        for chapter in chapters:
            if first := seen.get(chapter.name):
                message = f"the id '{chapter.name}' belongs to {first.path.as_posix()} already"
                hint = "give one of them another id in its front matter"
                place = chapter.locate(f"id: {chapter.name}")
                self.findings.append(error("id-twice", message, place, hint))
            seen.setdefault(chapter.name, chapter)
