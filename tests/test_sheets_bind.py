"""Imposed PDFs, read back with another library than the one that wrote them."""

from __future__ import annotations

import io
import time

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as fpdf
import pytest
from PIL import Image, ImageChops
from small_pdfs import (
    A5,
    A6,
    EVEN,
    LABEL,
    LETTER,
    MM,
    book,
    laid,
    picture,
    saved,
    seen,
    sides,
    white,
)

from booklet.measure import PAPERS, Paper
from booklet.sheets import (
    SCHEMES,
    Binding,
    Cell,
    Flip,
    Imposition,
    Sheet,
    Sheets,
    draw,
    impose,
)

# Every page where the plan says.


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize(("pages", "signature"), [(1, None), (8, None), (10, None), (21, 2)])
def test_what_is_planned_is_printed(
    pages: int, signature: int | None, binding: Binding, flip: Flip
) -> None:
    sheets = impose(book(pages), Imposition(binding=binding, flip=flip, signature=signature))
    assert seen(sheets.pdf) == draw(sheets.plan)
    found = [number for side in sides(sheets.pdf) for number in side]
    assert sorted(found) == list(range(1, pages + 1))


def test_pages_stand_against_the_spine() -> None:
    """A5 is 148 mm wide, half of A4 148.5: the half millimetre is outside."""
    front, back, *_ = sides(impose(book()).pdf)
    spine = 297 / 2 * MM
    left, right = spine - 148 * MM + LABEL[0], spine + LABEL[0]
    assert front == {8: near(left, LABEL[1]), 1: near(right, LABEL[1])}
    assert back == {2: near(left, LABEL[1]), 7: near(right, LABEL[1])}


def near(x: float, y: float, turned: bool = False) -> object:
    """Expect a label there, within a tenth of a millimetre."""
    return pytest.approx((x, y, turned), abs=0.1 * MM)


def test_small_pages_stand_in_the_middle_of_the_height() -> None:
    front, *_ = sides(impose(book(size=A6)).pdf)
    below = (210 - 148) / 2 * MM
    assert front[1] == near(148.5 * MM + LABEL[0], below + LABEL[1])
    assert front[8] == near((148.5 - 105) * MM + LABEL[0], below + LABEL[1])


def test_creep_moves_pages_toward_the_spine() -> None:
    printed = sides(impose(book(12), Imposition(caliper=0.5 * MM)).pdf)
    for depth, (left, right) in enumerate([(12, 1), (10, 3), (8, 5)]):
        front = printed[2 * depth]
        assert front[left] == near((0.5 + 0.5 * depth) * MM + LABEL[0], LABEL[1])
        assert front[right] == near((148.5 - 0.5 * depth) * MM + LABEL[0], LABEL[1])


def test_creep_of_a_back_that_is_head_down() -> None:
    printed = sides(impose(book(8), Imposition(flip="long", caliper=0.5 * MM)).pdf)
    up = 210 * MM - LABEL[1]
    assert printed[3] == {
        5: near(149 * MM - LABEL[0], up, turned=True),
        4: near((148.5 - 0.5 + 148) * MM - LABEL[0], up, turned=True),
    }


def test_right_binding_with_creep() -> None:
    printed = sides(impose(book(8), Imposition(binding="right", caliper=0.5 * MM)).pdf)
    assert printed[2] == {
        3: near(1 * MM + LABEL[0], LABEL[1]),
        6: near(148 * MM + LABEL[0], LABEL[1]),
    }


def test_half_letter_folds_from_letter() -> None:
    sheets = impose(book(size=PAPERS["half-letter"]), Imposition(paper=LETTER))
    front, *_ = sides(sheets.pdf)
    assert pdfium.PdfDocument(sheets.pdf)[0].get_size() == (792, 612)
    assert front == {8: near(*LABEL), 1: near(396 + LABEL[0], LABEL[1])}


def test_a5_in_whole_points_is_still_a5() -> None:
    front, *_ = sides(impose(book(size=(421, 596))).pdf)
    assert front[1][0] == pytest.approx(148.5 * MM + LABEL[0], abs=0.01)


def test_a_page_may_stand_in_many_places() -> None:
    """Four places of 200 x 300 on upright paper, pages of 180 x 200, no spine."""
    ink = "0.5 g 0 0 180 200 re f 0 g 0 0 60 60 re f"
    front = ((Cell(1), Cell(1, turned=True)), (Cell(None), Cell(1)))
    blank = ((Cell(None),) * 2,) * 2
    pdf = laid(book(1, (180, 200), ink), [Sheet(front, blank)], EVEN, "long")
    side = picture(pdf, 1)
    places = [(x, y, x + 200, y + 300) for y in (0, 300) for x in (0, 200)]
    page = (10, 50, 190, 250)
    assert [inked(side.crop(place)) for place in places] == [page, page, None, page]
    corners = [(20, 240), (380, 60), (220, 540)]  # Each page has a dark foot, at its left.
    assert [side.getpixel(corner) for corner in corners] == [0, 0, 0]
    assert white(picture(pdf, 2))
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert sum(map(is_form, read.objects)) == 1


