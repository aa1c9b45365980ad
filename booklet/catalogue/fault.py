"""What is wrong with a translation, as a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from booklet.finding import Severity

Each = TypeVar("Each", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a translator has to mend; where it stands is for others to say."""

    code: str  #: Begins with "said-" or "term-".
    severity: Severity  #: For an error the text itself is printed instead of its translation.
    message: str
    hint: str = ""


def error(code: str, message: str, hint: str = "") -> Fault:
    """Make a fault for which the text itself is printed."""
    return Fault(code, "error", message, hint)


def warning(code: str, message: str, hint: str = "") -> Fault:
    """Make a fault that is told, and lets the translation stand."""
    return Fault(code, "warning", message, hint)


def less(some: Iterable[Each], others: Iterable[Each]) -> list[Each]:
    """Take from some what stands in others, as often as it stands there.

    >>> less(["a", "b", "a"], ["a", "c"])
    ['a', 'b']
    """
    if some == others:
        return []
    return list((Counter(some) - Counter(others)).elements())


def apart(
    code: str, severity: Severity, what: str, source: list[str], said: list[str], hint: str
) -> Iterator[Fault]:
    """Tell what stands in only one of text and translation, or more often than in the other."""
    for each in less(source, said):
        yield Fault(code, severity, f"{what} {each} is missing", hint)
    for each in less(said, source):
        message = f"{what} {each} stands in the translation but not in the text"
        yield Fault(code, severity, message, hint)
