"""A picture is looked into before the page engine sees it: its kind, its size, its wholeness."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from xml.parsers import expat

from booklet.finding import Finding, Place, error

if TYPE_CHECKING:
    from PIL.Image import Image

#: More than this many pixels is a mistake: 50 megapixels fill an A3 sheet at 450 to the inch.
PIXELS = 50_000_000

#: Deeper nesting of drawings than this is a mistake or an attack.
DEPTH = 100

_KINDS = ("PNG", "JPEG", "GIF", "WEBP")

_NONE = "it is no picture"


class Odd(Exception):  # noqa: N818 - told as a Finding
    """A picture that can't be printed; says why."""


def inspect(data: bytes, name: str, place: Place | None) -> list[Finding]:
    """Tell what is wrong with a picture; nothing, for a good one."""
    try:
        if drawn(name):
            _drawing(data)
        else:
            opened(data)
    except Odd as odd:
        return [damaged(odd, name, place)]
    return []


def damaged(odd: Odd, name: str, place: Place | None) -> Finding:
    """Tell why a picture can't be printed."""
    hint = f"a picture may be: {', '.join(_KINDS)}, SVG" if str(odd) == _NONE else ""
    return error("picture-damaged", f"'{name}' can't be printed: {odd}", place, hint)


def drawn(name: str) -> bool:
    """Tell whether a picture is a drawing: lines and areas, not pixels."""
    return name.lower().endswith(".svg")


def turned(picture: Image) -> bool:
    """Tell whether a camera noted in a picture that it lies on its side (EXIF, "Orientation")."""
    with suppress(Exception):
        return bool(picture.getexif().get(0x0112, 1) != 1)
    return False


def opened(data: bytes) -> Image:
    """Decode a picture of pixels.

    Raises Odd for one that can't be printed.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), _strictly():
            # Pillow warns of large pictures; the bound below is ours and stricter.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_KINDS)
            width, height = picture.size
            if width * height > PIXELS:
                raise Odd(
                    f"it has {width * height // 10**6} megapixels, more than {PIXELS // 10**6}"
                )
            picture.load()
    except Odd:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise Odd(_NONE) from None
    except Exception as trouble:  # decoders raise anything on damaged data
        why = str(trouble).lower() or type(trouble).__name__
        raise Odd(f"it is damaged ({why})") from None
    if picture.mode.startswith("I"):
        # The page engine writes two bytes where a program reads six.
        raise Odd("it has 16 bits for each grey; save it with 8")
    return picture


@contextmanager
def _strictly() -> Iterator[None]:
    """Let Pillow refuse pictures that break off; once it is loaded, the page engine does not."""
    from PIL import ImageFile

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _drawing(data: bytes) -> None:
    """Read a drawing; raises Odd for one that can't be printed."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 1 and tag.rpartition(":")[2] != "svg":
            raise Odd(_NONE)
        if depth > DEPTH:
            raise Odd("it is nested too deep")
        for key, value in attributes.items():
            fetched = key.rpartition(":")[2] == "href" and tag.rpartition(":")[2] != "a"
            if fetched and not value.startswith(("#", "data:")):
                raise Odd(f"it fetches '{value}'")

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise Odd("it declares entities")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as trouble:
        raise Odd(f"it is damaged ({trouble})") from None
