"""`booklet impose`: any PDF, any scheme, and what is said of it in a terminal."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from small_pdfs import A4, A5, A6, book, sides

from booklet.cli import cli
from booklet.measure import PAPERS, Paper
from booklet.sheets import SCHEMES, Imposition, impose

#: The pages that each scheme lays on A4, and how many sheets it takes.
PAGES = {
    **dict.fromkeys(("saddle", "sewn", "perfect"), (21, A5, 6)),
    "quarto": (21, A6, 3),
    "twins": (21, A6, 6),
    "halves": (21, A6, 3),
    "stack": (21, A6, 3),
    "2-up": (21, A4, 6),
    "3-up": (21, A4, 4),
    "4-up": (21, A4, 3),
    "6-up": (21, A4, 2),
    "9-up": (21, A4, 2),
    "cards": (21, PAPERS["a7"], 2),
    "zine": (7, PAPERS["a7"], 1),
    "letter-fold": (5, Paper("panel", A4.height / 3 - 6, A4.width), 1),
    "z-fold": (5, Paper("panel", A4.height / 3, A4.width), 1),
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands are typed, with a profile of its own once one is stored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOOKLET_PRINTER", str(tmp_path / "profile" / "printer.toml"))
    return tmp_path


def typed(words: str) -> Result:
    return CliRunner().invoke(cli, words.split(), env={"COLUMNS": "80"})


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_lays_pages_of_any_pdf(desk: Path, scheme: str) -> None:
    count, page, sheets = PAGES[scheme]
    (desk / "pages.pdf").write_bytes(book(count, page))
    done = typed(f"impose pages.pdf --scheme {scheme} --no-guide")
    assert done.exit_code == 0, done.output
    many = f"{sheets} sheet{'s' * (sheets > 1)} of A4"
    assert done.stdout.splitlines()[0] == f"pages-{scheme}.pdf  {many}"
    assert f"Print {many} on " in done.stdout
    printed = (desk / f"pages-{scheme}.pdf").read_bytes()
    assert len(pdfium.PdfDocument(printed)) == sheets * (1 if scheme == "zine" else 2)
    shown = [page for side in scaled(scheme, printed) for page in side]
    assert sorted(set(shown)) == list(range(1, count + 1))


def scaled(scheme: str, printed: bytes) -> list[list[int]]:
    """The pages of each side; those of twins stand there twice."""
    if scheme != "twins":
        return [sorted(side) for side in sides(printed)]
    text = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(printed)]
    found = [sorted(int(number) for number in side.split("p")[1:]) for side in text]
    assert all(side[::2] == side[1::2] for side in found)
    return found


def test_a_guide_comes_along_unless_that_is_not_wanted(desk: Path) -> None:
    (desk / "pages.pdf").write_bytes(book(8))
    assert (
        "  In pictures: sheets-guide.pdf\n" in typed("impose pages.pdf --output sheets.pdf").stdout
    )
    assert len(pdfium.PdfDocument((desk / "sheets-guide.pdf").read_bytes())) == 1
    assert "guide" not in typed("impose pages.pdf --output alone.pdf --no-guide").stdout
    names = [path.name for path in desk.iterdir()]
    assert sorted(names) == ["alone.pdf", "pages.pdf", "sheets-guide.pdf", "sheets.pdf"]


def test_the_schemes_are_named_without_a_file() -> None:
    done = typed("impose --schemes")
    assert done.exit_code == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(SCHEMES)
    assert "3-up         3 pages on a side, made smaller, with lines\n" in done.stdout


def test_how_much_smaller_pages_are_is_said(desk: Path) -> None:
    (desk / "pages.pdf").write_bytes(book(8, A4))
    done = typed("impose pages.pdf --scheme 4-up")
    assert done.stdout == (
        "pages-4-up.pdf  1 sheet of A4\n"
        "  Print 1 sheet of A4 on both sides, flipped on the short edge, at 100 %.\n"
        "  Pages are printed at 45 % of their size.\n"
        "  In pictures: pages-4-up-guide.pdf\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "--scheme zine --binding top",
            "error: 'zine' can't be bound at the top [imposition-wrong]\n"
            "  hint: its spine may be on the left or the right\n",
        ),
        (
            "--scheme zine",
            "error: 9 pages are 1 page too many; a sheet has 8 panels [imposition-wrong]\n",
        ),
        (
            "--scheme twins",
            "error: pages of 148 x 210 mm do not fit their places on A4, 105 x 148.5 mm"
            " [page-too-large]\n  hint: A4 holds four A6 pages; A3 holds four A5 pages\n",
        ),
    ],
)
def test_what_can_t_be_laid_out_leaves_no_file(desk: Path, words: str, told: str) -> None:
    (desk / "pages.pdf").write_bytes(book(9))
    done = CliRunner().invoke(cli, ["impose", "pages.pdf", *words.split()])
    assert (done.stdout, str(done.exception)) == ("", told.rstrip("\n"))
    assert [path.name for path in desk.iterdir()] == ["pages.pdf"]


def test_the_printer_is_made_up_for_unless_that_is_not_wanted(desk: Path) -> None:
    pages = book(8)
    (desk / "pages.pdf").write_bytes(pages)
    plain = impose(pages, Imposition(caliper=0.1 * 72 / 25.4)).pdf
    assert typed("impose pages.pdf --output none.pdf --no-guide").exit_code == 0
    assert (desk / "none.pdf").read_bytes() == plain
    assert typed("calibrate --front 2,3 --back 0,0 --manual reversed").exit_code == 0
    done = typed("impose pages.pdf --output own.pdf --no-guide")
    assert "Print pages 1 to 2 of the file on 2 sheets of A4" in done.stdout
    made = sides((desk / "own.pdf").read_bytes())
    assert [sorted(side) for side in made] == [[1, 8], [3, 6], [4, 5], [2, 7]]
    moved = [now - then for now, then in zip(made[0][1], sides(plain)[0][1], strict=True)]
    assert moved == pytest.approx([2 * 72 / 25.4, 3 * 72 / 25.4, 0], abs=0.01)
    assert typed("impose pages.pdf --output other.pdf --no-printer --no-guide").exit_code == 0
    assert (desk / "other.pdf").read_bytes() == plain
