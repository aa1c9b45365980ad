"""A passage of Markdown is checked, converted and cleaned: the way of chapters and of fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from booklet.finding import Finding, by_line, fatal
from booklet.manuscript import allowed, claims, fences
from booklet.manuscript.blocks import HOUSE
from booklet.manuscript.fences import Kind
from booklet.manuscript.model import Step
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.tongue import Tongue


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of it, and what is wrong with it, in the order of its lines."""

    html: Markup
    calls: tuple[tuple[str, str, int | None], ...] = ()  #: Data blocks: name, words, line.
    findings: tuple[Finding, ...] = ()
    anchors: tuple[str, ...] = ()  #: The names of its headings, in order.
    steps: tuple[Step, ...] = ()  #: Of a workshop, for those who lead it.
    minutes: int = 0  #: That a workshop takes.
    emptied: bool = False  #: Whether all that it held is for other readers.

    @property
    def broken(self) -> bool:
        """Whether it can't be printed."""
        return fatal(self.findings)


class Setter:
    """Sets passages in the language that they are written in."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def shows(self, held: Mapping[str, str]) -> bool:
        """Whether something is set at all, under the conditions of its `only` and `not`."""
        return True

    def without(self, made: Passage, source: Source, slots: Collection[int]) -> Passage:
        """Set a passage anew without some of its data blocks, by their numbers."""
        return made

    def filled(self, source: Source, text: str, line: int) -> tuple[str, tuple[Finding, ...]]:
        """Put values into a text that is no Markdown; return what is wrong with them as well."""
        return text, ()

    def passage(
        self,
        source: Source,
        text: str,
        kinds: Mapping[str, Kind],
        line: int | None = None,
        context: str = "",
    ) -> Passage:
        """Set a text of several lines; source.body is the text as its author sees it.

        line is told where a finding's own is not found; context is that of its messages.
        """
        found, findings = fences.check(source, kinds)
        broken = fatal(findings)
        said = self.tongue.blocks(text)
        fenced, waiting = claims.claimed(found, said.made)
        calls = tuple(
            (name, words, fence.line if fence else None)
            for (name, words), fence in zip(said.made, fenced, strict=True)
            if name not in HOUSE
        )
        if broken:  # what is wrong with the blocks has been told
            remarks = [remark for remark in said.remarks if remark.code != "block-unread"]
            findings += source.told(remarks, line)
        else:
            findings += source.told(said.remarks, line)
            told = {finding.place for finding in findings}
            unread = [fence for fence in waiting if source.place(fence.line) not in told]
            findings += claims.unread(source, unread)
            findings += claims.strange(source, said.made, fenced)
        html, more = allowed.admitted(said.html, source, slots=len(calls), line=line)
        return Passage(html, calls, tuple(sorted([*findings, *more], key=by_line)), said.anchors)

    def line(
        self, source: Source, text: str, line: int, kind: str = "text", context: str = ""
    ) -> Passage:
        """Set a text of one line, a title or a name; kind says what it is, for translators."""
        said = self.tongue.line(uncommented(text))
        html, more = allowed.admitted(said.html, source, line=line)
        told = sorted([*source.told(said.remarks, line), *more], key=by_line)
        return Passage(html, (), tuple(told))
