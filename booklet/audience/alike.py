"""What two rows of things have in common: of chapters, of records, of words."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)

#: Words that stand between two differences are told along with them, if they are so few.
_FEW = 2

#: As many words are told of what stands before and behind a difference.
_AROUND = 5

_WORD = re.compile(r"\w")
_TOKEN = re.compile(r"\w[\w'’-]*|\s+|.")


@dataclass(frozen=True, slots=True)
class Gap:
    """Words by which two texts differ; one of them may have none."""

    here: str
    there: str
    before: str  #: Some words that both have in front of them.
    after: str


def merged(here: Iterable[Thing], there: Iterable[Thing]) -> list[Thing]:
    """Name all things of two rows: in the order of the first, the others behind what they follow.

    >>> merged("abc", "axc")
    ['a', 'x', 'b', 'c']
    """
    whole, spot = list(dict.fromkeys(here)), 0
    for thing in there:
        if thing in whole:
            spot = whole.index(thing) + 1
        else:
            whole.insert(spot, thing)
            spot += 1
    return whole


def moved(here: Sequence[Thing], there: Sequence[Thing]) -> list[Thing]:
    """Name the things that must be moved to make one order of another, as few as can be.

    >>> moved("abcd", "dabc")
    ['d']
    """
    # Weights make the choice the same from both sides: as many as can be, the first names best.
    rank = {thing: number for number, thing in enumerate(sorted(here, key=str, reverse=True))}
    weight = {thing: (1 << len(here)) + (1 << rank[thing]) for thing in here}
    best: list[tuple[int, list[Thing]]] = [(0, [])] * (len(there) + 1)
    for thing in here:
        spot = there.index(thing)
        total, kept = best[spot]
        fresh = (total + weight[thing], [*kept, thing])
        best = [
            max(known, fresh, key=lambda each: each[0]) if n > spot else known
            for n, known in enumerate(best)
        ]
    steady = best[-1][1]
    # Those between which others change their places may themselves stay where they are.
    return [t for t in here if t not in steady and here.index(t) != there.index(t)]


def gaps(here: str, there: str) -> Iterator[Gap]:
    """Part two texts into what both have and what they differ in; yield the latter.

    >>> [(gap.here, gap.there) for gap in gaps("We ask our staff, too.", "We ask our pupils, too.")]
    [('staff', 'pupils')]
    """
    if here > there:  # the same differences from both sides
        for gap in gaps(there, here):
            yield Gap(gap.there, gap.here, gap.before, gap.after)
        return
    one, other = _TOKEN.findall(here), _TOKEN.findall(there)
    matched = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    spans = list[tuple[int, int, int, int]]()
    for what, i1, i2, j1, j2 in matched:
        if what != "equal":
            if spans and _count(one[spans[-1][1] : i1]) <= _FEW:
                i1, j1 = spans[-1][0], spans[-1][2]
                spans.pop()
            spans.append((i1, i2, j1, j2))
    for i1, i2, j1, j2 in spans:
        texts = _bare(one[i1:i2]), _bare(other[j1:j2])
        if any(texts):
            yield Gap(*texts, _last(one[:i1]), _first(one[i2:]))


def _bare(tokens: Sequence[str]) -> str:
    """The words of a difference, without bars between cells at its ends."""
    text = "".join(tokens).strip()
    return text.strip("| ") or text


def _count(tokens: Iterable[str]) -> int:
    return sum(1 for token in tokens if _WORD.match(token))


def _first(tokens: Sequence[str]) -> str:
    """The first words of a text, and three dots for the others."""
    ends = [n + 1 for n, token in enumerate(tokens) if _WORD.match(token)]
    if len(ends) <= _AROUND:
        return "".join(tokens).strip()
    return "".join(tokens[: ends[_AROUND - 1]]).strip() + " …"


def _last(tokens: Sequence[str]) -> str:
    starts = [n for n, token in enumerate(tokens) if _WORD.match(token)]
    if len(starts) <= _AROUND:
        return "".join(tokens).strip()
    return "… " + "".join(tokens[starts[-_AROUND] :]).strip()
