"""What the page engine makes of pictures, drawings and gradients has no colour left in it."""

from __future__ import annotations

import base64
import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import page as judge
import pikepdf
import pypdfium2 as pdfium
import pytest
from machine import ROOT
from PIL import Image, ImageChops
from weasyprint import HTML

from booklet import press
from booklet.finding import ProjectError, TypesettingError
from booklet.inks import Finish, finish, grey, office, profile
from booklet.press import Artifact, Shop, Tray
from booklet.project import load

RAMP = Image.linear_gradient("L").resize((40, 40))
BANDS = Image.merge("RGB", (RAMP, RAMP.rotate(90), ImageChops.invert(RAMP)))
SIDE = RAMP.rotate(90)


def source(image: Image.Image, kind: str = "PNG", **how: Any) -> str:
    out = io.BytesIO()
    image.save(out, kind, **how)
    data = base64.b64encode(out.getvalue()).decode()
    return f'<img alt="x" src="data:image/{kind.lower()};base64,{data}">'


def svg(drawing: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{drawing}</svg>'


def styled(style: str) -> str:
    return f'<div style="width:100px;height:100px;{style}"></div>'


#: What stands on a page of 100 by 100, by name.
MATTER = {
    "photograph": source(BANDS, "JPEG", quality=95),
    "grey photograph": source(RAMP, "JPEG"),
    "see-through picture": source(Image.merge("RGBA", (*BANDS.split(), SIDE))),
    "see-through grey": source(Image.merge("LA", (RAMP, SIDE))),
    "palette": source(BANDS.quantize(40)),
    "palette with a hole": source(BANDS.quantize(8), transparency=2),
    "colour with a hole": source(BANDS, transparency=BANDS.getpixel((20, 20))),
    "line art": source(RAMP.convert("1")),
    "fading": styled("background:linear-gradient(90deg,#14505c,transparent)"),
    "glow": styled("background:radial-gradient(circle,rgba(255,0,0,.5),#00f)"),
    "stripes": styled("background:repeating-linear-gradient(90deg,red,red 2px,#ff0 2px,#ff0 4px)"),
    "thin colour": styled("background:tomato;opacity:.4"),
    "mask": svg(
        '<mask id="m"><rect width="100" height="100" fill="#888"/>'
        '<circle cx="40" cy="40" r="30" fill="#f80"/></mask>'
        '<rect width="90" height="90" fill="teal" mask="url(#m)"/>'
    ),
    "pattern": svg(
        '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse">'
        '<rect width="10" height="10" fill="orange"/></pattern>'
        '<rect width="90" height="90" fill="url(#p)" stroke="purple" stroke-width="4"/>'
    ),
    "group": svg(
        '<g opacity="0.5"><rect width="60" height="60" fill="red"/>'
        '<rect x="30" y="30" width="60" height="60" fill="blue"/></g>'
    ),
}


def made(matter: str) -> bytes:
    style = (
        "@page{size:100px 100px;margin:0}body{margin:0}img,svg,div{display:block}img{width:100px}"
    )
    html = f"<title>T</title><style>{style}</style>{matter}"
    pdf: bytes = HTML(string=html).write_pdf()
    return pdf


def drawn(pdf: bytes, scale: int = 1) -> Image.Image:
    """Draw the page, so many pixels for each of CSS."""
    return pdfium.PdfDocument(pdf)[0].render(scale=scale * 4 / 3).to_pil().convert("RGB")


def traces_of_rgb(pdf: bytes) -> list[str]:
    """Name what still speaks of red, green and blue: operators, and spaces anywhere in the file."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for thing in opened.objects:
            kind = thing.get("/Subtype") if isinstance(thing, pikepdf.Stream) else None
            if isinstance(thing, pikepdf.Stream):
                head = pikepdf.Dictionary({key: thing[key] for key in thing.keys()})  # noqa: SIM118
            else:
                head = thing
            if isinstance(head, (pikepdf.Dictionary, pikepdf.Array)) and b"RGB" in head.unparse():
                found.append(head.unparse().decode("latin-1"))
            if kind == "/Form" or (kind is None and _is_pattern(thing)):
                found += _coloured(thing)
        for page in opened.pages:
            found += _coloured(page)
    return found


def _is_pattern(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/PatternType") == 1


def _coloured(content: Any) -> list[str]:
    said = pikepdf.parse_content_stream(content)
    return [str(each.operator) for each in said if str(each.operator) in ("rg", "RG")]


def _states(pdf: pikepdf.Pdf) -> list[Any]:
    """Every graphics state, wherever it is kept."""
    things = [t for t in pdf.objects if isinstance(t, (pikepdf.Dictionary, pikepdf.Stream))]
    holders = [*things, *(thing.Resources for thing in things if "/Resources" in thing)]
    return [state for each in holders for state in each.get("/ExtGState", {}).values()]


def four(pdf: bytes) -> bytes:
    return finish(pdf, Finish("T", datetime.date(2026, 3, 31), 0))


def in_rgb(pdf: bytes) -> bytes:
    return finish(pdf, Finish("T", datetime.date(2026, 3, 31), 0, "rgb"))


@pytest.mark.parametrize("name", MATTER)
@pytest.mark.parametrize("change", [grey, four])
def test_no_rgb_is_left(name: str, change: Callable[[bytes], bytes]) -> None:
    assert traces_of_rgb(change(made(MATTER[name]))) == []


def test_rgb_is_found_where_it_is() -> None:
    found = {name for name, matter in MATTER.items() if traces_of_rgb(made(matter))}
    assert found == set(MATTER) - {"grey photograph", "see-through grey"}


@pytest.mark.parametrize("name", MATTER)
def test_greys_are_as_light_as_the_colours(name: str) -> None:
    before = made(MATTER[name])
    red, green, blue = drawn(grey(before)).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    wanted = drawn(before).convert("L", (0.3, 0.59, 0.11, 0))
    assert wanted.getextrema() != (255, 255)
    assert ImageChops.difference(wanted, red).getextrema()[1] <= 6


@pytest.mark.parametrize("name", ["mask", "fading"])
def test_masks_let_through_as_much_as_before(name: str) -> None:
    """In four inks, black would not be quite dark, and a mask not quite shut."""
    with pikepdf.open(io.BytesIO(four(made(MATTER[name])))) as opened:
        masks = [thing.SMask for thing in _states(opened) if "/SMask" in thing]
        groups = [mask.G.Group.CS for mask in masks]
    assert set(groups) == {"/DeviceGray"}


def test_stripes_stay_sharp() -> None:
    row = drawn(grey(made(MATTER["stripes"])), 16).getchannel("R").crop((0, 50, 1600, 51))
    assert set(row.tobytes()) == {round(0.3 * 255), round(0.89 * 255)}


def test_a_picture_without_colours_is_printed_with_black_alone() -> None:
    with pikepdf.open(io.BytesIO(four(made(MATTER["line art"])))) as opened:
        [image] = [t for t in opened.objects if isinstance(t, pikepdf.Stream) and "/Width" in t]
        assert (image.ColorSpace, set(image.read_bytes())) == ("/DeviceGray", {0, 255})


def test_a_picture_whose_data_are_not_whole_is_told() -> None:
    with pikepdf.open(io.BytesIO(made(MATTER["palette"]))) as opened:
        [image] = [t for t in opened.objects if isinstance(t, pikepdf.Stream) and "/Width" in t]
        image.write(b"abc")
        out = io.BytesIO()
        opened.save(out)
    with pytest.raises(TypesettingError) as trouble:
        grey(out.getvalue())
    assert str(trouble.value) == (
        "error: the press can't change colours of this kind: "
        "a picture of 40 x 40 pixels that can't be read [ink-unknown]\n"
        "  hint: save the PDF in RGB"
    )


def test_a_profile_that_leads_one_way_only() -> None:
    data = office().data
    for tag in (b"B2A0", b"B2A1", b"B2A2"):
        data = data.replace(tag, tag.lower())
    with pytest.raises(ProjectError) as trouble:
        profile(data, "x.icc")
    assert str(trouble.value) == (
        "error: 'x.icc' is an ICC profile that does not tell which inks make a colour [icc-wrong]\n"
        "  hint: ask the print shop for the ICC profile of its printer"
    )


def test_rgb_for_a_print_shop_looks_as_it_did() -> None:
    before = made(MATTER["photograph"])
    with pikepdf.open(io.BytesIO(in_rgb(before))) as opened:
        page = opened.pages[0].obj
        page.MediaBox = page.TrimBox
        out = io.BytesIO()
        opened.save(out)
    assert drawn(out.getvalue()).tobytes() == drawn(before).tobytes()


# The first book.


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    heard: list[Any] = []
    project = load(ROOT)
    editions = project.editions(["screen"], [project.locale.tag], ["general"])
    press.run(editions, Shop(Tray(tmp_path_factory.mktemp("grey"))), heard.append)
    [each] = [event for event in heard if isinstance(event, Artifact)]
    return each.path


@pytest.mark.slow
def test_the_first_book_in_grey_is_as_accessible(screen: Path, tmp_path: Path) -> None:
    path = tmp_path / "grey.pdf"
    path.write_bytes(grey(screen.read_bytes()))
    report = judge.validate_pdf(str(path), profile="ua1")
    assert report.to_dict()["failures"] == []
    assert report.is_compliant


@pytest.mark.slow
def test_the_first_book_in_grey_says_the_same(screen: Path) -> None:
    before = screen.read_bytes()
    after = grey(before)
    for one, other in zip(pdfium.PdfDocument(before), pdfium.PdfDocument(after), strict=True):
        text = one.get_textpage().get_text_range()
        assert other.get_textpage().get_text_range() == text
    assert traces_of_rgb(before) != []
    assert traces_of_rgb(after) == []
    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
        assert (new.Root.Lang, new.docinfo["/Title"]) == (old.Root.Lang, old.docinfo["/Title"])
        with old.open_metadata() as told, new.open_metadata() as said:
            assert dict(said) == dict(told) != {}
        notes = [[len(page.get("/Annots", [])) for page in pdf.pages] for pdf in (old, new)]
        assert notes[0] == notes[1]