def test_more_columns_than_rows_lie_down() -> None:
    cells = ((*map(Cell, (7, 6, 5, 4)),), (*map(Cell, (8, 1, 2, 3)),))
    pdf = laid(book(8, (150, 200)), [Sheet(cells, cells)], EVEN)
    assert pdfium.PdfDocument(pdf)[0].get_size() == (600, 400)
    assert sides(pdf)[0][2] == near(300 + LABEL[0], LABEL[1])
    assert sides(pdf)[0][7] == near(LABEL[0], 200 + LABEL[1])


def is_form(thing: object) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


# A page is what a reader sees, whatever its boxes say.


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("binding", ["left", "right"])
def test_rotated_pages_look_as_they_do_to_a_reader(rotate: int, binding: Binding) -> None:
    size = (300, 400) if rotate % 180 == 0 else (400, 300)
    pages = book(4, size, "0.8 g 10 20 100 40 re f 0 g", Rotate=rotate)
    printed = impose(pages, Imposition(paper=EVEN, binding=binding)).pdf
    first = picture(printed, 1).crop((300, 0, 600, 400) if binding == "left" else (0, 0, 300, 400))
    assert same(first, picture(pages, 1))


def same(one: Image.Image, other: Image.Image) -> bool:
    assert one.size == other.size
    assert not white(one)
    return ImageChops.difference(one, other).point(lambda grey: grey > 8).getbbox() is None


def test_rotated_pages_with_an_origin_of_their_own() -> None:
    boxes = {"MediaBox": [-50, 70, 350, 370], "CropBox": [-50, 70, 350, 370]}
    pages = book(4, (400, 300), "0.8 g -50 90 100 40 re f 0 g", Rotate=90, **boxes)
    printed = impose(pages, Imposition(paper=EVEN)).pdf
    assert same(picture(printed, 1).crop((300, 0, 600, 400)), picture(pages, 1))


def test_a_user_unit_scales_as_it_says() -> None:
    size = (A5.width / 2, A5.height / 2)
    front, *_ = sides(impose(book(4, size, UserUnit=2)).pdf)
    assert front[1] == near(148.5 * MM + 2 * LABEL[0], 2 * LABEL[1])


def test_the_trim_counts_not_the_media() -> None:
    boxes = {
        "MediaBox": [-40, -40, A5.width + 40, A5.height + 40],
        "TrimBox": [0, 0, A5.width, A5.height],
    }
    front, *_ = sides(impose(book(**boxes)).pdf)
    assert front[1] == near(148.5 * MM + LABEL[0], LABEL[1])


def test_bleed_shows_and_marks_do_not() -> None:
    """Trim 200 x 300 in the middle of the height; the bleed of 10 ends at the spine."""
    ink = "-40 -40 280 380 re f"
    boxes = {"MediaBox": [-40, -40, 240, 340], "TrimBox": [0, 0, 200, 300]}
    bleed = {"BleedBox": [-10, -10, 210, 310]}
    wanted = Imposition(paper=EVEN)
    front = picture(impose(book(3, ink=ink, **boxes, **bleed), wanted).pdf, 1)
    assert inked(front.crop((300, 0, 600, 400))) == (0, 40, 210, 360)
    without = picture(impose(book(3, ink=ink, **boxes), wanted).pdf, 1)
    assert inked(without.crop((300, 0, 600, 400))) == (0, 50, 200, 350)


