"""Templates set the words of a manuscript, and can do nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path
from xml.etree import ElementTree

import pytest
from workshop import PLAIN, composed, inner, make

from booklet import tree
from booklet.finding import BookletError
from booklet.galley import Galley

QUOTES = {
    "content/quotes.yaml": "ann:\n  text: I was *here*.\nbob:\n  text: So was I.\n",
    "templates/data/quotes.html": (
        '{% for quote in records %}<q id="{{ quote.id }}">{{ quote.text }}</q>\n{% endfor %}'
    ),
}


def failed(project: Path) -> str:
    with pytest.raises(BookletError) as caught:
        composed(project)
    return str(caught.value)


# Words.


def test_records_stand_where_their_block_stands(tmp_path: Path) -> None:
    project = make(tmp_path, "# One\n\nBefore.\n\n/// quotes | bob, ann\n///\n\nAfter.\n", QUOTES)
    assert inner(composed(project)) == (
        '<p>Before.</p>\n<q id="one--bob">So was I.</q>\n'
        '<q id="one--ann">I was <em>here</em>.</q>\n\n<p>After.</p>'
    )


def test_what_looks_like_a_slot_stays_what_it_is(tmp_path: Path) -> None:
    chapter = '# One\n\n`<slot name="0"></slot>`\n\n/// quotes | ann\n///\n'
    assert inner(composed(make(tmp_path, chapter, QUOTES))) == (
        '<p><code>&lt;slot name="0"&gt;&lt;/slot&gt;</code></p>\n'
        '<q id="one--ann">I was <em>here</em>.</q>'
    )


def test_a_record_set_twice_is_linked_to_where_it_stands_first(tmp_path: Path) -> None:
    twice = "# One\n\n/// quotes | ann\n///\n\n[Again](#ann):\n\n/// quotes | ann\n///\n"
    assert inner(composed(make(tmp_path, twice, QUOTES))) == (
        '<q id="one--ann">I was <em>here</em>.</q>\n\n'
        '<p><a href="#one--ann">Again</a>:</p>\n<q>I was <em>here</em>.</q>'
    )


def test_values_are_escaped(tmp_path: Path) -> None:
    page = (
        PLAIN["templates/chapter.html"] + '<p title="{{ book.subtitle }}">{{ book.subtitle }}</p>'
    )
    keys = 'language = "en"\nsubtitle = "<b>1 & 2</b>"'
    html = composed(make(tmp_path, files={"templates/chapter.html": page}, keys=keys)).html
    assert html.count("&lt;b&gt;1 &amp; 2&lt;/b&gt;") == 2
    assert "<b>" not in html


def test_a_field_may_have_the_name_of_a_method(tmp_path: Path) -> None:
    files = {
        "content/lists.yaml": "a:\n  items: Three things\n  copy: Two\n",
        "templates/data/lists.html": "{% for list in records %}{{ list.items }}, {{ list.copy }}"
        ", {{ list }}{% endfor %}",
    }
    galley = composed(make(tmp_path, "# One\n\n/// lists\n///\n", files))
    assert inner(galley) == "Three things, Two, a"
    assert galley.findings == ()


def test_a_field_that_no_template_sets_is_told(tmp_path: Path) -> None:
    files = QUOTES | {
        "content/quotes.yaml": "ann:\n  text: Words.\n  extra: More.\n  txet: Less.\n"
    }
    galley = composed(make(tmp_path, "# One\n\n/// quotes\n///\n", files))
    assert "\n".join(map(str, galley.findings)).splitlines() == [
        "content/quotes.yaml:2: warning: 'ann' has a field 'extra' that templates/data/quotes.html"
        " does not set [field-unset]",
        "  hint: did you mean 'text'?",
        "content/quotes.yaml:2: warning: 'ann' has a field 'txet' that templates/data/quotes.html"
        " does not set [field-unset]",
        "  hint: did you mean 'text'?",
    ]


# Templates.


def test_a_project_sets_its_own_template_and_the_house_sets_the_rest(tmp_path: Path) -> None:
    cover = '<section class="cover">Ours, {{ book.title }}</section>'
    html = composed(make(tmp_path, files={"templates/cover.html": cover}, theme={})).html
    assert '<section class="cover">Ours, A Small Book</section>' in html
    assert '<nav class="contents">' in html


def test_a_project_extends_a_template_of_the_house(tmp_path: Path) -> None:
    book = '{% extends "house/book.html" %}{% block front %}{% endblock %}'
    html = composed(make(tmp_path, files={"templates/book.html": book}, theme={})).html
    assert "<header" not in html
    assert '<section class="chapter"' in html


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "<p>\n{% if book %}",
            "templates/chapter.html:2: error: the template can't be read: Unexpected end of"
            " template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'."
            " The innermost block that needs to be closed is 'if'. [template]",
        ),
        (
            "<p>\n\n{{ chapter.titel }}</p>",
            "templates/chapter.html:3: error: the template fails:"
            " 'dict object' has no attribute 'titel' [template]",
        ),
        (
            "{{ books.title }}",
            "templates/chapter.html:1: error: the template fails: 'books' is undefined [template]",
        ),
        (
            "<p>\n{% include 'quote.html' %}",
            "templates/chapter.html:2: error: there is no template 'quote.html' [template-missing]",
        ),
        (
            "<p>\n{% include 'chapter.html' %}",
            "templates/chapter.html:2: error: the template includes itself [template]",
        ),
        (
            "{{ 1 / 0 }}",
            "templates/chapter.html:1: error: the template fails: division by zero [template]",
        ),
        (
            b"\xff",
            "templates/chapter.html: error: 'templates/chapter.html' is not UTF-8:"
            " line 1 holds another encoding [file-encoding]",
        ),
        (
            "{{ chapter.html }}",
            "error: no template says where 'content/01-one.md' stands [template-chapter]\n"
            '  hint: put data-file="{{ chapter.path }}" on the element around {{ chapter.html }}',
        ),
    ],
)
def test_a_template_that_fails(tmp_path: Path, template: str | bytes, message: str) -> None:
    assert failed(make(tmp_path, files={"templates/chapter.html": template})) == message


@pytest.mark.parametrize(
    ("escape", "message"),
    [
        (
            "{{ ''.__class__.__mro__ }}",
            "access to attribute '__class__' of 'str' object is unsafe.",
        ),
        (
            "{{ code.__globals__ }}",
            "access to attribute '__globals__' of 'method' object is unsafe.",
        ),
        ("{{ chapters.append(1) }}", "access to attribute 'append' of 'list' object is unsafe."),
        ("{{ book.update(title=1) }}", "access to attribute 'update' of 'dict' object is unsafe."),
        ("{{ book.root.parent }}", "'dict object' has no attribute 'root'"),
        ("{{ range(1000000) }}", "Range too big. The sandbox blocks ranges larger than"),
    ],
)
def test_a_template_reaches_values_and_no_python(tmp_path: Path, escape: str, message: str) -> None:
    told = failed(make(tmp_path, files={"templates/chapter.html": escape}))
    assert told.startswith(f"templates/chapter.html:1: error: the template fails: {message}")


def test_a_template_can_open_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    project = make(
        tmp_path / "book", files={"templates/chapter.html": "{% include '../../secret.html' %}"}
    )
    assert failed(project) == (
        "templates/../../secret.html: error: 'templates/../../secret.html' lies outside the project"
        " [file-outside]"
    )


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "{% for quote in records %}{{ quote.text }}\n{{ quote.name }}{% endfor %}",
            "content/quotes.yaml:2: error: 'ann' has no field 'name' [field-missing]\n"
            "  hint: templates/data/quotes.html sets it",
        ),
        (
            "\n{{ records[9].text }}",
            "templates/data/quotes.html:2: error: the template fails: list object has no element 9"
            " [template]",
        ),
        (
            "{{ code('x' * 3000) }}",
            "templates/data/quotes.html:1: error: the template fails: Data too large. No QR Code"
            " can handle the provided data [template]",
        ),
    ],
)
def test_a_template_of_records_that_fails(tmp_path: Path, template: str, message: str) -> None:
    files = QUOTES | {"templates/data/quotes.html": template}
    assert failed(make(tmp_path, "# One\n\n/// quotes\n///\n", files)) == message


def test_records_without_a_template(tmp_path: Path) -> None:
    files = {"content/quote.yaml": "ann:\n  text: Words.\n"}
    project = make(tmp_path, "# One\n\n/// quote\n///\n", files)
    assert failed(project) == (
        "content/01-one.md:3: error: no template sets 'quote' [template-missing]\n"
        "  hint: write templates/data/quote.html; did you mean 'quotes'?"
    )


# The galley as a value.


def test_a_code_is_drawn_once_for_an_address(tmp_path: Path) -> None:
    page = PLAIN["templates/chapter.html"] + '<img alt="x" src="{{ code(book.title) }}">' * 2
    galley = composed(make(tmp_path, files={"templates/chapter.html": page}))
    drawn = [name for name in galley.files if name.startswith("codes/")]
    assert len(drawn) == 1
    assert galley.files[drawn[0]].startswith(b"<svg ")
    assert galley.html.count(f'src="http://galley.invalid/{drawn[0]}"') == 2


def test_a_galley_is_the_same_wherever_its_project_lies(tmp_path: Path) -> None:
    one, other = (composed(make(tmp_path / name, theme={})) for name in ("one", "other"))
    assert one == other
    assert one.fingerprint == other.fingerprint
    assert pickle.loads(pickle.dumps(one)) == one


def test_every_byte_counts_for_the_fingerprint() -> None:
    base = Galley("<html/>", {"a": b"1", "b": b"2"}, ())
    others = [
        Galley("<html />", {"a": b"1", "b": b"2"}, ()),
        Galley("<html/>", {"a": b"1", "b": b"3"}, ()),
        Galley("<html/>", {"a": b"1b", "": b"2"}, ()),
        Galley("<html/>", {"a": b"1", "b": b"2"}, (), "right"),
    ]
    assert len({galley.fingerprint for galley in [base, *others]}) == 5


def test_a_document_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    odd = (
        '<section data-file="{{ chapter.path }}" @click="x" o:x="y"><o:p>a</o:p>'
        '<!-- a -- b -->b&#1;<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' viewBox="0 0 1 1" xlink:href="#a"><path d=""/></svg>&nbsp;'
        "{{ chapter.html }}</section>"
    )
    galley = composed(make(tmp_path, "# One\n\nc\n", {"templates/chapter.html": odd}))
    assert "<span>a</span><!---->b\ufffd" in galley.html
    read = ElementTree.fromstring(galley.html)
    assert tree.words(read[1]) == "ab\ufffd c"
    assert read.find(".//{http://www.w3.org/2000/svg}path") is not None


# Where something was written.


def test_the_line_of_words(tmp_path: Path) -> None:
    chapters = {
        "01-one.md": "# One\n\nSome words over\ntwo lines.\n",
        "02-two.md": "# Two\n\nlines\n",
    }
    galley = composed(make(tmp_path, chapters, QUOTES))
    assert str(galley.origin("words over two lines")) == "content/01-one.md:3"
    assert str(galley.origin("lines", "content/02-two.md")) == "content/02-two.md:3"
    assert str(galley.origin("So was", "content/02-two.md")) == "content/quotes.yaml:4"
    assert str(galley.origin("nowhere", "content/02-two.md")) == "content/02-two.md"
    assert galley.origin("nowhere") is None
    assert galley.origin("") is None
