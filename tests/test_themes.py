"""Themes, accents and logos: what booklet.toml may say of looks, and what comes of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import SETTINGS, Desk, book
from test_formats_looks import letters

from booklet.finding import BookletError
from booklet.galley import Galley, compose, compose_cover
from booklet.manuscript import write
from booklet.measure import PAPERS, points
from booklet.pages import typeset
from booklet.project import THEMES, Project, house_formats, load
from booklet.project.colours import ENOUGH, contrast, readable

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 10"><path d="M0 0h90v10H0z"/></svg>'

CHAPTER = """---
title: One
summary: In short.
---

Words, *slanted* and **bold**[^a], and `code`.

/// callout | A box

In it.
///

| A | B |
|---|---|
| c | d |

/// checklist
- one
- two
///

/// worksheet | Write
///

/// quotes
///

    code

[^a]: A note.
"""

QUOTES = "ann: {name: Ann, text: Yes.}\nbob: {name: Bob, text: No., reported: true}\n"

FORMATS = tuple(house_formats(PAPERS["a5"]))

FACE = '[book]\nname = "small"\ntitle = "Small"\nlanguage = "en"\ndate = 2026-03-31\n'


def small(root: Path, theme: str, more: str = "") -> Project:
    """A small book of every kind of thing."""
    (root / "logo.svg").write_text(LOGO)
    settings = f'{FACE}{more}\n[formats.cards]\ndata = "quotes"\n[theme]\n{theme}\n'
    return load(book(root, {"01-one.md": CHAPTER, "quotes.yaml": QUOTES}, settings))


def galley(project: Project, way: str = "screen") -> Galley:
    return compose(write(project.editions([way])[0]))


# What booklet.toml may say.


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_a_readable_colour_is_readable_and_darker(colour: str) -> None:
    made = readable(colour)
    assert contrast(made) >= ENOUGH
    assert all(int(made[n : n + 2], 16) <= int(colour[n : n + 2], 16) for n in (1, 3, 5))
    assert (made == colour) == (contrast(colour) >= ENOUGH)


def test_what_is_wrong_in_a_theme_is_told(desk: Desk) -> None:
    theme = """[theme]
