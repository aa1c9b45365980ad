"""The values that a text asks for by name: {{ group }}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from booklet.finding import Place
from booklet.project.locales import Locale

#: Two pairs of braces, and what stands between them. A name begins and ends with a sign that is
#: no space, so that there is one way alone to read a long row of spaces.
VALUE = re.compile(r"\{\{\s*(?!\s)(?P<name>(?:[^{}\s](?:[^{}\n]*[^{}\s])?)?)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Value:
    """What is printed where its name stands: one line, without signs of Markdown."""

    text: str
    place: Place | None = None  #: Nowhere in the book, if it came with the command.
    locale: Locale | None = None  #: The language that it is in; None is that of the authors.


def asked(text: str) -> Iterator[str]:
    """Name the values that a text asks for.

    >>> list(asked("in {{ group }} and {{place}}"))
    ['group', 'place']
    """
    return (found["name"] for found in VALUE.finditer(text))


def cycle(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Find values of which each asks for the next, and the last for the first.

    >>> cycle({"a": Value("{{ b }}"), "b": Value("so {{ a }}"), "c": Value("{{ a }}")})
    ('a', 'b')
    """
    asks = {name: set(asked(value.text)) & values.keys() for name, value in values.items()}
    while free := [name for name, others in asks.items() if asks.keys().isdisjoint(others)]:
        for name in free:
            del asks[name]
    path = list[str]()
    name = next(iter(asks), "")
    while asks and name not in path:
        path.append(name)
        name = min(asks[name] & asks.keys())
    return tuple(path[path.index(name) :]) if path else ()
