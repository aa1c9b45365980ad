"""Pages carry every word of their galley, and numbers that are right."""

from __future__ import annotations

import io
import logging
import os
import re
from pathlib import Path

import page as judge
import pikepdf
import pytest
from workshop import CONTENTS, PLAIN, composed, fronted, make, set_pages, texts

from booklet.finding import TypesettingError
from booklet.pages import Heading, Pages, engine, typeset


def failed(project: Path) -> str:
    with pytest.raises(TypesettingError) as caught:
        set_pages(project)
    return str(caught.value)


def styled(folder: Path, css: str, text: str = "Words.", **files: str | bytes) -> Path:
    return make(folder, f"# One\n\n{text}\n", {"styles/own.css": css, **files})


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


# Text that is lost.

TOLD = "this text is not on any page, or not all of it"
HINT = "it stands in something too large for its page, like a long note, or a style hides it"


def dressed(folder: Path, styles: list[str], text: str) -> Path:
    """A book with a chapter for each style; in the style, ? stands for its paragraphs."""
    chapters = {
        f"{number}.md": f"---\nid: c{number}\ntitle: C\n---\n{text}\n"
        for number in range(len(styles))
    }
    css = "".join(style.replace("?", f"#c{number} p") for number, style in enumerate(styles))
    return make(folder, chapters, {"styles/own.css": css})


def test_text_that_a_style_hides(tmp_path: Path) -> None:
    styles = [
        "? { display: none }",
        "? { visibility: hidden }",
        "? { position: absolute; left: -900px }",
        "? { position: absolute; top: 390px }",
        "? { margin-left: 250px; white-space: nowrap }",
        "? { height: 2px; overflow: hidden }",
        "? { font-size: 0 }",
        "? { position: running(words) }",
        "? { display: inline-block; padding-top: 500px }",
        "? { margin-top: -200px }",
    ]
    told = failed(dressed(tmp_path, styles, "Some words that count."))
    assert told.splitlines()[::2] == [
        f"content/{number}.md:5: error: {TOLD}: Some words that count. [text-lost]"
        for number in range(len(styles))
    ]
    assert set(told.splitlines()[1::2]) == {f"  hint: {HINT}"}


LOOKS = [
    "? { text-transform: uppercase }",
    "? { text-transform: capitalize }",
    "?::first-letter { font-size: 30px; float: left }",
    "?::first-letter { color: red } ?::first-line { color: red }",
    "? { position: absolute; top: 30px }",
    "? { float: right; width: 60px; text-align: justify }",
    "? { width: 20px; overflow-wrap: anywhere; hyphens: auto }",
    "? { overflow: hidden; padding: 3px }",
    "? { columns: 2; orphans: 1; widows: 1 }",
    "? { display: flex }",
    "? { display: grid }",
    "? { direction: rtl }",
    "? { letter-spacing: 2px; font-variant: small-caps; font-feature-settings: 'liga' }",
    "? { white-space: pre-wrap }",
    "?::before { content: 'words ' attr(class) } ?::after { content: open-quote }",
    "? { page: small } @page small { size: 90px 90px; margin: 9px }",
    "? { position: running(p); page: wide } section { page: wide }"
    "@page wide { margin: 90px; @top-center { content: element(p) } }",
]


def test_text_that_only_looks_another_way(tmp_path: Path) -> None:
    text = (
        "Istanbul ıssız fflame ﬁne, daß Ärger – co-operation. A\u00a0b c\u2009d e\u2011f"
        " \u2060g <wbr>h<br>i <b>j</b>k ' \" `l  m`"
    )
    assert set_pages(dressed(tmp_path, LOOKS, text)).findings == ()
    hyphens = "Words co\u00adope\u00adra\u00ad\u200btion &shy; and Do&shy;nau&shy;dampf. " * 3
    assert set_pages(make(tmp_path / "b", f"# One\n\n{hyphens}\n")).findings == ()


def test_a_note_taller_than_its_page(tmp_path: Path) -> None:
    note = " ".join(f"word{number}" for number in range(600))
    told = failed(make(tmp_path, f"# One\n\nText[^1].\n\n[^1]: Here begins a long note: {note}.\n"))
    assert told.startswith(
        f"content/01-one.md:5: error: {TOLD}: Here begins a long note: word0 word1"
    )
    assert len(told.splitlines()) == 2


