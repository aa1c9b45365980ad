"""The way from files to a Manuscript."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TypeVar

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, Place, by_line, error, nearest, warning
from booklet.manuscript import blocks
from booklet.manuscript.model import Chapter, Manuscript, Placement, Record
from booklet.manuscript.passage import set_line, set_passage
from booklet.manuscript.records import open_records
from booklet.manuscript.sources import Source, open_chapter
from booklet.manuscript.tongue import Tongue
from booklet.project import Edition, Project

_TITLE = re.compile(r"\s*# +(?P<title>.+?) *#*(?:\n|$)")

#: What makes a heading of the first rank.
_TOP = (re.compile(r"^ {0,3}#(?!#)"), re.compile(r"^=+ *$"), "<h1")

Records = Mapping[str, Record] | None

Read = TypeVar("Read")


def write(edition: Edition) -> Manuscript:
    """Read, check and convert every chapter of an edition and the data that it calls for.

    Raises ManuscriptError with everything that is wrong in any of them.
    """
    return _Desk(edition).manuscript()


class _Desk:
    """One manuscript in the making; findings pile up until it is whole."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.project: Project = edition.project
        self.tongue = Tongue(edition.locale, self.project.data)
        self.kinds = blocks.kinds(self.project.data)
        self.findings: list[Finding] = []

    def manuscript(self) -> Manuscript:
        records = {kind: self._try(self._records, kind) for kind in self.project.data}
        chapters = [
            chapter
            for path in self.project.chapters
            if (chapter := self._try(self._chapter, path, records))
        ]
        self._unique(chapters)
        if any(finding.severity == "error" for finding in self.findings):
            raise ManuscriptError(self.findings)
        return Manuscript(self.edition, tuple(chapters), tuple(self.findings))

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
        records, warnings = open_records(self.project, path, self.tongue)
        self.findings += warnings
        return records

    def _chapter(self, path: PurePath, data: Mapping[str, Records]) -> Chapter:
        source = open_chapter(self.project, path)
        findings = list[Finding]()
        title, line, body = self._title(source, findings)
        source = dataclasses.replace(source, body=body)
        passage = set_passage(source, body, self.tongue, self.kinds)
        findings += passage.findings
        if "<h1" in passage.html:
            message = "a chapter has one title; this heading is of the same rank"
            top = source.place(source.find(*_TOP))
            hint = "write ## instead of #, or \\# for a plain sign"
            findings.append(error("heading-top", message, top, hint))
        chapter = Chapter(
            name=self._name(source, findings),
            title=self._line(source, title, line, findings),
            summary=self._front(source, "summary", findings),
            minutes=source.front["minutes"].value if "minutes" in source.front else None,
            html=passage.html,
            placements=tuple(self._place(source, call, data, findings) for call in passage.calls),
            path=path,
            source=source.text,
        )
        findings.sort(key=by_line)
        if any(finding.severity == "error" for finding in findings):
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

    def _front(self, source: Source, key: str, findings: list[Finding]) -> Markup:
        entry = source.front.get(key)
        return self._line(source, entry.value, entry.line, findings) if entry else Markup()

    def _line(self, source: Source, text: str, line: int, findings: list[Finding]) -> Markup:
        """Set a line of the front matter."""
        passage = set_line(Source(source.path, "", ""), text.strip(), self.tongue, line)
        findings += passage.findings
        return passage.html

    def _name(self, source: Source, findings: list[Finding]) -> str:
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
