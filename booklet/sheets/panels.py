"""A single sheet whose pages are its panels: a zine, or a leaflet folded like a letter."""

from __future__ import annotations

from booklet.measure import Paper, points
from booklet.sheets.plan import Binding, Cell, Flip, Grid, Sheet, even, mirror, padded, tracks, turn

#: How much narrower the panel is that is tucked in, in points; on other paper 3 mm.
_TUCK = {"Letter": points("0.0625in")}


def zine(pages: int, *, binding: Binding = "left") -> tuple[Sheet, ...]:
    """Set eight panels on one side: cut between the middle ones, folded, opened, folded again.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(zine(8)))
    1 front   7@ | 6@ | 5@ | 4@
              8  | 1  | 2  | 3

    Raises ValueError for more than eight pages.
    """
    one, two, three, four, five, six, seven, eight = _panels(pages, 8)
    upper = tuple(Cell(page, turned=True) for page in (seven, six, five, four))
    lower = tuple(Cell(page) for page in (eight, one, two, three))
    front = (upper, lower)
    return (Sheet(mirror(front) if binding == "right" else front),)


def leaflet(pages: int, *, binding: Binding = "left", flip: Flip = "short") -> tuple[Sheet, ...]:
    """Set six panels, three on each side, to be folded twice: page 5 is tucked in, 6 is the back.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(leaflet(6)))
    1 front   5 | 6 | 1
      back    2 | 3 | 4

    Raises ValueError for more than six pages.
    """
    one, two, three, four, five, six = map(Cell, _panels(pages, 6))
    front, back = ((five, six, one),), ((two, three, four),)
    if binding == "right":
        front, back = mirror(front), mirror(back)  # type: ignore[assignment]
    return (Sheet(front, back if flip == "short" else turn(back)),)


def letter_fold(paper: Paper, binding: Binding, flip: Flip) -> tuple[Grid, Grid]:
    """Divide the sides of a sheet into panels of which the one that is tucked in is narrower.

    Outside it is the first from the left, inside the last; from right to left the other way.
    """
    tuck = _TUCK.get(paper.name, points("3mm"))
    wide = (paper.height + tuck) / 3
    widths = [wide - tuck, wide, wide]
    if binding == "right":
        widths.reverse()
    rows = tracks([paper.width])
    outside = Grid(paper.height, paper.width, tracks(widths), rows)
    inside = Grid(paper.height, paper.width, tracks(widths[::-1]), rows)
    return outside, inside if flip == "short" else inside.turned()


def z_fold(paper: Paper) -> Grid:
    """Divide a side into three panels of one width."""
    return even(paper, 3, 1, lies=True)


def _panels(pages: int, most: int) -> list[int | None]:
    if pages > most:
        over = f"{pages - most} page{'s' * (pages - most > 1)}"
        raise ValueError(f"{pages} pages are {over} too many; a sheet has {most} panels")
    return padded(pages, most)
