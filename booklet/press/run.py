"""The pipeline, and the order in which editions go through it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding
from booklet.press.model import Artifact, Event, Failure, Stage
from booklet.press.tray import Tray

if TYPE_CHECKING:
    from booklet.project import Edition

Hear = Callable[[Event], None]


def run(editions: Iterable[Edition], tray: Tray, hear: Hear) -> None:
    """Make every edition; `hear` is told of each stage, file and failure.

    Editions with the same words on the same pages are typeset once. A failure costs its own
    editions and no others.

    Raises ProjectError where the tray can't be used at all.
    """
    with tray.taken():
        for together in _together(editions):
            try:
                with _unswept():
                    for event in _print(together, tray, hear):
                        hear(event)
            except BookletError as trouble:
                hear(Failure(together, trouble))


def _together(editions: Iterable[Edition]) -> list[tuple[Edition, ...]]:
    """Gather the editions that share their pages, in the order of their first."""
    groups: dict[object, list[Edition]] = {}
    for edition in editions:
        groups.setdefault(_interior(edition), []).append(edition)
    return [tuple(group) for group in groups.values()]


def _interior(edition: Edition) -> tuple[str, bool, str, float, float]:
    """What two editions must share to share their pages."""
    page = edition.format.page
    return edition.locale.tag, edition.draft, edition.format.style, page.width, page.height


def _print(editions: tuple[Edition, ...], tray: Tray, hear: Hear) -> Iterator[Event]:
    """From manuscript to paper: this is the whole way."""
    from booklet.galley import compose
    from booklet.manuscript import write
    from booklet.pages import typeset

    def tell(what: str) -> None:
        hear(Stage(editions, what))

    start = time.monotonic()
    tell("reading the chapters")
    manuscript = write(editions[0])
    tell("composing")
    galley = compose(manuscript)
    pages = typeset(galley, tell)
    warnings = (*manuscript.findings, *galley.findings, *pages.findings)
    for edition in editions:
        try:
            made = _lay(edition, pages.pdf, pages.count, warnings, tray, start)
        except BookletError as trouble:
            yield Failure((edition,), trouble)
        else:
            yield made
            warnings = ()
        start = time.monotonic()


def _lay(
    edition: Edition,
    pdf: bytes,
    pages: int,
    warnings: tuple[Finding, ...],
    tray: Tray,
    start: float,
) -> Artifact:
    """Impose pages where the format asks for it, and lay the file into the tray."""
    sheets, how = None, ""
    way = edition.format
    if way.scheme and way.paper:
        from booklet.sheets import Imposition, impose

        binding = edition.binding
        imposed = impose(
            pdf,
            Imposition(way.scheme, way.paper, binding, way.flip, way.signature, way.caliper),
        )
        pdf, sheets, how = imposed.pdf, len(imposed.plan), imposed.how
        warnings = (*warnings, *imposed.findings)
    path = tray.lay(f"{edition.slug}.pdf", pdf)
    seconds = time.monotonic() - start
    return Artifact(edition, path, pages, sheets, len(pdf), seconds, how, warnings)


@contextmanager
def _unswept() -> Iterator[None]:
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
