"""Translations that nobody has to write."""

from __future__ import annotations

from collections.abc import Callable

import fontpkg
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from markdown_parts import messages, paragraphs, sensible, skeleton

from booklet.catalogue import faults, pseudo, speaks
from booklet.catalogue.pseudo import ACCENTS, ARABIC, accented, turned
from booklet.catalogue.signs import said, tokens


def signs(text: str) -> list[tuple[str, str]]:
    """All but the words, also within titles."""
    found = list[tuple[str, str]]()
    for kind, written, _ in tokens(text):
        if kind == "title":
            found += signs(written)
        elif kind != "text":
            found.append((kind, written))
    return found


@pytest.mark.parametrize(
    ("text", "in_accents", "in_arabic"),
    [
        ("Words", "[Ŵöřďš one]", "شوردس"),
        ("**Read** on.", "[**Řéåď** öñ. one]", "**رهاد** ون."),
        ("[A map](map.md 'Big')", "[[Å ṃåþ](map.md 'Bîĝ') one]", "[ا ماپ](map.md 'بيغ')"),
        ("![A map](map.png){.wide}", "[![Å ṃåþ](map.png){.wide} one]", "![ا ماپ](map.png){.wide}"),
        ("Words {#name}", "[Ŵöřďš one] {#name}", "شوردس {#name}"),
        ("[ ] done", "[ ] ďöñé one", "[ ] دونه"),
        ("<p>Two <b>words</b></p>", "<p>Ţŵö <b>ŵöřďš one</b></p>", "<p>تشو <b>شوردس</b></p>"),
        ("{{ n }} & 7", "{{ n }} & 7", "{{ n }} & 7"),
        ("", "", ""),
    ],
)
def test_messages(text: str, in_accents: str, in_arabic: str) -> None:
    assert accented(text) == in_accents
    assert turned(text) == in_arabic


def test_signs_stay() -> None:
    text = "Say `ls` %(num)s times, &amp; press <kbd title='Big'>Esc</kbd>[^note] [here][name]."
    assert accented(text) == (
        "[Šåý `ls` %(num)s ţîṃéš, &amp; þřéšš <kbd title='Big'>Éšç</kbd>[^note] [ĥéřé][name]."
        " one two three]"
    )


def test_a_text_grows_by_a_third() -> None:
    for text in paragraphs():
        assert 1.3 < len(said(accented(text))) / len(said(text)) < 1.8 or len(text) < 40


@given(messages)
def test_accents_change_nothing_but_words(text: str) -> None:
    assert signs(turned(text)) == signs(text)
    assert signs(accented(text)) == signs(text)
    assert (accented(text) != text) == speaks(text)


@given(sensible)
def test_accents_are_no_fault(text: str) -> None:
    assert {fault.code for fault in faults(text, accented(text))} <= {"said-length"}


@given(sensible)
def test_markdown_makes_the_same_of_it(text: str) -> None:
    assert skeleton(accented(text)) == skeleton(text)
    assert skeleton(turned(text)) == skeleton(text)


@pytest.mark.parametrize("say", [accented, turned])
def test_the_first_book(say: Callable[[str], str]) -> None:
    for text in paragraphs():
        assert faults(text, say(text)) == ()
        assert skeleton(say(text)) == skeleton(text)


def test_letters_are_told_apart() -> None:
    assert len(set(ACCENTS.values())) == len(ACCENTS)
    capitals = [ARABIC[code] for code in range(ord("A"), ord("Z") + 1)]
    assert len(set(capitals)) == 26
    assert [ARABIC[code] for code in range(ord("a"), ord("z") + 1)] == capitals
    assert ARABIC[ord("é")] == ARABIC[ord("e")]


@pytest.mark.parametrize("family", ["source-serif-4", "source-sans-3"])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_the_fonts_have_every_letter(family: str, style: str) -> None:
    font = TTFont(fontpkg.path(family, weight=400, style=style))
    assert set(ACCENTS.values()) - set(font.getBestCmap()) == set()


def test_catalogues() -> None:
    book = pseudo("en-XA")
    assert book is not None
    entry = book.find("Words", "any context")
    assert entry is not None
    assert entry.texts == ("[Ŵöřďš one]",)
    assert entry.translated
    assert book.find("") is None
    assert book.headers["Plural-Forms"] == "nplurals=1; plural=0;"
    other = pseudo("ar-XB")
    assert other is not None
    assert other.entries["", "Words"].texts == ("شوردس",)
    assert pseudo("de") is None
