"""The value that leaves this room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Literal

from booklet import __version__
from booklet.finding import Finding, Place

#: Where the galley's files seem to live. No host can ever have this name (RFC 2606).
BASE_URL = "http://galley.invalid/"


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture in the form in which it stands in a PDF."""

    size: tuple[int, int]  #: Its pixels, across and down.
    laid: tuple[int, int]  #: Those of the picture that it was made of, as it shows: its room.
    colours: Literal["grey", "rgb", "palette"]
    data: bytes  #: A JPEG, or else rows as PNG has them: each with its filter, compressed together.
    jpeg: bool = False
    depth: int = 8  #: Bits for each part of a pixel.
    palette: bytes = b""  #: Red, green and blue of each colour.
    mask: bytes = b""  #: How much of each pixel shows, in rows of greys; empty: everything.
    turned: bool = False  #: Whether a camera noted that the picture lies on its side.


@dataclass(frozen=True, slots=True)
class Galley:
    """All that the page engine needs, and nothing else that it could reach."""

    html: str  #: One document, written down as XML.
    files: Mapping[str, bytes]  #: By their address relative to BASE_URL: "styles/base.css".
    styles: tuple[str, ...]  #: The style sheets among the files, in the order of the cascade.
    binding: Literal["left", "right"] = "left"  #: Where the spine is.
    first: int = 1  #: The number of its first page; even ones lie on the left of a left binding.
    fields: bool = False  #: Whether its inputs are fields to fill in on a screen.
    fit: bool = False  #: Whether paragraphs may be set tighter or wider by a little.
    sources: Mapping[str, str] = field(default_factory=dict)  #: What was written, by file.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.
    plates: Mapping[str, Plate] = field(
        default_factory=dict
    )  #: What pictures among the files print.

    def origin(self, words: str, file: str | None = None) -> Place | None:
        """Find the line on which some words were written: in a file, if they stand there.

        Words may be spread over lines.
        """
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        for name in sorted(self.sources, key=lambda name: name != file):
            if words.strip() and (found := pattern.search(self.sources[name])):
                return Place(PurePath(name), self.sources[name].count("\n", 0, found.start()) + 1)
        return Place(PurePath(file)) if file else None

    @property
    def fingerprint(self) -> str:
        """The same for two galleys whose pages can't differ, on one machine."""
        digest = hashlib.sha256(
            f"{__version__}\0{self.binding}\0{self.first}\0{self.fields}\0{self.fit}\0"
            f"{self.html}".encode()
        )
        for name in sorted(self.files):
            plate = self.plates.get(name)
            # A plate says all that a page shows of a picture; it is smaller than most of them.
            for part in (plate.data, plate.mask) if plate else (self.files[name],):
                about = replace(plate, data=b"", mask=b"") if plate else ""
                digest.update(f"\0{name}\0{about}\0{len(part)}\0".encode())
                digest.update(part)
        return digest.hexdigest()
