"""A comparison is laid out for paper: what each edition has, in its own column."""

from __future__ import annotations

from booklet.audience.comparison import Comparison, Difference, Shown
from booklet.finding import Place
from booklet.galley import Cell, Galley, Pair, Section, compose_comparison
from booklet.project import CONFIG


def proof(found: Comparison) -> Galley:
    """Compose a proof of a comparison, in two columns.

    Raises TypesettingError for a template or a style that can't be used.
    """
    sections = [
        Section(path, "", tuple(_pairs(differences, path)))
        for path, differences in (("", found.chapters), (CONFIG, found.settings))
        if differences
    ]
    for part in found.parts:
        path = part.path.as_posix()
        sections.append(Section(path, part.title, tuple(_pairs(part.differences, path))))
    names = [" + ".join(one.name for one in each.audiences) for each in (found.a, found.b)]
    readers = [title or name for title, name in zip(found.readers, names, strict=True)]
    return compose_comparison(
        found.a.project, found.a.locale, found.titles, readers, sections, found.catalogue
    )


def _pairs(differences: tuple[Difference, ...], path: str) -> list[Pair]:
    pairs, heading = list[Pair](), ""
    for each in differences:
        side = each.a or each.b
        above = " – ".join(side.above) if side else ""
        told = "" if above == heading else above
        name = each.name if each.kind in ("record", "setting", "value") else ""
        sides = _cell(each, each.a, path), _cell(each, each.b, path)
        pairs.append(Pair(each.kind, *sides, told, name))
        heading = above
    return pairs


def _cell(difference: Difference, shown: Shown | None, path: str) -> Cell | None:
    if shown is None:
        return None
    place = shown.place
    near = Place(place.path, place.line) if place.path.as_posix() != path else None
    chapter = difference.kind in ("chapter", "place")
    return Cell(
        str(near) if near else f":{place.line}" if place.line else "",
        shown.text,
        shown.before,
        shown.after,
        shown.foreign,
        str(shown.number) if chapter and shown.number else "",
        shown.number if difference.kind == "lines" else 0,
        shown.titles if difference.kind in ("order", "records") else (),
    )
