"""From files to a manuscript: titles, front matter, chapters, placements and records."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from small_books import BOOKS, Desk, book, picture, read, told

from booklet.finding import Place
from booklet.manuscript import Record


def front(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Words.", ""])


# Titles


@pytest.mark.parametrize(
    ("chapter", "title"),
    [
        ("# One\n\nWords.", "One"),
        ("\n\n# One #\n", "One"),
        ("# <del>*One*</del> two\n", "<del><em>One</em></del> two"),
        ('# *One* & "two"\n', "<em>One</em> &amp; “two”"),
        (front("title: One"), "One"),
        (front("title: 1. One"), "1. One"),
        (front("title: '# One'"), "# One"),
        (front("title: '- One'"), "- One"),
        (front("title: >-", "  One", "  two"), "One two"),
        (front('title: "*One*: it\'s `x < y`"'), "<em>One</em>: it’s <code>x &lt; y</code>"),
        ("\n" + front("title: One"), "One"),
        (front("title: One  # and a comment"), "One"),
    ],
)
def test_titles(tmp_path: Path, chapter: str, title: str) -> None:
    [found] = read(book(tmp_path, {"01-one.md": chapter})).chapters
    assert found.title == Markup(title)
    assert "One" not in found.html


def test_front_matter(tmp_path: Path) -> None:
    chapter = front("title: One", "id: first", "summary: What *it* is.", "minutes: 4")
    [found] = read(book(tmp_path, {"01-one.md": chapter})).chapters
    assert (found.name, found.summary, found.minutes) == ("first", "What <em>it</em> is.", 4)
    assert (found.path.as_posix(), found.source) == ("content/01-one.md", chapter)


# Names


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("01-welcome.md", "welcome"),
        ("2. The Way_on.md", "the-way-on"),
        ("Über uns.md", "uber-uns"),
        ("2024.md", "2024"),
    ],
)
def test_a_chapter_is_called_after_its_file(tmp_path: Path, file: str, name: str) -> None:
    assert read(book(tmp_path, {file: "# One"})).chapters[0].name == name


def test_names_that_clash_or_are_none(tmp_path: Path) -> None:
    files = {
        "01-one.md": "# One",
        "02-one.md": "# Two",
        "03-three.md": front("title: T", "id: one"),
    }
    assert told(book(tmp_path, {**files, "目录.md": "# Four"})) == picture("""
        content/目录.md: error: this file's name holds no letter from a to z [chapter-name]
          hint: give it an id in its front matter, for example id: welcome
        content/02-one.md: error: the id 'one' belongs to content/01-one.md already [id-twice]
          hint: give one of them another id in its front matter
        content/03-three.md:3: error: the id 'one' belongs to content/01-one.md already [id-twice]
          hint: give one of them another id in its front matter
    """)


def test_ids_within_a_chapter_are_its_own(desk: Desk) -> None:
    html = desk.html("## Two\n\n## Two\n\n## Two {#two_1}\n\n## !\n\n## 目录\n")
    assert html == picture("""
        <h2 id="two">Two</h2>
        <h2 id="two_2">Two</h2>
        <h2 id="two_1">Two</h2>
        <h2 id="section">!</h2>
        <h2 id="目录">目录</h2>
    """)


def test_every_chapter_is_told(tmp_path: Path) -> None:
    files = {"01-one.md": "Words.", "02-two.md": "# Two", "03-three.md": "---"}
    assert told(book(tmp_path, files)) == picture("""
        content/01-one.md:1: error: this chapter has no title [title-missing]
          hint: begin with front matter: ---, title: Welcome, ---
        content/03-three.md:1: error: the front matter never ends [front-open]
          hint: close it with a line of ---
    """)


# Lines of links


@pytest.mark.parametrize(
    ("snippet", "line"),
    [("02-two.md", 4), ("plain", 3), ("pot.png", 6), ("https://x.y", 8), ("none", None)],
)
def test_where_an_address_stands(desk: Desk, snippet: str, line: int | None) -> None:
    body = "\nplain 02-two.md\n[a](02-two.md)\n\n![c](pot.png)\n\n[d]: https://x.y\n[e][d]\n"
    chapter = desk.chapter(body)
    assert chapter.locate(snippet) == Place(chapter.path, line)


# Placements and records


def test_placements_stand_in_the_order_of_their_slots(desk: Desk) -> None:
    body = "/// quotes | bob, ann\n///\n\nWords.\n\n- one\n\n    /// quotes\n    ///\n"
    chapter = desk.chapter(body, "ann: {text: Yes.}\nbob: {text: No.}\n")
    assert [
        ([record.name for record in place.records], place.place.line)
        for place in chapter.placements
    ] == [(["bob", "ann"], 2), (["ann", "bob"], 9)]
    assert chapter.html.index('<slot name="0">') < chapter.html.index('<slot name="1">')


def test_fields_of_every_kind() -> None:
    [chapter] = read(BOOKS / "data-of-every-kind").chapters
    [placement] = chapter.placements
    here = placement.records[0].place.path
    assert placement.records[0] == Record(
        "tea-pot",
        {
            "title": Markup("1. A “pot”"),
            "text": Markup("<em>Warm</em> it first; it’s worth it."),
            "steps": (Markup("boil"), "2", Markup("pour &amp; wait")),
            "more": Markup("<p>Two</p>\n<ul>\n<li>lists</li>\n</ul>\n<p>here.</p>"),
            "box": Markup('<aside class="callout note">\n<p>Mind it.</p>\n</aside>'),
            "url": "https://example.org/a_b_c",
            "cups": 4,
            "hot": True,
            "cold": Markup("no"),
            "quoted": Markup(""),
        },
        Place(here, 2),
    )
    assert placement.records[1].fields == {"title": Markup("A cup")}


def test_a_file_of_no_records(desk: Desk) -> None:
    assert desk.told("/// quotes\n///\n", "# Later.\n") == (
        "content/01-one.md:2: warning: there is no record in content/quotes.yaml [data-empty]"
    )
    assert desk.told("/// quotes | ann\n///\n", "# Later.\n") == picture("""
        content/01-one.md:2: error: no record of quotes is called 'ann' [record-unknown]
          hint: there are none
    """)


def test_a_file_with_the_name_of_a_block(tmp_path: Path) -> None:
    files = {"01-one.md": "# One\n\n/// callout\n\nWords.\n///\n", "callout.yaml": "a: {b: c}"}
    assert told(book(tmp_path, files)) == picture("""
        content/callout.yaml: error: 'callout' is the name of a block of the house [name-taken]
          hint: give this data file another name
    """)


def test_a_book_that_can_not_be_read_at_all(tmp_path: Path) -> None:
    deep = "".join(f"{' ' * 4 * n}- x\n" for n in range(120))
    files = {"01-one.md": f"# One\n\n{deep}", "02-two.md": f"# Two\n\n{'> ' * 400}x\n"}
    assert told(book(tmp_path, files)) == picture("""
        content/01-one.md: error: something is nested too deep here [nested-deep]
        content/02-two.md: error: something is nested too deep here [nested-deep]
    """)


def test_warnings_about_data_let_it_be_printed(desk: Desk) -> None:
    body, data = "/// quotes\n///\n", 'ann: {text: "**Yes. <!-- no -->"}\n'
    assert desk.told(body, data) == picture("""
        content/quotes.yaml:1: warning: a sign for bold or code stands alone here, and is printed [sign-open]
          hint: close it, or put a backslash before it
    """)  # noqa: E501 - as it is printed
    [placement] = read(desk.root).chapters[0].placements
    assert placement.records[0].fields == {"text": Markup("**Yes. ")}
