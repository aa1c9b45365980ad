"""What a typographer would not let pass is found where it was planted, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import test_cli
from test_cli import Answer, Type
from workshop import composed, fronted, make

from booklet.pages import remarks, takes, typeset

type_ = test_cli.type_

#: A page of PLAIN is 260 pixels wide inside, and has room for 23 lines below each other.
LOOSE_ENDS = "p { orphans: 1; widows: 1 } h1, h2 { font: 12px/15px 'Source Serif 4' }"


def found(folder: Path, css: str, text: str, files: Mapping[str, bytes] | None = None) -> list[str]:
    """What is told of a chapter below its title, which takes one line."""
    own = {"styles/own.css": css, **(files or {})}
    galley = composed(make(folder, f"# One\n\n{text}\n", own))
    return [
        str(finding).partition("\n")[0] for finding in remarks(typeset(galley).blemishes, galley)
    ]


def lines(count: int, words: str = "Words.") -> str:
    """So many paragraphs of one line."""
    return f"{words}\n\n" * count


def broken(*texts: str) -> str:
    """A paragraph with lines that its author ended, each but the last with two spaces."""
    return "  \n".join(texts)


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    text = lines(20) + broken("Words that begin", "and go on", "and on", "and end here", "as well")
    text += "\n\n" + lines(9)
    assert found(tmp_path, "p { orphans: 2; widows: 2 }", text) == []


def test_a_widow(tmp_path: Path) -> None:
    text = lines(20) + broken("Words that begin", "and go on", "and end here.")
    assert found(tmp_path, LOOSE_ENDS, text) == [
        "content/01-one.md:45: warning: page 2: the last line of a paragraph stands alone"
        " at the top: and end here. [type-widow]",
        "content/01-one.md:45: warning: page 2: a chapter ends with a few lines on a page"
        " of their own: and end here. [type-end]",
    ]


def test_an_orphan(tmp_path: Path) -> None:
    text = lines(21) + broken("Words that begin", "and go on", "and end here.") + "\n\n" + lines(9)
    assert found(tmp_path, LOOSE_ENDS, text) == [
        "content/01-one.md:45: warning: page 1: the first line of a paragraph stands alone"
        " at the foot: Words that begin [type-orphan]",
    ]


def test_the_first_line_and_the_last_of_a_short_paragraph(tmp_path: Path) -> None:
    text = lines(21) + broken("Words that begin", "and end here.") + "\n\n" + lines(9)
    assert [told.rpartition("[")[2] for told in found(tmp_path, LOOSE_ENDS, text)] == [
        "type-orphan]",
        "type-widow]",
    ]


HYPHENS = "p { width: 62px; hyphens: auto; hyphenate-limit-chars: 4 2 2; orphans: 1; widows: 1 }"
LONG = "extraordinarily uncomfortable considerations notwithstanding impossibilities "


def test_hyphens_in_a_row(tmp_path: Path) -> None:
    [told] = [
        each for each in found(tmp_path, HYPHENS, f"{LONG}end here at last.") if "ladder" in each
    ]
    assert told == (
        "content/01-one.md:3: warning: page 1: too many lines in a row end in a hyphen:"
        " ex- traordin- un- comfort- con- sidera- not- with- [type-ladder]"
    )


@pytest.mark.parametrize(("before", "word"), [(0, "ex-"), (1, ""), (2, "traordin-")])
def test_a_word_that_is_broken_where_the_leaf_is_turned(
    tmp_path: Path, before: int, word: str
) -> None:
    """Odd pages are the fronts of leaves; the first page has room for a line less."""
    chapters = {f"{number}.md": f"# A{number}\n\nWords.\n" for number in range(before)}
    text = f"# Last\n\n{lines(21)}extraordinarily so, and on.\n\n{lines(9)}"
    files = {"styles/own.css": f"{LOOSE_ENDS} p {{ width: 62px; hyphens: auto }}"}
    galley = composed(make(tmp_path, chapters | {"last.md": text}, files))
    told = [str(each).partition("\n")[0] for each in remarks(typeset(galley).blemishes, galley)]
    wanted = (
        f"content/last.md:45: warning: page {before + 1}: a word is broken where the leaf is"
        f" turned: {word} [type-turn]"
    )
    assert [each for each in told if "type-turn" in each] == ([wanted] if word else [])


def test_words_that_stand_far_apart(tmp_path: Path) -> None:
    css = "p { width: 120px; text-align: justify }"
    text = "One or two Donaudampfschiffahrt and more of it that stands in even lines of words."
    assert found(tmp_path, css, text) == [
        "content/01-one.md:3: warning: page 1: the words of a line stand far apart:"
        " One or two [type-loose]",
    ]


def test_ragged_lines_are_never_loose(tmp_path: Path) -> None:
    text = "One or two Donaudampfschiffahrt and more of it that stands in ragged lines of words."
    assert found(tmp_path, "p { width: 120px }", text) == []


def test_a_last_line_of_next_to_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, "", broken("Words that begin", "and go on", "so.")) == [
        "content/01-one.md:3: warning: page 1: next to nothing is left for the last line"
        " of a paragraph: so. [type-runt]",
    ]


@pytest.mark.parametrize(
    "text",
    [
        broken("Words that begin and end", "so."),
        broken("Words that begin", "and go on", "so they say."),
        broken("Words that begin", "and go on", "nevertheless."),
        "## Words that  \nbegin  \nso\n\nMore.",
    ],
)
def test_a_last_line_that_is_long_enough(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, "", text) == []


def test_the_rest_of_a_word_is_no_line(tmp_path: Path) -> None:
    css = "p { width: 110px; hyphens: auto }"
    text = "Some words that go on and on and end with considerations"
    assert found(tmp_path, css, text) == [
        "content/01-one.md:3: warning: page 1: next to nothing is left for the last line"
        " of a paragraph: ations [type-runt]",
    ]


def test_a_word_with_a_hyphen_of_its_own_is_whole(tmp_path: Path) -> None:
    css = "p { width: 110px; hyphens: manual }"
    assert found(tmp_path, css, "Some words that go on and on and end with self-reliance") == []


def test_a_heading_near_the_foot(tmp_path: Path) -> None:
    text = lines(20) + "## A part of it\n\nOne line.\n\n" + lines(9)
    assert found(tmp_path, LOOSE_ENDS, text) == [
        "content/01-one.md:43: warning: page 1: a heading has next to nothing below it:"
        " A part of it [type-heading]",
    ]


def test_a_heading_with_a_line_at_the_end_of_a_chapter(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n\n## Part\n\nOne line.\n", "02-two.md": "# Two\n\nMore.\n"}
    assert typeset(composed(make(tmp_path, chapters))).blemishes == ()


TABLE = "| A | B |\n|---|---|\n" + "".join(f"| {n} | row {n} |\n" for n in range(1, 5))


@pytest.mark.parametrize(
    ("before", "page", "row"), [(20, 1, "1 row 1"), (18, 2, "4 row 4"), (19, 0, ""), (17, 0, "")]
)
def test_a_row_that_stands_alone(tmp_path: Path, before: int, page: int, row: str) -> None:
    css = "td, th { padding: 0; line-height: 15px } table { border-spacing: 0 }"
    told = found(tmp_path, css, lines(before) + TABLE + "\n\n" + lines(9))
    wanted = f"warning: page {page}: one row of a table stands alone: {row} [type-table]"
    assert [each.partition(": ")[2] for each in told] == ([wanted] if row else [])


def test_a_page_that_was_left_too_early(tmp_path: Path) -> None:
    text = (
        lines(8)
        + "Words before it.\n\n> "
        + broken(*["Words."] * 20).replace("\n", "\n> ")
        + "\n\n"
        + lines(9)
    )
    told = found(tmp_path, "blockquote { break-inside: avoid; margin: 0 }", text)
    assert told == [
        "content/01-one.md:19: warning: page 1: more than half of the page stays empty, as what"
        " comes next does not fit on it: Words before it. [type-gap]",
    ]


def test_a_page_that_its_author_ended(tmp_path: Path) -> None:
    css = "h2 { break-before: page }"
    assert found(tmp_path, css, lines(6) + "## Part\n\n" + lines(6)) == []
    css = "blockquote { break-after: page; margin: 0 }"
    assert found(tmp_path, css, lines(3) + "> Words.\n\n" + lines(6)) == []


def test_a_picture_fills_a_page(tmp_path: Path) -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="250"><path d="M0 0h9v9z"/>'
        b"</svg>"
    )
    theme = {"content/images/one.svg": picture}
    text = lines(20) + "![A sign](images/one.svg)"
    assert found(tmp_path, "img { height: 250px }", text, files=theme) == []


def test_short_chapters_covers_and_blank_pages(tmp_path: Path) -> None:
    css = "section { break-before: right }"
    chapters = {"01-one.md": "# One\n\nWords.\n", "02-two.md": "# Two\n\nMore.\n"}
    galley = composed(make(tmp_path, chapters, {"styles/own.css": css}, theme=fronted()))
    pages = typeset(galley)
    assert (pages.count, pages.blemishes) == (5, ())


def test_from_right_to_left(tmp_path: Path) -> None:
    css = f"{LOOSE_ENDS} p {{ text-align: justify }}"
    text = lines(20, "كلمة.") + broken("كلمات تبدأ هنا", "ثم تمضي", "وتنتهي هنا.")
    galley = composed(
        make(tmp_path, f"# One\n\n{text}\n", {"styles/own.css": css}, keys='language = "ar"')
    )
    kinds = [(each.kind, each.page, each.words) for each in typeset(galley).blemishes]
    assert kinds == [("widow", 2, "وتنتهي هنا."), ("end", 2, "وتنتهي هنا.")]


def test_a_large_book_tells_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By takes, of which none knows its pages, or as a whole."""
    text = lines(21) + broken("Words that begin", "and go on", "and end here.")
    chapters = {f"{number}.md": f"# A{number}\n\n{text}\n" for number in range(6)}
    folder = make(tmp_path, chapters, {"styles/own.css": LOOSE_ENDS}, theme=fronted())
    whole = typeset(composed(folder))
    monkeypatch.setattr(takes, "LENGTH", 200)
    parts = typeset(composed(folder))
    assert whole.blemishes == parts.blemishes
    assert [each.page for each in whole.blemishes] == [4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14]