name = "plane"
accent = "orange"
serif = []
sans = 3
logo = "logo.svg"
colour = "red"
[audiences.a]
accent = "#12345"
"""
    needed = 'a colour such as "#b35a1f" is needed, not'
    assert desk.refused(SETTINGS + theme) == (
        "booklet.toml:6: error: name: no theme is called 'plane'; did you mean 'plain'?"
        " [value-wrong]\n"
        f"booklet.toml:7: error: accent: {needed} 'orange' [value-wrong]\n"
        "booklet.toml:8: error: serif: the list of font files is empty [value-wrong]\n"
        "booklet.toml:9: error: sans: a text in quotation marks is needed, not a number"
        " [value-wrong]\n"
        "booklet.toml:10: error: logo: there is no file 'logo.svg' [file-missing]\n"
        "booklet.toml:11: error: no key is called 'colour' in [theme] [key-unknown]\n"
        "  hint: there are: accent, logo, name, sans, serif\n"
        f"booklet.toml:13: error: accent: {needed} '#12345' [value-wrong]"
    )


def test_a_pale_accent_is_told_with_one_that_will_do(desk: Desk) -> None:
    settings = '[theme]\naccent = "#F08C2E"\n[audiences.a]\naccent = "#fff"\n'
    assert desk.refused(SETTINGS + settings) == (
        "booklet.toml:6: warning: accent: #f08c2e has a contrast of 2.47:1 on white, less than"
        " 4.5:1 [accent-pale]\n"
        '  hint: the nearest darker colour that suffices: "#ad6521"\n'
        "booklet.toml:8: warning: accent: #ffffff has a contrast of 1:1 on white, less than 4.5:1"
        " [accent-pale]\n"
        '  hint: the nearest darker colour that suffices: "#767676"'
    )


# Colours.


def test_a_book_without_a_theme_is_as_before(tmp_path: Path) -> None:
    made = galley(small(tmp_path, ""))
    assert "theme.css" not in made.files
    assert [name for name in made.styles if "theme" in name or "logo" in name] == []


def test_an_accent_stands_between_the_house_and_the_format(tmp_path: Path) -> None:
    made = galley(small(tmp_path, 'accent = "#2C7A51"'))
    assert made.styles[:3] == ("styles/base.css", "theme.css", "styles/blocks.css")
    assert made.files["theme.css"] == b":root{--warm:#2c7a51;--sand:#e9f1ed}\n"
    assert b"#2c7a51" in made.files["styles/motif.svg"]
    assert b"#b35a1f" not in made.files["styles/motif.svg"]


def test_readers_have_an_accent_of_their_own(tmp_path: Path) -> None:
    more = '[audiences.a]\n[audiences.b]\naccent = "#14505c"\n[axes.level.new]\n'
    project = small(tmp_path, 'accent = "#2c7a51"', more)
    accents = {one.audiences[0].name: one.accent for one in project.editions(["screen"])}
    assert accents == {"a": "#2c7a51", "b": "#14505c"}


@pytest.mark.parametrize(
    ("drawing", "kept"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><path fill="#B35A1F"/></svg>', False),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path fill="#b35a1f0a"/></svg>', True),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path fill="#123456"/></svg>', True),
    ],
)
def test_drawings_get_the_accent(tmp_path: Path, drawing: str, kept: bool) -> None:
    project = small(tmp_path, 'accent = "#2c7a51"')
    (tmp_path / "content/a.svg").write_text(drawing)
    (tmp_path / "content/01-one.md").write_text("# One\n\n![A](a.svg)\n")
    made = galley(project).files["content/a.svg"].decode()
    assert made == (drawing if kept else drawing.replace("#B35A1F", "#2c7a51"))


# A logo.


def test_a_logo_is_on_both_covers_with_words(tmp_path: Path) -> None:
    html = galley(small(tmp_path, 'logo = "logo.svg"', 'publisher = "The Street"')).html
    image = '<img class="logo" src="http://galley.invalid/logo.svg" alt="The Street" />'
    assert html.count(image) == 2
    assert html.count("<img") == 2


def test_a_logo_that_is_no_picture(tmp_path: Path) -> None:
    project = small(tmp_path, 'logo = "logo.svg"')
    (tmp_path / "logo.svg").write_text("<html/>")
    with pytest.raises(BookletError) as caught:
        galley(project)
    assert str(caught.value) == (
        "booklet.toml:10: error: 'logo.svg' can't be printed: it is no picture [picture-damaged]\n"
        "  hint: a picture may be: PNG, JPEG, GIF, WEBP, SVG"
    )


def drawn(pdf: bytes) -> Iterator[tuple[int, float]]:
    """The width of each thing that is painted, in points, with its page."""
    for number, page in enumerate(pdfium.PdfDocument(pdf), 1):
        for thing in page.get_objects(max_depth=1):
            left, _, right, _ = thing.get_bounds()
            yield number, right - left


@pytest.mark.parametrize("way", ["screen", "large"])
def test_a_logo_is_never_wider_than_a_third_of_the_page(tmp_path: Path, way: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/motif.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    project = small(tmp_path, 'logo = "logo.svg"')
    third = project.formats[way].page.width / 3
    pages = typeset(galley(project, way))
    widths = [width for page, width in drawn(pages.pdf) if page == 1]
    assert third * 0.6 < max(w for w in widths if w < third * 1.01) <= third


# Each theme in each format.


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("way", FORMATS)
def test_each_theme_prints_each_format(tmp_path: Path, theme: str, way: str) -> None:
    project = small(
        tmp_path, f'name = "{theme}"\nlogo = "logo.svg"', 'description = "A few words."'
    )
    made = galley(project, way)
    pages = typeset(made)
    assert (*project.findings, *made.findings, *pages.findings) == ()
    most = project.formats[way].most
    assert most is None or pages.count <= most
    front = pdfium.PdfDocument(pages.pdf)[0].get_textpage().get_text_range()
    assert "Small" in front or way == "cards"


@pytest.mark.parametrize("theme", THEMES)
def test_each_theme_prints_a_cover_for_a_shop(tmp_path: Path, theme: str) -> None:
    project = small(tmp_path, f'name = "{theme}"\nlogo = "logo.svg"', 'subtitle = "Under"')
    pages = typeset(compose_cover(write(project.editions(["press"])[0]), points("8mm")))
    assert (pages.count, pages.findings) == (1, ())


@pytest.mark.parametrize("way", FORMATS)
def test_plain_is_black_on_white(tmp_path: Path, way: str) -> None:
    project = small(tmp_path, 'name = "plain"\naccent = "#2c7a51"', 'description = "A few words."')
    with pikepdf.open(io.BytesIO(typeset(galley(project, way)).pdf)) as document:
        painted = {
            tuple(round(float(part), 3) for part in operands)
            for page in document.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in ("rg", "RG", "g", "G")
        }
    assert painted <= {(0, 0, 0), (1, 1, 1), (0,), (1,)}


def test_easy_reading_is_large_enough(tmp_path: Path) -> None:
    pages = typeset(galley(small(tmp_path, 'name = "accessible"')))
    sizes = [size for page, _, size in letters(pages) if page > 2]
    assert sizes.count(12) > len(sizes) / 2
    # Calls of notes and running heads alone are smaller than the small matter.
    assert sum(size < 10.4 for size in sizes) < 0.1 * len(sizes)
    assert min(sizes) >= 7
