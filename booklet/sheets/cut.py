"""Sheets that are cut, or stay as they are: loose leaves, several pages on a side, cards."""

from __future__ import annotations

from collections.abc import Iterator

from booklet.measure import UNITS, Paper
from booklet.sheets.plan import (
    Binding,
    Cell,
    Grid,
    Sheet,
    Side,
    Tracks,
    even,
    mirror,
    tracks,
    turn,
)

#: Points at the edge of the paper where office printers print nothing.
RIM = 8 * UNITS["mm"]

#: Points between pages that are made smaller.
GUTTER = 5 * UNITS["mm"]

#: Points of paper that may be left over, for each cell, where cells are spread over all of it.
SPREAD = UNITS["mm"]


def fitting(paper: Paper, width: float, height: float) -> Grid:
    """Lay as many cells of a size on paper as it takes, the way that takes more of them.

    What is hardly more than they need is spread among them; else they stand together in the
    middle. A grid without cells, where not even one fits.
    """
    grids = [_grid(paper, width, height, lies=lies) for lies in (False, True)]
    return max(grids, key=lambda grid: len(grid.columns) * len(grid.rows))


def _grid(paper: Paper, width: float, height: float, *, lies: bool) -> Grid:
    wide, high = (paper.height, paper.width) if lies else (paper.width, paper.height)
    return Grid(wide, high, _spread(wide, width), _spread(high, height))


def _spread(room: float, size: float) -> Tracks:
    count = int((room + 0.5 * UNITS["mm"]) // size)
    if not count:
        return ()
    rest = room - count * size
    if rest <= count * SPREAD:
        return tracks([room / count] * count)
    return tracks([size] * count, rest / 2)


def stack(
    pages: int, columns: int, rows: int, *, binding: Binding = "left", upright: bool = True
) -> tuple[Sheet, ...]:
    """Cut sheets into leaves, and lay pile upon pile: the first place first.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(stack(16, 2, 2)))
    1 front    1 |  5
               9 | 13
      back     6 |  2
              14 | 10
    2 front    3 |  7
              11 | 15
      back     8 |  4
              16 | 12
    """
    leaves, places = -(-pages // 2), columns * rows
    sheets = -(-leaves // places)
    return tuple(
        _leaves(
            [_leaf(pages, place * sheets + sheet) for place in range(places)],
            *(columns, binding, upright),
        )
        for sheet in range(sheets)
    )


def _leaf(pages: int, number: int) -> tuple[int | None, int | None]:
    """The pages of a leaf: front and back."""
    first = 2 * number + 1
    return (first if first <= pages else None, first + 1 if first < pages else None)


def cards(pages: int, columns: int, rows: int, *, upright: bool = True) -> tuple[Sheet, ...]:
    """Set cards to be cut: of two pages each, a front and what is behind it.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(cards(5, 2, 2)))
    1 front   1 | 3
              5 | .
      back    4 | 2
              . | .
    """
    leaves, places = -(-pages // 2), columns * rows
    return tuple(
        _leaves(
            [_leaf(pages, first + place) for place in range(places)],
            *(columns, "left", upright),
        )
        for first in range(0, leaves, places)
    )


def _leaves(
    leaves: list[tuple[int | None, int | None]], columns: int, binding: Binding, upright: bool
) -> Sheet:
    """Set leaves on a sheet, each back behind its front.

    Leaves that are bound at the top are turned up, so what is behind stands on its head.
    """
    front = _rows([Cell(page) for page, _ in leaves], columns)
    back = mirror(_rows([Cell(page) for _, page in leaves], columns))
    if binding == "right":
        front, back = mirror(front), mirror(back)
    if binding == "top":
        back = tuple(tuple(Cell(cell.page, not cell.turned) for cell in row) for row in back)
    return Sheet(front, back if upright else turn(back))


def n_up(
    pages: int, columns: int, rows: int, *, binding: Binding = "left", upright: bool = True
) -> tuple[Sheet, ...]:
    """Set several pages on each side, as one reads.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(n_up(6, 2, 1)))
    1 front   1 | 2
      back    3 | 4
    2 front   5 | 6
      back    . | .
    """
    places = columns * rows
    filled = [page if page <= pages else None for page in range(1, pages + 2 * places)]
    sheets = []
    for first in range(0, pages, 2 * places):
        front, back = (
            _rows([Cell(page) for page in filled[start : start + places]], columns)
            for start in (first, first + places)
        )
        if binding == "right":
            front, back = mirror(front), mirror(back)
        # Bound at the top, a sheet is turned up, not over.
        sheets.append(Sheet(front, back if upright is (binding != "top") else turn(back)))
    return tuple(sheets)


def _rows(cells: list[Cell], columns: int) -> Side:
    return tuple(tuple(cells[at : at + columns]) for at in range(0, len(cells), columns))


#: How several pages can stand on a side: columns and rows.
ARRANGED = {2: ((2, 1), (1, 2)), 3: ((1, 3),), 4: ((2, 2),), 6: ((2, 3), (3, 2)), 9: ((3, 3),)}


def arranged(count: int, paper: Paper, width: float, height: float) -> tuple[Grid, float]:
    """Arrange so many pages on paper as large as they can be, and tell how large that is.

    Pages are never made larger than they are. Three stand in one column; the other is for notes.
    """
    return max(_arrangements(count, paper, width, height), key=lambda way: way[1])


def _arrangements(
    count: int, paper: Paper, width: float, height: float
) -> Iterator[tuple[Grid, float]]:
    for columns, rows in ARRANGED[count]:
        for lies in (False, True):
            whole = even(paper, 1, 1, lies=lies)
            across = 2 if count == 3 else columns
            wide = (whole.width - 2 * RIM - (across - 1) * GUTTER) / across
            high = (whole.height - 2 * RIM - (rows - 1) * GUTTER) / rows
            grid = Grid(
                whole.width,
                whole.height,
                tracks([wide] * columns, RIM, GUTTER),
                tracks([high] * rows, RIM, GUTTER),
            )
            yield grid, min(wide / width, high / height, 1.0)
