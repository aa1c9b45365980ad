"""What a language asks of a page: its direction and its quotation marks."""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass

#: Opening and closing marks, outer and inner, by language. CLDR's delimiters, written from
#: https://cldr.unicode.org (supplemental "Delimiters" chart); babel does not carry them.
QUOTES = {
    "ar": "”“’‘",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "en": "“”‘’",
    "es": "«»“”",
    "fr": "«»“”",
    "he": "””’’",
    "hu": "„”»«",
    "it": "«»“”",
    "ja": "「」『』",
    "nl": "‘’“”",
    "pl": "„”«»",
    "pt": "“”‘’",
    "pt-PT": "«»“”",
    "ro": "„”«»",
    "ru": "«»„“",
    "sv": "””’’",
    "uk": "«»„“",
    "zh": "“”‘’",
}

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Locale:
    """A language, as it stands on the page."""

    tag: str  #: As HTML writes it: "en", "pt-BR".
    direction: str  #: "ltr" or "rtl".
    quotes: tuple[str, str, str, str]  #: Outer opening and closing, inner opening and closing.

    @property
    def name(self) -> str:
        """The language in its own words: "Deutsch"."""
        return _babel(self.tag).get_display_name() or self.tag

    def listed(self, names: tuple[str, ...]) -> str:
        """Write a list as this language does: "Ann, Bob, and Cy"."""
        from babel.lists import format_list

        return format_list(names, locale=_babel(self.tag))

    def dated(self, day: datetime.date) -> str:
        """Write a day as this language does: "1 March 2026"."""
        from babel.dates import format_date

        return format_date(day, "long", locale=_babel(self.tag))


def locale(tag: str) -> Locale:
    """Look a language up by its tag.

    >>> locale("de-CH").quotes, locale("ar").direction
    (('«', '»', '‹', '›'), 'rtl')

    Raises ValueError, in words for the author.
    """
    from babel import UnknownLocaleError

    wrong = f"'{tag}' is not a language tag; write for example en, de or pt-BR"
    # Babel itself drops what follows a dot or an @, and the tag becomes a part of file names.
    if not _TAG.fullmatch(tag):
        raise ValueError(wrong)
    try:
        known = _babel(tag)
    except (UnknownLocaleError, ValueError):
        raise ValueError(wrong) from None
    tag = _spelt(tag)
    marks = QUOTES.get(tag) or QUOTES.get(known.language) or QUOTES["en"]
    return Locale(
        tag=tag,
        direction="rtl" if known.text_direction == "rtl" else "ltr",
        quotes=(marks[0], marks[1], marks[2], marks[3]),
    )


def _spelt(tag: str) -> str:
    """Spell a tag as RFC 5646 (2.1.1) advises: "DE-ch" is "de-CH"."""
    first, *rest = tag.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in rest)])


@functools.cache
def _babel(tag: str):  # type: ignore[no-untyped-def]
    from babel import Locale as Known

    return Known.parse(tag, sep="-")
