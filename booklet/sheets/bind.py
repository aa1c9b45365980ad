"""Pages in reading order become sheets in printing order: ink where plan.py has numbers.

Nothing is scaled or drawn anew. Each page becomes a form XObject, a stamp that is set down
wherever the plan names the page (ISO 32000-1, 8.10).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from booklet.finding import Finding, TypesettingError, error
from booklet.measure import PAPERS, UNITS, Paper, millimetres
from booklet.sheets.plan import Cell, Flip, Sheet, Side, cells

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


def bind(source: pikepdf.Pdf, sheets: Sequence[Sheet], paper: Paper, flip: Flip = "short") -> bytes:
    """Set the pages of a PDF onto sheets, front and back in turn.

    The paper lies down where a side has more columns than rows. The flip is told to the
    printer. The same pages and sheets always give the same bytes.

    Raises TypesettingError when sizes are mixed or do not fit.
    """
    import pikepdf

    # Annotations stay behind, so what they show on paper becomes part of the page.
    source.flatten_annotations("print")
    pages = list(source.pages)
    faces = [_face(page, number) for number, page in enumerate(pages, 1)]
    if findings := [*_mixed(faces), *_too_large(faces[0], sheets[0].front, paper)]:
        raise TypesettingError(findings)
    with pikepdf.new() as target:
        stamps = {
            number: _stamp(pages[number - 1], faces[number - 1], target)
            for number in _numbers(cells(sheets))
        }
        for side in (side for sheet in sheets for side in sheet.sides):
            made = target.add_blank_page(page_size=_size(side, paper)).obj
            made.Contents = target.make_stream(_ink(side, faces, paper))
            used = {f"/P{number}": stamps[number] for number in _numbers(chain(*side))}
            made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(used))
        _inherit(source, target)
        _advise(target, flip)
        return _saved(target, max(source.pdf_version, "1.7"))


def _encrypted() -> TypesettingError:
    hint = "save a copy without password and restrictions"
    return TypesettingError(error("pdf-encrypted", "the PDF is encrypted", hint=hint))


def _damaged(message: str) -> TypesettingError:
    hint = "make it anew, or open it in a PDF viewer and save a copy"
    return TypesettingError(error("pdf-damaged", message, hint=hint))


def _sizeless(number: int) -> TypesettingError:
    return _damaged(f"page {number} of the PDF has no proper size or rotation")


def _face(page: pikepdf.Page, number: int) -> _Face:
    """Look at a page upright, whatever its origin, rotation and unit."""
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
    return _Face(width, height, (bleed.llx, bleed.lly, bleed.urx, bleed.ury), matrix)


def _mixed(faces: Sequence[_Face]) -> Iterator[Finding]:
    """Find the first page that is not of the size of page 1."""
    for number, face in enumerate(faces, 1):
        if not _alike(face, faces[0]):
            sizes = f"page {number} measures {_told(face)}, page 1 {_told(faces[0])}"
            yield error("pages-mixed", sizes, hint="give all pages one size")
            return


def _too_large(face: _Face, side: Side, paper: Paper) -> Iterator[Finding]:
    """Tell when a page does not fit its cell."""
    width, height = _size(side, paper)
    cell = Paper(paper.name, width / len(side[0]), height / len(side))
    if face.width <= cell.width + TOLERANCE and face.height <= cell.height + TOLERANCE:
        return
    message = f"pages of {_told(face)} do not fit their places on {paper.name}, {_told(cell)}"
    hints = _folds(face, paper) if (len(side), len(side[0])) == (1, 2) else []
    yield error("page-too-large", message, hint="; ".join(hints) or "nothing is scaled")


def _folds(face: _Face, paper: Paper) -> list[str]:
    """Tell which pages fold from this paper, and from which paper these pages fold."""
    page = next((known for known in PAPERS.values() if _alike(known, face)), None)
    pairs = [(paper.folded, paper), (page, page and page.unfolded)]
    return [f"{half.name} pages fold from {whole.name}" for half, whole in pairs if half and whole]


def _alike(one: _Face | Paper, other: _Face | Paper) -> bool:
    apart = max(abs(one.width - other.width), abs(one.height - other.height))
    return apart <= TOLERANCE


def _told(size: _Face | Paper) -> str:
    return f"{millimetres(size.width).removesuffix(' mm')} x {millimetres(size.height)}"


def _stamp(page: pikepdf.Page, face: _Face, target: pikepdf.Pdf) -> pikepdf.Object:
    """Copy a page once, as something that can be set down anywhere."""
    import pikepdf

    form = page.as_form_xobject(handle_transformations=False)
    content = page.obj.get("/Contents")
    if isinstance(content, pikepdf.Stream) and _packed(content):
        # Unpacking tells whether it is whole; to pack it again would give nothing else.
        content.read_bytes()
        form.write(content.read_raw_bytes(), filter=pikepdf.Name.FlateDecode)
    form = target.copy_foreign(form)
    form.BBox = pikepdf.Array(face.box)
    form.Matrix = pikepdf.Array(face.matrix)
    return form


def _packed(stream: pikepdf.Object) -> bool:
    return stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream


def _size(side: Side, paper: Paper) -> tuple[float, float]:
    """Width and height of the paper as the side is displayed."""
    lies = len(side[0]) > len(side)
    return (paper.height, paper.width) if lies else (paper.width, paper.height)


def _numbers(cells: Iterable[Cell]) -> list[int]:
    """List the pages that stand in cells, each once."""
    return list(dict.fromkeys(cell.page for cell in cells if cell.page is not None))


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
    if isinstance(layers := source.Root.get("/OCProperties"), pikepdf.Dictionary):
        # Without it, a viewer shows the layers that are switched off.
        target.Root.OCProperties = target.copy_foreign(source.make_indirect(layers))
    if isinstance(xmp := source.Root.get("/Metadata"), pikepdf.Stream):
        target.Root.Metadata = target.copy_foreign(xmp)
        _disclaim(target)


def _disclaim(target: pikepdf.Pdf) -> None:
    """Take back what XMP promises of the whole file."""
    try:
        # An editor's name would come with the date of today.
        with target.open_metadata(
            set_pikepdf_as_editor=False, update_docinfo=False, strict=True
        ) as xmp:
            for key in [key for key in xmp if key.startswith(CLAIMS)]:
                del xmp[key]
    except (SyntaxError, ValueError):  # What lxml and pikepdf raise when it is no XMP at all.
        del target.Root.Metadata


def _advise(target: pikepdf.Pdf, flip: Flip) -> None:
    """Set what print dialogs start from (ISO 32000-1, table 150)."""
    import pikepdf

    duplex = {"short": "/DuplexFlipShortEdge", "long": "/DuplexFlipLongEdge"}[flip]
    target.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name(duplex), PrintScaling=pikepdf.Name("/None")
    )


def _saved(target: pikepdf.Pdf, version: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    target.save(out, min_version=version, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
