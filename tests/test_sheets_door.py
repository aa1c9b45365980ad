"""The door of the sheets room: what is refused, told whole, and what to do with printed sheets."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from small_pdfs import (
    A4,
    A6,
    EVEN,
    LETTER,
    book,
    laid,
    saved,
)

from booklet.finding import TypesettingError
from booklet.measure import PAPERS
from booklet.sheets import (
    Cell,
    Imposition,
    Sheet,
    impose,
)
from booklet.sheets.folded import saddle

# Trouble, told whole.


def refusal(pdf: bytes, wanted: Imposition | None = None) -> str:
    with pytest.raises(TypesettingError) as caught:
        impose(pdf, wanted)
    return str(caught.value)


def test_a_scheme_that_nobody_knows() -> None:
    assert refusal(book(), Imposition("sadle")) == (
        "error: no scheme is called 'sadle' [scheme-unknown]\n  hint: did you mean 'saddle'?"
    )


def test_a5_does_not_fold_from_letter() -> None:
    assert refusal(book(), Imposition(paper=LETTER)) == (
        "error: pages of 148 x 210 mm do not fit their places on Letter, 139.7 x 215.9 mm"
        " [page-too-large]\n"
        "  hint: half-letter pages fold from Letter; A5 pages fold from A4"
    )


def test_pages_of_no_known_size_that_are_too_large() -> None:
    assert refusal(book(size=(500, 500))) == (
        "error: pages of 176.39 x 176.39 mm do not fit their places on A4, 148.5 x 210 mm"
        " [page-too-large]\n"
        "  hint: A5 pages fold from A4"
    )
    assert refusal(book(size=(500, 500)), Imposition(paper=EVEN)) == (
        "error: pages of 176.39 x 176.39 mm do not fit their places on Even, 105.83 x 141.11 mm"
        " [page-too-large]\n"
        "  hint: nothing is scaled"
    )


def test_sheets_of_four_are_told_of_what_fits_four_times() -> None:
    fits = "\n  hint: Letter holds four quarter-letter pages"
    for scheme in ("quarto", "twins", "halves"):
        wanted = Imposition(scheme, LETTER)
        assert refusal(book(size=PAPERS["half-letter"]), wanted).endswith(
            f"{fits}; Tabloid holds four half-letter pages"
        )
        assert refusal(book(size=(500, 500)), wanted).endswith(fits)


def test_others_are_told_that_nothing_is_scaled() -> None:
    six = (((Cell(1),) * 3,) * 2,) * 2
    with pytest.raises(TypesettingError, match=r"hint: nothing is scaled$"):
        laid(book(1), [Sheet(*six)], A4)


def test_pages_of_mixed_sizes() -> None:
    with pikepdf.open(io.BytesIO(book(9))) as pdf:
        pdf.pages[6].MediaBox = pikepdf.Array([0, 0, A4.width, A4.height])
        pdf.pages[8].MediaBox = pikepdf.Array([0, 0, A6.width, A6.height])
        pages = saved(pdf)
    mixed = (
        "error: page 7 measures 210 x 297 mm, page 1 148 x 210 mm [pages-mixed]\n"
        "  hint: give all pages one size"
    )
    assert refusal(pages) == mixed
    assert refusal(pages, Imposition(paper=LETTER)).startswith(f"{mixed}\nerror: pages of 148")


def test_one_page_lies_down() -> None:
    with pikepdf.open(io.BytesIO(book(4))) as pdf:
        pdf.pages[2].Rotate = 90
        pages = saved(pdf)
    assert "page 3 measures 210 x 148 mm, page 1 148 x 210 mm" in refusal(pages)


@pytest.mark.parametrize("user", ["", "secret"])
def test_encrypted(user: str) -> None:
    with pikepdf.open(io.BytesIO(book())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert refusal(out.getvalue()) == (
        "error: the PDF is encrypted [pdf-encrypted]\n"
        "  hint: save a copy without password and restrictions"
    )


DAMAGED = (
    "error: the PDF is damaged [pdf-damaged]\n"
    "  hint: make it anew, or open it in a PDF viewer and save a copy"
)


@pytest.mark.parametrize("pdf", [b"", b"hello", book()[:-40], book()[:900]])
def test_damaged(pdf: bytes) -> None:
    assert refusal(pdf) == DAMAGED


def test_damaged_inside_a_page() -> None:
    pages = book(4, ink="0 g " * 400)
    start = pages.index(b"stream\n", pages.index(b"FlateDecode")) + len(b"stream\n")
    assert refusal(pages[:start] + b"X" + pages[start + 1 :]) == DAMAGED


def test_no_pages() -> None:
    assert refusal(saved(pikepdf.new())) == "error: the PDF has no pages [pdf-empty]"


@pytest.mark.parametrize(
    "entries",
    [
        {"Rotate": 45},
        {"MediaBox": [0, 0, 0, 0]},
        {"TrimBox": [1, 2]},
        {"BleedBox": 7},
        {"UserUnit": pikepdf.String("large")},
    ],
)
def test_pages_without_a_proper_size(entries: dict[str, Any]) -> None:
    assert refusal(book(**entries)) == (
        "error: page 1 of the PDF has no proper size or rotation [pdf-damaged]\n"
        "  hint: make it anew, or open it in a PDF viewer and save a copy"
    )


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Imposition(signature=0), "a signature of 0 sheets can't be folded; the smallest has 1"),
        *(
            (
                Imposition(scheme, signature=0),
                "a signature of 0 sheets can't be folded; the smallest has 1",
            )
            for scheme in ("sewn", "quarto", "twins", "halves")
        ),
        *(
            (
                Imposition(scheme, caliper=-1),
                "the caliper of the paper is -1 points; it can't be below 0",
            )
            for scheme in ("sewn", "quarto", "twins", "halves")
        ),
        (Imposition(caliper=-1), "the caliper of the paper is -1 points; it can't be below 0"),
    ],
)
def test_what_can_not_be_laid_out(wanted: Imposition, told: str) -> None:
    assert refusal(book(), wanted) == f"error: {told} [imposition-wrong]"


# The door.


def test_sheets_say_how_they_are_made() -> None:
    sheets = impose(book(10))
    assert (sheets.pages, sheets.blanks, sheets.paper, sheets.findings) == (10, 2, A4, ())
    assert sheets.plan == saddle(10)
    assert sheets.how == (
        "Print 3 sheets of A4 on both sides, flipped on the short edge, at 100 %. "
        "Fold them together in half, the cover outside, and staple through the fold."
    )


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (
            Imposition("zine", binding="top"),
            "error: 'zine' can't be bound at the top [imposition-wrong]\n"
            "  hint: its spine may be on the left or the right",
        ),
        (
            Imposition("letter-fold"),
            "error: 8 pages are 2 pages too many; a sheet has 6 panels [imposition-wrong]",
        ),
        (
            Imposition("quarto"),
            "error: pages of 148 x 210 mm do not fit their places on A4, 105 x 148.5 mm"
            " [page-too-large]\n  hint: A4 holds four A6 pages; A3 holds four A5 pages",
        ),
    ],
)
def test_what_a_scheme_can_not_do(wanted: Imposition, told: str) -> None:
    assert refusal(book(8), wanted) == told
