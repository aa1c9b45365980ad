"""The messages of a book become the template that every language begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from booklet.catalogue import headers
from booklet.catalogue.model import Message
from booklet.catalogue.plurals import Plurals
from booklet.catalogue.po import Item, PoFile
from booklet.catalogue.quill import drawn
from booklet.finding import Place
from booklet.project import Project

#: The context of words that stand in templates, the only ones that are filled in by name.
TEMPLATE = "template"

_NAMED = re.compile(r"%\([^)]+\)s")


def template(project: Project, messages: Iterable[Message]) -> str:
    """Write locale/booklet.pot: every message, none of them translated.

    It holds no date, so that it changes with the book alone.
    """
    header = Item("", (headers.filled("", headers.first(project)),))
    items = tuple(blank(message) for message in messages if message.text)
    return drawn(PoFile(header, items))


def blank(message: Message, plurals: Plurals | None = None) -> Item:
    """Make an entry of a message, not translated; a template has two forms, as English has."""
    forms = (plurals.forms if plurals else 2) if message.plural else 1
    kind = (message.kind,) if message.kind else ()
    named = message.context == TEMPLATE and _NAMED.search(message.text + message.plural)
    lines = [line for comment in (*kind, *message.comments) for line in comment.split("\n")]
    return Item(
        text=message.text,
        texts=("",) * forms,
        context=message.context or None,
        plural=message.plural,
        flags=("python-format",) if named else (),
        extracted=tuple(map(str.strip, lines)),
        references=tuple(dict.fromkeys(map(_reference, message.places))),
    )


def _reference(place: Place) -> str:
    """Write where a message stands; gettext puts isolates around names with spaces."""
    name = place.path.as_posix()
    if any(character.isspace() for character in name):
        name = f"\u2068{name}\u2069"
    return name if place.line is None else f"{name}:{place.line}"
