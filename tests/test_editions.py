"""The first book in each of its languages, printed and read back by other programs.

Each is printed for the first of its audiences, and for those who lead a workshop; what the others
get is read from their galleys. Each edition is printed once, by whichever of the test processes
comes first.
"""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import page as judge
import pikepdf
import pypdfium2 as pdfium
import pytest
import tinyhtml5
from pypdfium2 import PdfPage
from small_pdfs import bare_fonts

from booklet import press, tree
from booklet.catalogue import Message, read_catalogue
from booklet.finding import Finding
from booklet.galley import compose
from booklet.manuscript import Tongue, write
from booklet.manuscript.reach import spread
from booklet.manuscript.selection import conditional, select
from booklet.press import Artifact, Failure, Shop, Tray
from booklet.project import FACILITATOR, Locale, Project, load
from booklet.project.locales import locale
from booklet.translation import book_messages, check

ROOT = Path(__file__).resolve().parent.parent

PROJECT: Project = load(ROOT)
HOME = PROJECT.locale.tag
TAGS = tuple(PROJECT.translations)
LEAD = PROJECT.edition(PROJECT.locale).audiences[0].name

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Printed:
    """An edition of the book, as it came out."""

    tag: str
    audience: str
    screen: Path
    booklet: Path
    findings: tuple[Finding, ...]
    html: str  #: Of its galley.

    @property
    def locale(self) -> Locale:
        return locale(self.tag)

    @property
    def root(self) -> Element:
        return tinyhtml5.parse(self.html, namespace_html_elements=False)


Printer = Any


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printer:
    """Print an edition by its language, or take what was printed already."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return cache(lambda tag, name=LEAD: _once(base / "editions" / f"{tag}-{name}", tag, name))


@pytest.fixture(params=TAGS)
def edition(request: pytest.FixtureRequest, printed: Printer) -> Printed:
    made: Printed = printed(request.param)
    return made


@pytest.fixture(params=[(tag, name) for tag in TAGS for name in (LEAD, FACILITATOR)], ids="-".join)
def each(request: pytest.FixtureRequest, printed: Printer) -> Printed:
    """An edition for readers, or one for a workshop."""
    made: Printed = printed(*request.param)
    return made


def _once(folder: Path, tag: str, name: str) -> Printed:
    try:
        folder.mkdir(parents=True)
    except FileExistsError:  # another process prints it, or has done so
        return _other(folder)
    made: Printed | None = None
    try:
        made = _print(folder, tag, name)
    finally:
        (folder / "part").write_bytes(pickle.dumps(made))
        (folder / "part").rename(folder / "done")
    return made


def _other(folder: Path) -> Printed:
    """Wait for what another process prints."""
    end = time.monotonic() + 120
    while not (folder / "done").exists() and time.monotonic() < end:
        time.sleep(0.1)
    made: Printed | None = pickle.loads((folder / "done").read_bytes())
    assert made, "the edition could not be printed, see the other tests"
    return made


def _print(folder: Path, tag: str, name: str) -> Printed:
    editions = PROJECT.editions(["screen", "booklet"], [tag], [name])
    events: list[Any] = []
    press.run(editions, Shop(Tray(folder)), events.append)
    told = [event for event in events if isinstance(event, Artifact | Failure)]
    assert all(isinstance(event, Artifact) for event in told), told
    screen, booklet = [event.path for event in told]
    findings = tuple(finding for event in told for finding in event.findings)
    return Printed(tag, name, screen, booklet, findings, compose(write(editions[0])).html)


def read(path: Path) -> list[str]:
    """The text of each page, words whole that a line parts."""
    pages = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))
    return [re.sub("\ufffe\\s*", "", text) for text in pages]


def letters(text: str) -> str:
    """Letters alone: without marks, which come off their letters in some scripts, and spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalpha())


# Warnings and rules.


def test_nothing_is_wrong_with_it(each: Printed) -> None:
    assert each.findings == ()


@pytest.mark.parametrize("tag", TAGS)
def test_its_translation_has_nothing_to_mend(tag: str) -> None:
    assert check(PROJECT, locale(tag), _heard()) == []


@cache
def _heard() -> tuple[Message, ...]:
    return book_messages(PROJECT)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="msgfmt (gettext) is not installed")
@pytest.mark.parametrize("tag", TAGS)
def test_msgfmt_finds_nothing_wrong(tag: str) -> None:
    command = ["msgfmt", "--check", "--output-file", os.devnull, f"{tag}.po"]
    done = subprocess.run(command, cwd=ROOT / "locale", capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_screen_pdf_is_accessible(each: Printed) -> None:
    report = judge.validate_pdf(str(each.screen), profile="ua1")
    assert report.to_dict()["failures"] == []
    assert report.is_compliant


def test_both_pdfs_are_sound_and_their_fonts_embedded(each: Printed) -> None:
    for path in (each.screen, each.booklet):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
            bare = bare_fonts(pdf)
            assert bare
            for font in bare:
                assert font.FontDescriptor.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}


# What it says about itself.


