"""What is to be done with sheets, step by step, without a word of any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.sheets.plan import Binding, Flip

Kind = Literal[
    "print",  # on both sides
    "print-one",  # on one side; nothing comes on the other
    "print-fronts",  # of a printer that can't turn paper: the fronts alone
    "print-backs",  # the pile goes in again, and the backs come upon it
    "nest",  # sheets, or gatherings, lie in one another
    "fold",  # in half, the cover outside
    "fold-twice",  # in half, and in half again
    "staple",  # through the fold
    "sew",
    "glue",  # along the spine
    "collate",  # folded parts lie upon one another, the marks on their spines make a staircase
    "cut-across",  # through the middle, from side to side
    "lay-around",  # the upper pile outside of the lower
    "cut",  # along the marks
    "pile",  # pile upon pile, the first place on top
    "trim-head",  # open folds at the head
    "zine",  # fold, cut in the middle, open, fold again
    "letter",  # folded like a letter
    "z",  # folded like a Z
]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do."""

    kind: Kind
    sheets: int = 0  #: How many it is about; 0 where that is plain.
    paper: str = ""  #: What goes into the printer: "A4".
    flip: Flip = "short"  #: The edge about which a sheet is turned.
    binding: Binding = "left"  #: Where the spine is, once it is done.
    lies: bool = False  #: Whether the sheet lies, as its front is displayed.
    first: int = 0  #: The first page of the file that is printed now, where not all are.
    last: int = 0  #: The last.
    parts: tuple[int, ...] = ()  #: Sheets of each signature; or columns and rows of what is cut.
    scale: float = 1.0  #: The size of pages, beside their own.
