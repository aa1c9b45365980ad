"""Pictures are looked into, and come from the project or not at all."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from workshop import PLAIN, composed, inner, make

from booklet.finding import ManuscriptError, TypesettingError
from booklet.galley import pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **how: Any) -> bytes:
    """Draw something that does not compress to nothing."""
    drawn = Image.radial_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    drawn.save(out, kind, **how)
    return out.getvalue()


def failed(folder: Path, text: str, files: dict[str, str | bytes] | None = None) -> str:
    with pytest.raises(ManuscriptError) as caught:
        composed(make(folder, f"# One\n\nOver\nlines {text}.\n", files))
    return str(caught.value)


def trouble(data: bytes | str, name: str = "a.png") -> str:
    """What is wrong with a picture, in the words after its name."""
    told = pictures.inspect(data.encode() if isinstance(data, str) else data, name, None)
    return "\n".join(map(str, told)).removeprefix(f"error: '{name}' can't be printed: ")


def test_a_picture_goes_into_the_galley_once(tmp_path: Path) -> None:
    drawn = picture()
    chapter = "# One\n\n![A](a%20b.png) ![B](/content/a%20b.png) ![C](../c%23%25.png)\n"
    galley = composed(make(tmp_path, chapter, {"content/a b.png": drawn, "c#%.png": drawn}))
    assert galley.files["content/a b.png"] == galley.files["c#%.png"] == drawn
    one, other = "http://galley.invalid/content/a%20b.png", "http://galley.invalid/c%23%25.png"
    assert inner(galley) == (
        f'<p><img alt="A" src="{one}" /> <img alt="B" src="{one}" />'
        f' <img alt="C" src="{other}" /></p>'
    )


def test_a_picture_that_a_camera_noted_as_turned_is_turned(tmp_path: Path) -> None:
    note = Image.Exif()
    note[0x0112] = 6  # "Orientation": lies on its side
    files = {"content/a.jpg": picture("JPEG", exif=note), "content/b.jpg": picture("JPEG")}
    text = inner(composed(make(tmp_path, "# One\n\n![A](a.jpg) ![B](b.jpg)\n", files)))
    assert re.findall(r'alt="(.)"[^>]*style="image-orientation:from-image;"', text) == ["A"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_kinds_of_pictures(kind: str) -> None:
    assert trouble(picture(kind)) == ""


def test_a_picture_of_sixteen_bits() -> None:
    """The engine says that its two bytes are six, and prints what is no picture."""
    out = io.BytesIO()
    Image.new("I;16", (9, 9), 40000).save(out, "PNG")
    told = "it has 16 bits for each grey; save it with 8 [picture-damaged]"
    assert trouble(out.getvalue()) == told


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "a.png",
            "there is no file 'content/a.png' [file-missing]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
        (
            "../../secret.png",
            "'../secret.png' lies outside the project [file-outside]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
        (
            "link.png",
            "'content/link.png' lies outside the project [file-outside]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
        (
            "/etc/hostname",
            "there is no file 'etc/hostname' [file-missing]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
        (
            "https://example.org/a.png",
            "the picture 'https://example.org/a.png' lies outside the project [picture-outside]\n"
            "  hint: nothing is fetched from the network; put the picture beside the chapter",
        ),
        (
            "//example.org/a.png",
            "there is no file 'example.org/a.png' [file-missing]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
        (
            "../content",
            "'content' can't be read: is a directory [file-unreadable]\n"
            "  hint: addresses of pictures count from the chapter's own folder",
        ),
    ],
)
def test_a_picture_that_is_not_there(tmp_path: Path, address: str, message: str) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    book = make(tmp_path / "book")
    (book / "content/link.png").symlink_to(tmp_path / "secret.png")
    assert failed(book, f"![A]({address})") == f"content/01-one.md:4: error: {message}"


def test_a_picture_that_is_wrong_twice_is_told_once(tmp_path: Path) -> None:
    files = {"content/b.png": "Words."}
    told = failed(tmp_path, "![A](a.png) ![A](a.png) ![B](b.png) ![B](b.png)", files)
    assert told.count("there is no file") == told.count("it is no picture") == 1


def test_a_picture_without_words(tmp_path: Path) -> None:
    assert failed(tmp_path, "![](a.png)", {"content/a.png": picture()}) == (
        "content/01-one.md:4: error: the picture 'a.png' has no words [picture-silent]\n"
        "  hint: say what it shows: ![words](address)"
    )


def test_a_picture_without_an_address(tmp_path: Path) -> None:
    assert failed(tmp_path, "![A]()") == (
        "content/01-one.md:4: error: this picture has no address [picture-missing]\n"
        "  hint: write its address between the parentheses"
    )


def test_a_picture_of_a_wrong_kind(tmp_path: Path) -> None:
    assert failed(tmp_path, "![A](a.png)", {"content/a.png": "Words."}) == (
        "content/01-one.md:4: error: 'content/a.png' can't be printed: it is no picture"
        " [picture-damaged]\n  hint: a picture may be: PNG, JPEG, GIF, WEBP, SVG"
    )


def test_kinds_that_are_refused() -> None:
    refused = (
        "it is no picture [picture-damaged]\n  hint: a picture may be: PNG, JPEG, GIF, WEBP, SVG"
    )
    for kind in ("BMP", "TIFF", "PDF"):
        assert trouble(picture(kind)) == refused
    assert trouble(SVG, "a.png") == refused
    assert trouble("<html/>", "a.svg") == refused
    assert trouble(b"", "a.jpg") == refused


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_breaks_off(kind: str) -> None:
    whole = picture(kind, (200, 200))
    for end in (len(whole) // 2, len(whole) // 4):
        told = trouble(whole[:end])
        assert told.startswith(("it is damaged (", "it is no picture"))
        assert told.splitlines()[0].endswith("[picture-damaged]")


def test_a_picture_of_too_many_pixels() -> None:
    huge = io.BytesIO()
    Image.new("1", (10_000, 9_999)).save(huge, "PNG")
    assert trouble(huge.getvalue()) == "it has 99 megapixels, more than 50 [picture-damaged]"


@pytest.mark.parametrize(
    ("drawing", "told"),
    [
        (SVG.format('<path d="M0 0"/><use href="#a"/><a href="https://example.org/"/>'), ""),
        (SVG.format('<image href="data:image/png;base64,AAAA"/>'), ""),
        ('<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>', ""),
        (
            SVG.format('<image href="https://example.org/a.png"/>'),
            "it fetches 'https://example.org/a.png'",
        ),
        (SVG.format('<image xlink:href="file:///etc/passwd"/>'), "it fetches 'file:///etc/passwd'"),
        (SVG.format('<use href="other.svg#a"/>'), "it fetches 'other.svg#a'"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "it declares entities"),
        (
            '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
            "it declares entities",
        ),
        (SVG.format("<g>" * 200 + "</g>" * 200), "it is nested too deep"),
        ("<svg><g></svg>", "it is damaged (mismatched tag: line 1, column 10)"),
        ("", "it is damaged (no element found: line 1, column 0)"),
    ],
)
def test_drawings(drawing: str, told: str) -> None:
    assert trouble(drawing, "a.SVG").removesuffix(" [picture-damaged]") == told


def test_a_picture_of_a_template_has_no_line(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"] + '<img src="a.png" alt="A">'
    with pytest.raises(TypesettingError) as caught:
        composed(make(tmp_path, files={"templates/chapter.html": page}))
    assert str(caught.value) == "error: there is no file 'a.png' [file-missing]"
