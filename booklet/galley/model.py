"""The value that leaves this room."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from booklet import __version__
from booklet.finding import Finding

#: Where the galley's files seem to live. No host can ever have this name (RFC 2606).
BASE_URL = "http://galley.invalid/"


@dataclass(frozen=True, slots=True)
class Galley:
    """All that the page engine needs, and nothing else that it could reach."""

    html: str
    files: Mapping[str, bytes]  #: By their address relative to BASE_URL: "styles/base.css".
    styles: tuple[str, ...]  #: The style sheets among the files, in the order of the cascade.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.

    @property
    def fingerprint(self) -> str:
        """The same for two galleys whose pages can't differ, on one machine."""
        digest = hashlib.sha256(f"{__version__}\0{self.html}".encode())
        for name in sorted(self.files):
            digest.update(f"\0{name}\0{len(self.files[name])}\0".encode())
            digest.update(self.files[name])
        return digest.hexdigest()
