"""What may not be said of audiences in booklet.toml, told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_books import SETTINGS, Desk, book, picture, told

FILES = {
    "01-why.md": "# Why\n",
    "02-how.md": "# How\n",
    "hello-a.md": "# Hello, A\n",
    "tips.yaml": "one: {text: One.}\ntwo: {text: Two.}\n",
}


# Line 5 is the first of each text.


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            '[audiences.a]\nchapters = ["01-one.md", "01-one.md"]',
            "booklet.toml:6: error: '01-one.md' is listed twice [chapter-twice]",
        ),
        (
            '[audiences.a]\nchapters = ["02-one.md"]',
            "booklet.toml:6: error: there is no chapter '02-one.md' in content/ [chapter-missing]\n"
            "  hint: did you mean '01-one.md'?",
        ),
        (
            "[audiences.a]\nchapters = []",
            "booklet.toml:6: error: the list of chapters is empty [chapters-none]\n"
            "  hint: leave the list out to print all",
        ),
        (
            '[axes.level.new]\nchapters = "01-one.md"',
            "booklet.toml:6: error: chapters: a list in square brackets is needed, not a text"
            " [value-wrong]",
        ),
        (
            '[audiences.a]\ntitle = "A"\nwelcome = "hello.md"',
            "booklet.toml:7: error: there is no chapter 'hello.md' in content/ [chapter-missing]\n"
            "  hint: there are: 01-one.md",
        ),
        (
            'chapters = ["01-one.md"]\n[audiences.a]\nwelcome = "01-one.md"',
            "booklet.toml:5: error: '01-one.md' welcomes some readers, and would be printed for all"
            " [welcome-listed]\n"
            "  hint: take it out of the list; it comes first for those whom it welcomes",
        ),
        (
            "[audiences.a]\nwelcome = 3",
            "booklet.toml:6: error: welcome: a text in quotation marks is needed, not a number"
            " [value-wrong]",
        ),
        (
            '[audiences.a]\ntitle = ""',
            "booklet.toml:6: error: title: a text of one line is needed [value-wrong]",
        ),
        (
            '[audiences.a]\ntitel = "A"',
            "booklet.toml:6: error: no key is called 'titel' in [audiences.a] [key-unknown]\n"
            "  hint: did you mean 'title'?",
        ),
        (
            '[axes.level.new]\nwellcome = "01-one.md"',
            "booklet.toml:6: error: no key is called 'wellcome' in [axes.level.new] [key-unknown]\n"
            "  hint: did you mean 'welcome'?",
        ),
        (
            "[audience.a]",
            "booklet.toml:5: error: no table is called 'audience' [table-unknown]\n"
            "  hint: did you mean 'audiences'?",
        ),
        (
            '[audiences]\na = "For A"',
            "booklet.toml:6: error: 'audiences.a' is a table: write [audiences.a] [table-wrong]",
        ),
        (
            '[axes.level]\ntitle = "Level"',
            "booklet.toml:6: error: 'axes.level.title' is a table: write [axes.level.title]"
            " [table-wrong]",
        ),
        (
            "[axes]\nlevel = 3",
            "booklet.toml:6: error: axes.level is a table: write [axes.level.educators]"
            " [table-wrong]",
        ),
        (
            "[audiences.a]\norder = 3",
            "booklet.toml:6: error: order: a table in braces is needed, not a number [value-wrong]",
        ),
        (
            "[audiences.a]\nvalues = []",
            "booklet.toml:6: error: values: a table in braces is needed, not a list [value-wrong]",
        ),
        (
            '[audiences."First Time"]',
            "booklet.toml:5: error: 'First Time' is not a plain name; use a to z, 0 to 9 and"
            " hyphens [value-wrong]",
        ),
        (
            "[axes.Level.new]",
            "booklet.toml:5: error: 'Level' is not a plain name; use a to z, 0 to 9 and hyphens"
            " [value-wrong]",
        ),
        (
            "[audiences.con]",
            "booklet.toml:5: error: 'con' is a name that Windows keeps for itself [value-wrong]",
        ),
        *(
            (
                f"[{table}.{word}]{more}",
                f"booklet.toml:5: error: '{word}' is a word of conditions [name-taken]\n"
                "  hint: choose another",
            )
            for table, word, more in (
                ("audiences", "and", ""),
                ("audiences", "not", ""),
                ("axes.level", "only", ""),
                ("axes.level", "or", ""),
                ("formats", "not", '\nlike = "screen"'),
            )
        ),
        (
            "[axes.audience.a]",
            "booklet.toml:5: error: 'audience' has a table of its own [axis-taken]\n"
            "  hint: write [audiences.educators] for them",
        ),
        (
            "[audiences.screen]",
            "booklet.toml:5: error: 'screen' is the name of a format already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            '[audiences.mine]\n[formats.mine]\nlike = "booklet"',
            "booklet.toml:5: error: 'mine' is the name of a format already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            "[axes.level.en]",
            "booklet.toml:5: error: 'en' is the name of a language already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            "[locales.pt-BR]\n[audiences.pt-br]",
            "booklet.toml:6: error: 'pt-br' is the name of a language already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            '[locales.de]\n[formats.de]\nlike = "screen"',
            "booklet.toml:6: error: 'de' is the name of a language already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            "[audiences.new]\n[axes.level.new]",
            "booklet.toml:6: error: 'new' is the name of an audience already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            "[axes.level.new]\n[axes.time.new]",
            "booklet.toml:6: error: 'new' is the name of an audience already [name-taken]\n"
            "  hint: choose another",
        ),
        (
            "[audiences.a]\n[audiences.a-b]\n[axes.level.b-c]\n[axes.level.c]",
            "booklet.toml:8: error: two editions would be called small-en-a-b-c-screen.pdf"
            " [name-taken]\n  hint: choose another name",
        ),
        (
            '[audiences.a]\n[audiences.a-large]\n[formats.large-screen]\nlike = "screen"',
            "booklet.toml:6: error: two editions would be called small-en-a-large-screen.pdf"
            " [name-taken]\n  hint: choose another name",
        ),
        (
            '[audiences.a]\norder = { tips = ["one"] }',
            "booklet.toml:6: error: there is no data file 'tips.yaml' in content/ [data-missing]\n"
            "  hint: there are none",
        ),
    ],
)
def test_what_may_not_be_said(desk: Desk, settings: str, message: str) -> None:
    assert desk.refused(SETTINGS + settings) == message


@pytest.mark.parametrize("nothing", ["0", "[]", "false", '""'])
@pytest.mark.parametrize(
    ("name", "hint"), [("audiences", "audiences.educators"), ("axes", "axes.level.first-time")]
)
def test_nothing_is_no_table(desk: Desk, name: str, hint: str, nothing: str) -> None:
    assert desk.refused(f"{name} = {nothing}\n{SETTINGS}") == (
        f"booklet.toml:1: error: {name} is a table: write [{hint}] [table-wrong]"
    )


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (
            'tip = ["one"]',
            "there is no data file 'tip.yaml' in content/ [data-missing]\n"
            "  hint: did you mean 'tips'?",
        ),
        ('tips = ["one", "two", "one"]', "'one' is listed twice [record-twice]"),
        (
            'tips = "one"',
            "tips: a list in square brackets is needed, not a text [value-wrong]",
        ),
        (
            'tips = ["three"]',
            "no record of tips is called 'three' [record-unknown]\n  hint: there are: one, two",
        ),
    ],
)
@pytest.mark.parametrize("way", ["[audiences.a]\norder = {{ {} }}", "[audiences.a.order]\n{}"])
def test_an_order_that_can_not_be(tmp_path: Path, way: str, order: str, message: str) -> None:
    settings = SETTINGS + way.format(order)
    assert told(book(tmp_path, FILES, settings)) == f"booklet.toml:6: error: {message}"


def test_everything_wrong_of_one_audience_is_told_at_once(tmp_path: Path) -> None:
    settings = """[audiences.a]
title = 3
welcome = "helo-a.md"
chapters = ["01-wy.md", "02-how.md", "02-how.md"]
values = { Group = "x" }
order = { tipps = ["one"], tips = ["one", "one"] }
"""
    assert told(book(tmp_path, FILES, SETTINGS + settings)) == picture("""
        booklet.toml:6: error: title: a text in quotation marks is needed, not a number [value-wrong]
        booklet.toml:7: error: there is no chapter 'helo-a.md' in content/ [chapter-missing]
          hint: did you mean 'hello-a.md'?
        booklet.toml:8: error: there is no chapter '01-wy.md' in content/ [chapter-missing]
          hint: did you mean '01-why.md'?
        booklet.toml:8: error: '02-how.md' is listed twice [chapter-twice]
        booklet.toml:9: error: 'Group' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]
        booklet.toml:10: error: there is no data file 'tipps.yaml' in content/ [data-missing]
          hint: did you mean 'tips'?
        booklet.toml:10: error: 'one' is listed twice [record-twice]
    """)  # noqa: E501 - as it is printed
