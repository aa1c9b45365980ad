"""A number of pages becomes sheets: which page lands where, and which way up. Numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

Binding = Literal["left", "right"]  #: Where the spine is, looking at the closed front cover.
Flip = Literal["short", "long"]  #: The edge of the paper about which the printer turns a sheet.


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for one page on one side of a sheet."""

    page: int | None  #: Counted from 1; None is a blank.
    turned: bool = False  #: Head down, as the side is displayed.
    shift: float = 0.0  #: Points that the page moves toward the spine, against creep.
    spine: Literal["left", "right"] | None = None
    #: The edge of the cell that the page stands against; None: the middle, and no shift.


Side = tuple[tuple[Cell, ...], ...]  #: Rows from top to bottom, cells from left to right.


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, printed on both faces."""

    front: Side
    back: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Front and back, as the printer takes them."""
        return self.front, self.back


def cells(sheets: Iterable[Sheet]) -> Iterator[Cell]:
    """Walk over every cell, in printing order."""
    return (cell for sheet in sheets for side in sheet.sides for row in side for cell in row)


class Scheme(Protocol):
    """A way of laying pages out; what does not concern it, it passes over."""

    def __call__(
        self,
        pages: int,
        *,
        binding: Binding,
        flip: Flip,
        signature: int | None,
        caliper: float,
    ) -> tuple[Sheet, ...]:
        """Lay out so many pages."""


def saddle(
    pages: int,
    *,
    binding: Binding = "left",
    flip: Flip = "short",
    signature: int | None = None,
    caliper: float = 0.0,
) -> tuple[Sheet, ...]:
    """Fold sheets into one another, staple through the spine.

    The outermost sheet comes first. Blanks fall before the last page, so that the back
    cover stays outside. A signature holds at most so many sheets, None for all of them.
    The caliper is the thickness of the paper, in points: each sheet stands that much
    further out than the one around it, and its pages move that much toward the spine.

    >>> print(draw(saddle(10)))
    1 front   10 |  1
      back     2 |  .
    2 front    . |  3
      back     4 |  9
    3 front    8 |  5
      back     6 |  7

    Raises ValueError, in words for the author.
    """
    if caliper < 0:
        raise ValueError(f"the caliper of the paper is {caliper:g} points; it can't be below 0")
    slots = _padded(pages)
    sheets = []
    for size in signatures(len(slots) // 4, signature):
        block, slots = slots[: 4 * size], slots[4 * size :]
        for depth in range(size):
            first, last = 2 * depth, 4 * size - 1 - 2 * depth
            front = _spread(block[last], block[first], binding, depth * caliper)
            back = _spread(block[first + 1], block[last - 1], binding, depth * caliper)
            sheets.append(Sheet(front, back if flip == "short" else turn(back)))
    return tuple(sheets)


def signatures(sheets: int, most: int | None = None) -> list[int]:
    """Tell how many sheets each signature holds: at most so many, spread evenly.

    >>> signatures(10, 4), signatures(10)
    ([4, 3, 3], [10])

    Raises ValueError, in words for the author.
    """
    if most is None:
        return [sheets]
    if most < 1:
        raise ValueError(f"a signature of {most} sheets can't be folded; the smallest has 1")
    count = -(-sheets // most)
    return [sheets // count + (place < sheets % count) for place in range(count)]


def turn(side: Side) -> Side:
    """Turn a side head down.

    >>> turn(((Cell(2), Cell(7, spine="left")),))[0][0]
    Cell(page=7, turned=True, shift=0.0, spine='right')
    """
    return tuple(tuple(map(_turn, reversed(row))) for row in reversed(side))


def _turn(cell: Cell) -> Cell:
    across: dict[str | None, Literal["left", "right"]] = {"left": "right", "right": "left"}
    return replace(cell, turned=not cell.turned, spine=across.get(cell.spine))


def _padded(pages: int) -> list[int | None]:
    """Fill up to a multiple of four. A lone page is the front cover, not the back.

    >>> _padded(6), _padded(1)
    ([1, 2, 3, 4, 5, None, None, 6], [1, None, None, None])
    """
    if pages < 1:
        raise ValueError("there are no pages to lay out")
    before = max(pages - 1, 1)
    blanks = [None] * (-pages % 4)
    return [*range(1, before + 1), *blanks, *range(before + 1, pages + 1)]


def _spread(left: int | None, right: int | None, binding: Binding, shift: float) -> Side:
    """Set two pages side by side, named as in a booklet with its spine on the left."""
    if binding == "right":
        left, right = right, left
    return ((Cell(left, shift=shift, spine="right"), Cell(right, shift=shift, spine="left")),)


#: Every way of laying pages out, by the name that an author writes.
SCHEMES: dict[str, Scheme] = {"saddle": saddle}


def draw(sheets: Sequence[Sheet]) -> str:
    """Draw sheets as text: a dot is a blank, @ stands after a page that is head down.

    >>> print(draw(saddle(5, flip="long")))
    1 front   5  | 1
      back    .  | 2@
    2 front   .  | 3
      back    .  | 4@
    """
    marks = [_marks(cell) for cell in cells(sheets)]
    digits, sign = (max(map(len, column)) for column in zip(*marks or [("", "")], strict=True))
    margin = len(f"{len(sheets)} front")

    def text(cell: Cell) -> str:
        number, turned = _marks(cell)
        return f"{number:>{digits}}{turned:<{sign}}"

    lines = []
    for count, sheet in enumerate(sheets, 1):
        for head, side in zip((f"{count} front", "back "), sheet.sides, strict=True):
            for place, row in enumerate(side):
                label = "" if place else head
                lines.append(f"{label:>{margin}}   {' | '.join(map(text, row))}".rstrip())
    return "\n".join(lines)


def _marks(cell: Cell) -> tuple[str, str]:
    if cell.page is None:
        return ".", ""
    return str(cell.page), "@" if cell.turned else ""
