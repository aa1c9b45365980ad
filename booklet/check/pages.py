"""What is looked for on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from booklet.check.content import Followed, Paint, fonts
from booklet.check.model import Box, Fault, Limits
from booklet.measure import UNITS, millimetres

MM = UNITS["mm"]

#: How near to the trim something is that was meant to reach over it, in points.
TOUCHES = MM

#: A rounding of half a point is no fault.
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with what it paints, and its boxes."""

    number: int
    page: Any
    seen: Followed
    media: Box
    trim: Box
    bleed: Box


def box(value: Any) -> Box:
    """Read a box, whichever corners it names."""
    a, b, c, d = (float(part) for part in value)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def boxes(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """The boxes, and how the page lies."""
    obj, number = sheet.page.obj, sheet.number
    if "/TrimBox" not in obj:
        yield Fault("box-missing", "no TrimBox says where the page is cut", number)
    if not (_within(sheet.trim, sheet.bleed) and _within(sheet.bleed, sheet.media)):
        yield Fault("box-nested", "its boxes do not lie in one another", number)
    outs = [b - a for a, b in zip(sheet.bleed[:2], sheet.trim[:2], strict=True)]
    outs += [b - a for a, b in zip(sheet.trim[2:], sheet.bleed[2:], strict=True)]
    if min(outs) < limits.bleed - NEAR:
        measured, limit = millimetres(max(min(outs), 0)), millimetres(limits.bleed)
        yield Fault("bleed-small", "the bleed is too small", number, "", None, measured, limit)
    if int(obj.get("/Rotate", 0)) % 360:
        told = f"{int(obj.Rotate) % 360} degrees"
        yield Fault("page-rotated", "the page is turned", number, "", None, told, "0 degrees")
    if float(obj.get("/UserUnit", 1)) != 1:
        told = f"{float(obj.UserUnit):g}"
        yield Fault("page-unit", "the page has a unit of its own", number, "", None, told, "1")


def _within(inner: Box, outer: Box) -> bool:
    return all(a >= b - NEAR for a, b in zip(inner[:2], outer[:2], strict=True)) and all(
        a <= b + NEAR for a, b in zip(inner[2:], outer[2:], strict=True)
    )


def bleeds(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Colour that touches the trim must run over it, as far as it is asked for."""
    for paint in sheet.seen.paints:
        if paint.kind not in ("fill", "image") or _white(paint):
            continue
        for side in range(4):
            sign = 1 if side < 2 else -1
            inside = sign * (paint.box[side] - sheet.trim[side])
            if -(limits.bleed - NEAR) < inside <= TOUCHES and _long(paint.box, sheet.trim, side):
                measured = millimetres(abs(max(-inside, 0)))
                message = "colour that touches the edge of the page ends before its bleed"
                at = (sheet.number, paint.thing, paint.box)
                limit = millimetres(limits.bleed)
                yield Fault("bleed-unreached", message, *at, measured, limit)
                break


def _white(paint: Paint) -> bool:
    of = paint.colour.of
    if of is None or paint.kind != "fill":
        return False
    inks = paint.colour.inks
    return max(inks) == 0 if inks else of.kind == "rgb" and min(paint.colour.parts) == 1


def _long(area: Box, trim: Box, side: int) -> bool:
    """Whether an area lies along an edge for more than a tenth of it, and on the page."""
    low, high = (1, 3) if side in (0, 2) else (0, 2)
    shared = min(area[high], trim[high]) - max(area[low], trim[low])
    across = (0, 2) if side in (0, 2) else (1, 3)
    on = min(area[across[1]], trim[across[1]]) - max(area[across[0]], trim[across[0]])
    return shared > 0.1 * (trim[high] - trim[low]) and on > MM


def types(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Fonts that are not in the file, and glyphs that are in no font."""
    for name, font in fonts(sheet.seen):
        if font.get("/Subtype") == "/Type3":
            yield Fault("font-drawn", "a font of drawings", sheet.number, f"font {name}")
            continue
        held = font.get("/FontDescriptor")
        if held is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(held.keys()):
            yield Fault("font-missing", "a font is not in the file", sheet.number, f"font {name}")
    for paint in sheet.seen.paints:
        if paint.empty:
            message = "an empty box stands for a letter that no font has"
            yield Fault("glyph-missing", message, sheet.number, paint.thing, paint.box)


def inks(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Colours that are no inks, and too many of these."""
    for paint in sheet.seen.paints:
        of, at = paint.colour.of, (sheet.number, paint.thing, paint.box)
        if of is None:
            continue
        if of.kind == "rgb":
            what, asked = "a colour of screens", ("RGB", "CMYK or grey")
            if paint.kind == "text":
                yield Fault("rgb-text", what, *at, *asked)
            elif paint.kind == "image":
                yield Fault("rgb-image", what, *at, *asked)
            else:
                yield Fault("rgb-fill", what, *at, *asked)
        if of.kind == "spot" and paint.kind == "text" and of.name == "All":
            yield Fault("registration", "text on all plates", *at, "registration colour", "black")
        found = paint.colour.inks
        if not found or paint.kind == "image":
            continue
        if sum(found) > limits.ink + 0.005:
            told = f"{100 * sum(found):.0f} %"
            yield Fault("ink-heavy", "more ink than paper takes", *at, told, _percent(limits.ink))
        if paint.kind == "text":
            yield from _letters(paint, found, limits, at)


def _letters(
    paint: Paint, found: Sequence[float], limits: Limits, at: tuple[int, str, Box]
) -> Iterator[Fault]:
    layers, size = sum(ink > 0.02 for ink in found), f"{paint.size:.1f} pt"
    if found[3] >= 0.8 and layers > 1 and paint.size < limits.large:
        told = f"{layers} inks at {size}"
        yield Fault("black-rich", "black text of several inks", *at, told, "black alone")
    elif layers > 2 and paint.size < limits.small - 0.05:
        limit = f"2 inks below {limits.small:g} pt"
        yield Fault("text-thin", "small text of many inks", *at, f"{layers} inks at {size}", limit)


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def lines(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Lines that are too thin to print."""
    for paint in sheet.seen.paints:
        if paint.kind == "stroke" and paint.size < limits.hairline - 0.001:
            told, limit = f"{paint.size:.2f} pt", f"{limits.hairline:g} pt"
            at = (sheet.number, paint.thing, paint.box)
            yield Fault("hairline", "a line that is too thin", *at, told, limit)


def pictures(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Pictures of too few pixels."""
    for paint in sheet.seen.paints:
        if paint.kind != "image" or not paint.resolution:
            continue
        at, told = (sheet.number, paint.thing, paint.box), f"{paint.resolution:.0f} pixels an inch"
        message = "a picture of too few pixels"
        if paint.bits == 1:
            if paint.resolution < limits.bitmap:
                yield Fault("bitmap-coarse", message, *at, told, f"{limits.bitmap:g}")
        elif paint.resolution < limits.blurred:
            yield Fault("image-blurred", message, *at, told, f"{limits.blurred:g}")
        elif paint.resolution < limits.coarse:
            yield Fault("image-coarse", message, *at, told, f"{limits.coarse:g}")


def see_through(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """What shines through; PDF/X-4 allows it."""
    if sheet.seen.see_through:
        yield Fault("transparent", "something lets shine through what is below it", sheet.number)


def notes(sheet: Sheet, limits: Limits) -> Iterator[Fault]:
    """Links and notes, which have no place on a page that is printed."""
    for note in sheet.page.obj.get("/Annots", ()):
        where = box(note.Rect) if "/Rect" in note else None
        if where and _shares(where, sheet.trim):
            kind = str(note.get("/Subtype", "")).removeprefix("/").lower()
            yield Fault("annotation", "something to click on", sheet.number, kind, where)


def _shares(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(
        one[1], other[1]
    )


#: All that is looked for on a page.
RULES = (boxes, bleeds, types, inks, lines, pictures, see_through, notes)
