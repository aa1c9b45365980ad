"""What the laid-out pages say about themselves. Their inner boxes are read here and in lines.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from booklet.pages.model import Leaf

#: White space, and hyphens that hyphenation puts in: what may differ between text and paper.
_LOOSE = re.compile(r"[\s\u00ad\u200b\u2060\u2010\-]+")

#: Boxes may stand out by this much, in CSS pixels, from rounding.
_TOLERANCE = 1.0

#: Elements without words for paper; a drawing's are letters of a picture, rp stands for ruby.
_UNPRINTED = {
    "head",
    "script",
    "style",
    "title",
    "template",
    "rp",
    "{http://www.w3.org/2000/svg}svg",
}

#: Parts of an element that hold its own words; others hold words of the style sheet.
_OWN = {"", "first-letter", "first-line"}

#: Left, top, right and bottom, in CSS pixels from the corner of the page.
Area = tuple[float, float, float, float]


def lost(root: Element, pages: Iterable[Any]) -> Iterator[tuple[str, str | None]]:
    """Compare every text of a document with what shows on its pages.

    The engine loses text without a word where a footnote or an unbreakable box is taller than
    the page, or where a style hides it. Yields lost texts, those in a row as one, with the
    file that they come from.
    """
    printed: dict[int, list[str]] = {}
    for page in pages:
        for element, text in _printed(page):
            printed.setdefault(id(element), []).append(text)
    row: list[str] = []
    home = None
    for element, file in _spoken(root):
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        meant, shown = _bare(text), _bare("".join(printed.get(id(element), ())))
        # Nearly always both are the same; letters are counted for what shows in another order.
        missing = meant != shown and Counter(meant) - Counter(shown)
        if row and (file != home or (meant and not missing)):
            yield " ".join(row), home
            row.clear()
        if missing:
            row.append(" ".join(text.split()))
            home = file
    if row:
        yield " ".join(row), home


def moved(pages: Iterable[Any]) -> Iterator[tuple[str, int]]:
    """Find the footnotes that begin on a page behind their mark: their words, and that page.

    To win room for one more line, the engine may push the notes of a page to the next one.
    """
    marks: dict[int, int] = {}
    begun = set[int]()
    for number, page in enumerate(pages, 1):
        for box in page._page_box.descendants(placeholders=True):
            note = id(getattr(box, "element", None))
            tag, _, part = (getattr(box, "element_tag", None) or "").partition("::")
            if part == "footnote-call":
                marks[note] = number
            elif tag == "span" and not part and note not in begun and "footnote" in _classes(box):
                begun.add(note)
                if marks.get(note, number) < number:
                    yield " ".join("".join(box.element.itertext()).split()), number


def _classes(box: Any) -> list[str]:
    names: str = box.element.get("class", "")
    return names.split()


def words(page: Any) -> int:
    """Count the words that show on a page, those of its margins aside."""
    return sum(len(text.split()) for _, text in _printed(page))


def leaf(page: Any) -> Leaf:
    """What there is to tell of a page."""
    return Leaf(page.width, page.height, words(page), tuple(page.anchors), tuple(page.bookmarks))


def outline(leaves: Iterable[Leaf]) -> list[Any]:
    """The bookmarks of pages as a tree: a title, its page from 0 and its place, what is below it.

    Places are in points from the lower left corner.
    """
    from types import SimpleNamespace

    from weasyprint import Document

    book: Any = SimpleNamespace(pages=leaves)
    tree: list[Any] = Document.make_bookmark_tree(book, 0.75, transform_pages=True)
    return tree


def destinations(pages: Iterable[Any]) -> Mapping[str, int]:
    """The page, from 1, of every anchor."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def join_links(page: Any) -> None:
    """Make one area of a link and of what stands in it.

    The engine makes another one for each element inside of a link, which then lies outside of
    the Link tag (ISO 14289-1, 7.18.5, forbids that) and is read aloud again.
    """
    joined: list[tuple[str, str, Area, Any]] = []
    for kind, target, area, box in page.links:
        if box.link is None and joined:
            kind, target, around, box = joined.pop()
            area = _joined(around, area)
        joined.append((kind, target, area, box))
    page.links[:] = joined


def _bare(text: str) -> str:
    # Both ways, so that capitals made by a style are the same as those of the author.
    return _LOOSE.sub("", text).upper().casefold()


def _printed(page: Any) -> Iterator[tuple[Element, str]]:
    """Yield each run of text that shows on a page with the element that it belongs to."""
    whole = (0.0, 0.0, page.width, page.height)
    waiting: list[tuple[Any, Area]] = [(box, whole) for box in page._page_box.children]
    while waiting:
        box, area = waiting.pop()
        if text := getattr(box, "text", None):
            own = (box.element_tag or "").partition("::")[2] in _OWN
            if own and box.style["visibility"] == "visible" and _within(box, area):
                yield box.element, text
        elif box.children:
            if box.style["overflow"] != "visible":
                left, top = box.padding_box_x(), box.padding_box_y()
                right, bottom = left + box.padding_width(), top + box.padding_height()
                area = _shared((left, top, right, bottom), area)
            waiting.extend((child, area) for child in reversed(box.children))


def _within(box: Any, area: Area) -> bool:
    left, top, right, bottom = area
    return bool(
        box.position_x >= left - _TOLERANCE
        and box.position_y >= top - _TOLERANCE
        and box.position_x + box.width <= right + _TOLERANCE
        and box.position_y + box.height <= bottom + _TOLERANCE
    )


def _shared(one: Area, other: Area) -> Area:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def _joined(one: Area, other: Area) -> Area:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _spoken(element: Element, file: str | None = None) -> Iterator[tuple[Element, str | None]]:
    """Yield the elements whose text is meant for paper, with the file that they come from."""
    if element.tag in _UNPRINTED:
        return
    file = element.get("data-file", file)
    yield element, file
    for child in element:
        yield from _spoken(child, file)
