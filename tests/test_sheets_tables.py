"""The plans of schemes as tables: which page lands where, as it is printed in manuals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_books import picture

from booklet.measure import PAPERS, Paper, millimetres, points
from booklet.sheets import SCHEMES, Grid, Imposition, Plan, draw

A4, A5, A6, A7, LETTER = (PAPERS[name] for name in ("a4", "a5", "a6", "a7", "letter"))
CARD = Paper("card", points("85mm"), points("55mm"))


def plan(scheme: str, count: int, page: Paper = A6, **wanted: object) -> Plan:
    asked = replace(Imposition(scheme, A4), **wanted)  # type: ignore[arg-type]
    return SCHEMES[scheme].lay(count, (page.width, page.height), asked)


def drawn(scheme: str, count: int, page: Paper = A6, **wanted: object) -> str:
    return draw(plan(scheme, count, page, **wanted).sheets)


def widths(grid: Grid) -> list[str]:
    return [millimetres(width).removesuffix(" mm") for _, width in grid.columns]


def heights(grid: Grid) -> list[str]:
    return [millimetres(height).removesuffix(" mm") for _, height in grid.rows]


def test_saddle_bound_at_the_top() -> None:
    assert drawn("saddle", 8, A5, binding="top") == picture("""
        1 front   8
                  1
          back    2
                  7
        2 front   6
                  3
          back    4
                  5
    """)
    assert drawn("saddle", 4, A5, binding="top", flip="long") == picture("""
        1 front   4
                  1
          back    3@
                  2@
    """)


def test_sewn_in_signatures_of_four() -> None:
    assert drawn("sewn", 24, A5) == picture("""
        1 front   12 |  1
          back     2 | 11
        2 front   10 |  3
          back     4 |  9
        3 front    8 |  5
          back     6 |  7
        4 front   24 | 13
          back    14 | 23
        5 front   22 | 15
          back    16 | 21
        6 front   20 | 17
          back    18 | 19
    """)


def test_perfect_is_folded_singly() -> None:
    assert drawn("perfect", 8, A5) == picture("""
        1 front   4 | 1
          back    2 | 3
        2 front   8 | 5
          back    6 | 7
    """)


@pytest.mark.parametrize(
    ("flip", "binding", "table"),
    [
        (
            *("long", "left"),
            """
            1 front   5@ | 4@
                      8  | 1
              back    3@ | 6@
                      2  | 7
            """,
        ),
        (
            *("short", "left"),
            """
            1 front   5@ | 4@
                      8  | 1
              back    7@ | 2@
                      6  | 3
            """,
        ),
        (
            *("long", "right"),
            """
            1 front   4@ | 5@
                      1  | 8
              back    6@ | 3@
                      7  | 2
            """,
        ),
    ],
)
def test_quarto(flip: str, binding: str, table: str) -> None:
    assert drawn("quarto", 8, flip=flip, binding=binding) == picture(table)


def test_twins() -> None:
    assert drawn("twins", 8, flip="long") == picture("""
        1 front   8 | 1
                  8 | 1
          back    2 | 7
                  2 | 7
        2 front   6 | 3
                  6 | 3
          back    4 | 5
                  4 | 5
    """)


def test_halves() -> None:
    assert drawn("halves", 16, flip="long") == picture("""
        1 front   16 |  1
                  12 |  5
          back     2 | 15
                   6 | 11
        2 front   14 |  3
                  10 |  7
          back     4 | 13
                   8 |  9
    """)


def test_cut_and_stack() -> None:
    assert drawn("stack", 16, flip="long") == picture("""
        1 front    1 |  5
                   9 | 13
          back     6 |  2
                  14 | 10
        2 front    3 |  7
                  11 | 15
          back     8 |  4
                  16 | 12
    """)


def test_zine() -> None:
    assert drawn("zine", 8) == picture("""
        1 front   7@ | 6@ | 5@ | 4@
                  8  | 1  | 2  | 3
    """)
    assert drawn("zine", 8, binding="right") == picture("""
        1 front   4@ | 5@ | 6@ | 7@
                  3  | 2  | 1  | 8
    """)
    assert drawn("zine", 6) == picture("""
        1 front   .  | .  | 5@ | 4@
                  6  | 1  | 2  | 3
    """)


@pytest.mark.parametrize("scheme", ["letter-fold", "z-fold"])
def test_trifold(scheme: str) -> None:
    assert drawn(scheme, 6) == picture("""
        1 front   5 | 6 | 1
          back    2 | 3 | 4
    """)
    assert drawn(scheme, 6, flip="long") == picture("""
        1 front   5  | 6  | 1
          back    4@ | 3@ | 2@
    """)
    assert drawn(scheme, 6, binding="right") == picture("""
        1 front   1 | 6 | 5
          back    4 | 3 | 2
    """)


def test_panels_of_a_letter_fold_are_of_two_widths() -> None:
    a4 = plan("letter-fold", 6)
    assert (widths(a4.front), widths(a4.back)) == (["97", "100", "100"], ["100", "100", "97"])
    turned = plan("letter-fold", 6, flip="long")
    assert widths(turned.back) == ["97", "100", "100"]
    mirrored = plan("letter-fold", 6, binding="right")
    assert (widths(mirrored.front), widths(mirrored.back)) == (
        ["100", "100", "97"],
        ["97", "100", "100"],
    )
    letter = plan("letter-fold", 6, paper=LETTER)
    assert [width / 72 for _, width in letter.front.columns] == [3.625, 3.6875, 3.6875]
    assert widths(plan("z-fold", 6).front) == ["99", "99", "99"]


def test_the_fold_is_in_the_same_place_on_both_sides() -> None:
    for binding in ("left", "right"):
        laid = plan("letter-fold", 6, binding=binding)
        outside = [laid.front.width - x for x, _ in laid.front.columns[1:]]
        assert sorted(outside) == pytest.approx([x for x, _ in laid.back.columns[1:]])


@pytest.mark.parametrize(
    ("page", "columns", "rows", "start"),
    [
        (A6, ["105"] * 2, ["148.5"] * 2, ("0 mm", "0 mm")),
        (A7, ["74.25"] * 4, ["105"] * 2, ("0 mm", "0 mm")),
        (Paper("A7 lying", A7.height, A7.width), ["105"] * 2, ["74.25"] * 4, ("0 mm", "0 mm")),
        (CARD, ["85"] * 2, ["55"] * 5, ("20 mm", "11 mm")),
    ],
)
def test_cards_on_a4(page: Paper, columns: list[str], rows: list[str], start: object) -> None:
    grid = plan("cards", 2, page).front
    assert (widths(grid), heights(grid)) == (columns, rows)
    assert (millimetres(grid.columns[0][0]), millimetres(grid.rows[0][0])) == start


def test_backs_of_cards() -> None:
    """Cards 1 to 4 have their fronts on odd pages, and their backs on the pages behind."""
    assert drawn("cards", 8, flip="long") == picture("""
        1 front   1 | 3
                  5 | 7
          back    4 | 2
                  8 | 6
    """)
    assert drawn("cards", 8, flip="short") == picture("""
        1 front   1  | 3
                  5  | 7
          back    6@ | 8@
                  2@ | 4@
    """)


def test_an_odd_card_has_no_back() -> None:
    assert drawn("cards", 3, flip="long") == picture("""
        1 front   1 | 3
                  . | .
          back    . | 2
                  . | .
    """)


@pytest.mark.parametrize(
    ("scheme", "columns", "rows", "scale"),
    [
        ("2-up", 2, 1, 92),
        ("3-up", 1, 3, 43),
        ("4-up", 2, 2, 63),
        ("6-up", 3, 2, 45),
        ("9-up", 3, 3, 41),
    ],
)
def test_several_on_a_side(scheme: str, columns: int, rows: int, scale: int) -> None:
    laid = plan(scheme, 9, A5)
    assert (len(laid.front.columns), len(laid.front.rows)) == (columns, rows)
    assert int(100 * laid.scale) == scale


def test_pages_are_never_made_larger() -> None:
    assert plan("2-up", 2, A7).scale == 1


def test_two_up_from_right_to_left() -> None:
    assert drawn("2-up", 4, A5, binding="right") == picture("""
        1 front   2 | 1
          back    4 | 3
    """)


@pytest.mark.parametrize(
    ("scheme", "count", "told"),
    [
        ("zine", 11, "11 pages are 3 pages too many; a sheet has 8 panels"),
        ("letter-fold", 7, "7 pages are 1 page too many; a sheet has 6 panels"),
        ("z-fold", 8, "8 pages are 2 pages too many; a sheet has 6 panels"),
    ],
)
def test_too_many_panels(scheme: str, count: int, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        plan(scheme, count)
