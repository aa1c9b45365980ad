"""How much of a book is translated, chapter by chapter, in messages and in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from booklet.catalogue.model import Catalogue, Message


@dataclass(frozen=True, slots=True)
class Amount:
    """Some part of a book."""

    messages: int = 0
    words: int = 0  #: Of the text that is translated, not of its translation.

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.messages + other.messages, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a translation has come. What is fuzzy counts as fuzzy alone."""

    translated: Amount = Amount()
    fuzzy: Amount = Amount()
    untranslated: Amount = Amount()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
        )

    @property
    def total(self) -> Amount:
        """All of it."""
        return self.translated + self.fuzzy + self.untranslated


def tally(messages: Iterable[Message], catalogue: Catalogue) -> dict[PurePath, Tally]:
    """Count what is translated of each file, in reading order.

    A message is counted where the book says it first, so that the sum of all is the book; one
    without a place counts for the folder itself.
    """
    found: dict[PurePath, Tally] = {}
    for message in messages:
        path = message.places[0].path if message.places else PurePath()
        amount = Amount(1, words(message.text))
        entry = catalogue.find(*reversed(message.key))
        if entry is None or not entry.translated:
            one = Tally(untranslated=amount)
        else:
            one = Tally(fuzzy=amount) if entry.fuzzy else Tally(translated=amount)
        found[path] = found.get(path, Tally()) + one
    return found


_ADDRESS = re.compile(
    r"(?<=\])\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*|<?\b(?:https?://|mailto:)[^\s<>]+"
)

#: Chinese and Japanese have no spaces: their characters are counted.
_SIGN = "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_LETTERS = rf"(?:(?!{_SIGN})[^\W_])+"
_WORD = re.compile(rf"{_SIGN}|{_LETTERS}(?:['’]{_LETTERS})*")


def words(text: str) -> int:
    """Count the words of a text in Markdown; addresses are none.

    >>> words("Don't [look](https://example.org/a-b) back, 2 of you"), words("朋友 Ann")
    (6, 3)
    """
    text = _ADDRESS.sub(" ", text)
    if not text.isascii():
        # Vowel signs and joiners stand inside of words, and are no letters of their own.
        composed = unicodedata.normalize("NFC", text)
        text = "".join(c for c in composed if unicodedata.category(c) not in ("Mn", "Mc", "Cf"))
    return len(_WORD.findall(text))
