"""Audiences in booklet.toml: what may be said of them, and which editions come out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import SETTINGS, book, picture

from booklet.finding import ProjectError
from booklet.manuscript.desk import first
from booklet.measure import PAPERS
from booklet.project import Audience, Edition, Project, house_formats, load
from booklet.project.audiences import chosen

FILES = {
    "01-why.md": "# Why\n",
    "02-how.md": "# How\n",
    "hello-a.md": "# Hello, A\n",
    "hello-new.md": "# Hello\n",
    "tips.yaml": "one: {text: One.}\ntwo: {text: Two.}\n",
}

#: The formats of every book, in their order.
HOUSE = tuple(house_formats(PAPERS["a5"]))

#: Two axes, of two audiences each, and a language more.
TWO_AXES = """
subtitle = "For all"
[audiences.a]
title = "For A"
subtitle = "Mostly for A"
welcome = "hello-a.md"
order = { tips = ["two"] }
[audiences.b]
title = "For B"
[axes.level.new]
subtitle = "From the start"
welcome = "hello-new.md"
chapters = ["02-how.md", "01-why.md"]
[axes.level.old]
[locales.de]
"""


def project(root: Path, settings: str, files: dict[str, str] = FILES) -> Project:
    """A project of which nothing is told."""
    made = load(book(root, files, SETTINGS + settings))
    assert made.findings == ()
    return made


def edition(made: Project, *audiences: str, tag: str = "en") -> Edition:
    """Its edition for screens, for some readers."""
    (found,) = made.editions(["screen"], [tag], audiences)
    return found


def names(paths: Sequence[PurePath]) -> list[str]:
    return [path.name for path in paths]


# What an edition is.


def test_a_book_without_audiences(tmp_path: Path) -> None:
    made = project(tmp_path, 'subtitle = "For all"\n')
    found = edition(made)
    assert (found.slug, found.audiences, found.subtitle) == ("small-en-screen", (), "For all")
    assert found.names == {"en", "screen"}
    assert names(found.chapters) == list(FILES)[:4]
    assert (made.audiences, made.names) == ({}, (*HOUSE, "en"))


def test_everything_that_may_be_said_of_an_audience(tmp_path: Path) -> None:
    made = project(tmp_path, TWO_AXES)
    a, new = made.audiences["a"], made.audiences["new"]
    assert (a.name, a.axis, a.table, a.title) == ("a", "audience", "audiences.a", "For A")
    assert a.subtitle == "Mostly for A"
    assert (a.welcome, a.chapters) == (PurePath("content/hello-a.md"), None)
    assert a.order == {"tips": ("two",)}
    assert (new.axis, new.table, new.title) == ("level", "axes.level.new", "")
    assert names(new.chapters or ()) == ["02-how.md", "01-why.md"]
    assert {axis: list(of) for axis, of in made.axes.items()} == {
        "audience": ["a", "b"],
        "level": ["new", "old"],
    }
    assert made.names == ("a", "b", "new", "old", *HOUSE, "en", "de")


def test_an_edition_for_one_of_each_axis(tmp_path: Path) -> None:
    found = edition(project(tmp_path, TWO_AXES), "a", "new", tag="de")
    assert found.slug == "small-de-a-new-screen"
    assert found.names == {"de", "a", "new", "screen"}
    assert found.subtitle == "From the start"


@pytest.mark.parametrize(
    ("readers", "subtitle", "chapters"),
    [
        (("a", "new"), "From the start", ["hello-a.md", "hello-new.md", "02-how.md", "01-why.md"]),
        (("a", "old"), "Mostly for A", ["hello-a.md", "01-why.md", "02-how.md"]),
        (("b", "new"), "From the start", ["hello-new.md", "02-how.md", "01-why.md"]),
        (("b", "old"), "For all", ["01-why.md", "02-how.md"]),
    ],
)
def test_chapters_and_subtitles(
    tmp_path: Path, readers: tuple[str, str], subtitle: str, chapters: list[str]
) -> None:
    found = edition(project(tmp_path, TWO_AXES), *readers)
    assert (found.subtitle, names(found.chapters)) == (subtitle, chapters)


def test_welcomes_are_chapters_of_the_book_but_not_of_all(tmp_path: Path) -> None:
    made = project(tmp_path, TWO_AXES)
    assert names(made.chapters) == ["hello-a.md", "hello-new.md", "01-why.md", "02-how.md"]
    assert names(made.common) == ["01-why.md", "02-how.md"]


def test_an_audience_may_list_what_others_do_not_have(tmp_path: Path) -> None:
    settings = """
