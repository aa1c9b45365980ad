"""What a survey says of every line is what the manuscripts of all editions hold."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import SETTINGS, book

from booklet.audience import explain, matrix, told
from booklet.finding import ManuscriptError
from booklet.manuscript import Manuscript, Survey, survey, write
from booklet.project import load

READERS = f"""{SETTINGS}
[audiences.a]
[audiences.b]
welcome = "hello.md"
[audiences.c]
chapters = ["01-one.md"]
[axes.level.first]
[axes.level.later]
[locales.de]
"""

CHAPTER = """\
---
title: 'w1 [w2]{: only="a" }'
summary: w3
---
w4 *w5*{: not="b" } and "w6" {{ nobody }}
w7 on a line of its own.

//// only | a, b and not booklet
w8

- w9 {: only="later" }
- w10
    - w11 {: not="first" }

/// callout | w12
w13
///
////

| w14 | w15 {: only="b" } |
|-----|-----|
| w16 | w17 |
| w18 {: only="a" } | w19 |

w20[^1] and w21[^2].

## w22 {: only="first and not a" }

w23

### w24

Term w25 {: only="b" }
:   w26

## w27

![w28](a.svg){: only="a" } w29

```
w30 in code
```

<div only="b"><p>w31</p></div>

/// tips
///

/// only | de
w32
///

[^1]: w33 {: only="c" }
[^2]: w34
    w35
