"""The way from files to a Manuscript."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TypeVar

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, error, nearest
from booklet.manuscript import allowed, blocks, fences
from booklet.manuscript.fences import Fence
from booklet.manuscript.model import Chapter, Manuscript, Placement, Record
from booklet.manuscript.records import open_records
from booklet.manuscript.sources import Source, open_chapter
from booklet.manuscript.tongue import Tongue
from booklet.project import Edition, Project

_TITLE = re.compile(r"\s*# +(?P<title>.+?) *#*(?:\n|$)")

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
        clash = [name for name in self.project.data if name in blocks.HOUSE]
        for name in clash:
            place = Source(self.project.data[name], "", "", 0, {}).place()
            message = f"'{name}' is the name of a block of the house"
            self.findings.append(error("name-taken", message, place, "rename this data file"))
        records = {
            kind: self._try(self._records, path) or {} for kind, path in self.project.data.items()
        }
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

    def _records(self, path: PurePath) -> dict[str, Record]:
        return open_records(self.project, path, self.tongue)

    def _chapter(self, path: PurePath, data: Mapping[str, Mapping[str, Record]]) -> Chapter:
        source = open_chapter(self.project, path)
        found, findings = fences.check(source, self.kinds)
        calls = [fence for fence in found if fence.name in self.project.data]
        placements = tuple(self._place(source, fence, data, findings) for fence in calls)
        title, body = self._title(source, findings)
        html, called, leftovers = self.tongue.blocks(body)
        if not any(finding.severity == "error" for finding in findings):
            findings += _unread(source, leftovers)
            if [fence.name for fence in calls] != [name for name, _ in called]:
                message = "a block stands where it can't be read"
                hint = "give blocks a line of their own, with empty lines around them"
                findings.append(error("block-unread", message, source.place(), hint))
        findings += allowed.refused(html, source)
        if "<h1" in html:
            line = source.body[: _top(source.body)].count("\n") + 1 + source.lead
            message = "a chapter has one title; this heading is of the same rank"
            findings.append(
                error("heading-top", message, source.place(line), "write ## instead of #")
            )
        if any(finding.severity == "error" for finding in findings):
            raise ManuscriptError(findings)
        self.findings += findings
        return Chapter(
            name=source.name,
            title=self._inline(title),
            summary=self._inline(source.front.get("summary", "")),
            minutes=source.front.get("minutes"),
            html=Markup(allowed.clean(html)),  # noqa: S704 - cleaned on this line
            placements=placements,
            path=path,
            source=source.text,
        )

    def _inline(self, text: str) -> Markup:
        return Markup(allowed.clean(self.tongue.inline(text)))  # noqa: S704 - cleaned here

    def _title(self, source: Source, findings: list[Finding]) -> tuple[str, str]:
        """Take the title from the front matter, else from a first line `# Title`."""
        if "title" in source.front:
            return source.front["title"], source.body
        if first := _TITLE.match(source.body):
            blank = "\n" * first[0].count("\n")
            return first["title"], blank + source.body[first.end() :]
        hint = "begin with front matter: ---, title: Welcome, ---"
        findings.append(error("title-missing", "this chapter has no title", source.place(1), hint))
        return "", source.body

    def _place(
        self,
        source: Source,
        fence: Fence,
        data: Mapping[str, Mapping[str, Record]],
        findings: list[Finding],
    ) -> Placement:
        known = data[fence.name]
        names = [name.strip() for name in fence.words.split(",") if name.strip()] or list(known)
        place = source.place(fence.line)
        for name in names:
            if known and name not in known:
                message = f"no record of {fence.name} is called '{name}'"
                findings.append(error("record-unknown", message, place, nearest(name, known)))
        return Placement(fence.name, tuple(known[name] for name in names if name in known), place)

    def _unique(self, chapters: list[Chapter]) -> None:
        seen: dict[str, Chapter] = {}
        for chapter in chapters:
            if first := seen.get(chapter.name):
                message = f"the id '{chapter.name}' belongs to {first.path.as_posix()} already"
                hint = "give one of them another id in its front matter"
                place = chapter.locate(f"id: {chapter.name}")
                self.findings.append(error("id-twice", message, place, hint))
            seen.setdefault(chapter.name, chapter)


def _unread(source: Source, leftovers: list[str]) -> list[Finding]:
    findings = []
    for text in leftovers:
        before, found, _ = source.text.partition(text)
        line = before.count("\n") + 1 if found else None
        message = f"this block can't be read: {text}"
        hint = "put an empty line before it, and its options right under it, indented four spaces"
        findings.append(error("block-unread", message, source.place(line), hint))
    return findings


def _top(body: str) -> int:
    found = re.search(r"^ {0,3}# |^=+ *$|<h1", body, re.MULTILINE)
    return found.start() if found else 0
