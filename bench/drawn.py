"""Pictures as cameras, screens and drawing programs make them; the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

#: Of the colours of a diagram.
PAPER, INK = (250, 248, 242), (30, 60, 90)


def photograph(chance: random.Random, path: Path) -> None:
    """Soft colours, with the grain of a camera."""
    scene(chance, (2400, 1600)).save(path)


def upright(chance: random.Random, path: Path) -> None:
    """The same, as high as it was wide."""
    scene(chance, (1600, 2400)).save(path)


def noted(chance: random.Random, path: Path) -> None:
    """A photograph of a telephone of 12 megapixels, which noted what it is called (eXIf)."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0112] = "Camera", 1
    scene(chance, (4032, 3024)).save(path, exif=notes)


def window(chance: random.Random, path: Path) -> None:
    """A window on a screen, with round corners and a soft shadow (alpha)."""
    shot, shape = diagram(chance, (2400, 1600)), Image.new("L", (2400, 1600))
    shot.paste(scene(chance, (1500, 1100)), (400, 250))
    pen = ImageDraw.Draw(shape)
    for step in range(40):
        pen.rounded_rectangle((step, step, 2399 - step, 1599 - step), 60, fill=step * 3)
    pen.rounded_rectangle((40, 40, 2359, 1559), 40, fill=255)
    shot.putalpha(shape)
    shot.save(path)


def flat(chance: random.Random, path: Path) -> None:
    """A diagram as a drawing program saves it."""
    diagram(chance, (2400, 1600)).save(path)


def few_colours(chance: random.Random, path: Path) -> None:
    """A diagram that was made small: each pixel is one of 64 colours (palette)."""
    diagram(chance, (2400, 1400)).quantize(64).save(path)


DRAWN: dict[str, Callable[[random.Random, Path], None]] = {
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
    large = (2 * size[0], 2 * size[1])
    drawing = Image.new("RGB", large, PAPER)
    pen = ImageDraw.Draw(drawing)
    spots = [(chance.randrange(300, large[0] - 300), chance.randrange(300, large[1] - 300))]
    for number in range(30):
        x, y = chance.randrange(300, large[0] - 300), chance.randrange(300, large[1] - 300)
        pen.line((x, y, *chance.choice(spots)), fill=INK, width=12)
        colour, around = tuple(chance.randbytes(3)), (x - 250, y - 150, x + 250, y + 150)
        draw = pen.ellipse if number % 2 else pen.rectangle
        draw(around, fill=colour, outline=INK, width=10)
        pen.text((x - 150, y - 60), f"Step {number}", fill="white", font_size=110)
        spots.append((x, y))
    return drawing.resize(size, Image.Resampling.LANCZOS)
