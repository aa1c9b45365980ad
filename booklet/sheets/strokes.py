"""What drawings are made of: two weights of line, one colour for what is to be done, SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Every drawing has this size, in units of its own.
WIDTH, HEIGHT = 240.0, 150.0

#: Things, what is seen of them, and hands: in grey, the last is still apart from the others.
OUTLINE = 'stroke="#20282c" stroke-width="2.2"'
DETAIL = 'stroke="#20282c" stroke-width="1"'
GHOST = f'{DETAIL} stroke-dasharray="3 3"'
ACT = 'stroke="#b35a1f" stroke-width="3"'
DASHED = f'{ACT} stroke-dasharray="7 5"'
THIN_ACT = 'stroke="#b35a1f" stroke-width="2"'

#: The side of paper that is meant, the other one, and what lies below.
PAPER, OTHER, SHADE = "#ffffff", "#e3ebeb", "#c3d1d2"

Point = tuple[float, float]


@dataclass(slots=True)
class Board:
    """A drawing in the making; a mirrored one shows what opens from the right."""

    mirrored: bool = False
    parts: list[str] = field(default_factory=list)

    def face(self, *corners: Point, fill: str = PAPER, style: str = OUTLINE) -> None:
        """Draw a surface."""
        self._path(f"{self._through(corners)}Z", f'{style} fill="{fill}"')

    def line(self, *points: Point, style: str = DETAIL) -> None:
        """Draw straight lines from point to point."""
        self._path(self._through(points), f'{style} fill="none"')

    def box(self, left: float, top: float, width: float, height: float, fill: str = PAPER) -> None:
        """Draw a sheet as it lies before its reader."""
        right, bottom = left + width, top + height
        self.face((left, top), (right, top), (right, bottom), (left, bottom), fill=fill)

    def ring(self, middle: Point, radius: float, style: str = THIN_ACT) -> None:
        """Draw a circle."""
        x, y = self._at(middle)
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="none" {style}/>')

    def arrow(self, start: Point, over: Point, end: Point) -> None:
        """Draw an arrow that bends toward a point on its way."""
        (x, y), (away_x, away_y), (to_x, to_y) = map(self._at, (start, over, end))
        curve = f"M{x:.1f} {y:.1f}Q{away_x:.1f} {away_y:.1f} {to_x:.1f} {to_y:.1f}"
        self._path(curve, f'{ACT} fill="none"')
        angle = math.atan2(to_y - away_y, to_x - away_x)
        wings = [
            (to_x - 11 * math.cos(angle + side), to_y - 11 * math.sin(angle + side))
            for side in (0.5, -0.5)
        ]
        head = "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}".format(*wings[0], to_x, to_y, *wings[1])
        self._path(head, f'{ACT} fill="none"')

    def words(self, middle: Point, text: str, size: float = 18, *, turned: bool = False) -> None:
        """Write digits; they are never mirrored."""
        x, y = self._at(middle)
        turn = f' transform="rotate(180 {x:.1f} {y:.1f})"' if turned else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y + 0.34 * size:.1f}" font-size="{size:g}"{turn} '
            f'font-family="Source Sans 3" font-weight="600" text-anchor="middle" '
            f'fill="#20282c">{text}</text>'
        )

    def scissors(self, tip: Point) -> None:
        """Draw scissors that cut from the left to a point."""
        x, y = tip
        for side in (-1, 1):
            self.line((x, y - 3.5 * side), (x - 24, y + 5 * side), style=THIN_ACT)
            self.ring((x - 29, y + 6.5 * side), 5)

    def made(self) -> bytes:
        """The drawing as a file."""
        size = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" height="{HEIGHT:g}"'
        start = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        group = '<g stroke-linejoin="round" stroke-linecap="round">'
        return "\n".join([start, group, *self.parts, "</g></svg>"]).encode()

    def _at(self, point: Point) -> Point:
        return (WIDTH - point[0], point[1]) if self.mirrored else point

    def _through(self, points: Sequence[Point]) -> str:
        places = (self._at(point) for point in points)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)

    def _path(self, way: str, style: str) -> None:
        self.parts.append(f'<path d="{way}" {style}/>')


@dataclass(frozen=True, slots=True)
class Table:
    """A table on which paper lies, seen from above its near edge and a little from the left.

    Places on it are across the fold, along it, and up; a page is 1 wide.
    """

    x: float  #: Where the near end of the fold is, on the drawing.
    y: float
    unit: float  #: The width of a page there.
    level: bool = False  #: Whether the fold runs from side to side, as of a calendar.
    length: float = 1.41  #: Of a page, along the fold.

    def at(self, across: float, along: float = 0.0, up: float = 0.0) -> Point:
        """Find a place on the drawing."""
        side, depth = across, along
        if self.level:
            side, depth = along - self.length / 2, 1 - across
        x = self.x + self.unit * (side - 0.28 * depth)
        return x, self.y - self.unit * (0.5 * depth + up)

    def leaf(
        self, start: tuple[float, float], end: tuple[float, float]
    ) -> tuple[Point, Point, Point, Point]:
        """The corners of paper as long as a page, from one place across and up to another."""
        return (
            self.at(start[0], 0, start[1]),
            self.at(end[0], 0, end[1]),
            self.at(end[0], self.length, end[1]),
            self.at(start[0], self.length, start[1]),
        )


def middle(corners: Sequence[Point]) -> Point:
    """The middle of a surface.

    >>> middle([(0, 0), (2, 0), (2, 4), (0, 4)])
    (1.0, 2.0)
    """
    return (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def closed(corners: tuple[Point, ...]) -> tuple[Point, ...]:
    """Lead a line back to where it began."""
    return (*corners, corners[0])
