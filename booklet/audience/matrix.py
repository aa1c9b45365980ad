"""How much of each chapter and data file each audience gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from booklet.manuscript import Matter, Survey
from booklet.project import Audience, combined


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the book."""

    path: PurePath
    what: str  #: What is counted: "lines" of a chapter, "records" of a data file.
    of: int  #: All that there are.
    counts: tuple[int, ...]  #: What each audience gets, in any language and format.


def matrix(seen: Survey) -> tuple[tuple[tuple[Audience, ...], ...], tuple[Row, ...]]:
    """Count what each combination of audiences gets of each chapter and of each data file.

    Returns the combinations, and a row of as many counts for each file.
    """
    columns = tuple(combined(seen.project.axes))
    shown = [
        frozenset(n for n, edition in enumerate(seen.editions) if edition.audiences == column)
        for column in columns
    ]
    return columns, (*_chapters(seen, shown), *_data(seen, shown))


def _chapters(seen: Survey, shown: list[frozenset[int]]) -> Iterator[Row]:
    lines = dict[PurePath, list[Matter]]()
    for each in seen.matter:
        if each.home and not each.words:
            lines.setdefault(each.place.path, []).append(each)
    for path, matter in lines.items():
        counts = (sum(bool(each.seen & of) for each in matter) for of in shown)
        yield Row(path, "lines", len(matter), tuple(counts))


def _data(seen: Survey, shown: list[frozenset[int]]) -> Iterator[Row]:
    for kind, records in seen.records.items():
        counts = (sum(bool(editions & of) for editions in records.values()) for of in shown)
        yield Row(seen.project.data[kind], "records", len(records), tuple(counts))
