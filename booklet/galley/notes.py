"""Footnotes move from the end of a chapter to the place that calls them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from booklet.galley import tree


def place(section: Element) -> None:
    """Turn Markdown's references and list of notes into notes that the page engine floats."""
    up = tree.parents(section)
    lists = [div for div in section.iter("div") if "footnote" in tree.classes(div)]
    notes = {item.get("id"): item for div in lists for item in div.iter("li") if item.get("id")}
    for reference in [a for a in section.iter("a") if "footnote-ref" in tree.classes(a)]:
        item = notes.get(reference.get("href", "").removeprefix("#"))
        mark = up[reference]  # <sup>
        if item is not None:
            tree.replace(mark, [_note(item)], up)
    for div in lists:
        tree.replace(div, [], up)


def _note(item: Element) -> Element:
    """Copy the paragraphs of a note into a span, without the way back."""
    note = tree.span("footnote")
    blocks = list(item)
    for number, block in enumerate(blocks):
        part = note if len(blocks) == 1 else tree.span("footnote-part")
        part.text = block.text if block.tag == "p" else ""
        for child in block if block.tag == "p" else [block]:
            if "footnote-backref" not in tree.classes(child):
                part.append(child)
        _trim(part)
        if part is not note:
            part.tail = " " if number < len(blocks) - 1 else None
            note.append(part)
    # The engine takes notes out of the flow before it folds white space.
    for element in note.iter():
        element.text = _folded(element.text)
        element.tail = _folded(element.tail)
    return note


def _folded(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text) if text else text


def _trim(part: Element) -> None:
    """Take off the space that stood before the way back."""
    if len(part):
        part[-1].tail = (part[-1].tail or "").rstrip()
    elif part.text:
        part.text = part.text.rstrip()
