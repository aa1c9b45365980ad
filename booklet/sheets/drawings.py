"""Steps become pictures: line drawings of what hands do, without a word of any language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from booklet.sheets import folds, leaflets
from booklet.sheets.steps import Step
from booklet.sheets.strokes import DASHED, DETAIL, GHOST, OTHER, SHADE, Board

Draw = Callable[[Board, Step], None]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is done in one go."""

    name: str  #: The kind of its step; with a number, where one step is several pictures.
    drawing: bytes  #: SVG, 240 by 150 units, with digits in Source Sans 3.
    step: Step


def pictures(steps: Sequence[Step]) -> tuple[Picture, ...]:
    """Draw steps, in their order; what opens from the right is mirrored.

    >>> [picture.name for picture in pictures([Step("print-one"), Step("z")])]
    ['print-one', 'z-1', 'z-2']
    """
    made = []
    for number, step in enumerate(steps):
        draws = DRAWINGS[step.kind]
        if step.kind == "nest" and any(each.kind == "fold-twice" for each in steps[:number]):
            draws = (folds.nest_folded,)
        for place, draw in enumerate(draws, 1):
            board = Board(step.binding == "right")
            draw(board, step)
            name = f"{step.kind}-{place}" if len(draws) > 1 else step.kind
            made.append(Picture(name, board.made(), step))
    return tuple(made)


def _flip(board: Board, step: Step) -> None:
    """A sheet turns about its edge: like the page of a book, or like that of a calendar."""
    board.mirrored = False  # printers do not read
    if step.lies == (step.flip == "short"):
        width, height = (92.0, 66.0) if step.lies else (66.0, 92.0)
        top = 84 - height / 2
        left = 112 - width
        _printed(board, left, top, width, height)
        edge, far = 112, 112 + width * 0.72
        board.face(
            *((edge, top), (far, top - 20), (far, top + height - 20), (edge, top + height)),
            fill=OTHER,
        )
        board.line((edge, top - 14), (edge, top + height + 14), style=DASHED)
        board.arrow((left + 30, top - 8), (edge, top - 62), (far + 20, top - 6))
        return
    width, height = (108.0, 58.0) if step.lies else (50.0, 60.0)
    left, top = 112 - width / 2, 84
    _printed(board, left, top, width, height)
    board.face(
        *((left, top), (left + 18, top - height * 0.72)),
        *((left + width + 18, top - height * 0.72), (left + width, top)),
        fill=OTHER,
    )
    board.line((left - 14, top), (left + width + 14, top), style=DASHED)
    right = left + width
    board.arrow((right + 6, top + height - 18), (right + 62, top), (right + 22, top - height * 0.6))


def _printed(board: Board, left: float, top: float, width: float, height: float) -> None:
    """Draw a sheet with something on it."""
    board.box(left, top, width, height)
    for place in range(5):
        y = top + 14 + place * (height - 26) / 4
        board.line((left + 12, y), (left + width - (12 if place < 4 else 30), y), style=DETAIL)


def _feed(board: Board, fill: str) -> None:
    """Draw a printer, paper above it."""
    board.face((92, 62), (100, 14), (160, 14), (152, 62), fill=fill)
    board.face((70, 62), (174, 62), (182, 104), (62, 104), fill=OTHER)
    board.line((84, 92), (160, 92), style='stroke="#20282c" stroke-width="4"')


def _out(board: Board, label: str, size: float) -> None:
    """Draw what comes out of a printer."""
    board.face((86, 93), (158, 93), (170, 136), (74, 136))
    board.words((122, 117), label, size)


def _one(board: Board, step: Step) -> None:
    board.mirrored = False
    _feed(board, "#ffffff")
    board.face((86, 93), (158, 93), (170, 136), (74, 136))
    for place in range(4):
        board.line((92 - 2 * place, 103 + 8 * place), (152 + 2 * place, 103 + 8 * place))
    board.arrow((204, 86), (216, 106), (196, 126))


