"""Where something that is wrong in the galley was written."""

from __future__ import annotations

from urllib.parse import unquote

from booklet.finding import Place
from booklet.manuscript import Chapter


def origin(chapter: Chapter, *snippets: str) -> Place:
    """Find the line that holds one of some snippets, in the chapter or in a record that it sets.

    The first snippet that is found decides; where none is, the chapter's file alone is told.
    """
    for snippet in dict.fromkeys([*snippets, *map(unquote, snippets)]):
        place = chapter.locate(snippet)
        if place.line is not None:
            return place
        for placement in chapter.placements:
            for record in placement.records:
                if any(snippet in str(value) for value in record.fields.values()):
                    return record.place
    return Place(chapter.path)
