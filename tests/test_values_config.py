"""Values in booklet.toml and on the command: which one an edition has, and what is refused."""

from __future__ import annotations

import graphlib
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import SETTINGS, Desk

from booklet.finding import ProjectError
from booklet.project import VALUE, Project, Value, asked
from booklet.project.values import cycle

EVERYWHERE = """[values]
book = "of the book"
locale = "of the book"
audience = "of the book"
axis = "of the book"
given = "of the book"
[locales.de.values]
locale = "in German"
audience = "in German"
axis = "in German"
given = "in German"
[audiences.a]
values = { audience = "of A", axis = "of A", given = "of A" }
[audiences.b]
[axes.level.new]
values = { axis = "of the new", given = "of the new", own = "of the new alone" }
[axes.level.old]
"""


def texts(project: Project, tag: str, *audiences: str) -> dict[str, str]:
    (edition,) = project.editions(["screen"], [tag], audiences)
    return {name: value.text for name, value in edition.values.items()}


# Which one it is.


@pytest.mark.parametrize(
    ("tag", "readers", "values"),
    [
        ("en", ("b", "old"), ["the book", "the book", "the book", "the book", "the command"]),
        ("de", ("b", "old"), ["the book", "German", "German", "German", "the command"]),
        ("en", ("a", "old"), ["the book", "the book", "A", "A", "the command"]),
        ("de", ("a", "old"), ["the book", "German", "A", "A", "the command"]),
        ("de", ("a", "new"), ["the book", "German", "A", "the new", "the command"]),
        ("en-XA", ("a", "new"), ["the book", "the book", "A", "the new", "the command"]),
    ],
)
def test_the_nearest_value_goes_before(
    desk: Desk, tag: str, readers: tuple[str, str], values: list[str]
) -> None:
    project = desk.project(SETTINGS + EVERYWHERE).given_values({"given": "of the command"})
    found = texts(project, tag, *readers)
    assert found.pop("own", "") == ("of the new alone" if "new" in readers else "")
    assert list(found) == ["book", "locale", "audience", "axis", "given"]
    assert [re.sub(r"^(of|in) ", "", text) for text in found.values()] == values


def test_a_value_knows_where_it_stands_and_its_language(desk: Desk) -> None:
    project = desk.project(SETTINGS + EVERYWHERE).given_values({"given": " ours "})
    (edition,) = project.editions(["screen"], ["de"], ["a", "old"])
    where = {name: (str(one.place), one.locale) for name, one in edition.values.items()}
    german = project.locales["de"]
    assert where == {
        "book": ("booklet.toml:6", None),
        "locale": ("booklet.toml:12", german),
        "audience": ("booklet.toml:17", None),
        "axis": ("booklet.toml:17", None),
        "given": ("None", None),
    }
    assert edition.values["given"].text == "ours"


def test_values_of_the_command_are_for_every_edition(desk: Desk) -> None:
    project = desk.project(SETTINGS + EVERYWHERE)
    mended = project.given_values({"place": "Here", "book": "mine"})
    assert {one.values["place"].text for one in mended.editions()} == {"Here"}
    assert {one.values["book"].text for one in mended.editions()} == {"mine"}
    assert "place" not in project.editions()[0].values


# What is refused.


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            '[values]\nGroup = "x"',
            "booklet.toml:6: error: 'Group' is not a plain name; use a to z, 0 to 9 and hyphens"
            " [value-wrong]",
        ),
        (
            "[values]\ngroup = 3",
            "booklet.toml:6: error: group: a text in quotation marks is needed, not a number"
            " [value-wrong]",
        ),
        (
            '[values]\ngroup = " "',
            "booklet.toml:6: error: group: a text of one line is needed [value-wrong]",
        ),
        (
            '[values]\ngroup = "one\\ntwo"',
            "booklet.toml:6: error: group: a text of one line is needed [value-wrong]",
        ),
        (
            '[values]\ngroup = "a\\u202eb"',
            "booklet.toml:6: error: group: a hidden character stands here: U+202E [value-wrong]",
        ),
        (
            '[values.group]\nen = "x"',
            "booklet.toml:5: error: group: a text in quotation marks is needed, not a table"
            " [value-wrong]",
        ),
        (
            "[locales.de]\nvalues = 3",
            "booklet.toml:6: error: values: a table in braces is needed, not a number"
            " [value-wrong]",
        ),
        (
            "[locales.de.values]\ngroup = 3",
            "booklet.toml:6: error: group: a text in quotation marks is needed, not a number"
            " [value-wrong]",
        ),
        (
            "[axes.level.new]\nvalues = { group = true }",
            "booklet.toml:6: error: group: a text in quotation marks is needed, not true or false"
            " [value-wrong]",
        ),
        (
            '[values]\ngroup = "our {{ group }}"',
            "booklet.toml:6: error: the value 'group' asks for itself [value-circle]\n"
            "  hint: write it out",
        ),
        (
            '[values]\nplace = "near {{ group }}"\ngroup = "those in {{ place }}"',
            "booklet.toml:6: error: these values ask for each other in a circle: place, group"
            " [value-circle]\n  hint: write one of them out",
        ),
        (  # in the German edition for A alone
            '[values]\nx = "{{ y }}"\ny = "why"\nz = "zed"\n[locales.de.values]\ny = "{{ z }}"\n'
            '[audiences.a]\n[audiences.b]\nvalues = { z = "{{ x }}" }',
            "booklet.toml:6: error: these values ask for each other in a circle: x, y, z"
            " [value-circle]\n  hint: write one of them out",
        ),
    ],
)
def test_values_that_can_not_be(desk: Desk, settings: str, message: str) -> None:
    assert desk.refused(SETTINGS + settings) == message


