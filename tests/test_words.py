"""The walk over words: what it hears as a message, and how it marks another language."""

from __future__ import annotations

import re

import pytest

from booklet.manuscript.tongue import Tongue
from booklet.manuscript.words import Spoken, Unit
from booklet.project.locales import locale

ENGLISH, GERMAN = locale("en"), locale("de")


@pytest.fixture(scope="module")
def tongue() -> Tongue:
    return Tongue(ENGLISH, ("quotes",))


def same(unit: Unit) -> Spoken:
    return Spoken(unit.text)


def heard(tongue: Tongue, text: str) -> list[Unit]:
    units = list[Unit]()

    def note(unit: Unit) -> Spoken:
        units.append(unit)
        return same(unit)

    tongue.hear(text, note)
    return units


def said(tongue: Tongue, text: str) -> list[str]:
    return [unit.text for unit in heard(tongue, text)]


# What is heard


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("One *two*,\n", ["paragraph: One *two*,"]),
        (
            "A\n=\n\n## B {#b .c}\n\n### C ###\n\n###### D\n",
            ["heading 1: A", "heading 2: B", "heading 3: C", "heading 6: D"],
        ),
        ("- a\n- b\n    - c\n", ["list item: a", "list item: b", "list item: c"]),
        ("1. a\n\n    b\n\n2. c\n", ["paragraph: a", "paragraph: b", "paragraph: c"]),
        ("| A |\n|---|\n| *c* |\n| `d` e |\n", ["cell: A", "cell: *c*", "cell: `d` e"]),
        (
            "t\n:   d\n\nu\n:   e\n\n    f\n",
            ["term: t", "definition: d", "term: u", "paragraph: e", "paragraph: f"],
        ),
        ("a[^1]\n\n[^1]: *b*\n\n    c\n", ["paragraph: a[^1]", "paragraph: *b*", "paragraph: c"]),
        ("> a\n> *b*\n>\n> c\n", ["paragraph: a *b*", "paragraph: c"]),
        ("/// callout | *A*\nb\n///\n", ["title of a box: *A*", "paragraph: b"]),
        ("/// worksheet | A\n    lines: 2\n\nb\n///\n", ["title of a box: A", "paragraph: b"]),
        ("/// checklist | A\n- b\n///\n", ["title of a box: A", "list item: b"]),
        (
            "//// columns\n### A\n\nb\n\n/// quotes | ann\n///\n////\n",
            ["heading 3: A", "paragraph: b"],
        ),
        (
            "[a][r] and ![b](c.png 'd')\n\n[r]: https://x.org 'A title'\n",
            ["paragraph: [a][r] and ![b](c.png 'd')", "title of a link: A title"],
        ),
        ("<div>\n<p>a <b>b</b></p>\n</div>\n", ["HTML: <div>\n<p>a <b>b</b></p>\n</div>"]),
        ("a <b>b</b> &amp; <i>c</i>\n", ["paragraph: a <b>b</b> &amp; <i>c</i>"]),
    ],
)  # fmt: skip
def test_every_kind_of_block_is_heard(tongue: Tongue, typed: str, units: list[str]) -> None:
    assert [f"{unit.kind}: {unit.text}" for unit in heard(tongue, typed)] == units


def test_a_unit_is_found_by_its_first_line(tongue: Tongue) -> None:
    assert heard(tongue, "> a  \n> *b*\n\nc[^1]\n\n[^1]: d\n    e\n") == [
        Unit("a  \n*b*", "paragraph", "a  "),
        Unit("c[^1]", "paragraph", "c[^1]"),
        Unit("d e", "paragraph", "d", astray=True),
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a\nb\n", "a b"),
        ("a \nb\n", "a b"),
        ("a  \nb   \nc\n", "a  \nb   \nc"),
        ("a\\\nb\n", "a\\ b"),
        ("*a\nb*\n", "*a b*"),
        ('a <b\nclass="x">b\nc</b>\n', 'a <b\nclass="x">b c</b>'),
        ("a *b*{: .x\n.y } c\nd\n", "a *b*{: .x\n.y } c d"),
        ("- a\n  b\n- c\n", "a b"),
    ],
)
def test_a_message_stands_on_one_line_but_for_hard_breaks(
    tongue: Tongue, typed: str, text: str
) -> None:
    assert said(tongue, typed)[0] == text


