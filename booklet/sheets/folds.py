"""Pictures of paper on a table: laid, folded and bound."""

from __future__ import annotations

from booklet.sheets.steps import Step
from booklet.sheets.strokes import (
    ACT,
    DASHED,
    DETAIL,
    GHOST,
    OTHER,
    SHADE,
    THIN_ACT,
    Board,
    Point,
    Table,
    closed,
    middle,
)


def _table(step: Step, unit: float = 66, x: float = 128, y: float = 132) -> Table:
    """A table for paper that is folded in half: two pages beside each other."""
    if step.binding == "top":
        return Table(x + 12, y + 4, unit, level=True)
    return Table(x, y, unit)


def fold(board: Board, step: Step) -> None:
    """Half of the paper comes over the other half; its cover is on top."""
    _fold(board, _table(step), "1", step.sheets > 1)


def fold_twice(board: Board, step: Step) -> None:
    """First the far half comes down over the near one, then as any fold."""
    first = Table(66, 118, 48, level=True, length=1.4)
    board.face(*first.leaf((0, 0), (1, 0)), fill=OTHER)
    board.line(*closed(first.leaf((-1, 0), (0, 0))), style=GHOST)
    board.face(*first.leaf((0, 0), (0.35, 0.75)))
    board.line(first.at(0, 0.75), first.at(1, 0.75), style=GHOST)
    board.arrow(first.at(-0.8, 0.75, 0.1), first.at(-0.3, 0.75, 1.25), first.at(0.75, 0.75, 0.5))
    _fold(board, Table(180, 118, 42, length=1.2), "1", layers=True)


def _fold(board: Board, table: Table, label: str, layers: bool) -> None:
    still, moving = table.leaf((0, 0), (1, 0)), table.leaf((0, 0), (0.55, 0.83))
    if layers:
        for down in (0.1, 0.05):
            board.line(*table.leaf((0.02, -down), (1, -down))[:3], style=DETAIL)
    board.face(*still, fill=OTHER)
    board.line(*closed(table.leaf((-1, 0), (0, 0))), style=GHOST)
    board.face(*moving)
    board.words(middle(moving), label, table.unit / 3)
    half = table.length / 2
    board.arrow(table.at(-0.85, half, 0.05), table.at(-0.4, half, 1.45), table.at(0.85, half, 0.75))


def nest(board: Board, step: Step) -> None:
    """Open sheets come down upon one another."""
    table = _table(step, 54, 122, 132 if len(step.parts) < 2 else 112)
    for up in (0, 0.34, 0.68):
        board.face(*table.leaf((-1, up), (1, up)), fill=PAPERS[up == 0])
        board.line(table.at(0, 0, up), table.at(0, table.length, up), style=GHOST)
    _down(board, table, 0.72)
    _counts(board, step)


def nest_folded(board: Board, step: Step) -> None:
    """Folded sheets come down into one another."""
    table = _table(step, 54, 122, 128 if len(step.parts) < 2 else 112)
    for up in (0.0, 0.5):
        _tent(board, table, up, 0.4)
    _down(board, table, 0.98)
    _counts(board, step)


#: What lies below, and what is above it.
PAPERS = {True: OTHER, False: "#ffffff"}


def _down(board: Board, table: Table, up: float) -> None:
    half = table.length / 2
    x, y = table.at(0, half, up)
    board.arrow((x, y - 34), (x, y - 20), (x, y - 2))


def _counts(board: Board, step: Step) -> None:
    """Write how many sheets each part has."""
    parts = [str(number) for number in step.parts]
    if len(parts) > 6:
        parts[3:-1] = ["…"]
    if len(parts) > 1:
        board.words((120, 136), " + ".join(parts), 16)


def _tent(board: Board, table: Table, up: float = 0.0, high: float = 0.42) -> tuple[Point, ...]:
    """Draw a booklet that stands open on its edges, its spine up; return its side with page 1."""
    back = table.leaf((-0.92, up), (0, up + high))
    front = table.leaf((0, up + high), (0.92, up))
    far, near = (front, back) if table.level else (back, front)
    board.face(*far, fill=OTHER)
    board.face(*near)
    return front


def staple(board: Board, step: Step) -> None:
    """Two staples go through the spine, from outside."""
    table = _table(step, 66, 122, 128)
    front = _tent(board, table)
    _leaves(board, table)
    board.words(middle(front), "1", 22)
    for along in (0.3, 1.1):
        x, y = table.at(0, along, 0.42)
        a, b = table.at(0, along - 0.16, 0.42), table.at(0, along + 0.16, 0.42)
        board.line(a, b, style='stroke="#b35a1f" stroke-width="5"')
        board.arrow((x, y - 42), (x, y - 26), (x, y - 12))


def sew(board: Board, step: Step) -> None:
    """A needle leads a thread along the spine."""
    table = _table(step, 66, 122, 128)
    front = _tent(board, table)
    _leaves(board, table)
    board.words(middle(front), "1", 22)
    for start, end in ((0.15, 0.5), (0.9, 1.25)):
        board.line(table.at(0, start, 0.42), table.at(0, end, 0.42), style=ACT)
    for at in (0.15, 0.5, 0.9, 1.25):
        board.ring(table.at(0, at, 0.42), 1.5)
    x, y = table.at(0, 0.15, 0.42)
    board.line((x, y), (x + 30, y - 30), (x + 62, y - 36), style=THIN_ACT)
    board.line((x + 62, y - 36), (x + 100, y - 52), style=ACT)
    board.ring((x + 65, y - 37), 3)


