"""Every word of a galley is on its pages, in letters that a font has, or it is told."""

from __future__ import annotations

from pathlib import Path

from workshop import PLAIN, failed, fronted, make, set_pages, texts

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
    assert failed(make(tmp_path, chapters)) == (
        'content/01-one.md:4: error: no font has these characters: "\U0001f600" (U+1F600 GRINNING'
        ' FACE), "漢" (U+6F22 CJK UNIFIED IDEOGRAPH-6F22), "字" (U+5B57 CJK UNIFIED IDEOGRAPH-5B57)'
        " [glyph-missing]\n"
        "  hint: no font of the house has it: write it in another way, or give the styles one that"
        " does"
    )


def test_a_character_without_a_shape(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"].replace("</section>", "<p>a&#x2028;b</p></section>")
    told = failed(make(tmp_path, files={"templates/chapter.html": page}))
    assert told.startswith(
        "content/01-one.md: error: no font has the character (U+2028 LINE SEPARATOR) [glyph-"
    )


def test_a_character_of_the_title(tmp_path: Path) -> None:
    told = failed(make(tmp_path, keys='language = "en"\nsubtitle = "漢"', theme={}))
    assert told.startswith('error: no font has the character "漢" (U+6F22 CJK UNIFIED')
