"""Pictures look the same as plates, are made into them once, and stand in the PDF as they are."""

from __future__ import annotations

import datetime
import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFile
from workshop import composed, make

from booklet.check import inspect
from booklet.finding import ManuscriptError
from booklet.galley import Galley, compose
from booklet.galley import plates as maker
from booklet.galley.plates import Bound
from booklet.inks import Finish, finish, grey
from booklet.manuscript import write
from booklet.pages import typeset
from booklet.project import load
from booklet.store import Store

SIDE = 24


def scene(mode: str = "RGB", size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:
    """Draw soft colours, each pixel another one."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    round_ = Image.radial_gradient("L").resize(size)
    colours = Image.merge("RGB", (across, down, round_))
    if mode in ("RGBA", "LA"):
        made = colours.convert(mode)
        made.putalpha(round_)
        return made
    return colours.quantize(40) if mode == "P" else colours.convert(mode)


def saved(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


def raw(
    depth: int,
    colour: int,
    row: int,
    *,
    interlaced: bool = False,
    more: bytes = b"",
    rows: bytes | None = None,
) -> bytes:
    """Write a PNG of 8 x 8 pixels by hand; a row has so many bytes."""
    chance = random.Random(row)
    plain = b"".join(b"\0" + chance.randbytes(row) for _ in range(8))
    head = struct.pack("!IIBBBBB", 8, 8, depth, colour, 0, 0, interlaced)
    data = zlib.compress(plain) if rows is None else rows
    chunks = [chunk(b"IHDR", head), more, chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def interlaced() -> bytes:
    """Eight by eight greys in seven passes (PNG, 8.2)."""
    passes = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
    rows = b"".join(
        b"\0" + bytes(range(9 * number, 9 * number + wide))
        for number, (wide, high) in enumerate(passes)
        for _ in range(high)
    )
    return raw(8, 0, 8, interlaced=True, rows=zlib.compress(rows))


def opaque(mode: str) -> Image.Image:
    picture = scene(mode)
    picture.putalpha(255)
    return picture


def noted(turn: int) -> Image.Exif:
    notes = Image.Exif()
    notes[0x0112] = turn
    return notes


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


#: Pictures of every kind, and whether the engine passes them on by itself.
KINDS: dict[str, Callable[[], bytes]] = {
    "RGB": lambda: saved(scene()),
    "RGBA opaque": lambda: saved(opaque("RGBA")),
    "RGBA": lambda: saved(scene("RGBA")),
    "LA": lambda: saved(scene("LA")),
    "LA opaque": lambda: saved(opaque("LA")),
    "L": lambda: saved(scene("L")),
    "palette": lambda: saved(scene("P")),
    "palette, some left out": lambda: raw(4, 3, 4, more=chunk(b"PLTE", b"\x10\x90\xf0" * 5)),
    "palette of two": lambda: raw(1, 3, 1, more=chunk(b"PLTE", b"\xff\x80\x10\x10\x90\xf0")),
    "palette, one colour transparent": lambda: saved(scene("P"), transparency=7),
    "palette, colours half transparent": lambda: saved(
        scene("P"), transparency=bytes(range(0, 240, 6))
    ),
    "RGB, one colour transparent": lambda: saved(scene(), transparency=scene().getpixel((3, 5))),
    "L, one grey transparent": lambda: saved(scene("L"), transparency=scene("L").getpixel((3, 5))),
    "1 bit": lambda: saved(scene("1")),
    "2 bits": lambda: raw(2, 0, 2),
    "4 bits": lambda: raw(4, 0, 4),
    "16 bits, RGB": lambda: raw(16, 2, 48),
    "16 bits, LA": lambda: raw(16, 4, 32),
    "16 bits, RGBA": lambda: raw(16, 6, 64),
    "interlaced": interlaced,
    "eXIf": lambda: saved(scene(), exif=noted(1)),
    "eXIf, turned": lambda: saved(scene(size=(24, 12)), exif=noted(6)),
    "ICC": lambda: saved(scene(), icc_profile=profile()),
    "gAMA": lambda: raw(8, 2, 24, more=chunk(b"gAMA", struct.pack("!I", 100000))),
    "GIF": lambda: saved(scene("P"), "GIF"),
    "GIF, transparent": lambda: saved(scene("P"), "GIF", transparency=7),
    "WEBP": lambda: saved(scene(), "WEBP"),
    "WEBP, transparent": lambda: saved(scene("RGBA"), "WEBP", lossless=True),
    "tiny": lambda: saved(scene(size=(1, 1))),
    "tiny and half transparent": lambda: saved(Image.new("RGBA", (1, 1), (200, 100, 0, 90))),
    "wide": lambda: saved(scene(size=(900, 2))),
    "JPEG": lambda: saved(scene(), "JPEG"),
    "JPEG, grey": lambda: saved(scene("L"), "JPEG"),
    "JPEG, CMYK": lambda: saved(scene("CMYK"), "JPEG"),
    "JPEG, progressive": lambda: saved(scene(), "JPEG", progressive=True),
}

#: What the engine passes on by itself.
PASSED = {"JPEG", "JPEG, grey", "JPEG, CMYK", "JPEG, progressive"}

TINT = {"styles/own.css": "main { background: #fc8 } img { image-orientation: none }"}


def book(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a book of some pictures on a tinted ground."""
    text = " ".join(f"![{name}]({name})" for name in files)
    named = {f"content/{name}": data for name, data in files.items()}
    return make(folder, f"# One\n\n{text}\n", {**TINT, **named})


def small(folder: Path, name: str, data: bytes, store: Store | None = None) -> Galley:
    """Compose a book of one picture with the house's own looks."""
    text = f"# One\n\n![A picture]({name})\n"
    project = make(folder, text, {f"content/{name}": data}, theme={})
    manuscript = write(load(project).editions(["screen"])[0])
    return compose(manuscript, store) if store else compose(manuscript)


def shown(galley: Galley, scale: float = 3) -> Image.Image:
    """Draw the first page of a galley."""
    return drawn(typeset(galley).pdf, scale)


def drawn(pdf: bytes, scale: float = 3) -> Image.Image:
    """Draw the first page of a PDF."""
    picture: Image.Image = pdfium.PdfDocument(pdf)[0].render(scale=scale).to_pil()
    return picture


@contextmanager
def printed(galley: Galley) -> Iterator[Any]:
    """The one picture in the PDF of a galley."""
    with pikepdf.open(io.BytesIO(typeset(galley).pdf)) as pdf:
        (image,) = filter(_is_image, pdf.objects)
        yield image


def _is_image(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"


def apart(one: Image.Image, other: Image.Image) -> int:
    """How far the most different parts of two pictures are from each other."""
    assert one.size == other.size
    return max(most for _, most in ImageChops.difference(one, other).getextrema())


@pytest.mark.parametrize("kind", KINDS)
def test_a_plate_looks_like_its_picture(tmp_path: Path, kind: str) -> None:
    galley = composed(book(tmp_path, {"a.png": KINDS[kind]()}))
    assert (kind in PASSED) == (galley.plates == {})
    with_, without = shown(galley), shown(replace(galley, plates={}))
    assert apart(with_, without) == 0
    assert len(without.getcolors(1 << 20) or []) > 2


def test_what_shines_through_does_so_on_any_ground() -> None:
    plate = maker.make(KINDS["RGBA"](), None).plate
    assert plate
    assert plate.mask
    for kind in ("RGBA opaque", "LA opaque"):
        plate = maker.make(KINDS[kind](), None).plate
        assert plate
        assert plate.mask == b""


@pytest.mark.parametrize("kind", ["RGB", "L", "palette", "2 bits", "4 bits", "gAMA", "eXIf"])
def test_the_rows_of_a_png_stand_in_the_pdf_as_they_are(tmp_path: Path, kind: str) -> None:
    data = KINDS[kind]()
    with printed(composed(book(tmp_path, {"a.png": data}))) as image:
        assert image.read_raw_bytes() in data
        assert image.DecodeParms.Predictor == 15
        pixels = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
    assert apart(pixels, Image.open(io.BytesIO(data)).convert("RGB")) == 0


@pytest.mark.parametrize("way", ["grey", "four inks"])
def test_other_inks_are_those_of_the_picture(tmp_path: Path, way: str) -> None:
    files = {f"{number}.png": draw() for number, draw in enumerate(KINDS.values())}
    galley = composed(book(tmp_path, files))
    made = [typeset(each).pdf for each in (galley, replace(galley, plates={}))]
    if way == "grey":
        one, other = (drawn(grey(pdf)) for pdf in made)
    else:
        wanted = Finish("T", datetime.date(2026, 12, 1), 0)
        one, other = (drawn(finish(pdf, wanted)) for pdf in made)
    assert apart(one, other) <= 1


def test_preflight_finds_the_same(tmp_path: Path) -> None:
    # Those that the engine would make RGB, although they have no colours, are grey now.
    kinds = [kind for kind in KINDS if kind not in ("1 bit", "L, one grey transparent")]
    files = {f"{number}.png": KINDS[kind]() for number, kind in enumerate(kinds)}
    galley = composed(book(tmp_path, files))
    found = [
        [
            (fault.code, fault.page, fault.measured)
            for fault in inspect(typeset(each).pdf, "press").faults
        ]
        for each in (galley, replace(galley, plates={}))
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("kind", ["JPEG", "JPEG, CMYK"])
def test_a_jpeg_stays_byte_for_byte(tmp_path: Path, kind: str) -> None:
    data = KINDS[kind]()
    with printed(composed(book(tmp_path, {"a.jpg": data}))) as image:
        assert image.read_raw_bytes() == data


def test_rows_that_are_more_than_they_should_be_are_packed_again(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + bytes(range(n, n + 24)) for n in range(8))
    for data in (zlib.compress(rows + rows), zlib.compress(rows) + b"more"):
        odd = raw(8, 2, 24, rows=data)
        galley = composed(book(tmp_path, {"a.png": odd}))
        assert galley.plates["content/a.png"].data not in odd
        assert apart(shown(galley), shown(replace(galley, plates={}))) == 0


def test_rows_that_are_packed_badly_are_packed_again(tmp_path: Path) -> None:
    bad = saved(scene(size=(200, 200)), compress_level=0)
    galley = composed(book(tmp_path, {"a.png": bad}))
    assert len(galley.plates["content/a.png"].data) < len(bad) / 2


MODES = st.sampled_from(["RGB", "RGBA", "L", "LA", "P", "1"])


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # books take too long to be made smaller
)
@given(seeds=st.lists(st.tuples(MODES, st.integers(1, 9), st.integers(1, 9)), min_size=6))
def test_any_small_picture_looks_like_its_plate(
    tmp_path_factory: pytest.TempPathFactory, seeds: list[tuple[str, int, int]]
) -> None:
    files = {}
    for number, (mode, width, height) in enumerate(seeds):
        count = width * height * {"RGB": 3, "RGBA": 4, "LA": 2}.get(mode, 1)
        noise = random.Random(str(seeds[number])).randbytes(count)
        plain = Image.frombytes("L" if mode in "1P" else mode, (width, height), noise)
        files[f"{number}.png"] = saved(plain if mode != "1" else plain.convert("1"))
        if mode == "P":
            files[f"{number}.png"] = saved(plain.convert("RGB").quantize(5))
    galley = composed(book(tmp_path_factory.mktemp("book"), files))
    assert apart(shown(galley), shown(replace(galley, plates={}))) == 0


def grainy(size: tuple[int, int]) -> Image.Image:
    """A photograph: soft, with grain."""
    return Image.blend(
        scene(size=size),
        Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3)),
        0.04,
    )


