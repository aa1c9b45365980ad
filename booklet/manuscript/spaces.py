"""The marks of a text and the spaces beside its signs become those of its language."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from booklet.manuscript.quotation import marked
from booklet.project import Locale

FIXED = "\u00a0"  # no line breaks at it
NARROW = "\u202f"  # nor at this one

# Addresses and {{ values }} are no text: https://x.org/?a=it's
_KEPT = re.compile(
    r"\{\{[^{}]*\}\}"
    r"|\b(?:[a-z][a-z0-9+.-]{1,20}://|mailto:|www\.)[\w.~:/?#@!$&+'()*,;=%-]*[\w/=]",
    re.IGNORECASE,
)


def pieces(text: str, locale: Locale) -> Sequence[str]:
    r"""Set a paragraph: what becomes of each of its characters, and of the space beside it.

    >>> "".join(pieces('"5 kg !"', Locale.of("fr")))
    '«\u202f5\xa0kg\u202f!\u202f»'
    """
    shown = text
    if "{{" in text or "://" in text or "www." in text or "mailto:" in text:
        shown = _KEPT.sub(lambda kept: "x" * len(kept[0]), text)
    new = shown
    if "'" in new or '"' in new:
        new = marked(new, locale.quotes)
    if locale.typography.letters[0]:
        new = new.translate(str.maketrans(*locale.typography.letters))
    gaps = [(rule, gap) for rule in _rules(locale) for gap in rule.gaps(new)]
    if not gaps and shown is text:
        return new
    signs = list(new)
    for rule, gap in gaps:
        rule.put(*gap, signs)
    if shown is text:
        return signs
    kept = zip(text, shown, signs, strict=True)
    return [sign if typed == seen else typed for typed, seen, sign in kept]


_TYPED = r"([ \t\n]+)"  # a plain space, or a new line
_SPACES = " \t\n\u00a0\u2009\u202f"
_OPENING = "«‹"

_UNITS = "|".join(
    (
        *("[%‰$€£¥₴₽]", "°[CF]?", "zł", "Kč", "Ft", "kr", "lei", "h", "min", "m?s", "ч", "мин"),
        *("[kcmdµ]?m[²³]?", "ha", "[kmµ]?g", "t", "[mcdh]?l", "км|см|мм|м", "кг|г|т", "мл|л"),
        *("km/h", "[kM]?Wh?", "V", "Hz", "[kMGT]B"),
    )
)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A gap between two signs, and the space that belongs there."""

    signs: str  #: Where a text has none of these, nothing is looked for, which is quicker.
    look: re.Pattern[str]  #: Its group is the gap; one without groups finds what the gap leads to.
    space: str
    never: str = ""  #: What such a gap does not stand behind.

    def gaps(self, text: str) -> Iterator[tuple[int, int]]:
        """Find where every such gap of a text begins and ends."""
        if not any(map(text.__contains__, self.signs)):
            return
        for match in self.look.finditer(text):
            if self.look.groups:
                yield match.span(1)
                continue
            start = match.start()
            while start and text[start - 1] in _SPACES:
                start -= 1
            if start and not text[start - 1].isspace() and text[start - 1] not in self.never:
                yield start, match.start()

    def put(self, start: int, end: int, signs: list[str]) -> None:
        """Put the space into a gap, in place of what is in it."""
        if start < end:
            signs[start:end] = [self.space, *[""] * (end - start - 1)]
        elif signs[start - 1] in _OPENING:
            signs[start - 1] += self.space
        else:
            signs[start] = self.space + signs[start]


# 5 kg, 20 %; 10 000; a dash between spaces does not begin a line.
_EVERYWHERE = (
    _Rule("0123456789", re.compile(rf"[0-9]{_TYPED}(?=(?:{_UNITS})(?!\w))"), FIXED),
    _Rule(
        "0123456789",
        re.compile(rf"(?<![0-9.,])[0-9]{{1,3}}{_TYPED}(?=[0-9]{{3}}(?![0-9]))"),
        FIXED,
    ),
    _Rule("–—-", re.compile(rf"(?<=\S){_TYPED}(?=(?:[–—]|--|---)(?:\s|$))"), FIXED),
)


@functools.cache
def _rules(locale: Locale) -> tuple[_Rule, ...]:
    """List the rules of a language; of two for one gap the later holds."""
    return (*_EVERYWHERE, *_own(locale))


def _own(locale: Locale) -> Iterator[_Rule]:
    """Yield the rules that belong to a language alone."""
    ways = locale.typography
    if ways.clings:
        letters = ways.clings + ways.clings.upper()
        yield _Rule(letters, re.compile(rf"[{letters}](?<![\w’'.@/&-].){_TYPED}(?=\S)"), FIXED)
    if ways.abbreviations:
        pairs = {pair for words in ways.abbreviations for pair in pairwise(words.split())}
        either = "|".join(
            rf"(?<={a})(?<![\w.]{a})(?=\s+{b})"
            for a, b in sorted((re.escape(a), re.escape(b)) for a, b in pairs)
        )
        yield _Rule(".", re.compile(rf"\.(?:{either}){_TYPED}", re.IGNORECASE), NARROW)
    if ways.inside:
        yield _Rule(_OPENING, re.compile(rf"[«‹](?<!\w.)([{_SPACES}]*)(?=\S)"), ways.inside)
        yield _Rule("»›", re.compile(r"[»›](?!\w)"), ways.inside, _OPENING)
    # Not in "(?)", 9:30 or ;-) and only before the first of ?!
    never = _OPENING + "([{¿¡;!?:"
    if ways.high is not None:
        ends = r"(?=[\s;!?:.,…)\]»›”’\"'–—]|$)"
        yield _Rule(";!?", re.compile(f"[;!?]{ends}"), ways.high, never)
    if ways.colon:
        yield _Rule(":", re.compile(r":(?=[\s»›”]|$)"), ways.colon, never)
