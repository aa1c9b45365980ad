"""Pictures become plates: decoded once, and kept in the form in which they stand in a PDF.

A plate has no more pixels than its format can show, no alpha channel where nothing shines
through, and rows that the page engine can pass on. A plate in the store proves that the very same
bytes were a good picture.
"""

from __future__ import annotations

import io
import json
import math
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from booklet.finding import Finding, Place
from booklet.galley import pictures, rows
from booklet.galley.model import Plate
from booklet.store import Store, digest, makers

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pixels to the inch: a printer's screen shows no more.
DOTS = 300

#: Pictures that take up less than one byte for so many pixels are flat: drawings, screens. With
#: fewer pixels they would be larger, for their edges would be blurred.
FLAT = 4


@dataclass(frozen=True, slots=True)
class Bound:
    """How many pixels of a picture a format can show."""

    width: int
    height: int
    cropped: bool = False  #: Whether a part of the picture may fill the page by itself.

    def within(self, size: tuple[int, int]) -> tuple[int, int]:
        """Bring the size of a picture to what can be shown.

        >>> Bound(1000, 1500).within((3000, 2000)), Bound(1000, 1500).within((300, 400))
        ((1000, 667), (300, 400))

        >>> Bound(1000, 1500, cropped=True).within((3000, 2000))
        (2250, 1500)
        """
        part = max if self.cropped else min
        width, height = self.width, self.height
        if self.cropped:  # it may be turned, and the page may lie
            width = height = max(width, height)
        scale = part(width / size[0], height / size[1])
        if scale >= 1:
            return size
        return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def bound(width: float, height: float, *, cropped: bool = False) -> Bound:
    """Count the pixels of a page; its size is in points."""
    return Bound(math.ceil(width / 72 * DOTS), math.ceil(height / 72 * DOTS), cropped)


@dataclass(frozen=True, slots=True)
class Good:
    """What came of a picture that can be printed."""

    turned: bool  #: Whether a camera noted that it lies on its side.
    plate: Plate | None  #: None where the page engine passes it on by itself.


class Plates:
    """Makes the plates of a galley, and remembers them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.made: dict[str, Plate] = {}
        self.turned: set[str] = set()  #: Pictures that lie on their side.

    def take(
        self, data: bytes, name: str, place: Place | None, within: Bound | None = None
    ) -> list[Finding]:
        """Make a plate of a picture; tell what is wrong with it, if anything is."""
        if pictures.drawn(name):
            return pictures.inspect(data, name, place)
        key = digest(data, repr(within), makers())
        kept = self._store.get("plate", key)
        try:
            good = _opened(kept) if kept else make(data, within)
        except pictures.Odd as odd:
            return [pictures.damaged(odd, name, place)]
        if not kept:
            self._store.put("plate", key, _closed(good))
        if good.turned:
            self.turned.add(name)
        if good.plate:
            self.made[name] = good.plate
        return []


def make(data: bytes, within: Bound | None) -> Good:
    """Make a plate of a picture.

    Raises Odd for one that can't be printed.
    """
    picture = pictures.opened(data)
    turned = pictures.turned(picture)
    upright = _upright(picture)
    if upright is None:
        return Good(turned, None)
    size = within.within(upright.size) if within else upright.size
    if picture.format in ("JPEG", "MPO"):
        plate = _photograph(data, picture, upright, size)
    else:
        flat = picture.format != "WEBP" and len(data) * FLAT < upright.width * upright.height
        found = rows.read(data) if upright is picture else None
        plate = _plate(upright, found, upright.size if flat else size)
    return Good(turned, replace(plate, turned=turned) if plate else None)


def _upright(picture: Image) -> Image | None:
    """Set a picture up as the page engine does; None where that can't be."""
    from PIL import ImageOps

    if "exif" not in picture.info or not pictures.turned(picture):
        return picture
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # notes of cameras may hold anything
        return None


