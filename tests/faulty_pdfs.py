"""A press file without a fault, and one for each fault: small, and made by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.resources import files
from typing import Any, NamedTuple

import fontpkg
import pikepdf
from pikepdf import Array, Dictionary, Name, String

from booklet.measure import points

MM = points("1mm")
WIDE, HIGH = 148 * MM, 210 * MM


class Fault(NamedTuple):
    """What is planted, and what is to be found of it."""

    code: str
    page: int | None
    thing: str
    measured: str
    limit: str


def clean(pages: int = 4) -> pikepdf.Pdf:
    """A file for a print shop in which nothing is wrong."""
    pdf = pikepdf.new()
    font = embedded(pdf)
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(100, 100))
        page.obj.MediaBox = Array([-13 * MM, -13 * MM, WIDE + 13 * MM, HIGH + 13 * MM])
        page.obj.BleedBox = Array([-3 * MM, -3 * MM, WIDE + 3 * MM, HIGH + 3 * MM])
        page.obj.TrimBox = Array([0, 0, WIDE, HIGH])
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
        text = f"0 0 0 1 k BT /F 10 Tf 60 300 Td (Page {number + 1}) Tj ET"
        ground = f"0 0 0.1 0 k {-3 * MM} {-3 * MM} {WIDE + 6 * MM} {100} re f"
        page.Contents = pdf.make_stream(f"{ground} {text}".encode())
    profile = pdf.make_stream((files("booklet.inks") / "office.icc").read_bytes())
    profile.N = 4
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFX"),
        OutputConditionIdentifier=String("CGATS TR 001"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
    pdf.docinfo["/Trapped"] = Name("/False")
    return pdf


def embedded(pdf: pikepdf.Pdf) -> Any:
    """A font whose shapes are in the file."""
    data = fontpkg.path("amiri", weight=400, style="normal").read_bytes()
    held = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/Amiri"),
        Flags=32,
        FontBBox=[0, 0, 1000, 1000],
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_stream(data),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/Amiri"),
            Encoding=Name.WinAnsiEncoding,
            FirstChar=32,
            LastChar=126,
            Widths=[500] * 95,
            FontDescriptor=pdf.make_indirect(held),
        )
    )


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def paint(pdf: pikepdf.Pdf, content: str, page: int = 2) -> None:
    """Paint more on a page."""
    obj = pdf.pages[page - 1].obj
    obj.Contents = Array([obj.Contents, pdf.make_stream(content.encode())])


def picture(pdf: pikepdf.Pdf, width: int, height: int, size: str, **more: Any) -> None:
    """Put a picture of so many pixels on page 2, so large."""
    bits = more.get("BitsPerComponent", 8)
    stream = pdf.make_stream(bytes((width * bits + 7) // 8 * height))
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.ColorSpace = width, height, Name.DeviceGray
    stream.BitsPerComponent = bits
    for key, value in more.items():
        stream[f"/{key}"] = value
    pdf.pages[1].obj.Resources.XObject = Dictionary(I=stream)
    paint(pdf, f"q {size} cm /I Do Q")


def _box(name: str, edges: list[float], page: int = 2) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[page - 1].obj[f"/{name}"] = Array(edges)

    return plant


def _ink(content: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: paint(pdf, content)


def _text(colour: str, size: float = 10) -> Callable[[pikepdf.Pdf], None]:
    return _ink(f"{colour} BT /F {size} Tf 60 250 Td (Here) Tj ET")


def _no_trim(pdf: pikepdf.Pdf) -> None:
    """A page that is shown as it is to be cut, and does not say so."""
    obj = pdf.pages[1].obj
    obj.CropBox = obj.TrimBox
    del obj.TrimBox


def _twice(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def _profile(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(data)

    return plant


def _without_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def _note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 60])
    pdf.pages[1].obj.Annots = Array([note])


def _field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=[Dictionary(FT=Name("/Tx"), T=String("a"))])


def _spot(pdf: pikepdf.Pdf) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    space = Array([Name.Separation, Name("/All"), Name.DeviceCMYK, tint])
    pdf.pages[1].obj.Resources.ColorSpace = Dictionary(R=space)
    paint(pdf, "/R cs 1 scn BT /F 10 Tf 60 250 Td (Here) Tj ET")


def _thin(pdf: pikepdf.Pdf) -> None:
    paint(pdf, "q 0.5 0 0 0.5 0 0 cm 0.3 w 0 G 200 300 m 300 300 l S Q")


def _through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5))
    paint(pdf, "/G gs")


def _font(kind: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name(f"/{kind}"), BaseFont=Name.Helvetica)
        if kind == "Type3":
            font = Dictionary(
                Type=Name.Font,
                Subtype=Name("/Type3"),
                FontBBox=[0, 0, 1, 1],
                FontMatrix=[1, 0, 0, 1, 0, 0],
                CharProcs=Dictionary(a=pdf.make_stream(b"0 0 1 1 re f")),
                Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name("/a")]),
                FirstChar=97,
                LastChar=97,
                Widths=[1],
            )
        pdf.pages[1].obj.Resources.Font.G = font
        paint(pdf, "0 0 0 1 k BT /G 10 Tf 60 250 Td (a) Tj ET")

    return plant


def _missing(pdf: pikepdf.Pdf) -> None:
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/Amiri"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.pages[0].obj.Resources.Font.F.FontDescriptor,
        CIDToGIDMap=Name.Identity,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name("/Type0"),
        BaseFont=Name("/Amiri"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=[inner],
    )
    pdf.pages[1].obj.Resources.Font.G = font
    paint(pdf, "0 0 0 1 k BT /G 10 Tf 60 250 Td <00240000> Tj ET")


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj[f"/{key}"] = value

    return plant


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


def _file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def _less(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


def _drop(key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo[f"/{key}"]

    return plant


_SRGB = b"\0" * 12 + b"mntrRGB XYZ " + b"\0" * 104

#: A name, what is planted into the clean file, and what is to be found for a print shop.
FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], Fault]] = {
    "no trim": (_no_trim, Fault("box-missing", 2, "", "", "")),
    "bleed outside": (
        _box("BleedBox", [-20 * MM, -20 * MM, WIDE + 20 * MM, HIGH + 20 * MM]),
        Fault("box-nested", 2, "", "", ""),
    ),
    "small bleed": (
        _box("BleedBox", [-2 * MM, -2 * MM, WIDE + 2 * MM, HIGH + 2 * MM]),
        Fault("bleed-small", 2, "", "2 mm", "3 mm"),
    ),
    "another size": (
        _box("TrimBox", [0, 0, WIDE - 9 * MM, HIGH]),
        Fault("trim-mixed", 2, "", "139 x 210 mm", "148 x 210 mm"),
    ),
    "turned": (_set("Rotate", 90), Fault("page-rotated", 2, "", "90 degrees", "0 degrees")),
    "own unit": (_set("UserUnit", 2), Fault("page-unit", 2, "", "2", "1")),
    "ground ends at the trim": (
        _ink("0 1 0 0 k 0 100 40 200 re f"),
        Fault("bleed-unreached", 2, "a filled area", "0 mm", "3 mm"),
    ),
    "ground ends in the bleed": (
        _ink(f"0 1 0 0 k {-MM} 100 40 200 re f"),
        Fault("bleed-unreached", 2, "a filled area", "1 mm", "3 mm"),
    ),
    "font outside": (_font("Type1"), Fault("font-missing", 2, "font Helvetica", "", "")),
    "font of drawings": (_font("Type3"), Fault("font-drawn", 2, "font G", "", "")),
    "empty box": (_missing, Fault("glyph-missing", 2, "text in Amiri 10.0 pt", "", "")),
    "RGB text": (
        _text("1 0 0 rg"),
        Fault("rgb-text", 2, "text in Amiri 10.0 pt", "RGB", "CMYK or grey"),
    ),
    "RGB black text": (
        _text("0 0 0 rg"),
        Fault("rgb-text", 2, "text in Amiri 10.0 pt", "RGB", "CMYK or grey"),
    ),
    "RGB area": (
        _ink("1 0 0 rg 50 50 20 20 re f"),
        Fault("rgb-fill", 2, "a filled area", "RGB", "CMYK or grey"),
    ),
    "RGB line": (
        _ink("1 0 0 RG 50 50 m 90 50 l S"),
        Fault("rgb-fill", 2, "a line", "RGB", "CMYK or grey"),
    ),
    "RGB picture": (
        lambda pdf: picture(pdf, 300, 300, "72 0 0 72 50 50", ColorSpace=Name.DeviceRGB),
        Fault("rgb-image", 2, "image /I", "RGB", "CMYK or grey"),
    ),
    "rich black text": (
        _text("0.5 0.4 0.4 1 k"),
        Fault("black-rich", 2, "text in Amiri 10.0 pt", "4 inks at 10.0 pt", "black alone"),
    ),
    "text on all plates": (
        _spot,
        Fault("registration", 2, "text in Amiri 10.0 pt", "registration colour", "black"),
    ),
    "too much ink": (
        _ink("1 1 1 0.5 k 50 50 20 20 re f"),
        Fault("ink-heavy", 2, "a filled area", "350 %", "300 %"),
    ),
    "hairline": (_thin, Fault("hairline", 2, "a line", "0.15 pt", "0.25 pt")),
    "small text of many inks": (
        _text("0.5 0.4 0.3 0 k", 6),
        Fault("text-thin", 2, "text in Amiri 6.0 pt", "3 inks at 6.0 pt", "2 inks below 8 pt"),
    ),
    "shining through": (_through, Fault("transparent", 2, "", "", "")),
    "coarse picture": (
        lambda pdf: picture(pdf, 200, 200, "72 0 0 72 50 50"),
        Fault("image-coarse", 2, "image /I", "200 pixels an inch", "300"),
    ),
    "blurred picture": (
        lambda pdf: picture(pdf, 100, 300, "72 0 0 72 50 50"),
        Fault("image-blurred", 2, "image /I", "100 pixels an inch", "150"),
    ),
    "coarse bitmap": (
        lambda pdf: picture(pdf, 400, 400, "72 0 0 72 50 50", BitsPerComponent=1),
        Fault("bitmap-coarse", 2, "image /I", "400 pixels an inch", "600"),
    ),
    "text cut off": (
        _ink("0 0 0 1 k BT /F 10 Tf -10 250 Td (Here) Tj ET"),
        Fault("text-outside", 2, "text", "", "0 mm"),
    ),
    "text at the edge": (
        _ink(f"0 0 0 1 k BT /F 10 Tf {2 * MM} 250 Td (Here) Tj ET"),
        Fault("text-near", 2, "text", "", "3 mm"),
    ),
    "link": (_note, Fault("annotation", 2, "link", "", "")),
    "field": (_field, Fault("form-field", None, "", "", "")),
    "script": (_script, Fault("script", None, "", "", "")),
    "attachment": (_file, Fault("attachment", None, "", "", "")),
    "no printing condition": (
        lambda pdf: pdf.Root.__delattr__("OutputIntents"),
        Fault("intent-missing", None, "", "", ""),
    ),
    "two printing conditions": (_twice, Fault("intent-twice", None, "", "2", "1")),
    "no profile": (_without_profile, Fault("intent-wrong", None, "", "", "")),
    "a screen's profile": (
        _profile(_SRGB),
        Fault("intent-wrong", None, "", "mntr, RGB", "prtr, CMYK"),
    ),
    "no version": (_drop("GTS_PDFXVersion"), Fault("version-missing", None, "", "", "")),
    "not said whether trapped": (_drop("Trapped"), Fault("trapped-missing", None, "", "", "")),
}
