"""The HTML of a chapter falls into passages: what one reads as one, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from booklet import tree

#: Elements that hold passages, and what a passage is called that stands in one itself.
_BLOCKS = {
    "aside": "text",
    "blockquote": "paragraph",
    "body": "text",
    "caption": "caption",
    "dd": "definition",
    "details": "text",
    "div": "text",
    "dl": "text",
    "dt": "term",
    "figcaption": "caption",
    "figure": "picture",
    "li": "item",
    "ol": "text",
    "p": "paragraph",
    "pre": "code",
    "section": "text",
    "summary": "text",
    "table": "text",
    "tbody": "text",
    "tfoot": "text",
    "thead": "text",
    "tr": "row",
    "ul": "text",
} | {f"h{rank}": "heading" for rank in range(1, 7)}

#: A paragraph in one of these is called as they are.
_LEND = frozenset({"caption", "definition", "item", "note", "term"})

#: What is made for a page and is nobody's words: calls of notes and the way back, times.
_MADE = frozenset({"clock", "footnote-backref", "footnote-ref"})

#: What the spot of a data block is called.
SLOT = "records"

#: Between the cells of a row.
CELLS = " | "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item, a row, a heading: with the words that its readers see."""

    kind: str
    text: str  #: White space folded; cells are parted by a bar.
    above: tuple[str, ...] = ()  #: The headings that it stands below, from the highest rank down.
    full: str = ""  #: The text with addresses and pictures: where two agree, they are the same.
    foreign: bool = False  #: Whether any of it is in the language of the authors instead.
    number: int = 0  #: Of lines to write on, or of the data block that stands here.


def passages(html: str, authors: str = "") -> tuple[Passage, ...]:
    """Take some HTML apart, in reading order.

    authors is the tag of their language where that is not the language of the text.
    """
    return tuple(_Walk(authors).through(tree.parse_part(html), "text", foreign=False))


class _Walk:
    """One walk through one text."""

    def __init__(self, authors: str) -> None:
        self.authors = authors
        self.headings = list[tuple[str, str]]()  # tag and words of those above

    def through(self, element: Element, kind: str, *, foreign: bool) -> Iterator[Passage]:
        foreign = foreign or self._foreign(element)
        if element.tag == "tr":
            yield from self._row(element, foreign=foreign)
            return
        if "lines" in tree.classes(element):
            number = len(element)
            yield Passage("lines", f"lines to write on: {number}", self._above(), number=number)
            return
        run = Element("span")
        run.text = element.text
        for child in element:
            inside = _called(child, kind)
            if not inside:
                run.append(child)
                continue
            yield from self._passage(run, element, kind, foreign=foreign)
            if child.tag == "slot":
                yield Passage(SLOT, "", self._above(), number=int(child.get("name", "")))
            else:
                yield from self.through(child, inside, foreign=foreign)
            run = Element("span")
            run.text = child.tail
        yield from self._passage(run, element, kind, foreign=foreign)

    def _passage(
        self, run: Element, element: Element, kind: str, *, foreign: bool
    ) -> Iterator[Passage]:
        """Make a passage of words that stand together."""
        text, full = _words(run), _words(run, addresses=True)
        if not full:
            return
        if kind == "heading":
            self.headings = [each for each in self.headings if each[0] < element.tag]
        foreign = foreign or any(map(self._foreign, run.iter()))
        yield Passage(kind, text, self._above(), full, foreign)
        if kind == "heading":
            self.headings.append((element.tag, text))

    def _row(self, row: Element, *, foreign: bool) -> Iterator[Passage]:
        cells = [_words(cell) for cell in row]
        full = CELLS.join(_words(cell, addresses=True) for cell in row)
        if any(cells):
            foreign = foreign or any(map(self._foreign, row.iter()))
            yield Passage("row", CELLS.join(cells), self._above(), full, foreign)

    def _above(self) -> tuple[str, ...]:
        return tuple(words for _, words in self.headings)

    def _foreign(self, element: Element) -> bool:
        return bool(self.authors) and element.get("lang") == self.authors


def _called(element: Element, around: str) -> str:
    """Say what passages in an element are called; nothing of one that is a part of a passage."""
    classes = tree.classes(element)
    if element.tag == "slot":
        return SLOT
    if "box-title" in classes:
        return "box title"
    if "footnote" in classes:
        return "note"
    kind = _BLOCKS.get(element.tag, "")
    if kind in ("paragraph", "text") and around in _LEND:
        return around
    return around if kind == "item" and around == "note" else kind


def _words(element: Element, *, addresses: bool = False) -> str:
    """The words in an element; those of a picture are what it shows."""
    return " ".join("".join(_pieces(element, addresses=addresses)).split())


def _pieces(element: Element, *, addresses: bool) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        made = _MADE.intersection(tree.classes(child))
        if isinstance(child.tag, str) and not made:
            if child.tag == "br" or child.tag in _BLOCKS:
                yield " "
            if child.tag == "img":
                yield child.get("alt", "")
            yield from _pieces(child, addresses=addresses)
            address = child.get("src") or child.get("href")
            if addresses and address:
                yield f" ({address})"
        yield child.tail or ""