def _leaves(board: Board, table: Table) -> None:
    """Draw the edges of the leaves inside of a booklet that stands open."""
    if table.level:
        return
    for inner in (0.07, 0.14):
        peak, foot = 0.42 - inner * 0.8, 0.92 - inner
        board.line(table.at(-foot), table.at(0, 0, peak), table.at(foot), style=DETAIL)


def _slab(board: Board, table: Table, up: float, high: float, label: str = "") -> None:
    """Draw a folded part, its spine on the left."""
    low, top = up, up + high
    board.face(*table.leaf((0, low), (0, top)), fill=SHADE)
    board.face(table.at(0, 0, low), table.at(1, 0, low), table.at(1, 0, top), table.at(0, 0, top))
    cover = table.leaf((0, top), (1, top))
    board.face(*cover)
    if label:
        board.words(table.at(0.5, 0.35 * table.length, top), label, table.unit / 4)


def glue(board: Board, step: Step) -> None:
    """A brush goes along the spine of a pile."""
    table = Table(112, 130, 86)
    _slab(board, table, 0, 0.42, "1")
    for up in (0.1, 0.2, 0.3):
        board.line(*(table.at(0, table.length, up), table.at(0, 0, up), table.at(1, 0, up)))
    points = [
        table.at(0, table.length * (0.04 + 0.092 * at), 0.12 + 0.18 * (at % 2)) for at in range(11)
    ]
    board.line(*points, style=ACT)
    x, y = points[-1]
    board.line((x - 4, y + 2), (x - 16, y - 4), style='stroke="#b35a1f" stroke-width="9"')
    board.line((x - 18, y - 5), (x - 46, y - 19), style=ACT)


def collate(board: Board, step: Step) -> None:
    """Folded parts come down upon one another, the first on top."""
    table = Table(104, 138, 72, length=1.1)
    count = min(max(step.sheets, 2), 3)
    for place in range(count):
        label = str(count - place)
        _slab(board, table, 0.52 * place, 0.14, label)
    x, _ = table.at(1)
    board.arrow((x + 24, 40), (x + 24, 76), (x + 24, 118))


def lay_around(board: Board, step: Step) -> None:
    """The upper pile comes upon the lower one."""
    lower, upper = Table(128, 138, 62, length=0.9), Table(108, 74, 62, length=0.9)
    for table, label in ((upper, "1"), (lower, "")):
        for up in (0.0, 0.05, 0.1):
            board.face(*table.leaf((-1, up), (1, up)), style=DETAIL)
        board.face(*table.leaf((-1, 0.15), (1, 0.15)))
        board.line(table.at(0, 0, 0.15), table.at(0, table.length, 0.15), style=GHOST)
        board.words(middle(table.leaf((0, 0.15), (1, 0.15))), label, 18)
    x, y = upper.at(1, 0.3)
    board.arrow((x + 6, y), (x + 42, y + 14), (x + 26, y + 44))


def zine_fold(board: Board, step: Step) -> None:
    """Eight panels, and the folds between them."""
    _panels(board)
    for x in (75, 120, 165):
        board.line((x, 26), (x, 130), style=DASHED)
    board.line((30, 78), (210, 78), style=DASHED)


def zine_cut(board: Board, step: Step) -> None:
    """The cut between the four panels in the middle."""
    _panels(board)
    for x in (75, 120, 165):
        board.line((x, 26), (x, 130), style=GHOST)
    board.line((30, 78), (75, 78), style=GHOST)
    board.line((165, 78), (210, 78), style=GHOST)
    board.line((75, 78), (165, 78), style='stroke="#b35a1f" stroke-width="4.5"')
    board.scissors((112, 78))


def _panels(board: Board) -> None:
    board.box(30, 26, 180, 104)
    for place, (upper, lower) in enumerate(zip("7654", "8123", strict=True)):
        board.words((52.5 + 45 * place, 48), upper, 18, turned=True)
        board.words((52.5 + 45 * place, 108), lower, 18)


def zine_push(board: Board, step: Step) -> None:
    """Folded lengthwise, it stands; its ends are pushed together until the middle opens."""

    def at(x: float, depth: float, up: float) -> Point:
        return 122 + 46 * (x - 0.28 * depth), 118 - 46 * (0.5 * depth + up)

    def wall(start: tuple[float, float], end: tuple[float, float], fill: str, label: str) -> None:
        corners = (at(*start, 0), at(*end, 0), at(*end, 1.35), at(*start, 1.35))
        board.face(*corners, fill=fill)
        board.words(middle(corners), label, 18)

    left, right, front, back = (-0.75, 0.0), (0.75, 0.0), (0.0, -0.66), (0.0, 0.66)
    wall(left, back, OTHER, "")
    wall(back, right, OTHER, "")
    wall((-1.75, 0), left, "#ffffff", "8")
    wall(right, (1.75, 0), "#ffffff", "3")
    wall(left, front, "#ffffff", "1")
    wall(front, right, "#ffffff", "2")
    y = at(0, 0, 0.6)[1]
    board.arrow((8, y), (16, y), (34, y))
    board.arrow((236, y), (228, y), (210, y))


def zine_close(board: Board, step: Step) -> None:
    """Its leaves are laid around, and it is a booklet."""
    cover = ((92, 130), (160, 138), (160, 44), (92, 34))
    board.face((92, 130), (172, 112), (172, 20), (92, 34), fill=OTHER)
    for x, low, top in ((170, 118, 26), (167, 125, 32)):
        board.face((92, 130), (x, low), (x, top), (92, 34), style=DETAIL)
    board.face(*cover)
    board.words(middle(cover), "1", 30)
    board.arrow((40, 60), (50, 22), (86, 24))
    board.arrow((214, 96), (214, 128), (172, 132))
