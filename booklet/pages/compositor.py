"""A take becomes pages: first they are laid out, and once their number is known, painted.

What is asked of a compositor and what is answered are plain values, so that another process may
do it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from booklet.pages import facts, heard, late
from booklet.pages.model import Leaf
from booklet.pages.takes import Take

#: What makes a part begin on a page of its own.
_FORCED = {"page", "always", "left", "right", "recto", "verso"}

#: What the engine counts from the first page to the last.
_NOTES = ("footnote", "note")

Log = tuple[logging.LogRecord, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """Lay out a take as if its first page had this number."""

    take: int
    first: int


@dataclass(frozen=True, slots=True)
class Print:
    """Paint a take that is laid out."""

    take: int
    first: int  #: The number of its first page.
    total: int  #: What pages are told that there are.
    strings: Mapping[str, str]  #: What running heads show where the take begins.
    anchors: frozenset[str]  #: What links may lead to in the whole book.


@dataclass(frozen=True, slots=True)
class Laid:
    """What is known of a take that is laid out."""

    count: int  #: Of its pages.
    alone: bool  #: Whether nothing in it depends on other takes.
    turns: bool  #: Whether its first page may lie on the other side, too.
    strings: Mapping[str, str]  #: What running heads show where the take ends.
    anchors: Mapping[str, int]  #: Their pages, counted from 1.
    log: Log
    refused: tuple[str, ...]  #: What was asked for in vain.


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that is painted, and what there is to tell of it."""

    pdf: bytes
    leaves: tuple[Leaf, ...]
    lost: tuple[tuple[str, str | None], ...]  #: Texts that are not on paper, and their files.
    moved: tuple[tuple[str, int], ...]  #: Notes that stand behind their marks, and their pages.
    log: Log = ()
    refused: tuple[str, ...] = ()


class Machine(Protocol):
    """The engine, ready for one galley."""

    fetcher: Any

    def lay_out(self, root: Element, first: int, notes: int = 0) -> Any:
        """Lay out a document whose first page has a number, and its notes begin behind others."""

    def paint(self, document: Any, finish: Callable[[Any], None] | None = None) -> bytes:
        """Paint pages; `finish` may change the PDF before it is written."""

    def told(self, trouble: Exception) -> Exception:
        """What is told of something that the engine can't do."""


class Compositor:
    """Sets takes, and keeps them until their numbers are known."""

    def __init__(self, machine: Machine, takes: Sequence[Take]) -> None:
        self.machine, self.takes = machine, takes
        self.standing: dict[int, _Standing] = {}

    def __call__(self, wanted: Set | Print) -> Laid | Printed:
        """Do as is asked."""
        before = len(self.machine.fetcher.refused)
        with heard.listening() as records:
            try:
                done = self._set(wanted) if isinstance(wanted, Set) else self._print(wanted)
            except Exception as trouble:
                raise self.machine.told(trouble) from trouble
        log = tuple(map(_plain, records))
        refused = tuple(self.machine.fetcher.refused[before:])
        if isinstance(done, Laid):
            return Laid(
                *(done.count, done.alone, done.turns, done.strings, done.anchors, log, refused)
            )
        return Printed(done.pdf, done.leaves, done.lost, done.moved, log, refused)

    def _set(self, wanted: Set) -> Laid:
        take = self.takes[wanted.take]
        self.standing.pop(wanted.take, None)
        with late.waiting() as pages:
            headed = take.head is not None
            first = wanted.first - headed
            document = self.machine.lay_out(take.root, first, take.notes)
        kept = range(headed, len(pages.waiting) - (take.tail is not None))
        alone = bool(kept) and pages.plain() and _alone(take, pages, kept)
        self.standing[wanted.take] = _Standing(pages, document, kept, wanted.first)
        leaves = [document.pages[index] for index in kept]
        return Laid(
            count=len(kept),
            alone=alone,
            turns=alone and pages.turns(document._html, kept),
            strings=pages.strings(kept),
            anchors=facts.destinations(leaves),
            log=(),
            refused=(),
        )

    def _print(self, wanted: Print) -> Printed:
        take, standing = self.takes[wanted.take], self.standing[wanted.take]
        if (wanted.first - standing.first) % 2 != standing.turned:
            standing.pages.turn(standing.document._html, standing.kept)
            standing.turned = not standing.turned
        shift = wanted.first - standing.first
        document = standing.document.copy(
            standing.pages.number(standing.kept, shift, wanted.total, wanted.strings)
        )
        return printed_part(self.machine, document, take.root, wanted.take + 1, wanted.anchors)


