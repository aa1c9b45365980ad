"""How long the parts of a workshop take, as its facilitator's notes say."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.manuscript.model import Step
from booklet.manuscript.reach import conditions
from booklet.manuscript.selection import holds
from booklet.project import FACILITATOR, PARTICIPANT

_MINUTES = "data-minutes"


def minutes(root: Element, names: frozenset[str]) -> int:
    """Add up what the notes in a text say.

    These are the notes that an edition with some names has, or would have for its facilitator.
    """
    names = names - {PARTICIPANT} | {FACILITATOR}
    up = tree.parents(root)
    return sum(
        int(note.get(_MINUTES, ""))
        for note in _timed(root)
        if all(holds(conditions(each), names) for each in (note, *tree.ancestors(note, up)))
    )


def timetable(root: Element) -> tuple[Step, ...]:
    """Write the time into every note that says how long something takes; name them in order."""
    steps, start = list[Step](), 0
    for note in _timed(root):
        title = next((child for child in note if "box-title" in tree.classes(child)), None)
        if title is None:
            title = Element("p", {"class": "box-title"})
            note.insert(0, title)
        step = Step(tree.words(title), start, int(note.attrib.pop(_MINUTES)))
        steps.append(step)
        title.insert(0, tree.span("clock", step.clock))
        title[0].tail, title.text = f" {title.text or ''}" if step.title else "", ""
        start += step.minutes
    return tuple(steps)


def _timed(root: Element) -> Iterator[Element]:
    return (note for note in root.iter("aside") if note.get(_MINUTES, "").isdecimal())
