"""The commands that show what each audience gets."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_cli
from small_books import SETTINGS, book
from test_cli import Answer, Type, said

type_ = test_cli.type_

READERS = f"""{SETTINGS}
[values]
group = "your group"
[audiences.all]
[audiences.schools]
welcome = "hello.md"
[audiences.clubs]
chapters = ["02-two.md"]
"""

FILES = {
    "01-one.md": (
        "# One\n\nFor {{ group }} and [for\npupils]{: only='schools' }.\n\n"
        "/// only | booklet\n\nFold it.\n///\n\n- one\n- two {: not='schools' }\n"
    ),
    "02-two.md": "# Two\n\nEverybody.\n",
    "hello.md": "# Hello\n\nYou.\n",
    "tips.yaml": "idle: {text: Never.}\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return book(tmp_path, FILES, READERS)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "content/02-two.md:3",
            """
            content/02-two.md:3  Everybody.
              shown to everybody
            """,
        ),
        (
            "content/01-one.md:12",
            """
            content/01-one.md:12  - two {: not='schools' }
              shown to all
              hidden from schools: 'not: schools' (content/01-one.md:12)
              hidden from clubs: [audiences.clubs] does not list this chapter (booklet.toml:12)
            """,
        ),
        (
            "content/01-one.md:6",
            """
            content/01-one.md:8  Fold it.
              shown to all (booklet), schools (booklet)
              hidden from all (screen), schools (screen): 'only: booklet' (content/01-one.md:6)
              hidden from clubs: [audiences.clubs] does not list this chapter (booklet.toml:12)
            """,
        ),
        (
            "content/hello.md:3",
            """
            content/hello.md:3  You.
              shown to schools
              hidden from all: it welcomes schools (booklet.toml:10)
              hidden from clubs: [audiences.clubs] does not list this chapter (booklet.toml:12)
            """,
        ),
        (
            "content/tips.yaml:1",
            """
            content/tips.yaml:1  idle: {text: Never.}
              hidden from everybody: no block calls for 'idle' there
            """,
        ),
    ],
)
def test_explain(type_: Type, line: str, answer: str) -> None:
    assert type_("explain", line) == Answer(0, said(answer), "")


@pytest.mark.usefixtures("project")
def test_explain_from_another_folder(type_: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("content")
    assert type_("explain", "02-two.md:3", "--project", "..").out.startswith("content/02-two.md:3")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        (
            "content/01-one.md",
            "Error: 'content/01-one.md' names no line; "
            "write a file and a line, like content/01-welcome.md:12\n",
        ),
        (
            "content/01-on.md:3",
            "error: 'content/01-on.md' is no file of this book's text [file-unknown]\n"
            "  hint: did you mean 'content/01-one.md'?\n",
        ),
        (
            "content/01-one.md:9999",
            "error: nothing is written on line 9999 of 'content/01-one.md' [line-empty]\n"
            "  hint: name a line with words\n",
        ),
    ],
)
def test_explain_knows_no_such_line(type_: Type, line: str, trouble: str) -> None:
    answer = type_("explain", line)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(trouble)


@pytest.mark.usefixtures("project")
def test_the_matrix(type_: Type) -> None:
    assert type_("audience", "matrix") == Answer(
        0,
        said("""
                                         all  schools  clubs  in all
            content/hello.md (lines)       –        2      –       2
            content/01-one.md (lines)      5        5      –       6
            content/02-two.md (lines)      2        2      2       2
            content/tips.yaml (records)    –        –      –       1
        """),
        "content/tips.yaml:1: warning: no edition shows what stands here [matter-unseen]\n"
        "  hint: find out why: booklet explain content/tips.yaml:1\n",
    )


def test_the_matrix_of_a_book_for_everybody(type_: Type, tmp_path: Path) -> None:
    book(tmp_path, {"01-one.md": FILES["02-two.md"]})
    assert type_("audience", "matrix") == Answer(
        0,
        said("""
                                       everybody  in all
            content/01-one.md (lines)          2       2
        """),
        "",
    )


@pytest.mark.usefixtures("project")
def test_build_tells_what_no_edition_shows(type_: Type) -> None:
    answer = type_("build", "--audience", "clubs", "--format", "screen")
    assert answer.code == 0
    assert answer.err == (
        "content/tips.yaml:1: warning: no edition shows what stands here [matter-unseen]\n"
        "  hint: find out why: booklet explain content/tips.yaml:1\n"
    )
