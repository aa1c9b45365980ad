"""Small acts on a tree of HTML that its library does not have."""

from __future__ import annotations

import copy
import functools
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Comment, Element, tostring

import tinyhtml5

#: Names that XML knows as well; browsers forgive others, and no style sheet of ours asks for them.
#: Declarations of names (xmlns) are written anew.
_NAME = re.compile(r"(?:\{(?!http://www\.w3\.org/2000/xmlns/)[^}]*\})?(?!xmlns)[A-Za-z_][\w.-]*")

#: What XML can't hold (XML 1.0, 2.2): no font has these either.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(html: str) -> Element:
    """Read a document as the page engine will."""
    # A short string would be taken for the name of a file.
    root: Element = tinyhtml5.parse(io.StringIO(html), namespace_html_elements=False)
    return root


def parse_part(html: str) -> Element:
    """Read a part of a document; its elements are the children of the one that is returned."""
    return copy.deepcopy(_parsed(html))


@functools.lru_cache(maxsize=500)
def _parsed(html: str) -> Element:
    root = parse(f"<body>{html}")
    return next(element for element in root if element.tag == "body")


def write_part(root: Element) -> str:
    """Write what `parse_part` has read, as HTML."""
    html = tostring(root, encoding="unicode", method="html")
    return html.removeprefix("<body>").removesuffix("</body>")


def write(root: Element) -> str:
    """Write a document down as XML: it is read back as the same tree.

    HTML would not be: a list in a note ends the paragraph that the note stands in.
    """
    for element in root.iter():
        tag: Any = element.tag
        if tag is Comment:
            element.text = ""  # it may hold what XML has no comments with
            continue
        if not _NAME.fullmatch(tag):
            element.tag = "span"
        for name in [name for name in element.attrib if not _NAME.fullmatch(name)]:
            del element.attrib[name]
    return _UNPRINTABLE.sub("\ufffd", tostring(root, encoding="unicode"))


def parents(root: Element) -> dict[Element, Element]:
    """Every element's parent."""
    return {child: parent for parent in root.iter() for child in parent}


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def words(element: Element, *without: str) -> str:
    """The text of an element, its white space folded; spans of some classes may be left out."""
    return " ".join("".join(_texts(element, set(without))).split())


def _texts(element: Element, without: set[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        left_out = child.tag == "span" and not without.isdisjoint(classes(child))
        if isinstance(child.tag, str) and not left_out:
            yield from _texts(child, without)
        yield child.tail or ""


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
