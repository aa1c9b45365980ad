"""What a printer does to sheets by itself, and how to make up for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from booklet.sheets.plan import Flip

#: In which order the backs come when a printer can't turn paper: as the fronts, or the other way.
Manual = Literal["same", "reversed"]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far what is printed on a side must move, as the side is displayed.

    It is measured on a sheet that lies, and holds for such. Printers turn lying sheets either way
    to draw them in, so nothing follows from it for sheets that stand.
    """

    x: float = 0.0  #: Points to the right.
    y: float = 0.0  #: Points up.
    turn: float = 0.0  #: Degrees counterclockwise, about the middle of the sheet.

    def matrix(self, width: float, height: float) -> tuple[float, ...]:
        """The matrix that moves a side of a size, in points (ISO 32000-1, 8.3.4)."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        x, y = width / 2, height / 2
        left = x + self.x - x * cos + y * sin
        return cos, sin, -sin, cos, left, y + self.y - x * sin - y * cos


@dataclass(frozen=True, slots=True)
class Printer:
    """How a printer is to be made up for."""

    front: Shift = Shift()
    back: Shift = Shift()
    flip: Flip | None = None  #: The edge about which it turns paper; None: the one it is asked for.
    manual: Manual | None = None  #: For printers that print on one side: all fronts come first.

    @property
    def shifts(self) -> tuple[Shift, Shift]:
        """Of front and back."""
        return self.front, self.back
