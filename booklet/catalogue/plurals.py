"""Which of the forms of a translation goes with a number."""

from __future__ import annotations

import contextlib
import functools
import gettext
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from booklet.catalogue.headers import language
from booklet.catalogue.model import Catalogue

#: No language has more: Arabic has six (CLDR, "Language Plural Rules").
MOST = 6

_RULE = re.compile(r"nplurals\s*=\s*([0-9]{1,3})\s*;\s*plural\s*=\s*([^;]+);?\s*", re.ASCII)

#: Every rule that there is repeats itself below this; a wrong one shows here.
_TRIED = (*range(201), 1000, 1001, 10_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Plurals:
    """How a language counts."""

    forms: int  #: How many there are, 1 to 6.
    rule: str  #: In the words of C: "n != 1".

    @property
    def header(self) -> str:
        """As a PO file says it."""
        return f"nplurals={self.forms}; plural={self.rule};"

    def form(self, number: int) -> int:
        """Choose the form for a number, counted from 0; the first, where the rule fails."""
        with contextlib.suppress(ArithmeticError):  # a rule may divide by what it likes
            chosen = _function(self.rule)(abs(number))
            if 0 <= chosen < self.forms:
                return chosen
        return 0


#: Babel counts the fourth and the fifth form of Arabic the other way round than everybody else.
_OWN = {
    "ar": Plurals(
        6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"
    )
}


@functools.cache
def stated(header: str) -> Plurals:
    """Read a header's Plural-Forms.

    >>> stated("nplurals=2; plural=(n > 1);").form(0)
    0

    Raises ValueError, with a sentence for the translator, for one that can't be used.
    """
    match = _RULE.fullmatch(header.strip())
    if match is None:
        raise ValueError("Plural-Forms is not written as 'nplurals=2; plural=(n != 1);'")
    forms = int(match[1])
    if not 1 <= forms <= MOST:
        raise ValueError(f"no language has {forms} plural forms; 1 to {MOST} are possible")
    try:
        function = _function(match[2])
        reached = {function(number) for number in _TRIED}
    except Exception as trouble:  # whatever a rule of strangers makes of itself
        raise ValueError("the rule in Plural-Forms can't be worked out") from trouble
    if not all(0 <= form < forms for form in reached):
        raise ValueError(f"the rule in Plural-Forms leads to more than {forms} forms")
    return Plurals(forms, match[2].strip())


@functools.cache
def usual(tag: str) -> Plurals:
    """Name the plurals of a language; those of English, where nobody knows."""
    from babel import UnknownLocaleError
    from babel.messages.plurals import get_plural

    start = tag.partition("-")[0]
    if start in _OWN:
        return _OWN[start]
    for name in (language(tag), start, "en"):
        with contextlib.suppress(UnknownLocaleError, ValueError):
            known = get_plural(name)
            return Plurals(known.num_plurals, known.plural_expr)
    raise AssertionError("English has no plurals")


def plurals(catalogue: Catalogue) -> Plurals:
    """Tell how a catalogue counts: as its header says, else as its language does."""
    header = catalogue.headers.get("Plural-Forms", "")
    try:
        return stated(header)
    except ValueError:
        return usual(catalogue.path.stem)


def plural_form(catalogue: Catalogue, number: int) -> int:
    """Choose which of an entry's texts goes with a number, counted from 0."""
    return plurals(catalogue).form(number)


def plural_alone(catalogue: Catalogue) -> frozenset[int]:
    """Name the forms that stand for a single number, counted from 0: in English that for one.

    >>> from pathlib import PurePath
    >>> [sorted(plural_alone(Catalogue(PurePath(f"{tag}.po")))) for tag in ("ar", "de", "fr")]
    [[0, 1, 2], [0], []]
    """
    known = plurals(catalogue)
    numbers = Counter(map(known.form, range(201)))
    return frozenset(form for form, count in numbers.items() if count == 1)


@functools.cache
def _function(rule: str) -> Callable[[int], int]:
    # Python's own reader of such rules builds a function from the few signs that C has for them,
    # and refuses everything else.
    made: Callable[[int], int] = gettext.c2py(rule)
    return made