def _photograph(data: bytes, picture: Image, upright: Image, size: tuple[int, int]) -> Plate | None:
    """Make a plate of a JPEG that lies on its side, or is too large; with its own losses."""
    from PIL import Image, JpegImagePlugin

    large = size != upright.size
    if picture.mode not in ("L", "RGB") or (upright is picture and not large):
        return None
    made = upright.resize(size, Image.Resampling.LANCZOS) if large else upright
    out, more = io.BytesIO(), {"icc_profile": picture.info.get("icc_profile")}
    tables: Any = picture.quantization  # type: ignore[attr-defined]
    sampling = JpegImagePlugin.get_sampling(picture)
    made.save(out, "JPEG", qtables=tables, subsampling=sampling, optimize=True, **more)
    if upright is picture and out.tell() >= len(data):
        return None
    colours: rows.Colours = "grey" if made.mode == "L" else "rgb"
    return Plate(made.size, upright.size, colours, out.getvalue(), jpeg=True)


def _plate(picture: Image, found: rows.Rows | None, size: tuple[int, int]) -> Plate | None:
    """Make a plate of a picture without losses; its rows may have been found in its file."""
    if picture.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        return None
    alpha = _alpha(picture)
    if size == picture.size:
        return _packed(_bare(picture), alpha, found)
    made = replace(_packed(*_shrunk(picture, alpha, size)), laid=picture.size)
    if found and alpha is None and len(found.data) <= len(made.data) and found.sound():
        return _packed(_bare(picture), None, found)
    return made


def _alpha(picture: Image) -> Image | None:
    """How much of each pixel shows; None where everything does."""
    if "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if not picture.mode.endswith("A"):
        return None
    alpha = picture.getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def _bare(picture: Image) -> Image:
    """The colours of a picture, whether they show or not."""
    wanted = {"1": "L", "LA": "L", "RGBA": "RGB"}.get(picture.mode, picture.mode)
    return picture if picture.mode == wanted else picture.convert(wanted)


def _shrunk(
    picture: Image, alpha: Image | None, size: tuple[int, int]
) -> tuple[Image, Image | None]:
    """Give a picture fewer pixels: its colours, and how much of each pixel shows."""
    from PIL import Image

    fine = Image.Resampling.LANCZOS
    colours = _bare(picture if picture.mode != "P" else picture.convert("RGBA"))
    small = colours.resize(size, fine)
    if alpha is None:
        return small, None
    # What does not show has no part in what does, but lies beside it: viewers blend both.
    whole = colours.copy()
    whole.putalpha(alpha)
    seen = whole.resize(size, fine)
    shown = seen.getchannel("A")
    small.paste(seen.convert(small.mode), mask=shown.point([0] + [255] * 255))
    return small, shown


def _packed(colours: Image, alpha: Image | None, found: rows.Rows | None = None) -> Plate:
    packed = rows.pack(colours, found)
    return Plate(
        colours.size,
        colours.size,
        packed.colours,
        packed.data,
        depth=packed.depth,
        palette=_palette(colours) if packed.colours == "palette" else b"",
        mask=rows.pack(alpha).data if alpha else b"",
    )


def _palette(picture: Image) -> bytes:
    """The colours that pixels choose from, as Pillow shows them: files may leave some out."""
    from PIL import Image

    most: Any = picture.getextrema()
    ramp = picture.crop((0, 0, 1, 1)).resize((256, 1), Image.Resampling.NEAREST)
    ramp.frombytes(bytes(range(256)))
    ramp.info.pop("transparency", None)
    return ramp.convert("RGB").tobytes()[: 3 * (most[1] + 1)]


def _closed(good: Good) -> bytes:
    """Write down what came of a picture: a line about it, then its data."""
    plate = good.plate
    if plate is None:
        return json.dumps({"turned": good.turned}).encode() + b"\n"
    bodies = (plate.data, plate.palette, plate.mask)
    about = {**asdict(replace(plate, data=b"", palette=b"", mask=b"")), "turned": good.turned}
    about |= {"data": len(plate.data), "palette": len(plate.palette), "mask": len(plate.mask)}
    return b"".join([json.dumps(about).encode(), b"\n", *bodies])


def _opened(entry: bytes) -> Good:
    """Read what `_closed` wrote."""
    line, _, rest = entry.partition(b"\n")
    about = json.loads(line)
    if len(about) == 1:
        return Good(about["turned"], None)
    at = 0
    for part in ("data", "palette", "mask"):
        at, about[part] = at + about[part], rest[at : at + about[part]]
    about["size"], about["laid"] = tuple(about["size"]), tuple(about["laid"])
    return Good(about["turned"], Plate(**about))
