"""What is looked for in a PDF, how strictly, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from booklet.measure import points

Severity = Literal["error", "warning", "note"]
Box = tuple[float, float, float, float]  #: Left, bottom, right, top, in points on the page.


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that may spoil a print."""

    code: str
    message: str
    page: int | None = None  #: Counted from 1; None for the file as a whole.
    thing: str = ""  #: What it is about: "image /X5", "font Helvetica".
    box: Box | None = None  #: Where on the page.
    measured: str = ""
    limit: str = ""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is a fault."""

    bleed: float = points("3mm")  #: Colour must run over the trim by as much, in points.
    near: float = points("3mm")  #: Text nearer to the trim may be cut.
    rim: float = points("5mm")  #: Office printers leave as much at the edge of paper white.
    ink: float = 3.0  #: The most layers of ink.
    hairline: float = 0.25  #: In points; thinner lines vanish.
    small: float = 8.0  #: Points of type that is too small for more than two inks.
    large: float = 24.0  #: Points of type from which black of several inks is no trouble.
    coarse: float = 300.0  #: Pixels to the inch, fewer of which are told.
    blurred: float = 150.0  #: Fewer of which are an error.
    bitmap: float = 600.0  #: The same for pictures without greys.


@dataclass(frozen=True, slots=True)
class Profile:
    """A way of printing: what is looked for, and how bad each of it is."""

    what: str
    looks: Mapping[str, Severity]  #: By code; what is not among them is not told.
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one PDF."""

    profile: str
    pages: int
    faults: tuple[Fault, ...]

    @property
    def bad(self) -> bool:
        """Whether there is an error among it."""
        return any(fault.severity == "error" for fault in self.faults)

    def count(self, severity: Severity) -> int:
        """How many faults there are of a kind."""
        return sum(fault.severity == severity for fault in self.faults)


_ALWAYS: dict[str, Severity] = {
    "pdf-encrypted": "error",
    "pdf-damaged": "error",
    "pdf-empty": "error",
    "glyph-missing": "error",
}

#: What any paper asks for.
_PAPER: dict[str, Severity] = {
    **_ALWAYS,
    "font-missing": "warning",
    "image-coarse": "warning",
    "image-blurred": "error",
    "page-rotated": "warning",
    "page-unit": "warning",
    "trim-mixed": "warning",
    "hairline": "warning",
}

#: What a file may be checked for.
PROFILES: dict[str, Profile] = {
    "press": Profile(
        "a print shop",
        {
            **_PAPER,
            "font-missing": "error",
            "font-drawn": "warning",
            "trim-mixed": "error",
            "intent-missing": "error",
            "intent-twice": "error",
            "intent-wrong": "error",
            "version-missing": "error",
            "trapped-missing": "error",
            "script": "error",
            "form-field": "error",
            "attachment": "error",
            "annotation": "error",
            "box-missing": "error",
            "box-nested": "error",
            "bleed-small": "error",
            "bleed-unreached": "error",
            "pages-odd": "warning",
            "pages-four": "note",
            "rgb-text": "error",
            "rgb-fill": "error",
            "rgb-image": "error",
            "black-rich": "error",
            "registration": "error",
            "ink-heavy": "error",
            "text-thin": "warning",
            "transparent": "note",
            "bitmap-coarse": "warning",
            "text-outside": "error",
            "text-near": "warning",
        },
    ),
    "home": Profile(
        "an office printer",
        {
            **_PAPER,
            "script": "warning",
            "form-field": "note",
            "text-rim": "warning",
            "pages-four": "note",
        },
        Limits(coarse=150, blurred=75, hairline=0.2),
    ),
    "screen": Profile(
        "a screen",
        {
            **_ALWAYS,
            "font-missing": "error",
            "image-blurred": "warning",
            "script": "warning",
            "untagged": "error",
            "untitled": "warning",
            "language-missing": "warning",
            "link-dead": "warning",
        },
        Limits(coarse=100, blurred=72),
    ),
}