"""

FILES = {
    "01-one.md": CHAPTER.replace(" {{ nobody }}", ""),
    "02-two.md": "---\ntitle: w40\nnot: b\n---\nw41\n",
    "hello.md": "# w42\n\nw43\n",
    "tips.yaml": (
        "x:\n  text: \"w50 [w51]{: only='a' }\"\n  only: a, later\n"
        "y:\n  text: |-\n    w52\n    w53\n\n    w54\n"
    ),
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


def words(manuscript: Manuscript) -> set[str]:
    """The words w1, w2 and so on in it."""
    html = list[str]()
    for chapter in manuscript.chapters:
        html += [chapter.title, chapter.summary, chapter.html]
        for placement in chapter.placements:
            html += [str(value) for one in placement.records for value in one.fields.values()]
    return set(re.findall(r"w\d+", " ".join(html)))


def seen(found: Survey, number: int) -> set[str]:
    """The words that an edition shows, as a survey says."""
    shown = set[str]()
    for each in found.matter:
        hidden = {
            word
            for other in found.matter
            if other.words and other.place == each.place and number not in other.seen
            for word in re.findall(r"w\d+", other.text)
        }
        if number in each.seen:
            shown.update(set(re.findall(r"w\d+", each.text)) - hidden)
    return shown


@pytest.fixture
def small(tmp_path: Path) -> Survey:
    return survey(load(book(tmp_path, FILES, READERS)))


def test_a_survey_says_what_every_edition_holds(small: Survey) -> None:
    assert len(small.editions) == 3 * 2 * 2 * 2
    for number, edition in enumerate(small.editions):
        if edition.translation:
            assert "w32" in seen(small, number)
            continue
        column = {"w15", "w17", "w19"}  # shares its lines with another one
        assert seen(small, number) - column == words(write(edition)) - column, edition.slug


def test_every_word_of_the_source_is_in_the_survey(small: Survey) -> None:
    written = {word for text in FILES.values() for word in re.findall(r"w\d+", text)}
    assert set(re.findall(r"w\d+", " ".join(each.text for each in small.matter))) == written


NAMES = ("a", "b", "first", "later", "screen", "booklet")
CONDITION = st.lists(
    st.lists(st.tuples(st.booleans(), st.sampled_from(NAMES)), min_size=1, max_size=2),
    min_size=1,
    max_size=2,
).map(
    lambda some: ", ".join(
        " and ".join(f"{'not ' if no else ''}{name}" for no, name in terms) for terms in some
    )
)


@st.composite
def texts(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Blocks of words, each once, under random conditions; W stands for the next word."""
    lines = list[str]()
    for _ in range(draw(st.integers(1, 3))):
        key, held = draw(st.sampled_from(["only", "not"])), draw(CONDITION)
        braces = f'{{: {key}="{held}" }}'
        kind = draw(st.sampled_from(["p", "li", "span", "part", "row", "note", "block"]))
        if kind == "block" and depth < 3:
            bar = "/" * (6 - depth)
            lines += [f"{bar} {key} | {held}", *draw(texts(depth + 1)), bar, ""]
        elif kind == "li":
            lines += [f"- W {braces}", "- W", "", "W", ""]
        elif kind == "span":
            lines += [f"W *W*{braces} W", f"W [W]{braces}", ""]
        elif kind == "part" and not depth:
            lines += [f"## W {braces}", "", "W", "", "### W", "", "W", ""]
        elif kind == "row":
            lines += ["| W | x |", "|---|---|", f"| W {braces} | x |", "| W | x |", ""]
        else:
            lines += ["W", braces, ""]
    return lines


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(texts())
def test_a_survey_is_right_of_any_text(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    numbers = iter(range(1, 1000))
    body = re.sub("W", lambda _: f"w{next(numbers)}", "\n".join(lines))
    files = {"01-one.md": f"# One\n\nKept.\n\n{body}\n", "hello.md": "# H\n"}
    config = READERS.replace('[audiences.c]\nchapters = ["01-one.md"]\n', "")
    project = load(book(tmp_path_factory.mktemp("book"), files, config))
    found = survey(project)
    for number, edition in enumerate(found.editions):
        if edition.locale == project.locale:
            assert seen(found, number) == words(write(edition)), edition.slug


# What is told of it.


def test_what_concerns_the_book_as_a_whole(tmp_path: Path) -> None:
    config = f"""{SETTINGS}
[values]
used = "yes"
idle = "no"
[audiences.a]
[audiences.b]
[audiences.c]
"""
    files = {
        "01-one.md": (
            "# One\n\n{{ used }} and [more]{: only='a, b, c' }.\n\n"
            "/// only | a and b\nDead.\n///\n\n"
            "//// only | a\n/// not | a\nNever.\n\nNever either.\n///\n////\n\nNext.\n"
        ),
        "02-two.md": "# Two\n\nOnly a.\n{: only='a' }\n",
        "tips.yaml": "x: {text: Lost.}\n",
    }
    project = load(book(tmp_path, files, config))
    assert "\n".join(map(str, told(survey(project)))) == (
        "content/01-one.md:3: warning: 'only: a, b, c' hides this from nobody [condition-dead]\n"
        "  hint: take the condition away\n"
        "content/01-one.md:5: warning: 'only: a and b' hides this from everybody [condition-dead]\n"
        "  hint: no edition has these names together\n"
        "content/01-one.md:11: warning: no edition shows what stands here [matter-unseen]\n"
        "  hint: find out why: booklet explain content/01-one.md:11\n"
        "content/tips.yaml:1: warning: no edition shows what stands here [matter-unseen]\n"
        "  hint: find out why: booklet explain content/tips.yaml:1\n"
        "content/02-two.md: warning: nothing of this chapter is left for: b, c [chapter-empty]\n"
        "  hint: say so in its front matter: not: b, c\n"
        "booklet.toml:11: warning: 'c' has no matter of its own: it gets what 'b' gets"
        " [audience-alike]\n"
        "  hint: write something for these readers, or take their table away\n"
        "booklet.toml:8: warning: nothing asks for the value 'idle' [value-unused]\n"
        "  hint: there are: used"
    )


def test_a_survey_refuses_what_cant_be_read(tmp_path: Path) -> None:
    files = FILES | {"02-two.md": "# Two\n\n[x]{: only='nobody' }\n"}
    with pytest.raises(ManuscriptError) as trouble:
        survey(load(book(tmp_path, files, READERS)))
    assert str(trouble.value) == (
        "content/02-two.md:3: error: no audience, format or language is called 'nobody'"
        " [condition-unknown]\n"
        "  hint: there are: a, b, booklet, c, cards, de, en, first, handout, large, later, leaflet,"
        " press, press-rgb, screen, zine"
    )


# Why a line is hidden.


@pytest.mark.parametrize(
    ("file", "line", "reasons"),
    [
        ("01-one.md", 9, ["", "'only: a, b and not booklet' at 8"]),
        ("01-one.md", 8, ["", "'only: a, b and not booklet' at 8"]),
        ("01-one.md", 11, ["", "'only: later' at 11", "'only: a, b and not booklet' at 8"]),
        ("02-two.md", 5, ["", "'not: b' at 3", "[audiences.c] does not list this chapter at 10"]),
        (
            "hello.md",
            3,
            ["", "it welcomes b at 8", "[audiences.c] does not list this chapter at 10"],
        ),
        ("tips.yaml", 3, ["", "'only: a, later' at 3"]),
        ("01-one.md", 7, []),
        ("01-one.md", 999, []),
    ],
)
def test_why_a_line_is_hidden(small: Survey, file: str, line: int, reasons: list[str]) -> None:
    found = explain(small, PurePath("content", file), line)
    lines = [
        each.text + (f" at {each.place.line}" if each.place else "")
        for each in found
        if not each.matter.words
    ]
    assert lines == reasons


def test_the_matrix_counts_lines_and_records(small: Survey) -> None:
    columns, rows = matrix(small)
    assert ["+".join(one.name for one in column) for column in columns] == [
        *("a+first", "a+later", "b+first", "b+later", "c+first", "c+later")
    ]
    counts = {row.path.name: (row.what, row.counts, row.of) for row in rows}
    assert counts["hello.md"] == ("lines", (0, 0, 2, 2, 0, 0), 2)
    assert counts["02-two.md"] == ("lines", (2, 2, 0, 0, 0, 0), 2)
    assert counts["tips.yaml"] == ("records", (2, 2, 1, 2, 1, 2), 2)
