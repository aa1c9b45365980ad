"""The colours of a gradient are changed at so many places that none between them is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from booklet.inks.functions import function
from booklet.inks.spaces import Space, space, unknown

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
    low, high = map(float, shading.get("/Domain", [0, 1]))
    shading.Function = _changed(pdf, shading.Function, of, inks, (low, high))
    shading.ColorSpace = pikepdf.Name(inks.space)
    if "/Background" in shading:
        parts = inks.flat(of.rgb([float(part) for part in shading.Background]))
        shading.Background = pikepdf.Array([*parts])


def _changed(pdf: Any, value: Any, of: Space, inks: Inks, domain: tuple[float, float]) -> Any:
    """Change the colours that a function comes to, from one end of a domain to the other.

    Where it is stitched together it stays so, and edges between two colours stay sharp.
    """
    import pikepdf

    if not isinstance(value, pikepdf.Array) and int(value.FunctionType) == 3:
        low, high = map(float, value.Domain)
        parts = []
        for part in value.Functions:
            start, end = map(float, part.Domain)
            parts.append(_changed(pdf, part, of, inks, (start, end)))
        return pikepdf.Dictionary(
            FunctionType=3,
            Domain=[low, high],
            Functions=pikepdf.Array(parts),
            Bounds=value.Bounds,
            Encode=value.Encode,
        )
    return _sampled(pdf, value, of, inks, domain)


def _sampled(pdf: Any, value: Any, of: Space, inks: Inks, domain: tuple[float, float]) -> Any:
    import pikepdf

    colour, (low, high) = function(value), domain
    ends = [of.rgb(colour((end,))) for end in domain]
    even = not isinstance(value, pikepdf.Array) and int(value.FunctionType) == 2
    count = 2 if even and ends[0] == ends[1] else SAMPLES
    samples = bytearray()
    for number in range(count):
        at = low + number * (high - low) / (count - 1)
        samples += bytes(round(255 * part) for part in inks.flat(of.rgb(colour((at,)))))
    made = pdf.make_stream(bytes(samples))
    made.FunctionType, made.BitsPerSample = 0, 8
    made.Domain, made.Size = pikepdf.Array([low, high]), pikepdf.Array([count])
    made.Range = pikepdf.Array([0, 1] * (len(samples) // count))
    return made
