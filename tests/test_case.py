"""Pages come out the same, to the byte, whatever was set before them in the same process."""

from __future__ import annotations

import hashlib
import inspect
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workshop import PLAIN, composed, fronted, make

from booklet.finding import TypesettingError
from booklet.galley import Galley
from booklet.pages import Pages, case, looks, typeset

TEXT = """
The quick brown fox, *slowly*, jumps **over** the lazy dog: {} of all incomprehensibilities.[^1]

## A heading

- one of them
- another, which is so long that it does not fit on the line that it was begun on, by far

| a | b |
|---|---|
| office | fjord |

[^1]: A note with words.
"""


def pages(galley: Galley) -> Pages | str:
    """What comes of a galley: pages, or what its author is told instead."""
    try:
        return typeset(galley)
    except TypesettingError as trouble:
        return str(trouble)


def alone(galley: Galley) -> Pages | str:
    """What comes of a galley in a process that has set nothing else."""
    case._case.cache_clear()
    try:
        return pages(galley)
    finally:
        case._case.cache_clear()


def told(of: Pages | str) -> list[str]:
    return of.splitlines() if isinstance(of, str) else [str(finding) for finding in of.findings]


def of_a_book(folder: Path, css: str = "", text: str = TEXT, **keys: str) -> Galley:
    settings = "\n".join(f'{key} = "{value}"' for key, value in ({"language": "en"} | keys).items())
    chapters = {"01-one.md": f"# One\n{text.format('most')}", "02-two.md": f"# Two\n{text}"}
    folder.mkdir(exist_ok=True)
    return composed(make(folder, chapters, {"styles/own.css": css}, keys=settings, theme=fronted()))


#: Styles of a book; many differ in one value only.
STYLES = (
    "",
    *("p { letter-spacing: 0.1px }", "p { letter-spacing: 0.2px }"),
    *("p { word-spacing: 2px }", "p { word-spacing: 3px }"),
    *("p { hyphens: auto }", "p { hyphens: manual }"),
    *("p { font-weight: 400 }", "p { font-weight: 401 }"),
    *("p { font-family: 'Source Sans 3' }", "p { font-family: 'Source Serif 4' }"),
    *("p { text-align: justify }", "p { text-align: center }"),
    *("@page { size: 250px 400px }", "@page { size: 251px 400px }"),
    *("p { margin-left: 5vw }", "p { margin-left: 6vw }"),
    *("html { font-size: 13px } p { text-indent: 1rem }", "p { text-indent: 1rem }"),
    *("p { color: #102030 }", "p { color: #102031 }"),
    *("p { font-feature-settings: 'liga' off }", "p { font-variant-caps: small-caps }"),
    *("p { width: calc(1px * 1em) }", "p { colr: red }"),
    *("p { background: url(//host.example/a.png) }",),
    "p::first-letter { font-size: 3em } p { word-spacing: 0.5em; margin: 1em }",
    "p::first-line { font-weight: 700; letter-spacing: 1px }",
    "@font-face { font-family: 'Source Serif 4'; src: url(data:font/ttf;base64,AAEAAA) }",
)


def books(folder: Path) -> Iterator[Galley]:
    for number, css in enumerate(STYLES):
        try:
            yield of_a_book(folder / f"style{number}", css)
        except TypesettingError:
            continue
    for tag in ("de", "fr", "ar", "he"):
        yield of_a_book(folder / tag, "p { hyphens: auto }", language=tag)
    for page in ("A5", "A6"):
        yield replace(of_a_book(folder / page, page=page), first=2)
    large = PLAIN | {"templates/book.html": PLAIN["templates/book.html"].replace("12px", "14px")}
    (folder / "large").mkdir()
    yield composed(make(folder / "large", f"# One\n{TEXT}", theme=large))


@pytest.mark.slow
def test_books_come_out_the_same_in_any_order(tmp_path: Path) -> None:
    galleys = list(books(tmp_path))
    assert len(galleys) >= len(STYLES) + 5
    expected = [alone(galley) for galley in galleys]
    numbers = [*range(len(galleys)), *reversed(range(len(galleys)))]
    for number in numbers:
        assert pages(galleys[number]) == expected[number]


FRESH = """
import hashlib, pickle, sys
from booklet.pages import typeset
galley = pickle.load(sys.stdin.buffer)
pages = typeset(galley)
print(hashlib.sha256(pages.pdf).hexdigest(), *map(str, pages.findings), sep="\\n")
"""


@pytest.mark.slow
def test_a_used_case_is_as_good_as_a_fresh_process(tmp_path: Path) -> None:
    """Cases that are cleared may have forgotten less than they should."""
    galleys = [of_a_book(tmp_path / str(n), css) for n, css in enumerate(STYLES[:8:2])]
    galleys += [of_a_book(tmp_path / "de", language="de"), of_a_book(tmp_path / "math", STYLES[17])]
    for galley in [*galleys, *galleys[::-1]]:
        pages(galley)
    for galley in galleys:
        fresh = [sys.executable, "-c", FRESH]
        said = subprocess.run(fresh, input=pickle.dumps(galley), capture_output=True, check=True)
        used = pages(galley)
        assert isinstance(used, Pages)
        sums = [hashlib.sha256(used.pdf).hexdigest(), *map(str, used.findings)]
        assert said.stdout.decode() == "\n".join([*sums, ""])


