"""The readers that a book is made for: every edition is for one of each axis."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from booklet.project.values import Value

#: The axis that is there without being named: [audiences.educators].
AXIS = "audience"

#: Those for whom a workshop needs more than words: their blocks are ready-made.
FACILITATOR, PARTICIPANT = "facilitator", "participant"

#: What stands between the names of a condition, and so can't be one.
RESERVED = frozenset({"and", "not", "only", "or"})


@dataclass(frozen=True, slots=True)
class Audience:
    """One kind of reader, and what is different for it."""

    name: str
    axis: str = AXIS
    title: str = ""  #: On the cover: "For educators".
    subtitle: str = ""  #: Instead of the book's.
    welcome: PurePath | None = None  #: A chapter that stands first, for it alone.
    chapters: tuple[PurePath, ...] | None = None  #: Chosen, in this order; None is all.
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: First of each data file.
    values: Mapping[str, Value] = field(default_factory=dict)
    accent: str = ""  #: A colour instead of the book's.

    @property
    def table(self) -> str:
        """The table of booklet.toml that declares it."""
        return f"audiences.{self.name}" if self.axis == AXIS else f"axes.{self.axis}.{self.name}"


Axes = Mapping[str, Mapping[str, Audience]]


def combined(axes: Axes) -> Iterator[tuple[Audience, ...]]:
    """Combine the axes: one audience of each; nothing but an empty one without any."""
    return itertools.product(*(axis.values() for axis in axes.values()))


def chosen(chapters: tuple[PurePath, ...], audiences: tuple[Audience, ...]) -> tuple[PurePath, ...]:
    """Choose and order chapters: each axis takes from what the one before has left.

    >>> one, two = PurePath("1.md"), PurePath("2.md")
    >>> chosen((one, two), (Audience("a", chapters=(two, one)), Audience("b", chapters=(one,))))
    (PurePosixPath('1.md'),)
    """
    for audience in audiences:
        if audience.chapters is not None:
            chapters = tuple(path for path in audience.chapters if path in chapters)
    welcomes = dict.fromkeys(one.welcome for one in audiences if one.welcome)
    return (*welcomes, *(path for path in chapters if path not in welcomes))
