"""Pages: their numbers, their links, and an engine that is kept on a leash."""

from __future__ import annotations

import io
import logging
import os
import re
from pathlib import Path

import page as judge
import pikepdf
import pytest
from workshop import CONTENTS, PLAIN, composed, failed, fronted, make, set_pages, styled, texts

from booklet.finding import TypesettingError
from booklet.pages import Heading, Pages, engine, typeset


def failures(pdf: bytes, folder: Path) -> list[str]:
    """What an independent judge of PDF/UA has against a PDF."""
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    report = judge.validate_pdf(str(path), profile="ua1").to_dict()
    return [failure["message"] for failure in report["failures"]]


def numbers(pages: Pages) -> list[str]:
    """The number that each page shows at its foot."""
    return [text.rpartition(" ")[2] for text in texts(pages.pdf)]


# Numbers.


def test_a_book_without_a_front_begins_on_page_one(tmp_path: Path) -> None:
    pages = set_pages(make(tmp_path, {"01-one.md": "# One\n", "02-two.md": "# Two\n\n## Part\n"}))
    assert texts(pages.pdf) == ["One 1", "Two Part 2"]
    assert pages.outline == (
        Heading(1, "One", 1),
        Heading(1, "Two", 2),
        Heading(2, "Part", 2),
    )
    assert pages.sizes == ((225, 300), (225, 300))
    assert pages.count == 2


def test_the_contents_know_the_pages_of_chapters(tmp_path: Path) -> None:
    pages = set_pages(
        make(tmp_path, {"01-one.md": "# One\n", "02-two.md": "# Two\n"}, theme=fronted())
    )
    assert texts(pages.pdf) == ["A Small Book 1", "One 3 Two 4 2", "One 3", "Two 4"]


