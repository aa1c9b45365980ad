"""Pictures as cameras, screens and drawing programs make them; the same ones every time.

They may be drawn smaller than real ones are, by a part, for those who only try them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

#: Of the colours of a diagram.
PAPER, INK = (250, 248, 242), (30, 60, 90)


def photograph(chance: random.Random, part: float, path: Path) -> None:
    """Soft colours, with the grain of a camera."""
    scene(chance, scaled(2400, 1600, part)).save(path)


def upright(chance: random.Random, part: float, path: Path) -> None:
    """The same, as high as it was wide."""
    scene(chance, scaled(1600, 2400, part)).save(path)


def noted(chance: random.Random, part: float, path: Path) -> None:
    """A photograph of a telephone of 12 megapixels, which noted what it is called (eXIf)."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0112] = "Camera", 1
    scene(chance, scaled(4032, 3024, part)).save(path, exif=notes)


def window(chance: random.Random, part: float, path: Path) -> None:
    """A window on a screen, with round corners and a soft shadow (alpha)."""
    wide, high = scaled(2400, 1600, part)
    shot, shape = diagram(chance, (wide, high)), Image.new("L", (wide, high))
    shot.paste(scene(chance, scaled(1500, 1100, part)), scaled(400, 250, part))
    pen, soft = ImageDraw.Draw(shape), wide // 60
    for step in range(soft):
        box = (step, step, wide - 1 - step, high - 1 - step)
        pen.rounded_rectangle(box, soft, fill=120 * step // soft)
    pen.rounded_rectangle((soft, soft, wide - soft, high - soft), soft, fill=255)
    shot.putalpha(shape)
    shot.save(path)


def flat(chance: random.Random, part: float, path: Path) -> None:
    """A diagram as a drawing program saves it."""
    diagram(chance, scaled(2400, 1600, part)).save(path)


def few_colours(chance: random.Random, part: float, path: Path) -> None:
    """A diagram that was made small: each pixel is one of 64 colours (palette)."""
    diagram(chance, scaled(2400, 1400, part)).quantize(64).save(path)


DRAWN: dict[str, Callable[[random.Random, float, Path], None]] = {
    "photograph": photograph,
    "portrait": upright,
    "camera": noted,
    "window": window,
    "diagram": flat,
    "plan": few_colours,
}


def scene(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Large soft areas, smaller ones in them, and grain."""
    picture = Image.new("RGB", size, "gray")
    for across, part in ((5, 0.8), (23, 0.4), (150, 0.15)):
        few = Image.frombytes("RGB", (across, across), chance.randbytes(3 * across * across))
        picture = Image.blend(picture, few.resize(size, Image.Resampling.BICUBIC), part)
    grain = Image.frombytes("RGB", size, chance.randbytes(3 * size[0] * size[1]))
    return Image.blend(picture, grain, 0.035)


def diagram(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """Circles, boxes and lines between them, with smooth edges."""
    wide, high = (2 * each for each in size)
    drawing = Image.new("RGB", (wide, high), PAPER)
    pen, one = ImageDraw.Draw(drawing), wide / 200
    last = (wide / 2, high / 2)
    for number in range(30):
        x, y = chance.uniform(12 * one, wide - 12 * one), chance.uniform(8 * one, high - 8 * one)
        pen.line((x, y, *last), fill=INK, width=round(one / 2) or 1)
        colour = tuple(chance.randbytes(3))
        draw = pen.ellipse if number % 2 else pen.rectangle
        draw((x - 10 * one, y - 6 * one, x + 10 * one, y + 6 * one), fill=colour, outline=INK)
        pen.text((x - 6 * one, y - 2 * one), f"Step {number}", fill="white", font_size=4 * one)
        last = (x, y)
    return drawing.resize(size, Image.Resampling.LANCZOS)


def scaled(wide: int, high: int, part: float) -> tuple[int, int]:
    """Take a part of a size."""
    return round(wide * part), round(high * part)
