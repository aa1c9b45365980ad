"""Straight quotation marks become those of the language; an apostrophe is the same in all.

Python-Markdown's own smart quotes take apostrophes for closing marks, which made l'amour l”amour
in French and geht's geht‘s in German, and they do not see past *words* and `code`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

APOSTROPHE = "’"

# Markdown puts what is to stay as it is between these two until the end.
_TAKEN = re.compile("(\x02[^\x03]*\x03)")

#: Signs behind which a quotation may open.
_BEFORE = " \n\t\u00a0([{<-–—/"


def marked(text: str, quotes: tuple[str, str, str, str]) -> str:
    """Set the marks of a paragraph; quotes are opening and closing, outer and inner.

    >>> marked('''"It's 'fine'," said the dogs' man.''', ("„", "“", "‚", "‘"))
    '„It’s ‚fine‘,“ said the dogs’ man.'

    A mark behind a number is left alone where nothing is open: 3.5" wide.
    """
    outer, outer_end, inner, inner_end = quotes
    signs = list(text)
    open_now = list[str]()
    for spot, sign in enumerate(text):
        if sign not in "\"'":
            continue
        before, after = signs[spot - 1] if spot else " ", (text + " ")[spot + 1]
        room = before in _BEFORE or before in (APOSTROPHE, outer, inner)
        opens = room and not after.isspace()
        if sign == '"':
            if opens or (room and sign not in open_now):
                signs[spot] = outer
                open_now.append(sign)
            elif sign in open_now or not before.isdigit():
                signs[spot] = outer_end
                _close(open_now, sign)
        elif before.isalnum() and after.isalnum():
            signs[spot] = APOSTROPHE
        elif opens and _CLOSING.search(text, spot + 1) and not _DECADE.match(text, spot + 1):
            signs[spot] = inner
            open_now.append(sign)
        elif sign in open_now and not opens:
            signs[spot] = inner_end
            _close(open_now, sign)
        else:
            signs[spot] = APOSTROPHE
    return "".join(signs)


_CLOSING = re.compile(r"(?<=[^\s(\[])'(?!\w)")
_DECADE = re.compile(r"\d\ds\b")  # the '80s


def _close(open_now: list[str], sign: str) -> None:
    """Close a quotation, and those in it that were left open."""
    while sign in open_now and open_now.pop() != sign:
        pass


class Marks(Extension):
    """Sets the quotation marks of a language."""

    def __init__(self, quotes: tuple[str, str, str, str]) -> None:
        self.quotes = quotes
        super().__init__()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.ESCAPED_CHARS.extend("\"'")
        # Below inline (20) and attributes (8), above smarty's dashes (6).
        md.treeprocessors.register(_Walk(md, self.quotes), "marks", 6.5)


@dataclass(slots=True)
class _Slot:
    """A piece of a paragraph: the text in an element or behind it."""

    element: Element
    where: Literal["text", "tail"]
    stand_in: str = ""  #: What it counts as, where it must stay as it is.

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield what it counts as and what it is, piece by piece."""
        text = getattr(self.element, self.where) or ""
        if self.stand_in or isinstance(text, AtomicString):
            yield self.stand_in or "x", text
            return
        for part in _TAKEN.split(text):
            if part.startswith("\x02"):
                yield "" if part.startswith("\x02wzxhzdk:") else "x", part  # HTML takes no room
            else:
                yield part, part


class _Walk(Treeprocessor):
    """Gathers the pieces of each paragraph, and sets its marks as if they were one text."""

    def __init__(self, md: Markdown, quotes: tuple[str, str, str, str]) -> None:
        super().__init__(md)
        self.quotes = quotes

    def run(self, root: Element) -> None:
        paragraph = list[_Slot]()
        for slot in self._slots(root):
            if slot:
                paragraph.append(slot)
            else:
                self._set(paragraph)
                paragraph = []
        self._set(paragraph)

    def _slots(self, element: Element) -> Iterator[_Slot | None]:
        """Yield every piece in order, and None where a paragraph begins or ends."""
        if element.tag in ("pre", "code", "img", "br"):
            yield _Slot(element, "text", " " if element.tag == "br" else "x")
            return
        yield _Slot(element, "text")
        for child in element:
            block = self.md.is_block_level(child.tag)
            if block:
                yield None
            yield from self._slots(child)
            if block:
                yield None
            yield _Slot(child, "tail")

    def _set(self, paragraph: list[_Slot]) -> None:
        parts = [(slot, shown, text) for slot in paragraph for shown, text in slot.parts()]
        whole = "".join(shown for _, shown, _ in parts)
        if "'" not in whole and '"' not in whole:
            return
        new, spot = marked(whole, self.quotes), 0
        texts = dict.fromkeys(map(id, paragraph), "")
        for slot, shown, text in parts:
            texts[id(slot)] += new[spot : spot + len(shown)] if shown == text else text
            spot += len(shown)
        for slot in paragraph:
            if not slot.stand_in and texts[id(slot)]:
                setattr(slot.element, slot.where, texts[id(slot)])
