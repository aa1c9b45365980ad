"""For whom something is printed, as an author writes it: "educators, business and not booklet".

A comma parts alternatives; `and` binds closer, `not` closest.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from booklet.finding import nearest
from booklet.manuscript.masks import unnoted

#: One name, or its opposite.
_TERM = re.compile(r"(?:(?P<no>not)\s+)?(?P<name>[\w-]+)")

#: Said of all that is no condition.
SHAPE = "a comma means or; between two names stands and, before a name not, in small letters"


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a list of names that must hold or, with False, must not."""

    text: str  #: As it was written.
    either: tuple[tuple[tuple[str, bool], ...], ...]

    def holds(self, names: Collection[str]) -> bool:
        """Whether it holds where these names do.

        >>> parsed("a and not b, c").holds({"a", "b"}), parsed("a, c").holds({"c"})
        (False, True)
        """
        return any(
            all((name in names) is wanted for name, wanted in terms) for terms in self.either
        )

    @property
    def names(self) -> frozenset[str]:
        """Every name in it."""
        return frozenset(name for terms in self.either for name, _ in terms)


@functools.lru_cache(maxsize=10_000)
def parsed(text: str) -> Condition:
    """Read a condition.

    Raises ValueError, in words for the author, where it is none.
    """
    plain = unnoted(text)
    return Condition(" ".join(plain.split()), tuple(_terms(part) for part in plain.split(",")))


def unknown(condition: Condition, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each name that there is not, and a hint."""
    for name in sorted(condition.names):
        if name not in names:
            yield name, nearest(name, names)


def _terms(text: str) -> tuple[tuple[str, bool], ...]:
    return tuple(map(_term, re.split(r"\sand(?=\s)", f" {text.strip()} ")))


def _term(text: str) -> tuple[str, bool]:
    if not text.strip():
        raise ValueError("a name is missing")
    found = _TERM.fullmatch(text.strip())
    if found is None or found["name"] in ("and", "or", "not"):
        raise ValueError(f"'{text.strip()}' is no name")
    return found["name"], not found["no"]
