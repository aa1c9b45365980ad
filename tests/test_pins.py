"""A font that HarfBuzz pins is the same picture as one that fontTools pins."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat
from workshop import make, set_pages, styled, texts

from booklet.pages import pins

WORDS = "Hamburgefonstiv *office, fjord* and **Ærøskøbing** – ΑΒΓ αβγ, Привет, 0123456789 & fi ffl."

CSS = "p + p { font: 600 31px 'Source Sans 3' } em { font-weight: 300 } h1 { font-size: 60px }"


def pictures(pdf: bytes) -> list[Image.Image]:
    """The pages, drawn large and in greys."""
    return [page.render(scale=3, grayscale=True).to_pil() for page in pdfium.PdfDocument(pdf)]


def embedded(pdf: bytes) -> list[TTFont]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            TTFont(io.BytesIO(each.FontFile2.read_bytes()))
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
        ]


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """HarfBuzz can't do it: it is older, or the engine has none that cuts fonts."""
    monkeypatch.setattr(pins, "_able", lambda: False)


def test_pages_look_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = styled(tmp_path, CSS, f"{WORDS}\n\n{WORDS}")
    quick = set_pages(book).pdf
    without(monkeypatch)
    slow = set_pages(book).pdf
    assert quick != slow  # they are made in different ways
    assert texts(quick) == texts(slow)
    (one,), (other,) = pictures(quick), pictures(slow)
    # Points of letters are rounded in another way, which shows at their edges.
    assert off(one, other) < 0.05
    assert one.getextrema()[0] < 50  # there are letters at all
    (tmp_path / "styles/own.css").write_text(CSS.replace("600", "603"))
    (bolder,) = pictures(set_pages(book).pdf)
    assert off(one, bolder) > 0.05  # a weight that nobody could tell is more


def off(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on average, in shades of 255."""
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])


def test_fonts_have_no_axes_and_no_letters_left(tmp_path: Path) -> None:
    fonts = embedded(set_pages(styled(tmp_path, CSS, WORDS)).pdf)
    assert len(fonts) >= 3
    for font in fonts:
        assert not {"fvar", "gvar", "avar", "HVAR", "MVAR"} & set(font.keys())


@pytest.mark.slow
def test_fonttools_does_it_where_harfbuzz_can_t(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it says so only when it is asked to pin, or to cut."""
    book = make(tmp_path, f"# One\n\n{WORDS}\n")
    quick = set_pages(book).pdf
    pinned = pins._pin
    monkeypatch.setattr(pins, "_pin", lambda font, letters: None)
    slow = set_pages(book).pdf
    assert quick != slow
    monkeypatch.setattr(pins, "_pin", pinned)

    from weasyprint.text import ffi

    able = ffi.harfbuzz.hb_version_atleast
    old = SimpleNamespace(
        hb_version_atleast=lambda *version: version < (6, 0, 0) and able(*version)
    )
    pins._able.cache_clear()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(ffi, "harfbuzz", old)
            assert not pins._able()
        assert set_pages(book).pdf == slow  # it is not asked again
    finally:
        pins._able.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(pins, "_places", lambda font: iter([("none", 1.0)]))  # an axis it has not
        assert set_pages(book).pdf == slow
    assert set_pages(book).pdf == quick


# Axes.


def slanting(default: float = 0, least: float = -10, most: float = 0) -> bytes:
    """A font whose one letter, a bar, can be slanted."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (300, 700), (300, 0)):
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({ord("a"): "a"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "a": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bar", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupFvar([("slnt", least, default, most, "Slant")], [])
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "style", "variations", "expected"),
    [
        (slanting(), 0, {}, {"slnt": 0}),
        (slanting(), 1, {}, {"slnt": -10}),
        (slanting(least=-10, most=12), 1, {}, {"slnt": 12}),
        (slanting(), 2, {}, {"slnt": 0}),
        (slanting(default=-5), 0, {}, {"slnt": 0}),
        (slanting(), 1, {"slnt": -3.0}, {"slnt": -3.0}),
    ],
)
def test_a_font_is_pinned_where_the_engine_would_pin_it(
    data: bytes, style: int, variations: dict[str, float], expected: dict[str, float]
) -> None:
    font = SimpleNamespace(
        file_content=data,
        index=0,
        weight=400,
        font_size=12.0,
        style=style,
        variations=variations,
    )
    assert dict(pins._places(font)) == expected
