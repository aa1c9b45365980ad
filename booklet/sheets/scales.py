"""The scales of the sheet that a printer is measured with, drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator

from booklet.measure import UNITS, Paper

MM = UNITS["mm"]

#: How far the scales reach from the middle: half millimetres.
REACH = 20

#: How far the scales of degrees reach: quarters of a degree.
STEEP = 12

#: Points from the scales of degrees to the edge of the paper, where printers print nothing.
RIM = 19 * MM

#: Ticks of whole and half units, and of every fifth, in points.
LONG, MEDIUM, SHORT = 4 * MM, 2.6 * MM, 1.6 * MM


def ruler(paper: Paper) -> bytes:
    """Draw the scales of one side of a sheet that lies.

    The sheet is folded in half both ways and opened: its creases cross where its true middle is.
    A level and an upright scale tell it in millimetres from the middle of the print. Two more
    at the ends of the level one tell degrees: the mean of where the level crease crosses them is
    what the print must turn counterclockwise, wherever its middle is.
    """
    width, height = paper.height, paper.width
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.3f} {height:.3f}" '
        f'width="{width:.3f}pt" height="{height:.3f}pt">',
        f'<g transform="translate({width / 2:.3f} {height / 2:.3f})" stroke="#000" '
        'stroke-width="0.35" fill="none" font-family="Source Sans 3" font-size="7.5">',
        *_millimetres(),
        *_degrees(width / 2 - RIM),
        *_arrow(height / 2 - 26 * MM),
        "</g></svg>",
    ]
    return "\n".join(out).encode()


def _millimetres() -> Iterator[str]:
    """Draw both scales, like a mill: ticks of one never stand where those of the other are."""
    end = (REACH / 2 + 1) * MM
    yield f'<path d="M{-end:.3f} 0H{end:.3f}M0 {-end:.3f}V{end:.3f}"/>'
    for half in range(-REACH, REACH + 1):
        at, long = half / 2 * MM, _long(half, 2, 10)
        way = -1 if half >= 0 else 1  # up on the right, down on the left
        yield f'<path d="M{at:.3f} 0v{way * long:.3f}"/>'
        yield f'<path d="M0 {-at:.3f}h{way * long:.3f}"/>'
        if half % 10 == 0 and half:
            yield _text(at, way * (LONG + 2) + (0 if half > 0 else 5.2), f"{half // 2:+d}")
            yield _text(way * (LONG + 7.5), 2.6 - at, f"{half // 2:+d}")


def _degrees(end: float) -> Iterator[str]:
    """Draw the scales at both ends: up is more on the right, down on the left."""
    for side in (-1, 1):
        x = side * end
        most = end * math.tan(math.radians(STEEP / 4 + 0.15))
        yield f'<path d="M{x:.3f} {-most:.3f}V{most:.3f}"/>'
        for quarter in range(-STEEP, STEEP + 1):
            y = -side * end * math.tan(math.radians(quarter / 4))
            yield f'<path d="M{x:.3f} {y:.3f}h{side * _long(quarter, 4, 4):.3f}"/>'
            if quarter % 4 == 0:
                sign = "+" if quarter > 0 else ""
                yield _text(x + side * (LONG + 7), y + 2.6, f"{sign}{quarter // 4}°")


def _arrow(top: float) -> Iterator[str]:
    """Draw a large arrow that says which way is up."""
    head, stem = 7 * MM, 18 * MM
    yield (
        f'<path fill="#000" d="M0 {-top:.3f}l{head:.3f} {1.4 * head:.3f}h{-head * 0.6:.3f}'
        f'v{stem:.3f}h{-head * 0.8:.3f}v{-stem:.3f}h{-head * 0.6:.3f}z"/>'
    )


def _long(number: int, whole: int, many: int) -> float:
    return LONG if number % many == 0 else MEDIUM if number % whole == 0 else SHORT


def _text(x: float, y: float, words: str) -> str:
    words = words.replace("-", "−")
    place = f'x="{x:.3f}" y="{y:.3f}" text-anchor="middle"'
    return f'<text {place} stroke="none" fill="#000">{words}</text>'
