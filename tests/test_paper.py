"""What a copy takes in paper and ink, and how many words are over or under."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
import test_cli
from small_books import SETTINGS, book
from test_cli import Type, said
from workshop import make

from booklet import press
from booklet.check import coverage
from booklet.measure import millimetres, points
from booklet.press import Failure, Tally, tally
from booklet.project import load

type_ = test_cli.type_

WORDS = "word " * 250


def tallies(root: Path, *formats: str) -> dict[str, Tally]:
    heard: list[press.Event] = []
    found = {
        each.edition.format.name: each for each in tally(load(root).editions(formats), heard.append)
    }
    assert [event for event in heard if isinstance(event, Failure)] == []
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Tally]:
    """A book of nine pages: cover, imprint, contents, five of text, the back."""
    settings = SETTINGS + '[formats.thick]\nlike = "booklet"\ncaliper = "0.2mm"\nsignature = 1\n'
    files = {f"0{n}-{n}.md": f"# {n}\n\n{WORDS}\n" for n in range(1, 6)}
    return tallies(book(tmp_path_factory.mktemp("book"), files, settings))


def test_sheets_sides_and_blanks(found: dict[str, Tally]) -> None:
    counts = {name: (t.pages, t.sheets, t.sides, t.blanks, t.leaves) for name, t in found.items()}
    assert counts == {
        "screen": (9, 5, 9, 0, 5),
        "booklet": (9, 3, 6, 3, 6),
        "thick": (9, 3, 5, 3, 6),  # the last sheet has but one page
    }


def test_thickness_and_creep(found: dict[str, Tally]) -> None:
    lengths = {
        name: (millimetres(each.thickness), millimetres(each.creep)) for name, each in found.items()
    }
    assert lengths == {
        "screen": ("0.5 mm", "0 mm"),
        "booklet": ("0.6 mm", "0.2 mm"),
        "thick": ("1.2 mm", "0 mm"),  # signatures of one sheet do not creep
    }


def test_words_over_and_under(found: dict[str, Tally]) -> None:
    """Three pages are left for text; one page of it is all that needs the third sheet."""
    booklet = found["booklet"]
    assert booklet.room == pytest.approx(3 * 250, abs=15)
    assert booklet.over == pytest.approx(250, abs=15)
    assert (found["screen"].room, found["screen"].over) == (0, 0)


def painted(*inks: str) -> bytes:
    """A PDF of a page for each ink, each covered by it in half."""
    pdf = pikepdf.new()
    for ink in inks:
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(f"{ink} 0 0 200 100 re f".encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("inks", "covered"),
    [(["1 g"], 0), (["0 g"], 0.5), (["0.5 g"], 0.25), (["0 g", "1 g"], 0.25), (["1 0 0 rg"], 0.35)],
)
def test_ink_is_what_is_dark(inks: list[str], covered: float) -> None:
    assert coverage(painted(*inks)) == pytest.approx(covered, abs=0.01)


def test_formats_that_share_pages_share_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booklet import pages as room

    done: list[int] = []
    set_ = room.typeset
    monkeypatch.setattr(room, "typeset", lambda galley: done.append(1) or set_(galley))
    make(tmp_path)
    assert list(tallies(tmp_path)) == ["screen", "booklet"]
    assert done == [1]


def test_a_book_that_is_wrong_is_told(tmp_path: Path) -> None:
    heard: list[press.Event] = []
    root = book(tmp_path, {"01-a.md": "# A\n\n[x](#nowhere)\n"})
    assert list(tally(load(root).editions(), heard.append)) == []
    [failure] = [event for event in heard if isinstance(event, Failure)]
    assert [edition.format.name for edition in failure.editions] == ["screen", "booklet"]
    assert failure.error.findings[0].code == "link-broken"


def test_creep_is_in_points(found: dict[str, Tally]) -> None:
    assert found["booklet"].creep == pytest.approx(points("0.2mm"))


# The command.


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return book(tmp_path, {f"0{n}-{n}.md": f"# {n}\n\n{WORDS}\n" for n in range(1, 6)})


@pytest.mark.usefixtures("project")
def test_what_is_printed(type_: Type) -> None:
    answer = type_(
        "paper", "--format", "booklet", "--copies", "20", "--sheet", "0.02", "--side", "0.03"
    )
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == said("""
        small-en-booklet  9 pages on 3 sheets of A4, 3 pages blank
          0.6 mm thick; 3 of the 15 sheets that a staple holds
          the innermost sheet stands out by 0.2 mm
          ink on 3.3 % of a page
          about 760 words more would fit; about 250 fewer would save a sheet
          20 copies cost 4.80
    """)


@pytest.mark.usefixtures("project")
def test_what_is_printed_for_programs(type_: Type) -> None:
    answer = type_("paper", "--format", "booklet", "--json")
    read = json.loads(answer.out)
    assert (read["edition"], read["pages"], read["sheets"]) == ("small-en-booklet", 9, 3)
    assert read["thickness"] == pytest.approx(points("0.6mm"))
    assert (read["findings"], read["price"]) == ([], 0)


def test_a_thick_booklet_is_warned_of(tmp_path: Path, type_: Type) -> None:
    book(tmp_path, {f"{n}.md": f"# {n}\n\nWord.\n" for n in range(10, 75)})
    out = type_("paper", "--format", "booklet").out
    assert "are many for one fold and one staple; ask for signatures of" in out
