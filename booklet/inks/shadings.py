"""The colours of a gradient are changed at so many places that none between them is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booklet.inks.functions import function
from booklet.inks.spaces import space, unknown

if TYPE_CHECKING:
    from booklet.inks.recolour import Inks

#: Places at which a gradient is sampled: as many as a component of eight bits has values.
SAMPLES = 256


def shaded(pdf: Any, shading: Any, resources: Any, inks: Inks) -> None:
    """Change a gradient between two points or circles (ISO 32000-1, 8.7.4.5).

    Raises TypesettingError for gradients of other kinds.
    """
    import pikepdf

    of = space(shading.ColorSpace, resources)
    if inks.keeps(of):
        return
    if int(shading.ShadingType) not in (2, 3):
        raise unknown(f"gradients of type {int(shading.ShadingType)}")
    colour, (low, high) = function(shading.Function), map(float, shading.get("/Domain", [0, 1]))
    samples = bytearray()
    for number in range(SAMPLES):
        at = low + number * (high - low) / (SAMPLES - 1)
        parts = inks.flat(of.rgb(colour((at,))))
        samples += bytes(round(255 * part) for part in parts)
    count = len(samples) // SAMPLES
    made = pdf.make_stream(bytes(samples))
    made.FunctionType, made.BitsPerSample = 0, 8
    made.Domain, made.Size = pikepdf.Array([low, high]), pikepdf.Array([SAMPLES])
    made.Range = pikepdf.Array([0, 1] * count)
    shading.Function, shading.ColorSpace = made, pikepdf.Name(inks.space)
    if "/Background" in shading:
        parts = inks.flat(of.rgb([float(part) for part in shading.Background]))
        shading.Background = pikepdf.Array([*parts])
