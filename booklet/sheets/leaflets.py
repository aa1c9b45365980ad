"""Pictures of a sheet that is folded twice, like a letter or a Z."""

from __future__ import annotations

from booklet.sheets.steps import Step
from booklet.sheets.strokes import GHOST, OTHER, Board, Table, closed, middle


def letter_in(board: Board, step: Step) -> None:
    """The panel at the end comes in."""
    table = _three(board)
    board.face(*table.leaf((1, 0), (0.14, 0.5)))
    board.words(middle(table.leaf((1, 0), (0.14, 0.5))), "5", 18)
    board.line(*closed(table.leaf((1, 0), (1.95, 0))), style=GHOST)
    board.arrow(table.at(1.8, 0.7, 0.06), table.at(1.5, 0.7, 1.35), table.at(0.3, 0.7, 0.75))


def letter_over(board: Board, step: Step) -> None:
    """The other panel comes over it, and the cover is on top."""
    table = Table(106, 128, 62)
    board.face(*table.leaf((0, 0), (1, 0)), fill=OTHER)
    tucked = table.leaf((0.05, 0.04), (1, 0.04))
    board.face(*tucked)
    board.words(middle(tucked), "5", 18)
    board.line(*closed(table.leaf((-1, 0), (0, 0))), style=GHOST)
    cover = table.leaf((0, 0), (0.38, 0.84))
    board.face(*cover)
    board.words(middle(cover), "1", 22)
    board.arrow(table.at(-0.85, 0.7, 0.05), table.at(-0.4, 0.7, 1.45), table.at(0.85, 0.7, 0.8))


def z_in(board: Board, step: Step) -> None:
    """The panel at the beginning comes in, and the cover is on top."""
    table = Table(84, 128, 58)
    _lying(board, table, ((0, "3"), (1, "4")))
    cover = table.leaf((0, 0), (0.86, 0.5))
    board.face(*cover)
    board.words(middle(cover), "1", 22)
    board.line(*closed(table.leaf((-0.95, 0), (0, 0))), style=GHOST)
    board.arrow(table.at(-0.8, 0.7, 0.06), table.at(-0.5, 0.7, 1.35), table.at(0.7, 0.7, 0.75))


def z_back(board: Board, step: Step) -> None:
    """The panel at the end goes back, behind the middle one."""
    table = Table(84, 92, 62)
    back = table.leaf((1, 0), (1.9, -0.42))
    board.face(*back, fill=OTHER)
    board.words(middle(back), "4", 18)
    board.line(*closed(table.leaf((1, 0), (0.7, -0.72))), style=GHOST)
    board.face(*table.leaf((0, 0), (1, 0)), fill=OTHER)
    folded = table.leaf((0, 0.05), (0.95, 0.05))
    board.face(*folded)
    board.words(middle(folded), "1", 22)
    board.arrow(table.at(1.95, 0.2, -0.5), table.at(1.7, 0.0, -1.1), table.at(0.7, 0.0, -0.75))


def _three(board: Board) -> Table:
    """Draw two of three panels, the inside up; the last one is drawn by whoever moves it."""
    table = Table(94, 128, 58)
    _lying(board, table, ((-1, "2"), (0, "3")))
    return table


def _lying(board: Board, table: Table, panels: tuple[tuple[int, str], ...]) -> None:
    """Draw panels that lie, by their places and their pages."""
    for place, label in panels:
        board.face(*table.leaf((place, 0), (place + 1, 0)), fill=OTHER)
        board.words(middle(table.leaf((place, 0), (place + 0.7, 0))), label, 18)
