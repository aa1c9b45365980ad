"""Handouts hold a chapter or a part of one; lines and boxes can be fields."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from small_books import SETTINGS, book, picture

from booklet.finding import ManuscriptError
from booklet.galley import compose
from booklet.manuscript import Manuscript, write
from booklet.pages import typeset
from booklet.project import load

CHAPTERS = {
    "01-tea.md": """---
title: Tea
summary: How to make it.
---
Before[^a].

## Boil

Water[^b]. See [milk](02-milk.md) and [below](#pour).

### Pour

/// quotes | bob
///

## Drink

/// quotes | ann
///

/// checklist | At hand

- A cup.
- *Time*.
///

/// worksheet | What I like
    lines: 2
///

[^a]: One.
[^b]: Two.
""",
    "02-milk.md": "# Milk\n\nOr none.\n",
    "quotes.yaml": "ann: {name: Ann, text: Yes.}\nbob: {name: Bob, text: No.}\n",
}


def handout(root: Path, chapter: str = "", settings: str = "") -> Manuscript:
    project = load(book(root, CHAPTERS, SETTINGS + settings)).narrowed(chapter=chapter)
    return write(project.editions(["handout"])[0])


def refused(root: Path, chapter: str, settings: str = "") -> str:
    with pytest.raises(ManuscriptError) as trouble:
        handout(root, chapter, settings)
    return str(trouble.value)


def plain(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_a_handout_of_everything_has_every_chapter(tmp_path: Path) -> None:
    assert [chapter.title for chapter in handout(tmp_path).chapters] == ["Tea", "Milk"]


def test_a_handout_of_one_chapter(tmp_path: Path) -> None:
    made = handout(tmp_path, "milk")
    assert [chapter.title for chapter in made.chapters] == ["Milk"]
    assert made.edition.slug == "small-en-handout-milk"
    assert {"handout", "handout-milk"} <= made.edition.names


def test_a_handout_of_a_part_ends_where_the_next_begins(tmp_path: Path) -> None:
    made = handout(tmp_path, "tea#boil")
    [tea] = made.chapters
    assert plain(tea.html) == "Boil Water 2 . See milk and below . Pour Two. ↩"
    assert [record.name for each in tea.placements for record in each.records] == ["bob"]
    assert (tea.summary, tea.minutes) == ("", None)
    assert made.edition.slug == "small-en-handout-tea-boil"


def test_the_notes_of_a_part_are_its_own(tmp_path: Path) -> None:
    html = compose(handout(tmp_path, "tea#boil")).html
    assert ("Two." in html, "One." in html) == (True, False)


def test_links_out_of_a_handout_are_plain_words(tmp_path: Path) -> None:
    html = compose(handout(tmp_path, "tea#boil")).html
    assert "<a>milk</a>" in html
    assert '<a href="#tea--pour">below</a>' in html


def test_a_chapter_named_in_the_settings(tmp_path: Path) -> None:
    settings = '[formats.handout]\nchapter = "milk"\n'
    assert [chapter.title for chapter in handout(tmp_path, "", settings).chapters] == ["Milk"]
    assert handout(tmp_path, "", settings).edition.slug == "small-en-handout"


def test_chapters_and_parts_that_there_are_not(tmp_path: Path) -> None:
    assert refused(tmp_path, "mlk") == picture("""
        error: no chapter of this book is called 'mlk' [chapter-missing]
          hint: did you mean 'milk'?
    """)
    assert refused(tmp_path, "tea#por") == picture("""
        error: no part of 'tea' is called 'por' [chapter-missing]
          hint: did you mean 'pour'?
    """)
    assert refused(tmp_path, "", '[formats.handout]\nchapter = "mlk"\n') == picture("""
        booklet.toml:6: error: no chapter of this book is called 'mlk' [chapter-missing]
          hint: did you mean 'milk'?
    """)


def test_room_for_a_name_and_a_date(tmp_path: Path) -> None:
    html = compose(handout(tmp_path, "tea")).html
    assert re.findall(r'title="(\w+)"', html) == ["Name", "Date"]
    pages = typeset(compose(handout(tmp_path, "tea")))
    assert pages.findings == ()
    assert [(round(w), round(h)) for w, h in pages.sizes] == [(595, 842)]


@pytest.fixture(scope="module")
def fillable(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    made = handout(tmp_path_factory.mktemp("book"), "tea", "[formats.handout]\nfillable = true\n")
    pages = typeset(compose(made))
    assert pages.findings == ()
    return pikepdf.open(io.BytesIO(pages.pdf))


def test_lines_and_boxes_become_fields_with_words(fillable: pikepdf.Pdf) -> None:
    fields = [(str(field.FT), str(field.TU)) for field in fillable.Root.AcroForm.Fields]
    assert fields == [
        *[("/Tx", "Name"), ("/Tx", "Date")],
        *[("/Btn", "A cup."), ("/Btn", "Time.")],
        *[("/Tx", "What I like"), ("/Tx", "What I like")],
    ]
    names = [str(field.T) for field in fillable.Root.AcroForm.Fields]
    assert len(set(names)) == len(names)


def test_fields_lie_inside_the_page_and_apart(fillable: pikepdf.Pdf) -> None:
    boxes = [[float(edge) for edge in field.Rect] for field in fillable.Root.AcroForm.Fields]
    boxes = [(min(x, z), min(y, w), max(x, z), max(y, w)) for x, y, z, w in boxes]
    for number, (left, bottom, right, top) in enumerate(boxes):
        assert 60 < left < right < 595 - 60
        assert 50 < bottom < top < 842 - 50
        for other in boxes[:number]:
            assert right <= other[0] or other[2] <= left or top <= other[1] or other[3] <= bottom


def test_other_handouts_have_no_fields(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(typeset(compose(handout(tmp_path, "tea"))).pdf))
    assert "/AcroForm" not in pdf.Root