chapters = ["01-why.md", "hello-new.md"]
[audiences.a]
chapters = ["hello-a.md", "02-how.md"]
[audiences.b]
"""
    made = project(tmp_path, settings)
    assert names(edition(made, "a").chapters) == ["hello-a.md", "02-how.md"]
    assert names(edition(made, "b").chapters) == ["01-why.md", "hello-new.md"]


def test_a_chapter_that_nobody_lists_is_told(tmp_path: Path) -> None:
    settings = '\nchapters = ["01-why.md"]\n[audiences.a]\nwelcome = "hello-a.md"\n'
    findings = load(book(tmp_path, FILES, SETTINGS + settings)).findings
    assert [str(finding.place) for finding in findings] == [
        "content/02-how.md",
        "content/hello-new.md",
    ]
    assert {finding.code for finding in findings} == {"chapter-left-out"}


def test_one_welcome_for_two_axes_stands_there_once(tmp_path: Path) -> None:
    settings = '[audiences.a]\nwelcome = "hello-a.md"\n[axes.level.new]\nwelcome = "hello-a.md"\n'
    found = edition(project(tmp_path, settings))
    assert names(found.chapters) == ["hello-a.md", "01-why.md", "02-how.md", "hello-new.md"]


def test_a_book_of_nothing_but_a_welcome(tmp_path: Path) -> None:
    made = project(tmp_path, '[audiences.a]\nwelcome = "a.md"\n', {"a.md": "# Hello\n"})
    assert names(edition(made).chapters) == ["a.md"]


def test_a_format_answers_to_the_names_that_it_is_like(tmp_path: Path) -> None:
    settings = """
