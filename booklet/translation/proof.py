"""A proof of a translation is gathered, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from markupsafe import Markup, escape

from booklet.catalogue import TEMPLATE, Catalogue, Entry, Message, entry_faults, read_catalogue
from booklet.galley import Galley, Part, Unit, compose_proof
from booklet.manuscript import Tongue, clean, unmasked
from booklet.project import Locale, Project
from booklet.translation.messages import book_messages


def proof(project: Project, locale: Locale) -> Galley:
    """Compose a proof of the translation of a book, for a reviewer.

    Raises ManuscriptError where the PO file can't be read, TypesettingError for a template or a
    style that can't be used.
    """
    catalogue, _ = read_catalogue(project, locale.tag)
    heard = book_messages(project)
    pair = _Pair(project, locale, catalogue)
    parts: dict[PurePath, list[Unit]] = {}
    titles: dict[PurePath, Markup] = {}
    for number, message in enumerate(heard, 1):
        path, unit = _part(message), pair.unit(number, message)
        parts.setdefault(path, []).append(unit)
        if "title of a chapter" in message.kind:
            titles.setdefault(path, unit.said or unit.text)
    title = catalogue.find(project.title, "book.title")
    said = title.texts[0] if title and title.translated else project.title
    named = [
        Part(path.as_posix(), titles.get(path, Markup()), tuple(units))
        for path, units in parts.items()
    ]
    return compose_proof(project, locale, said, named)


def _part(message: Message) -> PurePath:
    """Name the file that a message stands in; templates, which say little, by their folder."""
    path = message.places[0].path
    return PurePath(path.parts[0]) if message.context == TEMPLATE else path


class _Pair:
    """Sets texts and translations, each in its language."""

    def __init__(self, project: Project, locale: Locale, catalogue: Catalogue) -> None:
        self._home = Tongue(project.locale)
        self._foreign = Tongue(locale, (), project.locale)
        self._catalogue = catalogue

    def unit(self, number: int, message: Message) -> Unit:
        """Set one message and what is said for it."""
        entry = self._catalogue.find(message.text, message.context)
        texts = [message.text, message.plural] if message.plural else [message.text]
        said = entry.texts if entry and any(entry.texts) else ()
        return Unit(
            number,
            entry.line if entry else None,
            message.kind,
            _set(self._home, texts),
            _set(self._foreign, [text for text in said if text]),
            bool(entry and entry.fuzzy),
            tuple(self._wrong(message, entry)) if entry and entry.translated else (),
        )

    def _wrong(self, message: Message, entry: Entry) -> Iterator[str]:
        """Say why a translation would not be printed."""
        for fault in entry_faults(self._catalogue, message, entry):
            if fault.severity == "error":
                yield fault.message


def _set(tongue: Tongue, texts: list[str]) -> Markup:
    """Set texts one below the other; HTML of several lines is shown as it is written."""
    return Markup("<br>").join(_shown(tongue, text) for text in texts)


def _shown(tongue: Tongue, text: str) -> Markup:
    if "\n" in text:
        return escape(text)
    return clean(unmasked(tongue.line(text).html))
