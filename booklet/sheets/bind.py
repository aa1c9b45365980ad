"""Pages in reading order become sheets in printing order: ink where plan.py has numbers.

Nothing is scaled or drawn anew. Each page becomes a form XObject, a stamp that is set down
wherever the plan names the page (ISO 32000-1, 8.10).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.finding import Finding, TypesettingError, error
from booklet.measure import PAPERS, UNITS, Paper, millimetres
from booklet.sheets.plan import Cell, Flip, Sheet, Side

if TYPE_CHECKING:
    import pikepdf

#: Points by which sizes may differ: programs round A5 to whole points, each in its own way.
TOLERANCE = 0.5 * UNITS["mm"]

#: What a PDF promises in its XMP about the whole file; sheets made from it can't promise it.
CLAIMS = (
    "{http://www.aiim.org/pdfua/ns/id/}",  # PDF/UA: tags and annotations do not travel.
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.npes.org/pdfx/ns/id/}",
)


@dataclass(frozen=True, slots=True)
class _Face:
    """A page as a reader sees it: upright, and trimmed."""

    width: float  #: In points.
    height: float
    box: tuple[float, ...]  #: What may show, bleed included: left, bottom, right, top on the page.
    matrix: tuple[float, ...]  #: From the page to the face, whose lower left corner is at 0, 0.


def count(pdf: bytes) -> int:
    """Count the pages of a PDF.

    Raises TypesettingError when it is encrypted, damaged or empty.
    """
    with _opened(pdf) as source:
        return len(source.pages)


def bind(pdf: bytes, sheets: Sequence[Sheet], paper: Paper, flip: Flip = "short") -> bytes:
    """Set the pages of a PDF onto sheets, front and back in turn.

    The paper lies down where a side has more columns than rows. The flip is told to the
    printer. The same pages and plan always give the same bytes.

    Raises TypesettingError when the PDF can't be read, or when its pages do not fit.
    """
    import pikepdf

    with _opened(pdf) as source, pikepdf.new() as target:
        # Annotations stay behind, so what they show on paper becomes part of the page.
        source.flatten_annotations("print")
        pages = list(source.pages)
        faces = [_face(page, number) for number, page in enumerate(pages, 1)]
        if findings := [*_mixed(faces), *_too_large(faces[0], sheets[0].front, paper)]:
            raise TypesettingError(findings)
        stamps: dict[int, pikepdf.Object] = {}
        for side in (side for sheet in sheets for side in (sheet.front, sheet.back)):
            for number in _numbers(side):
                if number not in stamps:
                    stamps[number] = _stamp(pages[number - 1], faces[number - 1], target)
            sheet = target.add_blank_page(page_size=_size(side, paper)).obj
            sheet.Contents = target.make_stream(_ink(side, faces, paper))
            used = {f"/P{number}": stamps[number] for number in _numbers(side)}
            sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(used))
        _inherit(source, target)
        _advise(target, flip)
        return _saved(target, max(source.pdf_version, "1.7"))


@contextmanager
def _opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF, and keep it open: its pages are copied when the sheets are saved."""
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


def _encrypted() -> TypesettingError:
    hint = "save a copy without password and restrictions"
    return TypesettingError(error("pdf-encrypted", "the PDF is encrypted", hint=hint))


def _damaged(message: str) -> TypesettingError:
    hint = "make it anew, or open it in a PDF viewer and save a copy"
    return TypesettingError(error("pdf-damaged", message, hint=hint))


def _face(page: pikepdf.Page, number: int) -> _Face:
    """Look at a page upright, whatever its origin, rotation and unit."""
    import pikepdf

    trim = pikepdf.Rectangle(page.trimbox)
    bleed = pikepdf.Rectangle(page.obj.get("/BleedBox", page.trimbox))
    unit = float(page.obj.get("/UserUnit", 1))
    left, bottom, right, top = (unit * edge for edge in (trim.llx, trim.lly, trim.urx, trim.ury))
    # /Rotate turns clockwise (ISO 32000-1, table 30).
    matrix = {
        0: (unit, 0, 0, unit, -left, -bottom),
        90: (0, -unit, unit, 0, -bottom, right),
        180: (-unit, 0, 0, -unit, right, top),
        270: (0, unit, -unit, 0, top, -left),
    }.get(page.rotation % 360)
    width, height = right - left, top - bottom
    if matrix is None or width <= 0 or height <= 0:
        raise _damaged(f"the PDF is damaged: page {number} has no proper size and rotation")
    if page.rotation % 180:
        width, height = height, width
    return _Face(width, height, (bleed.llx, bleed.lly, bleed.urx, bleed.ury), matrix)