@dataclass(slots=True)
class _Standing:
    """A take that waits for its number."""

    pages: late.Late
    document: Any
    kept: range  #: Those of its pages that count.
    first: int  #: The number that it was set with.
    turned: bool = False


def printed(machine: Machine, document: Any, roots: Iterable[Element]) -> Printed:
    """Paint the pages of a document; roots are the texts that should be on them."""
    leaves = tuple(map(facts.leaf, document.pages))
    for page in document.pages:
        facts.join_links(page)
    return _told(machine.paint(document), leaves, document, roots)


def printed_part(
    machine: Machine, document: Any, root: Element, number: int, anchors: frozenset[str]
) -> Printed:
    """Paint a part of a book.

    Its links may lead to anchors in other parts. It has no outline, and the heads of its tables
    have names of their own.
    """
    leaves = tuple(map(facts.leaf, document.pages))
    for page in document.pages:
        facts.join_links(page)
        page.bookmarks = []
    far = _far(document.pages, anchors)

    def finish(pdf: Any) -> None:
        for box in far:
            # What was written as an address is a name, as in the text that is shown with it.
            box.link_annotation["Dest"] = box.link_annotation.pop("A")["URI"]
        for element in pdf.objects:
            if isinstance(element, dict) and element.get("S") == "/TH" and "ID" in element:
                element["ID"].string = f"{number}-{element['ID'].string}"  # cells share it

    return _told(machine.paint(document, finish), leaves, document, [root])


def _told(pdf: bytes, leaves: tuple[Leaf, ...], document: Any, roots: Iterable[Element]) -> Printed:
    lost = tuple(text for root in roots for text in facts.lost(root, document.pages))
    return Printed(pdf, leaves, lost, tuple(facts.moved(document.pages)))


def _far(pages: Sequence[Any], anchors: frozenset[str]) -> list[Any]:
    """Make links to other documents look like addresses, or the engine would drop them."""
    near = {name for page in pages for name in page.anchors}
    boxes = []
    for page in pages:
        for place, (kind, target, area, box) in enumerate(page.links):
            if kind == "internal" and target not in near and target in anchors:
                page.links[place] = ("external", target, area, box)
                boxes.append(box)
    return boxes


def _alone(take: Take, pages: late.Late, kept: range) -> bool:
    """Whether a take is what it would be in the whole text, as far as can be seen."""
    for index, element in ((0, take.head), (-1, take.tail)):
        if element is not None:
            page = pages.waiting[index][0]
            there = {getattr(box, "element", None) for box in page.descendants()}
            if element not in there or there - {None, *take.line, element}:
                return False
    style_for = pages.context.style_for
    later = [take.tail]
    if any(part is take.head for part in take.line[-1]):
        later.append(take.parts[0])
    if any(part is not None and style_for(part)["break_before"] not in _FORCED for part in later):
        return False
    return not _counting(take, style_for) and _calls(pages, kept) == take.own


def _counting(take: Take, style_for: Any) -> bool:
    """Whether something is counted across parts; where each of them begins anew, nothing is."""
    anew = [{name for name, _ in style_for(part)["counter_reset"]} for part in take.line[-1]]
    harmless = set.intersection(*anew)
    if any(_counts(style_for, part, harmless) for part in take.parts):
        return True
    outer = {id(element) for element in (*take.line, *take.line[-1])}
    for element, style in late.styles(style_for):
        changed = [*style["counter_set"]]
        if style["counter_increment"] != "auto":
            changed += style["counter_increment"]
        if id(element) not in outer:
            changed += style["counter_reset"]
        if any(name in _NOTES for name, _ in changed):
            return True
    ours = {"footnote"} if take.notes else set[str]()
    return any(
        _counts(style_for, element, ours if element is take.root else set())
        for element in take.line
    )


def _counts(style_for: Any, element: Element, harmless: set[str]) -> bool:
    """Whether an element, or what styles put around it, counts something for all behind it."""
    for kind in (None, "before", "after", "marker"):
        style = style_for(element, kind)
        if style is not None and (
            {name for name, _ in style["counter_reset"]} - harmless
            or style["counter_set"]
            or style["counter_increment"] not in ((), "auto")
        ):
            return True
    return False


def _calls(pages: late.Late, kept: range) -> int:
    """Count the footnotes that pages have, by their marks."""
    found = set()
    for index in kept:
        for box in pages.waiting[index][0].descendants(placeholders=True):
            if (getattr(box, "element_tag", None) or "").endswith("::footnote-call"):
                found.add(id(box.element))
    return len(found)


def _plain(record: logging.LogRecord) -> logging.LogRecord:
    """A record that can be sent: its arguments may be anything."""
    return logging.makeLogRecord({"levelno": record.levelno, "msg": record.getMessage()})
