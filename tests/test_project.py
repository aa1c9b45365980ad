"""booklet.toml: what it may say, and what its author is told."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import BOOKS, SETTINGS, Desk, book, picture, told

from booklet.finding import ProjectError
from booklet.measure import PAPERS, millimetres, points
from booklet.project import house_formats, keys, load
from booklet.project.config import TABLES
from booklet.project.formats import SCHEMES
from booklet.sheets import SCHEMES as KNOWN_TO_SHEETS


def test_a_whole_project() -> None:
    project = load(BOOKS / "every-setting")
    assert (project.name, project.title, project.subtitle) == ("tea", "Tea\u202f?", "For two")
    assert (project.authors, project.publisher) == (("Ann", "Bob"), "Kettle")
    assert (project.licence, project.version) == ("CC BY-SA 4.0", "2")
    assert (project.description, project.date) == ("How to.", datetime.date(2026, 3, 1))
    assert (project.locale.tag, project.locale.quotes) == ("de-CH", ("«", "»", "‹", "›"))
    assert (project.binding, project.fit) == ("right", True)
    assert [path.as_posix() for path in project.common] == ["content/b.md", "content/a.md"]
    assert {name: path.as_posix() for name, path in project.data.items()} == {
        "quotes": "content/quotes.yaml"
    }
    assert project.findings == ()
    edition = project.editions(["thick"])[0]
    assert edition.slug == "tea-de-ch-guests-first-time-thick"
    way = edition.format
    assert (way.page.name, way.scheme) == ("half-letter", "saddle")
    assert way.paper == PAPERS["letter"]
    assert (way.flip, way.signature, way.caliper) == ("long", 4, points("0.15mm"))
    assert [each.format.name for each in project.editions(locales=["de-CH"])] == [
        *("screen", "booklet", "thick", "talk", "small")
    ]
    assert (way.grey, way.ink, way.fill) == (True, "light", "notes")
    talk, small, shop = (project.formats[name] for name in ("talk", "small", "shop"))
    assert (talk.chapter, talk.fillable, talk.page.name) == ("a#steps", True, "A4")
    assert (small.data, small.page.name, small.paper) == ("quotes", "business-card", PAPERS["a4"])
    assert (shop.bleed, shop.cover, shop.icc) == (points("5mm"), "inside", "inks.icc")
    assert (shop.colour, shop.names) == ("cmyk", ("shop", "press"))


def test_what_a_whole_project_says_of_readers_and_languages() -> None:
    project = load(BOOKS / "every-setting")
    english = project.translations["en"]
    assert (english.minimum, english.fuzzy) == (80, "use")
    guests, new = project.audiences["guests"], project.audiences["first-time"]
    assert (guests.title, new.title) == ("For guests", "The first time")
    assert guests.order == {"quotes": ("bob",)}
    edition = project.editions(["booklet"], ["en"])[0]
    assert edition.subtitle == "Instead of the one above"
    assert [path.name for path in edition.chapters] == ["hello.md", "a.md"]
    assert edition.values["pot"].text == "your pot"
    assert (project.values["pot"].text, english.values["pot"].text) == ("the pot", "the teapot")


def test_a_whole_project_has_every_key_that_there_is() -> None:
    tables = tomllib.loads((BOOKS / "every-setting/booklet.toml").read_text("utf-8"))
    assert set(tables) == set(TABLES)
    assert set(tables["book"]) == set(keys.BOOK)
    assert set(tables["locales"]["en"]) == set(keys.LOCALE)
    assert set(tables["audiences"]["guests"]) == set(keys.AUDIENCE)
    assert set().union(*tables["formats"].values()) == set(keys.FORMAT)


def test_everything_wrong_is_told_at_once() -> None:
    assert told(BOOKS / "wrong-settings") == picture("""
        booklet.toml:2: error: the key 'title' is missing in [book] [key-missing]
        booklet.toml:3: error: name: 'Tea Time' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]
        booklet.toml:4: error: no key is called 'titel' in [book] [key-unknown]
          hint: did you mean 'title'?
        booklet.toml:5: error: language: 'german' is not a language tag; write for example en, de or pt-BR [value-wrong]
        booklet.toml:6: error: authors: a list in square brackets is needed, not a text [value-wrong]
        booklet.toml:7: error: date: a day without quotation marks is needed, for example 2026-03-31 [value-wrong]
        booklet.toml:8: error: version: a text in quotation marks is needed, not a number [value-wrong]
        booklet.toml:9: error: page: no paper is called 'A9'; there are: A3, A4, A5, A6, A7, Tabloid, Letter, half-letter, quarter-letter, Legal, half-legal [value-wrong]
        booklet.toml:10: error: binding: left or right is needed, not 'top' [value-wrong]
        booklet.toml:11: error: '03-tea.md' is listed twice [chapter-twice]
        booklet.toml:11: error: there is no chapter '02-milk.md' in content/ [chapter-missing]
          hint: did you mean '01-milk.md'?
        booklet.toml:13: error: two A5 pages do not fit on A5 paper [paper-small]
          hint: say page = "A6" in [book]
        booklet.toml:14: error: signature: a whole number from 1 is needed [value-wrong]
        booklet.toml:15: error: caliper: '9mm' is too thick for paper; office paper has 0.1mm [value-wrong]
        booklet.toml:17: error: no table is called 'format' [table-unknown]
          hint: did you mean 'formats'?
        booklet.toml:21: error: 'Pot' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]
        booklet.toml:22: error: cup: a text in quotation marks is needed, not a number [value-wrong]
        booklet.toml:24: error: 'booklet' is the name of a format already [name-taken]
          hint: choose another
        booklet.toml:25: error: no key is called 'wellcome' in [audiences.booklet] [key-unknown]
          hint: did you mean 'welcome'?
        booklet.toml:26: error: there is no chapter '01-milk' in content/ [chapter-missing]
          hint: did you mean '01-milk.md'?
        booklet.toml:27: error: the list of chapters is empty [chapters-none]
          hint: leave the list out to print all
        booklet.toml:28: error: there is no data file 'tee.yaml' in content/ [data-missing]
          hint: there are: Tea
        booklet.toml:28: error: 'a' is listed twice [record-twice]
        booklet.toml:30: error: 'not' is a word of conditions [name-taken]
          hint: choose another
        booklet.toml:31: error: 'not-plain-' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]
        booklet.toml:33: error: 'audience' has a table of its own [axis-taken]
          hint: write [audiences.educators] for them
        content/01-milk.md: warning: this file is not in the book [chapter-left-out]
          hint: add it to chapters in booklet.toml, or take it out of content/
        content/Tea.yaml: error: 'Tea' is not a plain name; use a to z, 0 to 9 and hyphens [name-wrong]
    """)  # noqa: E501 - as it is printed


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("", "booklet.toml: error: there is no table [book] [table-missing]"),
        ("[[book]]", "booklet.toml:1: error: 'book' is a table: write [book] [table-wrong]"),
        ('book = "tea"', "booklet.toml:1: error: 'book' is a table: write [book] [table-wrong]"),
        (
            f"{SETTINGS}[formats]\nmine = 3",
            "booklet.toml:6: error: 'formats.mine' is a table: write [formats.mine] [table-wrong]",
        ),
        (
            f"formats = 3\n{SETTINGS}",
            "booklet.toml:1: error: formats is a table: write [formats.booklet] [table-wrong]",
        ),
        ("[book", "booklet.toml:1: error: expected ']' at the end of a table declaration [toml]"),
        (f"{SETTINGS}\n\npage = A5\n", "booklet.toml:7: error: invalid value [toml]"),
        (f"{SETTINGS}title = 'B'", "booklet.toml:5: error: this stands in the file already [toml]"),
        (f"{SETTINGS}[book]", "booklet.toml:5: error: this stands in the file already [toml]"),
        (f"a = {'[' * 5000}", "booklet.toml: error: a value here is too large [toml]"),
        (f"a = {'9' * 5000}", "booklet.toml: error: a value here is too large [toml]"),
        (
            f"{SETTINGS}# \u202e",
            "booklet.toml:5: error: a hidden character stands here: U+202E [character-hidden]",
        ),
        (
            SETTINGS.replace("Small", "a\\u202eb"),
            "booklet.toml:3: error: title: a hidden character stands here: U+202E [value-wrong]",
        ),
        (
            SETTINGS.replace("Small", " "),
            "booklet.toml:3: error: title: a text of one line is needed [value-wrong]",
        ),
        (
            f"{SETTINGS}chapters = []",
            "booklet.toml:5: error: the list of chapters is empty [chapters-none]",
        ),
    ],
)
def test_one_thing_wrong(desk: Desk, settings: str, message: str) -> None:
    assert desk.refused(settings).splitlines()[0] == message


def test_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProjectError) as caught:
        load(tmp_path / "nowhere")
    assert str(caught.value) == picture("""
        error: there is no booklet.toml in 'nowhere' [project-missing]
          hint: go to the folder of your book, or name it with --project
    """)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ProjectError, match=r"there is no booklet\.toml in this folder"):
        load(Path())


def test_no_chapter(tmp_path: Path) -> None:
    assert told(book(tmp_path, {})) == picture("""
        booklet.toml:1: error: there is no chapter in content/ [chapters-none]
          hint: write one, for example content/01-welcome.md
    """)


@given(st.text(max_size=200))
def test_any_text_is_settings_or_told(text: str) -> None:
    """Whatever stands in booklet.toml, it ends in a ProjectError."""
    from booklet.project.config import _Reading

    with pytest.raises(ProjectError):
        _Reading(BOOKS, text).project()


# Formats


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        ("[formats.mine]", "no format is called 'mine' [format-unknown]\n  hint: say like = \"boo"),
        (
            '[formats.mine]\nlike = "boklet"',
            "no format is called 'boklet' [format-unknown]\n  hint: did you mean 'booklet'?",
        ),
        (
            '[formats.mine]\nlike = "yours"\n[formats.yours]\nlike = "screen"',
            "the format 'yours' stands further down [format-unknown]\n"
            "  hint: move [formats.yours] above this one",
        ),
        (
            '[formats.Mine]\nlike = "screen"',
            "'Mine' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]",
        ),
        (
            '[formats."my own"]\nlike = "screen"',
            "'my own' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]",
        ),
        (
            '[formats.con]\nlike = "screen"',
            "'con' is a name that Windows keeps for itself [value-wrong]",
        ),
        (
            '[formats.mine]\nlike = "screen"\npaper = "A4"',
            "paper: this format is not laid on sheets [value-idle]\n"
            '  hint: say scheme = "saddle" as well',
        ),
        (
            '[formats.booklet]\nscheme = "sadle"',
            "scheme: no scheme is called 'sadle'; did you mean 'saddle'? [value-wrong]",
        ),
        (
            '[formats.booklet]\npage = "A3"',
            'two A3 pages do not fit on A4 paper [paper-small]\n  hint: say page = "A5" in [book]',
        ),
        (
            '[formats.zine]\npage = "A7"',
            "page: the size of a panel follows from the paper [value-idle]\n"
            "  hint: say paper = ... instead",
        ),
        (
            '[formats.screen]\nchapter = "steps"',
            "chapter: this is for formats like handout [value-idle]",
        ),
        (
            '[formats.press]\nscheme = "saddle"',
            "scheme: a format like press has its pages as they are [value-idle]",
        ),
        (
            '[formats.leaflet]\nscheme = "zine"',
            "scheme: a format like leaflet has letter-fold or z-fold [value-idle]",
        ),
        (
            '[formats.large]\nfill = "notes"',
            "fill: no page is left over where nothing is laid on sheets [value-idle]",
        ),
        ('[formats.press]\nbleed = "3"', "bleed: '3' is not a length; write for example 3mm"),
        (
            '[formats.press]\nbleed = "30mm"',
            "bleed: '30mm' is no bleed; print shops ask for 3mm to 5mm [value-wrong]",
        ),
        ("[formats.large]\ngrey = 1", "grey: true or false is needed, not a number [value-wrong]"),
    ],
)
def test_formats_that_are_refused(desk: Desk, formats: str, message: str) -> None:
    line, _, rest = desk.refused(SETTINGS + formats).removeprefix("booklet.toml:").partition(":")
    assert rest.removeprefix(" error: ").startswith(message)
    assert 5 <= int(line) <= 7


def test_a_format_takes_over_what_it_does_not_say(desk: Desk) -> None:
    settings = '[formats.letter]\nlike = "booklet"\npage = "half-letter"\nflip = "long"\n'
    way = desk.project(SETTINGS + settings).formats["letter"]
    assert (way.page.name, way.paper, way.flip) == ("half-letter", PAPERS["letter"], "long")
    assert way.what == "the same pages two-up, to fold and staple"


@pytest.mark.parametrize(
    ("scheme", "page", "paper"),
    [
        *[(scheme, "A5", "A4") for scheme in ("saddle", "sewn", "perfect", "stack", "3-up")],
        *[(scheme, "A6", "A4") for scheme in ("quarto", "twins", "halves")],
        ("quarto", "quarter-letter", "Letter"),
        ("4-up", "half-letter", "Letter"),
    ],
)
def test_a_scheme_finds_its_paper(desk: Desk, scheme: str, page: str, paper: str) -> None:
    settings = f'[formats.mine]\nlike = "screen"\npage = "{page}"\nscheme = "{scheme}"\n'
    assert desk.project(SETTINGS + settings).formats["mine"].paper == PAPERS[paper.lower()]


def test_panels_follow_from_the_paper(desk: Desk) -> None:
    settings = '[formats.zine]\npaper = "A3"\n[formats.z]\nlike = "leaflet"\nscheme = "z-fold"\n'
    ways = desk.project(SETTINGS + settings).formats
    sizes = {
        name: [millimetres(length) for length in (way.page.width, way.page.height)]
        for name, way in ways.items()
        if way.page.name == "panel"
    }
    assert sizes == {
        "zine": ["105 mm", "148.5 mm"],
        "leaflet": ["100 mm", "210 mm"],
        "z": ["99 mm", "210 mm"],
    }
    assert {name: ways[name].most for name in sizes} == {"zine": 8, "leaflet": 6, "z": 6}
    assert millimetres(ways["leaflet"].narrow or 0) == "97 mm"
    assert (ways["z"].narrow, ways["screen"].most) == (None, None)


def test_what_is_printed_when_nobody_says_which(desk: Desk) -> None:
    assert desk.project(SETTINGS).standing == ("screen", "booklet")
    declared = '[formats.zine]\n[formats.mine]\nlike = "press"\n'
    assert desk.project(SETTINGS + declared).standing == ("screen", "booklet", "zine", "mine")
    listed = f'{SETTINGS}formats = ["mine", "large"]\n{declared}'
    assert desk.project(listed).standing == ("mine", "large")


@pytest.mark.parametrize(
    ("formats", "message"),
    [
        ('["larg"]', "no format is called 'larg' [format-unknown]\n  hint: did you mean 'large'?"),
        (
            "[]",
            "the list of formats is empty [formats-none]\n"
            "  hint: leave it out to print all that have a table",
        ),
    ],
)
def test_lists_of_formats_that_are_refused(desk: Desk, formats: str, message: str) -> None:
    found = desk.refused(f"{SETTINGS}formats = {formats}")
    assert found == f"booklet.toml:5: error: {message}"


@pytest.mark.parametrize("page", PAPERS.values())
def test_two_pages_fit_on_the_paper_of_the_house(page) -> None:
    booklet = house_formats(page).get("booklet")
    assert (booklet is None) == (page.unfolded is None)
    if booklet:
        assert page.width <= booklet.paper.height / 2 + 0.01
        assert page.height <= booklet.paper.width + 0.01


def test_a_page_without_a_booklet_is_told(desk: Desk) -> None:
    assert desk.refused(f'{SETTINGS}page = "A3"') == picture("""
        booklet.toml:5: warning: no paper is known that holds two A3 pages, so there is no booklet [page-large]
          hint: take a smaller page
    """)  # noqa: E501 - as it is printed


def test_schemes_are_those_of_the_sheets() -> None:
    assert set(SCHEMES) == set(KNOWN_TO_SHEETS)


def test_an_unknown_format_is_asked_for(desk: Desk) -> None:
    with pytest.raises(ProjectError) as caught:
        desk.project(SETTINGS).editions(["screen", "bokklet"])
    assert str(caught.value) == picture("""
        error: no format is called 'bokklet' [format-unknown]
          hint: did you mean 'booklet'?
    """)
