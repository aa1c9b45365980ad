"""Pages in reading order become sheets in printing order."""

from __future__ import annotations

from dataclasses import dataclass, field

from booklet.finding import Finding, TypesettingError, error, nearest
from booklet.measure import PAPERS, Paper
from booklet.sheets import bind, words
from booklet.sheets.plan import SCHEMES, Binding, Cell, Flip, Sheet, Side, cells, draw

__all__ = [
    "SCHEMES",
    "Binding",
    "Cell",
    "Flip",
    "Imposition",
    "Sheet",
    "Sheets",
    "Side",
    "cells",
    "draw",
    "impose",
]


@dataclass(frozen=True, slots=True)
class Imposition:
    """How pages are to be laid out, in the words of a project or of the command line."""

    scheme: str = "saddle"  #: One of SCHEMES.
    paper: Paper = PAPERS["a4"]  #: What is in the printer, whichever way the scheme lays it.
    binding: Binding = "left"  #: Where the spine is; right for Arabic, Hebrew or Persian.
    flip: Flip = "short"  #: The edge about which the printer turns the paper.
    signature: int | None = None  #: Sheets folded together, at most; None folds all of them.
    caliper: float = 0.0  #: Thickness of the paper, in points: about 0.1 mm for 80 g.


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets ready for the printer."""

    plan: tuple[Sheet, ...]
    paper: Paper  #: Upright, whichever way the sheets lie.
    pdf: bytes = field(repr=False)  #: Two pages a sheet, front and back in turn.
    pages: int  #: Pages of the book, without blanks.
    blanks: int  #: Places that stay empty.
    how: str  #: How to print and finish the sheets, for the person at the printer.
    findings: tuple[Finding, ...] = ()  #: Warnings only.


def impose(pdf: bytes, wanted: Imposition | None = None) -> Sheets:
    """Lay the pages of a PDF onto sheets, to be printed, folded and bound.

    Raises TypesettingError when the scheme is unknown or can't be laid out as asked, and
    when the PDF is encrypted, damaged, empty, of mixed sizes or too large for the paper.
    """
    wanted = wanted or Imposition()
    if wanted.scheme not in SCHEMES:
        message = f"no scheme is called '{wanted.scheme}'"
        raise TypesettingError(
            error("scheme-unknown", message, hint=nearest(wanted.scheme, SCHEMES))
        )
    with bind.opened(pdf) as source:
        pages = len(source.pages)
        plan = _plan(pages, wanted)
        printed = bind.bind(source, plan, wanted.paper, wanted.flip)
    finish, findings = words.FINISHES[wanted.scheme](
        len(plan), binding=wanted.binding, signature=wanted.signature
    )
    return Sheets(
        plan=plan,
        paper=wanted.paper,
        pdf=printed,
        pages=pages,
        blanks=sum(cell.page is None for cell in cells(plan)),
        how=f"{words.printing(len(plan), wanted.paper.name, wanted.flip)} {finish}",
        findings=findings,
    )


def _plan(pages: int, wanted: Imposition) -> tuple[Sheet, ...]:
    try:
        return SCHEMES[wanted.scheme](
            pages,
            binding=wanted.binding,
            flip=wanted.flip,
            signature=wanted.signature,
            caliper=wanted.caliper,
        )
    except ValueError as wrong:
        raise TypesettingError(error("imposition-wrong", str(wrong))) from None
