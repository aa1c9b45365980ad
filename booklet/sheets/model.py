"""What is asked of the sheets, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

from booklet.finding import Finding
from booklet.measure import PAPERS, Paper
from booklet.sheets.plan import Binding, Flip, Sheet
from booklet.sheets.printer import Printer
from booklet.sheets.steps import Step


@dataclass(frozen=True, slots=True)
class Imposition:
    """How pages are to be laid out, in the words of a project or of the command line."""

    scheme: str = "saddle"  #: One of SCHEMES.
    paper: Paper = PAPERS["a4"]  #: What is in the printer, whichever way the scheme lays it.
    binding: Binding = "left"  #: Where the spine is; right for Arabic, Hebrew or Persian.
    flip: Flip = "short"  #: The edge of the paper about which the printer turns it.
    signature: int | None = None  #: Sheets folded together, at most; None: as the scheme does it.
    caliper: float = 0.0  #: Thickness of the paper, in points: about 0.1 mm for 80 g.
    printer: Printer | None = None  #: What this printer does by itself, to be made up for.


@dataclass(frozen=True, slots=True)
class Finish:
    """What to do with printed sheets, and what to beware of."""

    how: str  #: For the terminal.
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()  #: Warnings only.


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets ready for the printer."""

    plan: tuple[Sheet, ...]
    paper: Paper  #: Upright, whichever way the sheets lie.
    pdf: bytes = field(repr=False)  #: Front and back in turn, or as the printer's profile asks.
    pages: int  #: Pages of the book, without blanks.
    blanks: int  #: Places that stay empty.
    how: str  #: How to print and finish the sheets, for the person at the printer.
    steps: tuple[Step, ...] = ()  #: The same without words.
    findings: tuple[Finding, ...] = ()  #: Warnings only.
