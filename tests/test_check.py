"""Preflight finds each fault where it was planted, and nothing where there is none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
import test_cli
from faulty_pdfs import FAULTS, HIGH, MM, WIDE, clean, paint, saved
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pdfs import book
from test_cli import Answer, Type

from booklet import tree
from booklet.check import PROFILES, Fault, inspect, told

type_ = test_cli.type_

CLEAN = saved(clean())


def found(pdf: bytes, profile: str = "press") -> list[Fault]:
    return list(inspect(pdf, profile).faults)


def test_nothing_is_found_in_a_clean_file() -> None:
    for profile in ("press", "home"):
        assert found(CLEAN, profile) == []
    assert inspect(CLEAN, "press").pages == 4


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_nothing_else(name: str) -> None:
    plant, wanted = FAULTS[name]
    with clean() as pdf:
        plant(pdf)
        faults = found(saved(pdf))
    assert {fault.code for fault in faults} == {wanted.code}
    [fault, *more] = faults
    assert (fault.page, fault.thing) == (wanted.page, wanted.thing)
    assert fault.limit == wanted.limit
    if wanted.measured:
        assert fault.measured == wanted.measured
    assert all(other.page == fault.page for other in more)
    assert fault.severity == PROFILES["press"].looks[wanted.code]


def test_there_are_enough_of_them() -> None:
    assert len(FAULTS) >= 25
    # What is told of encrypted, damaged and empty files, and of their count of pages, is below.
    others = {"pdf-encrypted", "pdf-damaged", "pdf-empty", "pages-odd", "pages-four"}
    assert {fault.code for _, fault in FAULTS.values()} | others == set(PROFILES["press"].looks)


def test_where_a_fault_stands() -> None:
    with clean() as pdf:
        paint(pdf, "1 0 0 rg 50 60 20 30 re f")
        [fault] = found(saved(pdf))
    assert fault.box == (50, 60, 70, 90)


def test_what_is_in_a_form_stands_where_the_form_does() -> None:
    with clean() as pdf:
        form = pdf.make_stream(b"1 0 0 rg 0 0 10 10 re f")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 10, 10])
        form.Matrix = pikepdf.Array([2, 0, 0, 2, 0, 0])
        pdf.pages[1].obj.Resources.XObject = pikepdf.Dictionary(X=form)
        paint(pdf, "q 1 0 0 1 100 200 cm /X Do Q")
        [fault] = found(saved(pdf))
    assert fault.box == (100, 200, 120, 220)


def test_a_state_is_kept_and_taken_back() -> None:
    with clean() as pdf:
        paint(pdf, "0 0 0 1 k q 1 0 0 rg Q 50 50 20 20 re f")
        assert found(saved(pdf)) == []


def test_forms_that_hold_themselves_come_to_an_end() -> None:
    with clean() as pdf:
        form = pdf.make_stream(b"/X Do")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 10, 10])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        pdf.pages[1].obj.Resources.XObject = pikepdf.Dictionary(X=form)
        paint(pdf, "/X Do")
        assert found(saved(pdf)) == []


def test_paper_white_needs_no_bleed() -> None:
    with clean() as pdf:
        paint(pdf, "0 0 0 0 k 0 100 40 200 re f")
        assert found(saved(pdf)) == []


@pytest.mark.parametrize(
    ("pages", "codes"), [(3, {"pages-odd", "pages-four"}), (6, {"pages-four"})]
)
def test_how_many_pages(pages: int, codes: set[str]) -> None:
    assert {fault.code for fault in found(saved(clean(pages)))} == codes


def test_files_that_can_not_be_looked_into() -> None:
    with clean() as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pikepdf.new() as nothing:
        empty = saved(nothing)
    for pdf_, code in (
        (locked, "pdf-encrypted"),
        (b"%PDF-1.7", "pdf-damaged"),
        (empty, "pdf-empty"),
    ):
        assert [fault.code for fault in found(pdf_)] == [code]


def test_what_damage_is_told_in_words() -> None:
    [fault] = found(b"no PDF")
    assert (fault.message, fault.measured) == (
        "a part of the file can't be read",
        "can't find startxref",
    )


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(CLEAN) - 1), st.integers(0, 255)), max_size=6))
def test_a_damaged_file_is_told_of_and_nothing_worse(bytes_: list[tuple[int, int]]) -> None:
    broken = bytearray(CLEAN)
    for place, value in bytes_:
        broken[place] = value
    for profile in PROFILES:
        inspect(bytes(broken), profile)


CONTENT = st.lists(
    st.sampled_from(
        [
            *"q Q cm re f S w k rg g RG cs scn sh gs Do BT ET Tf Td Tm Tj TJ".split(),
            *("0", "1", "-5", "200", "(a)", "[(b) 3]", "/F", "/X"),
        ]
    ),
    max_size=40,
)


@pytest.mark.slow
@given(CONTENT)
def test_any_content_can_be_followed(words: list[str]) -> None:
    with clean(1) as pdf:
        paint(pdf, " ".join(words), 1)
        inspect(saved(pdf), "press")


# Other ways of printing.


def test_an_office_printer_leaves_a_rim_white() -> None:
    with clean() as pdf:
        for page in pdf.pages:
            page.obj.MediaBox = page.obj.BleedBox = pikepdf.Array([0, 0, WIDE, HIGH])
        paint(pdf, f"0 0 0 1 k BT /F 10 Tf {3 * MM} 250 Td (Here) Tj ET")
        [fault] = found(saved(pdf), "home")
    assert (fault.code, fault.limit, fault.severity) == ("text-rim", "5 mm", "warning")


def test_what_those_need_who_read_on_a_screen() -> None:
    codes = {fault.code for fault in found(book(2), "screen")}
    assert codes == {"font-missing", "untagged", "untitled", "language-missing"}


def test_a_link_that_leads_nowhere() -> None:
    with clean() as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[50, 50, 90, 60],
            Dest=pikepdf.String("gone"),
        )
        pdf.pages[1].obj.Annots = pikepdf.Array([note])
        dead = [fault for fault in found(saved(pdf), "screen") if fault.code == "link-dead"]
    assert [(fault.page, fault.thing) for fault in dead] == [(2, "link gone")]


# In words.


def test_the_same_on_many_pages_is_one_line() -> None:
    with clean(9) as pdf:
        for page in (1, 3, 4, 5, 9):
            paint(pdf, "1 0 0 rg 50 60 20 30 re f 1 0 0 RG 5 w 50 60 m 90 60 l S", page)
        report = inspect(saved(pdf), "press")
    assert told(report, "tea.pdf") == [
        "tea.pdf: warning: an odd number of pages (9; asked for: a multiple of 2) [pages-odd]",
        "tea.pdf: note: folded sheets have four pages; 3 would be blank"
        " (9; asked for: a multiple of 4) [pages-four]",
        "tea.pdf, pages 1, 3-5, 9: error: a colour of screens in a filled area and 1 more"
        " (RGB; asked for: CMYK or grey) [rgb-fill]",
        "tea.pdf  9 pages, looked over for a print shop, against our list:"
        " 1 error, 1 warning, 1 note found",
    ]


def test_nothing_is_ever_called_certified() -> None:
    lines = told(inspect(CLEAN, "press"), "tea.pdf")
    assert lines == [
        "tea.pdf  4 pages, looked over for a print shop, against our list: nothing found"
    ]


# The command, and the report.


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with clean() as pdf:
        paint(pdf, "1 0 0 rg 50 60 20 30 re f")
        Path("tea.pdf").write_bytes(saved(pdf))
    return Path("tea.pdf")


def test_the_command(file: Path, type_: Type) -> None:
    answer = type_("check", "tea.pdf", "--profile", "press")
    assert answer == Answer(
        5,
        "tea.pdf, page 2: error: a colour of screens in a filled area"
        " (RGB; asked for: CMYK or grey) [rgb-fill]\n"
        "tea.pdf  4 pages, looked over for a print shop, against our list: 1 error found\n",
        "",
    )
    assert type_("check", "tea.pdf").code == 0


def test_what_is_printed_for_programs(file: Path, type_: Type) -> None:
    read = json.loads(type_("check", "tea.pdf", "--profile", "press", "--json").out)
    assert (read["file"], read["profile"], read["pages"]) == ("tea.pdf", "press", 4)
    [fault] = read["faults"]
    assert fault == {
        "code": "rgb-fill",
        "message": "a colour of screens",
        "page": 2,
        "thing": "a filled area",
        "box": [50, 60, 70, 90],
        "measured": "RGB",
        "limit": "CMYK or grey",
        "severity": "error",
    }


def test_a_report_marks_the_place(file: Path, type_: Type) -> None:
    answer = type_("check", "tea.pdf", "--profile", "press", "--html", "report.html")
    assert answer.out.endswith("report.html\n")
    html = Path("report.html").read_text("utf-8")
    root = tree.parse(html)
    assert "certified" not in html
    assert len(list(root.iter("img"))) == 4
    assert all(image.get("src", "").startswith("data:image/jpeg") for image in root.iter("img"))
    [mark] = [span for span in root.iter("span") if "mark" in tree.classes(span)]
    told_ = [float(number) for number in re.findall(r"[\d.]+(?=%)", mark.get("style", ""))]
    wide, high = WIDE + 26 * MM, HIGH + 26 * MM
    assert told_ == pytest.approx(
        [
            *(100 * (50 + 13 * MM) / wide, 100 * (HIGH + 13 * MM - 90) / high),
            *(100 * 20 / wide, 100 * 30 / high),
        ],
        abs=0.1,
    )


def test_a_file_that_is_not_there(type_: Type, tmp_path: Path) -> None:
    answer = type_("check", str(tmp_path / "none.pdf"))
    assert answer.code == 4
    assert answer.err.endswith("no such file or directory [file-unreadable]\n")
