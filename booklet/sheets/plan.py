"""A number of pages becomes sheets: which page lands where, and which way up. Numbers only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal

from booklet.measure import Paper

#: Where the spine is, looking at the closed front cover. At the top: pages turn up.
Binding = Literal["left", "right", "top"]
Flip = Literal["short", "long"]  #: The edge of the paper about which the printer turns a sheet.
Edge = Literal["left", "right", "top", "bottom"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for one page on one side of a sheet."""

    page: int | None  #: Counted from 1; None is a blank.
    turned: bool = False  #: Head down, as the side is displayed.
    shift: float = 0.0  #: Points that the page moves toward the spine, against creep.
    spine: Edge | None = None
    #: The edge of the cell that the page stands against; None: the middle, and no shift.


Side = tuple[tuple[Cell, ...], ...]  #: Rows from top to bottom, cells from left to right.


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, printed on both faces, or on its front alone."""

    front: Side
    back: Side = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """Front and back, as the printer takes them; the front alone where nothing is behind."""
        return (self.front, self.back) if self.back else (self.front,)


Tracks = tuple[tuple[float, float], ...]  #: Columns or rows: where each begins, and its size.


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a side stand: points from its upper left corner, as it is displayed."""

    width: float  #: Of the paper, the way it lies.
    height: float
    columns: Tracks  #: From the left.
    rows: Tracks  #: From the top.

    def turned(self) -> Grid:
        """The same, head down."""
        return replace(
            self,
            columns=tuple((self.width - x - w, w) for x, w in reversed(self.columns)),
            rows=tuple((self.height - y - h, h) for y, h in reversed(self.rows)),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets in printing order, and where the cells of their sides stand."""

    sheets: tuple[Sheet, ...]
    front: Grid
    back: Grid
    scale: float = 1.0  #: The size of a page on the sheet, beside its own.

    def grid(self, number: int) -> Grid:
        """The grid of a side: 0 is the front."""
        return self.back if number else self.front


def cells(sheets: Iterable[Sheet]) -> Iterator[Cell]:
    """Walk over every cell, in printing order."""
    return (cell for sheet in sheets for side in sheet.sides for row in side for cell in row)


def turn(side: Side) -> Side:
    """Turn a side head down.

    >>> turn(((Cell(2), Cell(7, spine="left")),))[0][0]
    Cell(page=7, turned=True, shift=0.0, spine='right')
    """
    return tuple(tuple(map(_turn, reversed(row))) for row in reversed(side))


def _turn(cell: Cell) -> Cell:
    across: dict[str | None, Edge] = {
        "left": "right",
        "right": "left",
        "top": "bottom",
        "bottom": "top",
    }
    return replace(cell, turned=not cell.turned, spine=across.get(cell.spine))


def mirror(side: Side) -> Side:
    """Swap the columns of a side, for books that open from the other side; pages stay upright."""
    across: dict[str | None, Edge] = {"left": "right", "right": "left"}
    return tuple(
        tuple(replace(cell, spine=across.get(cell.spine, cell.spine)) for cell in reversed(row))
        for row in side
    )


def sideways(grid: Grid, flip: Flip) -> bool:
    """Whether a sheet turns about an upright axis, like a page, as its front is displayed.

    Its back is then upright; else it is head down.
    """
    return (grid.width > grid.height) is (flip == "short")


def even(paper: Paper, columns: int, rows: int, *, lies: bool) -> Grid:
    """Divide paper evenly; it lies where it is wider than high."""
    width, height = (paper.height, paper.width) if lies else (paper.width, paper.height)
    return Grid(width, height, tracks([width / columns] * columns), tracks([height / rows] * rows))


def tracks(
    sizes: Sequence[float], start: float = 0.0, gap: float = 0.0
) -> tuple[tuple[float, float], ...]:
    """Lay columns or rows one behind the other.

    >>> tracks([10, 20], start=5, gap=1)
    ((5, 10), (16, 20))
    """
    edges = accumulate(sizes[:-1], lambda edge, size: edge + size + gap, initial=start)
    return tuple(zip(edges, sizes, strict=True))


def padded(pages: int, multiple: int) -> list[int | None]:
    """Fill up to a multiple; blanks stand before the last page, so that it stays outside.

    A lone page is the front, not the back.

    >>> padded(6, 4), padded(1, 4)
    ([1, 2, 3, 4, 5, None, None, 6], [1, None, None, None])
    """
    if pages < 1:
        raise ValueError("there are no pages to lay out")
    before = max(pages - 1, 1)
    blanks = [None] * (-pages % multiple)
    return [*range(1, before + 1), *blanks, *range(before + 1, pages + 1)]


def draw(sheets: Sequence[Sheet]) -> str:
    """Draw sheets as text: a dot is a blank, @ stands after a page that is head down.

    >>> print(draw([Sheet(((Cell(8), Cell(1)),), ((Cell(7, turned=True), Cell(None)),))]))
    1 front   8  | 1
      back    7@ | .
    """
    marks = [_marks(cell) for cell in cells(sheets)]
    digits, sign = (max(map(len, column)) for column in zip(*marks or [("", "")], strict=True))
    margin = len(f"{len(sheets)} front")

    def text(cell: Cell) -> str:
        number, turned = _marks(cell)
        return f"{number:>{digits}}{turned:<{sign}}"

    lines = []
    for count, sheet in enumerate(sheets, 1):
        for head, side in zip((f"{count} front", "back "), sheet.sides, strict=False):
            for place, row in enumerate(side):
                label = "" if place else head
                lines.append(f"{label:>{margin}}   {' | '.join(map(text, row))}".rstrip())
    return "\n".join(lines)


def _marks(cell: Cell) -> tuple[str, str]:
    if cell.page is None:
        return ".", ""
    return str(cell.page), "@" if cell.turned else ""
