"""A message is read sign by sign, as Markdown reads it."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from markdown_parts import messages, paragraphs, plain, skeleton

from booklet.catalogue.signs import said, speaks, tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


def names(text: str, *wanted: str) -> list[str]:
    return [token.name for token in tokens(text) if token.kind in wanted]


@given(messages)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
    assert all(token.text for token in tokens(text))


@given(messages)
def test_texts_never_stand_side_by_side(text: str) -> None:
    found = [token.kind for token in tokens(text)]
    assert ("text", "text") not in itertools.pairwise(found)


def test_a_link() -> None:
    assert kinds('See [the *map*](map.md "A map")!') == [
        ("text", "See "),
        ("open", "["),
        ("text", "the "),
        ("emphasis", "*"),
        ("text", "map"),
        ("emphasis", "*"),
        ("link", '](map.md "'),
        ("title", "A map"),
        ("close", '")'),
        ("text", "!"),
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](b)", "b"),
        ("[a]( b )", "b"),
        ("[a]()", ""),
        ("[a](<b c>)", "b c"),
        ("[a](<b (c>  'd')", "b (c"),
        ("[a](b(c)d)", "b(c)d"),
        ("[a](b(c(d)e)f)", "b(c(d)e)f"),
        ("[a](b 'c (d')", "b"),
        ('[a](b "the "great" one")', "b"),
        ("[a](https://x.org/it's)", "https://x.org/it's"),
        ("[a](?b=1&amp;c=2)", "?b=1&c=2"),
        ("[a [b] c](d)", "d"),
        ("[a `]` c](d)", "d"),
        ("[a \\] c](d)", "d"),
        ("\\![a](b)", "b"),
    ],
)
def test_addresses_of_links(text: str, address: str) -> None:
    assert names(text, "link") == [address]
    [(_, attributes)] = [each for each in skeleton(text) if each[0] == "a"]
    assert dict(attributes)["href"] == address


def test_a_picture_in_a_link() -> None:
    assert [(token.kind, token.name) for token in tokens("[![x](a.png)](b.md)")] == [
        ("open", ""),
        ("open", ""),
        ("text", ""),
        ("image", "a.png"),
        ("link", "b.md"),
    ]


def test_references() -> None:
    assert names("[a][B] [c] [d] [e][] ![f][g]", "reference", "image") == [
        *("[b]", "[d]", "[e]", "[g]"),
    ]


def test_a_link_behind_brackets_is_no_reference() -> None:
    assert names("[see] [this](x.md)", "link", "reference") == ["x.md"]
    assert names("[see][this](x.md)", "link", "reference") == ["[this]"]


def test_what_is_no_link() -> None:
    assert kinds("[a] (b), a[1], [ ] and [x]") == [("text", "[a] (b), a[1], [ ] and [x]")]
    assert kinds("\\[a](b)") == [("escape", "\\["), ("text", "a](b)")]
    assert names("`[a](b)`", "link", "code") == ["[a](b)"]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("code", ["`a`", "``a`b``", "` `` `"]),
        ("note", ["[^1]", "[^a note]"]),
        ("autolink", ["<https://x.org/a?b>", "<tel://1>"]),
        ("mail", ["<me@x.org>", "<mailto:me@x.org>"]),
        ("tag", ["<b>", "</b>", "<br/>", '<a href="x > y">', "<i lang=de>", "<td colspan = '2'>"]),
        ("comment", ["<!-- a -->", "<?php ?>", "<![CDATA[x]]>"]),
        ("value", ["{{ name }}", "{{book.title}}"]),
        ("attributes", ["{.x}", "{#id}", "{: .x #y z='}' }", '{ title="a } b" }', "{onclick=x}"]),
        ("placeholder", ["%(num)s", "%(num)d", "%(a_b).2f", "%(num)", "%s"]),
        ("escape", ["\\*", "\\[", "\\\\", "\\{"]),
        ("entity", ["&amp;", "&#8212;", "&#x2014;"]),
        ("emphasis", ["*", "**", "***", "_"]),
        ("url", ["https://x.org/a_b?c=d&e", "www.x.org"]),
    ],
)
def test_every_kind_of_sign(kind: str, texts: list[str]) -> None:
    before = [("text", "so ")] if kind != "url" else []
    lead = "".join(words for _, words in before)
    for text in texts:
        assert kinds(f"{lead}{text}, and") == [*before, (kind, text), ("text", ", and")]


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3",
        "snake_case",
        "Name: ____",
        "a < b",
        "R&D; no",
        "50 % of",
        "100%s",
        "{}",
        "{ }",
        "C:\\dir",
    ],
)
def test_signs_that_mean_nothing(text: str) -> None:
    assert {token.kind for token in tokens(text)} - {"entity"} == {"text"}


def test_where_an_address_in_plain_text_ends() -> None:
    text = "See https://x.org/, www.y.org. (https://z.org/(a)) 見https://w.org。"
    assert names(text, "url") == ["https://x.org/", "www.y.org", "https://z.org/", "https://w.org"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Hello", True),
        ("مرحبا", True),
        ("4 分", True),
        ("नमस्ते", True),
        ("**B** 2", True),
        ("[`x`](y.md 'Title')", True),
        ("![A map](map.png)", True),
        ('<img src="a.png" alt="A map">', True),
        ("{{ n }} minutes", True),
        ("costs $5 or $6", True),
        ("", False),
        ("42 – 7 !?", False),
        ("`code` and `more`"[:6], False),
        ("{{ name }}, %(num)s", False),
        ("<https://x.org> <me@x.org>", False),
        ("[www.x.org](https://www.x.org)", False),
        ("<br> &nbsp; <b class='big'></b>", False),
        ("$x^2$ = \\(\\alpha\\) + $$a$$", False),
        ("[^note] ![](a.png){.wide}", False),
    ],
)
def test_what_is_worth_translating(text: str, answer: bool) -> None:
    assert speaks(text) == answer


def test_words_are_those_on_the_paper() -> None:
    found = paragraphs()
    assert len(found) > 80
    assert [said(text) for text in found] == [plain(text) for text in found]


def test_words_without_code() -> None:
    assert said("Type `circle` twice.", code=False) == "Type twice."
    assert said("one<br>two <b>th</b>ree {{ n }} %(x)s") == "one two three {{ n }} %(x)s"


HOSTILE = (
    *("[", "]", "[]", "[a]", "[a](", "[a](b", '[a]("', "[a](b'", "![", "](", "[a][", "[^", "[[]"),
    *(
        "<",
        "<a ",
        '<a b="',
        "<!--",
        "<?",
        "<a@",
        "<https://",
        "`",
        "`a``b",
        "{",
        "{{",
        "{:",
        '{a="',
    ),
    *(
        "(",
        "*",
        "**a",
        "_",
        "a_",
        "&",
        "&#",
        "&a",
        "%",
        "%(",
        "\\",
        "$",
        "$a",
        "www.",
        "http://",
        "\\(",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_no_longer(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    started = time.process_time()
    for ask in (tokens, speaks, said):
        ask(text)
    assert time.process_time() - started < 1  # a quadratic reading takes minutes
