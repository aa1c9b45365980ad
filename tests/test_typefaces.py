"""Families that a project has chosen: by name, by file, with whatever axes they have."""

from __future__ import annotations

import io
from pathlib import Path

import fontpkg
import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from small_books import SETTINGS, book
from test_fonts import embedded

from booklet.finding import BookletError
from booklet.galley import Galley, compose
from booklet.manuscript import write
from booklet.pages import typeset
from booklet.project import load

ATKINSON = {
    (400, "normal"): "Regular",
    (400, "italic"): "Italic",
    (700, "normal"): "Bold",
}

WORDS = "# One\n\nWords, *slanted*, **bold**, Ж, حديقة.\n\n## Two\n\nMore.\n"


def made(root: Path, theme: str, text: str = WORDS, way: str = "screen") -> Galley:
    project = load(book(root, {"01-one.md": text}, f"{SETTINGS}[theme]\n{theme}\n"))
    return compose(write(project.editions([way])[0]))


def files(root: Path) -> str:
    """Lay the faces of a family into a project, and name them."""
    (root / "fonts").mkdir()
    for (weight, style), name in ATKINSON.items():
        path = fontpkg.path("atkinson-hyperlegible", weight=weight, style=style)
        (root / f"fonts/{name}.ttf").write_bytes(path.read_bytes())
    return str([f"fonts/{name}.ttf" for name in ATKINSON.values()]).replace("'", '"')


def failed(root: Path, theme: str) -> str:
    with pytest.raises(BookletError) as caught:
        made(root, theme)
    return str(caught.value)


def faces(galley: Galley, family: str) -> str:
    """The rules for a family."""
    rules = galley.html.partition("<style>")[2].partition("</style>")[0].split("@font-face")
    return "\n".join(rule.partition("}")[0] for rule in rules if f'"{family}"' in rule)


def test_a_family_is_known_by_its_name(tmp_path: Path) -> None:
    galley = made(tmp_path, 'serif = "Atkinson Hyperlegible"')
    assert galley.files["theme.css"] == b':root{--serif:"Atkinson Hyperlegible serif"}\n'
    assert faces(galley, "Atkinson Hyperlegible serif").count("font-weight:700") == 2
    assert (
        "Set in Atkinson Hyperlegible, Source Sans 3, Amiri, and IBM Plex Sans Arabic with"
        in galley.html
    )
    pages = typeset(galley)
    assert pages.findings == ()
    # Letters that it lacks come from the house, and those of other scripts from theirs.
    names = embedded(pages.pdf)
    assert {name.partition("-")[0] for name in names} == {"Atkinson", "Source", "Amiri"}


def test_a_family_comes_from_files(tmp_path: Path) -> None:
    galley = made(tmp_path, f"serif = {files(tmp_path)}")
    assert faces(galley, "Atkinson Hyperlegible serif") == (
        '{font-family:"Atkinson Hyperlegible serif";font-style:normal;font-weight:400;'
        'src:url("/fonts/serif-0.ttf")\n'
        '{font-family:"Atkinson Hyperlegible serif";font-style:italic;font-weight:400;'
        'src:url("/fonts/serif-1.ttf")\n'
        '{font-family:"Atkinson Hyperlegible serif";font-style:normal;font-weight:700;'
        'src:url("/fonts/serif-2.ttf")'
    )
    assert typeset(galley).findings == ()


def test_both_roles_may_have_the_same_family(tmp_path: Path) -> None:
    galley = made(tmp_path, 'serif = "Source Sans 3"\nsans = "Source Sans 3"')
    pages = typeset(galley)
    assert pages.findings == ()
    roles = {name.removeprefix("Source-Sans-3-").partition("-")[0] for name in embedded(pages.pdf)}
    assert roles == {"serif", "sans", "Amiri"}


@pytest.mark.parametrize("role", ["serif", "sans"])
@pytest.mark.parametrize("pinned", [{"opsz": 20}, {"wght": 400}, {}])
def test_a_variable_family_of_any_axes(tmp_path: Path, role: str, pinned: dict[str, int]) -> None:
    """Styles name an optical size for text alone; a family for headings has none to be named."""
    font = TTFont(fontpkg.path("source-serif-4"))
    (tmp_path / "a.ttf").write_bytes(small(font, pinned))
    galley = made(tmp_path, f'{role} = ["a.ttf"]', "# One\n\nAbc, **bold**.\n\n## De\n\nFg.\n")
    axes = {axis.axisTag for axis in _axes(galley.files[f"fonts/{role}-0.ttf"])}
    left = {"wght", "opsz"} - pinned.keys()
    assert axes == (left if role == "serif" else {axis.replace("opsz", "OPSZ") for axis in left})
    pages = typeset(galley)
    assert pages.findings == ()


