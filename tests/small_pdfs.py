"""Small PDFs for tests, and eyes for what is printed on a side."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as fpdf
from PIL import Image
from pypdfium2 import PdfPage

from booklet.measure import PAPERS, Paper, points
from booklet.sheets import Cell, Flip, Plan, Sheet, Side, bind, draw
from booklet.sheets.faces import opened
from booklet.sheets.plan import even

MM = points("1mm")
A4, A5, A6, LETTER = PAPERS["a4"], PAPERS["a5"], PAPERS["a6"], PAPERS["letter"]
#: Folds into pages of 300 x 400 points, so that pixels fall together with points.
EVEN = Paper("Even", 400, 600)


# Small PDFs: page 7 says "p7", at the same place on every page.

LABEL = (30.0, 50.0)


def book(
    pages: int = 8, size: Paper | tuple[float, float] = A5, ink: str = "", **entries: Any
) -> bytes:
    """Make a PDF whose pages show their numbers; the entries go into every page."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(
            page_size=(size.width, size.height) if isinstance(size, Paper) else size
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        text = f"{ink} BT /F 20 Tf {LABEL[0]} {LABEL[1]} Td (p{number}) Tj ET"
        page.Contents = pdf.make_stream(text.encode())
        for key, value in entries.items():
            page.obj[f"/{key}"] = pikepdf.Array(value) if isinstance(value, list) else value
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()


# What is on a printed side.


def labels(page: PdfPage) -> dict[int, tuple[float, float, bool]]:
    """Find the origin of each label, in points from the lower left, and whether it is head down."""
    text = page.get_textpage()
    letters = [chr(fpdf.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars())]
    found = {}
    for match in re.finditer(r"p(\d+)", "".join(letters)):
        x, y = ctypes.c_double(), ctypes.c_double()
        assert fpdf.FPDFText_GetCharOrigin(text, match.start(), x, y)
        angle = fpdf.FPDFText_GetCharAngle(text, match.start())
        assert int(match[1]) not in found
        found[int(match[1])] = (x.value, y.value, abs(angle - 3.14159) < 0.01)
        assert found[int(match[1])][2] or abs(angle) < 0.01
    return found


def sides(pdf: bytes) -> list[dict[int, tuple[float, float, bool]]]:
    return [labels(page) for page in pdfium.PdfDocument(pdf)]


def seen(pdf: bytes) -> str:
    """Draw the sheets as they are printed, from nothing but their ink."""
    document = pdfium.PdfDocument(pdf)

    def side(page: PdfPage) -> Side:
        halves = [Cell(None), Cell(None)]
        for number, (x, _, turned) in labels(page).items():
            half = x > page.get_width() / 2
            assert halves[half].page is None
            halves[half] = Cell(number, turned)
        return (tuple(halves),)

    printed = [side(page) for page in document]
    return draw([Sheet(*pair) for pair in zip(printed[::2], printed[1::2], strict=True)])


def picture(pdf: bytes, page: int, scale: float = 1) -> Image.Image:
    """Render a page, numbered from 1, in greys."""
    return pdfium.PdfDocument(pdf)[page - 1].render(scale=scale).to_pil().convert("L")


def white(image: Image.Image) -> bool:
    return image.getextrema() == (255, 255)


def laid(pdf: bytes, sheets: Sequence[Sheet], paper: Paper, flip: Flip = "short") -> bytes:
    """Set pages on sheets whose places divide the paper evenly."""
    rows, columns = len(sheets[0].front), len(sheets[0].front[0])
    grid = even(paper, columns, rows, lies=columns > rows)
    with opened(pdf) as source:
        return bind.bind(source, Plan(tuple(sheets), grid, grid), paper, flip)


def is_a(thing: Any, kind: str) -> bool:
    """Whether an object of a PDF is a dictionary of a type: "/Font"."""
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def bare_fonts(pdf: pikepdf.Pdf) -> list[Any]:
    """The fonts of a PDF that hold shapes themselves."""
    fonts = [thing for thing in pdf.objects if is_a(thing, "/Font")]
    return [font for font in fonts if "/DescendantFonts" not in font]
