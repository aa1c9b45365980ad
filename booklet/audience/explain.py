"""Why a line is in some editions, and not in others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from booklet.finding import Place
from booklet.manuscript import Matter, Survey
from booklet.project import Edition, read_text

#: Lines that belong to what follows: fences with a name, options, the names of records.
_OPENS = re.compile(r" *///+ *\w|    [\w-]+:|[\w-]+: *(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Reason:
    """What decides about a line, or about some words in it, for some editions."""

    matter: Matter
    editions: tuple[Edition, ...]
    text: str  #: Nothing, for those who see it.
    place: Place | None = None  #: Where that was written.


def explain(seen: Survey, path: PurePath, line: int) -> list[Reason]:
    """Say who sees a line of a chapter or data file, and what hides it from the others.

    A line of which no word is printed stands for the one before, or for the one that follows if
    it opens a block or a record. Returns nothing for an empty line.
    """
    here = [each for each in seen.matter if each.place.path == path and each.place.line]
    lines = sorted({each.place.line or 0 for each in here if not each.words})
    written = ["", *read_text(seen.project.root, path).split("\n")]
    if not lines or line >= len(written) or not written[line].strip():
        return []
    before = [number for number in lines if number <= line]
    after = [number for number in lines if number >= line]
    opens = line not in lines and bool(_OPENS.match(written[line]))
    meant = after[0] if after and (opens or not before) else before[-1] if before else after[0]
    return [
        reason for each in here if each.place.line == meant for reason in _Why(seen, each).reasons()
    ]


class _Why:
    def __init__(self, seen: Survey, matter: Matter) -> None:
        self.seen = seen
        self.matter = matter

    def reasons(self) -> list[Reason]:
        found: dict[tuple[str, Place | None], list[Edition]] = {("", None): []}
        for number, edition in enumerate(self.seen.editions):
            found.setdefault(self._reason(number, edition), []).append(edition)
        return [
            Reason(self.matter, tuple(editions), text, place)
            for (text, place), editions in found.items()
        ]

    def _reason(self, number: int, edition: Edition) -> tuple[str, Place | None]:
        if number in self.matter.seen:
            return "", None
        home = self.matter.home
        if home and home not in edition.chapters:
            return self._unlisted(home, edition)
        for held in self.matter.held:
            if not held.holds(edition.names):
                place = Place(self.matter.place.path, held.line) if held.line else None
                return f"'{held.key}: {held.text}'", place
        if self.matter.record:
            return f"no block calls for '{self.matter.record}' there", None
        return "nothing is left of what it belongs to", None

    def _unlisted(self, home: PurePath, edition: Edition) -> tuple[str, Place | None]:
        """Say why an edition has no such chapter."""
        project = self.seen.project
        welcomed = [one for one in project.audiences.values() if one.welcome == home]
        for audience in edition.audiences:
            if audience.chapters is not None and home not in audience.chapters:
                text = f"[{audience.table}] does not list this chapter"
                return text, project.place(audience.table, "chapters")
        if welcomed:
            text = f"it welcomes {', '.join(one.name for one in welcomed)}"
            return text, project.place(welcomed[0].table, "welcome")
        return "[book] does not list this chapter", project.place("book", "chapters")
