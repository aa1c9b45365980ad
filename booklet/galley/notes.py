"""Footnotes move from the end of a text to the place that calls them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.finding import Finding, error
from booklet.galley.origin import origin
from booklet.manuscript import Chapter


def place(chapter: Chapter, section: Element) -> Iterator[Finding]:
    """Turn Markdown's references and lists of notes into notes that the page engine floats.

    A list belongs to what stands around it: the chapter has one, and so may each text of a
    record, with notes of the same names.
    """
    up = tree.parents(section)
    for listed in [div for div in section.iter("div") if "footnote" in tree.classes(div)]:
        notes = {name: item for item in listed.iter("li") if (name := item.get("id"))}
        nested = set(listed.iter("a"))
        calls = [a for a in up[listed].iter("a") if "footnote-ref" in tree.classes(a)]
        called = set()
        for call in sorted(calls, key=lambda call: call not in nested):
            name = call.get("href", "").removeprefix("#")
            if name not in notes:
                continue
            called.add(name)
            note = [] if call in nested else [_note(copy.deepcopy(notes[name]))]
            tree.replace(up[call], note, up)  # the <sup> around it
            if call in nested:
                place = origin(chapter, f"[^{name.removeprefix('fn:')}]", f'"#{name}"')
                hint = "put the words of one into the other"
                yield error("note-nested", "a note can't call another note", place, hint)
        if notes and called == notes.keys():
            tree.replace(listed, [], up)


def _note(item: Element) -> Element:
    """Turn an item of the list into a span, without the way back.

    It begins on the line of its number; what comes after its first block has lines of its own.
    """
    note = tree.span("footnote")
    _fold(item)
    for part in [part for block in item if len(part := _part(block)) or part.text]:
        if not len(note) and not note.text:
            note.text = part.text
            note.extend(part)
        else:
            last = note[-1] if len(note) else None
            if last is None:
                note.text = f"{note.text} "
            else:
                last.tail = f"{last.tail or ''} "
            note.append(part)
    return note


def _part(block: Element) -> Element:
    """Turn a paragraph of a note into a span, or put any other block into one."""
    part = tree.span("footnote-part")
    if block.tag == "p":
        part.text = block.text
        part.extend(child for child in block if "footnote-backref" not in tree.classes(child))
        _trim(part)
    else:
        block.tail = None
        part.append(block)
    return part


def _fold(element: Element) -> None:
    """Fold white space: the engine takes notes out of the flow before it would."""
    if element.tag != "pre":
        element.text = re.sub(r"\s+", " ", element.text or "")
        for child in element:
            _fold(child)
            child.tail = re.sub(r"\s+", " ", child.tail or "")


def _trim(part: Element) -> None:
    """Take off the space that stood before the way back."""
    if len(part):
        part[-1].tail = (part[-1].tail or "").rstrip()
    elif part.text:
        part.text = part.text.rstrip()
