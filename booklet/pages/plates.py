"""Plates go into the PDF as they are.

The engine decodes each picture that is no JPEG and packs it again, with more effort than a
photograph is worth, for each document anew; one with a note of a camera it packs twice. See
docs/design-notes.md, "Pictures pass through".
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import md5
from typing import Any
from urllib.parse import unquote

from booklet.galley import BASE_URL, Plate

#: What the engine's functions ask for, as far as they are replaced here or called from here.
_KNOWN = {
    "fetch": "cache url_fetcher options url forced_mime_type context orientation",
    "draw": "self stream concrete_width concrete_height style",
    "get_intrinsic_size": "self resolution font_size",
    "get_x_object": "self interpolate dpi_ratio",
    "add_image": "self image interpolate ratio",
}

_SPACES = {"grey": "/DeviceGray", "rgb": "/DeviceRGB"}


@contextmanager
def passed(plates: Mapping[str, Plate]) -> Iterator[None]:
    """Let the engine take plates for the pictures that they were made of.

    One that is not as we know it does what it always did.
    """
    import weasyprint.document

    engine: Any = weasyprint.document
    fetch: Any = getattr(engine, "original_get_image_from_uri", None)
    if not plates or not _known(fetch):
        yield
        return

    def take(*rest: Any, **named: Any) -> Any:
        cache, url = named.get("cache"), named.get("url", "")
        plate = plates.get(unquote(url.removeprefix(BASE_URL))) if BASE_URL in url else None
        orientation = named.get("orientation", "from-image")
        # A picture that lies on its side has its plate set up.
        fits = orientation == "from-image" or (orientation == "none" and plate and not plate.turned)
        if rest or plate is None or not fits or cache is None or url in cache:
            return fetch(*rest, **named)
        cache[url] = _Print(plate, url)
        return cache[url]

    engine.original_get_image_from_uri = take
    try:
        yield
    finally:
        engine.original_get_image_from_uri = fetch


def _known(fetch: Any) -> bool:
    """Tell whether the engine's pictures are as we know them."""
    from weasyprint.images import RasterImage
    from weasyprint.pdf.stream import Stream

    found = {
        "fetch": fetch,
        "add_image": getattr(Stream, "add_image", None),
        **{name: getattr(RasterImage, name, None) for name in list(_KNOWN)[1:4]},
    }
    return all(
        callable(each) and " ".join(inspect.signature(each).parameters) == _KNOWN[name]
        for name, each in found.items()
    )


class _Print:
    """A picture as the engine draws one, by the names that it calls."""

    def __init__(self, plate: Plate, url: str) -> None:
        self._plate = plate
        # No picture that the engine makes of the same file may be taken for this one.
        self.id = md5(f"plate {url}".encode(), usedforsecurity=False).hexdigest()
        self.width, self.height = plate.laid
        self.ratio = self.width / self.height

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Take up the room of the picture, however many pixels are left of it."""
        return self.width / resolution, self.height / resolution, self.ratio

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        """Draw the picture at a size."""
        name = stream.add_image(self, style["image_rendering"] == "auto", 1)
        stream.transform(concrete_width, 0, 0, -concrete_height, 0, concrete_height)
        stream.draw_x_object(name)

    def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:
        """Make the object of the picture in the PDF."""
        pydyf, plate = _writer(), self._plate
        extra = _extra(plate.size, plate.depth, interpolate)
        if plate.colours == "palette":
            table = f"<{plate.palette.hex()}>"
            last = len(plate.palette) // 3 - 1
            extra["ColorSpace"] = pydyf.Array(["/Indexed", "/DeviceRGB", last, table])
        else:
            extra["ColorSpace"] = _SPACES[plate.colours]
        if plate.jpeg:
            extra["Filter"] = "/DCTDecode"
            del extra["DecodeParms"]
        elif plate.colours == "rgb":
            extra["DecodeParms"]["Colors"] = 3
        if plate.mask:
            mask = _extra(plate.size, 8, interpolate)
            mask["ColorSpace"] = "/DeviceGray"
            extra["SMask"] = pydyf.Stream([plate.mask], mask)
        return pydyf.Stream([plate.data], extra)


def _extra(size: tuple[int, int], depth: int, interpolate: bool) -> Any:
    """What is said of rows of pixels in a PDF (ISO 32000-1, 8.9.5 and 7.4.4.4)."""
    width, height = size
    reading = {"Predictor": 15, "Columns": width}
    if depth != 8:
        reading["BitsPerComponent"] = depth
    pydyf = _writer()
    return pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "BitsPerComponent": depth,
            "Interpolate": "true" if interpolate else "false",
            "Filter": "/FlateDecode",
            "DecodeParms": pydyf.Dictionary(reading),
        }
    )


def _writer() -> Any:
    """What the engine writes a PDF with."""
    import weasyprint.images

    engine: Any = weasyprint.images
    return engine.pydyf