def test_pages_before_the_text_are_counted_as_well(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n", "02-two.md": "# Two\n"}
    galley = composed(make(tmp_path, chapters, theme=fronted()))
    assert typeset(galley, limit=4).count == 4
    with pytest.raises(TypesettingError) as caught:
        typeset(galley, limit=3)
    assert str(caught.value) == (
        "error: this takes more than 3 pages [pages-many]\n"
        "  hint: if it is meant to, say so: --page-limit"
    )


@pytest.mark.parametrize("count", [30, pytest.param(120, marks=pytest.mark.slow)])
def test_contents_of_several_pages(tmp_path: Path, count: int) -> None:
    chapters = {
        f"{number:03}-c.md": f"---\nid: c{number}\n---\n# Name {number}\n"
        for number in range(count)
    }
    chapters = {name: f"---\nid: c{name[:3]}\ntitle: Name\n---\n" for name in chapters}
    pages = set_pages(make(tmp_path, chapters, theme=fronted()))
    listed = re.findall(r"Name (\d+)", " ".join(texts(pages.pdf)[1:-count]))
    begun = [heading.page for heading in pages.outline]
    assert [int(number) for number in listed] == begun
    assert begun == list(range(pages.count - count + 1, pages.count + 1))
    assert pages.count - count > 2
    assert numbers(pages) == [str(number) for number in range(1, pages.count + 1)]


def test_a_front_of_fewer_pages_than_parts(tmp_path: Path) -> None:
    front = "<header><p>Ours</p><p>and</p><p>yours</p></header>"
    pages = set_pages(make(tmp_path, theme=fronted(front)))
    assert texts(pages.pdf) == ["Ours and yours 1", "One Words. 2"]


@pytest.mark.parametrize(
    "front", ["<header></header>", "<header>  </header>", "<header> <!-- --> </header>"]
)
def test_an_empty_front_is_none(tmp_path: Path, front: str) -> None:
    assert texts(set_pages(make(tmp_path, theme=fronted(front))).pdf) == ["One Words. 1"]


def test_contents_and_text_that_never_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TRIES", 1)
    front = "<header><p>Ours</p><p>and</p><p>yours</p></header>"
    assert failed(make(tmp_path, theme=fronted(front))) == (
        "error: the contents and the text do not agree on their page numbers [contents-unsettled]"
    )


def test_a_book_of_the_house_without_a_front(tmp_path: Path) -> None:
    book = '{% extends "house/book.html" %}{% block front %}{% endblock %}'
    pages = set_pages(make(tmp_path, files={"templates/book.html": book}, theme={}))
    assert pages.outline == (Heading(1, "One", 1),)
    assert pages.findings == ()


def test_what_stands_beside_the_text_is_set_once(tmp_path: Path) -> None:
    book = fronted()["templates/book.html"].replace(
        "</main>", "</main><div>Beside</div><footer>Back</footer>"
    )
    pages = set_pages(make(tmp_path, theme=fronted() | {"templates/book.html": book}))
    assert texts(pages.pdf)[2:] == ["One Words. Beside Back 3"]


#: A front matter of three pages.
LONGER = CONTENTS.replace("</div>", '</div><div style="break-after: page">x</div>')

SIDES = """
    @page :left { @top-center { content: 'left' } }
    @page :right { @top-center { content: 'right' } }
"""


@pytest.mark.parametrize(
    ("keys", "sides"),
    [
        ('language = "en"', ["right", "left", "right", "left"]),
        ('language = "ar"', ["left", "right", "left", "right"]),
        ('language = "en"\nbinding = "right"', ["left", "right", "left", "right"]),
    ],
)
@pytest.mark.parametrize("front", ["", CONTENTS, LONGER])
def test_sides_of_pages(tmp_path: Path, keys: str, sides: list[str], front: str) -> None:
    chapters = {"01-one.md": "# One\n", "02-two.md": "# Two\n"}
    files = {"styles/own.css": SIDES}
    pages = set_pages(make(tmp_path, chapters, files, keys=keys, theme=fronted(front)))
    found = [match[0] for text in texts(pages.pdf) if (match := re.search("left|right", text))]
    assert found == (sides * 2)[: pages.count]


def test_chapters_that_begin_on_the_right(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n", "02-two.md": "# Two\n"}
    css = ".x {} section { break-before: right } @page :blank { @bottom-center { content: none } }"
    pages = set_pages(make(tmp_path, chapters, {"styles/own.css": css}, theme=fronted(LONGER)))
    assert texts(pages.pdf) == [
        "A Small Book 1",
        "x 2",
        "One 5 Two 7 3",
        "",
        "One 5",
        "",
        "Two 7",
    ]
    assert [heading.page for heading in pages.outline] == [5, 7]


# Links and tags.


def test_a_link_with_words_and_a_picture_in_it_is_one_link(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    text = "## There\n\n[to **bold** and `code` ![A map](map.svg)](#there) [*out*](https://example.org/)"
    project = styled(
        tmp_path, "img { width: 40px; height: 40px }", text, **{"content/map.svg": svg}
    )
    pages = set_pages(project)
    assert failures(pages.pdf, tmp_path) == []
    book = pikepdf.open(io.BytesIO(pages.pdf))
    inside, outside = book.pages[0].Annots
    assert inside.Dest == "one--there"
    assert outside.A.URI == "https://example.org/"
    left, bottom, right, top = map(float, inside.Rect)
    assert right - left > 100
    assert abs(top - bottom) >= 30  # as high as the picture


def test_pages_are_accessible(tmp_path: Path) -> None:
    text = (
        "## There\n\nWords[^1] to [there](#there).\n\n| A | B |\n|---|---|\n| c | d |\n\n"
        "- e\n- f\n\n1. g\n\nTerm\n:   Words\n\n> h\n\n```\ni\n```\n\n"
        "[^1]: Note with a list.\n\n    - j\n"
    )
    pages = set_pages(make(tmp_path, f"# One\n\n{text}", theme=fronted()))
    assert failures(pages.pdf, tmp_path) == []


def test_a_book_of_the_house_with_notes_and_pictures(tmp_path: Path) -> None:
    pages = set_pages(Path(__file__).parent / "books/notes-and-pictures")
    assert pages.findings == ()
    assert failures(pages.pdf, tmp_path) == []
    first, second = (" ".join(texts(pages.pdf)[number - 1 :]) for number in starts(pages))
    assert "(trains.example/lake)" in first  # in a table
    assert re.search(r"\d\. In spring it can be wet\. Then take the road to the mill", first)
    assert re.search(r"\d\. walkers\.example/maps/lake\.html", first)
    assert re.search(r"\d\. The museum \(museum\.example\) has two more: the wheel of the", second)


def starts(pages: Pages) -> list[int]:
    return [heading.page for heading in pages.outline if heading.level == 1]


def test_a_heading_with_a_note_stands_in_the_outline_without_it(tmp_path: Path) -> None:
    text = "# One\n\n## Two[^1] [three](https://example.org/)\n\n[^1]: Note.\n"
    pages = set_pages(make(tmp_path, text))
    assert pages.outline == (Heading(1, "One", 1), Heading(2, "Two three", 1))


def test_anchors_in_any_script_are_found(tmp_path: Path) -> None:
    chapters = {
        "01-one.md": "# One\n\n## Über uns\n\n[a](#über-uns) [b](02-two.md#a%20b)\n",
        "02-two.md": '# Two\n\n<b id="a b">c</b>\n',
    }
    pages = set_pages(make(tmp_path, chapters))
    assert pages.findings == ()
    assert failures(pages.pdf, tmp_path) == []


# The engine.


def test_something_nested_too_deep(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"] + "<div>" * 300 + "x" + "</div>" * 300
    assert failed(make(tmp_path, files={"templates/chapter.html": page})) == (
        "error: something is nested too deep to be set [nested-deep]\n"
        "  hint: take lists, quotations or boxes out of one another"
    )


def test_the_same_galley_gives_the_same_bytes(tmp_path: Path) -> None:
    galley = composed(make(tmp_path, theme=fronted()))
    assert typeset(galley).pdf == typeset(galley).pdf


def test_the_machine_s_fonts_are_not_used_even_where_the_engine_ran_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint

    weasyprint.HTML(string="Words").render()
    monkeypatch.setenv("FONTCONFIG_FILE", "before")
    assert failed(styled(tmp_path, "p { font-family: sans-serif }", "漢")).startswith(
        "content/01-one.md:3:"
    )
    assert os.environ["FONTCONFIG_FILE"] == "before"


def test_nothing_is_logged_past_the_press(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("weasyprint")
    before = logger.level, logger.propagate, list(logger.handlers)
    logger.setLevel(logging.CRITICAL)
    try:
        pages = set_pages(styled(tmp_path, "p { colr: red }"))
        assert logger.level == logging.CRITICAL
    finally:
        logger.setLevel(before[0])
    assert len(pages.findings) == 1
    assert caplog.records == []
    assert (logger.level, logger.propagate, list(logger.handlers)) == before


def test_each_stage_is_told(tmp_path: Path) -> None:
    stages: list[str] = []
    typeset(composed(make(tmp_path, theme=fronted())), stages.append)
    assert stages == ["setting the text", "setting the contents", "painting the pages"]
