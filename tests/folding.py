"""Paper that can be turned, folded and cut. It knows nothing of how a plan is made.

A printed sheet lies on the table with its front up. Each of its places holds a pile of layers, at
first one for each sheet; folding moves piles onto or under each other. What is printed on a face
is a page and which way it points: 1 is to the far edge of the table, -1 to the near one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from booklet.sheets import Sheet

#: A page, and which way it points.
Face = tuple[int | None, int]


class Layer(NamedTuple):
    """A piece of paper as it lies: what is on it, and what is under it."""

    top: Face
    bottom: Face

    def over(self, *, sideways: bool) -> Layer:
        """Turn it over: about an upright axis, or about a level one, which moves heads to feet."""
        ways = 1 if sideways else -1
        return Layer(*((page, ways * way) for page, way in (self.bottom, self.top)))


Pile = list[Layer]  #: From the top.
Spread = list[list[Pile]]  #: Rows from far to near, piles from left to right.


def lift(sheet: Sheet, *, sideways: bool) -> list[list[Layer]]:
    """Look at what is behind each place of a sheet, as a printer has turned it.

    Turned about an upright axis, what is printed left on the back is behind the right of the
    front. About a level axis it is behind the far side, and its head is where the feet were.
    """
    behind = [list(row) for row in sheet.back or [[None] * len(row) for row in sheet.front]]
    behind = [row[::-1] for row in behind] if sideways else behind[::-1]
    layers = []
    for row, other in zip(sheet.front, behind, strict=True):
        layers.append([])
        for front, back in zip(row, other, strict=True):
            way = 1 if sideways else -1
            bottom = (back.page, way * (-1 if back.turned else 1)) if back else (None, way)
            layers[-1].append(Layer((front.page, -1 if front.turned else 1), bottom))
    return layers


def lay(sheets: Iterable[Sheet], *, sideways: bool) -> Spread:
    """Lay sheets upon each other, the first on top."""
    lifted = [lift(sheet, sideways=sideways) for sheet in sheets]
    rows, columns = len(lifted[0]), len(lifted[0][0])
    return [[[of[r][c] for of in lifted] for c in range(columns)] for r in range(rows)]


def over(pile: Pile, *, sideways: bool) -> Pile:
    """Turn a pile over."""
    return [layer.over(sideways=sideways) for layer in reversed(pile)]


def fold_left_under(spread: Spread) -> Spread:
    """Fold the left half under the right one."""
    middle = len(spread[0]) // 2
    return [
        [
            right + over(left, sideways=True)
            for left, right in zip(row[:middle][::-1], row[middle:], strict=True)
        ]
        for row in spread
    ]


def fold_right_under(spread: Spread) -> Spread:
    """Fold the right half under the left one."""
    flipped = fold_left_under([row[::-1] for row in spread])
    return [row[::-1] for row in flipped]


def fold_far_under(spread: Spread) -> Spread:
    """Fold the far half under the near one."""
    middle = len(spread) // 2
    return [
        [near + over(far, sideways=False) for far, near in zip(far_row, near_row, strict=True)]
        for far_row, near_row in zip(spread[:middle][::-1], spread[middle:], strict=True)
    ]


def leaves(pile: Pile, *, turn_up: bool = False) -> list[tuple[int | None, int | None]]:
    """Leaf through a pile whose spine is at its side, or at its head; all pages are upright.

    A leaf that is turned up shows its back head down to where it lay.
    """
    found = []
    for (front, up), (back, below) in pile:
        assert front is None or up == 1, f"page {front} stands on its head"
        assert back is None or below == (-1 if turn_up else 1), f"page {back} stands on its head"
        found.append((front, back))
    return found


def read(found: Sequence[tuple[int | None, int | None]]) -> list[int | None]:
    """The pages of leaves, one after the other."""
    return [page for leaf in found for page in leaf]
