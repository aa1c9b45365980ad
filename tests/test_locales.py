"""What a language asks of a page, in every language of the house."""

from __future__ import annotations

import datetime
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.project.locales import PSEUDO, QUOTES, TYPOGRAPHY, Locale, locale

DAY = datetime.date(2026, 3, 1)
NAMES = ("Ann", "Bob", "Cy")


@pytest.mark.parametrize("tag", sorted({*QUOTES, *TYPOGRAPHY, *PSEUDO}))
def test_languages_of_the_house(tag: str) -> None:
    known = locale(tag)
    assert known.tag == tag
    assert all(len(mark) == 1 and not mark.isalnum() for mark in known.quotes)
    assert known.name != tag
    assert all(name in known.listed(NAMES) for name in NAMES)
    assert len(known.dated(DAY)) > 6
    assert pickle.loads(pickle.dumps(known)) == known
    assert hash(known) == hash(locale(tag))


@pytest.mark.parametrize(
    ("tag", "quotes"),
    [
        ("bg", "„“„“"),
        ("de-AT", "„“‚‘"),
        ("el", "«»“”"),
        ("es-AR", "«»“”"),
        ("es-MX", "“”‘’"),
        ("fa", "«»‹›"),
        ("fi", "””’’"),
        ("fr-BE", "«»“”"),
        ("fr-CH", "«»‹›"),
        ("iw", "””’’"),
        ("nb", "«»‘’"),
        ("pl", "„”\u00ab\u00bb"),
        ("pt-AO", "«»“”"),
        ("pt-BR", "“”‘’"),
        ("sr-Latn", "„“‘‘"),
        ("ur", "”“’‘"),
        ("xh", "“”‘’"),
        ("zh-CN", "“”‘’"),
        ("zh-HK", "「」『』"),
        ("zh-TW", "「」『』"),
    ],
)
def test_quotation_marks(tag: str, quotes: str) -> None:
    assert "".join(locale(tag).quotes) == quotes


def test_ways_are_looked_for_from_narrow_to_wide() -> None:
    assert locale("fr-BE").typography is TYPOGRAPHY["fr"]
    assert locale("fr-CA").typography is TYPOGRAPHY["fr-CA"]
    assert locale("uk-UA").typography.clings == TYPOGRAPHY["uk"].clings
    assert locale("en").typography == locale("zh-TW").typography
    assert not any(locale("en").typography.letters)


@pytest.mark.parametrize(
    ("tag", "name", "direction", "like"),
    [
        ("en-XA", "English (accented)", "ltr", "en"),
        ("EN-xa", "English (accented)", "ltr", "en"),
        ("ar-XB", "العربية (تجريبية)", "rtl", "ar"),
    ],
)
def test_languages_that_nobody_speaks(tag: str, name: str, direction: str, like: str) -> None:
    known, real = locale(tag), locale(like)
    assert known.tag in PSEUDO
    assert (known.name, known.direction, known.quotes) == (name, direction, real.quotes)
    assert (known.listed(NAMES), known.dated(DAY)) == (real.listed(NAMES), real.dated(DAY))


@pytest.mark.parametrize("tag", ["", "x", "en_US", "xx-what", "xx", "en-XB", "en-"])
def test_of_an_unknown_language(tag: str) -> None:
    assert Locale.of(tag) is None


def test_of_a_known_language() -> None:
    assert Locale.of("DE-ch") == locale("de-CH")


@given(st.sampled_from(sorted(TYPOGRAPHY)))
def test_letters_stand_for_letters(tag: str) -> None:
    ways = TYPOGRAPHY[tag]
    typed, right = ways.letters
    assert len(typed) == len(right)
    assert not set(typed) & set(right)
    assert len(set(ways.clings)) == len(ways.clings)
    assert ways.clings == ways.clings.lower()
    assert all(word.endswith(".") for words in ways.abbreviations for word in words.split())
