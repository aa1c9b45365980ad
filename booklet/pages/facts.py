"""What the laid-out pages say about themselves. The engine's inner boxes are read here alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import Element

from booklet.finding import Finding, Place, error

#: White space, and hyphens that hyphenation puts in: what may differ between text and paper.
_LOOSE = re.compile(r"[\s\u00ad\u200b\u2060\u2010\-]+")

#: Boxes may stand out by this much, in CSS pixels, from rounding.
_TOLERANCE = 1.0

_UNPRINTED = ("head", "script", "style", "title", "template")


def lost(root: Element, pages: Iterable[Any]) -> list[Finding]:
    """Compare every text of a document with what lies inside the bounds of its pages.

    The engine loses text without a word where a footnote or an unbreakable box is taller than
    the page (WeasyPrint has no sign for overflow).
    """
    printed: dict[int, Counter[str]] = {}
    for page in pages:
        for element, text in _printed(page):
            printed.setdefault(id(element), Counter()).update(_bare(text))
    findings = []
    for element, place in _spoken(root):
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        missing = Counter(_bare(text)) - printed.get(id(element), Counter())
        if missing:
            words = " ".join(text.split())
            short = words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " ..."
            message = f"this text does not fit on its page: {short}"
            hint = "it stands in something that can't be broken, like a long note; make it shorter"
            findings.append(error("text-lost", message, place, hint))
    return findings


def destinations(pages: Iterable[Any]) -> Mapping[str, int]:
    """The page, from 1, of every anchor."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _bare(text: str) -> str:
    return _LOOSE.sub("", text).casefold()


def _printed(page: Any) -> Iterator[tuple[Element, str]]:
    """Yield each run of text inside a page's bounds with the element that it belongs to."""
    for box in page._page_box.descendants(placeholders=True):
        text = getattr(box, "text", None)
        if text and box.element is not None and "::" not in (box.element_tag or ""):
            right, bottom = box.position_x + box.width, box.position_y + box.height
            across = box.position_x >= -_TOLERANCE and right <= page.width + _TOLERANCE
            if across and box.position_y >= -_TOLERANCE and bottom <= page.height + _TOLERANCE:
                yield box.element, text


def _spoken(element: Element, place: Place | None = None) -> Iterator[tuple[Element, Place | None]]:
    """Yield the elements whose text is meant for paper, with the file that they come from."""
    if not isinstance(element.tag, str) or element.tag in _UNPRINTED:
        return
    if file := element.get("data-file"):
        place = Place(PurePath(file))
    yield element, place
    for child in element:
        yield from _spoken(child, place)
