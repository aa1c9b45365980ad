"""Pages become the files that a print shop asks for: the inside, and a cover around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from booklet.finding import Finding, ProjectError, TypesettingError, error, warning
from booklet.measure import millimetres
from booklet.press.model import Made

if TYPE_CHECKING:
    from booklet.inks import Finish, Profile
    from booklet.manuscript import Manuscript
    from booklet.pages import Pages
    from booklet.press.kept import Kept
    from booklet.project import Edition


def job(manuscript: Manuscript, edition: Edition, pages: Pages, kept: Kept) -> Made:
    """Finish the pages of an edition for a print shop, and set its cover.

    Raises ProjectError where the book has no date, or its profile can't be used.
    """
    from booklet.inks import finish

    way, wanted = edition.format, _finish(edition, manuscript.book["title"])
    apart = way.cover == "apart"
    inside, count, told, findings = _filled(manuscript, edition, pages, 2 if apart else 4, kept)
    inside = finish(inside, wanted)
    findings = (*findings, *_looked_over(edition, inside, f"{edition.slug}.pdf"))
    if not apart:
        told = f"The inside and the cover are in one file, for the stapler. {told}"
        return Made(inside, count, None, told.strip(), findings)
    spine = way.caliper * count / 2
    cover, more = _cover(manuscript, edition, wanted, spine, kept)
    more = (*more, *_looked_over(edition, cover, f"{edition.slug}-cover.pdf"))
    how = f"The cover is a file of its own; its spine is {millimetres(spine)} wide. {told}"
    return Made(inside, count, None, how.strip(), (*findings, *more), cover)


def _looked_over(edition: Edition, pdf: bytes, name: str) -> Iterator[Finding]:
    """Warn of what the press's own check finds in a file for a print shop."""
    from booklet.check import gathered, inspect, place, what

    if edition.format.colour != "cmyk":
        return
    for fault, pages, count in gathered(inspect(pdf, "press").faults):
        if fault.severity != "note":
            message = f"{place(name, pages)}: {what(fault, count)}"
            hint = f"to see where: booklet check {name} --profile press --html report.html"
            yield warning("preflight", message, hint=hint)


def _finish(edition: Edition, title: str) -> Finish:
    from booklet.inks import Finish

    project, way = edition.project, edition.format
    if project.date is None:
        message = "a press file says on which day it was made, and this book has no date"
        hint = "write below [book], for example: date = 2026-03-31"
        raise ProjectError(error("date-missing", message, project.place("book"), hint))
    return Finish(title, project.date, way.bleed, way.colour or "cmyk", _profile(edition))


def _profile(edition: Edition) -> Profile | None:
    """Read the profile that the project names."""
    from booklet.inks import profile
    from booklet.project import Unreadable, read

    name, project = edition.format.icc, edition.project
    if not name or edition.format.colour != "cmyk":
        return None
    try:
        return profile(read(project.root, name), PurePath(name).name)
    except Unreadable as trouble:
        place = project.place(f"formats.{edition.format.name}", "icc")
        raise ProjectError(error(trouble.code, str(trouble), place)) from None


def _filled(
    manuscript: Manuscript, edition: Edition, pages: Pages, multiple: int, kept: Kept
) -> tuple[bytes, int, str, tuple[Finding, ...]]:
    """Fill up to a multiple of pages; a cover that is inside stays the last page."""
    from booklet.galley import compose_notes
    from booklet.sheets import filled

    lacking = -pages.count % multiple
    if not lacking:
        return pages.pdf, pages.count, "", ()
    last = int(edition.format.cover == "inside")
    notes, findings = None, tuple[Finding, ...]()
    if edition.format.fill == "notes":
        galley = compose_notes(manuscript, pages.count + 1 - last, lacking)
        notes, findings = kept.set(galley).pdf, galley.findings
    what = "for notes" if notes else "blank"
    told = f"{lacking} page{'s are' if lacking > 1 else ' is'} {what}."
    return filled(pages.pdf, lacking, notes, last=last), pages.count + lacking, told, findings


def _cover(
    manuscript: Manuscript, edition: Edition, wanted: Finish, spine: float, kept: Kept
) -> tuple[bytes, tuple[Finding, ...]]:
    from booklet.galley import compose_cover
    from booklet.inks import finish

    galley = compose_cover(manuscript, spine, kept.store)
    set_ = kept.set(galley)
    if set_.count != 1:
        message = f"the cover takes {set_.count} pages instead of 1"
        hint = "shorten the title, the subtitle or the description"
        raise TypesettingError(error("cover-long", message, hint=hint))
    page = edition.format.page.width
    folds = (page, page + spine)
    return finish(set_.pdf, replace(wanted, folds=folds)), (*galley.findings, *set_.findings)