[formats.large]
like = "screen"
page = "A4"
[formats.huge]
like = "large"
[formats.booklet]
like = "screen"
"""
    found = {one.format.name: one.names for one in project(tmp_path, settings).editions()}
    assert found == {
        "screen": {"en", "screen"},
        "large": {"en", "large", "screen"},
        "huge": {"en", "huge", "large", "screen"},
        "booklet": {"en", "booklet", "screen"},
    }


# Which editions there are.


def test_every_edition_in_order(tmp_path: Path) -> None:
    made = project(tmp_path, TWO_AXES)
    assert [one.slug for one in made.editions(locales=["de"])] == [
        f"small-de-{readers}-{way}"
        for readers in ("a-new", "a-old", "b-new", "b-old")
        for way in ("screen", "booklet")
    ]
    assert len(made.editions()) == 16


def test_editions_for_some(tmp_path: Path) -> None:
    made = project(tmp_path, TWO_AXES)
    asked = made.editions(["screen"], ["en"], ["old", "b", "old"])
    assert [one.slug for one in asked] == ["small-en-b-old-screen"]
    asked = made.editions(["screen"], ["en"], ["new"])
    assert [one.slug for one in asked] == ["small-en-a-new-screen", "small-en-b-new-screen"]


def test_the_first_edition_of_a_language(tmp_path: Path) -> None:
    made = project(tmp_path, TWO_AXES)
    readers = (made.audiences["b"], made.audiences["old"])
    assert made.edition(made.locale).slug == "small-en-a-new-screen"
    assert made.edition(made.locales["de"], readers).slug == "small-de-b-old-screen"


def test_everybody_that_there_is_not_is_told(tmp_path: Path) -> None:
    made = project(tmp_path, "[audiences.educators]\n[axes.level.new]\n")
    with pytest.raises(ProjectError) as caught:
        made.editions(["scren"], ["fr"], ["educator", "new", "x"])
    assert str(caught.value) == picture("""
        error: no format is called 'scren' [format-unknown]
          hint: did you mean 'screen'?
        error: this book has no language 'fr' [locale-unknown]
          hint: there are: en
        error: no audience is called 'educator' [audience-unknown]
          hint: did you mean 'educators'?
        error: no audience is called 'x' [audience-unknown]
          hint: there are: educators, new
    """)


def test_an_audience_of_a_book_that_has_none(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        project(tmp_path, "").editions(audiences=["educators"])
    assert str(caught.value) == picture("""
        error: no audience is called 'educators' [audience-unknown]
          hint: declare it in booklet.toml: [audiences.educators]
    """)


# Laws.

LETTERS = st.sampled_from("abcdef")
LISTS = st.lists(LETTERS, unique=True)


def paths(letters: Sequence[str]) -> tuple[PurePath, ...]:
    return tuple(PurePath(f"{letter}.md") for letter in letters)


@given(LISTS, st.lists(st.tuples(st.none() | LETTERS, st.none() | LISTS), max_size=3))
def test_selection_loses_and_doubles_nothing(
    letters: list[str], said: list[tuple[str | None, list[str] | None]]
) -> None:
    readers = tuple(
        Audience(
            str(number),
            welcome=paths(welcome)[0] if welcome else None,
            chapters=None if listed is None else paths(listed),
        )
        for number, (welcome, listed) in enumerate(said)
    )
    found = chosen(paths(letters), readers)
    welcomes = {one.welcome for one in readers if one.welcome}
    lists = [one.chapters for one in readers if one.chapters is not None]
    kept = {path for path in paths(letters) if all(path in listed for listed in lists)}
    assert len(set(found)) == len(found)
    assert set(found) == kept | welcomes
    assert set(found[: len(welcomes)]) == welcomes
    rest, decisive = found[len(welcomes) :], [paths(letters), *lists][-1]
    assert list(rest) == sorted(rest, key=decisive.index)


@given(LISTS, st.lists(LISTS, max_size=3))
def test_an_order_loses_and_doubles_nothing(names: list[str], orders: list[list[str]]) -> None:
    readers = [Audience(str(n), order={"tips": tuple(own)}) for n, own in enumerate(orders)]
    found = first(names, readers, "tips")
    assert sorted(found) == sorted(names)
    named = {name for own in orders for name in own}
    rest = [name for name in names if name not in named]
    assert found[len(found) - len(rest) :] == rest
    for own in orders[-1:]:
        wanted = [name for name in own if name in names]
        assert found[: len(wanted)] == wanted
    assert first(names, readers, "quotes") == names


@given(asked=st.sets(st.sampled_from(["a", "b", "c", "new", "old"])))
def test_editions_for_some_are_those_among_all(
    tmp_path_factory: pytest.TempPathFactory, asked: set[str]
) -> None:
    made = _three_by_two(tmp_path_factory)
    every, some = made.editions(), made.editions(audiences=asked)
    assert len({one.slug for one in every}) == len(every) == 12
    axes = [set(axis) for axis in made.axes.values()]
    assert list(some) == [
        one for one in every if all(one.names & axis & asked for axis in axes if axis & asked)
    ]
    assert all(len(one.names & axis) == 1 for one in every for axis in axes)


def _three_by_two(factory: pytest.TempPathFactory) -> Project:
    root = factory.getbasetemp() / "three-by-two"
    root.mkdir(exist_ok=True)
    tables = ("audiences.a", "audiences.b", "audiences.c", "axes.level.new", "axes.level.old")
    return project(root, "".join(f"[{table}]\n" for table in tables))
