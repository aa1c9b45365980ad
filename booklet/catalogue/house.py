"""What the press itself says: the words of its templates, in the languages that it knows.

A book's own catalogue comes first; these stand in, and fill every new PO file.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from pathlib import PurePath

from booklet.catalogue.check import entry_faults, refusal
from booklet.catalogue.headers import OLD
from booklet.catalogue.model import Catalogue, Entry, Key, Message
from booklet.catalogue.plurals import plural_form
from booklet.catalogue.po import parse
from booklet.catalogue.template import TEMPLATE
from booklet.finding import Finding
from booklet.project import Locale

#: The language that they are written in.
WRITTEN = "en"


@functools.cache
def house_words(tag: str) -> Catalogue:
    """Open the words of the press in a language; it is empty where the press knows none.

    A region without words of its own has those of its language: fr-CA those of fr. A script has
    not: words of zh-Hant would be misspelt with those of zh.
    """
    folder = files("booklet.catalogue") / "words"
    for name in _from_narrow_to_wide(tag):
        path = PurePath(f"{name}.po")
        file = folder / path.name
        if file.is_file():
            items = parse(file.read_text("utf-8"), path).items
            entries = {item.key: Entry(item.texts, item.fuzzy, item.line) for item in items}
            return Catalogue(path, entries)
    return Catalogue(PurePath(f"{tag}.po"))


def _from_narrow_to_wide(tag: str) -> tuple[str, ...]:
    """Name the languages whose words can be read by those who read this one."""
    start = tag.partition("-")[0]
    wide = OLD.get(start, start)
    return (tag, wide) if _script(tag) == _script(wide) else (tag,)


def _script(tag: str) -> str:
    """Name the script of a language: "Latn", "Hant"."""
    from babel.core import get_global

    start, *parts = tag.split("-")
    stated = [part for part in parts if len(part) == 4 and part.isalpha()]
    if stated:
        return stated[0]
    likely = get_global("likely_subtags")
    names = (*(f"{start}_{part}" for part in parts), OLD.get(start, start))
    full = next((likely[name] for name in names if name in likely), "")
    return next((part for part in full.split("_") if len(part) == 4), "")


class Voice:
    """Says the words of templates in the language of an edition."""

    def __init__(self, locale: Locale, catalogue: Catalogue | None = None) -> None:
        self._locale = locale
        self._catalogues = [*filter(None, [catalogue]), house_words(locale.tag)]
        self.silent: dict[str, None] = {}  #: What it could not say.
        self.findings: dict[Finding, None] = {}  #: About translations that it does not say.

    def gettext(self, text: str) -> str:
        """Say a word or a sentence."""
        return self._said(Message(text, TEMPLATE), 1)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Say what counts something."""
        return self._said(Message(one, TEMPLATE, many), number)

    def _said(self, message: Message, number: int) -> str:
        for catalogue in self._catalogues:
            entry = catalogue.find(message.text, TEMPLATE)
            usable = entry and entry.translated and not entry.fuzzy
            if entry and usable and self._sound(catalogue, message, entry):
                form = plural_form(catalogue, number) if len(entry.texts) > 1 else 0
                return entry.texts[min(form, len(entry.texts) - 1)]
        if self._locale.tag.partition("-")[0] != WRITTEN:
            self.silent[message.text] = None
        return message.plural if message.plural and number != 1 else message.text

    def _sound(self, catalogue: Catalogue, message: Message, entry: Entry) -> bool:
        """Whether a template can be filled with a translation; tell what speaks against it."""
        if entry.line is None:  # made up
            return True
        found = entry_faults(catalogue, message, entry)
        refused = refusal(catalogue, entry, found, "this translation is not printed")
        if refused:
            self.findings[refused] = None
        return refused is None


def template_words(entries: Mapping[Key, Entry]) -> dict[Key, tuple[str, ...]]:
    """The words of a catalogue as what a new PO file is filled with."""
    return {key: entry.texts for key, entry in entries.items() if entry.translated}
