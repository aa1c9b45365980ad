"""Sheets are hardly larger than the pages they are made of: fonts and pictures are shared."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from small_books import book, read
from small_pdfs import bare_fonts

from booklet.galley import compose
from booklet.measure import Paper, points
from booklet.pages import typeset
from booklet.sheets import SCHEMES, Imposition, impose

A2 = Paper("A2", points("420mm"), points("594mm"))

pytestmark = pytest.mark.slow

#: Schemes that take pages of any kind, and any number of them.
BOOKS = [scheme for scheme in SCHEMES if scheme not in ("zine", "letter-fold", "z-fold")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book of several chapters, in the fonts of the house."""
    words = "\n\n".join(["A *circle* meets each **week**, and every member speaks in turn."] * 40)
    chapters = {
        f"0{number}-part-{number}.md": f"# Part {number}\n\n{words}\n" for number in range(1, 6)
    }
    return typeset(compose(read(book(tmp_path_factory.mktemp("book"), chapters)))).pdf


@pytest.mark.parametrize("scheme", BOOKS)
def test_sheets_are_hardly_larger_than_their_pages(pages: bytes, scheme: str) -> None:
    printed = impose(pages, Imposition(scheme, A2)).pdf
    assert len(printed) <= 1.05 * len(pages)
    with pikepdf.open(io.BytesIO(printed)) as made, pikepdf.open(io.BytesIO(pages)) as source:
        assert len(bare_fonts(made)) == len(bare_fonts(source)) > 2
    assert letters(printed) == letters(pages) * (2 if scheme == "twins" else 1)


def letters(pdf: bytes) -> int:
    """How many letters there are; breaks of lines and blanks do not count."""
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
    return len("".join(text.split()))
