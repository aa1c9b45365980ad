"""Colours become greys, exactly; what is no colour stays as it is."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from booklet.finding import TypesettingError
from booklet.inks import grey


def pdf(content: str, **resources: Any) -> bytes:
    """A page of 100 by 100 points."""
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(content.encode())
        page.Resources = pikepdf.Dictionary(
            {f"/{name}": value for name, value in resources.items()}
        )
        return saved(made)


def saved(made: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def operators(data: bytes) -> list[str]:
    """What a page's content says, one operator a line."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        said = pikepdf.parse_content_stream(opened.pages[0])
        return [" ".join([*map(str, each.operands), str(each.operator)]) for each in said]


def drawn(data: bytes, page: int = 0) -> Image.Image:
    return pdfium.PdfDocument(data)[page].render(scale=1).to_pil().convert("RGB")


def wanted(image: Image.Image) -> Image.Image:
    """What a printer without colours makes of a picture (ISO 32000-1, 10.3.2)."""
    return image.convert("L", (0.3, 0.59, 0.11, 0))


def is_the_grey_of(one: bytes, other: bytes, near: int = 2) -> None:
    before, after = drawn(one), drawn(other)
    red, green, blue = after.split()
    assert ImageChops.difference(red, green).getbbox() is None
    assert ImageChops.difference(red, blue).getbbox() is None
    assert ImageChops.difference(wanted(before), red).getextrema()[1] <= near


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("1 0 0 rg", "0.3 g"),
        ("0 1 0 RG", "0.59 G"),
        ("0 0 1 rg", "0.11 g"),
        ("0 0 0 rg", "0 g"),
        ("1 1 1 rg", "1 g"),
        ("0.2 0.2 0.2 rg", "0.2 g"),
        ("0 0 0 1 k", "0 g"),
        ("0 0 0 0.4 K", "0.6 G"),
        ("1 0 0 0 k", "0.7 g"),
        ("0.5 g", "0.5 g"),
        ("/DeviceRGB cs", "0 g"),
        ("/DeviceCMYK cs", "0 g"),
        ("/DeviceGray cs", "/DeviceGray cs"),
    ],
)
def test_what_becomes_of_a_colour(said: str, then: str) -> None:
    assert operators(grey(pdf(said))) == [then]


def test_colours_in_a_space_that_was_named_before() -> None:
    said = "/DeviceRGB cs 1 0 0 sc q 0 1 0 sc Q 0 0 1 sc /DeviceRGB CS 1 0 0 SCN"
    assert operators(grey(pdf(said))) == [
        *("0 g", "0.3 g", "q", "0.59 g", "Q", "0.11 g", "0 G", "0.3 G"),
    ]


def test_a_spot_ink_is_the_grey_of_what_stands_in_for_it() -> None:
    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
    spot = pikepdf.Array(
        [pikepdf.Name.Separation, pikepdf.Name("/Red"), pikepdf.Name.DeviceRGB, tint]
    )
    spaces = pikepdf.Dictionary(S=spot)
    assert operators(grey(pdf("/S cs 0.5 scn", ColorSpace=spaces))) == ["0.3 g", "0.65 g"]


COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@settings(max_examples=60)
@given(st.lists(COLOURS, min_size=1, max_size=5))
def test_areas_are_as_light_as_a_printer_makes_them(colours: list[tuple[int, int, int]]) -> None:
    said = " ".join(
        f"{r / 255:.4f} {g / 255:.4f} {b / 255:.4f} rg {20 * n} 0 20 100 re f"
        for n, (r, g, b) in enumerate(colours)
    )
    source = pdf(said)
    is_the_grey_of(source, grey(source), near=1)


@given(st.lists(COLOURS, max_size=4))
def test_grey_of_grey_is_the_same(colours: list[tuple[int, int, int]]) -> None:
    said = " ".join(f"{r / 255:.3f} {g / 255:.3f} {b / 255:.3f} rg" for r, g, b in colours)
    once = grey(pdf(said))
    assert operators(grey(once)) == operators(once)


