"""What is printed stands where the plan says, and nothing is lost or doubled on the way."""

from __future__ import annotations

import io
import math
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pdfs import A4, A5, LABEL, MM, bare_fonts, book, picture

from booklet.measure import PAPERS, Paper, points
from booklet.sheets import SCHEMES, Imposition, Plan, Printer, Sheets, Shift, impose
from booklet.sheets.plan import Binding, Flip

A6, A7 = PAPERS["a6"], PAPERS["a7"]
CARD = Paper("card", points("85mm"), points("55mm"))

#: A page for each scheme, and how many of them.
PAGES = {
    **dict.fromkeys(("saddle", "sewn", "perfect"), (A5, 21)),
    **dict.fromkeys(("quarto", "twins", "halves", "stack"), (A6, 21)),
    **dict.fromkeys(("2-up", "3-up", "4-up", "6-up", "9-up"), (A5, 21)),
    "cards": (CARD, 22),
    "zine": (A7, 8),
    "letter-fold": (Paper("panel", 97 * MM, 210 * MM), 6),
    "z-fold": (Paper("panel", 99 * MM, 210 * MM), 6),
}

#: By as many points may labels stand beside the place that is planned for them: 0.1 mm.
NEAR = 0.1 * MM


def page_of(scheme: str, binding: Binding) -> Paper:
    """The page of a scheme; it lies where it is bound at the top, and sheets are folded across."""
    page, _ = PAGES[scheme]
    spread = scheme in ("saddle", "sewn", "perfect")
    return Paper("lying", page.height, page.width) if spread and binding == "top" else page


def made(scheme: str, **wanted: object) -> tuple[Sheets, Plan]:
    page, count = page_of(scheme, wanted.get("binding", "left")), PAGES[scheme][1]  # type: ignore[arg-type]
    asked = replace(Imposition(scheme, A4, caliper=0.1 * MM), **wanted)  # type: ignore[arg-type]
    laid = SCHEMES[scheme].lay(count, (page.width, page.height), asked)
    return impose(book(count, page), asked), laid


Labels = list[tuple[int, float, float, bool]]  # Page, place, and whether it is head down.


def planned(page: Paper, laid: Plan) -> list[Labels]:
    """Where the label of each page is to stand on each side, worked out from the plan alone."""
    wide, high = laid.scale * page.width, laid.scale * page.height
    found = []
    for sheet in laid.sheets:
        for number, side in enumerate(sheet.sides):
            grid = laid.grid(number)
            found.append([])
            for (down, height), row in zip(grid.rows, side, strict=True):
                for (left, width), cell in zip(grid.columns, row, strict=True):
                    if cell.page is None:
                        continue
                    x = {"left": 0.0, "right": width - wide}.get(
                        cell.spine or "", (width - wide) / 2
                    )
                    y = {"bottom": 0.0, "top": height - high}.get(
                        cell.spine or "", (height - high) / 2
                    )
                    x += {"left": -cell.shift, "right": cell.shift}.get(cell.spine or "", 0)
                    y += {"bottom": -cell.shift, "top": cell.shift}.get(cell.spine or "", 0)
                    right, up = laid.scale * LABEL[0], laid.scale * LABEL[1]
                    if cell.turned:
                        right, up = wide - right, high - up
                    bottom = grid.height - down - height
                    found[-1].append((cell.page, left + x + right, bottom + y + up, cell.turned))
    return found


def printed(pdf: bytes) -> list[Labels]:
    """Where the label of each page stands on each side."""
    import ctypes
    import re

    import pypdfium2.raw as fpdf

    found = []
    for page in pdfium.PdfDocument(pdf):
        text = page.get_textpage()
        letters = "".join(
            chr(fpdf.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars())
        )
        found.append([])
        for match in re.finditer(r"p(\d+)", letters):
            x, y = ctypes.c_double(), ctypes.c_double()
            assert fpdf.FPDFText_GetCharOrigin(text, match.start(), x, y)
            turned = math.cos(fpdf.FPDFText_GetCharAngle(text, match.start())) < 0
            found[-1].append((int(match[1]), x.value, y.value, turned))
    return found


BINDINGS = [(scheme, binding) for scheme in SCHEMES for binding in SCHEMES[scheme].bindings]


