"""Two editions beside each other: everything that one of them shows and the other does not.

What is compared is what is printed: both are written as for the press, and taken apart.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import PurePath

from booklet.audience.alike import gaps, merged, moved
from booklet.audience.comparison import Comparison, Difference, Part, Shown
from booklet.audience.edition import Copy, Leaf, Words, values_apart
from booklet.audience.places import Places
from booklet.finding import Place
from booklet.manuscript import Placement
from booklet.project import CONFIG, Edition

#: What a chapter has one of: told whole.
_SINGLE = ("title", "summary", "minutes")

#: A data block, and the passage that it stands for.
Spot = tuple[Placement, Words]

_MINUTES = re.compile(r"^minutes:.*", re.MULTILINE)


def compare(a: Edition, b: Edition) -> Comparison:
    """Compare two editions of a book in the same language and format.

    Raises ManuscriptError where one can't be written.
    """
    values = values_apart(a, b)
    return _Comparing(Copy(a, values), Copy(b, values)).whole()


class _Comparing:
    """One comparison in the making."""

    def __init__(self, a: Copy, b: Copy) -> None:
        self.a, self.b = a, b
        self.places = Places(a.edition.project, a.catalogue)
        self.values = dict[str, tuple[str, str]]()  # in passages that both have
        self.lacking = set[tuple[Place, str]]()  # records told where they are called for

    def whole(self) -> Comparison:
        a, b = self.a, self.b
        parts = tuple(part for part in (*self._texts(), *self._data()) if part.differences)
        return Comparison(
            a.edition,
            b.edition,
            (a.book["title"], b.book["title"]),
            (a.book["audience"], b.book["audience"]),
            (*self._settings(), *self._values()),
            (*self._lacking(), *self._moved()),
            parts,
            a.catalogue,
        )

    def _settings(self) -> Iterator[Difference]:
        for key in (key for key in self.a.book if key != "audience"):
            if self.a.book[key] != self.b.book[key]:
                yield Difference("setting", _setting(self.a, key), _setting(self.b, key), key)

    def _values(self) -> Iterator[Difference]:
        for name, texts in sorted(self.values.items()):
            if texts[0] != texts[1]:
                a, b = (
                    Shown(text, copy.edition.values[name].place or Place(PurePath(CONFIG)))
                    for text, copy in zip(texts, (self.a, self.b), strict=True)
                )
                yield Difference("value", a, b, name)

    # Chapters.

    def _lacking(self) -> Iterator[Difference]:
        """Tell chapters that one edition lacks, and those that are a welcome in one alone."""
        for path in merged(self.a.chapters, self.b.chapters):
            a, b = _standing(self.a, path), _standing(self.b, path)
            if a is None or b is None:
                yield Difference("chapter", a, b)
            elif bool(a.number) != bool(b.number):
                yield Difference("place", a, b)

    def _moved(self) -> Iterator[Difference]:
        """Tell those that stand elsewhere among the numbered chapters that both have."""
        here = [path for path, leaf in self.a.chapters.items() if leaf.numbered]
        there = [path for path, leaf in self.b.chapters.items() if leaf.numbered]
        here, there = [p for p in here if p in there], [p for p in there if p in here]
        for path in moved(here, there):
            one, other = self.a.chapters[path], self.b.chapters[path]
            yield Difference(
                "place",
                Shown(one.title, one.place, number=here.index(path) + 1),
                Shown(other.title, other.place, number=there.index(path) + 1),
            )

    def _texts(self) -> Iterator[Part]:
        for path, leaf in self.a.chapters.items():
            if path in self.b.chapters:
                other = self.b.chapters[path]
                found = [*self._passages(leaf, other), *self._spots(leaf, other)]
                yield Part(path, leaf.title, tuple(sorted(found, key=_line)))

    # Data.

    def _data(self) -> Iterator[Part]:
        both = merged(self.a.records, self.b.records)
        for kind, path in self.a.edition.project.data.items():
            names = [name for other, name in both if other == kind]
            found = [each for name in names for each in self._record(kind, name)]
            yield Part(path, "", tuple(sorted(found, key=_line)))

    def _record(self, kind: str, name: str) -> Iterator[Difference]:
        here, there = self.a.records.get((kind, name)), self.b.records.get((kind, name))
        if here and there:
            yield from self._passages(here, there)
        elif here and self._called(self.a, self.b, kind, name):
            yield Difference("record", Shown(here.title, here.place), None, name)
        elif there and self._called(self.b, self.a, kind, name):
            yield Difference("record", None, Shown(there.title, there.place), name)

    def _called(self, copy: Copy, other: Copy, kind: str, name: str) -> bool:
        """Whether a record is called for where that has not been told."""
        return any(
            spot.kind == kind and record.name == name and (place, name) not in self.lacking
            for path, leaf in copy.chapters.items()
            if path in other.chapters
            for place, (spot, _) in leaf.spots.items()
            for record in spot.records
        )

    def _spots(self, here: Leaf, there: Leaf) -> Iterator[Difference]:
        """Tell data blocks that one edition lacks, and records that come in another order."""
        a, b = here.spots, there.spots
        pairs = [(a[place], b[place]) for place in a if place in b]
        mine = [spot for place, spot in a.items() if place not in b]
        theirs = [spot for place, spot in b.items() if place not in a]
        for spot in list(mine):  # the same records may be called for elsewhere
            if twin := next((other for other in theirs if _both(spot, other)), None):
                mine.remove(spot)
                theirs.remove(twin)
                pairs.append((spot, twin))
        for one, other in pairs:
            if _both(one, other) != _both(other, one):
                sides = _called_for(self.a, one), _called_for(self.b, other)
                yield Difference("order", *sides, one[0].kind)
            # What the other edition shows nowhere is told as a record.
            mine += _more(one, other, self.b)
            theirs += _more(other, one, self.a)
        for one in mine:
            yield Difference("records", _called_for(self.a, one), None, one[0].kind)
        for other in theirs:
            yield Difference("records", None, _called_for(self.b, other), other[0].kind)
        for placement, _ in (*mine, *theirs):
            self.lacking |= {(placement.place, record.name) for record in placement.records}

    # Passages.

    def _passages(self, here: Leaf, there: Leaf) -> Iterator[Difference]:
        """Tell the passages of a chapter or of a record that one edition lacks."""
        pair = [[words for words in leaf.words if not words.slot] for leaf in (here, there)]
        self._hear_values(*pair)
        a = self._surplus(here, pair[0], pair[1], (self.a, self.b))
        b = self._surplus(there, pair[1], pair[0], (self.b, self.a))
        waiting = defaultdict[tuple[str, Place], list[Shown]](list)
        for kind, shown in b:
            waiting[kind, shown.place].append(shown)
        for kind, shown in a:
            same = waiting[kind, shown.place]
            if same and (shown.place.line or kind in _SINGLE):
                yield from _within(kind, shown, same.pop(0))
            else:
                yield Difference(kind, shown, None)
        for (kind, _), left in waiting.items():
            yield from (Difference(kind, None, shown) for shown in left)

    def _hear_values(self, mine: Sequence[Words], theirs: Sequence[Words]) -> None:
        """Note what is printed for values in passages that both editions have."""
        others = {words.bare: words for words in theirs}
        for words in mine:
            if words.bare in others and words.passage.full != others[words.bare].passage.full:
                known = others[words.bare].values
                self.values |= {n: (text, known[n]) for n, text in words.values.items()}

    def _surplus(
        self, leaf: Leaf, mine: Sequence[Words], theirs: Sequence[Words], copies: tuple[Copy, Copy]
    ) -> Iterator[tuple[str, Shown]]:
        """Find the passages that the first of two editions has, or has more often."""
        same, counts = defaultdict[str, list[Words]](list), Counter(each.bare for each in theirs)
        for words in mine:
            same[words.bare].append(words)
        for bare, alike in same.items():
            more = len(alike) - counts[bare]
            if more <= 0:
                continue
            if alike[0].passage.kind == "lines":  # told by what stands in front of them
                known = {each.said for each in theirs if each.bare == bare}
                alike.sort(key=lambda each: each.said in known)
                placed = [(each, self._placed(leaf, [each], copies)[0][1]) for each in alike]
            else:
                placed = self._placed(leaf, alike, copies)
            for words, place in placed[:more]:
                text, kind = words.passage, words.passage.kind
                lines = text.number if kind == "lines" else 0
                yield (
                    kind,
                    Shown(text.text, place, text.full, "", "", text.above, text.foreign, lines),
                )

    def _placed(
        self, leaf: Leaf, alike: Sequence[Words], copies: tuple[Copy, Copy]
    ) -> list[tuple[Words, Place]]:
        """Find the lines of passages in the same words; those that one edition alone has first."""
        path = leaf.place.path
        if alike[0].passage.kind == "minutes":
            found = _MINUTES.search(leaf.source)
            line = leaf.source.count("\n", 0, found.start()) + 1 if found else None
            return [(alike[0], Place(path, line))]
        first = 1 if leaf.source else leaf.place.line or 1
        places = self.places.find(path, alike[0].said, leaf.source, first)
        if len(places) == 1 or not leaf.source:
            return [(each, places[0]) for each in alike]
        mine, theirs = (self.places.shown(places, copy.edition) for copy in copies)
        lines = [*(mine or places), *repeat(places[-1], len(alike))]
        return sorted(zip(alike, lines, strict=False), key=lambda each: each[1] in theirs)


def _shown(words: Words, place: Place) -> Shown:
    text = words.passage
    lines = text.number if text.kind == "lines" else 0
    return Shown(text.text, place, text.full, "", "", text.above, text.foreign, lines)


def _within(kind: str, a: Shown, b: Shown) -> Iterator[Difference]:
    """Tell in which words two passages differ that stand on the same line."""
    if kind in _SINGLE:
        yield Difference(kind, a, b)
        return
    texts = (a.text, b.text) if a.text != b.text else (a.whole, b.whole)
    for gap in gaps(*texts):
        one = dataclasses.replace(a, text=gap.here, before=gap.before, after=gap.after)
        other = dataclasses.replace(b, text=gap.there, before=gap.before, after=gap.after)
        yield Difference("words", one if gap.here else None, other if gap.there else None)


def _setting(copy: Copy, key: str) -> Shown | None:
    """What an edition prints for a key of [book], and where it says so."""
    edition, table = copy.edition, "book"
    if key == "subtitle":
        table = next((o.table for o in reversed(edition.audiences) if o.subtitle), table)
    text = copy.book[key]
    return Shown(text, edition.project.place(table, key)) if text else None


def _standing(copy: Copy, path: PurePath) -> Shown | None:
    """Where a chapter stands in an edition."""
    leaf = copy.chapters.get(path)
    if leaf is None:
        return None
    numbered = [path for path, leaf in copy.chapters.items() if leaf.numbered]
    return Shown(leaf.title, leaf.place, number=numbered.index(path) + 1 if leaf.numbered else 0)


def _both(one: Spot, other: Spot) -> list[str]:
    """The names of a spot's records that another one has, too."""
    names = {record.name for record in other[0].records} if one[0].kind == other[0].kind else ()
    return [record.name for record in one[0].records if record.name in names]


def _more(one: Spot, other: Spot, copy: Copy) -> Iterator[Spot]:
    """Leave a spot with the records that another one has not, and its edition elsewhere."""
    placement, words = one
    here, kind = _both(one, other), placement.kind
    left = (record for record in placement.records if record.name not in here)
    records = tuple(record for record in left if (kind, record.name) in copy.records)
    if records:
        yield dataclasses.replace(placement, records=records), words


def _called_for(copy: Copy, spot: Spot) -> Shown:
    """The records at a spot."""
    titles = copy.titles(spot[0])
    return Shown(", ".join(titles), spot[0].place, above=spot[1].passage.above, titles=titles)


def _line(difference: Difference) -> int:
    shown = difference.a or difference.b
    return (shown.place.line or 0) if shown else 0
