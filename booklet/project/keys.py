"""What each key of booklet.toml takes. A new key is a row in a table here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from booklet import measure
from booklet.finding import nearest
from booklet.measure import Paper
from booklet.project import colours
from booklet.project.files import hidden
from booklet.project.formats import SCHEMES
from booklet.project.locales import Locale, locale
from booklet.project.themes import THEMES, Typeface

#: Names that Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths").
RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}

#: The parts of a file's name together must stay below 255 bytes.
LONGEST = 60

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Reader = Callable[[Any], Any]


def slug(value: Any) -> str:
    """A name that is safe in a path on every system."""
    name = text(value)
    if len(name) > LONGEST:
        raise ValueError(f"a name of at most {LONGEST} signs is needed")
    if trouble := unplain(name):
        raise ValueError(trouble)
    if name in RESERVED:
        raise ValueError(f"'{name}' is a name that Windows keeps for itself")
    return name


def unplain(name: str) -> str:
    """Say why a name is not plain, in words for the author; nothing, of one that is.

    >>> unplain("first-steps"), unplain("First steps")
    ('', "'First steps' is not a plain name; use a to z, 0 to 9 and hyphens")
    """
    if _SLUG.fullmatch(name):
        return ""
    return f"'{name}' is not a plain name; use a to z, 0 to 9 and hyphens"


def text(value: Any) -> str:
    """A text that is not empty, on one line."""
    if not isinstance(value, str):
        raise ValueError(f"a text in quotation marks is needed, not {_kind(value)}")
    if not value.strip() or "\n" in value.strip():
        raise ValueError("a text of one line is needed")
    for _, what in hidden(value):
        raise ValueError(f"a hidden character stands here: {what}")
    return value.strip()


def value(name: str, given: Any) -> str:
    """The text of a value that has a plain name."""
    slug(name)
    try:
        return text(given)
    except ValueError as trouble:
        raise ValueError(f"{name}: {trouble}") from None


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise ValueError(f"a list in square brackets is needed, not {_kind(value)}")
    return tuple(map(text, value))


def date(value: Any) -> datetime.date:
    """A day, written without quotation marks."""
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise ValueError("a day without quotation marks is needed, for example 2026-03-31")
    return value


def whole(value: Any) -> int:
    """A whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("a whole number from 1 is needed")
    return value


def percent(value: Any) -> int:
    """A part of a hundred."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValueError("a whole number from 0 to 100 is needed")
    return value


def paper(value: Any) -> Paper:
    """A size of paper by its name."""
    return measure.paper(text(value))


def page(value: Any) -> Paper:
    """A size of page by its name."""
    return measure.page(text(value))


def scheme(value: Any) -> str:
    """A way of laying pages on sheets."""
    name = text(value)
    if name not in SCHEMES:
        raise ValueError(f"no scheme is called '{name}'; {nearest(name, SCHEMES)}")
    return name


def thickness(value: Any) -> float:
    """A thickness of paper with its unit, in points."""
    points = measure.points(text(value))
    if points > measure.points("1mm"):
        raise ValueError(f"'{value}' is too thick for paper; office paper has 0.1mm")
    return points


def bleed(value: Any) -> float:
    """How far colour runs over the trim, with its unit, in points."""
    points = measure.points(text(value))
    if not measure.points("1mm") <= points <= measure.points("10mm"):
        raise ValueError(f"'{value}' is no bleed; print shops ask for 3mm to 5mm")
    return points


def switch(value: Any) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError(f"true or false is needed, not {_kind(value)}")
    return value


def language(value: Any) -> Locale:
    """A language by its tag."""
    return locale(text(value))


def table(value: Any) -> Any:
    """A table, whose own keys are read elsewhere."""
    if not isinstance(value, dict):
        raise ValueError(f"a table in braces is needed, not {_kind(value)}")
    return value


def colour(value: Any) -> str:
    """A colour in six digits."""
    return colours.colour(text(value))


def typeface(value: Any) -> Typeface:
    """The name of a family, or a list of font files."""
    if not isinstance(value, list):
        return Typeface(text(value))
    if not value:
        raise ValueError("the list of font files is empty")
    return Typeface(files=texts(value))


def theme(value: Any) -> str:
    """The name of a theme."""
    name = text(value)
    if name not in THEMES:
        raise ValueError(f"no theme is called '{name}'; {nearest(name, THEMES)}")
    return name


def one_of(*choices: str) -> Reader:
    """One of a few words."""

    def choice(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"{' or '.join(choices)} is needed, not '{value}'")
        return str(value)

    return choice


BOOK: Mapping[str, Reader] = {
    "name": slug,
    "title": text,
    "subtitle": text,
    "authors": texts,
    "publisher": text,
    "licence": text,
    "description": text,
    "version": text,
    "date": date,
    "language": language,
    "page": paper,
    "binding": one_of("left", "right"),
    "fit": switch,
    "chapters": texts,
    "formats": texts,
}

FORMAT: Mapping[str, Reader] = {
    "like": slug,
    "page": page,
    "scheme": scheme,
    "paper": paper,
    "flip": one_of("short", "long"),
    "signature": whole,
    "caliper": thickness,
    "chapter": text,
    "data": slug,
    "ink": one_of("full", "light"),
    "grey": switch,
    "fill": one_of("blank", "notes"),
    "fillable": switch,
    "bleed": bleed,
    "cover": one_of("apart", "inside"),
    "icc": text,
}

LOCALE: Mapping[str, Reader] = {
    "minimum": percent,
    "fuzzy": one_of("source", "use"),
    "values": table,
}

AUDIENCE: Mapping[str, Reader] = {
    "title": text,
    "subtitle": text,
    "welcome": text,
    "accent": colour,
    "values": table,
    "chapters": texts,
    "order": table,
}

THEME: Mapping[str, Reader] = {
    "name": theme,
    "accent": colour,
    "serif": typeface,
    "sans": typeface,
    "logo": text,
}

REQUIRED = ("name", "title", "language")


def _kind(value: Any) -> str:
    names = {
        bool: "true or false",
        dict: "a table",
        float: "a number",
        int: "a number",
        list: "a list",
        str: "a text",
    }
    return names.get(type(value), "a date")
