"""The page engine reaches the galley, and nothing else."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest
from workshop import PLAIN, composed, make, texts

from booklet.finding import TypesettingError
from booklet.galley import BASE_URL, Galley
from booklet.pages import typeset
from booklet.pages.fetcher import GalleyFetcher

FILES = {"styles/a.css": b"p {}", "a b%.svg": b"<svg/>", "fonts/a.ttf": b"font"}

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    ("address", "data", "kind"),
    [
        ("styles/a.css", b"p {}", "text/css"),
        ("styles/a.css?query#fragment", b"p {}", "text/css"),
        ("a%20b%25.svg", b"<svg/>", "image/svg+xml"),
        ("fonts/a.ttf", b"font", "font/ttf"),
    ],
)
def test_files_of_the_galley(address: str, data: bytes, kind: str) -> None:
    fetcher = GalleyFetcher(FILES)
    response = fetcher.fetch(BASE_URL + address)
    assert response.read() == data
    assert response.content_type in (kind, "application/octet-stream")
    assert response.path is None
    assert fetcher.refused == []


def test_data_in_an_address() -> None:
    fetcher = GalleyFetcher({})
    assert fetcher.fetch("data:text/plain;base64,QQ==").read() == b"A"
    assert fetcher.refused == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "file:///proc/self/environ",
        "FILE:///etc/passwd",
        "http://example.org/",
        "https://galley.invalid/styles/a.css",
        "http://galley.invalid.example.org/styles/a.css",
        "http://GALLEY.invalid/styles/a.css",
        "ftp://example.org/",
        "/etc/passwd",
        "styles/a.css",
        "",
    ],
)
def test_everything_else_is_refused(address: str) -> None:
    fetcher = GalleyFetcher(FILES)
    with pytest.raises(ValueError, match="is not in the galley"):
        fetcher.fetch(address)
    assert fetcher.refused == [address]


@pytest.mark.parametrize("name", ["none.png", "../etc/passwd", "styles/../styles/a.css", ""])
def test_names_are_taken_as_they_are(name: str) -> None:
    fetcher = GalleyFetcher(FILES)
    with pytest.raises(ValueError, match="is not in the galley"):
        fetcher.fetch(BASE_URL + name)
    assert fetcher.refused == [name]


# What an edition comes to when something inside it reaches out.

SECRET = "file:///proc/self/environ"

FACE = f"@font-face {{ font-family: a; src: url({SECRET}) }}"


def refused(galley: Galley) -> str:
    with pytest.raises(TypesettingError) as caught:
        typeset(galley)
    return "\n".join(
        str(finding)
        for finding in caught.value.findings
        if not finding.message.startswith(("failed to", "font-face"))
    )


def told(address: str) -> str:
    return (
        f"error: something asked for '{address}', which is not in the galley [fetch-refused]\n"
        "  hint: put it into the project, and name it in styles/own.css"
    )


def galley(folder: Path, head: str = "", text: str = "", **files: bytes) -> Galley:
    """A galley that no honest project could have: its HTML is put in behind the composer's back."""
    made = composed(make(folder))
    html = made.html.replace("</head>", f"{head}</head>").replace("</section>", f"{text}</section>")
    return Galley(html, {**made.files, **files}, made.styles)


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (f'<link rel="attachment" href="{SECRET}"/>', ""),
        (f'<link rel="stylesheet" href="{SECRET}"/>', ""),
        (f"<style>@import url({SECRET});</style>", ""),
        (f"<style>p {{ background: url({SECRET}) }}</style>", ""),
        (f"<style>{FACE}</style>", ""),
        (f"<style>p::before {{ content: url({SECRET}) }}</style>", ""),
        (f"<style>li {{ list-style-image: url({SECRET}) }}</style>", "<ul><li>a</li></ul>"),
        (f"<style>p {{ border-image: url({SECRET}) 1 }}</style>", ""),
        ("", f'<img alt="A" src="{SECRET}"/>'),
        ("", f'<a rel="attachment" href="{SECRET}">a</a>'),
        ("", f'<object data="{SECRET}">a</object>'),
        ("", f'<embed src="{SECRET}"/>'),
        ("", f'<p style="background: url({SECRET})">a</p>'),
        ("", SVG.format(f'<title>a</title><image width="9" height="9" href="{SECRET}"/>')),
        ("", SVG.format(f"<title>a</title><style>{FACE}</style>")),
    ],
)
def test_reaching_out_fails_the_edition(tmp_path: Path, head: str, text: str) -> None:
    assert refused(galley(tmp_path, head, text)) == told(SECRET)


def test_a_drawing_that_reaches_out_fails_the_edition(tmp_path: Path) -> None:
    # The engine catches everything while it draws: a refusal would be a line in its log.
    drawing = SVG.format(f'<image width="9" height="9" href="{SECRET}"/>').encode()
    text = f'<img alt="A" width="9" src="{BASE_URL}a.svg"/>'
    assert refused(galley(tmp_path, "", text, **{"a.svg": drawing})) == told(SECRET)


def test_a_drawing_inside_an_address_that_reaches_out_fails_the_edition(tmp_path: Path) -> None:
    drawing = SVG.format(f'<image width="9" height="9" href="{SECRET}"/>').encode()
    text = f'<img alt="A" width="9" src="data:image/svg+xml;base64,{b64encode(drawing).decode()}"/>'
    assert refused(galley(tmp_path, "", text)) == told(SECRET)


def test_a_link_out_is_no_request(tmp_path: Path) -> None:
    pages = typeset(galley(tmp_path, "", '<a href="https://example.org/">a</a>'))
    assert texts(pages.pdf) == ["One Words. a 1"]


def test_a_local_font_is_not_looked_for(tmp_path: Path) -> None:
    head = (
        '<style>@font-face{font-family:a;src:local("DejaVu Sans")} p{font-family:a,serif}</style>'
    )
    with pytest.raises(TypesettingError, match="font-face 'a' cannot be loaded"):
        typeset(galley(tmp_path, head))


def test_every_file_that_is_asked_for_in_vain_is_told(tmp_path: Path) -> None:
    page = PLAIN["templates/book.html"].replace(
        "</head>",
        '<link rel="stylesheet" href="/a.css"><style>p{background:url(b.png)}</style></head>',
    )
    assert refused(composed(make(tmp_path, files={"templates/book.html": page}))) == (
        told("a.css") + "\n" + told("b.png")
    )