@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize(("scheme", "binding"), BINDINGS)
def test_labels_stand_where_the_plan_says(scheme: str, binding: Binding, flip: Flip) -> None:
    sheets, laid = made(scheme, binding=binding, flip=flip)
    wanted, found = planned(page_of(scheme, binding), laid), printed(sheets.pdf)
    assert len(found) == len(wanted)
    for side, other in zip(wanted, found, strict=True):
        assert Counter(page for page, *_ in side) == Counter(page for page, *_ in other)
        for (_, x, y, turned), (_, x_, y_, turned_) in zip(
            sorted(side), sorted(other), strict=True
        ):
            assert (x_, y_) == pytest.approx((x, y), abs=NEAR)
            assert turned_ is turned


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fonts_are_shared_and_text_is_the_same(scheme: str) -> None:
    page, count = PAGES[scheme]
    source, (sheets, _) = book(count, page), made(scheme)
    with pikepdf.open(io.BytesIO(sheets.pdf)) as pdf:
        assert len(bare_fonts(pdf)) == 1
    words = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(sheets.pdf)]
    told = Counter("".join(words).replace("p", " p").split())
    times = 2 if scheme == "twins" else 1
    texts = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(source)]
    assert told == Counter(dict.fromkeys("".join(texts).replace("p", " p").split(), times))


# Marks.


