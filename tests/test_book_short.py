"""The short versions and the cards of the first book, in all its languages, read back."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import tinyhtml5
from markupsafe import Markup

from booklet import measure
from booklet.galley import compose
from booklet.galley.links import shown
from booklet.manuscript import Manuscript, Record, write
from booklet.pages import Pages, typeset
from booklet.press.one import fit
from booklet.project import Edition, load

PROJECT = load(Path(__file__).resolve().parent.parent)
TAGS = [PROJECT.locale.tag, *PROJECT.translations]
SHORT = {"zine": 8, "leaflet": 6}
CARDS = [name for name, way in PROJECT.formats.items() if way.data]

#: Letters enough for a panel not to look forgotten; a cover has a picture, too.
SOME = 150


def edition(way: str, tag: str, name: str = "general") -> Edition:
    return PROJECT.editions([way], [tag], [name])[0]


def printed(of: Edition) -> tuple[Manuscript, Pages]:
    """Print an edition in which nothing is wrong."""
    manuscript = write(of)
    galley = compose(manuscript)
    pages = typeset(galley)
    assert (*manuscript.findings, *galley.findings, *pages.findings) == ()
    fit(manuscript, pages)
    return manuscript, pages


@cache
def panels(way: str, tag: str) -> tuple[Manuscript, list[str]]:
    manuscript, pages = printed(edition(way, tag))
    return manuscript, read(pages)


def read(pages: Pages) -> list[str]:
    """The letters of each page."""
    document = pdfium.PdfDocument(pages.pdf)
    return [letters(page.get_textpage().get_text_range()) for page in document]


def letters(text: str) -> str:
    """Letters alone: without marks, which come off their letters in some scripts."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalpha())


def words(text: str) -> Iterator[str]:
    """The words of a text or of some HTML, as letters."""
    root = tinyhtml5.parse(f"<!DOCTYPE html><body>{text}".ljust(200))
    yield from filter(None, map(letters, "".join(root.itertext()).split()))


def said(manuscript: Manuscript) -> Iterator[str]:
    """What a short version says: in its chapters, and in the records that they place."""
    for chapter in manuscript.chapters:
        yield from (chapter.title, chapter.summary, re.sub("<slot.*?</slot>", "", chapter.html))
        for placement in chapter.placements:
            yield from (text for record in placement.records for text in texts(record))


def texts(record: Record) -> Iterator[str]:
    """What a card says of a record; addresses as they are printed."""
    for value in record.fields.values():
        if isinstance(value, str):
            yield value if isinstance(value, Markup) else shown(value)


# Short versions.


@pytest.mark.slow
def test_a_short_version_is_a_chapter_of_its_own() -> None:
    home = PROJECT.locale.tag
    for name in PROJECT.audiences:
        for way in SHORT:
            assert [chapter.name for chapter in write(edition(way, home, name)).chapters] == [
                "in-short"
            ]
        chapters = write(edition("screen", home, name)).chapters
        assert "in-short" not in {chapter.name for chapter in chapters}


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("way", SHORT)
def test_every_panel_of_the_sheet_is_filled(way: str, tag: str) -> None:
    _, paper = panels(way, tag)
    assert len(paper) == SHORT[way]
    cover, *inside, _ = map(len, paper)
    assert cover > 0
    assert min(inside) > SOME


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("way", SHORT)
def test_all_that_a_short_version_says_is_on_its_panels(way: str, tag: str) -> None:
    manuscript, paper = panels(way, tag)
    told = [text for text in said(manuscript) if text]
    assert len(told) > 20
    wanted = "".join(word for text in told for word in words(text))
    assert lacking(wanted, "".join(paper)) == ""
    # Lines from right to left come out of a PDF in pieces.
    if manuscript.edition.locale.direction == "ltr":
        lost = {word for text in told for word in words(text) if word not in "".join(paper)}
        assert lost == set()


def lacking(wanted: str, there: str) -> str:
    """The letters that stand fewer times in one text than in another."""
    each = sorted(set(wanted))
    return "".join(letter for letter in each if there.count(letter) < wanted.count(letter))


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["business", "community", "educators"])
def test_all_readers_have_a_sheet_of_their_own(name: str, tag: str) -> None:
    for way, count in SHORT.items():
        assert printed(edition(way, tag, name))[1].count == count


# Cards.


def test_the_kinds_of_cards() -> None:
    assert {PROJECT.formats[name].data for name in CARDS} == {
        *("quotes", "benefits", "glossary", "talking-points")
    }
    assert PROJECT.standing == ("screen", "booklet")


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("size", ["A6", "business-card"])
@pytest.mark.parametrize("way", CARDS)
def test_each_record_is_on_the_two_sides_of_its_card(way: str, size: str, tag: str) -> None:
    of = edition(way, tag)
    of = dataclasses.replace(of, format=dataclasses.replace(of.format, page=measure.page(size)))
    manuscript, pages = printed(of)
    assert manuscript.cards
    paper = read(pages)
    assert len(paper) == 2 * len(manuscript.cards.records)
    for number, record in enumerate(manuscript.cards.records):
        both = "".join(paper[2 * number : 2 * number + 2])
        wanted = "".join(word for text in texts(record) for word in words(text))
        assert wanted
        assert lacking(wanted, both) == "", record.place


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("name", ["general", "business", "community", "educators"])
def test_talking_points_are_those_of_the_chapter_in_every_language(name: str, tag: str) -> None:
    cards = write(edition("talking-cards", tag, name)).cards
    assert cards
    (chapter,) = (
        one for one in write(edition("screen", tag, name)).chapters if one.name == "talking-points"
    )
    there = "".join(words(chapter.html))
    points = [text for record in cards.records for text in texts(record)]
    assert len(points) == 18
    assert [text for text in points if "".join(words(text)) not in there] == []
