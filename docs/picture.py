"""Pages of the first book become the picture at the head of README.md: a cover beside a spread.

After `python3 build.py`, and from any folder: .venv/bin/python docs/picture.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "out/ambassador-en-gb-general-screen.pdf"
PICTURE = ROOT / "docs/images/first-book.png"

COVER, SPREAD = 1, (8, 9)  #: Pages, counted from 1.
HEIGHT, MARGIN = 600, 44  #: Of a page, and around the booklets, in pixels.
GROUND = "#e6e9e9"
FOLD = 26  #: Pixels beside the fold that lie in its shade.


def main() -> None:
    """Paint the picture; print its name and size."""
    if not BOOK.is_file():
        sys.exit(f"there is no {BOOK.relative_to(ROOT)} yet; run python3 build.py first")
    with pypdfium2.PdfDocument(BOOK) as pdf:
        cover, left, right = (page(pdf, number) for number in (COVER, *SPREAD))
    left = ImageOps.mirror(folded(ImageOps.mirror(left)))
    lying = [folded(cover), beside(left, folded(right))]
    width = sum(paper.width + MARGIN for paper in lying) + MARGIN
    picture = Image.new("RGB", (width, HEIGHT + 2 * MARGIN), GROUND)
    x = MARGIN
    for paper in lying:
        lay(picture, paper, x)
        x += paper.width + MARGIN
    PICTURE.parent.mkdir(exist_ok=True)
    picture.quantize(255, Image.Quantize.MAXCOVERAGE, kmeans=1).save(PICTURE, optimize=True)
    size = f"{picture.width} x {picture.height}  {PICTURE.stat().st_size / 1000:.0f} kB"
    sys.stdout.write(f"{PICTURE.relative_to(ROOT).as_posix()}  {size}\n")


def page(pdf: pypdfium2.PdfDocument, number: int) -> Image.Image:
    """Draw a page, twice as large and then shrunk: thin lines come out better."""
    drawn = pdf[number - 1].render(scale=2 * HEIGHT / pdf[number - 1].get_height()).to_pil()
    return drawn.convert("RGB").resize((drawn.width // 2, HEIGHT), Image.Resampling.LANCZOS)


def folded(paper: Image.Image) -> Image.Image:
    """Darken the left edge of a page, as a fold does."""
    # The gradient runs from black above to white below; turned, from left to right.
    shade = Image.linear_gradient("L").rotate(90).resize((FOLD, HEIGHT))
    light = Image.new("L", paper.size, 255)
    light.paste(shade.point(lambda value: 215 + value * 40 // 255), (0, 0))
    return ImageChops.multiply(paper, Image.merge("RGB", [light] * 3))


def beside(left: Image.Image, right: Image.Image) -> Image.Image:
    """Set two pages side by side."""
    both = Image.new("RGB", (left.width + right.width, HEIGHT))
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    return both


def lay(picture: Image.Image, paper: Image.Image, x: int) -> None:
    """Lay paper down, with a soft shadow below it."""
    shadow = Image.new("L", picture.size, 0)
    shadow.paste(110, (x + 3, MARGIN + 8, x + paper.width - 3, MARGIN + HEIGHT + 8))
    picture.paste("#55646a", mask=shadow.filter(ImageFilter.GaussianBlur(9)))
    picture.paste(paper, (x, MARGIN))


if __name__ == "__main__":
    main()
