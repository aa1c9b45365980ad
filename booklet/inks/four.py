"""Colours become the four inks of a print shop: neutral ones black alone, others by a profile."""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from booklet.finding import ProjectError, error
from booklet.inks.spaces import RGB, Space

#: How far apart the components of a colour may be that is neutral: two steps of eight bits.
NEUTRAL = 2.5 / 255

#: Dark and nearly neutral, as ink for text: black alone, or thin letters take four plates to meet.
DARK, DULL = 0.25, 0.08

#: The most ink that paper takes, in plates.
MOST = 3.0


@dataclass(frozen=True, slots=True)
class Profile:
    """How inks look on the paper of a printer (ICC.1)."""

    data: bytes
    name: str  #: As the profile calls itself.
    condition: str  #: The name of the printing condition in the registry of the ICC, or "Custom".


#: Printing conditions by what profiles call themselves: the ICC's registry of characterisations.
CONDITIONS = {
    "CGATS TR 001": "CGATS TR 001",
    "FOGRA39": "FOGRA39",
    "ISO Coated v2": "FOGRA39",
    "FOGRA47": "FOGRA47",
    "Uncoated FOGRA29": "FOGRA29",
    "FOGRA51": "FOGRA51",
    "PSO Coated v3": "FOGRA51",
    "FOGRA52": "FOGRA52",
    "PSO Uncoated v3": "FOGRA52",
    "GRACoL2006": "CGATS TR 006",
    "GRACoL2013": "CGATS21-2-CRPC6",
    "SWOP2006": "CGATS TR 003",
    "SWOP2013": "CGATS21-2-CRPC5",
}


@functools.cache
def office() -> Profile:
    """The press's own profile, for print shops that name none."""
    return profile((files("booklet.inks") / "office.icc").read_bytes(), "office.icc")


def profile(data: bytes, name: str) -> Profile:
    """Read a profile.

    Raises ProjectError where it is none for a printer with four inks.
    """
    from PIL import ImageCms

    hint = "ask the print shop for the ICC profile of its printer"
    try:
        opened = ImageCms.getOpenProfile(io.BytesIO(data)).profile
    except (OSError, ImageCms.PyCMSError):
        raise ProjectError(error("icc-wrong", f"'{name}' is no ICC profile", hint=hint)) from None
    kind, inks = opened.device_class.strip(), opened.xcolor_space.strip()
    if (kind, inks) != ("prtr", "CMYK"):
        what = {"mntr": "screens", "scnr": "scanners", "prtr": "printers"}.get(kind, kind)
        message = (
            f"'{name}' is an ICC profile for {what}, in {inks}; one for printers in CMYK is needed"
        )
        raise ProjectError(error("icc-wrong", message, hint=hint))
    try:
        _transform(data)
    except ImageCms.PyCMSError:
        message = f"'{name}' is an ICC profile that does not tell which inks make a colour"
        raise ProjectError(error("icc-wrong", message, hint=hint)) from None
    told = " ".join((opened.profile_description or name).split())
    condition = next((to for known, to in CONDITIONS.items() if known in told), "Custom")
    return Profile(data, told, condition)


def _transform(data: bytes) -> Any:
    """Open the way from sRGB to the inks of a profile."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.getOpenProfile(io.BytesIO(data)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


class FourInks:
    """What becomes of colours in a press file."""

    operators = ("k", "K")
    space = "/DeviceCMYK"

    def __init__(self, of: Profile) -> None:
        self._transform = _transform(of.data)
        self._known: dict[RGB, tuple[float, ...]] = {}

    def keeps(self, of: Space) -> bool:
        """Greys are black ink already, and inks that the author chose stay."""
        return of.kind in ("grey", "cmyk", "spot")

    def flat(self, rgb: RGB) -> tuple[float, ...]:
        """The inks of a colour."""
        if rgb not in self._known:
            self._known[rgb] = self._inks(rgb)
        return self._known[rgb]

    def _inks(self, rgb: RGB) -> tuple[float, ...]:
        from PIL import Image

        low, high = min(rgb), max(rgb)
        if high - low <= NEUTRAL or (high <= DARK and high - low <= DULL):
            return (0.0, 0.0, 0.0, 1 - sum(rgb) / 3)
        spot = Image.new("RGB", (1, 1), tuple(round(255 * part) for part in rgb))
        levels: Any = self._transform.apply(spot).getpixel((0, 0))
        return _thinned([level / 255 for level in levels])

    def picture(self, image: Any) -> Any:
        """The inks of every pixel; a picture without colours is printed with black alone."""
        if image.mode in ("L", "CMYK"):
            return image
        image = image.convert("RGB")
        return image.getchannel("G") if _neutral(image) else self._transform.apply(image)


def _neutral(image: Any) -> bool:
    """Whether a picture has no colours, which the page engine writes as RGB all the same."""
    from PIL import ImageChops

    red, green, blue = image.split()
    apart = (ImageChops.difference(one, green).histogram() for one in (red, blue))
    return not any(sum(levels[int(255 * NEUTRAL) + 1 :]) for levels in apart)


def _thinned(inks: list[float]) -> tuple[float, ...]:
    """Take from the three colours what is more than paper takes."""
    colours, black = inks[:3], inks[3]
    over = sum(inks) - MOST
    if over > 0:
        part = 1 - over / sum(colours)
        colours = [part * ink for ink in colours]
    return (*colours, black)
