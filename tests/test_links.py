"""Links lead somewhere, addresses can be read on paper, notes stand where they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop import PLAIN, composed, fronted, inner, make

from booklet.finding import ManuscriptError, TypesettingError


def failed(project: Path) -> str:
    with pytest.raises(ManuscriptError) as caught:
        composed(project)
    return str(caught.value)


def html(folder: Path, text: str, **more: str) -> str:
    return inner(composed(make(folder, {"01-one.md": f"# One\n\n{text}\n"}, more)))


# Inside the book.


def test_links_within_a_chapter_and_across(tmp_path: Path) -> None:
    chapters = {
        "01-one.md": "# One\n\n## Steps\n\n[a](#steps) [b](02-two.md) [c](./02-two.md#steps)"
        " [d](../content/02-two.md) [e](#two) [f](01-one.md#steps)\n",
        "02-two.md": "# Two\n\n## Steps\n\n[a](#steps) [b](01-one.md#steps)\n",
    }
    text = composed(make(tmp_path, chapters)).html
    assert (
        '<h2 id="one--steps">Steps</h2>\n<p><a href="#one--steps">a</a> <a href="#two">b</a>'
        ' <a href="#two--steps">c</a> <a href="#two">d</a> <a href="#two">e</a>'
        ' <a href="#one--steps">f</a></p>'
    ) in text
    assert (
        '<h2 id="two--steps">Steps</h2>\n<p><a href="#two--steps">a</a>'
        ' <a href="#one--steps">b</a></p>'
    ) in text


def test_names_in_any_script_and_with_spaces(tmp_path: Path) -> None:
    text = (
        '## Über uns\n\n<b id="a b%">x</b>\n\n'
        "[a](#über-uns) [b](#%C3%BCber-uns) [c](#a%20b%25) [d](02%20two.md)"
    )
    galley = composed(make(tmp_path, {"01-one.md": f"# One\n\n{text}\n", "02 two.md": "# Two\n"}))
    assert (
        '<h2 id="one--über-uns">Über uns</h2>\n<p><b id="one--a b%">x</b></p>\n'
        '<p><a href="#one--%C3%BCber-uns">a</a> <a href="#one--%C3%BCber-uns">b</a>'
        ' <a href="#one--a%20b%25">c</a> <a href="#two">d</a></p>'
    ) in galley.html


def test_an_anchor_is_no_link(tmp_path: Path) -> None:
    assert html(tmp_path, '<a id="here">Here</a>') == '<p><a id="one--here">Here</a></p>'


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (
            "[x](#setps)",
            "nothing here is called '#setps' [link-broken]\n  hint: did you mean 'steps'?",
        ),
        (
            "[x](02-two.md#setps)",
            "nothing in '02-two.md' is called '#setps' [link-broken]\n  hint: there are: other",
        ),
        (
            "[x](02-two.md#one)",
            "nothing in '02-two.md' is called '#one' [link-broken]\n  hint: there are: other",
        ),
        (
            "[x](02-tow.md)",
            "no chapter of this book is '02-tow.md' [link-broken]\n"
            "  hint: did you mean '02-two.md'?",
        ),
        (
            "[x](02-two.html)",
            "no chapter of this book is '02-two.html' [link-broken]\n"
            "  hint: did you mean '02-two.md'?",
        ),
        (
            "[x](/etc/passwd)",
            "no chapter of this book is '/etc/passwd' [link-broken]\n"
            "  hint: there are: 01-one.md, 02-two.md",
        ),
        (
            "[x](//example.org/)",
            "no chapter of this book is '//example.org/' [link-broken]\n"
            "  hint: there are: 01-one.md, 02-two.md",
        ),
        (
            "[x](#)",
            "this link leads nowhere [link-broken]\n"
            "  hint: write its address between the parentheses",
        ),
    ],
)
def test_a_link_that_leads_nowhere(tmp_path: Path, link: str, message: str) -> None:
    chapters = {
        "01-one.md": f"# One\n\n## Steps\n\nOver\nlines {link}.\n",
        "02-two.md": "# Two\n\n## Other\n",
    }
    assert failed(make(tmp_path, chapters)) == f"content/01-one.md:6: error: {message}"


def test_every_broken_link_is_told_at_once(tmp_path: Path) -> None:
    chapters = {"01-one.md": "# One\n\n[a](#a)\n\n[b](#b)\n", "02-two.md": "# Two\n\n[c](#c)\n"}
    assert failed(make(tmp_path, chapters)).splitlines()[::2] == [
        "content/01-one.md:3: error: nothing here is called '#a' [link-broken]",
        "content/01-one.md:5: error: nothing here is called '#b' [link-broken]",
        "content/02-two.md:3: error: nothing here is called '#c' [link-broken]",
    ]


def test_a_link_in_a_record_is_told_at_the_record(tmp_path: Path) -> None:
    files = {
        "content/facts.yaml": "one:\n  text: Fine.\ntwo:\n  text: See [there](#there).\n",
        "templates/data/facts.html": "{% for fact in records %}<p>{{ fact.text }}</p>{% endfor %}",
    }
    told = failed(make(tmp_path, "# One\n\n/// facts\n///\n", files))
    assert told == (
        "content/facts.yaml:4: error: nothing here is called '#there' [link-broken]\n"
        "  hint: there are none"
    )


def test_links_of_templates(tmp_path: Path) -> None:
    chapters = {
        "01-one.md": "---\ntitle: One\nsummary: After [this](02-two.md).\n---\n",
        "02-two.md": "# Two\n",
    }
    front = '<header><p><a href="#two">Two</a> {{ chapters[0].summary }}</p></header>'
    text = composed(make(tmp_path, chapters, theme=fronted(front))).html
    assert '<a href="#two">Two</a> After <a href="#two">this</a>.' in text


def test_a_link_of_a_template_that_leads_nowhere(tmp_path: Path) -> None:
    front = '<header><a href="#tow">Two</a></header>'
    with pytest.raises(TypesettingError) as caught:
        composed(make(tmp_path, {"01-two.md": "# Two\n"}, theme=fronted(front)))
    assert str(caught.value) == (
        "error: nothing here is called '#tow' [link-broken]\n  hint: did you mean 'two'?"
    )


# Outside the book.

SITE = '<a href="https://example.org/">site</a>'
NOTE = '<span class="footnote address">example.org</span>'


def test_an_address_is_printed_once_a_chapter(tmp_path: Path) -> None:
    text = "[site](https://example.org/) and [site](https://example.org/)"
    chapters = {"01-one.md": f"# One\n\n{text}\n", "02-two.md": f"# Two\n\n{text}\n"}
    galley = composed(make(tmp_path, chapters)).html
    assert galley.count(f"<p>{SITE}{NOTE} and {SITE}</p>") == 2


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.example.org/a/", "www.example.org/a"),
        ("http://example.org/a?b=1&c=2#d", "example.org/a?b=1&amp;c=2#d"),
        ("mailto:ann@example.org?subject=Hi", "ann@example.org"),
        ("tel:+49-30-1234", "+49-30-1234"),
    ],
)
def test_an_address_is_what_a_reader_types(tmp_path: Path, address: str, shown: str) -> None:
    assert f'<span class="footnote address">{shown}</span>' in html(tmp_path, f"[x]({address})")


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("https://example.org/", "https://example.org/"),
        ("https://example.org", "https://example.org/"),
        ("example.org", "https://example.org/"),
        ("example.org/", "https://example.org"),
        ("ann@example.org", "mailto:ann@example.org"),
        ("ann@example.org", "mailto:ann@example.org?subject=Hi"),
    ],
)
def test_an_address_that_is_there_already(tmp_path: Path, words: str, address: str) -> None:
    text = html(tmp_path, f"[{words}]({address}), [again]({address})")
    link = f'<a href="{address}" class="address">{words}</a>'
    assert text == f'<p>{link}, <a href="{address}">again</a></p>'


def test_an_address_between_angle_brackets_is_there_already(tmp_path: Path) -> None:
    text = html(tmp_path, "<https://example.org/> <ann@example.org>")
    assert text == (
        '<p><a href="https://example.org/" class="address">https://example.org/</a>'
        ' <a href="mailto:ann@example.org" class="address">ann@example.org</a></p>'
    )


def test_in_headings_and_tables_an_address_stands_in_brackets(tmp_path: Path) -> None:
    link = "[site](https://example.org/{})"
    table = f"| {link.format(2)} |\n|---|\n| {link.format(3)} |"
    text = html(tmp_path, f"## A {link.format(1)}\n\n{table}")
    for number in (1, 2, 3):
        assert f'/{number}">site</a><span class="address"> (example.org/{number})</span>' in text
    assert "footnote" not in text


def test_the_outline_shows_the_words_of_a_heading(tmp_path: Path) -> None:
    text = html(tmp_path, "## A [site](https://example.org/)[^n] *b*\n\n## Plain\n\n[^n]: Note.")
    assert 'data-entry="A site b"' in text
    assert text.count("data-entry") == 1


def test_a_picture_may_be_a_link(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    text = html(tmp_path, "[![A map](map.svg)](https://example.org/)", **{"content/map.svg": svg})
    assert text == (
        '<p><a href="https://example.org/"><img alt="A map"'
        f' src="http://galley.invalid/content/map.svg" /></a>{NOTE}</p>'
    )


# Notes.


def test_a_note_stands_where_it_is_called(tmp_path: Path) -> None:
    notes = "[^b]: Second,\n    and last.\n[^a]: First."
    assert html(tmp_path, f"One[^a], two[^b].\n\nThree.\n\n{notes}") == (
        '<p>One<span class="footnote">First.</span>,'
        ' two<span class="footnote">Second, and last.</span>.</p>\n<p>Three.</p>'
    )


def test_a_note_called_twice_is_set_twice(tmp_path: Path) -> None:
    note = '<span class="footnote">Note with <em>words</em>.</span>'
    text = html(tmp_path, "One[^a], two[^a].\n\n[^a]: Note with *words*.")
    assert text == f"<p>One{note}, two{note}.</p>"


def test_a_note_of_several_blocks(tmp_path: Path) -> None:
    text = html(
        tmp_path,
        "One[^a] two.\n\n[^a]: First\n    line.\n\n    Second.\n\n    - third\n    - last\n",
    )
    assert text == (
        '<p>One<span class="footnote">First line.'
        ' <span class="footnote-part">Second.</span> <span class="footnote-part"><ul> '
        "<li>third</li> <li>last</li> </ul></span></span> two.</p>"
    )


def test_a_link_in_a_note_is_settled_and_its_address_stands_in_brackets(tmp_path: Path) -> None:
    text = html(tmp_path, "One[^a].\n\n[^a]: See [one](#one), [site](https://example.org/).")
    assert text == (
        '<p>One<span class="footnote">See <a href="#one">one</a>,'
        f' {SITE}<span class="address"> (example.org)</span>.</span>.</p>'
    )


def test_notes_of_records_keep_to_their_record(tmp_path: Path) -> None:
    files = {
        "content/facts.yaml": "".join(
            f"{name}:\n  text: |\n    {name}[^1].\n\n    [^1]: Note of {name}.\n" for name in "ab"
        ),
        "templates/data/facts.html": (
            "{% for fact in records %}<div>{{ fact.text }}</div>{% endfor %}"
        ),
    }
    text = html(tmp_path, "Text[^1].\n\n/// facts\n///\n\n[^1]: Note of text.", **files)
    notes = [
        f'{name}<span class="footnote">Note of {name.lower()}.</span>.' for name in ("Text", *"ab")
    ]
    assert [text.count(note) for note in notes] == [1, 1, 1]
    assert text.count("<span") == 3


def test_a_note_in_a_note(tmp_path: Path) -> None:
    chapter = "# One\n\nOne[^a].\n\n[^a]: First[^b].\n\n[^b]: Second.\n"
    assert failed(make(tmp_path, chapter)) == (
        "content/01-one.md:5: error: a note can't call another note [note-nested]\n"
        "  hint: put the words of one into the other"
    )


def test_a_template_may_say_footnote_as_well(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"].replace(
        "</section>", '<div class="footnote">x</div></section>'
    )
    galley = composed(make(tmp_path, files={"templates/chapter.html": page}))
    assert inner(galley).endswith('<div class="footnote">x</div>')