def test_what_looks_like_a_colour_and_is_none() -> None:
    said = "BT (1 0 0 rg) Tj [(k) 3 (rg)] TJ ET"
    assert operators(grey(pdf(said))) == operators(pdf(said))


# Pictures.


def picture(mode: str) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((40, 40))
    side = ramp.rotate(90)
    bands = {"RGB": (ramp, side, ImageChops.invert(ramp)), "L": (ramp,)}
    if mode == "CMYK":
        return Image.merge(
            "CMYK", (ramp, side, ImageChops.invert(side), ramp.point(lambda v: v // 3))
        )
    return Image.merge(mode, bands[mode])


def with_picture(image: Image.Image, **how: Any) -> bytes:
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(b"q 80 0 0 80 10 10 cm /I Do Q")
        names = {"RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK", "L": "/DeviceGray"}
        stream = made.make_stream(image.tobytes())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = *image.size, 8
        if image.mode == "P":
            table = pikepdf.String(bytes(image.getpalette() or [])[: 3 * 256])
            space = [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, table]
            stream.ColorSpace = pikepdf.Array(space)
        else:
            stream.ColorSpace = pikepdf.Name(names[image.mode])
        for key, value in how.items():
            stream[f"/{key}"] = value
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
        return saved(made)


def test_every_pixel_of_a_picture_in_four_inks() -> None:
    """Programs show such pictures in ways of their own, so the pixels are read from the file."""
    image = picture("CMYK")
    cyan, magenta, yellow, black = image.split()
    inks = [ImageChops.add(ink, black) for ink in (cyan, magenta, yellow)]
    light = wanted(ImageChops.invert(Image.merge("RGB", inks)))
    with pikepdf.open(io.BytesIO(grey(with_picture(image)))) as opened:
        found = opened.pages[0].Resources.XObject.I
        assert (found.ColorSpace, found.read_bytes()) == ("/DeviceGray", light.tobytes())


@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_every_pixel_of_a_picture(mode: str) -> None:
    image = picture("RGB").quantize(256) if mode == "P" else picture(mode)
    source = with_picture(image)
    is_the_grey_of(source, grey(source), near=2)
    with pikepdf.open(io.BytesIO(grey(source))) as opened:
        space = opened.pages[0].Resources.XObject.I.ColorSpace
        assert (str(space[1]) if mode == "P" else str(space)) == "/DeviceGray"


def test_photographs_stay_packed_as_they_were() -> None:
    out = io.BytesIO()
    picture("RGB").save(out, "JPEG", quality=95)
    source = with_picture(picture("RGB"))
    with pikepdf.open(io.BytesIO(source)) as opened:
        image = opened.pages[0].Resources.XObject.I
        image.write(out.getvalue(), filter=pikepdf.Name.DCTDecode)
        source = saved(opened)
    made = grey(source)
    is_the_grey_of(source, made, near=6)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert opened.pages[0].Resources.XObject.I.Filter == "/DCTDecode"


def test_what_a_picture_shows_through_stays() -> None:
    source = with_picture(picture("RGB"))
    with pikepdf.open(io.BytesIO(source)) as opened:
        mask = opened.make_stream(picture("L").tobytes())
        mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        mask.Width, mask.Height, mask.BitsPerComponent = 40, 40, 8
        mask.ColorSpace = pikepdf.Name.DeviceGray
        opened.pages[0].Resources.XObject.I.SMask = mask
        source = saved(opened)
    is_the_grey_of(source, grey(source), near=3)


def test_a_picture_among_the_operators() -> None:
    said = "q 80 0 0 80 10 10 cm BI /W 2 /H 1 /CS /RGB /BPC 8 ID \xff\x00\x00\x00\xff\x00 EI Q"
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(said.encode("latin-1"))
        source = saved(made)
    is_the_grey_of(source, grey(source))


# Gradients, forms, patterns.


def test_a_gradient() -> None:
    parts = [
        pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=c0, C1=c1, N=1)
        for c0, c1 in (([1, 0, 0], [0, 1, 0]), ([0, 1, 0], [0, 0, 1]))
    ]
    whole = pikepdf.Dictionary(
        FunctionType=3, Domain=[0, 1], Functions=parts, Bounds=[0.5], Encode=[0, 1, 0, 1]
    )
    shading = pikepdf.Dictionary(
        ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB, Coords=[0, 0, 100, 0], Function=whole
    )
    source = pdf("/S sh", Shading=pikepdf.Dictionary(S=shading))
    is_the_grey_of(source, grey(source), near=3)


def test_forms_and_patterns_in_forms() -> None:
    with pikepdf.new() as made:
        tile = made.make_stream(b"1 0 0 rg 0 0 5 5 re f 0 0 1 rg 5 5 5 5 re f")
        tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = pikepdf.Name.Pattern, 1, 1, 1
        tile.BBox, tile.XStep, tile.YStep = pikepdf.Array([0, 0, 10, 10]), 10, 10
        tile.Resources = pikepdf.Dictionary()
        form = made.make_stream(b"/Pattern cs /T scn 0 0 50 100 re f 0 1 0 rg 50 0 50 100 re f")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 100, 100])
        form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
        form.Resources = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(T=tile))
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(b"/F Do")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        source = saved(made)
    is_the_grey_of(source, grey(source))
    with pikepdf.open(io.BytesIO(grey(source))) as opened:
        assert opened.pages[0].Resources.XObject.F.Group.CS == "/DeviceGray"