def noted(folder: Path, count: int, length: int) -> Path:
    calls = "\n\n".join(f"Words with a note[^{number}]." for number in range(count))
    notes = "\n".join(f"[^{n}]: Note {n} says {'so ' * length}." for n in range(count))
    return make(folder, f"# One\n\n{calls}\n\n{notes}\n")


def test_notes_that_move_on_to_the_next_page_are_not_lost(tmp_path: Path) -> None:
    pages = set_pages(noted(tmp_path, 12, 20))
    assert pages.count > 1
    assert [finding.code for finding in pages.findings] == ["note-moved"]


def test_notes_that_pile_up_over_the_head_of_the_last_page(tmp_path: Path) -> None:
    told = failed(noted(tmp_path, 5, 150))
    assert f"error: {TOLD}: Note 1 says so so" in told


def test_a_heading_of_a_table_on_each_page_is_not_missed(tmp_path: Path) -> None:
    rows = "\n".join(f"| row {number} | word |" for number in range(60))
    pages = set_pages(make(tmp_path, f"# One\n\n| Heading | B |\n|---|---|\n{rows}\n"))
    assert pages.findings == ()
    assert " ".join(texts(pages.pdf)).count("Heading") == pages.count > 2


def test_a_long_word_beyond_the_edge(tmp_path: Path) -> None:
    assert failed(make(tmp_path, f"# One\n\n{'x' * 90}\n")).startswith(
        f"content/01-one.md:3: error: {TOLD}: {'x' * 60} ... [text-lost]"
    )


def test_lost_texts_in_a_row_are_told_together(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n\n- a b c\n- d\n\nAnd\n\n- e\n", "02-two.md": "# Two\n\n- f\n"}
    told = failed(make(tmp_path, chapters, {"styles/own.css": "li { display: none }"}))
    assert [line for line in told.splitlines() if "hint" not in line] == [
        f"content/01-one.md: error: {TOLD}: a b c d [text-lost]",
        f"content/01-one.md: error: {TOLD}: e [text-lost]",
        f"content/02-two.md: error: {TOLD}: f [text-lost]",
    ]


def test_lost_text_of_a_record_is_told_at_the_record(tmp_path: Path) -> None:
    files = {
        "content/facts.yaml": "one:\n  text: These are some words.\n",
        "templates/data/facts.html": "{% for fact in records %}<i>{{ fact.text }}</i>{% endfor %}",
        "styles/own.css": "i { display: none }",
    }
    told = failed(make(tmp_path, "# One\n\n/// facts\n///\n", files))
    assert told.splitlines()[0] == (
        f"content/facts.yaml:2: error: {TOLD}: These are some words. [text-lost]"
    )


def test_lost_text_of_the_front_has_no_line(tmp_path: Path) -> None:
    files = {"styles/own.css": "header div { display: none }"}
    assert failed(make(tmp_path, files=files, theme=fronted())).splitlines()[0] == (
        f"error: {TOLD}: A Small Book [text-lost]"
    )


def test_words_that_are_not_for_paper_are_not_missed(tmp_path: Path) -> None:
    more = (
        '<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"><title>A</title><text>b</text></svg>'
        "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby><template>c</template></section>"
    )
    page = PLAIN["templates/chapter.html"].replace("</section>", more)
    assert set_pages(make(tmp_path, files={"templates/chapter.html": page})).findings == ()


# Characters that no font has.


def test_a_character_that_no_font_has(tmp_path: Path) -> None:
    chapters = {
        "01-one.md": "# One\n\nWords\nand \U0001f600 and 漢字.\n",
        "02-two.md": "# Two\n\n字\n",
    }
    hint = "\n  hint: write it in another way, or give the styles a font that has it"
    assert failed(make(tmp_path, chapters)) == (
        'content/01-one.md:4: error: no font has these characters: "\U0001f600" (U+1F600), "漢"'
        f' (U+6F22), "字" (U+5B57) [glyph-missing]{hint}'
    )


def test_a_character_without_a_shape(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"].replace("</section>", "<p>a&#x2028;b</p></section>")
    told = failed(make(tmp_path, files={"templates/chapter.html": page}))
    assert told.startswith("content/01-one.md: error: no font has the character (U+2028) [glyph-")


def test_a_character_of_the_title(tmp_path: Path) -> None:
    told = failed(make(tmp_path, keys='language = "en"\nsubtitle = "漢"', theme={}))
    assert told.startswith('error: no font has the character "漢" (U+6F22) [glyph-missing]')


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
