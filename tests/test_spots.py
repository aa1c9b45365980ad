"""Every message is found on the line where its words stand."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from test_manuscript_words import chapters as made_up

from booklet.catalogue import Message
from booklet.manuscript import Tongue, messages
from booklet.manuscript.blocks import kinds
from booklet.manuscript.listen import heard
from booklet.manuscript.passage import Setter
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.spots import Spots
from booklet.manuscript.words import Spoken, Unit
from booklet.project import load
from booklet.project.locales import locale

ROOT = Path(__file__).parents[1]

TONGUE = Tongue(locale("en"), ["quotes"])


def lines(text: str) -> dict[str, int | None]:
    """The line on which each message of a chapter was found."""
    source = Source(PurePath("01-one.md"), text, text)
    found = [message for message in heard(TONGUE, source, text, None, "") if message]
    return {message.text: message.places[0].line for message in found}


def bare(text: str) -> str:
    """The letters of a text."""
    return "".join(re.findall(r"[^\W_]", text))


@pytest.mark.parametrize("folder", [ROOT, ROOT / "docs"])
def test_every_message_of_a_book_stands_where_it_was_found(folder: Path) -> None:
    project = load(folder)
    texts = {path: (folder / path).read_text("utf-8").split("\n") for path in project.chapters}
    count = 0
    for message in messages(project):
        for place in message.places:
            if place.path in texts:
                assert place.line
                rest = texts[place.path][place.line - 1 :]
                assert begins(message, rest), (message, place)
                count += 1
    assert count > 150


def begins(message: Message, rest: list[str]) -> bool:
    """Whether a message begins on the first of some lines, with no more than signs between."""
    words = re.sub(r"\]\[[^\]]*\]", "]", message.text)
    here = re.sub(r"\]\[[^\]]*\]|\]\[\]", "]", "\n".join(rest[:40]))
    spot = bare(here).find(bare(words))
    return 0 <= spot <= len(bare(rest[0])) - len(bare(words.split()[0]))


@settings(max_examples=200)
@given(made_up())
def test_every_message_is_found_on_the_line_of_its_words(text: str) -> None:
    body = uncommented(text).expandtabs(4)
    source = Source(PurePath("01-one.md"), text, body)
    if Setter(TONGUE).passage(source, body, kinds(["quotes"])).findings:
        return
    units = list[Unit]()

    def note(unit: Unit) -> Spoken:
        units.append(unit)
        return Spoken(unit.text)

    TONGUE.hear(body, note)
    typed, spots = body.split("\n"), Spots(body)
    for unit in units:
        found = spots.line(unit)
        assert found
        assert unit.written in typed[found - 1]
        if word := re.search(r"zw\d+q", unit.written):  # the first line of HTML has none
            assert word[0] in typed[found - 1]


def test_equal_texts_are_found_one_behind_the_other() -> None:
    text = "Same\n\n- Same\n- Same\n\n| Same | Same |\n|---|---|\n| x | Same |\n\n## Same\n"
    source = Source(PurePath("01-one.md"), text, text)
    found = [message for message in heard(TONGUE, source, text, None, "") if message]
    assert [(each.text, each.places[0].line) for each in found] == [
        ("Same", 1),
        ("Same", 3),
        ("Same", 4),
        ("Same", 6),
        ("Same", 6),
        ("x", 8),
        ("Same", 8),
        ("Same", 10),
    ]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("```\nWords\n```\n\nWords\n", 5),
        ("Some Words\n\nWords\n", 3),
        ("a[^1]\n\nb\n\n[^1]:\n    Words\n", 6),
        ("[^1]: Words\n\na[^1]\n", 1),
        ("[a][r] b\n\n[r]: https://x.org/Words 'Words'\n", 3),
        ("a\n\nb\n{: title='Words' }\n", 4),
        ("/// callout | Words\na\n///\n", 1),
        ("a\n\n<div>\n<p>b</p>\n</div>\n\nWords\n", 7),
        ("- a\n\n    > Words\n", 3),
        ("a\n:   Words\n", 2),
    ],
)
def test_the_line_of_a_message(typed: str, line: int) -> None:
    assert lines(typed)["Words"] == line
