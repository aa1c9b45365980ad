"""A translation of the same text that was made with another tool is put to use.

Other tools cut and write messages their own way: first the very text counts, then what becomes of
it on the page, then its bare words, and those in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from booklet.catalogue import (
    Found,
    Key,
    Message,
    catalogue_path,
    filled,
    foreign_entries,
    said,
    source,
)
from booklet.finding import ManuscriptError, Place, error
from booklet.manuscript import Tongue
from booklet.project import Locale, Project
from booklet.translation.files import Written, start, update
from booklet.translation.messages import book_messages


@dataclass(frozen=True, slots=True)
class Adopted:
    """What could be used of a translation from elsewhere; what is there already is not counted."""

    written: Written
    offered: int  #: Translated messages in the other file.
    same: int  #: Messages of the book filled from there, word for word.
    alike: int  #: From a text that comes out the same on the page.
    doubtful: int  #: From one that has the same words only; fuzzy now.
    there: int  #: Messages that it has something for, and that were translated already.


def adopt(project: Project, locale: Locale, data: bytes, path: Path) -> Adopted:
    """Fill the PO file of a language from another one; what it holds already stays.

    Raises ManuscriptError where either can't be read.
    """
    heard = book_messages(project)
    old = source(project, locale.tag)
    now = (start if old is None else update)(project, locale, heard)
    offered = foreign_entries(_text(data, path), path, locale.tag)
    found, ways = _found(heard, _ways(project, offered))
    after, used = filled(now.text, locale.tag, found)
    same, alike, doubtful = (sum(ways[key] == number for key in used) for number in range(3))
    written = Written(catalogue_path(locale.tag), after, after != old, len(heard), now.counts)
    left = len(found) - len(used)
    return Adopted(written, len(offered), same, alike, doubtful, left)


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        hint = "save it again, with the encoding UTF-8"
        finding = error("po-charset", "this file is not UTF-8", Place(path, line), hint)
        raise ManuscriptError(finding) from None


#: A way to know a text again, and what it finds: the texts of each translation.
Way = tuple[Callable[[str], str], Mapping[str, tuple[str, ...]]]


def _ways(project: Project, offered: Mapping[str, tuple[str, ...]]) -> list[Way]:
    """The ways to know a text again, the surest first."""
    tongue = Tongue(project.locale)

    def on_page(text: str) -> str:
        return _folded(tongue.line(text).html)

    looks = [_folded, on_page, _words]
    return [(look, {look(text): texts for text, texts in offered.items()}) for look in looks]


def _found(heard: Iterable[Message], ways: list[Way]) -> tuple[dict[Key, Found], dict[Key, int]]:
    """Find what is offered for messages, and the number of the way by which it was found."""
    found: dict[Key, Found] = {}
    numbers: dict[Key, int] = {}
    for message in heard:
        for number, (look, table) in enumerate(ways):
            key = look(message.text)
            if key and key in table:
                texts = tuple(_written(text, message.text) for text in table[key])
                found[message.key] = Found(texts, sure=number < 2)
                numbers[message.key] = number
                break
    return found, numbers


def _folded(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", said(text).casefold()))


def _written(text: str, original: str) -> str:
    """Write a translation as ours are written: on one line, where its original is."""
    text = text.strip(" \t\n")
    # Not `split`, which takes fixed spaces for any other.
    return text if "\n" in original else re.sub(r"[ \t]*\n[ \t]*", " ", text)
