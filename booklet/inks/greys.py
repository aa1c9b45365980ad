"""Colours become the greys that a printer without colours makes of them."""

from __future__ import annotations

from typing import Any

from booklet.inks.spaces import RGB, Space

#: What red, green and blue add to a grey, where a printer has no colours (ISO 32000-1, 10.3.2).
WEIGHTS = (0.3, 0.59, 0.11)


class Greys:
    """What becomes of colours where there is one ink."""

    operators = ("g", "G")
    space = "/DeviceGray"

    def keeps(self, of: Space) -> bool:
        """Greys stay as they are."""
        return of.kind == "grey"

    def flat(self, rgb: RGB) -> tuple[float, ...]:
        """The grey of a colour."""
        return (sum(weight * part for weight, part in zip(WEIGHTS, rgb, strict=True)),)

    def picture(self, image: Any) -> Any:
        """The grey of every pixel."""
        return image if image.mode == "L" else _plain(image).convert("L", (*WEIGHTS, 0))


def _plain(image: Any) -> Any:
    """A picture in RGB; four inks become what is left of the light, as those of flat colours do."""
    from PIL import Image, ImageChops

    if image.mode != "CMYK":
        return image.convert("RGB")
    *colours, black = image.split()
    return Image.merge("RGB", [ImageChops.invert(ImageChops.add(ink, black)) for ink in colours])
