"""Pages of a PDF as a reader sees them, whatever their origin, rotation and unit."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.finding import Finding, TypesettingError, error
from booklet.measure import PAPERS, UNITS, Paper, millimetres
from booklet.sheets.plan import Plan

if TYPE_CHECKING:
    import pikepdf

#: Points by which sizes may differ: programs round A5 to whole points, each in its own way.
TOLERANCE = 0.5 * UNITS["mm"]


@dataclass(frozen=True, slots=True)
class Face:
    """A page as a reader sees it: upright, and trimmed."""

    width: float  #: In points.
    height: float
    box: tuple[float, ...]  #: What may show, bleed included: left, bottom, right, top on the page.
    matrix: tuple[float, ...]  #: From the page to the face, whose lower left corner is at 0, 0.


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF, and keep it open while its pages are used.

    Raises TypesettingError when it is encrypted, damaged or empty, and when work on it
    meets a part that is damaged.
    """
    import pikepdf

    try:
        # A PDF mended by guessing may lack pages, and nobody would notice before the stapler.
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as source:
            if source.is_encrypted:
                raise _encrypted()
            if not source.pages:
                raise TypesettingError(error("pdf-empty", "the PDF has no pages"))
            yield source
    except pikepdf.PasswordError:
        raise _encrypted() from None
    except pikepdf.PdfError:
        raise _damaged("the PDF is damaged") from None


def faces(source: pikepdf.Pdf) -> list[Face]:
    """Look at every page of a PDF.

    Raises TypesettingError for a page without a proper size.
    """
    return [_face(page, number) for number, page in enumerate(source.pages, 1)]


def _encrypted() -> TypesettingError:
    hint = "save a copy without password and restrictions"
    return TypesettingError(error("pdf-encrypted", "the PDF is encrypted", hint=hint))


def _damaged(message: str) -> TypesettingError:
    hint = "make it anew, or open it in a PDF viewer and save a copy"
    return TypesettingError(error("pdf-damaged", message, hint=hint))


def _sizeless(number: int) -> TypesettingError:
    return _damaged(f"page {number} of the PDF has no proper size or rotation")


def _face(page: pikepdf.Page, number: int) -> Face:
    import pikepdf

    try:
        trim = pikepdf.Rectangle(page.trimbox)
        bleed = pikepdf.Rectangle(page.bleedbox) if "/BleedBox" in page.obj else trim
        unit = float(page.obj.get("/UserUnit", 1))
    except TypeError:  # Not a box, not a number.
        raise _sizeless(number) from None
    left, bottom, right, top = (unit * edge for edge in (trim.llx, trim.lly, trim.urx, trim.ury))
    # /Rotate turns clockwise (ISO 32000-1, table 30); pikepdf brings it to 0 up to 359.
    matrix = {
        0: (unit, 0, 0, unit, -left, -bottom),
        90: (0, -unit, unit, 0, -bottom, right),
        180: (-unit, 0, 0, -unit, right, top),
        270: (0, unit, -unit, 0, top, -left),
    }.get(page.rotation)
    width, height = right - left, top - bottom
    if matrix is None or width <= 0 or height <= 0:
        raise _sizeless(number)
    if page.rotation % 180:
        width, height = height, width
    return Face(width, height, (bleed.llx, bleed.lly, bleed.urx, bleed.ury), matrix)


def mixed(found: Sequence[Face]) -> Iterator[Finding]:
    """Find the first page that is not of the size of page 1."""
    for number, face in enumerate(found, 1):
        if not _alike(face, found[0]):
            sizes = f"page {number} measures {_told(face)}, page 1 {_told(found[0])}"
            yield error("pages-mixed", sizes, hint="give all pages one size")
            return


def too_large(found: Sequence[Face], plan: Plan, paper: Paper) -> Iterator[Finding]:
    """Tell the first page that does not fit its place."""
    for sheet in plan.sheets:
        for number, side in enumerate(sheet.sides):
            grid = plan.grid(number)
            for row, (_, high) in zip(side, grid.rows, strict=True):
                for cell, (_, wide) in zip(row, grid.columns, strict=True):
                    if cell.page is None:
                        continue
                    face, place = found[cell.page - 1], Paper(paper.name, wide, high)
                    if not _fits(face, place, plan.scale):
                        yield _large(face, cell.page, place, plan, found)
                        return


def _fits(face: Face, place: Paper, scale: float) -> bool:
    return (
        scale * face.width <= place.width + TOLERANCE
        and scale * face.height <= place.height + TOLERANCE
    )


def _large(face: Face, number: int, place: Paper, plan: Plan, found: Sequence[Face]) -> Finding:
    what = "pages" if all(_alike(face, other) for other in found) else f"page {number}"
    of, fit = (
        ("of", "do not fit their places") if what == "pages" else ("with", "does not fit its place")
    )
    message = f"{what} {of} {_told(face)} {fit} on {place.name}, {_told(place)}"
    shape, paper = (len(plan.front.columns), len(plan.front.rows)), PAPERS.get(place.name.lower())
    told = {(2, 1): _folds, (2, 2): _quarters}.get(shape)
    hints = told(face, paper) if told and plan.scale == 1 else []
    return error("page-too-large", message, hint="; ".join(hints) or "nothing is scaled")


def _folds(face: Face, paper: Paper | None) -> list[str]:
    """Tell which pages fold from this paper, and from which paper these pages fold."""
    page = next((known for known in PAPERS.values() if _alike(known, face)), None)
    pairs = [(paper and paper.folded, paper), (page, page and page.unfolded)]
    return [f"{half.name} pages fold from {whole.name}" for half, whole in pairs if half and whole]


def _quarters(face: Face, paper: Paper | None) -> list[str]:
    """Tell which pages fit four times on this paper, and four of these pages on which paper."""
    page = next((known for known in PAPERS.values() if _alike(known, face)), None)
    half, double = paper and paper.folded, page and page.unfolded
    pairs = [(half and half.folded, paper), (page, double and double.unfolded)]
    return [f"{whole.name} holds four {part.name} pages" for part, whole in pairs if part and whole]


def _alike(one: Face | Paper, other: Face | Paper) -> bool:
    apart = max(abs(one.width - other.width), abs(one.height - other.height))
    return apart <= TOLERANCE


def _told(size: Face | Paper) -> str:
    return f"{millimetres(size.width).removesuffix(' mm')} x {millimetres(size.height)}"
