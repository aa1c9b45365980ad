"""A handout holds one chapter of a book, or one part of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from markupsafe import Markup

from booklet import tree
from booklet.finding import Finding, ManuscriptError, error, nearest
from booklet.manuscript import selection
from booklet.manuscript.model import Chapter
from booklet.manuscript.reach import HEADINGS
from booklet.project import Edition


def excerpt(chapters: Sequence[Chapter], edition: Edition) -> tuple[Chapter, ...]:
    """Take what an edition names: a chapter, "steps", or a part of one, "steps#begin".

    Raises ManuscriptError where there is no such chapter or part.
    """
    wanted, _, part = edition.format.chapter.partition("#")
    if not wanted:
        return tuple(chapters)
    found = next((chapter for chapter in chapters if chapter.name == wanted), None)
    if found is None:
        hint = nearest(wanted, (chapter.name for chapter in chapters))
        raise ManuscriptError(
            _missing(edition, f"no chapter of this book is called '{wanted}'", hint)
        )
    return (_part(found, part, edition) if part else found,)


def _part(chapter: Chapter, name: str, edition: Edition) -> Chapter:
    root = tree.parse_part(str(chapter.html))
    headings = [element for element in root.iter() if element.tag in HEADINGS]
    heading = next((element for element in headings if element.get("id") == name), None)
    if heading is None:
        hint = nearest(name, (element.get("id", "") for element in headings))
        message = f"no part of '{chapter.name}' is called '{name}'"
        raise ManuscriptError(_missing(edition, message, hint))
    selection.keep_part(root, heading)
    placements = []
    for slot in root.iter("slot"):
        placements.append(chapter.placements[int(slot.get("name", ""))])
        slot.set("name", str(len(placements) - 1))
    html = Markup(tree.write_part(root))  # noqa: S704 - was clean before
    return dataclasses.replace(
        chapter, html=html, placements=tuple(placements), summary=Markup(), minutes=None, steps=()
    )


def _missing(edition: Edition, message: str, hint: str) -> Finding:
    table = f"formats.{edition.format.name}"
    place = edition.project.place(table, "chapter")
    return error("chapter-missing", message, place if place.line else None, hint)
