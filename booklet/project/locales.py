"""What a language asks of a page: its direction, its quotation marks, and its spaces."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from dataclasses import dataclass

FIXED = "\u00a0"  #: A space at which no line breaks.
NARROW = "\u202f"  #: The same, about half as wide.

#: Opening and closing marks, outer and inner, by language. CLDR's delimiters, written from
#: https://cldr.unicode.org (supplemental "Delimiters" chart); babel does not carry them. Where
#: the chart has the same marks inside as outside (fr, nl), the inner ones are those of its books.
QUOTES = {
    "am": "«»‹›",
    "ar": "”“’‘",
    "be": "«»„“",
    "bg": "„“„“",
    "bn": "“”‘’",
    "bs": "„”‘’",
    "ca": "«»“”",
    "cs": "„“‚‘",
    "cy": "“”‘’",
    "da": "“”‘’",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "el": "«»“”",
    "en": "“”‘’",
    "eo": "“”‘’",
    "es": "«»“”",
    "es-MX": "“”‘’",
    "et": "„“‚‘",
    "eu": "«»“”",
    "fa": "«»‹›",
    "fi": "””’’",
    "fr": "«»“”",
    "fr-CH": "«»‹›",
    "gl": "“”‘’",
    "he": "””’’",
    "hi": "“”‘’",
    "hr": "„“‚‘",
    "hu": "„”»«",
    "hy": "«»«»",
    "id": "“”‘’",
    "is": "„“‚‘",
    "it": "«»“”",
    "it-CH": "«»‹›",
    "ja": "「」『』",
    "ka": "„“«»",
    "kk": "«»“”",
    "ko": "“”‘’",
    "lb": "„“‚‘",
    "lt": "„“„“",
    "lv": "“”‘’",
    "mk": "„“‚‘",
    "ms": "“”‘’",
    "nb": "«»‘’",
    "nl": "‘’“”",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "pt": "“”‘’",
    "pt-PT": "«»“”",
    "rm": "«»‹›",
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sq": "«»“”",
    "sr": "„“‘‘",
    "sv": "””’’",
    "sw": "“”‘’",
    "th": "“”‘’",
    "tr": "“”‘’",
    "uk": "«»„“",
    "ur": "”“’‘",
    "vi": "“”‘’",
    "yi": "””’’",
    "zh": "“”‘’",
    "zh-Hant": "「」『』",
}


@dataclass(frozen=True, slots=True)
class Typography:
    """What a language does around its signs and words; nothing, where it says nothing."""

    inside: str = ""  #: The space inside guillemets, « so ».
    colon: str = ""  #: The space before a colon.
    high: str | None = None  #: The space before ; ! and ?, "" for none; None leaves what is typed.
    clings: str = ""  #: Words of one letter, which don't end a line.
    abbreviations: tuple[str, ...] = ()  #: Those with a narrow space after each full stop but one.
    letters: tuple[str, str] = ("", "")  #: Letters typed for want of others, and those others.


TYPOGRAPHY = {
    "be": Typography(clings="аіўзйкоуя"),
    "cs": Typography(clings="aikosuvz"),
    "de": Typography(
        abbreviations=(
            *("d. h.", "e. V.", "i. A.", "i. d. R.", "n. Chr.", "o. Ä.", "s. o.", "s. u."),
            *("u. a.", "u. Ä.", "u. U.", "v. a.", "v. Chr.", "z. B.", "z. T."),
        )
    ),
    "fr": Typography(inside=NARROW, colon=FIXED, high=NARROW),
    "fr-CA": Typography(inside=NARROW, colon=FIXED, high=""),
    "hr": Typography(clings="aikosu"),
    "pl": Typography(clings="aiouwz"),
    # Keyboards had only the cedilla for long; the comma is right (Romanian Academy, 2003).
    "ro": Typography(letters=("ŞşŢţ", "ȘșȚț")),
    "ru": Typography(clings="авикосуя"),
    "sk": Typography(clings="aikosuvz"),
    "sl": Typography(clings="ahkosvz"),
    "uk": Typography(clings="авєзійоуя"),
}

#: Where it is another sign than the Latin one.
COMMAS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "ur"), "، "),
    **dict.fromkeys(("ja", "zh"), "、"),
}

#: Languages that nobody speaks, the language whose ways each has, and its name. They show what
#: was never given to the translators: the one is accented, the other runs from right to left.
PSEUDO = {
    "en-XA": ("en", "English (accented)"),
    "ar-XB": ("ar", "العربية (تجريبية)"),
}

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Locale:
    """A language, as it stands on the page."""

    tag: str  #: As HTML writes it: "en", "pt-BR".
    direction: str  #: "ltr" or "rtl".
    quotes: tuple[str, str, str, str]  #: Outer opening and closing, inner opening and closing.
    typography: Typography = Typography()

    @property
    def name(self) -> str:
        """The language in its own words: "Deutsch"."""
        if self.tag in PSEUDO:
            return PSEUDO[self.tag][1]
        return _babel(self.tag).get_display_name() or self.tag

    @property
    def comma(self) -> str:
        """What stands between two things, with the space behind it."""
        return COMMAS.get(self.tag.partition("-")[0], ", ")

    def listed(self, names: tuple[str, ...]) -> str:
        """Write a list as this language does: "Ann, Bob, and Cy"."""
        from babel.lists import format_list

        return format_list(names, locale=_babel(self.tag))

    def dated(self, day: datetime.date) -> str:
        """Write a day as this language does: "1 March 2026"."""
        from babel.dates import format_date

        return format_date(day, "long", locale=_babel(self.tag))

    def sorting(self, words: str) -> tuple[str, str]:
        """Say by what some words are sorted: letters before accents, no Arabic article.

        >>> sorted(["Zebra", "Äpfel", "Apfel"], key=locale("de").sorting)
        ['Apfel', 'Äpfel', 'Zebra']
        """
        apart = unicodedata.normalize("NFKD", words.casefold())
        letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
        return letters.removeprefix("ال"), apart

    @staticmethod
    def of(tag: str) -> Locale | None:
        """Look up a language that an author named in passing; None where nobody knows it."""
        try:
            return locale(tag)
        except ValueError:
            return None


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
    tag = _spelt(tag)
    try:
        known = _babel(tag)
    except (UnknownLocaleError, ValueError):
        raise ValueError(wrong) from None
    names = _from_narrow_to_wide(tag)
    marks = next((QUOTES[name] for name in names if name in QUOTES), QUOTES["en"])
    return Locale(
        tag=tag,
        direction="rtl" if known.text_direction == "rtl" else "ltr",
        quotes=(marks[0], marks[1], marks[2], marks[3]),
        typography=next((TYPOGRAPHY[name] for name in names if name in TYPOGRAPHY), Typography()),
    )


def _spelt(tag: str) -> str:
    """Spell a tag as RFC 5646 (2.1.1) advises: "DE-ch" is "de-CH"."""
    first, *rest = tag.split("-")
    cases = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(cases.get(len(part), str.lower)(part) for part in rest)])


def _from_narrow_to_wide(tag: str) -> tuple[str, ...]:
    """Name where a language's ways are looked for: as zh-TW, as zh-Hant, and as zh."""
    from babel.core import get_global

    known = _babel(tag)
    # As pt-PT, not pt, is spoken in Angola (CLDR, "Parent Locales").
    parent = get_global("parent_exceptions").get(str(known), "").replace("_", "-")
    return tag, parent, f"{known.language}-{known.script}", known.language


@functools.cache
def _babel(tag: str):  # type: ignore[no-untyped-def]
    from babel import Locale as Known

    return Known.parse(PSEUDO[tag][0] if tag in PSEUDO else tag, sep="-")
