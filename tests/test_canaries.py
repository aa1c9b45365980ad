"""Nothing leaks: what is for some readers is in their PDFs, and in no other one.

Each plant of a garden stands in a place of its own. Three ways of looking into a PDF have to find
it where it is meant to be: a library, the content with its fonts, and all that is stored.

The book is tests/books/audiences: for schools and offices, for the facilitator of a workshop and
its participants, in English and, in part, in German, as a booklet and for the screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
import segno
from small_books import BOOKS

from booklet import press
from booklet.galley import compose
from booklet.manuscript import write
from booklet.press import Artifact, Event, Failure, Shop, Tray
from booklet.project import load

pytestmark = pytest.mark.slow

#: For whom a word is, and where; these are printed.
PRINTED = {
    # Everybody
    "sunflower": "en",
    "sonnenblume": "de",
    # Schools, in the text: what is translated is there in one language alone.
    "lavender": "schools and en",  # block
    "mohnblumen": "schools and de",
    "coriander": "schools and not participant",  # block in a block
    "juniper": "schools",  # paragraph
    "marigold": "schools and en",  # item
    "ringelblume": "schools and de",
    "calendula": "schools",  # item of an item
    "fennel": "schools",  # column, its head
    "borage": "schools",  # column
    "chicory": "schools",  # row
    "sorrel": "schools",  # term
    "lovage": "schools",  # its definition
    "verbena": "schools and en",  # words in a paragraph
    "eisenkraut": "schools and de",
    "tansy": "schools",  # note that only words for schools call
    "yarrow": "schools",  # note
    "mallow": "schools",  # words in a heading
    "anemone": "schools",  # words of a link
    "hyssop": "schools",  # its address
    "clematis": "schools",  # value in an address
    "bergamot": "schools",  # column of a page, its heading
    "heather": "schools",  # column of a page
    "chervil": "schools",  # title of a box
    "tarragon": "schools",  # box
    "hollyhock": "schools",  # heading
    "larkspur": "schools",  # part
    "columbine": "schools",  # heading below it
    # Schools, elsewhere
    "aconite": "schools",  # words in a title
    "burdock": "schools",  # words in a summary
    "nasturtium": "schools and en",  # title of a chapter
    "kapuzinerkresse": "schools and de",
    "petunia": "schools",  # summary of a chapter
    "azalea": "schools",  # chapter
    "primula": "schools",  # title of a welcome
    "snapdragon": "schools",  # welcome
    "hawthorn": "schools and en",  # title of an audience
    "schlehenschulen": "schools and de",
    "elderberry": "schools",  # subtitle
    "dahlia": "schools and en",  # value
    "malvenklasse": "schools and de",
    "camellia": "schools",  # record
    "wisteria": "schools",  # its address
    "begonia": "schools",  # words in a record
    "peony": "schools",  # field
    # Offices
    "cyclamen": "offices and en",
    "alpenveilchen": "offices and de",
    "cypress": "offices",
    "spruce": "offices",
    "tamarack": "offices",
    "magnolia": "offices",
    "hornbeam": "offices",
    "sequoia": "offices",
    "willow": "offices",
    "larch": "offices",
    "rhododendron": "offices",
    # Workshops, formats, languages
    "oregano": "facilitator",  # title of a note
    "caraway": "facilitator",  # note
    "cardamom": "facilitator",  # answer
    "angelica": "participant",
    "papyrus": "booklet",
    "amaryllis": "screen",
    "edelweiss": "de",
    "arnica": "schools and facilitator and de",
}

#: These are found in what a PDF says of itself, and to those who can't see it.
STORED = {
    "gentian": "schools and screen",  # words for a picture
    "hyssop": "schools and screen",  # address
    "clematis": "schools and screen",
    "wisteria": "schools and screen",
    "mallow": "schools and screen",  # outline
    "hollyhock": "schools and screen",
    "columbine": "schools and screen",
    "bergamot": "schools and screen",
    "aconite": "schools and screen",
    "nasturtium": "schools and screen and en",
    "geranium": "schools and screen",  # name of a chapter
    "primrose": "schools and screen",  # name of a welcome
    "hawthorn": "schools and en",  # title of the PDF
    "dahlia": "schools and en",  # description
    "malvenklasse": "schools and de",
    "spruce": "offices and screen",
    "willow": "offices",
}

#: These never get as far as a PDF.
UNSEEN = {
    "foxglove": "schools",  # name of a picture's file
    "saffron": "schools",  # title of a picture
    "oleander": "schools",  # title of a link
    "hibiscus": "nobody",  # value that only others ask for
}

ADDRESSES = {
    "https://example.org/list": "screen, booklet",
    "https://example.org/wisteria": "schools",
    "https://example.org/rhododendron": "offices",
}

TRANSLATED = (
    "sonnenblume mohnblumen ringelblume eisenkraut kapuzinerkresse schlehenschulen malvenklasse "
    "alpenveilchen"
)

ALL = sorted({*PRINTED, *STORED, *UNSEEN})


def meant(condition: str, names: frozenset[str]) -> bool:
    """Whether a condition, of names that all hold, is met."""
    terms = condition.split(" and ")
    return all((term.removeprefix("not ") in names) != term.startswith("not ") for term in terms)


def letters(text: str) -> str:
    """Letters alone: words may be hyphenated, and words in a PDF are not spaced."""
    return re.sub(r"[\W\d_]+", "", text.lower())


# Looking into a PDF


@dataclass(frozen=True)
class Copy:
    """A PDF, and what is in it."""

    slug: str
    names: frozenset[str]
    read: str  #: The text of its pages, as PDFium reads it.
    spelled: str  #: The same, from its content and its fonts.
    stored: str  #: All its texts, names and streams, as they are stored.
    codes: frozenset[frozenset[tuple[int, int]]]  #: The drawings on it that are made of modules.

    @property
    def anywhere(self) -> str:
        return f"{self.read} {self.spelled} {self.stored}"


def copy(path: Path, names: frozenset[str]) -> Copy:
    document = pdfium.PdfDocument(path)
    read = letters("".join(page.get_textpage().get_text_range() for page in document))
    with pikepdf.open(path) as pdf:
        assert not pdf.attachments
        spelled, codes = list[str](), set[frozenset[tuple[int, int]]]()
        for page in pdf.pages:
            _look(page, spelled, codes)
        stored = "\n".join(text for thing in pdf.objects for text in _texts(thing))
    return Copy(path.stem, names, read, letters("".join(spelled)), stored.lower(), frozenset(codes))


def _look(thing: Any, spelled: list[str], codes: set[frozenset[tuple[int, int]]]) -> None:
    """Read the content of a page, and of what is drawn on it; note its texts and its codes."""
    resources = thing.get("/Resources", pikepdf.Dictionary())
    fonts = {name: _letters(font) for name, font in resources.get("/Font", {}).items()}
    font, at, modules = dict[bytes, str](), (0.0, 0.0), set[tuple[int, int]]()
    for operands, operator in pikepdf.parse_content_stream(thing):
        what = str(operator)
        if what == "Do" and (form := resources.XObject[operands[0]]).Subtype == "/Form":
            _look(form, spelled, codes)
        elif what == "Tf":
            font = fonts[str(operands[0])]
        elif what in ("Tj", "TJ"):
            texts = operands[0] if what == "TJ" else operands
            for text in texts:
                if isinstance(text, pikepdf.String):
                    raw = bytes(text)
                    signs = (raw[spot : spot + 2] for spot in range(0, len(raw), 2))
                    spelled += (font[sign] for sign in signs)
        elif what == "m":
            at = float(operands[0]), float(operands[1])
        elif what == "l" and at[1] == float(operands[1]):
            modules |= {(x, int(at[1])) for x in range(int(at[0]), int(operands[0]))}
        elif what in ("B", "S", "f", "n"):
            codes.add(frozenset(modules))
            modules.clear()


def _letters(font: Any) -> dict[bytes, str]:
    """Say which letters the codes of a font stand for (ISO 32000, 9.10.3)."""
    table = font.ToUnicode.read_bytes().decode()
    assert "beginbfrange" not in table
    return {
        bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", table)
    }


def _texts(thing: Any) -> Iterator[str]:
    """Yield every text, name and stream in an object; those that it refers to have their turn."""
    if isinstance(thing, pikepdf.Stream):
        yield thing.read_bytes().decode("latin-1")
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key
            yield from _texts(value) if _direct(value) else ()
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from _texts(value) if _direct(value) else ()


def _direct(value: Any) -> bool:
    return not getattr(value, "is_indirect", False)


def modules(address: str) -> frozenset[tuple[int, int]]:
    """The modules of an address's code, by column and row."""
    rows = segno.make(address, error="m", micro=False).matrix
    return frozenset((x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Copy]:
    """Every PDF of the book."""
    events = list[Event]()
    project = load(BOOKS / "audiences")
    press.run(project.editions(), Shop(Tray(tmp_path_factory.mktemp("garden"))), events.append)
    assert [str(event.error) for event in events if isinstance(event, Failure)] == []
    return [copy(e.path, e.edition.names) for e in events if isinstance(e, Artifact)]


# What must be there, and nowhere else


def test_there_is_a_copy_for_everybody(copies: list[Copy]) -> None:
    axes = [("en", "de"), ("schools", "offices"), ("facilitator", "participant")]
    assert len({one.names for one in copies}) == 16
    for one in copies:
        assert len(one.names) == 4
        assert all(len(one.names & set(axis)) == 1 for axis in axes)


@pytest.mark.parametrize("word", PRINTED)
def test_a_word_is_printed_for_its_readers(copies: list[Copy], word: str) -> None:
    for extract in ("read", "spelled"):
        found = [one.slug for one in copies if word in getattr(one, extract)]
        assert found == [one.slug for one in copies if meant(PRINTED[word], one.names)]
        assert found


@pytest.mark.parametrize("word", STORED)
def test_a_word_is_stored_for_its_readers(copies: list[Copy], word: str) -> None:
    found = [one.slug for one in copies if word in one.stored]
    assert found == [one.slug for one in copies if meant(STORED[word], one.names)]
    assert found


@pytest.mark.parametrize("word", ALL)
def test_a_word_is_nowhere_else(copies: list[Copy], word: str) -> None:
    meant_for = [table[word] for table in (PRINTED, STORED) if word in table]
    for one in copies:
        if not any(meant(condition, one.names) for condition in meant_for):
            assert word not in one.anywhere, one.slug


@pytest.mark.parametrize("address", ADDRESSES)
def test_codes(copies: list[Copy], address: str) -> None:
    code = modules(address)
    found = [one.slug for one in copies if code in one.codes]
    either = ADDRESSES[address].split(", ")
    assert found == [one.slug for one in copies if any(meant(each, one.names) for each in either)]
    assert found


@pytest.mark.parametrize("word", UNSEEN)
def test_what_is_not_in_a_pdf_is_not_in_a_galley_either(word: str) -> None:
    project = load(BOOKS / "audiences")
    for edition in project.editions(["screen"], ["en"]):
        galley = compose(write(edition))
        everything = " ".join([galley.html, *galley.files]).lower()
        assert (word in everything) is meant(UNSEEN[word], edition.names)


def test_every_plant_has_its_place() -> None:
    files = [path for path in (BOOKS / "audiences").rglob("*.*") if path.suffix != ".po"]
    written = " ".join(text for path in files for text in (path.name, path.read_text("utf-8")))
    counts = {word: written.lower().count(word) for word in ALL}
    # A picture and a welcome are files, and called for; some plants are translations.
    twice, translated = ["foxglove", "primrose"], TRANSLATED.split()
    odd = {**dict.fromkeys(twice, 2), **dict.fromkeys(translated, 0)}
    assert {word: count for word, count in counts.items() if count != 1} == odd
