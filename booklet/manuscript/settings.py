"""The texts of booklet.toml, in the words of an edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from html import unescape

from booklet.catalogue import speaks
from booklet.finding import Finding, ManuscriptError, Place, error, nearest
from booklet.manuscript.masks import unmasked
from booklet.manuscript.tongue import Tongue
from booklet.project import (
    VALUE,
    Audience,
    Edition,
    Project,
    Value,
    asked,
)

#: The texts of [book] that are translated.
TEXTS = ("title", "subtitle", "description", "licence", "version")

#: What a value may grow to, in signs, if it asks for others.
LONGEST = 5000

#: An address, or a part of one: its signs stay as they are.
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|tel:)\S+"
    r"|(?a:[\w/.:@%?&=#+~-]*(?:[/@_=#]|--)[\w/.:@%?&=#+~-]*)"
)

#: What Markdown would take for more than a sign.
_SIGN = re.compile(rf"{VALUE.pattern}|[\\`*_\[\]{{}}<>&]")

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}

#: What asks for a value, and what only looks like it.
_ASKED = re.compile(rf"\\?{VALUE.pattern}")

#: Finds the line of a key; the first is its table.
Find = Callable[[str, str], Place]

#: Says a text in the language of an edition; the second is the text's context.
Say = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is translated."""

    text: str
    context: str  #: "book.title", "audience.subtitle", "value.group".
    kind: str  #: For the translator: "title".
    places: tuple[Place, ...]  #: None, of a value that came with the command.


def texts(project: Project) -> Iterator[Text]:
    """Name every text of booklet.toml that has words to translate."""
    place = project.place

    def all_of_them() -> Iterator[Text]:
        yield from _book(project, place)
        yield from map(_value, project.values, project.values.values())
        for audience in project.audiences.values():
            for key in ("title", "subtitle"):
                yield _own(audience, key, place)
            yield from map(_value, audience.values, audience.values.values())

    return (text for text in all_of_them() if speaks(text.text))


def _book(project: Project, place: Find) -> Iterator[Text]:
    for key in TEXTS:
        yield Text(getattr(project, key), f"book.{key}", key, (place("book", key),))


def _own(audience: Audience, key: str, place: Find) -> Text:
    return Text(getattr(audience, key), f"audience.{key}", key, (place(audience.table, key),))


def _value(name: str, value: Value) -> Text:
    return Text(value.text, f"value.{name}", "value", (value.place,) if value.place else ())


def book(edition: Edition, values: Mapping[str, str], tongue: Tongue, say: Say) -> dict[str, str]:
    """Write the texts of a book as an edition has them, with the marks of its language, by key.

    Raises ManuscriptError where one asks for a value that there is not.
    """
    place = edition.project.place
    shown = {text.kind: text for text in _book(edition.project, place)}
    own = [_own(one, "subtitle", place) for one in edition.audiences if one.subtitle]
    shown |= {"subtitle": own[-1]} if own else {}
    titles = [_own(one, "title", place) for one in edition.audiences if one.title]
    findings = [each for text in (*shown.values(), *titles) for each in _unknown(text, values)]
    if findings:
        raise ManuscriptError(findings)

    def said(text: Text) -> str:
        words = plain(say(text.text, text.context), tongue)
        return _ASKED.sub(lambda sign: _given(sign, values), words)

    texts = {key: said(text) for key, text in shown.items()}
    return {**texts, "audience": " – ".join(map(said, titles))}


def values(edition: Edition, tongue: Tongue, say: Say) -> dict[str, str]:
    """Write the values of an edition out, as plain texts by name, with the marks of its language.

    Raises ManuscriptError where one asks for a value that there is not.
    """
    known = edition.values
    told = (each for item in known.items() for each in _unknown(_value(*item), known))
    if findings := list(told):
        raise ManuscriptError(findings)
    said = {name: plain(_said(name, value, say), tongue) for name, value in known.items()}
    needs = {name: set(asked(text)) for name, text in said.items()}
    filled = dict[str, str]()
    for name in TopologicalSorter(needs).static_order():  # the project has seen to circles
        filled[name] = VALUE.sub(lambda sign: filled[sign["name"]], said.get(name, ""))
        if len(filled[name]) > LONGEST:
            message = f"the value '{name}' is longer than {LONGEST} signs"
            hint = "it asks for others that ask for others; write it out shorter"
            raise ManuscriptError(error("value-long", message, known[name].place, hint))
    return filled


def plain(text: str, tongue: Tongue) -> str:
    """Set a text in the marks of a language; its other signs, and addresses, stay as they are."""
    if _ADDRESS.fullmatch(text):
        return text
    return unmasked(unescape(tongue.line(_SIGN.sub(_escaped, text)).html))


def _said(name: str, value: Value, say: Say) -> str:
    ours = value.place is not None and value.locale is None and speaks(value.text)
    return say(value.text, f"value.{name}") if ours else value.text


def _escaped(sign: re.Match[str]) -> str:
    """Write a sign so that Markdown leaves it alone; what asks for a value is none."""
    return sign[0] if sign["name"] is not None else _ENTITIES.get(sign[0], f"\\{sign[0]}")


def _given(sign: re.Match[str], values: Mapping[str, str]) -> str:
    """Put a value where it is asked for; behind a backslash it is not."""
    return sign[0][1:] if sign[0].startswith("\\") else values.get(sign["name"], "")


def _unknown(text: Text, values: Collection[str]) -> Iterator[Finding]:
    """Tell the values that a text asks for and that there are not."""
    for sign in _ASKED.finditer(text.text):
        if not sign[0].startswith("\\") and sign["name"] not in values:
            message = f"no value is called '{sign['name']}'"
            yield error(
                "value-unknown",
                message,
                next(iter(text.places), None),
                nearest(sign["name"], values),
            )
