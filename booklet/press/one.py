"""One interior on its way from manuscript to paper, for all editions that share it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding, TypesettingError, error
from booklet.press.model import Artifact, Event, Failure, Stage
from booklet.press.tray import Tray

if TYPE_CHECKING:
    from booklet.manuscript import Manuscript
    from booklet.pages import Pages
    from booklet.project import Edition


def print_(
    manuscript: Manuscript,
    editions: tuple[Edition, ...],
    tray: Tray,
    hear: Callable[[Event], None],
    start: float,
) -> Iterator[Event]:
    """Typeset a manuscript once, and finish its pages for each edition.

    Raises BookletError where nothing can be typeset.
    """
    from booklet.galley import compose
    from booklet.pages import typeset

    def tell(what: str) -> None:
        hear(Stage(editions, what))

    tell("composing")
    galley = compose(manuscript)
    pages = typeset(galley, tell)
    warnings = (*manuscript.findings, *galley.findings, *pages.findings)
    for edition in editions:
        try:
            made = _finish(edition, pages, warnings, tray, start)
        except BookletError as trouble:
            yield Failure((edition,), trouble)
        else:
            yield made
            warnings = ()
        start = time.monotonic()


def _finish(
    edition: Edition, pages: Pages, warnings: tuple[Finding, ...], tray: Tray, start: float
) -> Artifact:
    """Impose pages where the format asks for it, and lay the file into the tray."""
    way, pdf, sheets, how = edition.format, pages.pdf, None, ""
    _fit(edition, pages)
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
    return Artifact(edition, path, pages.count, sheets, len(pdf), seconds, how, warnings)


def _fit(edition: Edition, pages: Pages) -> None:
    """See that a short version has room on its sheet; tell by how much it is too long."""
    most = edition.format.most
    if most is None or pages.count <= most:
        return
    over = sum(pages.words[most - 1 : -1])
    message = (
        f"{edition.format.name}: {pages.count} panels do not fit on a sheet of {most}; "
        f"about {over} words are too many"
    )
    hint = f"shorten summaries, and what is for {edition.format.name} by name"
    raise TypesettingError(error("panels-many", message, hint=hint))
