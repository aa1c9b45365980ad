"""The house's own look, where it has to give way to what an author brings."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image
from workshop import make, set_pages, texts


def tall() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (108, 1920), "gray").save(out, "png")
    return out.getvalue()


def test_a_tall_picture_stays_on_its_page(tmp_path: Path) -> None:
    files = {"content/tall.png": tall()}
    pages = set_pages(make(tmp_path, "# One\n\n![A tower](tall.png)\n", files, theme={}))
    assert pages.findings == ()
    edges = [
        image.get_bounds()
        for page in pdfium.PdfDocument(pages.pdf)
        for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    ]
    assert len(edges) == 1
    left, bottom, right, top = edges[0]
    width, height = pages.sizes[0]
    assert 0 < left < right < width
    assert 40 < bottom < top < height - 40
    assert abs((right - left) / (top - bottom) - 108 / 1920) < 0.001


def test_long_words_are_broken_in_titles(tmp_path: Path) -> None:
    keys = 'subtitle = "x"\nlanguage = "de"'
    chapter = "# Kraftfahrzeughaftpflichtversicherungsgesellschaft\n\nWorte.\n"
    pages = set_pages(make(tmp_path, chapter, keys=keys, theme={}))
    assert pages.findings == ()
    assert "1 Kraftfahrzeughaftpflichtversicherungsgesellschaft" in texts(pages.pdf)[3]


def test_bullets_in_a_numbered_list_have_a_font(tmp_path: Path) -> None:
    pages = set_pages(make(tmp_path, "# One\n\n1. x\n    - y\n", theme={}))
    assert pages.findings == ()


def test_cells_are_aligned_as_their_author_says(tmp_path: Path) -> None:
    pages = set_pages(make(tmp_path, "# One\n\n| A | B |\n|---|--:|\n| a | right |\n", theme={}))
    page = pdfium.PdfDocument(pages.pdf)[3]
    text = page.get_textpage()
    end = text.get_text_range().index("right") + len("right") - 1
    assert text.get_charbox(end)[2] > page.get_width() * 0.88