def test_title_and_language(each: Printed) -> None:
    catalogue, _ = read_catalogue(PROJECT, each.tag)
    title = catalogue.entries["book.title", PROJECT.title].texts[0]
    readers = PROJECT.audiences[each.audience].title
    readers = catalogue.entries["audience.title", readers].texts[0]
    about = catalogue.entries["book.description", PROJECT.description].texts[0]
    assert title != PROJECT.title
    with pikepdf.open(each.screen) as pdf:
        assert pdf.Root.Lang == each.tag
        assert letters(str(pdf.docinfo["/Title"])) == letters(f"{title} – {readers}")
        assert letters(str(pdf.docinfo["/Subject"])) == letters(about)
    with pikepdf.open(each.booklet) as pdf:
        assert pdf.Root.Lang == each.tag


def test_the_direction_of_reading(edition: Printed) -> None:
    told = "/R2L" if edition.locale.direction == "rtl" else None
    with pikepdf.open(edition.screen) as pdf:
        assert pdf.Root.ViewerPreferences.get("/Direction") == told
    assert edition.root.get("dir") == edition.locale.direction


def test_the_cover_lies_on_its_side_of_the_first_sheet(edition: Printed) -> None:
    """The first side shows the back cover and page 1; the other way round from right to left."""
    front, *_, back = [Counter(letters(text)) for text in read(edition.screen)]
    assert front != back
    side = pdfium.PdfDocument(edition.booklet)[0]
    faces = [back, front] if edition.locale.direction == "ltr" else [front, back]
    assert [*map(Counter, halves(side))] == faces


def halves(side: PdfPage) -> list[str]:
    """The letters on the left and on the right half of a side."""
    width, height = side.get_size()
    text = side.get_textpage()
    return [letters(text.get_text_bounded(x, 0, x + width / 2, height)) for x in (0, width / 2)]


# The same book.


def test_the_outline_is_that_of_the_book(edition: Printed, printed: Printer) -> None:
    ours, theirs = outline(edition.screen), outline(printed(HOME).screen)
    assert [depth for depth, _ in ours] == [depth for depth, _ in theirs]
    same = {title for _, title in ours} & {title for _, title in theirs}
    assert {*map(letters, same)} <= names(edition.tag)


