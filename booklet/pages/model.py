"""The values that leave this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from booklet.finding import Finding

#: What the fetcher says when it refuses; the engine repeats it in its log.
REFUSAL = "is not in the galley"


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the outline."""

    level: int  #: From 1, without gaps.
    title: str
    page: int  #: Counted from 1.


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stays of a laid-out page when its boxes are gone."""

    width: float  #: In CSS pixels.
    height: float
    words: int
    anchors: tuple[str, ...]
    bookmarks: tuple[Any, ...]  #: As the engine has them.


@dataclass(frozen=True, slots=True)
class Blemish:
    """Something that a typographer would not let pass."""

    kind: str  #: "widow", "runt".
    page: int  #: Counted from 1.
    words: str  #: Where it is: those of its line.
    file: str | None  #: The chapter that it belongs to.
    text: str  #: Of the whole paragraph.


@dataclass(frozen=True, slots=True)
class Pages:
    """Typeset pages in reading order."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]  #: Width and height of each page, in points.
    outline: tuple[Heading, ...]
    words: tuple[int, ...] = ()  #: How many there are on each page.
    anchors: Mapping[str, int] = field(default_factory=dict)  #: Their pages, counted from 1.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.
    blemishes: tuple[Blemish, ...] = ()  #: What a typographer would not let pass.

    @property
    def count(self) -> int:
        """The number of pages."""
        return len(self.sizes)
