"""The records of a data file become cards."""

from __future__ import annotations

from booklet.finding import Finding, ManuscriptError, Place, error, nearest
from booklet.manuscript.desk import Desk, first
from booklet.manuscript.model import Placement
from booklet.project import Edition


def cards(desk: Desk) -> Placement:
    """Take the records that the readers of an edition are to see, in their order.

    Raises ManuscriptError where no data file is named, or none of its records is left.
    """
    edition, kind = desk.edition, desk.edition.format.data
    path = desk.project.data.get(kind)
    if path is None:
        raise ManuscriptError([*desk.findings, _fileless(edition, kind)])
    known = desk.records.get(kind) or {}
    names = first(known, edition.audiences, kind)
    shown = tuple(known[name] for name in names if not known[name].hidden)
    if not shown and not desk.failed:
        message = f"no record of {kind} is left in {edition.slug}"
        raise ManuscriptError(error("audience-empty", message, Place(path)))
    return Placement(kind, shown, Place(path))


def _fileless(edition: Edition, kind: str) -> Finding:
    place = edition.project.place(f"formats.{edition.format.family}", "data")
    if kind:
        message, hint = f"there is no data file '{kind}'", nearest(kind, edition.project.data)
        return error("data-missing", message, place if place.line else None, hint)
    names = ", ".join(edition.project.data)
    hint = f"name one with --data: {names}" if names else "write one, for example content/tips.yaml"
    return error("data-missing", "no data file is named whose records become cards", hint=hint)
