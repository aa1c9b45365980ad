"""Markdown, as this house reads it: one converter for all chapters and data of an edition."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, TypeVar

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.util import Registry

from booklet.manuscript.anchors import Anchors
from booklet.manuscript.blocks import Blocks
from booklet.manuscript.leftovers import Leftovers
from booklet.manuscript.marks import Marks
from booklet.manuscript.masks import masked, unmasked
from booklet.manuscript.sources import Remark
from booklet.manuscript.spans import Spans
from booklet.manuscript.words import Say, Spoken, Unit, Words
from booklet.project import Locale

#: Texts that a tongue remembers.
KNOWN = 10_000

_Heard = tuple[tuple[Unit, Spoken], ...]

Key = TypeVar("Key")
Value = TypeVar("Value")

_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What became of some Markdown."""

    html: str  #: Not yet cleaned; <slot name="0"> stands for the first data block.
    made: tuple[tuple[str, str], ...] = ()  #: Name and words of each block, data in slot order.
    remarks: tuple[Remark, ...] = ()  #: What would be lost, or printed as it stands.
    anchors: tuple[str, ...] = ()  #: The names of its headings, in order.


class Tongue:
    """Turns Markdown into HTML in one language."""

    def __init__(
        self, locale: Locale, data: Iterable[str] = (), source: Locale | None = None
    ) -> None:
        self.locale = locale
        dashes = {"smart_quotes": False}
        self._blocks = Blocks(data)
        self._anchors = Anchors()
        self._left, self._left_of_line = Leftovers(), Leftovers()
        self._words = Words()
        self._known: dict[tuple[str, tuple[str, ...], bool], tuple[_Heard, Said]] = {}
        self._lines: dict[str, Said] = {}
        self._chapter = Markdown(
            extensions=[
                *("attr_list", "def_list", "fenced_code", "sane_lists", "tables", "smarty", "toc"),
                *(Marks(locale, source), Spans(), self._blocks, self._left, self._words),
                self._anchors,
            ],
            extension_configs={"smarty": dashes, "toc": {"slugify": slug}},
            output_format="html",
        )
        self._line = Markdown(
            extensions=[
                *("attr_list", "smarty", Marks(locale, source), Spans()),
                *(self._left_of_line, _OneLine()),
            ],
            extension_configs={"smarty": dashes},
            output_format="html",
        )

    def blocks(self, text: str, say: Say | None = None, anchors: Sequence[str] = ()) -> Said:
        """Convert a chapter, or a text of several lines.

        `say` hears its messages and says them otherwise; anchors are names for its headings.
        A text that was said before in the same words is not converted again.
        """
        key = text, tuple(anchors), say is None
        heard, said = self._known.get(key, ((), None))
        answers = [(unit, say(unit)) for unit, _ in heard] if say else []
        if said is None or answers != list(heard):
            given, listened = iter(answers), list[tuple[Unit, Spoken]]()

            def hear(unit: Unit) -> Spoken:
                asked = next(given, None)
                spoken = asked[1] if asked else say(unit) if say else Spoken(unit.text)
                listened.append((unit, spoken))
                return spoken

            said = self._said(text, hear if say else None, anchors)
            _keep(self._known, key, (tuple(listened), said))
        return said

    def _said(self, text: str, say: Say | None, anchors: Sequence[str]) -> Said:
        self._blocks.made.clear()
        self._anchors.given = anchors
        self._words.say = _unmasking(say) if say else None
        html = self._converted(self._chapter, self._left, masked(text))
        made = tuple((name, unmasked(words)) for name, words in self._blocks.made)
        return Said(html, made, self._left.remarks(), self._anchors.noted)

    def line(self, text: str) -> Said:
        """Convert a text of one line: the title "1. Begin" is no list, and "# 1" no heading."""
        said = self._lines.get(text)
        if said is None:
            html = self._converted(self._line, self._left_of_line, masked(text))
            said = Said(inner(html), (), self._left_of_line.remarks())
            _keep(self._lines, text, said)
        return said

    def hear(self, text: str, say: Say) -> dict[str, str]:
        """Let `say` hear the messages of a text, and go no further: the costly half comes behind.

        Returns the addresses of its links by their names.
        """
        markdown, lines = self._chapter.reset(), masked(text).split("\n")
        self._blocks.made.clear()
        self._words.say = _unmasking(say)
        with suppress(RecursionError, AssertionError):  # told when the text is converted
            for before in markdown.preprocessors:
                lines = before.run(lines)
            root: Any = markdown.parser.parseDocument(lines).getroot()
            words = markdown.treeprocessors["words"]
            for walk in takewhile(lambda walk: walk is not words, markdown.treeprocessors):
                walk.run(root)
            words.run(root)
        return {name: address for name, (address, _) in markdown.references.items()}

    def _converted(self, markdown: Markdown, left: Leftovers, text: str) -> str:
        left.start()
        try:
            return markdown.reset().convert(text)
        except RecursionError:
            left.note(Remark("nested-deep", "something is nested too deep here"))
        except AssertionError:  # its parser expects a marked section of SGML
            hint = "write &lt; for a plain <"
            left.note(Remark("html-tag", "'<![' is not allowed here", hint, ("<![",)))
        return ""


@functools.lru_cache(maxsize=16)
def tongue(locale: Locale, data: tuple[str, ...], source: Locale | None = None) -> Tongue:
    """Return a tongue that may have spoken before: editions share most of their texts."""
    return Tongue(locale, data, source)


def _keep(known: dict[Key, Value], key: Key, value: Value) -> None:
    """Remember what was said, and forget everything when that becomes too much."""
    if len(known) >= KNOWN:
        known.clear()
    known[key] = value


def _unmasking(say: Say) -> Say:
    """Let messages be heard and said with their values as they are written."""

    def said(unit: Unit) -> Spoken:
        text, written = unmasked(unit.text), unmasked(unit.written)
        spoken = say(replace(unit, text=text, written=written))
        return replace(spoken, text=masked(spoken.text))

    return said


def inner(html: str) -> str:
    """Take the paragraph away from around a text that is a single one.

    >>> inner("<p>one</p>"), inner("<p>one</p><p>two</p>")
    ('one', '<p>one</p><p>two</p>')
    """
    alone = _PARAGRAPH.fullmatch(html)
    return alone[1] if alone and "</p>" not in alone[1] else html


def slug(heading: str, separator: str = "-") -> str:
    """Name a heading for links, in any script.

    >>> slug("What's in it?"), slug("Über uns"), slug("الفوائد العشر")
    ('whats-in-it', 'über-uns', 'الفوائد-العشر')
    """
    kept = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"[\s_-]+", separator, kept).strip(separator) or "section"


class _OneLine(Extension):
    """Leaves paragraphs as the only block there is."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "paragraph", 10)