def strokes(pdf: bytes, page: int) -> set[tuple[float, float, float, float]]:
    """The ends of every line on a side, in millimetres."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found, at = set(), (0.0, 0.0)
        for operands, operator in pikepdf.parse_content_stream(opened.pages[page - 1]):
            if str(operator) in ("m", "l"):
                here = tuple(round(float(number) / MM, 1) for number in operands)
                if str(operator) == "l":
                    found.add((*at, *here))
                at = here
        return found


def test_cards_are_marked_on_their_fronts_alone() -> None:
    sheets, _ = made("cards")
    fronts = strokes(sheets.pdf, 1)
    assert strokes(sheets.pdf, 2) == set()
    assert {x for x, _, end, _ in fronts if x == end} == {20, 105, 190}
    assert {y for _, y, _, end in fronts if y == end} == {11, 66, 121, 176, 231, 286}
    # None comes nearer than 2 mm to the cards, which stand from 20 to 190 and from 11 to 286.
    assert all(end <= 9 or start >= 288 for x, start, same, end in fronts if x == same)
    assert all(end <= 18 or start >= 192 for start, y, end, same in fronts if y == same)


def test_a_zine_shows_the_cut_and_its_folds_at_the_rim() -> None:
    lines = strokes(made("zine")[0].pdf, 1)
    assert (74.2, 105, 222.7, 105) in lines
    uprights = {(x, start, end) for x, start, same, end in lines if x == same}
    assert uprights == {(x, *ends) for x in (74.2, 148.5, 222.7) for ends in ((0, 7), (203, 210))}


def test_signatures_have_a_staircase_on_their_spines() -> None:
    sheets = impose(book(48), Imposition("sewn", signature=3))
    bars = {page: strokes(sheets.pdf, page) for page in range(1, 25)}
    assert [page for page, lines in bars.items() if lines] == [1, 7, 13, 19]
    spots = [next(iter(bars[page])) for page in (1, 7, 13, 19)]
    assert {(start, end) for start, _, end, _ in spots} == {(148.5, 148.5)}
    tops = [top for _, top, _, _ in spots]
    assert [round(one - other, 1) for one, other in pairwise(tops)] == [7, 7, 7]


def test_lines_stand_beside_three_pages_on_both_sides() -> None:
    for binding, left in (("left", True), ("right", False)):
        sheets, laid = made("3-up", binding=binding)
        for side in (1, 2):
            lines = strokes(sheets.pdf, side)
            assert len(lines) == 3 * 11
            column, width = (length / MM for length in laid.grid(side - 1).columns[0])
            inside = {min(start, end) > column + width for start, _, end, _ in lines}
            # Turned about the short edge, the back of an upright sheet stands on its head.
            assert inside == {left is (side == 1)}


def test_a_leaflet_is_marked_where_it_is_folded() -> None:
    lines = strokes(made("letter-fold")[0].pdf, 1)
    assert {x for x, _, same, _ in lines if x == same} == {97, 197}
    assert strokes(made("letter-fold")[0].pdf, 2) == set()


# Colour that runs over the cut.


def test_bleed_runs_into_the_margin_and_not_over_a_neighbour() -> None:
    """Black cards with 2 mm of bleed: black from 2 mm beside the block, and nothing between."""
    wide, high = CARD.width, CARD.height
    pages = book(
        20,
        (wide + 4 * MM, high + 4 * MM),
        ink=f"0 0 {wide + 4 * MM} {high + 4 * MM} re f",
        TrimBox=[2 * MM, 2 * MM, wide + 2 * MM, high + 2 * MM],
        BleedBox=[0, 0, wide + 4 * MM, high + 4 * MM],
    )
    sheets = impose(pages, Imposition("cards", A4))
    image = picture(sheets.pdf, 2, scale=4)
    box = image.point(lambda level: 255 - level).getbbox()
    assert box is not None
    assert [edge / 4 / MM for edge in box] == pytest.approx([18, 9, 192, 288], abs=0.1)
    inner = image.crop((int(22 * MM * 4), int(13 * MM * 4), int(188 * MM * 4), int(284 * MM * 4)))
    assert inner.getextrema()[1] < 255


# A printer's profile.


SHIFTS = st.builds(
    Shift,
    st.floats(-9, 9),
    st.floats(-9, 9),
    st.floats(-1.5, 1.5),
)


def moved(x: float, y: float, shift: Shift, width: float, height: float) -> tuple[float, float]:
    """Turn a spot about the middle of the paper, then push it."""
    angle = math.radians(shift.turn)
    right, up = x - width / 2, y - height / 2
    return (
        width / 2 + right * math.cos(angle) - up * math.sin(angle) + shift.x,
        height / 2 + right * math.sin(angle) + up * math.cos(angle) + shift.y,
    )


@settings(max_examples=15)
@given(SHIFTS, SHIFTS)
def test_a_profile_moves_each_side_as_it_says(front: Shift, back: Shift) -> None:
    plain, laid = made("saddle")
    shifted, _ = made("saddle", printer=Printer(front, back))
    for number, (one, other) in enumerate(
        zip(printed(plain.pdf), printed(shifted.pdf), strict=True)
    ):
        grid = laid.grid(number % 2)
        shift = (front, back)[number % 2]
        for (_, x, y, _), (_, x_, y_, _) in zip(sorted(one), sorted(other), strict=True):
            spot = moved(x, y, shift, grid.width, grid.height)
            assert (x_, y_) == pytest.approx(spot, abs=NEAR)


def test_a_profile_says_nothing_of_sheets_that_stand() -> None:
    plain, _ = made("cards")
    shifted, _ = made("cards", printer=Printer(Shift(9, 9), Shift(9, 9)))
    assert printed(shifted.pdf) == printed(plain.pdf)


def numbers(pdf: bytes) -> list[list[int]]:
    return [sorted(page for page, *_ in side) for side in printed(pdf)]


@pytest.mark.parametrize(("asked", "own"), [("short", "long"), ("long", "short")])
def test_a_printer_that_turns_paper_its_own_way(asked: Flip, own: Flip) -> None:
    sheets = impose(book(8), Imposition(flip=asked, printer=Printer(flip=own)))
    assert sheets == impose(book(8), Imposition(flip=own, printer=Printer()))
    assert f"flipped on the {own} edge" in sheets.how


def test_the_order_of_sides_by_hand() -> None:
    assert numbers(impose(book(8)).pdf) == [[1, 8], [2, 7], [3, 6], [4, 5]]
    same = impose(book(8), Imposition(printer=Printer(manual="same")))
    assert numbers(same.pdf) == [[1, 8], [3, 6], [2, 7], [4, 5]]
    other = impose(book(8), Imposition(printer=Printer(manual="reversed")))
    assert numbers(other.pdf) == [[1, 8], [3, 6], [4, 5], [2, 7]]


@pytest.mark.parametrize(
    ("wanted", "duplex"),
    [
        (Imposition(), "/DuplexFlipShortEdge"),
        (Imposition(printer=Printer(flip="long")), "/DuplexFlipLongEdge"),
        (Imposition(printer=Printer(manual="same")), "/Simplex"),
        (Imposition("zine", PAPERS["a3"]), "/Simplex"),
    ],
)
def test_what_print_dialogs_start_from(wanted: Imposition, duplex: str) -> None:
    pages = book(8, A6 if wanted.scheme == "zine" else A5)
    with pikepdf.open(io.BytesIO(impose(pages, wanted).pdf)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == duplex


@pytest.mark.parametrize("scheme", ["letter-fold", "z-fold"])
def test_pages_as_wide_as_their_panels(scheme: str) -> None:
    """Pages 4 and 5 may be narrower, as the panel is that is tucked in."""
    wide, narrow = (book(1, (width * MM, 210 * MM)) for width in (99, 96))
    with pikepdf.new() as pdf:
        for page in (wide, wide, wide, narrow, narrow, wide):
            with pikepdf.open(io.BytesIO(page)) as one:
                pdf.pages.extend(one.pages)
        out = io.BytesIO()
        pdf.save(out)
    assert len(impose(out.getvalue(), Imposition(scheme)).plan) == 1
