"""Pages in reading order become sheets in printing order: ink where plan.py has numbers.

Each page becomes a form XObject, a stamp that is set down wherever the plan names the page (ISO
32000-1, 8.10). Nothing is scaled but where the plan says so.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from booklet.finding import TypesettingError
from booklet.measure import UNITS, Paper
from booklet.sheets.faces import Face, faces, mixed, too_large
from booklet.sheets.marks import Line
from booklet.sheets.plan import Cell, Flip, Grid, Plan, Side, Tracks, cells
from booklet.sheets.printer import Printer

if TYPE_CHECKING:
    import pikepdf

#: What a PDF promises in its XMP about the whole file; sheets made from it can't promise it.
CLAIMS = (
    "{http://www.aiim.org/pdfua/ns/id/}",  # PDF/UA: tags and annotations do not travel.
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.npes.org/pdfx/ns/id/}",
)

#: Points by which colour may run over the outermost edges of places that touch.
BLEED = 3 * UNITS["mm"]

Marks = Callable[[int, int], Iterable[Line]]  #: By the number of a sheet, and of its side.


def bind(
    source: pikepdf.Pdf,
    plan: Plan,
    paper: Paper,
    flip: Flip = "short",
    *,
    printer: Printer | None = None,
    marks: Marks = lambda sheet, side: (),
    several: bool = False,
    trims: bool = False,
) -> bytes:
    """Set the pages of a PDF onto sheets, front and back in turn, or as a printer needs them.

    The flip is told to the printer. several allows pages of several sizes; trims lets colour
    run over the outer edges of the places. The same pages and sheets always give the same bytes.

    Raises TypesettingError when sizes are mixed or do not fit.
    """
    import pikepdf

    # Annotations stay behind, so what they show on paper becomes part of the page.
    source.flatten_annotations("print")
    pages, found = list(source.pages), faces(source)
    if several:
        findings = [*too_large(found, plan, paper)]
    else:
        findings = [*mixed(found), *too_large([found[0]] * len(found), plan, paper)]
    if findings:
        raise TypesettingError(findings)
    with pikepdf.new() as target:
        stamps = {
            number: _stamp(pages[number - 1], found[number - 1], target)
            for number in _numbers(cells(plan.sheets))
        }
        order = _order(plan, printer)
        for sheet, number in order:
            side, grid = plan.sheets[sheet].sides[number], plan.grid(number)
            made = target.add_blank_page(page_size=(grid.width, grid.height)).obj
            ink = _Ink(grid, plan.scale, found, BLEED if trims else 0.0)
            drawn = [*ink.pages(side), *map(_stroke, marks(sheet, number))]
            if printer and grid.width > grid.height:  # as the sheet that was measured
                matrix = printer.shifts[number].matrix(grid.width, grid.height)
                drawn = [f"q {_written(*matrix)} cm", *drawn, "Q"]
            made.Contents = target.make_stream("\n".join(drawn).encode())
            used = {f"/P{number}": stamps[number] for number in _numbers(chain(*side))}
            made.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(used))
        _inherit(source, target)
        turns = len(order) > len(plan.sheets) and not (printer and printer.manual)
        _advise(target, flip if turns else None)
        return _saved(target, max(source.pdf_version, "1.7"))


def _order(plan: Plan, printer: Printer | None) -> list[tuple[int, int]]:
    """The sides in the order in which they are printed: numbers of a sheet and of its side."""
    sides = [
        (sheet, number) for sheet, of in enumerate(plan.sheets) for number in range(len(of.sides))
    ]
    if printer is None or printer.manual is None:
        return sides
    fronts, backs = ([side for side in sides if side[1] == number] for number in (0, 1))
    return fronts + (backs if printer.manual == "same" else backs[::-1])


def _stamp(page: pikepdf.Page, face: Face, target: pikepdf.Pdf) -> pikepdf.Object:
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


def _numbers(cells: Iterable[Cell]) -> list[int]:
    """List the pages that stand in cells, each once."""
    return list(dict.fromkeys(cell.page for cell in cells if cell.page is not None))


class _Ink:
    """Writes the operators that set the pages of a side."""

    def __init__(self, grid: Grid, scale: float, faces: Sequence[Face], bleed: float) -> None:
        self.grid, self.scale, self.faces = grid, scale, faces
        self.columns, self.rows = _clips(grid.columns, bleed), _clips(grid.rows, bleed)

    def pages(self, side: Side) -> Iterator[str]:
        """Yield what sets each page."""
        for row, cells_ in enumerate(side):
            for column, cell in enumerate(cells_):
                if cell.page is not None:
                    yield self._place(cell, row, column)

    def _place(self, cell: Cell, row: int, column: int) -> str:
        """Lead to the place of a page, and set it down.

        The clip keeps creep and bleed from crossing the spine.
        """
        (left, width), (down, height) = self.grid.columns[column], self.grid.rows[row]
        (start, wide), (above, high) = self.columns[column], self.rows[row]
        face, scale = self.faces[(cell.page or 0) - 1], self.scale
        x = left + _along(cell, width, scale * face.width, "left", "right")
        y = self.grid.height - down - height
        y += _along(cell, height, scale * face.height, "bottom", "top")
        if cell.turned:
            x, y, scale = x + scale * face.width, y + scale * face.height, -scale
        clip = _written(start, self.grid.height - above - high, wide, high)
        matrix = _written(scale, 0, 0, scale, x, y)
        return f"q {clip} re W n {matrix} cm /P{cell.page} Do Q"


def _along(cell: Cell, room: float, size: float, start: str, end: str) -> float:
    """How far a page stands from the lower end of its place, in one direction."""
    if cell.spine == start:
        return -cell.shift
    if cell.spine == end:
        return room - size + cell.shift
    return (room - size) / 2


def _clips(tracks: Tracks, bleed: float) -> Tracks:
    """What may be inked of each column or row: it, and beyond the outermost edges the bleed."""
    last = len(tracks) - 1
    return tuple(
        (start - bleed * (number == 0), size + bleed * ((number == 0) + (number == last)))
        for number, (start, size) in enumerate(tracks)
    )


def _stroke(line: Line) -> str:
    """Draw a line, in black ink alone."""
    ends = f"{_written(*line.start)} m {_written(*line.end)} l"
    return f"q {_written(line.grey)} G {_written(line.width)} w {ends} S Q"


def _written(*numbers: float) -> str:
    """Write numbers as a PDF has them.

    >>> _written(1, 0.5, -2 / 3)
    '1 0.5 -0.6667'
    """
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)


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


def _advise(target: pikepdf.Pdf, flip: Flip | None) -> None:
    """Set what print dialogs start from (ISO 32000-1, table 150); no flip: one side alone."""
    import pikepdf

    duplex = {"short": "/DuplexFlipShortEdge", "long": "/DuplexFlipLongEdge", None: "/Simplex"}[
        flip
    ]
    target.Root.ViewerPreferences = pikepdf.Dictionary(
        Duplex=pikepdf.Name(duplex), PrintScaling=pikepdf.Name("/None")
    )


def _saved(target: pikepdf.Pdf, version: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    target.save(out, min_version=version, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
