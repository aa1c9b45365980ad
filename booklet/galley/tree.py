"""Small acts on a tree of HTML that its library does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, tostring

import tinyhtml5

_SVG = "{http://www.w3.org/2000/svg}"


def parse(html: str) -> Element:
    """Read a document as the page engine will."""
    root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return root


def write(root: Element) -> str:
    """Write a document down again."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(_SVG)
    return "<!DOCTYPE html>\n" + tostring(root, encoding="unicode", method="html")


def parents(root: Element) -> dict[Element, Element]:
    """Every element's parent."""
    return {child: parent for parent in root.iter() for child in parent}


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def words(element: Element) -> str:
    """The text of an element, its white space folded."""
    return " ".join("".join(element.itertext()).split())


def ancestors(element: Element, up: dict[Element, Element]) -> Iterator[Element]:
    """The elements around an element, the nearest first."""
    while (parent := up.get(element)) is not None:
        yield parent
        element = parent


def replace(old: Element, new: list[Element], up: dict[Element, Element]) -> None:
    """Put elements in the place of another one; the text behind it stays behind them."""
    parent = up[old]
    spot = list(parent).index(old)
    tail, old.tail = old.tail, None
    parent.remove(old)
    for offset, element in enumerate(new):
        parent.insert(spot + offset, element)
        up[element] = parent
    if tail:
        if new:
            new[-1].tail = (new[-1].tail or "") + tail
        elif spot:
            before = parent[spot - 1]
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail


def span(name: str, text: str = "", **attributes: Any) -> Element:
    """Make a span of a class."""
    element = Element("span", {"class": name, **attributes})
    element.text = text
    return element