def test_bounds() -> None:
    a5 = maker.bound(419.5, 595.3)
    assert a5 == Bound(1748, 2481)
    assert a5.within((1748, 2481)) == (1748, 2481)
    assert a5.within((6000, 4000)) == (1748, 1165)
    assert a5.within((10, 30_000)) == (1, 2481)
    assert Bound(10, 20, cropped=True).within((100, 400)) == (20, 80)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_has_no_more_pixels_than_its_format_shows(tmp_path: Path, kind: str) -> None:
    large = saved(grainy((2400, 1200)), kind)
    galley = small(tmp_path, "a.png", large)
    plate = galley.plates["content/a.png"]
    assert (plate.size, plate.laid) == ((1749, 874), (2400, 1200))
    assert len(plate.data) < len(large)
    with_, without = (typeset(each) for each in (galley, replace(galley, plates={})))
    assert (with_.outline, with_.words) == (without.outline, without.words)
    assert apart(shown(galley, 1), shown(replace(galley, plates={}), 1)) <= 16
    boxes = [_drawn(pages.pdf) for pages in (with_, without)]
    assert boxes[0] == boxes[1]


def _drawn(pdf: bytes) -> list[Any]:
    """Where pictures stand, on every page."""
    found = []
    for page in pdfium.PdfDocument(pdf):
        found += [thing.get_bounds() for thing in page.get_objects() if thing.type == 3]
    return found


