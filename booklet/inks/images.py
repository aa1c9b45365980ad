"""The colours of pictures are changed, each pixel; what they show through stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from booklet.inks.spaces import space, unknown

if TYPE_CHECKING:
    from booklet.inks.recolour import Inks

#: Of photographs that were packed with loss; hardly any more is lost.
QUALITY = 95


def recoloured(pdf: Any, image: Any, resources: Any, inks: Inks) -> None:
    """Change a picture, where its colours have to be.

    Raises TypesettingError for one that is damaged, or says in a rare way what its data mean.
    """
    import pikepdf

    if image.get("/ImageMask") is True or "/ColorSpace" not in image:
        return
    value = image.ColorSpace
    indexed = isinstance(value, pikepdf.Array) and str(value[0]) in ("/Indexed", "/I")
    if indexed:
        if not inks.keeps(space(value[1], resources)):
            image.ColorSpace = _palette(pdf, value, resources, inks)
        return
    of = space(value, resources)
    if inks.keeps(of):
        return
    lossy = image.get("/Filter") in ("/DCTDecode", "/JPXDecode")
    if isinstance(image.get("/Mask"), pikepdf.Array):
        raise unknown("pictures in which one colour is transparent")
    # Four inks in a photograph are the other way round, as Adobe wrote them; Pillow knows that.
    if "/Decode" in image and not (of.kind == "cmyk" and lossy):
        raise unknown("pictures that say how their data are read")
    try:
        made = inks.picture(_opened(image, of))
    except (ValueError, OSError, pikepdf.PikepdfError):
        size = f"{int(image.Width)} x {int(image.Height)} pixels"
        raise unknown(f"a picture of {size} that can't be read") from None
    _put(image, made, lossy=lossy)


def inline(pdf: Any, image: Any, resources: Any, inks: Inks) -> Iterator[tuple[list[Any], Any]]:
    """Set a picture that stands among operators; one whose colours change becomes a resource."""
    import pikepdf

    own = pikepdf.Name(str(image.colorspace or "/DeviceGray"))
    if image.image_mask or inks.keeps(space(own, resources)):
        yield [image], pikepdf.Operator("INLINE IMAGE")
        return
    stream = _resource(pdf, image)
    recoloured(pdf, stream, resources, inks)
    if "/XObject" not in resources:
        resources.XObject = pikepdf.Dictionary()
    name = f"/Inline{len(resources.XObject)}"
    resources.XObject[name] = stream
    yield [pikepdf.Name(name)], pikepdf.Operator("Do")


def _resource(pdf: Any, image: Any) -> Any:
    """Make a picture of its own of one that stands among operators."""
    import pikepdf

    _, _, rest = image.unparse().partition(b"\nID\n")
    stream = pdf.make_stream(rest.removesuffix(b" EI").removesuffix(b"EI"))
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = image.width, image.height
    stream.BitsPerComponent = image.bits_per_component
    stream.ColorSpace = pikepdf.Name(str(image.colorspace))
    if image.filters:
        stream.Filter = pikepdf.Array([pikepdf.Name(str(each)) for each in image.filters])
        stream.DecodeParms = pikepdf.Array(list(image.decode_parms))
    return stream


def _palette(pdf: Any, value: Any, resources: Any, inks: Inks) -> Any:
    """Change the colours that the pixels of a picture choose from, as those of any picture."""
    import pikepdf
    from PIL import Image

    of, table, count = space(value[1], resources), value[3], int(value[2]) + 1
    data = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    shown = bytearray()
    for at in range(0, of.count * count, of.count):
        parts = [level / 255 for level in data[at : at + of.count].ljust(of.count, b"\0")]
        shown += bytes(round(255 * part) for part in of.rgb(parts))
    made = inks.picture(Image.frombytes("RGB", (count, 1), bytes(shown)))
    name = pikepdf.Name(_NAMES[made.mode])
    return pikepdf.Array([pikepdf.Name.Indexed, name, value[2], pdf.make_stream(made.tobytes())])


_MODES = {"rgb": "RGB", "cmyk": "CMYK", "grey": "L"}

_NAMES = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK", "RGB": "/DeviceRGB"}


def _plain(image: Any, of: Any) -> bool:
    """Whether a picture is just a row of bytes; pikepdf opens none of less than three pixels."""
    size = int(image.Width) * int(image.Height) * of.count
    return int(image.BitsPerComponent) == 8 and len(image.read_bytes()) == size


def _opened(image: Any, of: Any) -> Any:
    """Open a picture as Pillow has it."""
    import pikepdf

    if of.kind in ("rgb", "grey", "cmyk") and "/Filter" not in image and _plain(image, of):
        from PIL import Image

        size, mode = (int(image.Width), int(image.Height)), _MODES[of.kind]
        return Image.frombytes(mode, size, image.read_bytes())
    found = pikepdf.PdfImage(image).as_pil_image()
    wanted = _MODES.get(of.kind)
    if wanted is None:  # an ink of its own: its tints, shown by what stands in for it
        from PIL import Image

        tints = found.convert("L")
        shown = [tuple(round(255 * part) for part in of.rgb([n / 255])) for n in range(256)]
        bands = [tints.point([colour[n] for colour in shown]) for n in range(3)]
        return Image.merge("RGB", bands)
    return found if found.mode == wanted else found.convert(wanted)


def _put(image: Any, made: Any, *, lossy: bool) -> None:
    """Write a Pillow image into a picture of a PDF."""
    import pikepdf

    for key in ("/Decode", "/DecodeParms", "/Mask", "/Intent"):
        if key in image and not (key == "/Mask" and isinstance(image[key], pikepdf.Stream)):
            del image[key]
    if lossy:
        out = io.BytesIO()
        made.save(out, "JPEG", quality=QUALITY, subsampling=0)
        image.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
        if made.mode == "CMYK":  # Pillow writes these as Adobe does, with inks the other way round
            image.Decode = pikepdf.Array([1, 0] * 4)
    else:
        image.write(made.tobytes())
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name(_NAMES[made.mode]), 8
    image.Width, image.Height = made.size
