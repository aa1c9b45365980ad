"""A printer that is off is measured with a sheet, and made up for from then on."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as fpdf
import pytest
from click.testing import CliRunner, Result
from small_pdfs import book

from booklet.cli import cli
from booklet.cli.calibrate import NEXT
from booklet.cli.printer import stored
from booklet.measure import PAPERS, UNITS
from booklet.sheets import Imposition, impose

MM = UNITS["mm"]
WIDTH, HEIGHT = PAPERS["a4"].height, PAPERS["a4"].width  # it lies

#: Points from the middle of the sheet to each scale of degrees.
END = WIDTH / 2 - 19 * MM

#: What a printer does to a side: it moves what is printed, in millimetres, and turns it, degrees.
Fault = tuple[float, float, float]
Point = tuple[float, float]

FAULTS: list[Fault] = [
    (0.0, 0.0, 0.0),
    (1.0, -2.5, 0.0),
    (-1.3, 0.8, 0.6),
    (3.0, 4.0, -1.2),
    (0.0, 0.0, 2.0),
]


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a profile; the commands are typed beside its folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "config" / "printer.toml"
    monkeypatch.setenv("BOOKLET_PRINTER", str(path))
    return path


def typed(words: str) -> Result:
    return CliRunner().invoke(cli, words.split(), env={"COLUMNS": "80"})


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[pypdfium2.PdfDocument, str]:
    """The sheet, and what is said of it."""
    path = tmp_path_factory.mktemp("sheet") / "test.pdf"
    done = typed(f"calibrate --output {path}")
    assert done.exit_code == 0, done.output
    return pypdfium2.PdfDocument(path), done.output.replace(str(path), "test.pdf")


# The sheet.


def test_the_sheet_and_what_to_do_with_it(sheet: tuple[pypdfium2.PdfDocument, str]) -> None:
    document, said = sheet
    assert [page.get_size() for page in document] == [pytest.approx((WIDTH, HEIGHT), abs=0.01)] * 2
    preferences = fpdf.FPDF_VIEWERREF_GetDuplex(document)
    assert preferences == fpdf.DuplexFlipShortEdge
    assert said == (
        "test.pdf  1 sheet of A4\n"
        "  Print both pages on one sheet, flipped on the short edge, at 100 %. Fold it\n"
        "  in half both ways, and open it. On each side, its arrow up, read where the\n"
        "  creases cross the scales; right and up are positive. Then type, with what\n"
        "  you read:\n"
        "  booklet calibrate --front X,Y,DEGREES --back X,Y,DEGREES\n"
        "  Where the arrow on the back points down when you turn the sheet like the\n"
        "  page of a book, add --flip long. For a printer that prints on one side, add\n"
        "  --manual same or reversed.\n"
    )


def test_both_sides_say_what_they_are(sheet: tuple[pypdfium2.PdfDocument, str]) -> None:
    front, back = (page.get_textpage().get_text_range() for page in sheet[0])
    assert "Front" in front
    assert "Back" not in front
    assert "Back" in back
    assert NEXT in " ".join(front.split())
    assert [line[:2] for line in front.splitlines() if line[:1].isdigit() and line[1:2] == "."] == [
        f"{number}." for number in range(1, 7)
    ]


@pytest.mark.parametrize("side", [0, 1])
def test_the_scales_are_true(sheet: tuple[pypdfium2.PdfDocument, str], side: int) -> None:
    page = sheet[0][side]
    far = 3.4 * MM  # from a scale, where only its longest ticks reach
    middle = (WIDTH / 2, HEIGHT / 2)
    right = dark(page, (middle[0] + MM, middle[1] + far), (10 * MM, 0))
    assert [each / MM for each in right] == pytest.approx([4, 9], abs=0.05)
    left = dark(page, (middle[0] - MM, middle[1] - far), (-10 * MM, 0))
    assert [each / MM for each in left] == pytest.approx([4, 9], abs=0.05)
    up = dark(page, (middle[0] - far, middle[1] + MM), (0, 10 * MM))
    assert [each / MM for each in up] == pytest.approx([4, 9], abs=0.05)
    down = dark(page, (middle[0] + far, middle[1] - MM), (0, -10 * MM))
    assert [each / MM for each in down] == pytest.approx([4, 9], abs=0.05)
    for way in (-1, 1):
        start = (middle[0] + way * (END + far), middle[1] - 8 * MM)
        found = [
            math.degrees(math.atan((at - 8 * MM) / END)) for at in dark(page, start, (0, 16 * MM))
        ]
        assert found == pytest.approx(range(-3, 4), abs=0.02)


def test_up_is_more_on_the_right_and_less_on_the_left(
    sheet: tuple[pypdfium2.PdfDocument, str],
) -> None:
    origins = list(letters(sheet[0][0]))
    signs = [(sign, at) for (sign, at), (degree, _) in itertools.pairwise(origins[1:]) if degree]
    text = "".join(sign for sign, _ in origins)
    right = [at[1] for sign, at in signs if sign == "+" and at[0] > WIDTH - 30 * MM]
    left = [at[1] for sign, at in signs if sign == "+" and at[0] < 30 * MM]
    assert (len(right), len(left)) == (3, 3)
    assert min(right) > HEIGHT / 2 > max(left)
    assert text.count("+") == 3 + 3 + 2 + 2


def dark(page: pypdfium2.PdfPage, start: Point, way: Point) -> list[float]:
    """Where strokes cross a line on the page: their middles, in points from its start."""
    scale, rim = 12, 0.25
    (left, right), (bottom, top) = (
        sorted((begin, begin + far)) for begin, far in zip(start, way, strict=True)
    )
    width, height = page.get_size()
    crop = (left - rim, bottom - rim, width - right - rim, height - top - rim)
    image = page.render(scale=scale, crop=crop).to_pil().convert("L")
    line = image.resize((image.width, 1)) if way[0] else image.resize((1, image.height))
    ink = [255 - black for black in line.tobytes()]
    if (way[0] or -way[1]) < 0:
        ink.reverse()
    runs = itertools.groupby(enumerate(ink), lambda each: each[1] > 20)
    found = [list(run) for inked, run in runs if inked]
    middles = (sum(at * black for at, black in run) / sum(b for _, b in run) for run in found)
    return [(middle + 0.5) / scale - rim for middle in middles]


def letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Point]]:
    """Every letter on a page, with its origin."""
    text = page.get_textpage()
    for number in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        assert fpdf.FPDFText_GetCharOrigin(text, number, x, y)
        letter = chr(fpdf.FPDFText_GetUnicode(text, number))
        if not letter.isspace():
            yield letter, (x.value, y.value)


# The printer.


def printed(fault: Fault, point: Point) -> Point:
    """Where a point of a page comes to lie on the paper."""
    x, y = point[0] - WIDTH / 2, point[1] - HEIGHT / 2
    cos, sin = math.cos(math.radians(fault[2])), math.sin(math.radians(fault[2]))
    return (
        x * cos - y * sin + fault[0] * MM + WIDTH / 2,
        x * sin + y * cos + fault[1] * MM + HEIGHT / 2,
    )


def crossed(where: Callable[[float], float], crease: float) -> float:
    """What stands on a scale where a crease crosses it: halve until it is found."""
    low, high = -15.0, 15.0
    for _ in range(60):
        middle = (low + high) / 2
        below = (where(middle) < crease) == (where(low) < where(high))
        low, high = (middle, high) if below else (low, middle)
    return low


def read(fault: Fault) -> tuple[float, float, float]:
    """Read a folded sheet that came out of a printer."""
    middle = (WIDTH / 2, HEIGHT / 2)

    def rise(degrees: float) -> float:
        return END * math.tan(math.radians(degrees))

    x = crossed(lambda at: printed(fault, (middle[0] + at * MM, middle[1]))[0], middle[0])
    y = crossed(lambda at: printed(fault, (middle[0], middle[1] + at * MM))[1], middle[1])
    right = crossed(
        lambda at: printed(fault, (middle[0] + END, middle[1] + rise(at)))[1], middle[1]
    )
    left = crossed(lambda at: printed(fault, (middle[0] - END, middle[1] - rise(at)))[1], middle[1])
    return x, y, (right + left) / 2


@pytest.mark.parametrize(("front", "back"), [*itertools.pairwise(FAULTS)])
def test_what_is_read_makes_up_for_the_printer(profile: Path, front: Fault, back: Fault) -> None:
    sides = [",".join(f"{number:.4f}" for number in read(fault)) for fault in (front, back)]
    done = typed(f"calibrate --front {sides[0]} --back {sides[1]}")
    assert done.exit_code == 0, done.output
    pages = book(8)
    wanted = pypdfium2.PdfDocument(impose(pages).pdf)
    made = pypdfium2.PdfDocument(impose(pages, Imposition(printer=stored())).pdf)
    worst = 0.0
    for number, (right, moved) in enumerate(zip(wanted, made, strict=True)):
        fault = (front, back)[number % 2]
        for (sign, there), (same, here) in zip(letters(right), letters(moved), strict=True):
            assert sign == same
            worst = max(worst, math.dist(there, printed(fault, here)))
    assert worst < 0.05 * MM


def test_one_millimetre_to_the_right_of_the_print_moves_it_one_millimetre_right(
    profile: Path,
) -> None:
    typed("calibrate --front 1.0,0")
    printer = stored()
    assert printer is not None
    assert (printer.front.x, printer.front.y, printer.front.turn) == (MM, 0, 0)
    pages = book(4)
    plain, moved = (
        next(letters(pypdfium2.PdfDocument(impose(pages, wanted).pdf)[0]))[1]
        for wanted in (Imposition(), Imposition(printer=printer))
    )
    assert (moved[0] - plain[0], moved[1] - plain[1]) == pytest.approx((MM, 0), abs=0.001)
