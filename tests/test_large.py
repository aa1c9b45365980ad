"""A large book is set in parts, and comes out as if it had been set in one piece."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from same_pdfs import described, letters, pictures
from test_pages import LONGER, SIDES, failures
from workshop import CONTENTS, PLAIN, composed, fronted, make

from booklet.finding import TypesettingError
from booklet.galley import Galley, compose
from booklet.manuscript import write
from booklet.pages import Pages, compositor, facts, large, late, takes, typeset
from booklet.project import load

WORDS = "Words that fill the lines of a page and go on to the next one. "

#: Pages with a wide margin at the spine, running heads, and what is counted.
HEADS = """
    @page :left { margin-left: 20px; margin-right: 44px;
                  @top-left { content: string(chapter, first-except) " of " counter(pages) } }
    @page :right { margin-left: 44px; margin-right: 20px;
                   @top-right { content: string(part) " of " counter(pages) } }
    @page { @footnote { border-top: 1px solid } }
    h1 { string-set: chapter content(), part "" }
    h2 { string-set: part content() }
    table { border-collapse: collapse } td, th { border: 1px solid } pre { white-space: pre-wrap }
    .aside { float: right; width: 80px } .box { position: relative; background: #eee }
    .box b { position: absolute; right: 3px; top: 2px }
"""

MAP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="40" height="40">'
    '<path d="M0 0h9v9z"/></svg>'
)


def chapter(number: int, count: int, length: int) -> str:
    """A chapter with everything in it that is numbered, named, linked or tagged."""
    other, last = number % count + 1, (number + 3) % count + 1
    text = [
        f"# Chapter {number}\n\n[There](c{other}.md) and [a part](c{last}.md#more), [here](#more)."
    ]
    for part in range(length):
        text.append(f"## Part {part}\n\n{WORDS * 4}A note.[^{part}] {WORDS * 2}")
        text.append(f"[^{part}]: Note {number}.{part} of a chapter, [with a link](c{other}.md).")
    text += [
        "## More {: #more }\n\n| A | B |\n|---|---|\n| c | d |\n| e | f |",
        '<div class="box"><b>b</b> in a box</div>',
        '<table><tr><th scope="row">Row</th><td>one</td></tr></table>',
        "![A map](map.svg)\n\n- e\n- f\n    - g\n\n1. h\n\n```\ncode\n```",
        "[Out](https://example.org/) and back.",
        WORDS * (number % 4),
    ]
    return "\n\n".join(text)


def galley(folder: Path, theme: Mapping[str, str], css: str = HEADS, **more: str) -> Galley:
    """A book of five chapters."""
    lengths = (2, 1, 3, 1, 2)
    chapters = {
        f"c{number}.md": chapter(number, len(lengths), length)
        for number, length in enumerate(lengths, 1)
    }
    files = {"styles/own.css": css, "content/map.svg": MAP}
    return composed(make(folder, chapters, files, theme=theme, **more))


class Parted:
    """Sets galleys in parts, however short they are."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.turned = 0
        turn = late.Late.turn

        def counted(*args: object) -> None:
            self.turned += 1
            turn(*args)  # type: ignore[arg-type]

        patch.setattr(late.Late, "turn", counted)

    def set(self, galley: Galley, length: int = 1000, hands: int = 1) -> tuple[Pages, list[str]]:
        """Set a galley in parts of so many letters; tell the stages as well."""
        stages: list[str] = []
        with self.patch.context() as patch:
            patch.setattr(takes, "LENGTH", length)
            return typeset(galley, stages.append, hands=hands), stages


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> Parted:
    return Parted(monkeypatch)


def same(parts: Pages, whole: Pages) -> None:
    """Two ways to set a book have given the same."""
    assert letters(parts.pdf) == letters(whole.pdf)
    looks_the_same(parts, whole)


def looks_the_same(parts: Pages, whole: Pages) -> None:
    """Two ways to set a book have given the same, whatever letters its shapes stand for."""
    assert replace(parts, pdf=b"") == replace(whole, pdf=b"")
    ours, theirs = described(parts.pdf), described(whole.pdf)
    for what in theirs:
        assert ours[what] == theirs[what], what
    numbers = {0, whole.count // 3, whole.count // 2, whole.count - 1}
    assert pictures(parts.pdf, *numbers) == pictures(whole.pdf, *numbers)


def in_parts(stages: list[str]) -> int:
    """How many parts a book was set in, and nothing had to be set in one piece."""
    assert "setting the text" not in stages
    return int(stages[0].removeprefix("setting the text, in ").removesuffix(" parts"))


def slow(cases: Mapping[str, str]) -> list[Any]:
    """All cases but the first wait for a run that takes its time."""
    marks = [(), *[pytest.mark.slow] * (len(cases) - 1)]
    named = zip(cases.items(), marks, strict=True)
    return [pytest.param(case, id=name, marks=mark) for (name, case), mark in named]


@pytest.mark.parametrize("front", slow({"contents": CONTENTS, "none": "", "longer": LONGER}))
@pytest.mark.parametrize("letters_", [1100, pytest.param(400, marks=pytest.mark.slow)])
def test_page_for_page(
    tmp_path: Path, parted: Parted, monkeypatch: pytest.MonkeyPatch, front: str, letters_: int
) -> None:
    book = galley(tmp_path, fronted(front))
    monkeypatch.setattr(large, "LETTERS", letters_)
    pages, stages = parted.set(book)
    assert in_parts(stages) > 3
    same(pages, typeset(book))
    assert failures(pages.pdf, tmp_path) == []


@pytest.mark.slow
def test_some_are_turned_and_some_are_not(tmp_path: Path, parted: Parted) -> None:
    _, stages = parted.set(galley(tmp_path, fronted()))
    assert 0 < parted.turned < in_parts(stages)


@pytest.mark.slow
def test_from_right_to_left(tmp_path: Path, parted: Parted) -> None:
    book = galley(tmp_path, fronted(), HEADS + SIDES, keys='language = "en"\nbinding = "right"')
    pages, stages = parted.set(book)
    assert in_parts(stages) > 3
    same(pages, typeset(book))
    assert described(pages.pdf)["viewer"]["/Direction"] == "/R2L"


def test_two_hands_make_the_same_bytes(tmp_path: Path, parted: Parted) -> None:
    book = galley(tmp_path, fronted())
    one, _ = parted.set(book)
    for hands in (2, 3):
        many, stages = parted.set(book, hands=hands)
        assert many == one
        assert in_parts(stages) > 3
    assert parted.set(book)[0] == one


@pytest.mark.slow
def test_a_contents_of_more_pages_than_was_thought(
    tmp_path: Path, parted: Parted, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = galley(tmp_path, fronted())
    guess = large._Book._guess

    def wrong(self: large._Book) -> None:
        guess(self)
        self.first += 1

    monkeypatch.setattr(large._Book, "_guess", wrong)
    pages, stages = parted.set(book)
    assert stages.count("numbering the pages again") == 1
    same(pages, typeset(book))
    monkeypatch.setattr(large, "TRIES", 1)
    with pytest.raises(TypesettingError, match="contents-unsettled"):
        parted.set(book)


# What depends on the side.

UNLIKE = {
    "wider": "@page :left { margin-left: 60px }",
    "blank": "section { break-before: right }",
    "blank inside": "h1 + p { break-before: left }",
    "notes": "@page :left { @footnote { margin-left: 30px } }",
}


@pytest.mark.parametrize("css", slow(UNLIKE))
def test_pages_that_differ_by_more_than_margins_are_set_again(
    tmp_path: Path, parted: Parted, css: str
) -> None:
    book = galley(tmp_path, fronted(), HEADS + css)
    pages, stages = parted.set(book)
    assert in_parts(stages) > 3
    assert parted.turned == 0
    same(pages, typeset(book))


# What can't be cut.

FAR = {
    "a target": "a[href='#more']::after { content: target-counter('#c2--more', page) }",
    "a number": "h2::before { content: counter(page) }",
    "a count": "section { counter-increment: c } h1::before { content: counter(c) }",
    "a count of all": "body { counter-reset: p } p { counter-increment: p }",
    "a head": "h1 { position: running(h) } @page { @top-center { content: element(h) } }",
    "a fixed box": "pre { position: fixed; top: 0 }",
    "a page": "@page :nth(7) { margin: 50px }",
    "a count of pages": "@page { counter-increment: page 2 }",
    "notes of a kind": "p { counter-increment: footnote }",
    "no break": ".x {} section { break-before: auto }",
    "a quotation": "h2::before { content: open-quote no-close-quote }",
    "an ancestor": "body:has(pre) p { color: red }",
}


@pytest.mark.parametrize("css", slow(FAR))
def test_what_reaches_across_chapters_is_set_in_one_piece(
    tmp_path: Path, parted: Parted, css: str
) -> None:
    book = galley(tmp_path, fronted(), HEADS + css)
    pages, stages = parted.set(book)
    assert "setting the text" in stages
    same(pages, typeset(book))
    assert pages.pdf == typeset(book).pdf


#: What is counted, but begins anew in each chapter.
NEAR = {
    "in parts": "h2 { counter-increment: h } h2::before { content: counter(h) }",
    "notes": "section { counter-reset: footnote }",
    "brothers": "section + section p { color: red } section:nth-child(odd) { color: blue }"
    "section:last-child { font-size: 13px } section:first-of-type h1 { color: green }",
    "a frame": "main { border: 2px solid; padding: 7px } body, section { margin: 3px }",
    "words around": "main::before { content: 'before' } main::after { content: 'after' }",
}


@pytest.mark.parametrize("css", slow(NEAR))
def test_what_stays_within_chapters_is_cut(tmp_path: Path, parted: Parted, css: str) -> None:
    book = galley(tmp_path, fronted(), HEADS + css)
    pages, stages = parted.set(book)
    assert in_parts(stages) > 3
    same(pages, typeset(book))


@pytest.mark.slow
def test_what_stands_around_the_text(tmp_path: Path, parted: Parted) -> None:
    html = PLAIN["templates/book.html"].replace("<main>", "<p>Before</p><main>")
    html = html.replace("</main>", "<section>Behind</section></main><footer>Back</footer>")
    book = galley(tmp_path, PLAIN | {"templates/book.html": html})
    pages, stages = parted.set(book)
    assert in_parts(stages) > 3
    same(pages, typeset(book))


def test_fields_are_set_in_one_piece(tmp_path: Path, parted: Parted) -> None:
    book = replace(galley(tmp_path, fronted()), fields=True)
    assert parted.set(book)[1][0] == "setting the text"


def test_a_short_book_is_set_in_one_piece(tmp_path: Path, parted: Parted) -> None:
    book = galley(tmp_path, fronted())
    assert parted.set(book, 100_000)[1][0] == "setting the text"
    assert parted.set(book, 9_000)[1][0] == "setting the text"


# What is told.


@pytest.mark.slow
def test_what_is_lost_and_what_is_wrong_is_told_in_the_same_way(
    tmp_path: Path, parted: Parted
) -> None:
    book = galley(tmp_path, fronted(), HEADS + "pre { colr: red } li { unknown: 1 }")
    warned = typeset(book).findings
    assert {finding.code for finding in warned} == {"engine", "note-moved"}
    for hands in (1, 2):
        assert parted.set(book, hands=hands)[0].findings == warned
    book = galley(tmp_path, fronted(), HEADS + ".box { display: none }")
    with pytest.raises(TypesettingError) as whole:
        typeset(book)
    for hands in (1, 2):
        with pytest.raises(TypesettingError) as parts:
            parted.set(book, hands=hands)
        assert parts.value.findings == whole.value.findings
        assert len(parts.value.findings) == 5


@pytest.mark.slow
def test_letters_that_no_font_has_and_files_that_are_not_there(
    tmp_path: Path, parted: Parted
) -> None:
    css = "h2::before { content: '漢' } pre { background: url(none.png) }"
    book = galley(tmp_path, fronted(), HEADS + css.replace("url(none.png)", "red"))
    files = dict(book.files)
    own = files["styles/own.css"].replace(b"red", b"url(none.png)")
    book = replace(book, files={**files, "styles/own.css": own})
    with pytest.raises(TypesettingError) as whole:
        typeset(book)
    for hands in (1, 2):
        with pytest.raises(TypesettingError) as parts:
            parted.set(book, hands=hands)
        assert parts.value.findings == whole.value.findings
    codes = {finding.code for finding in whole.value.findings}
    assert codes >= {"glyph-missing", "fetch-refused"}


# The book that lies in this repository.


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "alike"), [("en-GB", same), ("ar", looks_the_same)])
def test_the_first_book_in_parts_is_the_book(
    tmp_path: Path, parted: Parted, tag: str, alike: Callable[[Pages, Pages], None]
) -> None:
    # A shape that makes several letters of Arabic stands for those that it made last in its file.
    project = load(Path(__file__).parents[1])
    [edition] = project.editions(["screen"], [tag], ["general"])
    book = compose(write(edition))
    pages, stages = parted.set(book, 8_000)
    assert in_parts(stages) > 3
    alike(pages, typeset(book))
    assert failures(pages.pdf, tmp_path) == []


# What is left behind: nothing.


def test_a_hand_that_is_killed_is_told_and_none_is_left(
    tmp_path: Path, parted: Parted, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = galley(tmp_path, fronted())
    here, set_ = os.getpid(), compositor.Compositor._set

    def dies(self: compositor.Compositor, wanted: compositor.Set) -> compositor.Laid:
        if wanted.take == 2 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return set_(self, wanted)

    monkeypatch.setattr(compositor.Compositor, "_set", dies)
    with pytest.raises(TypesettingError) as caught:
        parted.set(book, hands=2)
    assert [finding.code for finding in caught.value.findings] == ["hand-lost"]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_the_engine_can_not_do_is_told_by_a_hand_as_by_one(
    tmp_path: Path, parted: Parted, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = galley(tmp_path, fronted())

    def fails(*args: object) -> None:
        raise ZeroDivisionError("of nothing")

    monkeypatch.setattr(facts, "lost", fails)
    told = []
    for hands in (1, 2):
        with pytest.raises(TypesettingError) as caught:
            parted.set(book, hands=hands)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert told[0].startswith("error: the page engine fails in fails: ZeroDivisionError")