def inked(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Give the left, top, right and bottom of what is not white."""
    return ImageChops.invert(image).getbbox()


# The halves of a sheet keep to themselves.


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("flip", ["short", "long"])
def test_creep_never_crosses_the_spine(binding: Binding, flip: Flip) -> None:
    """Of six pages, the last but one and the one before it have blanks beside them."""
    ink = "0.5 g 0 0 300 400 re f"
    wanted = Imposition(paper=EVEN, binding=binding, flip=flip, caliper=20)
    printed = impose(book(6, (300, 400), ink), wanted)
    left, right = (0, 0, 300, 400), (300, 0, 600, 400)
    inner = picture(printed.pdf, 3)
    blank, page = (left, right) if binding == "left" else (right, left)
    assert draw(printed.plan).splitlines()[2].split()[2:5:2] == (
        [".", "3"] if binding == "left" else ["3", "."]
    )
    assert white(inner.crop(blank))
    assert inked(inner.crop(page)) == ((0, 0, 280, 400) if binding == "left" else (20, 0, 300, 400))


def test_blank_halves_are_empty() -> None:
    printed = impose(book(1, (300, 400), "0 0 300 400 re f"), Imposition(paper=EVEN)).pdf
    assert inked(picture(printed, 1)) == (300, 0, 600, 400)
    assert white(picture(printed, 2))


# What a PDF says of itself.


@pytest.mark.parametrize(("flip", "told"), [("short", 2), ("long", 3)])
def test_print_dialogs_start_right(flip: Flip, told: int) -> None:
    document = pdfium.PdfDocument(impose(book(), Imposition(flip=flip)).pdf)
    assert fpdf.FPDF_VIEWERREF_GetDuplex(document) == told  # DuplexFlipShortEdge is 2, Long is 3.
    assert not fpdf.FPDF_VIEWERREF_GetPrintScaling(document)


def described(xmp: bytes) -> bytes:
    """Make a PDF with a title, a language, and this as its XMP."""
    with pikepdf.open(io.BytesIO(book(4))) as pdf:
        pdf.docinfo.Title = "Ağaç und Straße"
        pdf.docinfo.CreationDate = "D:20200101000000Z"
        pdf.Root.Lang = pikepdf.String("de-AT")
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.Metadata = pdf.make_stream(
            xmp, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
        )
        return saved(pdf, fix_metadata_version=False)


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  pdfuaid:part="1" pdfaid:part="2">
<pdfuaid:rev>2014</pdfuaid:rev><pdfaid:conformance>A</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Straße</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_title_and_language_travel_and_promises_do_not() -> None:
    printed = impose(described(XMP.encode())).pdf
    assert pdfium.PdfDocument(printed).get_metadata_dict(skip_empty=True) == {
        "Title": "Ağaç und Straße"
    }
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert str(pdf.Root.Lang) == "de-AT"
        assert "/MarkInfo" not in pdf.Root
        assert dict(pdf.open_metadata()) == {"{http://purl.org/dc/elements/1.1/}title": "Straße"}


@pytest.mark.parametrize("xmp", [b"hello", b"<a/>", b"<a", b"\x00\xff"])
def test_broken_xmp_stays_behind(xmp: bytes, caplog: pytest.LogCaptureFixture) -> None:
    printed = impose(described(xmp)).pdf
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert "/Metadata" not in pdf.Root
    assert not caplog.records


def test_layers_that_are_off_stay_off() -> None:
    with pikepdf.open(io.BytesIO(book(4, (300, 400), "/OC /L BDC 0 0 300 400 re f EMC"))) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="draft"))
        off = pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=off)
        for page in pdf.pages:
            page.Resources.Properties = pikepdf.Dictionary(L=layer)
        pages = saved(pdf)
    assert same(
        picture(impose(pages, Imposition(paper=EVEN)).pdf, 1).crop((300, 0, 600, 400)),
        picture(pages, 1),
    )


def test_annotations_that_print_are_printed() -> None:
    with pikepdf.open(io.BytesIO(book(4, (300, 400)))) as pdf:
        look = pdf.make_stream(b"0.5 g 0 0 60 60 re f", Type=pikepdf.Name.XObject)
        look.Subtype, look.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 60, 60])
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([100, 200, 160, 260]),
            F=4,  # Print.
            AP=pikepdf.Dictionary(N=look),
        )
        pdf.pages[0].Annots = pikepdf.Array([stamp])
        pages = saved(pdf)
    front = picture(impose(pages, Imposition(paper=EVEN)).pdf, 1)
    assert front.getpixel((300 + 130, 400 - 230)) == 128


def test_a_font_is_embedded_once() -> None:
    with pikepdf.open(io.BytesIO(impose(book(40)).pdf)) as pdf:
        fonts = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
    assert len(fonts) == 1


def test_the_same_pages_give_the_same_bytes() -> None:
    large = Paper("A2", 420 * MM, 594 * MM)

    def made() -> dict[str, Sheets]:
        return {
            scheme: impose(described(XMP.encode()), Imposition(scheme, large, caliper=0.1 * MM))
            for scheme in SCHEMES
        }

    first = made()
    time.sleep(1.1)  # A PDF's /ID may hold the time, in seconds (ISO 32000-1, 14.4).
    assert made() == first


def test_the_syntax_is_sound_and_objects_are_packed() -> None:
    printed = impose(book(21), Imposition(flip="long", signature=2)).pdf
    assert b"/ObjStm" in printed
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
