"""A picture is looked into before the page engine sees it: its kind, its size, its wholeness."""

from __future__ import annotations

import io
import warnings
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


def _photograph(data: bytes) -> str:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the bound below is ours and stricter.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
                width, height = picture.size
                if width * height > PIXELS:
                    return (
                        f"it has {width * height // 10**6} megapixels, more than {PIXELS // 10**6}"
                    )
                picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return "it is no picture"
    except Exception as trouble:  # decoders raise anything on damaged data
        return f"it is damaged ({str(trouble).lower() or type(trouble).__name__})"
    return ""


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
            if key.rpartition(":")[2] == "href" and not value.startswith(("#", "data:")):
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
