"""A variable font is cut down to the one weight and size that a page uses.

The engine leaves that to fontTools, which moves every point of every letter in Python: a quarter of
what a booklet takes. HarfBuzz, which takes out the letters anyway, does the same on its way.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

#: What the engine has not declared of HarfBuzz (hb-subset.h, since 6.0).
_DECLARED = (
    "int hb_subset_input_pin_axis_location"
    "(hb_subset_input_t* input, hb_face_t* face, hb_tag_t axis, float value);"
)


@contextmanager
def pinned() -> Iterator[None]:
    """Let HarfBuzz pin the axes of fonts meanwhile, where it can; fontTools does it elsewhere."""
    from weasyprint.pdf.fonts import Font

    clean = Font.clean

    def quickly(font: Any, letters: Any, hinting: bool) -> None:
        if letters and "fvar" in font.tables:
            _pin(font, letters)
        clean(font, letters, hinting)  # type: ignore[no-untyped-call]

    Font.clean = quickly  # type: ignore[method-assign]
    try:
        yield
    finally:
        Font.clean = clean  # type: ignore[method-assign]


def _pin(font: Any, letters: Iterable[int]) -> None:
    """Give a font a face with the letters that are used, and no axes; or leave it as it is."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    if not _able():
        return
    wanted = ffi.gc(
        harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy
    )
    kept = harfbuzz_subset.hb_subset_input_glyph_set(wanted)
    glyphs = ffi.new("hb_codepoint_t[]", sorted(letters))
    harfbuzz.hb_set_add_sorted_array(kept, glyphs, len(glyphs))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
    flags |= harfbuzz_subset.HB_SUBSET_FLAGS_PASSTHROUGH_UNRECOGNIZED
    if font.missing:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    harfbuzz_subset.hb_subset_input_set_flags(wanted, flags)
    for axis, value in _places(font):
        tag = harfbuzz.hb_tag_from_string(axis.encode(), -1)
        if not harfbuzz_subset.hb_subset_input_pin_axis_location(wanted, font.hb_face, tag, value):
            return
    face = harfbuzz_subset.hb_subset_or_fail(font.hb_face, wanted)
    if face != ffi.NULL:
        font.hb_face = ffi.gc(face, harfbuzz.hb_face_destroy)
        font.tables = [table for table in font.tables if table != "fvar"]


@functools.cache
def _able() -> bool:
    """Declare what the engine does not use itself; tell whether HarfBuzz has it."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    if not harfbuzz_subset or not harfbuzz.hb_version_atleast(6, 0, 0):
        return False
    ffi.cdef(_DECLARED, override=True)  # an engine of later days may have declared it
    return hasattr(harfbuzz_subset, "hb_subset_input_pin_axis_location")


def _places(font: Any) -> Iterator[tuple[str, float]]:
    """Yield where on each of its axes a font is used, as the engine's Font.clean finds it."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    oblique, italic = font.style == 1, font.style == 2  # PangoStyle
    used = {"wght": font.weight, "opsz": font.font_size, "ital": int(italic), **font.variations}
    for axis in TTFont(io.BytesIO(font.file_content), fontNumber=font.index)["fvar"].axes:
        if axis.axisTag == "slnt" and "slnt" not in used:
            slanted = axis.maxValue or axis.minValue
            yield "slnt", slanted if oblique else 0
        else:
            yield axis.axisTag, used.get(axis.axisTag, axis.defaultValue)