def small(font: TTFont, pinned: dict[str, int]) -> bytes:
    """Cut a font down to a few letters, and to some of its axes."""
    from fontTools.subset import Subsetter

    cut = Subsetter()
    cut.populate(text="ABCDEFGabcdefghijklmnopqrstuvwxyz0123456789,. ")
    cut.subset(font)
    out = io.BytesIO()
    (instantiateVariableFont(font, pinned) if pinned else font).save(out)
    return out.getvalue()


def _axes(data: bytes) -> list[object]:
    font = TTFont(io.BytesIO(data))
    return list(font["fvar"].axes) if "fvar" in font else []


def test_large_print_keeps_its_letters(tmp_path: Path) -> None:
    pages = typeset(made(tmp_path, 'serif = "Source Sans 3"', "# One\n\nWords.\n", "large"))
    assert {name.partition("-")[0] for name in embedded(pages.pdf)} == {"Atkinson"}


def test_easy_reading_has_letters_of_its_own_unless_others_are_named(tmp_path: Path) -> None:
    name = 'name = "accessible"\n'
    galley = made(tmp_path, name, "# One\n\nWords.\n")
    assert "Set in Atkinson Hyperlegible with" in galley.html
    assert {face.partition("-")[0] for face in embedded(typeset(galley).pdf)} == {"Atkinson"}
    galley = made(tmp_path, f'{name}serif = "Source Serif 4"', "# One\n\nWords.\n")
    assert "Set in Source Serif 4 and Atkinson Hyperlegible with" in galley.html


# What can't be had.


def test_a_family_that_is_not_installed(tmp_path: Path) -> None:
    assert failed(tmp_path, 'serif = "Literata Nova"\nsans = "Source Sans"') == (
        "booklet.toml:6: error: serif: the font 'Literata Nova' is not installed"
        " [typeface-missing]\n"
        "  hint: install it: python3 -m pip install fontpkg-literata-nova\n"
        "booklet.toml:7: error: sans: the font 'Source Sans' is not installed [typeface-missing]\n"
        "  hint: did you mean 'Source Sans 3'? Or install it:"
        " python3 -m pip install fontpkg-source-sans"
    )


def test_a_name_that_no_family_can_have(tmp_path: Path) -> None:
    assert failed(tmp_path, 'serif = "x; rm -r /"') == (
        "booklet.toml:6: error: serif: the font 'x; rm -r /' is not installed [typeface-missing]\n"
        '  hint: name a family, as in "Literata", or files, as in ["fonts/a.ttf"]'
    )


@pytest.mark.parametrize("data", [b"", b"no font", b"\0\1\0\0" + bytes(40), b"wOF2" + bytes(99)])
def test_a_file_that_is_no_font(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.ttf").write_bytes(data)
    assert failed(tmp_path, 'sans = ["a.ttf"]') == (
        "booklet.toml:6: error: sans: 'a.ttf' is no font [typeface-wrong]\n"
        "  hint: a font is a file that ends in .ttf or .otf"
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert failed(tmp_path, 'sans = ["a.ttf"]') == (
        "booklet.toml:6: error: sans: there is no file 'a.ttf' [file-missing]"
    )


def test_a_file_outside(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").touch()
    inside = tmp_path / "book"
    inside.mkdir()
    assert failed(inside, 'sans = ["../a.ttf"]') == (
        "booklet.toml:6: error: sans: '../a.ttf' lies outside the project [file-outside]"
    )


def test_two_files_of_the_same_face(tmp_path: Path) -> None:
    named = files(tmp_path).replace("Bold", "Regular")
    assert failed(tmp_path, f"serif = {named}") == (
        "booklet.toml:6: error: serif: 'fonts/Regular.ttf' is another normal face of weight 400"
        " [typeface-wrong]\n"
        "  hint: name one file for each slope and weight"
    )