# Documents of the same styles, which share all that can be shared.

SHEET = """
    @page { size: 300px 200px; margin: 10px 2rem; @bottom-center { content: counter(page) } }
    @page wide { size: 500px 200px }
    :root { --gap: 1em }
    html { font: 12px/15px "Source Serif 4" }
    html[lang=fr] { font-size: 14px }
    .wide { page: wide }
    .letter::first-letter { font-size: 3em; color: red }
    .line::first-line { letter-spacing: 1px; font-weight: 700 }
    .before::before { content: attr(title) " " counter(n); counter-increment: n }
    .gap { word-spacing: var(--gap); margin: var(--gap) }
    .cells { display: table; border-collapse: collapse } .cells p { display: table-cell }
    .flex { display: flex } .columns { columns: 2 }
    .one { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 60px }
    .two { width: 60px; white-space: nowrap }
    .clamp { max-lines: 1; block-ellipsis: auto; continue: discard }
"""

DECLARATIONS = (
    *("font-size: 2rem", "font-size: 1.5em", "font-size: 3vw", "font-size: 80%"),
    *("margin-left: 2vw", "margin: 1em", "padding: 1ex 2ch", "width: 50%", "width: 60px"),
    *("letter-spacing: 1px", "letter-spacing: 0.1em", "word-spacing: 0.3em", "text-indent: 2ch"),
    *("hyphens: auto", "hyphens: none", "hyphenate-limit-chars: 4 2 2", "hyphenate-character: '~'"),
    *("text-decoration: underline", "text-decoration: line-through red", "line-height: 2"),
    *("white-space: pre-wrap", "white-space: nowrap", "tab-size: 3", "word-break: break-all"),
    *("overflow-wrap: anywhere", "overflow-wrap: break-word", "text-overflow: ellipsis"),
    *("text-align: justify", "direction: rtl", "float: left", "position: relative; top: 2px"),
    *("font-variant-caps: small-caps", "font-feature-settings: 'liga' off", "font-weight: 700"),
    *("font-style: italic", "font-family: 'Source Sans 3'", "font-variation-settings: 'wght' 300"),
    *("--gap: 3px", "color: #123456", "width: calc(1px * 1em)", "font-size: calc(10px + 0.5em)"),
    *("border: 1em solid", "text-transform: uppercase", "font-kerning: none", "font-stretch: 75%"),
    *("display: inline-block", "display: none", "visibility: hidden", "lang: 'de'"),
)

CLASSES = tuple(re.findall(r"\.([a-z]+)", SHEET))

WORDS = st.sampled_from(
    (
        "office",
        "incomprehensibilities of a Donaudampfschifffahrtsgesellschaft",
        "The quick brown fox jumps over the lazy dog, and once more.",
        "soft\u00adhyphens in un\u00adbe\u00adliev\u00adably long words",
        "a\tb  c",
        "«Guillemets» und Anführungszeichen",
    )
)

ELEMENTS = st.builds(
    lambda tag, kind, lang, style, words: (
        f'<{tag} class="{kind}" title="t" lang="{lang}" style="{style}">{words} '
        f"<em>{words}</em></{tag}>"
    ),
    st.sampled_from(("p", "div", "h2", "blockquote", "li")),
    st.sampled_from(("", *CLASSES)),
    st.sampled_from(("en", "de", "")),
    st.lists(st.sampled_from(DECLARATIONS), max_size=3).map("; ".join),
    WORDS,
)

BODIES = st.lists(ELEMENTS, min_size=1, max_size=5)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Galley:
    return composed(make(tmp_path_factory.mktemp("book")))


def document(plain: Galley, elements: list[str], lang: str = "en", sheet: str = SHEET) -> Galley:
    """A galley with the fonts of a book, and a style sheet and elements of its own."""
    faces = "".join(re.findall("@font-face{.*?}", plain.html))
    body = "".join(elements)
    head = f"<head><title>T</title><style>{faces}{sheet}</style></head>"
    return replace(plain, html=f'<html lang="{lang}">{head}<body>{body}</body></html>', sources={})