def outline(path: Path) -> list[tuple[int, str]]:
    """The depth and the words of each bookmark."""

    def walk(items: Any, depth: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, item.title
            yield from walk(item.children, depth + 1)

    with pikepdf.open(path) as pdf, pdf.open_outline() as found:
        return list(walk(found.root, 1))


def test_anchors_and_links_are_those_of_the_book(edition: Printed, printed: Printer) -> None:
    ours, theirs = edition.root, printed(HOME).root
    assert Counter(anchors(ours)) == Counter(anchors(theirs))
    # A glossary is in the order of its language.
    assert [*filter(is_fixed, anchors(ours))] == [*filter(is_fixed, anchors(theirs))]
    assert Counter(links(ours)) == Counter(links(theirs))


def anchors(root: Element) -> list[str]:
    return [name for element in root.iter() if (name := element.get("id"))]


def is_fixed(name: str) -> bool:
    return not name.startswith("glossary--")


def links(root: Element) -> Iterator[str]:
    return (address for element in root.iter("a") if (address := element.get("href")))


def test_nothing_is_left_in_the_language_of_its_authors(edition: Printed) -> None:
    assert edition.root.get("lang") == edition.tag
    left = [element for element in edition.root.iter() if element.get("lang") == HOME]
    assert {letters("".join(element.itertext())) for element in left} <= names(edition.tag)


def names(tag: str) -> set[str]:
    """The letters of what is called the same in a language as in the book's own."""
    entries = read_catalogue(PROJECT, tag)[0].entries
    return {letters(text) for (_, text), entry in entries.items() if entry.texts[0] == text}


# Its words.

#: Letters that may stand between two words: notes and numbers at a page's foot.
BETWEEN = 600

#: What is said, and not on the paper.
UNSEEN = {"title of a link", "attribute"}


def plain(html: str) -> str:
    """The words of some HTML, with spaces around its elements."""
    # A short text would be taken for the name of a file.
    text = f"<!DOCTYPE html><body>{html}".ljust(200)
    root = tinyhtml5.parse(text, namespace_html_elements=False)
    return "".join(root.itertext())


def sayings(tag: str) -> Iterator[tuple[Message, str]]:
    """The HTML of each translation; names of notes are left out."""
    catalogue, _ = read_catalogue(PROJECT, tag)
    tongue = Tongue(locale(tag), (), PROJECT.locale)
    for message in _heard():
        if message.context in ("template", "book.description") or message.kind in UNSEEN:
            continue
        text = re.sub(r"\[\^\w+\]", " ", catalogue.entries[message.key].texts[0])
        yield message, tongue.line(text).html


def shown(html: str, names: frozenset[str]) -> list[str]:
    """The words of a message, as letters, that are for the readers of an edition."""
    if conditional(html):
        part = tree.parse_part(html)
        spread(part)
        select(part, names)
        html = tree.write_part(part)
    return [*filter(None, map(letters, plain(html).split()))]


def body(html: str) -> str:
    """The letters that a galley prints."""
    found = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    return letters(" ".join(found.itertext()))


def follows(said: str, words: list[str]) -> bool:
    """Tell whether words stand in some letters, one behind the other."""
    first, start = words[0], said.find(words[0])
    while start >= 0:
        spot = start + len(first)
        for word in words[1:]:
            spot = found(said, word, spot)
            if spot < 0:
                break
        else:
            return True
        start = said.find(first, start + 1)
    return False


def found(said: str, word: str, spot: int) -> int:
    """Find the end of a word from a spot on, be it parted by the foot of a page; -1 for none."""
    if (whole := said.find(word, spot, spot + BETWEEN)) >= 0:
        return whole + len(word)
    for cut in range(2, len(word) - 1):
        if said.startswith(word[:cut], spot):
            rest = said.find(word[cut:], spot, spot + BETWEEN)
            if rest >= 0:
                return rest + len(word) - cut
    return -1


@pytest.mark.parametrize("tag", TAGS)
def test_every_translation_is_in_a_galley(tag: str) -> None:
    """What a message says to some readers alone is in a galley of theirs."""
    editions = PROJECT.editions(["screen", "zine", "leaflet", "talking-cards"], [tag])
    galleys = [(body(compose(write(one)).html), one.names) for one in editions]
    told = list(sayings(tag))
    assert len(told) > 500
    assert [message for message, html in told if _lost(html, galleys)] == []


def _lost(html: str, galleys: list[tuple[str, frozenset[str]]]) -> bool:
    """Tell whether a message, or what is left of it for some, is in none of their galleys."""
    ways: dict[tuple[str, ...], list[str]] = {}
    for said, names in galleys:
        ways.setdefault(tuple(shown(html, names)), []).append(said)
    return not all(
        any(follows(said, [*words]) for said in theirs) for words, theirs in ways.items() if words
    )


def test_what_is_in_a_galley_is_on_paper_in_order(edition: Printed) -> None:
    """Lines from right to left come out of a PDF in pieces; the next test counts their letters."""
    if edition.locale.direction == "rtl":
        return
    (names,) = {one.names for one in PROJECT.editions(["screen"], [edition.tag], [LEAD])}
    paper, galley = letters(" ".join(read(edition.screen))), body(edition.html)
    told = [(message, shown(html, names)) for message, html in sayings(edition.tag)]
    # Short words of chapters that it does not have may stand in it here and there, by chance.
    own = {element.get("data-file") for element in edition.root.iter()}
    others = {path for path in PROJECT.chapters if path.as_posix() not in own}
    told = [each for each in told if not others.issuperset(at.path for at in each[0].places)]
    told = [(message, words) for message, words in told if words and follows(galley, words)]
    assert len(told) > 400
    assert [message for message, words in told if not follows(paper, words)] == []


def test_every_letter_of_each_chapter_is_on_its_pages(each: Printed) -> None:
    pages = read(each.screen)
    root = each.root
    sections = [element for element in root.iter() if element.get("data-file")]
    title = letters(root.findtext("head/title") or "")
    for section, (first, end) in zip(sections, pairwise(starts(each, pages)), strict=True):
        wanted = Counter(letters("".join(section.itertext())))
        there = Counter(letters("".join(pages[first:end])))
        assert wanted - there == Counter()
        # Running heads say the title of the book or of the chapter; tables repeat their heads.
        name = letters("".join(next(section.iter("h1")).itertext()))
        heads = letters("".join(text for head in section.iter("thead") for text in head.itertext()))
        again = max(len(title), len(name)) + len(heads)
        assert (there - wanted).total() <= (end - first) * again


def starts(edition: Printed, pages: list[str]) -> list[int]:
    """The page, from 0, on which each chapter starts, and that of the back cover."""
    with pikepdf.open(edition.screen) as pdf:
        leaves = {leaf.objgen: number for number, leaf in enumerate(pdf.pages)}
        with pdf.open_outline() as found:
            begun = [leaves[item.destination[0].objgen] for item in found.root]
    return [*begun, len(pages) - 1]


def test_the_colophon_says_who_has_reviewed_it(edition: Printed) -> None:
    catalogue, _ = read_catalogue(PROJECT, edition.tag)
    draft = "This translation is a draft: no native speaker has reviewed it yet."
    said = body(edition.html)
    entry = catalogue.entries["template", draft]
    assert (letters(entry.texts[0]) in said) != bool(catalogue.headers.get("X-Reviewed-By"))


# The same again.


def test_the_same_bytes_in_another_folder_at_another_time(printed: Printer, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    shutil.copy(ROOT / "booklet.toml", copy)
    for folder in ("content", "locale", "styles"):
        shutil.copytree(ROOT / folder, copy / folder)
    subprocess.run(
        [
            *(sys.executable, "-m", "booklet", "build", "--locale", "ar"),
            *("--audience", LEAD, "--output", "here"),
        ],
        cwd=copy,
        env={**os.environ, "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        check=True,
        capture_output=True,
    )
    for path in (printed("ar").screen, printed("ar").booklet):
        assert (copy / "here" / path.name).read_bytes() == path.read_bytes(), path.name
