"""Pages in reading order become sheets in printing order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from booklet.finding import TypesettingError, error, nearest
from booklet.sheets import bind
from booklet.sheets.drawings import Picture, pictures
from booklet.sheets.faces import faces, opened
from booklet.sheets.finish import THICK
from booklet.sheets.leaves import filled
from booklet.sheets.model import Finish, Imposition, Sheets
from booklet.sheets.plan import Binding, Cell, Flip, Grid, Plan, Sheet, Side, cells, draw
from booklet.sheets.printer import Manual, Printer, Shift
from booklet.sheets.scales import ruler
from booklet.sheets.schemes import SCHEMES, Scheme, Size
from booklet.sheets.steps import Step

if TYPE_CHECKING:
    import pikepdf

__all__ = [
    "SCHEMES",
    "THICK",
    "Binding",
    "Cell",
    "Finish",
    "Flip",
    "Grid",
    "Imposition",
    "Manual",
    "Picture",
    "Plan",
    "Printer",
    "Scheme",
    "Sheet",
    "Sheets",
    "Shift",
    "Side",
    "Size",
    "Step",
    "cells",
    "draw",
    "filled",
    "impose",
    "pictures",
    "ruler",
]


def impose(pdf: bytes, wanted: Imposition | None = None) -> Sheets:
    """Lay the pages of a PDF onto sheets, to be printed, folded and bound.

    Raises TypesettingError when the scheme is unknown or can't be laid out as asked, and
    when the PDF is encrypted, damaged, empty, of mixed sizes or too large for the paper.
    """
    wanted = wanted or Imposition()
    if wanted.printer and wanted.printer.flip:
        wanted = replace(wanted, flip=wanted.printer.flip)
    scheme = _scheme(wanted)
    with opened(pdf) as source:
        pages = len(source.pages)
        plan = _plan(scheme, pages, _size(source), wanted)
        printed = bind.bind(
            source,
            *(plan, wanted.paper, wanted.flip),
            printer=wanted.printer,
            marks=partial(scheme.marks, plan, wanted),
            several=scheme.mixed,
            trims=scheme.trims,
        )
    finish = scheme.finish(plan, wanted)
    return Sheets(
        plan=plan.sheets,
        paper=wanted.paper,
        pdf=printed,
        pages=pages,
        blanks=sum(cell.page is None for cell in cells(plan.sheets)),
        how=finish.how,
        steps=finish.steps,
        findings=finish.findings,
    )


def _scheme(wanted: Imposition) -> Scheme:
    if wanted.scheme not in SCHEMES:
        message = f"no scheme is called '{wanted.scheme}'"
        raise TypesettingError(
            error("scheme-unknown", message, hint=nearest(wanted.scheme, SCHEMES))
        )
    scheme = SCHEMES[wanted.scheme]
    if wanted.binding not in scheme.bindings:
        message = f"'{wanted.scheme}' can't be bound at the {wanted.binding}"
        hint = f"its spine may be on the {' or the '.join(scheme.bindings)}"
        raise TypesettingError(error("imposition-wrong", message, hint=hint))
    return scheme


def _size(source: pikepdf.Pdf) -> Size:
    """Width and height of the largest page, in points."""
    found = faces(source)
    return max(face.width for face in found), max(face.height for face in found)


def _plan(scheme: Scheme, pages: int, size: Size, wanted: Imposition) -> Plan:
    try:
        return scheme.lay(pages, size, wanted)
    except ValueError as wrong:
        raise TypesettingError(error("imposition-wrong", str(wrong))) from None
