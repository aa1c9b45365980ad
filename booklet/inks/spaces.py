"""Colour spaces of PDF: what their components mean, as sRGB (ISO 32000-1, 8.6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from booklet.finding import TypesettingError, error
from booklet.inks.functions import function

RGB = tuple[float, float, float]  #: Red, green, blue from 0 to 1.


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space, as far as colours go."""

    kind: str  #: "grey", "rgb", "cmyk", or "spot" for inks of their own.
    count: int  #: Its components.
    first: tuple[float, ...]  #: Its colour where none is said.
    rgb: Callable[[Sequence[float]], RGB]
    name: str = ""  #: Of a spot ink.


def _grey(parts: Sequence[float]) -> RGB:
    return (parts[0], parts[0], parts[0])


def _rgb(parts: Sequence[float]) -> RGB:
    return (parts[0], parts[1], parts[2])


def _cmyk(parts: Sequence[float]) -> RGB:
    cyan, magenta, yellow, black = parts
    red, green, blue = (1 - min(1.0, ink + black) for ink in (cyan, magenta, yellow))
    return (red, green, blue)


GREY = Space("grey", 1, (0.0,), _grey)
PLAIN_RGB = Space("rgb", 3, (0.0, 0.0, 0.0), _rgb)
CMYK = Space("cmyk", 4, (0.0, 0.0, 0.0, 1.0), _cmyk)

_DEVICE = {
    **dict.fromkeys(("/DeviceGray", "/G", "/CalGray"), GREY),
    **dict.fromkeys(("/DeviceRGB", "/RGB", "/CalRGB"), PLAIN_RGB),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), CMYK),
}

_BY_COUNT = {1: GREY, 3: PLAIN_RGB, 4: CMYK}


def space(value: Any, resources: Any = None) -> Space:
    """Read a colour space; names may stand for those among the resources.

    Raises TypesettingError for one that is not known.
    """
    import pikepdf

    if isinstance(value, pikepdf.Name):
        if str(value) in _DEVICE:
            return _DEVICE[str(value)]
        named = resources.get("/ColorSpace", {}) if resources is not None else {}
        if value in named:
            return space(named[value], None)
        raise unknown(str(value))
    family = str(value[0])
    if family in _DEVICE:
        return _DEVICE[family]
    if family == "/ICCBased":
        return _BY_COUNT[int(value[1].N)]
    if family == "/Lab":
        return Space("rgb", 3, (0.0, 0.0, 0.0), _lab)
    if family in ("/Separation", "/DeviceN"):
        return _spot(value, resources)
    raise unknown(family)


def _spot(value: Any, resources: Any) -> Space:
    """An ink of its own, shown by what stands in for it."""
    names = [value[1]] if str(value[0]) == "/Separation" else list(value[1])
    other, tint = space(value[2], resources), function(value[3])
    told = " ".join(str(name).removeprefix("/") for name in names)
    return Space(
        *("spot", len(names), (1.0,) * len(names)),
        lambda parts: other.rgb(tint(parts)),
        told,
    )


def unknown(what: str) -> TypesettingError:
    """Say that a colour can't be changed."""
    message = f"the press can't change colours of this kind: {what.removeprefix('/')}"
    return TypesettingError(error("ink-unknown", message, hint="save the PDF in RGB"))


def _lab(parts: Sequence[float]) -> RGB:
    """From Lab under D50 to sRGB (IEC 61966-2-1, with the matrix for D50)."""
    y = (parts[0] + 16) / 116
    x, z = y + parts[1] / 500, y - parts[2] / 200
    light, wide = [], (0.9642, 1.0, 0.8249)
    for value, white in zip((x, y, z), wide, strict=True):
        light.append(white * (value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)))
    rows = (
        (3.1338561, -1.6168667, -0.4906146),
        (-0.9787684, 1.9161415, 0.0334540),
        (0.0719453, -0.2289914, 1.4052427),
    )
    linear = (sum(a * b for a, b in zip(row, light, strict=True)) for row in rows)
    red, green, blue = (_encoded(min(max(part, 0.0), 1.0)) for part in linear)
    return (red, green, blue)


def _encoded(light: float) -> float:
    """From light to a component of sRGB."""
    return 12.92 * light if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
