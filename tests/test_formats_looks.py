"""What formats look like, as far as it can be counted: sizes of type, fonts, areas, covers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as fpdf
import pytest
from small_books import BOOKS, SETTINGS, book

from booklet.check import coverage
from booklet.galley import compose, compose_cover, compose_notes
from booklet.manuscript import Manuscript, write
from booklet.measure import points
from booklet.pages import Pages, typeset
from booklet.project import Project, load

MM = points("1mm")

CHAPTER = """---
title: One
summary: In short.
---

Words, *slanted* and **bold**[^a].

/// callout | A box

In it.
///

| A | B |
|---|---|
| c | d |

[^a]: A note.
"""


def made(project: Project, way: str, **keys: object) -> Manuscript:
    own = replace(project.formats[way], **keys)  # type: ignore[arg-type]
    return write(replace(project, formats={**project.formats, way: own}).editions([way])[0])


def small(root: Path, settings: str = SETTINGS) -> Project:
    return load(book(root, {"01-one.md": CHAPTER, "02-two.md": "# Two\n\nMore.\n"}, settings))


def letters(pages: Pages) -> Iterator[tuple[int, str, float]]:
    """Every letter: its page, counted from 1, and its size in points."""
    for number, page in enumerate(pdfium.PdfDocument(pages.pdf), 1):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            letter = chr(fpdf.FPDFText_GetUnicode(text, at))
            if letter.strip():
                # The engine writes pixels of CSS, and makes points of the whole page.
                yield number, letter, 0.75 * fpdf.FPDFText_GetFontSize(text, at)


def fonts(pages: Pages) -> set[str]:
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        names = {
            str(thing.FontName).partition("+")[2]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        }
    return {name.rstrip(",").partition("-")[0] for name in names}


def test_large_print_is_large(tmp_path: Path) -> None:
    pages = typeset(compose(made(small(tmp_path), "large")))
    assert pages.findings == ()
    sizes = [size for _, _, size in letters(pages)]
    assert sizes.count(18) > len(sizes) / 3  # running text
    # Calls of notes and running heads alone are smaller than the smallest matter.
    assert sum(size < 15.9 for size in sizes) < 0.12 * len(sizes)
    assert min(sizes) >= 11.9
    assert fonts(pages) == {"Atkinson"}


def test_large_print_has_letters_of_every_script_of_the_house(tmp_path: Path) -> None:
    project = load(book(tmp_path, {"01-one.md": "# Один\n\nДва и حروف.\n"}, SETTINGS))
    pages = typeset(compose(made(project, "large")))
    assert {"Source", "Amiri"} <= fonts(pages)
    assert pages.findings == ()


def test_light_ink_leaves_areas_out(tmp_path: Path) -> None:
    project = small(tmp_path)
    full, light = (typeset(compose(made(project, "screen", ink=ink))) for ink in ("full", "light"))
    assert (full.count, full.words) == (light.count, light.words)
    assert coverage(light.pdf) < coverage(full.pdf)


@pytest.mark.parametrize(("language", "front_is_right"), [("en", True), ("ar", False)])
def test_a_cover_opens_as_its_book_does(
    tmp_path: Path, language: str, front_is_right: bool
) -> None:
    settings = SETTINGS.replace('"en"', f'"{language}"') + 'subtitle = "Under"\n'
    spine = 8 * MM
    pages = typeset(compose_cover(made(small(tmp_path, settings), "press"), spine))
    assert (pages.count, pages.findings) == (1, ())
    assert pages.sizes == (pytest.approx((296 * MM + spine, 210 * MM), abs=0.01),)
    [page] = pdfium.PdfDocument(pages.pdf)
    text = page.get_textpage()
    left, _, right, _ = text.get_charbox(text.get_text_range().index("Under"))
    assert ((left + right) / 2 > 148 * MM + spine) is front_is_right
    assert text.get_text_range().split().count("Small") == 3  # front, spine, back


def test_a_thin_spine_has_no_title(tmp_path: Path) -> None:
    pages = typeset(compose_cover(made(small(tmp_path), "press"), 2 * MM))
    [page] = pdfium.PdfDocument(pages.pdf)
    assert page.get_textpage().get_text_range().split().count("Small") == 2


@pytest.mark.parametrize("first", [4, 5])
def test_pages_for_notes_go_on_counting(tmp_path: Path, first: int) -> None:
    pages = typeset(compose_notes(made(small(tmp_path), "booklet"), first, 2))
    assert (pages.count, pages.findings) == (2, ())
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pages.pdf)]
    assert [text.split() for text in texts] == [["Notes", str(first)], ["Notes", str(first + 1)]]


def test_pages_for_notes_fit_in_every_direction() -> None:
    project = load(BOOKS / "arabic")
    assert typeset(compose_notes(made(project, "booklet"), 2, 3)).count == 3
