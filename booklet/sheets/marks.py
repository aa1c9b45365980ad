"""What is drawn beside pages: where to cut and to fold, the order of parts, lines to write on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from booklet.measure import UNITS
from booklet.sheets import cut
from booklet.sheets.model import Imposition
from booklet.sheets.plan import Grid, Plan, Tracks

MM = UNITS["mm"]

#: How far a mark reaches into the paper from its edge, in points: past the rim that stays white.
REACH = 7 * MM

#: Points between lines to write on.
RULED = 8 * MM


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke, in points from the lower left corner of a side as it is displayed."""

    start: tuple[float, float]
    end: tuple[float, float]
    width: float = 0.4  #: In points.
    grey: float = 0.0  #: From 0, black, to 1.


def nothing(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Draw nothing."""
    return iter(())


def cuts(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Mark where to cut, outside of what is cut and on fronts alone: backs may be off a little."""
    if side:
        return
    grid = plan.front
    above, beside = _start(grid.rows), _start(grid.columns)
    for x in _edges(grid.columns, grid.width):
        yield from _upright(grid, x, above)
    for y in _edges(grid.rows, grid.height):
        yield from _level(grid, y, beside)


def across(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Mark the cut through the middle."""
    if side == 0:
        yield from _level(plan.front, plan.front.height / 2)


def folds(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Mark where to fold, outside alone."""
    if side == 0:
        for _, (x, _) in pairwise(plan.front.columns):
            yield from _upright(plan.front, x, grey=0.5)


def zine(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Draw the cut between the middle panels, and mark the folds at the rim."""
    grid = plan.front
    middle = grid.height / 2
    yield Line((grid.width / 4, middle), (3 * grid.width / 4, middle), 0.4, 0.6)
    for _, (x, _) in pairwise(grid.columns):
        yield from _upright(grid, x, grey=0.6)
    yield from _level(grid, middle, grey=0.6)


def collation(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Draw a bar on the spine of each signature's outermost sheet.

    Each stands a step further than the one before; a signature that is missing, or that lies in
    another place, breaks the staircase.
    """
    firsts = _beginnings(plan)
    if side or sheet not in firsts:
        return
    grid, place = plan.front, firsts.index(sheet)
    along = grid.width if wanted.binding == "top" else grid.height
    start = 12 * MM + (place * 7 * MM) % (along - 24 * MM)
    if wanted.binding == "top":
        y = grid.height / 2
        yield Line((start, y), (start + 5 * MM, y), 2 * MM)
    else:
        x, top = grid.width / 2, grid.height - start
        yield Line((x, top), (x, top - 5 * MM), 2 * MM)


def lines(plan: Plan, wanted: Imposition, sheet: int, side: int) -> Iterator[Line]:
    """Rule lines beside pages that stand in one column, as high as each of them."""
    grid = plan.grid(side)
    x, width = grid.columns[0]
    if x + width / 2 < grid.width / 2:
        start, end = x + width + cut.GUTTER, grid.width - cut.RIM
    else:
        start, end = cut.RIM, x - cut.GUTTER
    for y, height in grid.rows:
        count = int(height // RULED)
        for number in range(1, count + 1):
            at = grid.height - y - number * height / count
            yield Line((start, at), (end, at), 0.4, 0.6)


def _beginnings(plan: Plan) -> list[int]:
    """The sheets whose first page follows upon all pages of the sheets before."""
    found, highest = [], 0
    for number, sheet in enumerate(plan.sheets):
        pages = [cell.page for side in sheet.sides for row in side for cell in row if cell.page]
        if pages and min(pages) > highest:
            found.append(number)
        highest = max([highest, *pages])
    return found


def _start(tracks: Tracks) -> float:
    """How far from the edge of the paper marks begin: near to what they are for, where it ends."""
    return max(tracks[0][0] - 2 * MM - REACH, 0)


def _edges(tracks: Tracks, whole: float) -> list[float]:
    """The edges of cells, each once, but not that of the paper."""
    edges = {round(edge, 4) for start, size in tracks for edge in (start, start + size)}
    return sorted(edge for edge in edges if 1 < edge < whole - 1)


def _upright(grid: Grid, x: float, start: float = 0.0, grey: float = 0.0) -> Iterator[Line]:
    yield Line((x, start), (x, start + REACH), grey=grey)
    yield Line((x, grid.height - start - REACH), (x, grid.height - start), grey=grey)


def _level(grid: Grid, down: float, start: float = 0.0, grey: float = 0.0) -> Iterator[Line]:
    y = grid.height - down
    yield Line((start, y), (start + REACH, y), grey=grey)
    yield Line((grid.width - start - REACH, y), (grid.width - start, y), grey=grey)
