"""Which editions are printed together, and the order in which editions go through it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from booklet.finding import BookletError
from booklet.press.model import Event, Failure, Stage
from booklet.press.one import print_
from booklet.press.tray import Tray

if TYPE_CHECKING:
    from booklet.project import Edition
    from booklet.sheets import Printer

Hear = Callable[[Event], None]


def run(
    editions: Iterable[Edition], tray: Tray, hear: Hear, printer: Printer | None = None
) -> None:
    """Make every edition; `hear` is told of each stage, file and failure.

    Sheets make up for what a printer does by itself.

    Editions with the same words on the same pages are typeset once. A failure costs its own
    editions and no others.

    Raises ProjectError where the tray can't be used at all.
    """
    with tray.taken():
        for group in together(editions):
            left = group
            while left:
                left = _printed(left, tray, hear, printer)


def _printed(
    editions: tuple[Edition, ...], tray: Tray, hear: Hear, printer: Printer | None
) -> tuple[Edition, ...]:
    """Print the first edition, and those with the same words; return the others."""
    from booklet.manuscript import write

    start, same = time.monotonic(), editions
    try:
        with unswept():
            hear(Stage(editions, "reading the chapters"))
            try:
                manuscript = write(editions[0])
            except BookletError as trouble:
                same = _failing(editions, trouble)
                raise
            same = tuple(filter(manuscript.serves, editions))
            for event in print_(manuscript, same, tray, hear, start, printer):
                hear(event)
    except BookletError as trouble:
        hear(Failure(same, trouble))
    return tuple(edition for edition in editions if edition not in same)


def _failing(editions: tuple[Edition, ...], trouble: BookletError) -> tuple[Edition, ...]:
    """Find the editions that can't be written for the reasons of the first."""
    from booklet.manuscript import write

    reasons = _reasons(trouble)

    def fails(edition: Edition) -> bool:
        try:
            write(edition)
        except BookletError as other:
            return _reasons(other) == reasons
        return False

    return (editions[0], *filter(fails, editions[1:]))


def _reasons(trouble: BookletError) -> list[tuple[str, str]]:
    """What is wrong and where; a message may name the edition."""
    return [(finding.code, str(finding.place)) for finding in trouble.findings]


def together(editions: Iterable[Edition]) -> list[tuple[Edition, ...]]:
    """Gather the editions that share their pages, in the order of their first."""
    groups: dict[object, list[Edition]] = {}
    for edition in editions:
        groups.setdefault(_interior(edition), []).append(edition)
    return [tuple(group) for group in groups.values()]


def _interior(edition: Edition) -> tuple[object, ...]:
    """What two editions must share to share their pages, if they have the same words."""
    readers = tuple(one.name for one in edition.audiences)
    return edition.locale.tag, readers, edition.draft, edition.format.interior


@contextmanager
def unswept() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Laid-out pages are many objects that all stay. To go through them again and again takes a tenth
    of the time that a long book needs, and frees next to nothing.
    """
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeps:
            gc.enable()
