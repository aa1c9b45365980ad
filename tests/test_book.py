"""The book of this repository, from its chapters to both PDFs, read back by other programs.

Here it speaks the language of its authors; tests/test_editions.py has the others.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import page as judge
import pikepdf
import pypdfium2 as pdfium
import pytest
import tinyhtml5
from markupsafe import Markup
from small_pdfs import bare_fonts

from booklet import press
from booklet.galley.links import shown
from booklet.manuscript import Chapter, Manuscript, write
from booklet.press import Artifact, Event, Failure, Shop, Tray
from booklet.project import Project, load

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Book:
    """The book, printed."""

    project: Project
    manuscript: Manuscript
    events: tuple[Event, ...]
    screen: Path
    booklet: Path

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return self.manuscript.chapters


@pytest.fixture(scope="session", params=load(ROOT).audiences)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book for each of its audiences."""
    project, readers = load(ROOT), [request.param]
    editions = project.editions(["screen", "booklet"], [project.locale.tag], readers)
    events: list[Event] = []
    press.run(editions, Shop(Tray(tmp_path_factory.mktemp("book"))), events.append)
    screen, booklet = (event.path for event in events if isinstance(event, Artifact))
    return Book(project, write(editions[0]), tuple(events), screen, booklet)


@pytest.fixture(scope="session")
def screen(book: Book) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(book.screen) as pdf:
        yield pdf


@pytest.fixture(scope="session")
def pages(book: Book) -> list[str]:
    """The text of each page of the screen PDF."""
    return read(book.screen)


def read(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    # U+FFFE stands where a word is hyphenated.
    return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]


def starts(screen: pikepdf.Pdf, book: Book) -> list[int]:
    """The page, from 1, on which each chapter starts, and the one behind the last."""
    leaves = {leaf.objgen: number for number, leaf in enumerate(screen.pages, 1)}
    with screen.open_outline() as outline:
        found = [leaves[item.destination[0].objgen] for item in outline.root]
    assert len(found) == len(book.chapters)
    return [*found, len(screen.pages) + 1]


# Warnings and rules.


def test_nothing_is_wrong_with_it(book: Book) -> None:
    made = [event for event in book.events if isinstance(event, Artifact | Failure)]
    assert [event.findings for event in made if isinstance(event, Artifact)] == [(), ()]


def test_the_screen_pdf_is_accessible(book: Book) -> None:
    report = judge.validate_pdf(str(book.screen), profile="ua1")
    assert report.to_dict()["failures"] == []
    assert report.is_compliant


@pytest.mark.parametrize("name", ["screen", "booklet"])
def test_qpdf_finds_nothing_wrong(book: Book, name: str) -> None:
    with pikepdf.open(getattr(book, name)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("name", ["screen", "booklet"])
def test_all_fonts_are_embedded(book: Book, name: str) -> None:
    with pikepdf.open(getattr(book, name)) as pdf:
        bare = bare_fonts(pdf)
        assert bare
        for font in bare:
            assert font.FontDescriptor.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}


# What it says about itself.


def test_title_authors_and_language(book: Book, screen: pikepdf.Pdf) -> None:
    (audience,) = book.manuscript.edition.audiences
    title = f"{book.project.title} – {audience.title}"
    assert screen.docinfo["/Title"] == title
    assert screen.docinfo["/Author"] == ", ".join(book.project.authors)
    assert screen.Root.Lang == book.project.locale.tag
    assert screen.Root.ViewerPreferences.DisplayDocTitle is True
    with screen.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert about["dc:title"] == title


def test_the_outline_names_the_chapters(book: Book, screen: pikepdf.Pdf) -> None:
    with screen.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [words_of(f"<p>{chapter.title}</p>") for chapter in book.chapters]
    begun = starts(screen, book)
    assert begun == sorted(set(begun))


def test_pages_are_of_the_size_that_was_asked_for(book: Book, screen: pikepdf.Pdf) -> None:
    page = book.project.formats["screen"].page
    for leaf in screen.pages:
        left, bottom, right, top = map(float, leaf.mediabox)
        assert (right - left, top - bottom) == pytest.approx((page.width, page.height), abs=0.01)


def test_contents_tell_the_pages_on_which_chapters_start(book: Book, screen: pikepdf.Pdf) -> None:
    begun = dict(
        zip((chapter.name for chapter in book.chapters), starts(screen, book), strict=False)
    )
    document = pdfium.PdfDocument(book.screen)
    told = {}
    for number in range(min(begun.values()) - 1):
        for link in screen.pages[number].get("/Annots", ()):
            left, bottom, right, top = sorted_area(link.Rect)
            text = document[number].get_textpage().get_text_bounded(left, bottom, right, top)
            if found := re.search(r"\b\d+\b", text):
                told[str(link.Dest)] = int(found[0])
    assert told == (begun if len(begun) > 1 else {})


def sorted_area(area: Any) -> tuple[float, float, float, float]:
    x, y, u, v = map(float, area)
    return min(x, u), min(y, v), max(x, u), max(y, v)


