"""A PDF with bleed becomes one for a print shop: boxes, marks, inks, and what it says of itself.

PDF/X-4 is ISO 15930-7. It is built to that norm, and checked by ours; nobody has certified it.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from booklet.inks.four import FourInks, Profile, office, profile
from booklet.inks.recolour import recolour
from booklet.measure import UNITS

__all__ = ["Finish", "Profile", "finish", "office", "profile"]

#: Points of paper around the trim: room for marks.
SLUG = 10 * UNITS["mm"]

#: How long marks are, in points, and how thick.
MARK, STROKE = 5 * UNITS["mm"], 0.25

#: Ink on all plates (ISO 32000-1, 8.6.6.4).
ALL = "/All"


@dataclass(frozen=True, slots=True)
class Finish:
    """What a print shop asks for."""

    title: str
    day: datetime.date  #: The day of the edition: PDF/X needs one, and nothing ever says "today".
    bleed: float  #: Points by which colour runs over the trim, as far as the pages have it.
    colour: Literal["cmyk", "rgb"] = "cmyk"
    profile: Profile | None = None  #: Of the printer; None: the press's own.
    folds: tuple[float, ...] = ()  #: Where the cover is folded, in points from the trim's left.


def finish(pdf: bytes, wanted: Finish) -> bytes:
    """Finish a PDF whose pages have a TrimBox, and colour beyond it.

    Raises TypesettingError for a kind of colour that can't be changed.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        _strip(opened)
        if wanted.colour == "cmyk":
            recolour(opened, FourInks(wanted.profile or office()))
        ink = _registration(opened) if wanted.colour == "cmyk" else None
        for page in opened.pages:
            _boxes(page, wanted)
            _marks(opened, page, wanted, ink)
        _say(opened, wanted, hashlib.sha256(pdf).hexdigest())
        out = io.BytesIO()
        cmyk = wanted.colour == "cmyk"
        mode = pikepdf.ObjectStreamMode.disable if cmyk else pikepdf.ObjectStreamMode.generate
        version = "1.6" if cmyk else ""  # which is that of the norm
        opened.save(out, object_stream_mode=mode, deterministic_id=True, force_version=version)
        return out.getvalue()


def _strip(pdf: Any) -> None:
    """Take off what is of no use on paper: links, outlines, tags, actions, files."""
    for key in ("/AcroForm", "/AA", "/Names", "/OpenAction", "/Outlines", "/PageMode", "/Dests"):
        if key in pdf.Root:
            del pdf.Root[key]
    for key in ("/StructTreeRoot", "/MarkInfo", "/OutputIntents", "/ViewerPreferences", "/AF"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    pdf.remove_unreferenced_resources()


def _boxes(page: Any, wanted: Finish) -> None:
    """Say where the sheet ends, the bleed, and the page (ISO 15930-7, 6.7)."""
    import pikepdf

    trim = pikepdf.Rectangle(page.trimbox)
    for name, out in (("/BleedBox", wanted.bleed), ("/MediaBox", SLUG + wanted.bleed)):
        edges = (trim.llx - out, trim.lly - out, trim.urx + out, trim.ury + out)
        page.obj[name] = pikepdf.Array([round(edge, 4) for edge in edges])
    page.obj.TrimBox = pikepdf.Array(
        [round(edge, 4) for edge in (trim.llx, trim.lly, trim.urx, trim.ury)]
    )
    for name in ("/ArtBox", "/CropBox", "/Rotate"):
        if name in page.obj:
            del page.obj[name]


def _marks(pdf: Any, page: Any, wanted: Finish, ink: Any) -> None:
    """Draw marks at the corners of the trim and at folds, outside of the bleed, on all plates."""
    import pikepdf

    trim = pikepdf.Rectangle(page.trimbox)
    away = max(wanted.bleed, 3 * UNITS["mm"])
    lines = []
    for x in (trim.llx, trim.urx, *(trim.llx + fold for fold in wanted.folds)):
        lines += [(x, trim.lly - away - MARK, x, trim.lly - away)]
        lines += [(x, trim.ury + away, x, trim.ury + away + MARK)]
    for y in (trim.lly, trim.ury):
        lines += [(trim.llx - away - MARK, y, trim.llx - away, y)]
        lines += [(trim.urx + away, y, trim.urx + away + MARK, y)]
    colour = "/Registration CS 1 SCN" if ink is not None else "0 G"
    drawn = "\n".join("{:.4f} {:.4f} m {:.4f} {:.4f} l S".format(*line) for line in lines)
    ours = pdf.make_stream(f"Q q {colour} {STROKE} w\n{drawn}\nQ".encode())
    contents = page.obj.get("/Contents")
    before = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    start = pdf.make_stream(b"q")
    page.obj.Contents = pikepdf.Array([start, *filter(None, before), ours])
    if ink is not None:
        if "/Resources" not in page.obj:
            page.obj.Resources = pikepdf.Dictionary()
        resources = page.obj.Resources
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        spaces["/Registration"] = ink
        resources["/ColorSpace"] = spaces


def _registration(pdf: Any) -> Any:
    """The colour that is on all plates, with what stands in for it on a screen."""
    import pikepdf

    tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    parts = [pikepdf.Name.Separation, pikepdf.Name(ALL), pikepdf.Name.DeviceCMYK, tint]
    return pdf.make_indirect(pikepdf.Array(parts))


def _say(pdf: Any, wanted: Finish, digest: str) -> None:
    """Say what the file is, twice over, as the norm asks; and how its inks look."""
    import pikepdf

    cmyk, day = wanted.colour == "cmyk", f"D:{wanted.day:%Y%m%d}000000Z"
    info = {"/Title": wanted.title, "/CreationDate": day, "/ModDate": day}
    info |= {"/GTS_PDFXVersion": "PDF/X-4"} if cmyk else {}
    author = str(pdf.docinfo.get("/Author", ""))
    maker = str(pdf.docinfo.get("/Creator", "booklet-press"))
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, text in {**info, "/Author": author, "/Creator": maker, "/Producer": maker}.items():
        if text:
            pdf.docinfo[key] = pikepdf.String(text)
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    xmp = _xmp(wanted, maker, author, digest).encode()
    made = pdf.make_stream(xmp)
    made.Type, made.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = made
    if cmyk:
        pdf.Root.OutputIntents = pikepdf.Array([_intent(pdf, wanted.profile or office())])


def _intent(pdf: Any, of: Profile) -> Any:
    import pikepdf

    stream = pdf.make_stream(of.data)
    stream.N = 4
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name("/GTS_PDFX"),
        OutputConditionIdentifier=pikepdf.String(of.condition),
        OutputCondition=pikepdf.String(of.name),
        Info=pikepdf.String(of.name),
        DestOutputProfile=stream,
    )
    if of.condition != "Custom":
        intent.RegistryName = pikepdf.String("http://www.color.org")
    return pdf.make_indirect(intent)


def _xmp(wanted: Finish, maker: str, author: str, digest: str) -> str:
    """The same in XMP (ISO 16684-1); the document's number comes of what is in it."""
    at = f"{wanted.day.isoformat()}T00:00:00Z"
    number = f"uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
    claim = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    names = f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>"
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(wanted.title)}</rdf:li></rdf:Alt>'
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format><dc:title>{title}</dc:title>{names if author else ""}
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>
<xmp:MetadataDate>{at}</xmp:MetadataDate><xmp:CreatorTool>{escape(maker)}</xmp:CreatorTool>
<xmpMM:DocumentID>{number}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{escape(maker)}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>
{claim if wanted.colour == "cmyk" else ""}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