# The command.


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return make(tmp_path, "# One\n\n" + broken("Words that begin", "and go on", "so.") + "\n")


TOLD = (
    "content/01-one.md:3: warning: page 1: next to nothing is left for the last line"
    " of a paragraph: so. [type-runt]\n"
    "  hint: make the paragraph a word longer or shorter\n"
    "small-en-screen  1 page: 1 type-runt\n"
)


@pytest.mark.usefixtures("book")
def test_editions_are_looked_over(type_: Type) -> None:
    both = f"{TOLD}small-en-booklet  1 page: 1 type-runt\n"
    assert type_("check") == Answer(5, both, "")
    assert type_("check", "--format", "screen") == Answer(5, TOLD, "")
    assert not Path("out").exists()


def test_pages_that_are_kept_are_told_with_the_lines_of_today(book: Path, type_: Type) -> None:
    assert type_("build").code == 0
    path = book / "content/01-one.md"
    path.write_text(f"\n\n{path.read_text('utf-8')}", "utf-8")
    answer = type_("check", "--format", "screen")
    assert answer == Answer(5, TOLD.replace("md:3", "md:5"), "")


@pytest.mark.usefixtures("book")
def test_a_build_tells_nothing_of_it(type_: Type) -> None:
    answer = type_("build", "--strict")
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.usefixtures("book")
def test_lines_for_programs(type_: Type) -> None:
    answer = type_("check", "--format", "screen", "--json")
    [seen] = [each for each in map(json.loads, answer.out.splitlines()) if each["event"] != "stage"]
    assert answer.code == 5
    assert seen == {
        "event": "looked",
        "editions": ["small-en-screen"],
        "pages": 1,
        "findings": [
            {
                "severity": "warning",
                "code": "type-runt",
                "message": "page 1: next to nothing is left for the last line of a paragraph: so.",
                "place": {"file": "content/01-one.md", "line": 3},
                "hint": "make the paragraph a word longer or shorter",
                "page": 1,
                "words": "so.",
            }
        ],
    }


def test_a_book_without_blemishes(tmp_path: Path, type_: Type) -> None:
    make(tmp_path)
    answer = type_("check", "--format", "screen")
    assert answer == Answer(0, "small-en-screen  1 page: nothing found\n", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--profile", "press"), "name the file that is to be looked over"),
        (("tea.pdf", "--locale", "de"), "name a file, or editions, and not both"),
    ],
)
def test_a_file_or_editions(type_: Type, words: tuple[str, ...], told: str) -> None:
    answer = type_("check", *words)
    assert (answer.code, answer.err.splitlines()[-1]) == (2, f"Error: {told}")


def test_words_that_a_style_sets_apart(tmp_path: Path) -> None:
    [told] = found(tmp_path, "p { word-spacing: 8px }", "Words that are few.")
    assert told == (
        "content/01-one.md:3: warning: page 1: the words of a line stand far apart:"
        " Words that are few. [type-loose]"
    )
