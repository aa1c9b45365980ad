"""A picture is looked into before the page engine sees it: its kind, its size, its wholeness."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from xml.parsers import expat

from booklet.finding import Finding, Place, error

#: More than this many pixels is a mistake: 50 megapixels fill an A3 sheet at 450 to the inch.
PIXELS = 50_000_000

#: Deeper nesting of drawings than this is a mistake or an attack.
DEPTH = 100

_KINDS = ("PNG", "JPEG", "GIF", "WEBP")


def inspect(data: bytes, name: str, place: Place | None) -> list[Finding]:
    """Tell what is wrong with a picture; nothing, for a good one."""
    trouble = _drawing(data) if name.lower().endswith(".svg") else _photograph(data)
    if not trouble:
        return []
    hint = f"a picture may be: {', '.join(_KINDS)}, SVG" if trouble == "it is no picture" else ""
    return [error("picture-damaged", f"'{name}' can't be printed: {trouble}", place, hint)]


def turned(data: bytes, name: str) -> bool:
    """Tell whether a camera noted in a picture that it lies on its side (EXIF, "Orientation")."""
    from PIL import Image

    if name.lower().endswith(".svg"):
        return False
    with suppress(Exception), Image.open(io.BytesIO(data), formats=_KINDS) as picture:
        return bool(picture.getexif().get(0x0112, 1) != 1)
    return False


def _photograph(data: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), _strictly():
            # Pillow warns of large pictures; the bound below is ours and stricter.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
                width, height = picture.size
                if width * height > PIXELS:
                    return (
                        f"it has {width * height // 10**6} megapixels, more than {PIXELS // 10**6}"
                    )
                picture.load()
                if picture.mode.startswith("I"):
                    # The page engine writes two bytes where a program reads six.
                    return "it has 16 bits for each grey; save it with 8"
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return "it is no picture"
    except Exception as trouble:  # decoders raise anything on damaged data
        return f"it is damaged ({str(trouble).lower() or type(trouble).__name__})"
    return ""


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


def _drawing(data: bytes) -> str:
    parser = expat.ParserCreate()
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 1 and tag.rpartition(":")[2] != "svg":
            raise _Odd("it is no picture")
        if depth > DEPTH:
            raise _Odd("it is nested too deep")
        for key, value in attributes.items():
            fetched = key.rpartition(":")[2] == "href" and tag.rpartition(":")[2] != "a"
            if fetched and not value.startswith(("#", "data:")):
                raise _Odd(f"it fetches '{value}'")

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise _Odd("it declares entities")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as trouble:
        return f"it is damaged ({trouble})"
    except _Odd as odd:
        return str(odd)
    return ""


class _Odd(Exception):  # noqa: N818 - told as a Finding
    """A drawing that does what a drawing should not."""