ADDRESSES = "\n\n[foo]: https://x.org\n[a b]: b.md\n"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("See [foo].", "See [foo][foo]."),
        ("See [foo][].", "See [foo][foo]."),
        ("See [Foo] [].", "See [Foo][Foo]."),
        ("See [a\nb].", "See [a b][a b]."),
        ("See [a \nb][].", "See [a b][a b]."),
        ("See ![foo] and ![foo][].", "See ![foo][foo] and ![foo][foo]."),
        ("See [this][foo].", "See [this][foo]."),
        ("See [*this*][foo], [the [x]][foo].", "See [*this*][foo], [the [x]][foo]."),
        ("See `[foo]`, \\[foo] and [bar].", "See `[foo]`, \\[foo] and [bar]."),
        ("See [foo](b.md).", "See [foo](b.md)."),
        ("See [foo] \n[a b].", "See [foo][foo]  [a b][a b]."),
    ],
)
def test_a_link_has_its_name_in_the_message(tongue: Tongue, typed: str, text: str) -> None:
    assert said(tongue, typed + ADDRESSES) == [text]
    plain = tongue.blocks(typed + ADDRESSES).html
    assert " ".join(tongue.blocks(typed + ADDRESSES, same).html.split()) == " ".join(plain.split())


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("a\n{: #x .y title='Some words' }\n", ["paragraph: a", "attribute: Some words"]),
        ('## a {title="Some words"}\n', ["heading 2: a", "attribute: Some words"]),
        ("| A |\n|---|\n| b {: alt='c' .d } |\n", ["cell: A", "cell: b", "attribute: c"]),
        ("a\n{: title='42' aria-label='b' }\n", ["paragraph: a", "attribute: b"]),
        ("*a*{: title='b' } c\n", ["paragraph: *a*{: title='b' } c"]),
    ],
)
def test_words_among_attributes(tongue: Tongue, typed: str, units: list[str]) -> None:
    assert [f"{unit.kind}: {unit.text}" for unit in heard(tongue, typed)] == units


@pytest.mark.parametrize(
    "typed",
    [
        "`code` and",
        "```\nfenced\n```",
        "    indented\n",
        "42 %, 3.5",
        "`code`, `more`",
        "<https://x.org>",
        "https://x.org",
        "![](a.png)",
        "a\n{: translate=no }",
        "## a {translate=no}",
        "| a { translate='no' } |\n|---|",
        "[TOC]",
        "- [TOC]",
        "/// quotes | ann\n///",
        "<hr>",
        "<div class='x'></div>",
        "<pre>\na\n</pre>",
    ],
)
def test_what_has_no_words_is_no_message(tongue: Tongue, typed: str) -> None:
    assert said(tongue, typed.removesuffix(" and")) == []


def test_what_markdown_has_taken_out_stays_where_it_is(tongue: Tongue) -> None:
    typed = "- before\n   <div>HTML</div>\n\na[^1]\n\n[^1]: note\n"
    assert said(tongue, typed) == ["before", "a[^1]", "note", "<div>HTML</div>"]
    html = tongue.blocks(typed, lambda unit: Spoken(unit.text.replace("before", "vor"))).html
    assert html == tongue.blocks(typed).html.replace("before", "vor")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("a\n", "<p~>a</p>"),
        ("a *b* [c](d.md)\n", '<p~>a <em>b</em> <a href="d.md">c</a></p>'),
        ("## a {#b}\n", '<h2~ id="b">a</h2>'),
        ("- a\n", "<ul>\n<li><span~>a</span></li>\n</ul>"),
        ("- a\n\n    b\n", "<ul>\n<li>\n<p~>a</p>\n<p~>b</p>\n</li>\n</ul>"),
        ("- a\n    - b\n", "<li><span~>a</span><ul>\n<li><span~>b</span></li>\n</ul>"),
        ("t\n:   d\n", "<dl>\n<dt~>t</dt>\n<dd><span~>d</span></dd>\n</dl>"),
        ("| a { .b } |\n|---|\n| c |", '<th class="b"~>a</th>'),
        ("| a |\n|---|\n| b *c* |", "<td~>b <em>c</em></td>"),
        ("> a\n", "<blockquote>\n<p~>a</p>\n</blockquote>"),
        ("/// callout | a\n///\n", '<p class="box-title"~>a</p>'),
        ("a[^1]\n\n[^1]: b\n", "<p><span~>b</span>&#160;<a"),
        ("<div>a</div>\n", "<div~><div>a</div>\n</div>"),
        ("`a` 42\n", "<p><code>a</code> 42</p>"),
    ],
)
def test_what_is_said_in_another_language_is_marked(tongue: Tongue, typed: str, html: str) -> None:
    found = tongue.blocks(typed, lambda unit: Spoken(unit.text, GERMAN)).html
    assert html in re.sub(' dir="ltr"( id="b")? lang="de"| lang="de" dir="ltr"', r"~\1", found)
