"""What each element of the specimen looks like: a small grey picture of it, kept in tests/looks.

    .venv/bin/python tests/looks.py            say which elements look otherwise than their picture
    .venv/bin/python tests/looks.py --accept   let all pictures show what is there now

A picture that is no longer right gets a new one beside it, with `.new` in its name. Look at both.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageFilter
from small_books import SETTINGS, book

from booklet.galley import Galley, compose_specimen
from booklet.pages import Pages, typeset
from booklet.project import load

ROOT = Path(__file__).resolve().parent.parent
PICTURES = Path(__file__).parent / "looks"
ACCEPT = "python tests/looks.py --accept"

#: Dots to the inch, and how many rows of white stay below an element.
DOTS, MARGIN = 80, 8

#: A pixel is another one when it is so much lighter or darker, once neighbours were blurred. What
#: another version of the rasteriser does to edges is less.
GREY, BLUR = 40, 1.2

#: The share of pixels that may be others.
SHARE = 0.002

#: Each element begins a page, and nothing stands around it.
APART = """
.chapter h2 { break-before: page; }
@page {
  @top-left { content: none !important; } @top-right { content: none !important; }
  @bottom-left { content: none !important; } @bottom-right { content: none !important; }
}
"""


def specimen(theme: str = "") -> Galley:
    """Compose the specimen in the looks of the house, with a theme or without."""
    with tempfile.TemporaryDirectory() as folder:
        settings = f"{SETTINGS}[theme]\n{theme}\n"
        return compose_specimen(load(book(Path(folder), {"01-one.md": "# One\n"}, settings)))


def elements() -> Mapping[str, Image.Image]:
    """Draw every element of the specimen, by name."""
    galley = specimen()
    html = galley.html.replace("</head>", f"<style>{APART}</style></head>")
    pages = typeset(replace(galley, html=html))
    document = pdfium.PdfDocument(pages.pdf)
    return {name: _drawn(document[page - 1]) for page, name in _named(pages)}


def _named(pages: Pages) -> Iterator[tuple[int, str]]:
    """Name what stands on each page: by its heading, or by its place in the book."""
    headings = {heading.page: heading for heading in pages.outline}
    names = ["cover", "imprint", "contents"]
    for page in range(1, pages.count + 1):
        if page == pages.count:
            name = "back"
        elif page <= 3 and page not in headings:
            name = names[page - 1]
        elif heading := headings.get(page):
            slug = re.sub("[^a-z]+", "-", heading.title.lower()).strip("-")
            name = f"opener-{slug}" if heading.level == 1 else slug
        else:
            name = f"{name}-more"
        yield page, name


def _drawn(page: pdfium.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
    inked = drawn.point(lambda grey: 255 * (grey < 250)).getbbox()
    low = min(drawn.height, (inked[3] if inked else 0) + MARGIN)
    return drawn.crop((0, 0, drawn.width, low))


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures show the same, as far as people can see."""
    if one.width != other.width or abs(one.height - other.height) > 2:
        return False
    size = (0, 0, one.width, min(one.height, other.height))
    soft = [each.crop(size).filter(ImageFilter.GaussianBlur(BLUR)) for each in (one, other)]
    apart = ImageChops.difference(*soft).point(lambda grey: 255 * (grey > GREY))
    return apart.histogram()[255] <= SHARE * apart.width * apart.height


def changed(found: Mapping[str, Image.Image], folder: Path = PICTURES) -> list[str]:
    """Name the elements that look otherwise, and lay a new picture of each beside the old one."""
    others = []
    for name, picture in found.items():
        path, new = folder / f"{name}.png", folder / f"{name}.new.png"
        new.unlink(missing_ok=True)
        if not path.exists() or not alike(Image.open(path), picture):
            picture.save(new, optimize=True)
            others.append(name)
    return others


def gone(found: Mapping[str, Image.Image], folder: Path = PICTURES) -> list[str]:
    """Name the pictures of elements that there are no more."""
    kept = {path.stem for path in folder.glob("*.png") if ".new" not in path.name}
    return sorted(kept - found.keys())


def accept(found: Mapping[str, Image.Image], folder: Path = PICTURES) -> list[str]:
    """Let the pictures show what is there now; those that still do stay byte for byte."""
    folder.mkdir(exist_ok=True)
    others = changed(found, folder)
    for name in others:
        (folder / f"{name}.new.png").replace(folder / f"{name}.png")
    for name in gone(found, folder):
        (folder / f"{name}.png").unlink()
    return others


def strangers() -> list[str]:
    """Name the fonts that are not of the version that the lock names: they may look otherwise."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"(?m)^(fontpkg-source-[\w-]+)==(\S+)", lock)
    zeros = re.compile(r"(?<=\.)0+(?=\d)")  # 4.004 is 4.4 (Python Packaging, "Version specifiers")
    return [name for name, wanted in pinned if zeros.sub("", version(name)) != wanted]


if __name__ == "__main__":
    made = elements()
    if "--accept" in sys.argv[1:]:
        sys.stdout.write("".join(f"accepted: {name}\n" for name in accept(made)))
    else:
        sys.stdout.write("".join(f"changed: {name}\n" for name in changed(made)))
        sys.stdout.write("".join(f"gone: {name}\n" for name in gone(made)))
