"""Markdown's paragraphs are set in the marks and spaces of their language.

Each is one text across *words* and `code`, and what Markdown has replaced stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from booklet.manuscript.masks import CLOSE, OPEN
from booklet.manuscript.spaces import pieces
from booklet.project import Locale


class Marks(Extension):
    """Sets the marks and spaces of a language, and those of another where `lang` says so."""

    def __init__(self, locale: Locale, source: Locale | None = None) -> None:
        self.locale, self.source = locale, source
        super().__init__()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.ESCAPED_CHARS.extend("\"'")
        # Below inline (20) and attributes (8), above smarty's dashes (6).
        md.treeprocessors.register(_Walk(md, self.locale, self.source), "marks", 6.5)


# Markdown puts what is to stay as it is between these two until the end.
_TAKEN = re.compile(f"(\x02[^\x03]*\x03|{OPEN}[^{CLOSE}]*{CLOSE})")
_STASHED = re.compile("\x02wzxhzdk:([0-9]+)\x03")

_END = "\u2028"  # of a line: a space, but none beside a sign

#: What elements count as that stay as they are.
_STANDS = {"pre": "x", "code": "x", "img": "x", "br": _END}


@dataclass(slots=True)
class _Slot:
    """A piece of a paragraph: the text in an element or behind it."""

    element: Element
    where: Literal["text", "tail"]
    text: str
    stand_in: str | None = None  #: What it counts as, where it must stay as it is.

    def parts(self, stash: list[str | Element]) -> Iterator[tuple[str, str]]:
        """Yield what it counts as and what it is, piece by piece."""
        if self.stand_in is not None:
            yield self.stand_in, self.text
            return
        taken = "\x02" in self.text or OPEN in self.text
        for part in _TAKEN.split(self.text) if taken else (self.text,):
            yield _counts_as(part, stash) if part.startswith(("\x02", OPEN)) else part, part


def _counts_as(part: str, stash: list[str | Element]) -> str:
    """Tell what a piece counts as that Markdown has replaced: HTML takes no room, &nbsp; does."""
    if part == NBSP_PLACEHOLDER:  # before the arrow that leads back from a note
        return _END
    stashed = _STASHED.fullmatch(part)
    if not stashed:
        return "x"
    typed = stash[int(stashed[1])]
    if not isinstance(typed, str) or not typed.startswith("&"):
        return ""
    sign = unescape(typed)
    return "x" if len(sign) > 1 or sign in "\"'" else sign


class _Walk(Treeprocessor):
    """Gathers the pieces of each paragraph, and sets them as if they were one text."""

    def __init__(self, md: Markdown, locale: Locale, source: Locale | None) -> None:
        super().__init__(md)
        self.locale = locale
        self.known: dict[str, Locale | None] = {each.tag: each for each in (source, locale) if each}

    def run(self, root: Element) -> None:
        self._walk(root, self.locale)

    def _walk(self, element: Element, locale: Locale | None) -> None:
        """Set what is in an element; in a language that nobody knows it stays as it is typed."""
        paragraph = list[_Slot]()
        for slot in (*self._slots(element, locale), None):
            if slot:
                paragraph.append(slot)
            elif locale:
                self._set(paragraph, locale)
                paragraph = []

    def _slots(self, element: Element, locale: Locale | None) -> Iterator[_Slot | None]:
        """Yield every piece in order, and None where a paragraph begins or ends."""
        note = element.get("class") == "footnote-ref"
        if note or element.tag in _STANDS:
            yield _Slot(element, "text", "", "" if note else _STANDS[element.tag])
            return
        if element.text:
            yield _slot(element, "text", element.text)
        for child in element:
            block = self.md.is_block_level(child.tag)
            other = self._locale(child, locale)
            if block:
                yield None
            if other is locale:
                yield from self._slots(child, locale)
            else:
                self._walk(child, other)
                yield _Slot(child, "text", "", "x")
            if block:
                yield None
            if child.tail:
                yield _slot(child, "tail", child.tail)

    def _locale(self, element: Element, around: Locale | None) -> Locale | None:
        tag = element.get("lang")
        if tag is None:
            return around
        if tag not in self.known:
            self.known[tag] = Locale.of(tag)
        return self.known[tag]

    def _set(self, paragraph: list[_Slot], locale: Locale) -> None:
        stash = self.md.htmlStash.rawHtmlBlocks
        if not any(slot.text and not slot.text.isspace() for slot in paragraph):
            return
        parts = [(slot, shown, text) for slot in paragraph for shown, text in slot.parts(stash)]
        whole, spot = "".join([shown for _, shown, _ in parts]), 0
        new = pieces(whole, locale)
        if new == whole:
            return
        texts = dict.fromkeys(map(id, paragraph), "")
        for slot, shown, text in parts:
            piece = "".join(new[spot : spot + len(shown)])
            texts[id(slot)] += text if piece == shown else piece
            spot += len(shown)
        for slot in paragraph:
            if slot.stand_in is None and texts[id(slot)] != slot.text:
                setattr(slot.element, slot.where, texts[id(slot)])


def _slot(element: Element, where: Literal["text", "tail"], text: str) -> _Slot:
    return _Slot(element, where, text, "x" if isinstance(text, AtomicString) else None)
