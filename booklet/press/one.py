"""One interior on its way from manuscript to paper, for all editions that share it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding, TypesettingError, error, warning
from booklet.press.model import Artifact, Event, Failure, Stage
from booklet.press.tray import Tray

if TYPE_CHECKING:
    from booklet.manuscript import Manuscript, Placement
    from booklet.pages import Pages
    from booklet.project import Edition
    from booklet.sheets import Printer, Sheets


def print_(
    manuscript: Manuscript,
    editions: tuple[Edition, ...],
    tray: Tray,
    hear: Callable[[Event], None],
    start: float,
    printer: Printer | None = None,
) -> Iterator[Event]:
    """Typeset a manuscript once, and finish its pages for each edition.

    Sheets make up for what a printer does by itself.

    Raises BookletError where nothing can be typeset.
    """
    from booklet.galley import compose
    from booklet.pages import typeset

    def tell(what: str) -> None:
        hear(Stage(editions, what))

    tell("composing")
    galley = compose(manuscript)
    pages = typeset(galley, tell)
    fit(manuscript, pages)
    warnings = (*manuscript.findings, *galley.findings, *pages.findings)
    for edition in editions:
        try:
            made = _finish(manuscript, edition, pages, warnings, tray, start, printer)
        except BookletError as trouble:
            yield Failure((edition,), trouble)
        else:
            yield made
            warnings = ()
        start = time.monotonic()


def _finish(
    manuscript: Manuscript,
    edition: Edition,
    pages: Pages,
    warnings: tuple[Finding, ...],
    tray: Tray,
    start: float,
    printer: Printer | None,
) -> Artifact:
    """Make of pages what the format asks for, and lay it into the tray."""
    way, made = edition.format, pages
    if way.grey:
        from booklet.inks import grey

        made = replace(pages, pdf=grey(pages.pdf))
    if way.colour:
        return _shop(manuscript, edition, made, warnings, tray, start)
    pdf, sheets, how = made.pdf, None, ""
    if laid := imposed(edition, pdf, printer):
        if way.fill == "notes" and laid.blanks:
            laid = _noted(manuscript, edition, made, laid, printer)
        pdf, sheets, how = laid.pdf, len(laid.plan), laid.how
        warnings = (*warnings, *laid.findings)
    path, guide = tray.lay(f"{edition.slug}.pdf", pdf), None
    if laid:
        shown, plain = _guide(manuscript, edition, laid)
        guide = tray.lay(f"{edition.slug}-guide.pdf", shown)
        warnings = (*warnings, *plain)
    seconds = time.monotonic() - start
    return Artifact(
        *(edition, path, pages.count, sheets, len(pdf), seconds, how, warnings), guide=guide
    )


def _guide(
    manuscript: Manuscript, edition: Edition, laid: Sheets
) -> tuple[bytes, tuple[Finding, ...]]:
    """Show how sheets become what they are to be; in English where the language has no font.

    A book may bring a font of its own, and guides have none but those of the house.
    """
    from booklet.press.guides import guide

    book = manuscript.book
    title = " – ".join(filter(None, [book["title"], book.get("audience", "")]))
    try:
        return guide(laid, title, edition.locale, edition.project, manuscript.catalogue), ()
    except BookletError as trouble:
        why = trouble.findings[0].message
        message = f"the guide to {edition.slug}.pdf is in English: {why}"
        return guide(laid, edition.slug), (warning("guide-plain", message),)


def _shop(
    manuscript: Manuscript,
    edition: Edition,
    pages: Pages,
    warnings: tuple[Finding, ...],
    tray: Tray,
    start: float,
) -> Artifact:
    """Lay the files for a print shop into the tray."""
    from booklet.press.shop import job

    made = job(manuscript, edition, pages)
    path = tray.lay(f"{edition.slug}.pdf", made.inside)
    cover = tray.lay(f"{edition.slug}-cover.pdf", made.cover) if made.cover else None
    return Artifact(
        *(edition, path, made.pages, None, len(made.inside), time.monotonic() - start, made.how),
        findings=(*warnings, *made.findings),
        cover=cover,
    )


def _noted(
    manuscript: Manuscript, edition: Edition, pages: Pages, laid: Sheets, printer: Printer | None
) -> Sheets:
    """Set pages for notes where pages would be blank; say that it was done."""
    from booklet.galley import compose_notes
    from booklet.pages import typeset
    from booklet.sheets import cells, filled

    copies = sum(cell.page == 1 for cell in cells(laid.plan))
    blanks = laid.blanks // copies
    galley = compose_notes(manuscript, pages.count, blanks)
    notes = typeset(galley).pdf
    if edition.format.grey:
        from booklet.inks import grey

        notes = grey(notes)
    whole = imposed(edition, filled(pages.pdf, blanks, notes), printer) or laid
    what = "1 page is" if blanks == 1 else f"{blanks} pages are"
    how = f"{whole.how} {what} for notes, before the last page."
    return replace(whole, how=how, findings=(*whole.findings, *galley.findings))


def imposed(edition: Edition, pdf: bytes, printer: Printer | None = None) -> Sheets | None:
    """Lay pages on sheets, where the format of an edition asks for it.

    Raises TypesettingError where they can't be laid out so.
    """
    from booklet.sheets import Imposition, impose

    way = edition.format
    if way.scheme is None or way.paper is None:
        return None
    binding = edition.binding
    wanted = Imposition(way.scheme, way.paper, binding, way.flip, way.signature, way.caliper)
    return impose(pdf, replace(wanted, printer=printer))


def fit(manuscript: Manuscript, pages: Pages) -> None:
    """See that a short version has room on its sheet, and each card on its two sides.

    Raises TypesettingError, which tells by how much something is too long.
    """
    way = manuscript.edition.format
    if manuscript.cards:
        _cards(manuscript.cards, pages)
    elif way.most and pages.count > way.most:
        over = sum(pages.words[way.most - 1 : -1])
        message = (
            f"{way.name}: {pages.count} panels do not fit on a sheet of {way.most}; "
            f"about {over} words are too many"
        )
        hint = f"shorten summaries, and what is for {way.name} by name"
        raise TypesettingError(error("panels-many", message, hint=hint))


def _cards(cards: Placement, pages: Pages) -> None:
    """Find the first record that takes more than the two sides of a card."""
    starts = [pages.anchors.get(record.name) for record in cards.records]
    for record, start, end in zip(
        cards.records, starts, [*starts[1:], pages.count + 1], strict=True
    ):
        if start and end and end - start != 2:
            message = (
                f"the card '{record.name}' is too long: it takes {end - start} pages instead of 2"
            )
            hint = 'shorten its text, or take larger cards: page = "A6"'
            raise TypesettingError(error("card-long", message, record.place, hint))
    if pages.count != 2 * len(cards.records):
        message = f"{len(cards.records)} cards take {pages.count} pages instead of 2 each"
        hint = "a template of cards begins two pages for each record, and names the first by its id"
        raise TypesettingError(error("card-long", message, cards.place, hint))
