"""Plans of sheets: the tables as pictures, and the law that folding gives the book back."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.sheets.folded import saddle, signatures
from booklet.sheets.plan import Binding, Cell, Flip, Sheet, cells, draw, turn

BINDINGS: tuple[Binding, ...] = ("left", "right")
FLIPS: tuple[Flip, ...] = ("short", "long")


def picture(text: str) -> str:
    return dedent(text).strip("\n")


# The tables.


def test_saddle_of_eight() -> None:
    assert draw(saddle(8)) == picture("""
        1 front   8 | 1
          back    2 | 7
        2 front   6 | 3
          back    4 | 5
    """)


def test_blanks_leave_the_back_cover_outside() -> None:
    assert draw(saddle(10)) == picture("""
        1 front   10 |  1
          back     2 |  .
        2 front    . |  3
          back     4 |  9
        3 front    8 |  5
          back     6 |  7
    """)


def test_sixteen_in_signatures_of_two_sheets() -> None:
    assert draw(saddle(16, signature=2)) == picture("""
        1 front    8 |  1
          back     2 |  7
        2 front    6 |  3
          back     4 |  5
        3 front   16 |  9
          back    10 | 15
        4 front   14 | 11
          back    12 | 13
    """)


def test_signatures_of_one_sheet() -> None:
    assert draw(saddle(8, signature=1)) == picture("""
        1 front   4 | 1
          back    2 | 3
        2 front   8 | 5
          back    6 | 7
    """)


def test_blanks_fall_into_the_last_signature() -> None:
    assert draw(saddle(13, signature=2)) == picture("""
        1 front    8 |  1
          back     2 |  7
        2 front    6 |  3
          back     4 |  5
        3 front   13 |  9
          back    10 |  .
        4 front    . | 11
          back    12 |  .
    """)


def test_right_binding_swaps_left_and_right() -> None:
    assert draw(saddle(6, binding="right")) == picture("""
        1 front   1 | 6
          back    . | 2
        2 front   3 | .
          back    5 | 4
    """)


def test_flipped_on_the_long_edge_the_back_is_head_down() -> None:
    assert draw(saddle(8, flip="long")) == picture("""
        1 front   8  | 1
          back    7@ | 2@
        2 front   6  | 3
          back    5@ | 4@
    """)


def test_right_binding_flipped_on_the_long_edge() -> None:
    assert draw(saddle(7, binding="right", flip="long")) == picture("""
        1 front   1  | 7
          back    2@ | .
        2 front   3  | 6
          back    4@ | 5@
    """)


def test_columns_line_up_for_three_digits() -> None:
    drawn = draw(saddle(129, signature=30)).splitlines()
    assert drawn[:2] == [
        " 1 front    68 |   1",
        "   back      2 |  67",
    ]
    assert drawn[-2:] == [
        "33 front   102 |  99",
        "   back    100 | 101",
    ]


def test_rows_are_drawn_below_one_another() -> None:
    quarto = Sheet(
        front=(
            (Cell(5, turned=True), Cell(4, turned=True)),
            (Cell(8), Cell(1)),
        ),
        back=(
            (Cell(3, turned=True), Cell(6, turned=True)),
            (Cell(2), Cell(7)),
        ),
    )
    assert draw([quarto]) == picture("""
        1 front   5@ | 4@
                  8  | 1
          back    3@ | 6@
                  2  | 7
    """)


def test_a_turned_side_has_its_last_row_on_top() -> None:
    side = ((Cell(1), Cell(2)), (Cell(3), Cell(4)))
    assert draw([Sheet(side, turn(side))]) == picture("""
        1 front   1  | 2
                  3  | 4
          back    4@ | 3@
                  2@ | 1@
    """)


def test_no_sheets_no_picture() -> None:
    assert draw([]) == ""


# Creep.


def test_creep_begins_anew_in_each_signature() -> None:
    shifts = [
        [cell.shift for cell in cells([sheet])] for sheet in saddle(20, signature=3, caliper=2)
    ]
    assert shifts == [[0] * 4, [2] * 4, [4] * 4, [0] * 4, [2] * 4]


def test_the_innermost_of_ten_sheets_moves_nine_calipers() -> None:
    assert saddle(40, caliper=0.25)[-1].front[0][0].shift == 2.25


# Folding. The simulation knows paper, and nothing of how a plan is made.


Leaf = tuple[int | None, int | None]  # What is printed on its recto and verso.


def seen_from_behind(sheet: Sheet, flip: Flip) -> tuple[Cell, Cell]:
    """Lift a printed sheet and look behind its left and its right half.

    Flipped on the short edge, a landscape sheet swaps left and right. Flipped on the long
    edge it swaps top and bottom, so that only what was displayed head down is upright now.
    """
    ((left, right),) = sheet.back
    assert left.turned == right.turned == (flip == "long")
    return (right, left) if flip == "short" else (left, right)


def fold(signature: Sequence[Sheet], binding: Binding, flip: Flip) -> list[Leaf]:
    """Lay sheets into one another, the first outside; fold them, and leaf through them."""
    front_half, back_half = [], []
    for sheet in signature:
        ((left, right),) = sheet.front
        assert not left.turned
        assert not right.turned
        behind_left, behind_right = seen_from_behind(sheet, flip)
        if binding == "left":  # The right half carries the cover; the left is folded behind it.
            front_half.append((right.page, behind_right.page))
            back_half.append((behind_left.page, left.page))
        else:
            front_half.append((left.page, behind_left.page))
            back_half.append((behind_right.page, right.page))
    return front_half + back_half[::-1]


def gathered(sheets: Sequence[Sheet]) -> list[list[Sheet]]:
    """Part sheets into signatures: the outermost sheet of each has no creep."""
    starts = [place for place, sheet in enumerate(sheets) if sheet.front[0][0].shift == 0]
    return [list(sheets[start:end]) for start, end in pairwise([*starts, len(sheets)])]


@pytest.mark.parametrize("binding", BINDINGS)
@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("signature", [None, 1, 2, 4, 5])
def test_folding_gives_the_book_back(binding: Binding, flip: Flip, signature: int | None) -> None:
    for pages in range(2, 130):
        sheets = saddle(pages, binding=binding, flip=flip, signature=signature, caliper=1)
        parts = gathered(sheets)
        read = [page for part in parts for leaf in fold(part, binding, flip) for page in leaf]
        blanks = len(read) - pages
        assert 0 <= blanks < 4
        assert read == [*range(1, pages), *[None] * blanks, pages]
        assert [len(part) for part in parts] == signatures(len(sheets), signature)


@pytest.mark.parametrize("binding", BINDINGS)
@pytest.mark.parametrize("flip", FLIPS)
def test_a_lone_page_is_the_front_cover(binding: Binding, flip: Flip) -> None:
    (sheet,) = saddle(1, binding=binding, flip=flip)
    assert fold([sheet], binding, flip) == [(1, None), (None, None)]


# More laws.


@given(st.integers(1, 400), st.integers(1, 60))
def test_signatures_are_spread_evenly(sheets: int, most: int) -> None:
    sizes = signatures(sheets, most)
    assert sum(sizes) == sheets
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == -(-sheets // most)  # No more of them than it takes.


PLANS = st.builds(
    saddle,
    st.integers(1, 200),
    binding=st.sampled_from(BINDINGS),
    flip=st.sampled_from(FLIPS),
    signature=st.none() | st.integers(1, 12),
    caliper=st.sampled_from([0.0, 0.25, 0.5]),
)


@given(PLANS)
def test_pages_stand_against_the_middle_of_the_sheet(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        for ((left, right),) in sheet.sides:
            assert (left.spine, right.spine) == ("right", "left")
        assert len({cell.shift for cell in cells([sheet])}) == 1


@given(PLANS)
def test_what_is_turned_twice_is_as_before(sheets: tuple[Sheet, ...]) -> None:
    for sheet in sheets:
        assert turn(turn(sheet.back)) == sheet.back


@given(PLANS)
def test_a_picture_has_straight_columns_and_no_loose_ends(sheets: tuple[Sheet, ...]) -> None:
    lines = draw(sheets).splitlines()
    assert len(lines) == 2 * len(sheets)
    assert len({line.index("|") for line in lines}) == 1
    assert all(line == line.rstrip() for line in lines)


@given(PLANS)
def test_plans_are_values(sheets: tuple[Sheet, ...]) -> None:
    assert pickle.loads(pickle.dumps(sheets)) == sheets
    assert hash(sheets) == hash(tuple(sheets))


# What can't be laid out is told in words.


@pytest.mark.parametrize(
    ("pages", "signature", "caliper", "words"),
    [
        (0, None, 0, "there are no pages to lay out"),
        (-3, None, 0, "there are no pages to lay out"),
        (8, 0, 0, "a signature of 0 sheets can't be folded; the smallest has 1"),
        (8, None, -1, "the caliper of the paper is -1 points; it can't be below 0"),
    ],
)
def test_refusals(pages: int, signature: int | None, caliper: float, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        saddle(pages, signature=signature, caliper=caliper)
    assert str(caught.value) == words