def test_every_link_leads_somewhere(book: Book, screen: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(screen.Root.Names.Dests)
    known = set(names.keys())
    written = "".join(str(chapter.html) for chapter in book.chapters) + "".join(
        str(value)
        for chapter in book.chapters
        for placement in chapter.placements
        for record in placement.records
        for value in record.fields.values()
    )
    inside, outside = set(), set()
    for leaf in screen.pages:
        for link in leaf.get("/Annots", ()):
            assert link.Subtype == "/Link"
            x, y, u, v = sorted_area(link.Rect)
            assert x >= -1
            assert y >= -1
            assert u <= float(leaf.mediabox[2]) + 1
            assert v <= float(leaf.mediabox[3]) + 1
            if "/Dest" in link:
                inside.add(str(link.Dest))
            else:
                outside.add(str(link.A.URI))
    assert inside <= known
    names = {chapter.name for chapter in book.chapters}
    assert names <= inside or len(names) == 1  # of one chapter there is no list
    assert outside
    assert all(address in written for address in outside)


# Its words.

#: Words that may stand between two others: notes, running heads and numbers at a page's foot.
BETWEEN = 120


def tokens(text: str) -> list[str]:
    """Words and numbers; a number of a note sticks to the word before it."""
    return [token.casefold() for token in re.findall(r"[^\W\d_]+|\d+", text)]


def words_of(html: str) -> str:
    return " ".join("".join(tinyhtml5.parse(html).itertext()).split())


class Reader:
    """Reads the text of a chapter's pages and looks for words in it, in order."""

    def __init__(self, text: str) -> None:
        self.said = tokens(text)
        self.at = 0

    def expect(self, text: str) -> None:
        """Find some words from here on."""
        wanted = tokens(text)
        if lost := self.lost(wanted):
            before, after = self.said[max(0, self.at - 8) : self.at], self.said[self.at :][:8]
            pytest.fail(f"{wanted[-lost:][:8]} do not follow {before}, but {after}")

    def lost(self, wanted: list[str]) -> int:
        """Follow some words as far as they go; return how many are left."""
        for number, word in enumerate(wanted):
            try:
                self.at = self.said.index(word, self.at, self.at + BETWEEN) + 1
            except ValueError:
                return len(wanted) - number
        return 0

    def skip_to(self, text: str) -> None:
        """Pass over whatever stands before some words."""
        start = tokens(text)[:5]
        spots = range(self.at, len(self.said))
        self.at = next((n for n in spots if self.said[n : n + len(start)] == start), self.at)

    def holds(self, text: str) -> bool:
        """Tell whether some words stand somewhere, but for what stands at a page's foot."""
        wanted = tokens(text)
        for spot, word in enumerate(self.said):
            self.at = spot
            if wanted[:1] == [word] and not self.lost(wanted):
                return True
        return not wanted


def pieces(chapter: Chapter) -> tuple[list[str], list[str]]:
    """The text of a chapter between its slots, without notes; and its notes."""
    root: Element = tinyhtml5.parse(str(chapter.html), namespace_html_elements=False)
    notes = [
        words_of(ElementTree.tostring(item, "unicode").replace("↩", ""))
        for item in root.iterfind(".//div[@class='footnote']//li")
    ]
    runs = [""]
    gather(root, runs)
    return runs, notes


def gather(element: Element, runs: list[str]) -> None:
    if element.tag == "slot":
        runs.append("")
    elif element.tag != "sup" and element.get("class") != "footnote":
        runs[-1] += element.text or ""
        for child in element:
            gather(child, runs)
            runs[-1] += child.tail or ""
        runs[-1] += " "


def test_every_word_of_every_chapter_is_on_its_pages_in_order(
    book: Book, screen: pikepdf.Pdf, pages: list[str]
) -> None:
    for chapter, (first, end) in zip(book.chapters, pairwise(starts(screen, book)), strict=True):
        reader = Reader("\n".join(pages[first - 1 : end - 1]))
        runs, notes = pieces(chapter)
        reader.expect(words_of(str(chapter.title)))
        reader.expect(words_of(str(chapter.summary)))
        for number, run in enumerate(runs):
            if number:  # behind records
                reader.skip_to(run)
            reader.expect(run)
        for note in notes:
            assert reader.holds(note), note


def test_every_record_is_on_the_pages_of_its_chapter(
    book: Book, screen: pikepdf.Pdf, pages: list[str]
) -> None:
    found = 0
    for chapter, (first, end) in zip(book.chapters, pairwise(starts(screen, book)), strict=True):
        reader = Reader("\n".join(pages[first - 1 : end - 1]))
        for placement in chapter.placements:
            for record in placement.records:
                for name, value in record.fields.items():
                    if isinstance(value, str):
                        text = words_of(str(value)) if isinstance(value, Markup) else shown(value)
                        assert reader.holds(text), f"{record.place}: {name}"
                        found += 1
    assert bool(found) is any(chapter.placements for chapter in book.chapters)


# The same again.


@pytest.mark.parametrize("book", ["educators"], indirect=True)
def test_the_same_bytes_in_another_folder_at_another_time(book: Book, tmp_path: Path) -> None:
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Anchorage")):
        copy = tmp_path / seed / "elsewhere"
        copy.mkdir(parents=True)
        shutil.copy(ROOT / "booklet.toml", copy)
        shutil.copytree(ROOT / "content", copy / "content")
        shutil.copytree(ROOT / "styles", copy / "styles")
        subprocess.run(
            [
                *(sys.executable, "-m", "booklet", "build", "--output", "here"),
                *("--locale", "en-GB", "--audience", "educators"),
            ],
            cwd=copy,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
        )
        for path in (book.screen, book.booklet):
            assert (copy / "here" / path.name).read_bytes() == path.read_bytes(), path.name


def test_sheets_hold_the_same_words(book: Book, pages: list[str]) -> None:
    sides = read(book.booklet)
    assert len(sides) == 2 * math.ceil(len(pages) / 4)
    assert Counter(tokens(" ".join(sides))) == Counter(tokens(" ".join(pages)))
    (made,) = (e for e in book.events if isinstance(e, Artifact) and e.sheets)
    assert made.sheets == math.ceil(len(pages) / 4)
    assert made.pages == len(pages)
