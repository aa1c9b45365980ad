"""What goes to a print shop: boxes, marks, inks, and what the file says of itself (PDF/X-4)."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageCms
from small_books import SETTINGS, book, picture

from booklet import press
from booklet.finding import ProjectError
from booklet.inks import Finish, finish, office, profile
from booklet.measure import points
from booklet.press import Artifact, Failure, Shop, Tray
from booklet.project import load

MM = points("1mm")
DAY = datetime.date(2026, 3, 31)
ASKED = Finish("Tea", DAY, 3 * MM)


def pages(content: str = "", count: int = 1, **resources: Any) -> bytes:
    """Pages of A5 with 3 mm of bleed, as the page engine makes them."""
    with pikepdf.new() as made:
        for _ in range(count):
            page = made.add_blank_page(page_size=(100, 100))
            box = [-3 * MM, -3 * MM, 151 * MM, 213 * MM]
            page.obj.MediaBox = page.obj.BleedBox = pikepdf.Array(box)
            page.obj.TrimBox = pikepdf.Array([0, 0, 148 * MM, 210 * MM])
            page.Contents = made.make_stream(content.encode())
            page.Resources = pikepdf.Dictionary(
                {f"/{name}": value for name, value in resources.items()}
            )
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def said(content: str) -> list[str]:
    """What becomes of the operators of a page, those of marks aside."""
    made = opened(finish(pages(content), ASKED))
    found = pikepdf.parse_content_stream(made.pages[0].obj.Contents[1])
    return [" ".join([*map(str, each.operands), str(each.operator)]) for each in found]


def millimetres(box: Any) -> list[float]:
    return [round(float(edge) / MM, 2) for edge in box]


def test_boxes_lie_in_one_another() -> None:
    made = opened(finish(pages(), ASKED))
    page = made.pages[0].obj
    assert millimetres(page.TrimBox) == [0, 0, 148, 210]
    assert millimetres(page.BleedBox) == [-3, -3, 151, 213]
    assert millimetres(page.MediaBox) == [-13, -13, 161, 223]
    assert "/CropBox" not in page
    assert "/ArtBox" not in page


def test_a_wider_bleed() -> None:
    made = opened(finish(pages(), Finish("T", DAY, 5 * MM)))
    page = made.pages[0].obj
    assert millimetres(page.BleedBox) == [-5, -5, 153, 215]


def lines(page: pikepdf.Page) -> set[tuple[float, ...]]:
    """The marks of a page: the ends of every stroke, in millimetres."""
    found, at = set(), (0.0, 0.0)
    for each in pikepdf.parse_content_stream(page):
        if str(each.operator) in ("m", "l"):
            here = tuple(round(float(number) / MM, 1) for number in each.operands)
            if str(each.operator) == "l":
                found.add((*at, *here))
            at = here
    return found


def test_marks_stand_outside_of_the_bleed_on_all_plates() -> None:
    made = opened(finish(pages(), ASKED))
    page = made.pages[0]
    assert lines(page) == {
        *((x, *ends) for x in (0.0,) for ends in ((-8, 0, -3), (213, 0, 218))),
        *((x, *ends) for x in (148.0,) for ends in ((-8, 148, -3), (213, 148, 218))),
        *((-8, y, -3, y) for y in (0.0, 210.0)),
        *((151, y, 156, y) for y in (0.0, 210.0)),
    }
    ink = page.Resources.ColorSpace.Registration
    assert [str(part) for part in list(ink)[:3]] == ["/Separation", "/All", "/DeviceCMYK"]
    widths = [
        float(i.operands[0]) for i in pikepdf.parse_content_stream(page) if str(i.operator) == "w"
    ]
    assert widths == [0.25]


def test_folds_of_a_cover_are_marked() -> None:
    made = opened(finish(pages(), Finish("T", DAY, 3 * MM, folds=(70 * MM, 78 * MM))))
    folded = lines(made.pages[0])
    uprights = {line[0] for line in folded if line[0] == line[2]}
    assert uprights == {0, 70, 78, 148}


@pytest.mark.parametrize(
    ("content", "then"),
    [
        ("0 0 0 rg", "0 0 0 1 k"),
        ("1 1 1 rg", "0 0 0 0 k"),
        ("0.4 0.4 0.4 RG", "0 0 0 0.6 K"),
        ("0.1255 0.1569 0.1725 rg", "0 0 0 0.8484 k"),  # dark and dull: ink for text
        ("0 g", "0 g"),
        ("0.1 0.2 0.3 0.4 k", "0.1 0.2 0.3 0.4 k"),
    ],
)
def test_black_is_black_alone(content: str, then: str) -> None:
    assert said(content) == [then]


def test_colours_look_as_they_did() -> None:
    """Through the profile there and back, a colour that ink can make is nearly what it was."""
    back = ImageCms.buildTransform(
        ImageCms.getOpenProfile(io.BytesIO(office().data)),
        ImageCms.createProfile("sRGB"),
        *("CMYK", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC),
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    for colour in ((20, 80, 92), (179, 90, 31), (238, 243, 243), (159, 179, 182), (120, 60, 110)):
        [told] = said(" ".join(f"{part / 255:.4f}" for part in colour) + " rg")
        inks = tuple(round(255 * float(part)) for part in told.split()[:4])
        assert sum(inks) <= 3.01 * 255
        shown = back.apply(Image.new("CMYK", (1, 1), inks)).getpixel((0, 0))
        assert max(abs(one - other) for one, other in zip(colour, shown, strict=True)) <= 7


def test_no_ink_is_more_than_paper_takes() -> None:
    steps = [level / 5 for level in range(6)]
    colours = [f"{red} {green} {blue} rg" for red in steps for green in steps for blue in steps]
    told = said(" ".join(colours))
    assert len(told) == 216
    assert max(sum(map(float, each.split()[:4])) for each in told) <= 3.001


def test_the_file_says_what_it_is() -> None:
    pdf = finish(pages(), ASKED)
    assert pdf.startswith(b"%PDF-1.6")
    made = opened(pdf)
    assert {key: str(value) for key, value in made.docinfo.items()} == {
        "/Title": "Tea",
        "/CreationDate": "D:20260331000000Z",
        "/ModDate": "D:20260331000000Z",
        "/GTS_PDFXVersion": "PDF/X-4",
        "/Trapped": "/False",
        "/Creator": "booklet-press",
        "/Producer": "booklet-press",
    }
    [intent] = made.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "CGATS TR 001")
    assert str(intent.RegistryName) == "http://www.color.org"
    assert (intent.DestOutputProfile.N, intent.DestOutputProfile.read_bytes()) == (4, office().data)
    assert "/ID" in made.trailer
    xmp = made.Root.Metadata.read_bytes().decode()
    for told in (
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:ModifyDate>2026-03-31T00:00:00Z</xmp:ModifyDate>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    ):
        assert told in xmp
    assert re.search(r"<xmpMM:DocumentID>uuid:[0-9a-f-]{36}</xmpMM:DocumentID>", xmp)
    with made.open_metadata() as read:  # another reader of XMP agrees that it is some
        assert read["dc:title"] == "Tea"


def test_nothing_that_acts_is_left() -> None:
    with opened(pages()) as made:
        made.Root.Names = pikepdf.Dictionary()
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x"))
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9]
        )
        made.pages[0].obj.Annots = pikepdf.Array([note])
        out = io.BytesIO()
        made.save(out)
    done = opened(finish(out.getvalue(), ASKED))
    assert not {"/Names", "/OpenAction", "/AcroForm", "/StructTreeRoot"} & set(done.Root.keys())
    assert "/Annots" not in done.pages[0].obj


def test_the_same_pages_give_the_same_bytes() -> None:
    source = pages("1 0 0 rg")
    assert finish(source, ASKED) == finish(source, ASKED)


def test_rgb_stays_rgb_and_claims_nothing() -> None:
    made = opened(finish(pages("1 0 0 rg"), Finish("T", DAY, 3 * MM, "rgb")))
    content = made.pages[0].obj.Contents[1].read_bytes()
    assert content == b"1 0 0 rg"
    assert "/OutputIntents" not in made.Root
    assert "PDF/X" not in made.Root.Metadata.read_bytes().decode()
    assert "/GTS_PDFXVersion" not in made.docinfo
    assert len(lines(made.pages[0])) == 8


# Profiles.


def test_the_press_has_a_profile_of_its_own() -> None:
    own = office()
    assert (own.name, own.condition) == (
        "booklet-press office paper, after CGATS TR 001",
        "CGATS TR 001",
    )
    assert len(own.data) < 60_000


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no profile", "'x.icc' is no ICC profile"),
        (
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
            "'x.icc' is an ICC profile for screens, in RGB; one for printers in CMYK is needed",
        ),
    ],
)
def test_profiles_that_can_not_be_used(data: bytes, told: str) -> None:
    with pytest.raises(ProjectError) as trouble:
        profile(data, "x.icc")
    assert str(trouble.value) == (
        f"error: {told} [icc-wrong]\n  hint: ask the print shop for the ICC profile of its printer"
    )


# The whole way.

DATED = SETTINGS + "date = 2026-03-31\n"


def built(root: Path, settings: str, *formats: str) -> list[Any]:
    heard: list[Any] = []
    files = {"01-a.md": "# A\n\nWords in *black*.\n", "02-b.md": "# B\n\nMore.\n"}
    project = load(book(root, files, settings))
    press.run(project.editions(formats), Shop(Tray(root / "out")), heard.append)
    return [event for event in heard if isinstance(event, (Artifact, Failure))]


def test_an_inside_and_a_cover(tmp_path: Path) -> None:
    [made] = built(tmp_path, DATED, "press")
    assert (made.pages, made.sheets, made.findings) == (6, None, ())
    assert made.how == "The cover is a file of its own; its spine is 0.3 mm wide. 1 page is blank."
    cover = made.cover
    assert (made.path.name, cover.name) == ("small-en-press.pdf", "small-en-press-cover.pdf")
    around = opened(cover.read_bytes())
    [page] = around.pages
    assert millimetres(page.obj.TrimBox) == [0, 0, 296.3, 210]
    inside = opened(made.path.read_bytes())
    assert {tuple(millimetres(page.obj.TrimBox)) for page in inside.pages} == {(0, 0, 148, 210)}
    assert len(inside.pages) == 6
    words = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(cover)]
    assert words[0].split() == ["Small", "Small"]


def test_a_translation_has_its_own_title(tmp_path: Path) -> None:
    settings = f"{DATED}[locales.de]\nminimum = 0\n"
    (tmp_path / "locale").mkdir()
    said_ = 'msgctxt "book.title"\nmsgid "Small"\nmsgstr "Klein"\n'
    (tmp_path / "locale/de.po").write_text(f'msgid ""\nmsgstr "Language: de\\n"\n\n{said_}')
    heard: list[Any] = []
    project = load(book(tmp_path, {"01-a.md": "# A\n\nWord.\n"}, settings))
    press.run(project.editions(["press"], ["de"]), Shop(Tray(tmp_path / "out")), heard.append)
    [made] = [event for event in heard if isinstance(event, Artifact)]
    with opened(made.path.read_bytes()) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Klein"


def test_an_inside_with_its_cover(tmp_path: Path) -> None:
    settings = f'{DATED}[formats.press]\ncover = "inside"\nfill = "notes"\n'
    [made] = built(tmp_path, settings, "press")
    assert (made.pages, made.cover) == (8, None)
    assert made.how == (
        "The inside and the cover are in one file, for the stapler. 2 pages are for notes."
    )
    texts = [p.get_textpage().get_text_range() for p in pdfium.PdfDocument(made.path)]
    assert ["Notes" in text for text in texts] == [False] * 5 + [True] * 2 + [False]


def test_text_is_black_ink_alone(tmp_path: Path) -> None:
    [made] = built(tmp_path, DATED, "press")
    with opened(made.path.read_bytes()) as pdf:
        for page in pdf.pages:
            for each in pikepdf.parse_content_stream(page):
                assert (
                    str(each.operator) not in ("rg", "RG", "g", "G") or str(each.operator) in "gG"
                )


def test_a_book_without_a_date(tmp_path: Path) -> None:
    [failure] = built(tmp_path, SETTINGS, "press")
    assert str(failure.error) == picture("""
        booklet.toml:1: error: a press file says on which day it was made, and this book has no date [date-missing]
          hint: write below [book], for example: date = 2026-03-31
    """)  # noqa: E501 - as it is printed


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    [failure] = built(tmp_path, f'{DATED}[formats.press]\nicc = "shop.icc"\n', "press")
    assert str(failure.error) == (
        "booklet.toml:7: error: there is no file 'shop.icc' [file-missing]"
    )


def test_the_profile_of_a_printer(tmp_path: Path) -> None:
    (tmp_path / "shop.icc").write_bytes(office().data)
    [made] = built(tmp_path, f'{DATED}[formats.press]\nicc = "shop.icc"\n', "press")
    assert isinstance(made, Artifact)


def test_grey_sheets(tmp_path: Path) -> None:
    [made] = built(
        tmp_path, f'{SETTINGS}[formats.booklet]\ngrey = true\nfill = "notes"\n', "booklet"
    )
    for page in pdfium.PdfDocument(made.path):
        red, green, blue = page.render().to_pil().convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
