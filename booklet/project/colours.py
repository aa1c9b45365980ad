"""Colours, as booklet.toml names them, and whether they can be read on white paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What text needs at least, beside its ground (WCAG 2.2, 1.4.3 Contrast, level AA).
ENOUGH = 4.5

#: How much of a colour there is in the tint that goes with it.
TINT = 0.1

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def colour(text: str) -> str:
    """Write a colour with six digits, in small letters.

    >>> colour("#A50")
    '#aa5500'
    """
    if not _HEX.fullmatch(text):
        raise ValueError(f"a colour such as \"#b35a1f\" is needed, not '{text}'")
    digits = text[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


def contrast(colour: str) -> float:
    """Tell how much a colour stands out on white: from 1 to 21.

    >>> contrast("#000000"), contrast("#ffffff"), round(contrast("#b35a1f"), 2)
    (21.0, 1.0, 4.77)
    """
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # WCAG 2.2, "relative luminance"
    return 1.05 / (luminance + 0.05)


def readable(colour: str) -> str:
    """Darken a colour as little as it takes to be read on white.

    >>> readable("#f08c2e"), readable("#b35a1f")
    ('#ad6521', '#b35a1f')
    """
    for share in range(256, -1, -1):
        darker = _written(part * share / 256 for part in _parts(colour))
        if contrast(darker) >= ENOUGH:
            return darker
    return "#000000"


def tint(colour: str) -> str:
    """Mix a little of a colour with white, for the ground of a box.

    >>> tint("#b35a1f")
    '#f7eee8'
    """
    return _written(255 - (255 - part) * TINT for part in _parts(colour))


def _parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue: each from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _written(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in parts)


def _linear(part: float) -> float:
    # WCAG says 0.03928 by tradition; no colour of 8 bits lies between that and the right value.
    power: float = ((part + 0.055) / 1.055) ** 2.4
    return part / 12.92 if part <= 0.04045 else power
