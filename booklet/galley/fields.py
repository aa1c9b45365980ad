"""Lines to write on and boxes to tick become fields that are filled in on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from booklet import tree


def put(root: Element) -> None:
    """Put a field on every line and before every item to tick; each has a name and words."""
    up = tree.parents(root)
    for number, (element, kind, words) in enumerate(list(_places(root, up)), 1):
        field = {"type": kind, "name": f"field-{number}", "title": words}
        element.insert(0, Element("input", field))
        if kind == "checkbox":  # its words go behind it
            element[0].tail, element.text = element.text, None


def _places(root: Element, up: dict[Element, Element]) -> Iterator[tuple[Element, str, str]]:
    """Yield what becomes a field: which kind, and what a reader aloud calls it."""
    for element in root.iter():
        if "line" in tree.classes(element):
            yield element, "text", _title(element, up)
        elif element.tag == "li":
            around = tree.ancestors(element, up)
            if any("checklist" in tree.classes(box) for box in around):
                yield element, "checkbox", tree.words(element)


def _title(line: Element, up: dict[Element, Element]) -> str:
    """The words of the label beside a line, or of the box around it."""
    label = line.get("title", "")
    for box in tree.ancestors(line, up):
        title = next((each for each in box if "box-title" in tree.classes(each)), None)
        if not label and title is not None:
            label = tree.words(title)
    return label or "…"
