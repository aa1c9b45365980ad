"""The rows of a picture, as PNG keeps them and as a PDF can have them without another touch.

Each row begins with the number of its filter; all are compressed together (PNG, 9 and 10). PDF
reads the same, as data of FlateDecode with a Predictor of 15 (ISO 32000-1, 7.4.4.4).
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

Colours = Literal["grey", "rgb", "palette"]

#: Colour types without alpha, and how many parts a pixel has in each (PNG, 11.2.1).
_COLOURS: dict[int, tuple[Colours, int]] = {0: ("grey", 1), 2: ("rgb", 3), 3: ("palette", 1)}

#: Photographs are packed best, and three times as fast, where repetitions are not looked for:
#: there are none. In all else they are most of what there is to save.
EFFORTS: tuple[dict[str, Any], ...] = ({"compress_type": zlib.Z_RLE}, {"compress_level": 9})

#: How many rows a sample has, taken from how many places.
_SAMPLE, _PLACES = 32, 4

#: Data larger than a sample lets expect, by this factor, are worth packing again.
_LOOSE = 1.05


@dataclass(frozen=True, slots=True)
class Rows:
    """The pixels of a picture without alpha, packed."""

    size: tuple[int, int]
    colours: Colours
    depth: int  #: Bits for each part of a pixel.
    data: bytes
    row: int = 0  #: Bytes of each row, its filter included; nothing where that is of no interest.

    def sound(self) -> bool:
        """Tell whether the data hold all rows, with filters that there are, and no more.

        Pillow is content with less: it stops reading where it has all its pixels.
        """
        whole, unpack = self.row * self.size[1], zlib.decompressobj()
        try:
            data = unpack.decompress(self.data, whole + 1)
        except zlib.error:
            return False
        filled = len(data) == whole and unpack.eof and not unpack.unused_data
        return filled and max(data[:: self.row]) <= 4


def read(png: bytes) -> Rows | None:
    """Take the rows out of a PNG; None where a PDF could not have them as they are."""
    if not png.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    chunks = list(_chunks(png))
    if not chunks or chunks[0][0] != b"IHDR":
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack("!IIBBBBB", chunks[0][1])
    # With one bit, preflight would take it for a scan of lines and ask for many more pixels.
    if colour not in _COLOURS or depth not in (2, 4, 8) or interlaced:
        return None
    colours, parts = _COLOURS[colour]
    data = b"".join(body for kind, body in chunks if kind == b"IDAT")
    return Rows((width, height), colours, depth, data, (width * parts * depth + 7) // 8 + 1)


def pack(image: Image, rows: Rows | None = None) -> Rows:
    """Pack the pixels of an image without alpha, unless the rows that it came in are as small."""
    sample = _sample(image)
    made = [_packed(sample, effort) for effort in EFFORTS]
    best = min(made, key=lambda each: len(each.data))
    wanted = len(best.data) * image.height / sample.height
    if rows is not None and len(rows.data) <= wanted * _LOOSE and rows.sound():
        return rows
    packed = _packed(image, EFFORTS[made.index(best)]) if sample is not image else best
    smaller = rows is not None and len(rows.data) <= len(packed.data) and rows.sound()
    return rows if rows is not None and smaller else packed


def _packed(image: Image, effort: dict[str, Any]) -> Rows:
    out = io.BytesIO()
    if image.mode == "P":  # of a short palette, Pillow makes pixels of fewer bits
        image = image.copy()
        image.putpalette(bytes(3 * 256))
    # What the image still says of the file that it came from is of no use here.
    image.save(out, "PNG", transparency=None, icc_profile=None, **effort)
    data = b"".join(body for kind, body in _chunks(out.getvalue()) if kind == b"IDAT")
    colours: dict[str, Colours] = {"L": "grey", "RGB": "rgb", "P": "palette"}
    return Rows(image.size, colours[image.mode], 8, data)


def _sample(image: Image) -> Image:
    """Take some rows from several places of an image; all of them, where there are few."""
    from PIL import Image

    if image.height <= 2 * _SAMPLE:
        return image
    sample, high = Image.new(image.mode, (image.width, _SAMPLE)), _SAMPLE // _PLACES
    for number in range(_PLACES):
        top = (image.height - high) * (2 * number + 1) // (2 * _PLACES)
        sample.paste(image.crop((0, top, image.width, top + high)), (0, number * high))
    return sample


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(png):
        length, kind = struct.unpack_from("!I4s", png, at)
        yield kind, png[at + 8 : at + 8 + length]
        at += length + 12