def _fronts(board: Board, step: Step) -> None:
    board.mirrored = False
    _feed(board, "#ffffff")
    _out(board, _range(step), 18)
    board.arrow((204, 86), (216, 106), (196, 126))


def _backs(board: Board, step: Step) -> None:
    """The pile goes from where it came out to where paper is taken from."""
    board.mirrored = False
    for up in (8, 4):
        board.line((92 - up, 62), (100 - up, 14 - up), (160 - up, 14 - up), style=DETAIL)
    _feed(board, SHADE)
    _out(board, _range(step), 18)
    board.arrow((66, 124), (2, 60), (82, 22))


def _range(step: Step) -> str:
    return str(step.first) if step.first == step.last else f"{step.first}–{step.last}"


def _across(board: Board, step: Step) -> None:
    _pile(board, 62, 20, 116, 48)
    _pile(board, 62, 82, 116, 48)
    board.line((30, 75), (214, 75), style=DASHED)
    board.scissors((62, 75))


def _pile(board: Board, left: float, top: float, width: float, height: float) -> None:
    for down in (6, 3, 0):
        board.box(left + down, top + down, width, height)
    board.line((left + width / 2, top), (left + width / 2, top + height), style=GHOST)


def _cut(board: Board, step: Step) -> None:
    columns, rows = step.parts or (2, 2)
    width, height = (168, 112) if columns > rows else (92, 124)
    left, top = 120 - width / 2, 75 - height / 2
    board.box(left, top, width, height)
    for place in range(1, columns):
        x = left + place * width / columns
        board.line((x, top - 7), (x, top + height + 7), style=DASHED)
    for place in range(1, rows):
        y = top + place * height / rows
        board.line((left - 7, y), (left + width + 7, y), style=DASHED)
    board.scissors((left + 6, top + height / rows if rows > 1 else top + height / 2))


def _stack(board: Board, step: Step) -> None:
    columns, rows = step.parts or (2, 2)
    width, height = 100 / max(columns, rows), 112 / max(columns, rows)
    left, top = 14, 75 - rows * height / 2
    for place in range(columns * rows):
        x, y = left + place % columns * (width + 4), top + place // columns * (height + 4)
        board.box(x, y, width, height)
        board.words((x + width / 2, y + height / 2), str(place + 1), min(18, height * 0.6))
    board.arrow((128, 75), (138, 75), (152, 75))
    shown = min(columns * rows, 4)
    for place in reversed(range(shown)):
        y = 52 + place * 18
        board.face((166, y + 14), (216, y + 14), (226, y - 16), (176, y - 16))
        board.words((196, y - 1 if place == 0 else y + 5), str(place + 1), 14 if place == 0 else 0)


def _head(board: Board, step: Step) -> None:
    board.box(84, 24, 78, 112)
    board.line((88, 24), (88, 136), style=DETAIL)
    board.line((92, 24), (92, 136), style=DETAIL)
    board.words((126, 86), "1", 30)
    board.line((60, 32), (186, 32), style=DASHED)
    board.scissors((84, 32))


#: What is drawn for each kind of step: a picture, or several.
DRAWINGS: dict[str, tuple[Draw, ...]] = {
    "print": (_flip,),
    "print-one": (_one,),
    "print-fronts": (_fronts,),
    "print-backs": (_backs,),
    "nest": (folds.nest,),
    "fold": (folds.fold,),
    "fold-twice": (folds.fold_twice,),
    "staple": (folds.staple,),
    "sew": (folds.sew,),
    "glue": (folds.glue,),
    "collate": (folds.collate,),
    "cut-across": (_across,),
    "lay-around": (folds.lay_around,),
    "cut": (_cut,),
    "pile": (_stack,),
    "trim-head": (_head,),
    "zine": (folds.zine_fold, folds.zine_cut, folds.zine_push, folds.zine_close),
    "letter": (leaflets.letter_in, leaflets.letter_over),
    "z": (leaflets.z_in, leaflets.z_back),
}
