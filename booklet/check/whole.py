"""What is looked for in a file as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from booklet.check.model import Fault, Limits
from booklet.check.pages import Sheet
from booklet.measure import millimetres


def intents(pdf: Any, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """What the file says of the printer that it is for."""
    found = [each for each in pdf.Root.get("/OutputIntents", ()) if each.get("/S") == "/GTS_PDFX"]
    if not found:
        yield Fault("intent-missing", "nothing says for which printing condition the file is")
        return
    if len(found) > 1:
        yield Fault(
            "intent-twice", "several printing conditions", measured=f"{len(found)}", limit="1"
        )
    profile = found[0].get("/DestOutputProfile")
    if profile is None:
        yield Fault("intent-wrong", "the printing condition has no profile")
        return
    kind = _profile(profile.read_bytes())
    if kind != ("prtr", "CMYK"):
        told = f"{kind[0]}, {kind[1]}"
        message = "the profile is none of a printer with four inks"
        yield Fault("intent-wrong", message, measured=told, limit="prtr, CMYK")


def _profile(data: bytes) -> tuple[str, str]:
    """The class of a profile and its colour space (ICC.1:2001-04, 6.1)."""
    return (data[12:16].decode("latin-1").strip(), data[16:20].decode("latin-1").strip())


def claims(pdf: Any, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """What a file for a print shop says of itself."""
    metadata = pdf.Root.get("/Metadata")
    xmp = metadata.read_bytes() if metadata is not None else b""
    if "/GTS_PDFXVersion" not in pdf.docinfo and b"GTS_PDFXVersion" not in xmp:
        yield Fault("version-missing", "the file does not say that it is PDF/X")
    if str(pdf.docinfo.get("/Trapped", "")) not in ("/True", "/False"):
        yield Fault("trapped-missing", "the file does not say whether it is trapped")


def acts(pdf: Any, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """What acts by itself, is filled in, or comes along."""
    names = pdf.Root.get("/Names", {})
    action = pdf.Root.get("/OpenAction")
    acting = "/AA" in pdf.Root or "/JavaScript" in names or _scripted(action)
    if acting or any("/AA" in sheet.page.obj for sheet in sheets):
        yield Fault("script", "the file does something by itself")
    if len(pdf.Root.get("/AcroForm", {}).get("/Fields", ())):
        yield Fault("form-field", "the file has fields to fill in")
    if "/EmbeddedFiles" in names or "/AF" in pdf.Root:
        yield Fault("attachment", "other files come along with it")


def _scripted(action: Any) -> bool:
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and action.get("/S") in ("/JavaScript", "/Launch")


def sizes(pdf: Any, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """Pages of several sizes, and how many there are."""
    first = _size(sheets[0])
    for sheet in sheets[1:]:
        size = _size(sheet)
        if max(abs(one - other) for one, other in zip(size, first, strict=True)) > 1.5:
            message = "pages are not of one size"
            yield Fault("trim-mixed", message, sheet.number, "", None, _told(size), _told(first))
            break
    if len(sheets) % 2 and len(sheets) > 1:
        message = "an odd number of pages"
        yield Fault("pages-odd", message, measured=f"{len(sheets)}", limit="a multiple of 2")
    if len(sheets) % 4 and len(sheets) > 2:
        blanks = -len(sheets) % 4
        message = f"folded sheets have four pages; {blanks} would be blank"
        yield Fault("pages-four", message, measured=f"{len(sheets)}", limit="a multiple of 4")


def _size(sheet: Sheet) -> tuple[float, float]:
    left, bottom, right, top = sheet.trim
    return right - left, top - bottom


def _told(size: tuple[float, float]) -> str:
    return f"{millimetres(size[0]).removesuffix(' mm')} x {millimetres(size[1])}"


def readers(pdf: Any, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """What those need who read on a screen, or have it read to them."""
    if "/StructTreeRoot" not in pdf.Root:
        yield Fault("untagged", "the file has no tags for those who have it read aloud")
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield Fault("untitled", "the file has no title")
    if "/Lang" not in pdf.Root:
        yield Fault("language-missing", "the file does not say in which language it is")
    named = _destinations(pdf)
    for sheet in sheets:
        for note in sheet.page.obj.get("/Annots", ()):
            goal = note.get("/Dest", note.get("/A", {}).get("/D"))
            if goal is not None and _dead(goal, named):
                told = str(goal)
                yield Fault("link-dead", "a link that leads nowhere", sheet.number, f"link {told}")


def _destinations(pdf: Any) -> set[str]:
    import pikepdf

    found = set(map(str, pdf.Root.get("/Dests", {}).keys()))
    tree = pdf.Root.get("/Names", {}).get("/Dests")
    return found | (set(map(str, pikepdf.NameTree(tree))) if tree is not None else set())


def _dead(goal: Any, named: set[str]) -> bool:
    import pikepdf

    if isinstance(goal, (pikepdf.String, pikepdf.Name)):
        return str(goal).removeprefix("/") not in named and str(goal) not in named
    return isinstance(goal, pikepdf.Array) and not isinstance(goal[0], pikepdf.Dictionary | int)


def edges(data: bytes, sheets: Sequence[Sheet], limits: Limits) -> Iterator[Fault]:
    """Text that is cut off, may be cut, or is not printed: where another library sees it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        for sheet, page in zip(sheets, document, strict=True):
            text = page.get_textpage()
            for number in range(text.count_rects()):
                where = text.get_rect(number)
                yield from _edge(sheet, where, limits)
    finally:
        document.close()


def _edge(sheet: Sheet, where: Any, limits: Limits) -> Iterator[Fault]:
    left, bottom, right, top = where
    inside = min(
        *(left - sheet.trim[0], bottom - sheet.trim[1]),
        *(sheet.trim[2] - right, sheet.trim[3] - top),
    )
    rim = min(
        *(left - sheet.media[0], bottom - sheet.media[1]),
        *(sheet.media[2] - right, sheet.media[3] - top),
    )
    told, at = millimetres(max(inside, 0)), (sheet.number, "text", (left, bottom, right, top))
    if inside < -0.5:
        message = "text that reaches over the edge of the page"
        yield Fault("text-outside", message, *at, millimetres(-inside), "0 mm")
    elif inside < limits.near - 0.5:
        message = "text so near to the edge that it may be cut"
        yield Fault("text-near", message, *at, told, millimetres(limits.near))
    if rim < limits.rim - 0.5:
        message = "text where office printers print nothing"
        yield Fault("text-rim", message, *at, millimetres(max(rim, 0)), millimetres(limits.rim))


#: All that is looked for in a file as a whole.
RULES = (intents, claims, acts, sizes, readers)
