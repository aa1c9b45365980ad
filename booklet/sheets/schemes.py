"""Every way of laying pages on sheets is a row in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from booklet.sheets import cut, finish, folded, marks, panels
from booklet.sheets.marks import Line
from booklet.sheets.model import Finish, Imposition
from booklet.sheets.plan import Binding, Grid, Plan, Sheet, even, sideways

Size = tuple[float, float]  #: Width and height of a page, in points.


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of laying pages out; what does not concern it, it passes over."""

    what: str  #: For the help of a command.
    lay: Callable[[int, Size, Imposition], Plan]  #: Raises ValueError, in words for the author.
    finish: Callable[[Plan, Imposition], Finish]
    marks: Callable[[Plan, Imposition, int, int], Iterator[Line]] = marks.nothing
    #: What is drawn beside the pages of a sheet, by its number and that of its side.
    bindings: tuple[Binding, ...] = ("left", "right")
    mixed: bool = False  #: Whether pages may be of several sizes.
    trims: bool = False  #: Whether places touch, so that what bleeds may run over their edge.


def _halved(sheets: tuple[Sheet, ...], wanted: Imposition) -> Plan:
    """Sheets of two pages a side: side by side, or above each other where they turn up."""
    if wanted.binding == "top":
        return _plan(sheets, even(wanted.paper, 1, 2, lies=False))
    return _plan(sheets, even(wanted.paper, 2, 1, lies=True))


def _plan(sheets: tuple[Sheet, ...], grid: Grid) -> Plan:
    return Plan(sheets, grid, grid)


def _quarters(fold: Callable[..., tuple[Sheet, ...]]) -> Callable[[int, Size, Imposition], Plan]:
    """Sheets of four pages a side, which lie if the pages do."""

    def lay(pages: int, size: Size, wanted: Imposition) -> Plan:
        grid = even(wanted.paper, 2, 2, lies=size[0] > size[1])
        sheets = fold(
            pages,
            binding=wanted.binding,
            upright=sideways(grid, wanted.flip),
            signature=finish.most(wanted),
            caliper=wanted.caliper,
        )
        return _plan(sheets, grid)

    return lay


def _saddle(pages: int, _: Size, wanted: Imposition) -> Plan:
    sheets = folded.saddle(
        pages,
        binding=wanted.binding,
        flip=wanted.flip,
        signature=finish.most(wanted),
        caliper=wanted.caliper,
    )
    return _halved(sheets, wanted)


def _perfect(pages: int, _: Size, wanted: Imposition) -> Plan:
    sheets = folded.saddle(pages, binding=wanted.binding, flip=wanted.flip, signature=1)
    return _halved(sheets, wanted)


def _fitting(size: Size, wanted: Imposition) -> Grid:
    """A grid of as many pages as the paper takes; of one that is too small, where it takes none."""
    grid = cut.fitting(wanted.paper, *size)
    if grid.columns and grid.rows:
        return grid
    return even(wanted.paper, 1, 1, lies=size[0] > size[1])


def _stack(pages: int, size: Size, wanted: Imposition) -> Plan:
    grid = _fitting(size, wanted)
    shape, upright = (len(grid.columns), len(grid.rows)), sideways(grid, wanted.flip)
    return _plan(cut.stack(pages, *shape, binding=wanted.binding, upright=upright), grid)


def _cards(pages: int, size: Size, wanted: Imposition) -> Plan:
    grid = _fitting(size, wanted)
    shape, upright = (len(grid.columns), len(grid.rows)), sideways(grid, wanted.flip)
    return _plan(cut.cards(pages, *shape, upright=upright), grid)


def _n_up(count: int) -> Callable[[int, Size, Imposition], Plan]:
    def lay(pages: int, size: Size, wanted: Imposition) -> Plan:
        grid, scale = cut.arranged(count, wanted.paper, *size)
        if count == 3 and wanted.binding == "right":
            grid = Grid(grid.width, grid.height, grid.turned().columns, grid.rows)
        shape, upright = (len(grid.columns), len(grid.rows)), sideways(grid, wanted.flip)
        sheets = cut.n_up(pages, *shape, binding=wanted.binding, upright=upright)
        turned = upright is (wanted.binding == "top")
        return Plan(sheets, grid, grid.turned() if turned else grid, scale)

    return lay


def _zine(pages: int, _: Size, wanted: Imposition) -> Plan:
    grid = even(wanted.paper, 4, 2, lies=True)
    return _plan(panels.zine(pages, binding=wanted.binding), grid)


def _letter_fold(pages: int, _: Size, wanted: Imposition) -> Plan:
    sheets = panels.leaflet(pages, binding=wanted.binding, flip=wanted.flip)
    return Plan(sheets, *panels.letter_fold(wanted.paper, wanted.binding, wanted.flip))


def _z_fold(pages: int, _: Size, wanted: Imposition) -> Plan:
    sheets = panels.leaflet(pages, binding=wanted.binding, flip=wanted.flip)
    return _plan(sheets, panels.z_fold(wanted.paper))


_ALL: tuple[Binding, ...] = ("left", "right", "top")

#: Every way of laying pages out, by the name that an author writes.
SCHEMES: dict[str, Scheme] = {
    "saddle": Scheme("folded into one another, stapled", _saddle, finish.saddle, bindings=_ALL),
    "sewn": Scheme("signatures to sew", _saddle, finish.sewn, marks.collation, _ALL),
    "perfect": Scheme("folded singly, glued", _perfect, finish.perfect, bindings=_ALL),
    "quarto": Scheme("folded twice, the head cut open", _quarters(folded.quarto), finish.quarto),
    "twins": Scheme(
        "two copies of a small booklet", _quarters(folded.twins), finish.twins, marks.across
    ),
    "halves": Scheme(
        "one small booklet, cut across", _quarters(folded.halves), finish.halves, marks.across
    ),
    "stack": Scheme("loose leaves, cut pile by pile", _stack, finish.stack, marks.cuts, _ALL),
    **{
        f"{count}-up": Scheme(
            f"{count} pages on a side, made smaller" + ", with lines" * (count == 3),
            *(_n_up(count), finish.n_up, marks.lines if count == 3 else marks.nothing, _ALL),
        )
        for count in sorted(cut.ARRANGED)
    },
    "cards": Scheme("fronts and backs, to cut", _cards, finish.cards, marks.cuts, trims=True),
    "zine": Scheme("eight panels of one side", _zine, finish.zine, marks.zine),
    "letter-fold": Scheme(
        *("six panels, folded as a letter", _letter_fold, finish.letter, marks.folds), mixed=True
    ),
    "z-fold": Scheme("six panels, folded as a Z", _z_fold, finish.z, marks.folds, mixed=True),
}