def test_a_gradient_that_is_a_mesh_is_told() -> None:
    mesh = pikepdf.Dictionary(ShadingType=4, ColorSpace=pikepdf.Name.DeviceRGB)
    with pytest.raises(TypesettingError) as trouble:
        grey(pdf("/S sh", Shading=pikepdf.Dictionary(S=mesh)))
    assert str(trouble.value) == (
        "error: the press can't change colours of this kind: gradients of type 4 [ink-unknown]\n"
        "  hint: save the PDF in RGB"
    )


@pytest.mark.parametrize("key", ["Mask", "Decode"])
def test_pictures_whose_pixels_mean_something_else_are_told(key: str) -> None:
    """Colours that are left out, and colours that are turned round, are not those of the pixels."""
    value = pikepdf.Array([0, 9] * 3) if key == "Mask" else pikepdf.Array([1, 0] * 3)
    with pytest.raises(TypesettingError) as trouble:
        grey(with_picture(picture("RGB"), **{key: value}))
    assert trouble.value.findings[0].code == "ink-unknown"


def test_a_font_of_drawings_is_grey_too() -> None:
    with pikepdf.new() as made:
        glyph = made.make_stream(b"10 0 d0 1 0 0 rg 0 0 10 10 re f")
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name("/Type3"),
            FontBBox=[0, 0, 10, 10],
            FontMatrix=[0.1, 0, 0, 0.1, 0, 0],
            CharProcs=pikepdf.Dictionary(a=glyph),
            Encoding=pikepdf.Dictionary(
                Type=pikepdf.Name.Encoding, Differences=[97, pikepdf.Name("/a")]
            ),
            FirstChar=97,
            LastChar=97,
            Widths=[10],
        )
        page = made.add_blank_page(page_size=(100, 100))
        page.Contents = made.make_stream(b"BT /F 60 Tf 20 20 Td (a) Tj ET")
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=made.make_indirect(font)))
        source = saved(made)
    assert drawn(source).getpixel((50, 50)) == (255, 0, 0)
    is_the_grey_of(source, grey(source))


def test_what_is_clicked_on_is_grey_too() -> None:
    with pikepdf.new() as made:
        shown = made.make_stream(b"0 0 1 rg 0 0 20 20 re f")
        shown.Type, shown.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        shown.BBox = pikepdf.Array([0, 0, 20, 20])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Square,
            Rect=[10, 10, 30, 30],
            C=[1, 0, 0],
            F=4,
            AP=pikepdf.Dictionary(N=shown),
        )
        page = made.add_blank_page(page_size=(100, 100))
        page.obj.Annots = pikepdf.Array([made.make_indirect(note)])
        source = saved(made)
    is_the_grey_of(source, grey(source))
    with pikepdf.open(io.BytesIO(grey(source))) as opened:
        assert [float(part) for part in opened.pages[0].Annots[0].C] == [pytest.approx(0.3)]
