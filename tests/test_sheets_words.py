"""What to do with printed sheets: the words of each scheme, told whole, and its warnings."""

from __future__ import annotations

import pytest
from small_pdfs import A4, A6, book

from booklet.measure import PAPERS
from booklet.sheets import SCHEMES, Imposition, Printer, impose


@pytest.mark.parametrize(
    ("pages", "wanted", "how"),
    [
        (
            4,
            Imposition(binding="right"),
            "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. "
            "Fold it in half, the cover outside, the spine on the right.",
        ),
        (
            8,
            Imposition(flip="long", binding="right"),
            "Print 2 sheets of A4 on both sides, flipped on the long edge, at 100 %. "
            "Fold them together in half, the cover outside, the spine on the right, "
            "and staple through the fold.",
        ),
        (
            40,
            Imposition(signature=4),
            "Print 10 sheets of A4 on both sides, flipped on the short edge, at 100 %. "
            "Fold 1 signature of 4 sheets, then 2 of 3 sheets, the first page of each outside; "
            "lay them in order, and sew or glue them together.",
        ),
        (
            16,
            Imposition(signature=2, binding="right"),
            "Print 4 sheets of A4 on both sides, flipped on the short edge, at 100 %. "
            "Fold 2 signatures of 2 sheets, the first page of each outside; "
            "lay them in order, the spine on the right, and sew or glue them together.",
        ),
    ],
)
def test_how(pages: int, wanted: Imposition, how: str) -> None:
    assert impose(book(pages), wanted).how == how


def test_fifteen_sheets_take_a_staple() -> None:
    assert impose(book(60)).findings == ()


def test_sixteen_sheets_are_thick() -> None:
    (finding,) = impose(book(61)).findings
    assert str(finding) == (
        "warning: 16 sheets are many for one fold and one staple [signature-thick]\n"
        "  hint: ask for signatures of 8 sheets: they make 2, to be sewn or glued together"
    )


def test_signatures_that_are_thick_themselves() -> None:
    (finding,) = impose(book(160), Imposition(signature=20)).findings
    assert finding.message == "20 sheets are many for one fold and one staple"
    assert impose(book(160), Imposition(signature=15)).findings == ()


#: How each scheme prints a booklet of eight A7 pages on A4.
HOW = {
    "saddle": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Fold them "
        "together in half, the cover outside, and staple through the fold."
    ),
    "sewn": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Fold 1 signature "
        "of 2 sheets, the first page of each outside; lay them in order, and sew them together."
    ),
    "perfect": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Fold each sheet "
        "in half, its first page outside; lay them upon one another in order, and glue them along "
        "the fold."
    ),
    "quarto": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Fold it in half "
        "twice, its first page outside. Cut the folds at the head open."
    ),
    "twins": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Cut the sheets "
        "across the middle: each pile is a booklet. Fold it in half, the cover outside, and staple "
        "through the fold."
    ),
    "halves": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Cut the sheets "
        "across the middle, and lay the upper pile upon the lower one. Fold all in half, the cover "
        "outside, and staple through the fold."
    ),
    "stack": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Cut the pile "
        "along the marks, and lay the parts upon one another, row by row: the one "
        "with page 1 on top."
    ),
    "2-up": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Pages are "
        "printed at 100 % of their size."
    ),
    "3-up": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Pages are "
        "printed at 86 % of their size."
    ),
    "4-up": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Pages are "
        "printed at 100 % of their size."
    ),
    "6-up": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Pages are "
        "printed at 90 % of their size."
    ),
    "9-up": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Pages are "
        "printed at 83 % of their size."
    ),
    "cards": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Cut along the "
        "marks; they are on the fronts alone."
    ),
    "zine": (
        "Print 1 sheet of A4 on one side, at 100 %. Fold it in half each way, and once more "
        "across; open it. Cut along the line in its middle. Fold it lengthwise, push both ends "
        "together until the middle opens, and fold it to a booklet, the cover outside."
    ),
    "letter-fold": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Lay it down with "
        "pages 2 to 4 up. Fold the right panel in, then the left one over it: the cover is on top."
    ),
    "z-fold": (
        "Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %. Lay it down with "
        "pages 2 to 4 up. Fold the left panel in, and the other one back: the cover is on top."
    ),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_how_each_scheme_is_finished(scheme: str) -> None:
    pages = 6 if "fold" in scheme else 8
    sheets = impose(book(pages, PAPERS["a7"]), Imposition(scheme, A4))
    assert sheets.how == HOW[scheme]
    assert sheets.steps[0].kind in ("print", "print-one")
    assert sheets.steps[0].sheets == len(sheets.plan)


#: Sheets of two A6 booklets, or of one, that are folded in signatures.
SIGNED = {
    "twins": (
        "Print 4 sheets of A4 on both sides, flipped on the short edge, at 100 %. Cut the sheets "
        "across the middle: each pile is a booklet. Fold 2 signatures of 2 sheets, the first page "
        "of each outside; lay them in order, and sew or glue them together."
    ),
    "halves": (
        "Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %. Cut the sheets "
        "across the middle, and lay the upper pile upon the lower one. Fold 2 signatures of 2 "
        "sheets, the first page of each outside; lay them in order, and sew or glue them together."
    ),
}


@pytest.mark.parametrize("scheme", SIGNED)
def test_small_booklets_in_signatures(scheme: str) -> None:
    sheets = impose(book(16, A6), Imposition(scheme, A4, signature=2))
    assert sheets.how == SIGNED[scheme]
    nest = next(step for step in sheets.steps if step.kind == "nest")
    assert (nest.sheets, nest.parts) == (2, (2, 2))
    kinds = [step.kind for step in sheets.steps if step.kind != "lay-around"]
    assert kinds == ["print", "cut-across", "nest", "fold", "collate", "sew"]


@pytest.mark.parametrize(
    ("scheme", "thickest", "most"), [("saddle", 20, 10), ("twins", 20, 10), ("halves", 20, 10)]
)
def test_who_asks_for_the_signatures_of_the_hint_gets_them(
    scheme: str, thickest: int, most: int
) -> None:
    pages = book(4 * thickest, A6)
    (finding,) = impose(pages, Imposition(scheme)).findings
    assert str(finding) == (
        f"warning: {thickest} sheets are many for one fold and one staple [signature-thick]\n"
        f"  hint: ask for signatures of {most} sheets: they make 2, to be sewn or glued together"
    )
    sheets = impose(pages, Imposition(scheme, signature=most))
    assert sheets.findings == ()
    assert f"Fold 2 signatures of {most} sheets" in sheets.how


def test_a_z_is_folded_the_other_way_where_it_opens_from_the_right() -> None:
    how = impose(book(6, PAPERS["a7"]), Imposition("z-fold", binding="right")).how
    assert "Fold the right panel in, and the other one back" in how


def test_a_printer_that_prints_on_one_side_is_fed_twice() -> None:
    sheets = impose(book(8), Imposition(printer=Printer(manual="reversed")))
    assert sheets.how == (
        "Print pages 1 to 2 of the file on 2 sheets of A4, at 100 %. Put the pile back in, so that "
        "the white sides are printed, then print pages 3 to 4. Fold them together in half, the "
        "cover outside, and staple through the fold."
    )
    kinds = [(step.kind, step.first, step.last) for step in sheets.steps[:2]]
    assert kinds == [("print-fronts", 1, 2), ("print-backs", 3, 4)]
