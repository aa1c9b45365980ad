"""Blocks between lines of slashes: how they are paired, and what their author is told."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import BOOKS, Desk, picture, read

from booklet.manuscript.blocks import kinds
from booklet.manuscript.fences import check
from booklet.manuscript.sources import Source

KINDS = kinds(["quotes"])


def source(body: str) -> Source:
    return Source(PurePath("01-one.md"), body, body)


# What works


def test_blocks_in_blocks() -> None:
    [chapter] = read(BOOKS / "blocks-in-blocks").chapters
    assert [
        (place.kind, [record.name for record in place.records], place.place.line)
        for place in chapter.placements
    ] == [("quotes", ["ann"], 11), ("quotes", ["bob"], 15), ("quotes", ["ann", "bob"], 28)]
    assert chapter.html == picture("""
        <aside class="callout question">
        <p class="box-title">Two <em>cups</em> &amp; a pot</p>
        <div class="columns">
        <div class="column">
        <h3 id="ann">Ann</h3>
        <slot name="0"></slot>
        </div>
        <div class="column">
        <h3 id="bob">Bob</h3>
        <slot name="1"></slot>
        </div>
        </div>
        </aside>
        <ol>
        <li>
        <p>Boil.</p>
        <div class="worksheet">
        <p>How long?</p>
        <div aria-hidden="true" class="lines">
        <div class="line"></div>
        <div class="line"></div>
        </div>
        </div>
        <slot name="2"></slot>
        </li>
        <li>
        <p>Pour.</p>
        </li>
        </ol>
    """)


@pytest.mark.parametrize(
    "code",
    [
        "```\n/// nothing\n///\n```",
        "~~~ md\n/// quotes\n~~~",
        "    /// nothing\n    ///",
        "`/// nothing`",
        "- one\n\n        /// nothing\n        ///",
        "<!-- /// nothing -->",
        "<!--\n/// quotes\n-->",
    ],
)
def test_code_and_comments_are_left_alone(desk: Desk, code: str) -> None:
    chapter = desk.chapter(f"Words.\n\n{code}\n\nMore.\n")
    assert chapter.placements == ()


@pytest.mark.parametrize(
    "block",
    [
        "/// quotes | ann\n///",
        "///quotes|ann\n///",
        "   ///  Quotes  |  ann  \n  ///  ",
        "Words.\n/// quotes | ann,\n///\nMore.",
        "- one\n- two\n\n    /// quotes | ann\n    ///\n",
        "- one\n\t- two\n\n\t\t/// quotes | ann\n\t\t///\n",
        "/// quotes | ann\n\n\n///",
        "//// callout\n/// quotes | ann\n///\n////",
    ],
)
def test_ways_to_write_a_block(desk: Desk, block: str) -> None:
    [placement] = desk.chapter(f"{block}\n").placements
    assert [record.name for record in placement.records] == ["ann"]


def test_options_stand_under_the_first_line(desk: Desk) -> None:
    for indent in ("    ", "\t", "      "):
        html = desk.html(f"/// callout | T\n{indent}type: example\n\nWords.\n///\n")
        assert html.startswith('<aside class="callout example">')


def test_a_title_of_a_box_is_a_line(desk: Desk) -> None:
    html = desk.html("/// callout | 1. *Boil* # | now\n///\n")
    assert '<p class="box-title">1. <em>Boil</em> # | now</p>' in html


# What is told (more of it stands in tests/slips/blocks.txt)


def test_every_wrong_block_is_told(desk: Desk) -> None:
    body = "/// a\n///\n\n/// b\n///\n\n/// quotes | x, ann, y\n///\n"
    codes = [line.rpartition("[")[2] for line in desk.told(body).splitlines() if "[" in line]
    assert codes == ["block-unknown]", "block-unknown]", "record-unknown]", "record-unknown]"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Words:\n- one\n- two\n", 3),
        ("Words\n\nmore:\n1. one\n", 5),
        ("- one\n\nWords:\n* two\n", 5),
    ],
)
def test_a_list_that_is_run_into_a_paragraph(desk: Desk, body: str, line: int) -> None:
    assert desk.told(body) == picture(f"""
        content/01-one.md:{line}: warning: this list is run into the paragraph above it [list-glued]
          hint: put an empty line between
    """)


@pytest.mark.parametrize(
    "body",
    [
        "- one\n- two\n  more\n- three\n",
        "## Head\n- one\n",
        "Words.\n\n- one\n",
        "```\na\n- b\n```\n",
    ],
)
def test_lists_that_stand_alone(desk: Desk, body: str) -> None:
    assert desk.told(body) == ""


def test_code_that_is_no_code(desk: Desk) -> None:
    message = "this fenced code can't be read [code-unread]"
    hint = "it begins at the margin and ends with as many signs; in a list, indent by eight"
    for body in (
        "```\nopen",
        "```\na\n````",
        " ```\na\n```",
        "- a\n\n    ```\n    b\n    ```",
        "> ~~~\n> a",
    ):
        found = desk.told(f"{body}\n").split("\n")
        assert found[0].endswith(f"error: {message}")
        assert found[1] == f"  hint: {hint}"
    assert desk.told("```one```\n\n``` two ``` and `three`\n") == ""


def test_a_comment_that_never_ends() -> None:
    assert [str(finding) for finding in check(source("a\n\nb <!-- c\n"), KINDS)[1]] == [
        "01-one.md:3: error: this comment never ends [comment-open]\n  hint: close it: -->"
    ]


# Laws


OF_A_CHAPTER = """
/// callout | A
    type: note
/// quotes
//// columns
///
////
    ///
Words.
    Words.
- one
> one
[^1]: one
/// unknown
```
~~~
<div>
</div>
"""
LINES = st.lists(st.sampled_from(OF_A_CHAPTER.split("\n")), max_size=12).map("\n".join)


@given(st.text(st.sampled_from("/|`~- \n\tacolut:>*1.")) | LINES)
def test_any_lines_can_be_checked(body: str) -> None:
    lines = body.count("\n") + 1
    fences, findings = check(source(body), KINDS)
    assert all(finding.place and finding.place.line in range(1, lines + 1) for finding in findings)
    assert [fence.line for fence in fences] == sorted({fence.line for fence in fences})


@st.composite
def balanced(draw: st.DrawFn, bar: int = 6) -> str:
    """Blocks of fewer and fewer slashes, each closed."""
    parts = ["Words."]
    for _ in range(draw(st.integers(0, 2)) if bar > 2 else 0):
        name = draw(st.sampled_from(["callout | A", "checklist", "worksheet | B", "columns"]))
        parts.append(f"{'/' * bar} {name}\n\n{draw(balanced(bar - 1))}\n{'/' * bar}")
        parts.append(draw(st.sampled_from(["/// quotes\n///", "More.", "- one\n- two", "## Head"])))
    return "\n\n".join(parts)


@given(balanced())
def test_balanced_blocks_are_all_right(body: str) -> None:
    fences, findings = check(source(body), KINDS)
    assert findings == []
    assert len(fences) == body.count("/// ")


@pytest.mark.parametrize("written", ["/// callout Note", "/// callout: Note"])
def test_a_bar_is_missing(written: str) -> None:
    _, findings = check(source(f"Words.\n\n{written}\n\nInside.\n///\n"), KINDS)
    assert list(map(str, findings)) == [
        "01-one.md:3: error: a bar is missing here [block-bar]\n  hint: write /// callout | Note"
    ]