def test_the_faces_of_a_book_are_those_of_its_documents(plain: Galley) -> None:
    one = pages(document(plain, ["<p>Words.</p>"]))
    assert isinstance(one, Pages)
    assert one.count == 1
    with pikepdf.open(BytesIO(one.pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert "+Source-Serif-4" in str(font.BaseFont)


@pytest.mark.slow
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(BODIES, BODIES, st.sampled_from(("en", "fr")), st.sampled_from(("en", "fr")))
def test_documents_with_the_same_styles_come_out_the_same(
    plain: Galley, first: list[str], second: list[str], one: str, other: str
) -> None:
    before, after = document(plain, first, one), document(plain, second, other)
    expected = alone(after)
    case._case.cache_clear()
    for galley in (before, after, before):
        pages(galley)
    found = pages(after)
    assert told(found) == told(expected)
    assert found == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # The root of one document is larger, and so are margins in rem.
        (("<p>a</p>", "en"), ("<p>a</p>", "fr")),
        # A viewport is that of the first page.
        (
            ('<p style="width: 20vw; border: 1px solid">a</p>', "en"),
            ('<p class="wide" style="width: 20vw; border: 1px solid">a</p>', "en"),
        ),
        (
            ('<p class="letter gap">Some words</p>', "en"),
            ('<p class="gap">Some words</p><p class="letter gap">Some words</p>', "en"),
        ),
        (
            ('<p class="one">Some words of more</p>', "en"),
            ('<p class="two">Some words of more</p>', "en"),
        ),
        (
            ('<p style="width: calc(1px * 1em)">a</p>', "en"),
            ('<p style="width: calc(1px * 1em)">b</p>', "en"),
        ),
    ],
    ids=["rem", "vw", "first letter", "ellipsis", "math"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_a_style_does_not_say(
    plain: Galley, first: tuple[str, str], second: tuple[str, str], turned: bool
) -> None:
    """A value may depend on more than its style and those around it."""
    pair = (second, first) if turned else (first, second)
    before, after = (document(plain, [body], lang) for body, lang in pair)
    expected = alone(after)
    pages(before)
    found = pages(after)
    assert found == expected


def test_warnings_are_told_of_each_document(plain: Galley) -> None:
    body = '<p style="width: calc(1px * 1em); colr: red">Words</p>'
    sheet = SHEET + "p { margn: 1px } @import url(no.css);"
    one, other = document(plain, [body], sheet=sheet), document(plain, [body, body], sheet=sheet)
    expected = told(alone(one))
    assert len(expected) >= 3
    for galley in (one, other, one):
        assert told(pages(galley)) == expected


def test_refused_addresses_are_told_of_each_document(plain: Galley) -> None:
    sheet = SHEET + "@import url(http://host.example/a.css); p { background: url(/b.png) }"
    galley = document(plain, ["<p>Words</p>"], sheet=sheet)
    expected = alone(galley)
    assert isinstance(expected, str)
    assert "http://host.example/a.css" in expected
    assert "b.png" in expected
    assert [pages(galley) for _ in range(3)] == [expected] * 3


def test_other_fonts_of_the_same_name_are_another_case(plain: Galley) -> None:
    serif, sans = (f"fonts/source-{name}-normal.ttf" for name in ("serif-4", "sans-3"))
    galley = document(plain, ["<p>Words in a font</p>"])
    other = replace(galley, files={**galley.files, serif: galley.files[sans]})
    expected = alone(other)
    assert expected != pages(galley)
    assert expected == pages(other)


def test_a_case_forgets_rather_than_grows(plain: Galley, monkeypatch: pytest.MonkeyPatch) -> None:
    galley = document(plain, [f"<p style='color: #{n:06x}'>Words {n}</p>" for n in range(30)])
    expected = alone(galley)
    monkeypatch.setattr(case, "_LINES", 5)
    monkeypatch.setattr(looks, "_MOST", 5)
    for _ in range(2):
        assert pages(galley) == expected
    held = case.case_for(galley)
    assert len(held._lines) <= 5
    assert len(held._looks._known) <= 5
    case._case.cache_clear()


def test_at_most_four_cases_are_at_hand(plain: Galley) -> None:
    for number in range(6):
        case.case_for(document(plain, [], sheet=f"p {{ margin: {number}px }}"))
    assert case._case.cache_info().currsize == 4


def test_every_property_that_a_line_depends_on_is_known() -> None:
    """Those that the engine asks for while it breaks a line are all in the name of the line."""
    from weasyprint.text import fonts, line_break

    sources = [
        *(line_break.split_first_line, line_break.create_layout, line_break.first_line_metrics),
        *(line_break.Layout, line_break.line_size, fonts.get_font_description),
    ]
    asked = {
        name
        for source in sources
        for name in re.findall(r"style\[['\"]([a-z_]+)['\"]\]", inspect.getsource(source))
    }
    assert len(asked) > 20
    assert asked <= set(case._ASKED)


def test_the_engine_is_as_it_was_afterwards(plain: Galley) -> None:
    from weasyprint import css
    from weasyprint.layout import inline, preferred
    from weasyprint.pdf.fonts import Font
    from weasyprint.text import line_break

    def parts() -> list[Any]:
        split = inline.split_first_line, preferred.split_first_line, line_break.split_first_line
        return [css.ComputedStyle, css.find_stylesheets, *split, Font.clean]

    before = parts()
    assert before[2] is before[3] is before[4]
    pages(document(plain, ["<p>Words</p>"]))
    assert isinstance(pages(document(plain, ['<img src="no.png"/>'])), str)
    assert parts() == before
