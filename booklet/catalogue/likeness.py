"""Which of the translations that lost their text are of one much like a new text."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

#: As many of the candidates with the most telling words are compared word by word.
CANDIDATES = 12

#: Texts less alike than this have nothing to do with each other.
RATIO = 0.6

#: Texts are compared up to this many words, and this many entries are looked at for one text,
#: those with rare words first: books repeat themselves, and nobody waits for an hour.
WORDS = 500
LOOKS = 4000

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def tokens(text: str) -> Words:
    """Part a text into words, or into characters where it has no spaces.

    >>> tokens("Bring a friend!"), tokens("朋友")
    (('bring', 'a', 'friend'), ('朋', '友'))
    """
    text = text.lower()
    words = _WORD.findall(text) if any(map(str.isspace, text)) else list(text)
    return tuple(words[:WORDS])


class Likeness:
    """Texts, ordered by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._tokens = [tokens(text) for text in texts]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._tokens):
            for word in set(words):
                self._with[word].append(number)

    def nearest(self, text: str) -> int | None:
        """Find the text most like this one, by its number; the first of several."""
        words = tokens(text)
        best, found = RATIO, None
        for number in self._candidates(words):
            ratio = likeness(self._tokens[number], words, best)
            if ratio > best or (ratio == best and found is None):
                best, found = ratio, number
        return found

    def _candidates(self, words: Words) -> list[int]:
        """Choose the texts with the rarest words of this one: by inverse document frequency."""
        scores: dict[int, float] = defaultdict(float)
        known = sorted({word for word in words if word in self._with}, key=self._rarity)
        looks = 0
        for word in known:
            numbers = self._with[word]
            looks += len(numbers)
            if scores and looks > LOOKS:
                break
            weight = math.log(1 + len(self._tokens) / len(numbers))
            for number in numbers:
                scores[number] += weight
        ranked = heapq.nsmallest(CANDIDATES, ((-score, number) for number, score in scores.items()))
        return [number for _, number in ranked]

    def _rarity(self, word: str) -> tuple[int, str]:
        return len(self._with[word]), word


def likeness(one: Words, other: Words, least: float = 0.0) -> float:
    """Tell how much of two texts is the same, from 0 to 1; 0 where it is less than the least.

    >>> likeness(("come", "in", "please"), ("come", "in"))
    0.8
    """
    total = len(one) + len(other)
    if not total or 2 * min(len(one), len(other)) < least * total:
        return 0.0
    # Most changes are small: what both begin and end with needs no search.
    before = _shared(one, other)
    one, other = one[before:], other[before:]
    behind = _shared(one[::-1], other[::-1])
    one, other = one[: len(one) - behind], other[: len(other) - behind]
    same = before + behind
    if 2 * (same + sum((Counter(one) & Counter(other)).values())) < least * total:
        return 0.0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * (same + sum(block.size for block in blocks)) / total


def _shared(one: Words, other: Words) -> int:
    """Count the words that two texts begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
