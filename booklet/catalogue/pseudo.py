"""Translations that nobody has to write: they show what a real one will meet.

In en-XA words are longer and have accents, so that what can't be translated and what has no room
stands out. In ar-XB they have Arabic letters, so that a book is seen from right to left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from booklet.catalogue.model import Catalogue, Entry, Key
from booklet.catalogue.reading import Token
from booklet.catalogue.signs import speaks, tokens

#: Letters that are still readable with an accent; for the others the house's fonts have none.
ACCENTS = str.maketrans(
    "ACDEGHIJKLMNOPRSTUWYZacdefghijklmnoprstuwyz",
    "ÅÇĎÉĜĤÎĴĶĻṂÑÖÞŘŠŢÛŴÝŽåçďéƒĝĥîĵķļṃñöþřšţûŵýž",
)

_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيژكلمنوپقرستعڤشخىز", strict=True))

#: An Arabic letter for each Latin one, capital or small, with or without accents.
ARABIC = {
    code: _LETTERS[base]
    for code in range(0x41, 0x250)
    if (base := unicodedata.normalize("NFD", chr(code))[0].lower()) in _LETTERS
}

#: How much longer a text gets: as in German, or in Greek.
GROWTH = 1 / 3

_NUMBERS = "one two three four five six seven eight nine ten".split()


def accented(text: str) -> str:
    """Give a message accents, and a third more words.

    >>> print(accented("Read [the _map_](map.md) of {{ place }}."))
    [Řéåď [ţĥé _ṃåþ_](map.md) öƒ {{ place }}. one two]
    """
    if not speaks(text):
        return text
    said = _each(text, lambda words: words.translate(ACCENTS))
    plain = "".join(token.text for token in tokens(text) if token.kind == "text")
    more = _more(len(plain))
    # A lone bracket would make a link of those around it; other signs mean more inside brackets.
    if "[" in plain or "]" in plain or plain.lstrip()[:1] in "^*_":
        return _framed(said, "", f" {more}")
    return _framed(said, "[", f" {more}]")


def turned(text: str) -> str:
    """Write a message in Arabic letters.

    >>> print(turned("Read [the _map_](map.md)."))
    رهاد [تحه _ماپ_](map.md).
    """
    return _each(text, lambda words: words.translate(ARABIC)) if speaks(text) else text


def pseudo(tag: str) -> Catalogue | None:
    """Make the catalogue of a language that nobody speaks; None for one of this world.

    It has one plural form, and says something for every text that is asked for.
    """
    say = _TONGUES.get(tag)
    if say is None:
        return None
    headers = {"Language": tag, "Plural-Forms": "nplurals=1; plural=0;"}
    return Catalogue(PurePath(f"{tag}.po"), _Echo(say), headers)


_TONGUES: dict[str, Callable[[str], str]] = {"en-XA": accented, "ar-XB": turned}


@dataclass(frozen=True, slots=True)
class _Echo(Mapping[Key, Entry]):
    """Entries that are made when they are asked for; there is none to count."""

    say: Callable[[str], str]

    def __getitem__(self, key: Key) -> Entry:
        if not key[1]:
            raise KeyError(key)
        return Entry((self.say(key[1]),))

    def __iter__(self) -> Iterator[Key]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _each(text: str, say: Callable[[str], str]) -> str:
    """Say the words of a message anew, and leave its signs."""
    made = list[str]()
    for token in tokens(text):
        if token.kind == "text":
            made.append(say(token.text))
        elif token.kind == "title":
            made.append(_each(token.text, say))
        else:
            made.append(token.text)
    return "".join(made)


def _more(length: int) -> str:
    """Count until a third of a length is there, with a word at least."""
    words = [_NUMBERS[0]]
    while len(" ".join(words)) + 1 < length * GROWTH:
        words.append(_NUMBERS[len(words) % len(_NUMBERS)])
    return " ".join(words)


def _framed(said: str, start: str, end: str) -> str:
    """Put something around the words of a message: inside HTML, before a list of attributes."""
    found = list(tokens(said))
    last = len(found)
    while last > 1 and _trails(*found[last - 2 : last]):
        last -= 1
    if found[0].kind == found[last - 1].kind == "tag":
        start, end = "", end.rstrip("]")
        while last > 1 and (found[last - 1].kind == "tag" or _blank(found[last - 1])):
            last -= 1
    inner, tail = _text(found[:last]), _text(found[last:])
    words = inner.strip()
    left, right = inner.split(words, 1) if words else ("", inner)
    return f"{left}{start}{words}{end}{right}{tail}"


def _trails(before: Token, token: Token) -> bool:
    """Tell whether a token is white space, or attributes of the whole: ## Words {#name}."""
    return _blank(token) or (token.kind == "attributes" and before.text[-1:].isspace())


def _blank(token: Token) -> bool:
    return not token.text.strip()


def _text(found: list[Token]) -> str:
    return "".join(token.text for token in found)
