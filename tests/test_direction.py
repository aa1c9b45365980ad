"""Pages in the direction and after the manner of their language."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import page as judge
import pikepdf
import pypdfium2 as pdfium
import pyphen
import pytest
from small_books import BOOKS
from workshop import make, set_pages, texts

from booklet.galley import compose
from booklet.manuscript import write
from booklet.pages import Pages, typeset
from booklet.project import load
from booklet.sheets import Imposition, impose

STYLES = Path(__file__).parents[1] / "styles"
MM = 72 / 25.4
WIDTH, HEIGHT = 148 * MM, 210 * MM


@cache
def garden() -> Pages:
    """The Arabic book."""
    return typeset(compose(write(load(BOOKS / "arabic").editions(["screen"])[0])))


def box(pdf: bytes, page: int, words: str) -> tuple[float, float, float, float]:
    """Where words stand on a page, from 1: left, bottom, right and top of their ink, in points."""
    text = pdfium.PdfDocument(pdf)[page - 1].get_textpage()
    found = text.search(words, match_case=True).get_next()
    assert found, words
    boxes = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
    left, bottom, right, top = zip(*[each for each in boxes if each[2] > each[0]], strict=True)
    return min(left), min(bottom), max(right), max(top)


def direction(pdf: bytes) -> str | None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = document.Root.ViewerPreferences
        assert told.DisplayDocTitle
        return str(told["/Direction"]) if "/Direction" in told else None


# The direction of a book.


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('language = "en"', None),
        ('language = "ar"', "/R2L"),
        ('language = "en"\nbinding = "right"', "/R2L"),
        ('language = "ar"\nbinding = "left"', None),
    ],
)
def test_screens_are_told_of_a_spine_on_the_right(
    tmp_path: Path, keys: str, told: str | None
) -> None:
    assert direction(set_pages(make(tmp_path, keys=keys)).pdf) == told


@pytest.mark.slow
def test_nothing_is_wrong_with_the_arabic_book(tmp_path: Path) -> None:
    pages = garden()
    assert pages.findings == ()
    (tmp_path / "garden.pdf").write_bytes(pages.pdf)
    report = judge.validate_pdf(str(tmp_path / "garden.pdf"), profile="ua1").to_dict()
    assert report["failures"] == []
    assert direction(pages.pdf) == "/R2L"


@pytest.mark.slow
def test_the_text_reads_in_its_order() -> None:
    said = [
        *("تقاسم المهام", "من يسقي", "نلتقي كل يوم سبت", "دفتر الحديقة", "كيف نبدأ"),
        *("نكتب كل المهام", "هل بقي شيء", "قبل أن تغلق البوابة", "هل أطفأت الماء", "للنقاش"),
        *("الدقائق", "45", "فحص", "مثل قديم", "من زرع حصد", "وثلاث عربات ومضخة"),
        *("عندما تغادر", "الصندوق مغلق", "المقابض", "المضخة", "ما أستطيع أن أقدمه"),
        *("weeding", "من يعرف مهمته"),
    ]
    read = " ".join(texts(garden().pdf)[3:])
    spots = [read.find(each) for each in said]
    assert -1 not in spots
    assert spots == sorted(spots)


@pytest.mark.slow
def test_numbers_and_heads_stand_outside() -> None:
    pdf = garden().pdf
    # The spine is on the right: odd pages are left ones.
    for number in (3, 4, 5, 7, 8):
        text = pdfium.PdfDocument(pdf)[number - 1].get_textpage()
        bottom = text.get_text_bounded(0, 0, WIDTH, 15 * MM).strip()
        assert bottom == str(number)
        half = (0, WIDTH / 2) if number % 2 else (WIDTH / 2, WIDTH)
        assert text.get_text_bounded(half[0], 0, half[1], 15 * MM).strip() == str(number)
    assert box(pdf, 5, "تقاسم المهام")[0] == pytest.approx(15 * MM, abs=1)
    assert box(pdf, 8, "حديقة الحي")[2] == pytest.approx(WIDTH - 15 * MM, abs=1)


@pytest.mark.slow
def test_the_inner_margin_is_the_wider_one() -> None:
    pdf = garden().pdf
    assert box(pdf, 7, "عندما تغادر")[2] == pytest.approx(WIDTH - 17 * MM, abs=1)
    assert box(pdf, 8, "مهمة واحدة")[2] == pytest.approx(WIDTH - 15 * MM, abs=1)


@pytest.mark.slow
def test_blocks_begin_on_the_right() -> None:
    pdf = garden().pdf
    edge = WIDTH - 17 * MM
    assert box(pdf, 5, "قبل أن")[2] == pytest.approx(edge - 2 - 4 * MM, abs=1)  # behind its bar
    assert box(pdf, 7, "الصندوق مغلق")[2] == pytest.approx(edge - 6 * MM, abs=1)  # behind its tick
    assert box(pdf, 7, "المقابض")[0] > WIDTH / 2 > box(pdf, 7, "المضخة")[2]
    assert box(pdf, 5, "السبت")[0] > box(pdf, 5, "45")[2]
    assert box(pdf, 5, "45")[0] == pytest.approx(15 * MM, abs=1)
    assert box(pdf, 3, "4")[0] > box(pdf, 3, "تقاسم المهام")[2]  # the contents and their numbers


@pytest.mark.slow
def test_code_and_other_languages_run_their_own_way() -> None:
    pdf = garden().pdf
    first, second = box(pdf, 8, "This"), box(pdf, 8, "until")
    assert first[0] == pytest.approx(15 * MM + 2 * MM, abs=1)
    assert second[0] == pytest.approx(first[0], abs=1)
    assert first[3] - second[3] == pytest.approx(12.4, abs=2.5)  # not the 18.6 points of Arabic
    assert box(pdf, 8, "garden")[0] < box(pdf, 8, "saturday")[0] < WIDTH / 2


@pytest.mark.slow
def test_the_cover_is_on_the_left_of_the_outer_sheet() -> None:
    sheets = impose(garden().pdf, Imposition(binding="right"))
    assert box(sheets.pdf, 1, "كيف نتقاسم")[2] < WIDTH < box(sheets.pdf, 1, "CC BY-SA")[0]


# What languages ask for.


def rights(folder: Path, language: str, text: str) -> list[float]:
    """Where the lines of a paragraph end, but for the last."""
    folder.mkdir()
    keys = f'language = "{language}"'
    pdf = set_pages(make(folder, f"# One\n\n{text}\n", keys=keys, theme={})).pdf
    page = pdfium.PdfDocument(pdf)[3].get_textpage()
    edges = [page.get_rect(at) for at in range(page.count_rects())]
    lines: dict[int, float] = {}
    for _, bottom, right, top in edges:
        if bottom < 430 and bottom > 80:
            middle = round((bottom + top) / 2 / 5)
            lines[middle] = max(right, lines.get(middle, 0))
    return [lines[at] for at in sorted(lines, reverse=True)][:-1]


def test_edges_are_even_where_words_can_be_hyphenated(tmp_path: Path) -> None:
    text = "Chung ta trong cay va chia nhau cong viec trong khu vuon nho cua xom. " * 8
    even, ragged = rights(tmp_path / "en", "en", text), rights(tmp_path / "vi", "vi", text)
    assert max(even) - min(even) < 1.5
    assert max(ragged) - min(ragged) > 5


def test_uneven_edges_are_for_languages_without_hyphens() -> None:
    css = (STYLES / "languages.css").read_text("utf-8")
    rule = re.search(r":is\(([^{}]*)\) \{ --edge: start; \}", css)
    assert rule
    languages = set(re.findall(r'"(\w+)"', rule[1]))
    known = {language for language in languages if pyphen.language_fallback(language)}
    assert known == {"th"}  # Thai has no spaces that could be stretched.


@pytest.mark.parametrize(("language", "slope"), [("en", True), ("ru", True), ("ar", False)])
def test_italics_are_for_scripts_that_have_them(tmp_path: Path, language: str, slope: bool) -> None:
    text = "# One\n\nA *word* here.\n"
    pages = set_pages(make(tmp_path, text, keys=f'language = "{language}"', theme={}))
    with pikepdf.open(io.BytesIO(pages.pdf)) as document:
        angles = [
            str(each.get("/FontName"))
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
    assert any("Italic" in name for name in angles) == slope
