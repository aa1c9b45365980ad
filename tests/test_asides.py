"""What authors tell translators, in chapters and data: it is heeded, and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_books import book
from translated import lay, spoken

from booklet.catalogue import Message
from booklet.manuscript import messages
from booklet.manuscript.asides import Advice, Aside, advice, asides
from booklet.project import load


def heard(root: Path, files: dict[str, str]) -> list[Message]:
    """The messages of a book but for those of its settings."""
    found = messages(load(book(root, files)))
    return [message for message in found if not message.context.startswith("book.")]


def chapter(root: Path, body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Text, context and comments of every message of a chapter but its title."""
    found = heard(root, {"01-one.md": f"# 1\n\n{body}"})
    return [(message.text, message.context, message.comments) for message in found]


CHAPTER = """
<!-- i18n:comment: Not the fruit. -->
<!-- i18n:comment: A word of the house. -->
Apple

Pear

<!-- i18n:context: on the cover -->
Apple

<!-- i18n:skip -->
Kiwi

Plum <!-- i18n:skip -->

<!-- i18n:skip-start -->

- Fig

Lime

<!-- i18n:skip-end -->

- Date <!-- i18n:comment: The day. -->
- Grape
"""

DATA = """\
# i18n:comment: A given name.
ann:
  # i18n:context: male
  name: Ann
  # i18n:skip
  role: Cook
  text: |
    Words of Ann.
# i18n:skip-start
bob:
  name: Bob
# i18n:skip-end
cy:
  name: Ann
"""


def test_in_a_chapter(tmp_path: Path) -> None:
    assert chapter(tmp_path, CHAPTER) == [
        ("Apple", "", ("Not the fruit.", "A word of the house.")),
        ("Pear", "", ()),
        ("Apple", "on the cover", ()),
        ("Date", "", ("The day.",)),
        ("Grape", "", ()),
    ]


def test_in_data(tmp_path: Path) -> None:
    found = heard(tmp_path, {"01-one.md": "# 1\n\n/// quotes\n///\n", "quotes.yaml": DATA})
    assert [(each.text, each.context, each.comments) for each in found] == [
        ("Ann", "male", ("A given name.",)),
        ("Words of Ann.", "quotes.text", ()),
        ("Ann", "quotes.name", ()),
    ]


def test_in_front_matter(tmp_path: Path) -> None:
    front = "---\n# i18n:comment: The chapter.\ntitle: One\n# i18n:skip\nsummary: Two\n---\nThree\n"
    found = heard(tmp_path, {"01-one.md": front})
    assert [(each.text, each.comments) for each in found] == [
        ("One", ("The chapter.",)),
        ("Three", ()),
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("<!-- i18n:skip -->", [Aside(1, "skip", "")]),
        ("\n<!--i18n:comment:a b-->", [Aside(2, "comment", "a b")]),
        ("<!-- i18n:comment: a\n  b\n-->\n", [Aside(1, "comment", "a b")]),
        ("  # i18n:context: a # b", [Aside(1, "context", "a # b")]),
        ("a # i18n:skip", []),
        ("<!-- i18n:skipping -->", []),
        ("<!-- i18n: skip -->", []),
        ("i18n:skip", []),
        ("# Title i18n:skip", []),
    ],
)
def test_how_it_is_written(typed: str, found: list[Aside]) -> None:
    assert list(asides(typed)) == found


def test_examples_in_code_say_nothing(tmp_path: Path) -> None:
    body = "`<!-- i18n:skip -->` one\n\n```\n<!-- i18n:skip -->\n```\n\ntwo\n"
    assert chapter(tmp_path, body) == [
        ("`<!-- i18n:skip -->` one", "", ()),
        ("two", "", ()),
    ]
    body = "<!-- i18n:comment: `code` -->\none\n"
    assert chapter(tmp_path, body) == [("one", "", ("`code`",))]


def test_a_range_that_never_ends_goes_to_the_end() -> None:
    start = [Aside(2, "skip-start", "")]
    assert [told.skip for told in advice(start, [1, 2, 3, None])] == [False, True, True, False]
    assert advice([Aside(1, "skip-end", "")], [1, 2]) == [Advice(), Advice()]


def test_what_it_says_is_heeded_when_translations_are_printed(tmp_path: Path) -> None:
    said = {
        "Apple": "Apfel",
        ("on the cover", "Apple"): "APFEL",
        "Pear": "Birne",
        "Kiwi": "never",
        "Plum": "never",
        "Fig": "never",
        "Lime": "never",
        "Date": "Datum",
        "Grape": "Traube",
    }
    chapter = spoken(lay(tmp_path, f"# 1\n\n{CHAPTER}", said)).chapters[0]
    assert chapter.html == (
        "<p>Apfel</p>\n<p>Birne</p>\n<p>APFEL</p>\n<p>Kiwi</p>\n<p>Plum </p>\n"
        "<ul>\n<li>Fig</li>\n</ul>\n<p>Lime</p>\n"
        "<ul>\n<li>Datum </li>\n<li>Traube</li>\n</ul>"
    )


def test_what_it_says_is_heeded_in_data(tmp_path: Path) -> None:
    said = {
        ("male", "Ann"): "Anno",
        ("quotes.name", "Ann"): "Anna",
        ("quotes.role", "Cook"): "never",
        ("quotes.text", "Words of Ann."): "Worte von Anno.",
        ("quotes.name", "Bob"): "never",
    }
    files = {"01-one.md": "# 1\n\n/// quotes\n///\n", "quotes.yaml": DATA}
    (placement,) = spoken(lay(tmp_path, files, said)).chapters[0].placements
    assert [dict(record.fields) for record in placement.records] == [
        {"name": "Anno", "role": "Cook", "text": "Worte von Anno."},
        {"name": "Bob"},
        {"name": "Anna"},
    ]
