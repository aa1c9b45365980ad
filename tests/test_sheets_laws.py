"""Whatever the scheme: cut, fold and turn the printed paper, and the book is there again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from folding import (
    Layer,
    Pile,
    fold_far_under,
    fold_left_under,
    fold_right_under,
    lay,
    leaves,
    lift,
    over,
    read,
)
from hypothesis import given
from hypothesis import strategies as st

from booklet.measure import PAPERS, Paper, points
from booklet.sheets import SCHEMES, Imposition, Plan, Sheet, cells
from booklet.sheets.folded import signatures
from booklet.sheets.plan import Binding, Flip

A4, A5, A6, A7 = (PAPERS[name] for name in ("a4", "a5", "a6", "a7"))
LYING = Paper("lying A6", A6.height, A6.width)
CARD = Paper("card", points("85mm"), points("55mm"))

COUNTS = st.integers(1, 130)
FLIPS = st.sampled_from(["short", "long"])
SIDES = st.sampled_from(["left", "right"])
BINDINGS = st.sampled_from(["left", "right", "top"])


def plan(scheme: str, count: int, page: Paper = A5, **wanted: object) -> Plan:
    asked = Imposition(scheme, A4, **wanted)  # type: ignore[arg-type]
    return SCHEMES[scheme].lay(count, (page.width, page.height), asked)


def turns_sideways(laid: Plan, flip: Flip) -> bool:
    """Whether the axis stands upright: the edge that the paper turns about is its left or right."""
    upright_edge = "long" if laid.front.height > laid.front.width else "short"
    return flip == upright_edge


def folded(sheets: Sequence[Sheet], binding: Binding, *, sideways: bool) -> list[Layer]:
    """Lay sheets into one another, the first outside, and fold them."""
    spread = lay(sheets, sideways=sideways)
    if binding == "top":
        return fold_far_under(spread)[0][0]
    fold = fold_right_under if binding == "right" else fold_left_under
    return fold(spread)[0][0]


def parted(sheets: Sequence[Sheet], sizes: Sequence[int]) -> list[Sequence[Sheet]]:
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    return [sheets[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def is_the_book(pages: list[int | None], count: int, most: int) -> None:
    """All pages are there, in order; blanks, if any, stand before the last one."""
    blanks = len(pages) - count
    assert 0 <= blanks < most
    before = max(count - 1, 1)
    after = [count] if count > 1 else []
    assert pages == [*range(1, before + 1), *[None] * blanks, *after]


def test_every_scheme_has_a_law() -> None:
    told = "saddle sewn perfect quarto twins halves stack cards zine letter-fold z-fold"
    assert {*told.split(), *(f"{n}-up" for n in (2, 3, 4, 6, 9))} == set(SCHEMES)


@given(COUNTS, BINDINGS, FLIPS, st.none() | st.integers(1, 9))
def test_saddle(count: int, binding: Binding, flip: Flip, most: int | None) -> None:
    laid = plan("saddle", count, binding=binding, flip=flip, signature=most, caliper=1)
    is_the_book(bound(laid, binding, flip, signatures(len(laid.sheets), most)), count, 4)


@given(COUNTS, BINDINGS, FLIPS, st.none() | st.integers(1, 9))
def test_sewn(count: int, binding: Binding, flip: Flip, most: int | None) -> None:
    laid = plan("sewn", count, binding=binding, flip=flip, signature=most)
    is_the_book(bound(laid, binding, flip, signatures(len(laid.sheets), most or 4)), count, 4)


@given(COUNTS, BINDINGS, FLIPS)
def test_perfect(count: int, binding: Binding, flip: Flip) -> None:
    laid = plan("perfect", count, binding=binding, flip=flip, caliper=1)
    assert {cell.shift for cell in cells(laid.sheets)} == {0}
    is_the_book(bound(laid, binding, flip, [1] * len(laid.sheets)), count, 4)


def bound(laid: Plan, binding: Binding, flip: Flip, sizes: Sequence[int]) -> list[int | None]:
    """Fold signatures, lay them upon one another, and leaf through them."""
    sideways, up = turns_sideways(laid, flip), binding == "top"
    parts = parted(laid.sheets, sizes)
    piles = [folded(part, binding, sideways=sideways) for part in parts]
    return [page for pile in piles for page in read(leaves(pile, turn_up=up))]


@given(COUNTS, SIDES, FLIPS, st.none() | st.integers(1, 5), st.sampled_from([A6, LYING]))
def test_quarto(count: int, binding: Binding, flip: Flip, most: int | None, page: Paper) -> None:
    laid = plan("quarto", count, page, binding=binding, flip=flip, signature=most)
    sideways, pages = turns_sideways(laid, flip), list[int | None]()
    for part in parted(laid.sheets, signatures(len(laid.sheets), most or 1)):
        pile = list[Layer]()
        for sheet in reversed(part):  # from the innermost out
            spread = fold_far_under(lay([sheet], sideways=sideways))
            fold = fold_right_under if binding == "right" else fold_left_under
            around = fold(spread)[0][0]
            pile = [*around[:2], *pile, *around[2:]]
        pages += read(leaves(pile))
    is_the_book(pages, count, 8)


@given(COUNTS, SIDES, FLIPS, st.sampled_from([A6, LYING]), st.none() | st.integers(1, 9))
def test_twins(count: int, binding: Binding, flip: Flip, page: Paper, most: int | None) -> None:
    laid = plan("twins", count, page, binding=binding, flip=flip, signature=most, caliper=1)
    spread = lay(laid.sheets, sideways=turns_sideways(laid, flip))
    for row in spread:  # cut across the middle
        is_the_book(in_signatures(row, most, binding), count, 4)


@given(COUNTS, SIDES, FLIPS, st.sampled_from([A6, LYING]), st.none() | st.integers(1, 9))
def test_halves(count: int, binding: Binding, flip: Flip, page: Paper, most: int | None) -> None:
    laid = plan("halves", count, page, binding=binding, flip=flip, signature=most, caliper=1)
    upper, lower = lay(laid.sheets, sideways=turns_sideways(laid, flip))
    piled = [one + other for one, other in zip(upper, lower, strict=True)]
    is_the_book(in_signatures(piled, most, binding), count, 8)
    shifts = [cell.shift for sheet in laid.sheets for cell in sheet.front[0]][::2]
    shifts += [cell.shift for sheet in laid.sheets for cell in sheet.front[1]][::2]
    sizes = signatures(2 * len(laid.sheets), most)
    assert shifts == [depth for size in sizes for depth in range(size)]  # more than the one around


def in_signatures(piles: list[Pile], most: int | None, binding: Binding) -> list[int | None]:
    """Take sheets of two pages a side from the top, fold as many as a signature has, and go on."""
    fold = fold_right_under if binding == "right" else fold_left_under
    pages, start = list[int | None](), 0
    for size in signatures(len(piles[0]), most):
        taken = [pile[start : start + size] for pile in piles]
        pages += read(leaves(fold([taken])[0][0]))
        start += size
    return pages


@given(COUNTS, BINDINGS, FLIPS, st.sampled_from([A5, A6, A7, LYING, CARD]))
def test_stack(count: int, binding: Binding, flip: Flip, page: Paper) -> None:
    laid = plan("stack", count, page, binding=binding, flip=flip)
    spread = lay(laid.sheets, sideways=turns_sideways(laid, flip))
    order = -1 if binding == "right" else 1
    piled = [layer for row in spread for pile in row[::order] for layer in pile]
    pages = read(leaves(piled, turn_up=binding == "top"))
    assert [page for page in pages if page] == list(range(1, count + 1))
    assert pages[:count] == list(range(1, count + 1))  # what is blank comes last


@given(COUNTS, FLIPS, st.sampled_from([A6, A7, LYING, CARD]))
def test_cards(count: int, flip: Flip, page: Paper) -> None:
    laid = plan("cards", count, page, flip=flip)
    found = list[tuple[int | None, int | None]]()
    for sheet in laid.sheets:
        layers = lift(sheet, sideways=turns_sideways(laid, flip))
        found += leaves([layer for row in layers for layer in row])
    full = [(front, front + 1 if front < count else None) for front in range(1, count + 1, 2)]
    assert [leaf for leaf in found if leaf != (None, None)] == full


@given(COUNTS, BINDINGS, FLIPS, st.sampled_from([2, 3, 4, 6, 9]), st.sampled_from([A5, LYING]))
def test_n_up(count: int, binding: Binding, flip: Flip, number: int, page: Paper) -> None:
    laid = plan(f"{number}-up", count, page, binding=binding, flip=flip)
    read_ = list[int]()
    for sheet in laid.sheets:
        layers = lift(sheet, sideways=turns_sideways(laid, flip))
        turned = [[layer.over(sideways=binding != "top") for layer in row] for row in layers]
        turned = turned[::-1] if binding == "top" else [row[::-1] for row in turned]
        for side in (layers, turned):
            for row in side:
                for (shown, up), _ in row[::-1] if binding == "right" else row:
                    assert shown is None or up == 1
                    read_ += [shown] if shown else []
    assert read_ == list(range(1, count + 1))


@given(st.integers(1, 8), SIDES)
def test_zine(count: int, binding: Binding) -> None:
    """Folded lengthwise and pushed together, the sheet has four arms, each of two panels."""
    laid = plan("zine", count, binding=binding)
    [sheet] = laid.sheets
    [row] = fold_far_under(lay([sheet], sideways=True))
    front, behind = [pile[0].top for pile in row], [pile[1].bottom for pile in row]
    # Seen from behind, what was folded under is upright when the sheet is turned about its side.
    assert {up for page, up in front + behind if page} == {1}
    near, far = ([page for page, _ in faces] for faces in (front, behind))
    if binding == "right":
        near, far = near[::-1], far[::-1]
    # The cut frees both middle panels on either side: they are folded back to back, and the
    # outer ones of both sides have been back to back since the first fold.
    arms = [(near[1], near[2]), (near[3], far[3]), (far[2], far[1]), (far[0], near[0])]
    is_the_book(read(arms), count, 8)


@given(st.integers(1, 6), SIDES, FLIPS, st.sampled_from(["letter-fold", "z-fold"]))
def test_leaflets(count: int, binding: Binding, flip: Flip, scheme: str) -> None:
    """Unfolded: the cover, what is behind it, the panel tucked in, then all three inside."""
    laid = plan(scheme, count, binding=binding, flip=flip)
    [row] = lay(laid.sheets, sideways=turns_sideways(laid, flip))
    inside = [over(pile, sideways=True) for pile in row[::-1]]  # the sheet, turned over
    panels = [pile[0] for pile in inside]
    if binding == "right":
        panels = panels[::-1]
    left, middle, right = panels
    assert {up for face in (*left, *middle, *right) for page, up in [face] if page} == {1}
    book = [left.bottom, left.top, middle.top, right.top, right.bottom, middle.bottom]
    is_the_book([page for page, _ in book], count, 6)


@given(SIDES, FLIPS, st.sampled_from(["letter-fold", "z-fold"]))
def test_the_cover_of_a_leaflet_is_on_top(binding: Binding, flip: Flip, scheme: str) -> None:
    """Folded as the words say: what comes to lie on top, and at the back."""
    laid = plan(scheme, 6, binding=binding, flip=flip)
    [row] = lay(laid.sheets, sideways=turns_sideways(laid, flip))
    panels = [over(pile, sideways=True) for pile in row[::-1]]  # pages 2 to 4 are up
    how = SCHEMES[scheme].finish(laid, Imposition(scheme, A4, binding=binding, flip=flip)).how
    first, last = (0, 2) if "Fold the left panel in" in how else (2, 0)
    assert f"Fold the {'left' if first == 0 else 'right'} panel in" in how
    folded_in = over(panels[first], sideways=True)
    if "over it" in how:
        pile = [*over(panels[last], sideways=True), *folded_in, *panels[1]]
    else:
        assert "the other one back" in how
        pile = [*folded_in, *panels[1], *over(panels[last], sideways=True)]
    assert pile[0].top == (1, 1)
    assert pile[-1].bottom == ((6, 1) if scheme == "letter-fold" else (4, 1))


@given(SIDES, FLIPS, st.integers(1, 5))
def test_each_leaf_of_a_quarto_creeps_more_than_the_one_around_it(
    binding: Binding, flip: Flip, most: int
) -> None:
    laid = plan("quarto", 8 * most, A6, binding=binding, flip=flip, signature=most, caliper=1)
    shifts = {cell.page: cell.shift for cell in cells(laid.sheets)}
    outward = [shifts[page] for page in range(1, 4 * most + 1)]
    assert outward == [leaf for leaf in range(2 * most) for _ in "ab"]
    assert [shifts[page] for page in range(8 * most, 4 * most, -1)] == outward


@given(COUNTS, FLIPS, st.sampled_from(sorted(SCHEMES)), st.sampled_from([A6, A7]))
def test_each_page_is_printed_once(count: int, flip: Flip, scheme: str, page: Paper) -> None:
    count = min(count, {"zine": 8, "letter-fold": 6, "z-fold": 6}.get(scheme, count))
    laid = plan(scheme, count, page, flip=flip)
    times = 2 if scheme == "twins" else 1
    printed = sorted(cell.page for cell in cells(laid.sheets) if cell.page)
    assert printed == sorted([*range(1, count + 1)] * times)


@given(st.sampled_from(sorted(SCHEMES)), FLIPS, SIDES, st.sampled_from([A5, A6, A7, CARD]))
def test_places_lie_on_the_paper_and_apart(
    scheme: str, flip: Flip, binding: Binding, page: Paper
) -> None:
    laid = plan(scheme, 5, page, flip=flip, binding=binding)
    for grid in (laid.front, laid.back):
        assert sorted((grid.width, grid.height)) == pytest.approx(sorted((A4.width, A4.height)))
        for tracks, whole in ((grid.columns, grid.width), (grid.rows, grid.height)):
            edges = [edge for start, size in tracks for edge in (start, start + size)]
            assert edges[0] >= -0.01
            assert edges[-1] <= whole + 0.01
            assert all(one <= other + 0.01 for one, other in pairwise(edges))
