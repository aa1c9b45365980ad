"""Sheets that are folded: into one another, one upon the other, twice, or after a cut."""

from __future__ import annotations

from collections.abc import Sequence

from booklet.sheets.plan import Binding, Cell, Edge, Flip, Sheet, Side, mirror, padded, turn


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

    >>> from booklet.sheets.plan import draw
    >>> print(draw(saddle(10)))
    1 front   10 |  1
      back     2 |  .
    2 front    . |  3
      back     4 |  9
    3 front    8 |  5
      back     6 |  7

    Raises ValueError, in words for the author.
    """
    _proper(caliper)
    slots, sheets = padded(pages, 4), []
    for size in signatures(len(slots) // 4, signature):
        block, slots = slots[: 4 * size], slots[4 * size :]
        for depth in range(size):
            first, last = 2 * depth, 4 * size - 1 - 2 * depth
            front = _spread(block[last], block[first], binding, depth * caliper)
            back = _spread(block[first + 1], block[last - 1], binding, depth * caliper)
            sheets.append(Sheet(front, back if flip == "short" else turn(back)))
    return tuple(sheets)


def _proper(caliper: float) -> None:
    if caliper < 0:
        raise ValueError(f"the caliper of the paper is {caliper:g} points; it can't be below 0")


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


def quarto(
    pages: int,
    *,
    binding: Binding = "left",
    upright: bool = True,
    signature: int | None = 1,
    caliper: float = 0.0,
) -> tuple[Sheet, ...]:
    """Fold each sheet twice; it has eight pages, and its head is cut open.

    Sheets of a signature are folded singly and then laid into one another. upright is
    whether the backs are, as the printer turns the sheet. The upper half of a sheet comes to lie
    inside the lower one, and creeps a caliper more.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(quarto(8)))
    1 front   5@ | 4@
              8  | 1
      back    3@ | 6@
              2  | 7
    """
    _proper(caliper)
    slots, sheets = padded(pages, 8), []
    for size in signatures(len(slots) // 8, signature):
        block, slots = slots[: 8 * size], slots[8 * size :]
        for depth in range(size):
            first, last = 4 * depth, 8 * size - 4 * depth
            one, two, three, four = block[first : first + 4]
            five, six, seven, eight = block[last - 4 : last]
            creep = (2 * depth + 1) * caliper, 2 * depth * caliper
            front = _double((five, four, eight, one), creep)
            back = _double((three, six, two, seven), creep)
            if binding == "right":
                front, back = mirror(front), mirror(back)
            sheets.append(Sheet(front, back if upright else turn(back)))
    return tuple(sheets)


def twins(
    pages: int,
    *,
    binding: Binding = "left",
    upright: bool = True,
    signature: int | None = None,
    caliper: float = 0.0,
) -> tuple[Sheet, ...]:
    """Two copies of a booklet, one above the other, to be cut apart and folded like any.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(twins(4)))
    1 front   4 | 1
              4 | 1
      back    2 | 3
              2 | 3
    """
    return tuple(
        _stacked(sheet, sheet, upright=upright)
        for sheet in saddle(pages, binding=binding, signature=signature, caliper=caliper)
    )


def halves(
    pages: int,
    *,
    binding: Binding = "left",
    upright: bool = True,
    signature: int | None = None,
    caliper: float = 0.0,
) -> tuple[Sheet, ...]:
    """One booklet, cut across the middle: the upper pile is folded around the lower one.

    >>> from booklet.sheets.plan import draw
    >>> print(draw(halves(16)))
    1 front   16 |  1
              12 |  5
      back     2 | 15
               6 | 11
    2 front   14 |  3
              10 |  7
      back     4 | 13
               8 |  9
    """
    count = len(padded(pages, 8))
    folded = saddle(count, binding=binding, signature=signature, caliper=caliper)
    blank = dict(zip(range(1, count + 1), padded(pages, 8), strict=True))
    middle = len(folded) // 2
    return tuple(
        _blanked(_stacked(upper, lower, upright=upright), blank)
        for upper, lower in zip(folded[:middle], folded[middle:], strict=True)
    )


def _spread(left: int | None, right: int | None, binding: Binding, shift: float) -> Side:
    """Set two pages side by side, named as in a booklet with its spine on the left.

    Where the spine is at the top, the left one stands above the right one.
    """
    if binding == "top":
        return (Cell(left, shift=shift, spine="bottom"),), (Cell(right, shift=shift, spine="top"),)
    if binding == "right":
        left, right = right, left
    return ((Cell(left, shift=shift, spine="right"), Cell(right, shift=shift, spine="left")),)


def _double(pages: Sequence[int | None], creep: tuple[float, float]) -> Side:
    """Set four pages head to head, the upper two head down, all against the middle."""
    spines: tuple[Edge, Edge] = ("right", "left")
    four = [
        Cell(page, number < 2, creep[number // 2], spines[number % 2])
        for number, page in enumerate(pages)
    ]
    return (four[0], four[1]), (four[2], four[3])


def _stacked(upper: Sheet, lower: Sheet, *, upright: bool) -> Sheet:
    """Set one sheet above another on a sheet of twice the size."""
    back = upper.back + lower.back
    return Sheet(upper.front + lower.front, back if upright else turn(back))


def _blanked(sheet: Sheet, pages: dict[int, int | None]) -> Sheet:
    """Put in for each place of a full booklet the page that stands there."""

    def side(of: Side) -> Side:
        return tuple(tuple(_moved(cell, pages) for cell in row) for row in of)

    return Sheet(side(sheet.front), side(sheet.back))


def _moved(cell: Cell, pages: dict[int, int | None]) -> Cell:
    return Cell(pages[cell.page or 0], cell.turned, cell.shift, cell.spine)
