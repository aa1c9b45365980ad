"""Every script gets faces of its own, as many as a document needs, and none is faked."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import fontpkg
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from workshop import failed, make, set_pages, texts

from booklet.galley import fonts, packages_for
from booklet.pages.pins import _places

#: What Arabic, Persian and Urdu are written with, and their digits.
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیٹڈڑںے،؛؟٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

LATIN = ["Source Serif 4", "Source Serif 4", "Source Sans 3", "Source Sans 3"]


def embedded(pdf: bytes) -> set[str]:
    """The fonts in a PDF, by the name that follows the sign of a subset."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(each.BaseFont).rpartition("+")[2].strip(",")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"
        }


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no font but those that come with the press be installed."""
    ours = {"source-serif-4", "source-sans-3", "amiri", "ibm-plex-sans-arabic"}
    known = {slug: family for slug, family in fontpkg.families().items() if slug in ours}
    monkeypatch.setattr("fontpkg._registry.families", lambda *_: known)
    monkeypatch.setattr("fontpkg.families", lambda: known)
    path = fontpkg.path

    def refuse(name: str, **wanted: object) -> Path:
        if name not in ours:
            raise fontpkg.FamilyNotInstalled(name)
        return path(name, **wanted)  # type: ignore[arg-type]

    monkeypatch.setattr("fontpkg.path", refuse)


# Which faces.


@pytest.mark.parametrize("text", ["", "Words", "Größe, Ελλάδα, Привет, Việt Nam", "漢 \U0001f600"])
def test_latin_greek_and_cyrillic_need_four_faces(text: str) -> None:
    assert [face.family for face in fonts.faces(text)] == LATIN


def test_a_word_of_arabic_brings_its_faces() -> None:
    brought = fonts.faces("the garden, حديقة")[4:]
    assert [(face.name, face.weight, face.slope) for face in brought] == [
        ("fonts/amiri-400-normal.ttf", 400, "normal"),
        ("fonts/amiri-700-normal.ttf", 700, "normal"),
        ("fonts/ibm-plex-sans-arabic-400-normal.ttf", 400, "normal"),
        ("fonts/ibm-plex-sans-arabic-600-normal.ttf", 600, "normal"),
    ]
    assert brought[0].rule == (
        '@font-face{font-family:"Amiri";font-style:normal;font-weight:400;'
        'src:url("/fonts/amiri-400-normal.ttf")}'
    )


@given(st.text(alphabet="aäжحשक漢", max_size=12))
def test_a_text_needs_what_its_characters_need(text: str) -> None:
    named = fonts.rules(text)
    assert named == fonts.rules(reversed(text)) == fonts.rules(set(text))
    for letter, family in {"ح": "Amiri", "ש": "Frank Ruhl Libre", "क": "Hind"}.items():
        assert (letter in text) == (f'"{family}"' in named)


def test_other_scripts_stand_behind_latin() -> None:
    assert fonts.rules("a") == ':root{--more-serif:"Source Serif 4";--more-sans:"Source Sans 3"}'
    assert fonts.rules("א ح") == (
        ':root{--more-serif:"Source Serif 4","Amiri","Frank Ruhl Libre";'
        '--more-sans:"Source Sans 3","IBM Plex Sans Arabic","Heebo"}'
    )


@pytest.mark.parametrize("family", fonts.SCRIPTS["ARABIC"].families)
def test_arabic_is_whole(family: fonts.Family) -> None:
    for face in family.faces():
        known = TTFont(io.BytesIO(face.data)).getBestCmap()
        assert [letter for letter in ARABIC if ord(letter) not in known] == []


def test_arabic_is_made_as_large_as_latin() -> None:
    drawn = TTFont(fontpkg.path("amiri"))
    made = TTFont(io.BytesIO(next(fonts.SCRIPTS["ARABIC"].serif.faces()).data))
    assert drawn["head"].unitsPerEm / made["head"].unitsPerEm == pytest.approx(1.22, rel=0.001)
    assert drawn["hmtx"].metrics == made["hmtx"].metrics


def test_faces_are_the_same_each_time() -> None:
    assert fonts.faces("ح") == fonts.faces("ح")


def test_packages_of_all_scripts_can_be_installed() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    listed = project["project"]["dependencies"]
    extra = project["project"]["optional-dependencies"]["scripts"]
    named = {name for script in (fonts.LATIN, *fonts.SCRIPTS.values()) for name in script.packages}
    named.add(f"fontpkg-{fonts.CLEAR.package}")
    written = {re.split("[<>=]", line)[0] for line in [*listed, *extra]}
    assert {name for name in written if name.startswith("fontpkg-")} == named


# On the page.


def test_an_english_book_quotes_arabic(tmp_path: Path) -> None:
    text = "# One\n\nThe word حديقة, *and حديقة*, **and حديقة**.\n"
    pages = set_pages(make(tmp_path, text, theme={}))
    assert pages.findings == ()
    assert " ".join(texts(pages.pdf)).count("حديقة") == 3
    arabic = {name for name in embedded(pages.pdf) if name.startswith(("Amiri", "IBM"))}
    assert arabic == {"Amiri", "Amiri-Bold"}  # nothing slanted, and no font that is not used


def test_a_book_without_arabic_holds_no_arabic_font(tmp_path: Path) -> None:
    names = embedded(set_pages(make(tmp_path, theme={})).pdf)
    assert {name.partition("-Semi")[0] for name in names} == {"Source-Serif-4", "Source-Sans-3"}


def test_a_font_of_the_project_stands_before_those_of_the_house(tmp_path: Path) -> None:
    css = (
        '@font-face { font-family: "Our Hand"; src: url(/fonts/hand.ttf) }'
        ':root { --serif: "Our Hand"; }'
    )
    hand = fontpkg.path("ibm-plex-sans-arabic", weight=400).read_bytes()
    files = {"styles/own.css": css, "fonts/hand.ttf": hand}
    pages = set_pages(make(tmp_path, "# One\n\nA حديقة.\n", files, theme={}))
    assert pages.findings == ()
    assert "Amiri" not in embedded(pages.pdf)


# Fonts that are not there.


def test_nothing_to_install() -> None:
    assert packages_for("a") == packages_for("ح") == packages_for("漢") == ()


def test_what_to_install(bare: None) -> None:
    assert packages_for("ש") == ("fontpkg-frank-ruhl-libre", "fontpkg-heebo")
    assert packages_for("क") == ("fontpkg-hind",)


def test_a_missing_script_names_its_fonts(tmp_path: Path, bare: None) -> None:
    assert failed(make(tmp_path, "# One\n\nשלום, a word.\n\n漢\n")) == (
        'content/01-one.md:3: error: no font has these characters: "ם" (U+05DD HEBREW LETTER FINAL'
        ' MEM), "ו" (U+05D5 HEBREW LETTER VAV), "ל" (U+05DC HEBREW LETTER LAMED), and 1 more'
        " [glyph-missing]\n"
        "  hint: install its font: python3 -m pip install fontpkg-frank-ruhl-libre fontpkg-heebo\n"
        'content/01-one.md:5: error: no font has the character "漢" (U+6F22 CJK UNIFIED'
        " IDEOGRAPH-6F22) [glyph-missing]\n"
        "  hint: no font of the house has it: write it in another way, or give the styles one that"
        " does"
    )


#: A few words in each script beside Arabic.
WORDS = {
    "HEBREW": "מי משקה את הגינה?",
    "DEVANAGARI": "पानी कौन देगा?",
    "BENGALI": "কে জল দেয়?",
    "TAMIL": "தோட்டம்",
    "THAI": "ใครรดน้ำ",
}


@pytest.mark.parametrize("script", WORDS)
def test_a_script_whose_fonts_are_installed(tmp_path: Path, script: str) -> None:
    assert WORDS.keys() | {"ARABIC"} == fonts.SCRIPTS.keys()
    if packages_for(WORDS[script][0]):
        pytest.skip("its fonts are not installed")
    text = f"# One\n\n{WORDS[script]} **{WORDS[script]}**\n"
    assert set_pages(make(tmp_path, text, theme={})).findings == ()


@pytest.mark.parametrize(
    ("axis", "values", "places"),
    [
        ("slnt", (-12, 0, 0), {0: 0, 1: -12, 2: 0}),
        ("slnt", (0, 0, 12), {0: 0, 1: 12, 2: 0}),
        ("ital", (0, 0, 1), {0: 0, 1: 0, 2: 1}),
        ("wdth", (50, 100, 200), {0: 100, 1: 100, 2: 100}),
        ("wght", (200, 400, 900), {0: 700, 1: 700, 2: 700}),
    ],
)
def test_a_font_is_pinned_where_its_style_says(
    axis: str, values: tuple[float, float, float], places: dict[int, float]
) -> None:
    font = TTFont(fontpkg.path("source-sans-3"))
    [one] = font["fvar"].axes
    one.axisTag, (one.minValue, one.defaultValue, one.maxValue) = axis, values
    font["fvar"].instances = []
    file = io.BytesIO()
    font.save(file)
    used = {"file_content": file.getvalue(), "index": 0, "variations": {}}
    for style, place in places.items():
        asked = SimpleNamespace(style=style, weight=700, font_size=10, **used)
        assert list(_places(asked)) == [(axis, place)]