def _mixed(faces: Sequence[_Face]) -> Iterator[Finding]:
    """Find the first page that is not of the size of page 1."""
    for number, face in enumerate(faces, 1):
        if not _alike(face, faces[0]):
            sizes = f"page {number} measures {_told(face)}, page 1 {_told(faces[0])}"
            yield error("pages-mixed", sizes, hint="give all pages one size")
            return


def _too_large(face: _Face, side: Side, paper: Paper) -> Iterator[Finding]:
    """Tell when a page does not fit its cell, and which sizes fold from which paper."""
    width, height = _size(side, paper)
    cell = Paper(paper.name, width / len(side[0]), height / len(side))
    if face.width <= cell.width + TOLERANCE and face.height <= cell.height + TOLERANCE:
        return
    page = next((known for known in PAPERS.values() if _alike(known, face)), None)
    pairs = [(paper.folded, paper), (page, page and page.unfolded)]
    folds = [f"{half.name} pages fold from {whole.name}" for half, whole in pairs if half and whole]
    message = f"pages of {_told(face)} do not fit their places on {paper.name}, {_told(cell)}"
    yield error("page-too-large", message, hint="; ".join(folds) or "nothing is scaled")


def _alike(one: _Face | Paper, other: _Face | Paper) -> bool:
    apart = max(abs(one.width - other.width), abs(one.height - other.height))
    return apart <= TOLERANCE


def _told(size: _Face | Paper) -> str:
    return f"{millimetres(size.width).removesuffix(' mm')} x {millimetres(size.height)}"


def _stamp(page: pikepdf.Page, face: _Face, target: pikepdf.Pdf) -> pikepdf.Object:
    """Copy a page once, as something that can be set down anywhere."""
    import pikepdf

    form = target.copy_foreign(page.as_form_xobject(handle_transformations=False))
    form.BBox = pikepdf.Array(face.box)
    form.Matrix = pikepdf.Array(face.matrix)
    return form


def _size(side: Side, paper: Paper) -> tuple[float, float]:
    """Width and height of the paper as the side is displayed."""
    lies = len(side[0]) > len(side)
    return (paper.height, paper.width) if lies else (paper.width, paper.height)


def _numbers(side: Side) -> list[int]:
    return [cell.page for row in side for cell in row if cell.page is not None]


def _ink(side: Side, faces: Sequence[_Face], paper: Paper) -> bytes:
    """Write the operators that set the pages of a side."""
    width, height = _size(side, paper)
    across, down = width / len(side[0]), height / len(side)
    return "\n".join(
        f"q 1 0 0 1 {column * across:.4f} {height - row * down:.4f} cm "
        f"{_place(cell, faces[cell.page - 1], across, down)} /P{cell.page} Do Q"
        for row, cells in enumerate(side, 1)
        for column, cell in enumerate(cells)
        if cell.page is not None
    ).encode()


def _place(cell: Cell, face: _Face, width: float, height: float) -> str:
    """Write the operators that lead from the lower left corner of a cell to its page.

    The clip keeps creep and bleed from crossing the spine.
    """
    x = {
        "left": -cell.shift,
        "right": width - face.width + cell.shift,
        None: (width - face.width) / 2,
    }[cell.spine]
    y = (height - face.height) / 2
    scale, x, y = (-1, x + face.width, y + face.height) if cell.turned else (1, x, y)
    return f"0 0 {width:.4f} {height:.4f} re W n {scale} 0 0 {scale} {x:.4f} {y:.4f} cm"


def _inherit(source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Carry over what the PDF says of itself, but nothing that sheets can't keep."""
    import pikepdf

    for key in ("/Title", "/Author", "/Subject", "/Keywords"):
        if key in source.docinfo:
            target.docinfo[key] = pikepdf.String(str(source.docinfo[key]))
    if "/Lang" in source.Root:
        target.Root.Lang = pikepdf.String(str(source.Root.Lang))
    if "/OCProperties" in source.Root:
        # Without it, a viewer shows the layers that are switched off.
        layers = source.make_indirect(source.Root.OCProperties)
        target.Root.OCProperties = target.copy_foreign(layers)
    if "/Metadata" in source.Root:
        target.Root.Metadata = target.copy_foreign(source.Root.Metadata)
        # An editor's name would come with the date of today.
        with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key in [key for key in xmp if key.startswith(CLAIMS)]:
                del xmp[key]


def _advise(target: pikepdf.Pdf, flip: Flip) -> None:
    """Set what print dialogs start from (ISO 32000-1, table 150)."""
    import pikepdf

    duplex = {"short": "/DuplexFlipShortEdge", "long": "/DuplexFlipLongEdge"}[flip]
    target.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name(duplex), PrintScaling=pikepdf.Name.None_
    )


def _saved(target: pikepdf.Pdf, version: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    target.save(out, min_version=version, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
