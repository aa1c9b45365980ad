"""One interior on its way from manuscript to paper, for all editions that share it.

Each step is a job: a value that can be sent to another process, and called there.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding, TypesettingError, error, warning
from booklet.press.kept import Kept, recipe
from booklet.press.model import Made
from booklet.store import NOWHERE, Store

if TYPE_CHECKING:
    from booklet.galley import Galley
    from booklet.manuscript import Manuscript, Placement
    from booklet.pages import Pages
    from booklet.project import Edition
    from booklet.sheets import Printer, Sheets


def warm() -> None:
    """Load what jobs need, for processes that are forked from this one."""
    from booklet import catalogue, galley, manuscript, pages, sheets  # noqa: F401

    pages.warm()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for an interior."""

    editions: tuple[Edition, ...]  #: Those that have these words.
    manuscript: Manuscript
    galley: Galley
    recipe: Mapping[str, str]  #: A sum over each thing that the pages are made of.
    pages: Pages | None  #: Where the very same were set before.
    seconds: float

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Warnings."""
        return (*self.manuscript.findings, *self.galley.findings)


@dataclass(frozen=True, slots=True)
class Unread:
    """Editions that can't be read, all for the same reasons."""

    editions: tuple[Edition, ...]
    error: BookletError


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the first of some editions that share their pages, and composes its galley."""

    editions: tuple[Edition, ...]
    store: Store = NOWHERE

    @property
    def kin(self) -> object:
        """Editions of a language share most of their words."""
        return self.editions[0].locale.tag

    def __call__(self) -> Read | Unread:
        from booklet.galley import compose
        from booklet.manuscript import write

        start, first = time.monotonic(), self.editions[0]
        try:
            manuscript = write(first)
        except BookletError as trouble:
            return Unread(_failing(self.editions, trouble), trouble)
        same = tuple(filter(manuscript.serves, self.editions))
        try:
            galley = compose(manuscript, self.store)
        except BookletError as trouble:
            return Unread(same, trouble)
        pages = Kept(self.store).pages(galley)
        return Read(same, manuscript, galley, recipe(galley), pages, time.monotonic() - start)


@dataclass(frozen=True, slots=True)
class Setting:
    """Sets the pages of a galley: bytes in, bytes out, on any machine with the same press."""

    galley: Galley
    kin: object = field(default=None, compare=False)
    limit: int | None = None  #: Pages that there may be.
    hands: int = field(default=1, compare=False)  #: Processes that a large book may take.

    def __call__(self) -> tuple[Pages, float]:
        from booklet.pages import typeset

        start = time.monotonic()
        pages = typeset(self.galley, limit=self.limit, hands=self.hands)
        return pages, time.monotonic() - start


@dataclass(frozen=True, slots=True)
class Finishing:
    """Makes of pages what the format of an edition asks for."""

    manuscript: Manuscript
    edition: Edition
    pages: Pages
    printer: Printer | None = None  #: Sheets make up for what it does by itself.
    store: Store = NOWHERE

    @property
    def kin(self) -> object:
        """Editions of a language share most of their words."""
        return self.edition.locale.tag

    def __call__(self) -> Made:
        start = time.monotonic()
        fit(self.manuscript, self.pages)
        return replace(self._made(), seconds=time.monotonic() - start)

    def _made(self) -> Made:
        way, pages = self.edition.format, self.pages
        if way.grey:
            from booklet.inks import grey

            pages = replace(pages, pdf=grey(pages.pdf))
        if way.colour:
            from booklet.press.shop import job

            return job(self.manuscript, self.edition, pages, Kept(self.store))
        laid = imposed(self.edition, pages.pdf, self.printer)
        if laid is None:
            return Made(pages.pdf, pages.count, None, "")
        if way.fill == "notes" and laid.blanks:
            laid = self._noted(pages, laid)
        shown, plain = self._guide(laid)
        findings = (*laid.findings, *plain)
        return Made(laid.pdf, pages.count, len(laid.plan), laid.how, findings, guide=shown)

    def _guide(self, laid: Sheets) -> tuple[bytes, tuple[Finding, ...]]:
        """Show how sheets become what they are to be; in English where a language has no font.

        A book may bring a font of its own, and guides have none but those of the house.
        """
        from booklet.press.guides import guide

        manuscript, edition, kept = self.manuscript, self.edition, Kept(self.store)
        book = manuscript.book
        title = " – ".join(filter(None, [book["title"], book.get("audience", "")]))
        try:
            spoken = edition.locale, edition.project, manuscript.catalogue
            return guide(laid, title, *spoken, kept=kept), ()
        except BookletError as trouble:
            why = trouble.findings[0].message
            message = f"the guide to {edition.slug}.pdf is in English: {why}"
            return guide(laid, edition.slug, kept=kept), (warning("guide-plain", message),)

    def _noted(self, pages: Pages, laid: Sheets) -> Sheets:
        """Set pages for notes where pages would be blank; say that it was done."""
        from booklet.galley import compose_notes
        from booklet.sheets import cells, filled

        copies = sum(cell.page == 1 for cell in cells(laid.plan))
        blanks = laid.blanks // copies
        galley = compose_notes(self.manuscript, pages.count, blanks)
        notes = Kept(self.store).set(galley).pdf
        if self.edition.format.grey:
            from booklet.inks import grey

            notes = grey(notes)
        filled_up = filled(pages.pdf, blanks, notes)
        whole = imposed(self.edition, filled_up, self.printer) or laid
        what = "1 page is" if blanks == 1 else f"{blanks} pages are"
        how = f"{whole.how} {what} for notes, before the last page."
        return replace(whole, how=how, findings=(*whole.findings, *galley.findings))


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
