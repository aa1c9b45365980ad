"""Names that are safe in paths, languages, and the lines of keys."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.project.keys import slug
from booklet.project.lines import line_of
from booklet.project.locales import locale


@pytest.mark.parametrize("name", ["a", "tea-time", "2026", "a" * 60])
def test_plain_names(name: str) -> None:
    assert slug(name) == name


@pytest.mark.parametrize(
    "name",
    [
        *("Tea", "tea time", "tea_time", "-tea", "tea-", "te--a", "té", "tea.", "../tea", "a" * 61),
        *("con", "nul", "aux", "prn", "com1", "lpt9"),
    ],
)
def test_names_that_no_path_should_hold(name: str) -> None:
    with pytest.raises(ValueError, match=r"plain name|Windows|60 signs"):
        slug(name)


@pytest.mark.parametrize(
    ("tag", "spelt"),
    [("de", "de"), ("EN-gb", "en-GB"), ("de-ch", "de-CH"), ("zh-hans-cn", "zh-Hans-CN")],
)
def test_languages(tag: str, spelt: str) -> None:
    assert locale(tag).tag == spelt


@pytest.mark.parametrize(
    "tag", ["", "german", "x", "en_US", "en./../../x", "en@x=../y", "../en", "en-", "root", "C"]
)
def test_what_is_no_language(tag: str) -> None:
    with pytest.raises(
        ValueError, match="is not a language tag; write for example en, de or pt-BR"
    ):
        locale(tag)


@given(st.from_regex(r"[a-zA-Z@._/-]{1,12}", fullmatch=True))
def test_a_language_makes_a_safe_file_name(tag: str) -> None:
    try:
        known = locale(tag)
    except ValueError:
        return
    assert slug(known.tag.lower())
    assert len(known.quotes) == 4


@pytest.mark.parametrize(
    ("tag", "direction", "quotes"),
    [
        ("ar", "rtl", "”“’‘"),
        ("de", "ltr", "„“‚‘"),
        ("de-CH", "ltr", "«»‹›"),
        ("en-GB", "ltr", "“”‘’"),
        ("fr", "ltr", "«»“”"),
        ("he", "rtl", "””’’"),
        ("sv", "ltr", "””’’"),
        ("sw", "ltr", "“”‘’"),
    ],
)
def test_what_a_language_asks_of_a_page(tag: str, direction: str, quotes: str) -> None:
    known = locale(tag)
    assert (known.direction, "".join(known.quotes)) == (direction, quotes)


def test_what_a_language_calls_things() -> None:
    german = locale("de")
    assert german.name == "Deutsch"
    assert german.listed(("Ann", "Bob", "Cy")) == "Ann, Bob und Cy"
    assert german.dated(datetime.date(2026, 3, 1)) == "1. März 2026"


# Lines


@pytest.mark.parametrize(
    ("source", "table", "key", "line"),
    [
        ("[book]\nname = 1\n[formats.a]\nflip = 2", "formats.a", "flip", 4),
        ("[book]\nname = 1", "book", "title", 1),
        ("[book]\nname = 1", "formats", "", None),
        ("# [book]\n\n  [ book ]\n  name=1", "book", "name", 4),
        ('book.name = 1\nbook."title" = 2', "book", "title", 2),
        ("[\"formats\".'a b']\nflip = 1\n[book]\nflip = 2", "formats.a b", "flip", 2),
        ("[formats]\na = {flip = 1}", "formats.a", "flip", 2),
        ("[book]\nchapters = [\n  'a',\n]\nname = 1", "book", "name", 5),
        ("title = 1\n[book]\n", "", "title", 1),
    ],
)
def test_lines_of_keys(source: str, table: str, key: str, line: int | None) -> None:
    assert line_of(source, table, key) == line
