"""All colours of a PDF become greys: those that a printer without colours makes of them."""

from __future__ import annotations

import io
from typing import Any

from booklet.inks.recolour import recolour
from booklet.inks.spaces import RGB, Space

#: What red, green and blue add to a grey, where a printer has no colours (ISO 32000-1, 10.3.2).
WEIGHTS = (0.3, 0.59, 0.11)


class _Greys:
    operators = ("g", "G")
    space = "/DeviceGray"

    def keeps(self, of: Space) -> bool:
        return of.kind == "grey"

    def flat(self, rgb: RGB) -> tuple[float, ...]:
        return (sum(weight * part for weight, part in zip(WEIGHTS, rgb, strict=True)),)

    def picture(self, image: Any) -> Any:
        return image if image.mode == "L" else _plain(image).convert("L", (*WEIGHTS, 0))


def _plain(image: Any) -> Any:
    """A picture in RGB; four inks become what is left of the light, as those of flat colours do."""
    from PIL import Image, ImageChops

    if image.mode != "CMYK":
        return image.convert("RGB")
    *colours, black = image.split()
    return Image.merge("RGB", [ImageChops.invert(ImageChops.add(ink, black)) for ink in colours])


def grey(pdf: bytes) -> bytes:
    """Turn every colour of a PDF into grey; tags and links stay.

    Raises TypesettingError for a kind of colour that can't be changed.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        recolour(opened, _Greys())
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        opened.save(out, object_stream_mode=mode, deterministic_id=True)
        return out.getvalue()