def test_a_picture_that_shines_through_is_made_smaller(tmp_path: Path) -> None:
    large = grainy((2400, 1200))
    large.putalpha(Image.radial_gradient("L").resize((2400, 1200)))
    galley = small(tmp_path, "a.png", saved(large))
    assert galley.plates["content/a.png"].size == (1749, 874)
    assert galley.plates["content/a.png"].mask
    assert apart(shown(galley, 1), shown(replace(galley, plates={}), 1)) <= 16


def test_a_flat_drawing_keeps_its_pixels(tmp_path: Path) -> None:
    flat = Image.new("RGB", (3000, 2000), "navy")
    flat.paste("white", (400, 400, 1200, 900))
    data = saved(flat)
    assert small(tmp_path, "a.png", data).plates["content/a.png"].data in data


def test_pictures_that_a_style_crops_keep_more_pixels(tmp_path: Path) -> None:
    data = saved(grainy((3000, 2600)))
    css = "img { height: 595pt; object-fit: cover; max-height: none }"
    text = "# One\n\n![A picture](a.png)\n"
    made = make(tmp_path, text, {"content/a.png": data, "styles/own.css": css}, theme={})
    assert composed(made).plates["content/a.png"].size == (2863, 2481)


def test_a_jpeg_that_lies_on_its_side_is_set_up(tmp_path: Path) -> None:
    data = saved(scene(size=(48, 24)), "JPEG", exif=noted(6), quality=95)
    galley = composed(book(tmp_path, {"a.jpg": data}))
    assert galley.plates["content/a.jpg"].size == (24, 48)
    assert apart(shown(galley), shown(replace(galley, plates={}))) <= 40


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Count what Pillow decodes."""
    loaded: list[str] = []
    load_ = ImageFile.ImageFile.load

    def count(picture: Any) -> Any:
        if picture.tile:
            loaded.append(picture.format)
        return load_(picture)

    monkeypatch.setattr(ImageFile.ImageFile, "load", count)
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", count, raising=False)
    return loaded


@pytest.mark.parametrize("kind", [*KINDS])
def test_a_picture_is_decoded_once_for_all_editions(
    tmp_path: Path, decoded: list[str], kind: str
) -> None:
    store, data = Store(tmp_path / "store"), KINDS[kind]()
    decoded.clear()
    first = small(tmp_path, "a.png", data, store)
    typeset(first)
    assert len(decoded) == 1
    again = small(tmp_path, "a.png", data, store)
    typeset(again)
    assert len(decoded) == 1
    assert (again, again.fingerprint) == (first, first.fingerprint)


def test_another_bound_is_another_plate(tmp_path: Path) -> None:
    store, data = Store(tmp_path / "store"), saved(grainy((300, 200)))
    for within in (None, Bound(30, 30), Bound(40, 40)):
        taken = maker.Plates(store)
        assert taken.take(data, "a.png", None, within) == []
        assert taken.made["a.png"].size[0] == (within.width if within else 300)


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    store, data = Store(tmp_path / "store"), KINDS["RGB"]()
    first = small(tmp_path, "a.png", data, store)
    (entry,) = (tmp_path / "store").glob("plate/*/*")
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-20])
    assert small(tmp_path, "a.png", data, store) == first
    assert entry.read_bytes() == whole


def test_a_damaged_picture_is_told_every_time(tmp_path: Path) -> None:
    store, broken = Store(tmp_path / "store"), saved(grainy((200, 200)))[:5000]
    told = []
    for _ in range(2):
        with pytest.raises(ManuscriptError) as caught:
            small(tmp_path, "a.png", broken, store)
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert "'content/a.png' can't be printed: it is damaged" in told[0]
    assert store.stats().entries == 0


def test_the_same_bytes_make_the_same_plate() -> None:
    for draw in KINDS.values():
        data = draw()
        assert maker.make(data, Bound(9, 9)) == maker.make(data, Bound(9, 9))


def test_an_engine_that_is_not_known_does_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.images import RasterImage

    galley = composed(book(tmp_path, {"a.png": KINDS["palette"]()}))
    with printed(galley) as image:
        assert str(image.ColorSpace[0]) == "/Indexed"
    size = RasterImage.get_intrinsic_size

    def newer(self: Any, resolution: Any, font_size: Any, more: None = None) -> Any:
        return size(self, resolution, font_size)

    monkeypatch.setattr(RasterImage, "get_intrinsic_size", newer)
    with printed(galley) as image:
        assert str(image.ColorSpace) == "/DeviceRGB"


def test_a_picture_of_a_style_keeps_its_pixels(tmp_path: Path) -> None:
    data = saved(grainy((2400, 1200)))
    css = 'main { background: url("/content/a.png") center / cover }'
    galley = composed(make(tmp_path, files={"content/a.png": data, "styles/own.css": css}))
    assert galley.plates["content/a.png"].size == (2400, 1200)
    assert apart(shown(galley), shown(replace(galley, plates={}))) == 0
