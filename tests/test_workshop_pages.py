"""The pages of a workshop: notes beside the text, the timetable, answers and lines."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from workshop import make, set_pages, texts

pytestmark = pytest.mark.slow

MM = 72 / 25.4
WIDTH, FOOT = 148 * MM, 18 * MM
GUIDED = 'language = "en"\n[audiences.facilitator]\n[audiences.participant]'
NUMBERS = range(12)

Box = tuple[float, float, float, float]


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


def note(text: str, title: str = "Title", minutes: str = "") -> str:
    return f"/// facilitator | {title}\n{minutes}\n{text}\n///\n\n"


def boxes(pdf: bytes, text: str) -> list[tuple[int, Box]]:
    """Where a text stands: pages, from 0, with left, bottom, right and top, in points."""
    found = []
    for number, page in enumerate(pdfium.PdfDocument(pdf)):
        layer = page.get_textpage()
        search = layer.search(text, match_case=True, match_whole_word=True)
        while spot := search.get_next():
            signs = [layer.get_charbox(at) for at in range(spot[0], sum(spot))]
            left, bottom, right, top = zip(*signs, strict=True)
            found.append((number, (min(left), min(bottom), max(right), max(top))))
    return found


def box(pdf: bytes, text: str) -> tuple[int, Box]:
    (only,) = boxes(pdf, text)
    return only


def test_a_note_stands_beside_what_follows_it(tmp_path: Path) -> None:
    text = f"# One\n\n{words(30)}\n\n{note('Noted.')}Begun {words(60)}\n\n"
    two = text.replace("One", "Two").replace("Noted", "Heard").replace("Begun", "Started")
    project = make(tmp_path, {"01-a.md": text, "02-b.md": two}, keys=GUIDED, theme={})
    pdf = set_pages(project).pdf
    for title, begin in (("Noted", "Begun"), ("Heard", "Started")):
        (page, aside), (other, first) = box(pdf, title), box(pdf, begin)
        assert page == other
        rights = [each[2] for at, each in boxes(pdf, "word") if at == page]
        assert max(rights) < aside[0] - 3 * MM
        assert aside[2] < WIDTH - 15 * MM + 1
        assert 0 < first[3] - aside[3] < 20  # its title comes first


def test_chapters_without_notes_keep_their_measure(tmp_path: Path) -> None:
    chapters = {"01-a.md": f"# One\n\n{note('Noted.')}Begun.\n", "02-b.md": f"# Two\n\n{words(60)}"}
    pdf = set_pages(make(tmp_path, chapters, keys=GUIDED, theme={})).pdf
    assert max(each[2] for _, each in boxes(pdf, "word")) > WIDTH - 20 * MM


def sweep(begin: int, after: str) -> dict[str, str]:
    """Chapters whose notes begin lower and lower on the page, a line each time."""
    return {
        f"{number:02}-c.md": f"---\ntitle: C\nid: c{number}\n---\n\n"
        + f"{words(begin + 10 * number)}\n\n"
        + note(f"Ask{number} {words(45, 'say')} said{number}")
        + after.format(number=number)
        for number in NUMBERS
    }


def test_a_note_goes_to_the_next_page_with_its_text(tmp_path: Path) -> None:
    chapters = sweep(200, f"Text{{number}} {words(60)}\n")
    pdf = set_pages(make(tmp_path, chapters, keys=GUIDED, theme={})).pdf
    moved = set[bool]()
    for number in NUMBERS:
        (page, ask), (end, said) = box(pdf, f"Ask{number}"), box(pdf, f"said{number}")
        (follows, text) = box(pdf, f"Text{number}")
        assert page == end == follows
        assert 0 < text[3] - ask[3] < 20
        assert said[1] > FOOT
        moved.add(ask[3] > 170 * MM)
    assert moved == {True, False}


def test_footnotes_keep_clear_of_notes(tmp_path: Path) -> None:
    source = f"[^a]: Source {words(30, 'small')}\n"
    chapters = sweep(140, f"Text {words(9)}.[^a] {words(9)}\n\n{words(30)}\n\n{source}")
    pdf = set_pages(make(tmp_path, chapters, keys=GUIDED, theme={})).pdf
    column = min(each[0] for _, each in boxes(pdf, "say"))
    assert max(each[2] for _, each in boxes(pdf, "small")) < column


def test_notes_in_a_row_stand_below_one_another(tmp_path: Path) -> None:
    row = "".join(note(words(20, f"row{number}")) for number in range(3))
    pages = set_pages(make(tmp_path, f"# One\n\n{row}Text.\n", keys=GUIDED, theme={}))
    spots = [[each for _, each in boxes(pages.pdf, f"row{number}")] for number in range(3)]
    assert [len(each) for each in spots] == [20, 20, 20]
    for upper, lower in pairwise(spots):
        assert min(each[1] for each in upper) > max(each[3] for each in lower)


@pytest.mark.parametrize("after", ["Text.", "## Heading\n\nText.", "/// callout\nText.\n///"])
def test_a_note_longer_than_a_page_loses_nothing(tmp_path: Path, after: str) -> None:
    chapters = {
        "01-a.md": f"# One\n\n{note(words(500, 'say'))}{after}\n",
        "02-b.md": "# Two\n\nEnd",
    }
    pages = set_pages(make(tmp_path, chapters, keys=GUIDED, theme={}))
    assert pages.findings == ()
    spots = boxes(pages.pdf, "say")
    assert len(spots) == 500
    assert min(each[1] for _, each in spots) > FOOT - 2
    assert box(pages.pdf, "End")[0] > max(page for page, _ in spots)


def test_notes_are_read_where_they_stand(tmp_path: Path) -> None:
    text = f"# One\n\nFirst.\n\n{note('Second.')}Third.\n\n{note('Fourth.')}- Fifth.\n"
    read = " ".join(texts(set_pages(make(tmp_path, text, keys=GUIDED, theme={})).pdf))
    spots = [read.index(each) for each in ("First", "Second", "Third", "Fourth", "Fifth")]
    assert spots == sorted(spots)


def test_notes_stand_on_the_left_of_a_text_from_the_right(tmp_path: Path) -> None:
    chapter = f'# One\n\n{note("Noted.")}<p lang="en" dir="ltr">Begun {words(60)}</p>\n'
    keys = GUIDED.replace('"en"', '"ar"')
    pdf = set_pages(make(tmp_path, chapter, keys=keys, theme={})).pdf
    (page, aside), (other, first) = box(pdf, "Noted"), box(pdf, "Begun")
    assert page == other
    assert aside[2] < first[0] - 3 * MM
    assert 0 < first[3] - aside[3] < 25


def test_a_page_too_narrow_for_two_columns_has_one(tmp_path: Path) -> None:
    text = f"# One\n\n{note('Noted.')}Begun {words(60)}\n"
    keys = GUIDED.replace("\n", '\npage = "A6"\n', 1)
    pdf = set_pages(make(tmp_path, text, keys=keys, theme={})).pdf
    (_, aside), (_, first) = box(pdf, "Noted"), box(pdf, "Begun")
    assert aside[0] == pytest.approx(first[0], abs=1)
    assert aside[1] > first[3]


def test_the_timetable_says_what_takes_how_long(tmp_path: Path) -> None:
    text = "# One\n\n" + note("Ask.", "Opening", "    minutes: 10\n") + "Text.\n"
    pdf = set_pages(make(tmp_path, text, keys=GUIDED, theme={})).pdf
    (_, clock), (_, minutes) = boxes(pdf, "0:00–0:10")[0], boxes(pdf, "10 minutes")[-1]
    assert clock[0] == pytest.approx(WIDTH - 116 * MM - 15 * MM, abs=6)
    assert minutes[2] - clock[0] == pytest.approx(116 * MM, abs=2)


def test_lines_stay_with_their_question(tmp_path: Path) -> None:
    chapters = {
        f"{number:02}-c.md": f"---\ntitle: C\nid: c{number}\n---\n\n{words(330 + number)}\n\n"
        f"Why{number}?\n\n/// answer\n    lines: 4\n\nSo.\n///\n\nNext{number}\n"
        for number in range(0, 60, 6)
    }
    keys = GUIDED.replace("[audiences.facilitator]\n", "")
    pages = set_pages(make(tmp_path, chapters, keys=keys, theme={}))
    for number in range(0, 60, 6):
        (page, why), (after, following) = (
            box(pages.pdf, f"Why{number}"),
            box(pages.pdf, f"Next{number}"),
        )
        if page == after:
            assert why[1] - following[3] > 4 * 8 * MM
        else:
            assert why[1] > FOOT + 4 * 8.4 * MM