def test_values_that_are_no_table(desk: Desk) -> None:
    assert desk.refused(f"values = 0\n{SETTINGS}") == (
        "booklet.toml:1: error: 'values' is a table: write [values] [table-wrong]"
    )


def test_a_circle_that_another_edition_does_not_have(desk: Desk) -> None:
    """What an audience says instead breaks the circle for it; the others still have it."""
    settings = (
        '[values]\nx = "{{ y }}"\ny = "{{ x }}"\n[audiences.a]\nvalues = { y = "why" }\n'
        "[audiences.b]\n"
    )
    assert "in a circle: x, y" in desk.refused(SETTINGS + settings)
    assert desk.project(SETTINGS + settings.replace("[audiences.b]\n", ""))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"Our group": "x"},
            "error: 'Our group' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]",
        ),
        ({"nul": "x"}, "error: 'nul' is a name that Windows keeps for itself [value-wrong]"),
        ({"group": "a\nb"}, "error: group: a text of one line is needed [value-wrong]"),
        (
            {"group": "a\u202eb"},
            "error: group: a hidden character stands here: U+202E [value-wrong]",
        ),
        (
            {"group": "{{ place }}"},
            "booklet.toml:7: error: these values ask for each other in a circle: place, group"
            " [value-circle]\n  hint: write one of them out",
        ),
        (
            {"group": "{{ group }}"},
            "error: the value 'group' asks for itself [value-circle]\n  hint: write it out",
        ),
        (
            {"A": "x", "group": "\x07"},
            "error: 'A' is not a plain name; use a to z, 0 to 9 and hyphens [value-wrong]\n"
            "error: group: a hidden character stands here: U+0007 [value-wrong]",
        ),
    ],
)
def test_values_that_can_not_be_given(desk: Desk, values: dict[str, str], message: str) -> None:
    settings = f'{SETTINGS}# The group meets in a place.\n[values]\nplace = "by {{{{ group }}}}"\n'
    project = desk.project(settings + 'group = "us"\n')
    with pytest.raises(ProjectError) as caught:
        project.given_values(values)
    assert str(caught.value) == message


# Laws.


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdefg"))))
def test_circles_are_those_of_a_graph(asks: dict[str, set[str]]) -> None:
    values = {name: Value(" ".join(f"{{{{ {x} }}}}" for x in to)) for name, to in asks.items()}
    found = cycle(values)
    try:
        graphlib.TopologicalSorter(asks).prepare()
    except graphlib.CycleError:
        assert len(set(found)) == len(found) > 0
        assert all(y in asks[x] for x, y in zip(found, (*found[1:], found[0]), strict=True))
    else:
        assert found == ()


def test_a_long_chain_is_no_circle() -> None:
    chain = {f"v{n}": Value(f"{{{{ v{n + 1} }}}}") for n in range(1500)}
    assert cycle(chain) == ()
    assert len(cycle(chain | {"v1500": Value("{{ v0 }}")})) == 1501


#: What stands between braces, plainly; it takes for ever over a long row of spaces.
PLAIN = re.compile(r"\{\{\s*(?P<name>[^{}\n]*?)\s*\}\}")


@given(st.text(alphabet="{} a\n"))
def test_names_are_found_as_plainly_as_they_stand(text: str) -> None:
    assert [*map(str, asked(text))] == [found["name"] for found in PLAIN.finditer(text)]
    assert VALUE.sub("x", text) == PLAIN.sub("x", text)


@pytest.mark.parametrize("text", ["{{" + " " * 3000, "{{ a" + " b" * 3000, "{{ " * 3000])
def test_a_long_row_of_spaces_is_read_soon(text: str) -> None:
    start = time.perf_counter()
    assert not list(asked(text))
    assert time.perf_counter() - start < 0.5
