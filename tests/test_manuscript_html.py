"""The HTML that chapters hold: what is refused, and that nothing is lost behind it."""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Desk, picture

from booklet.manuscript.allowed import ATTRIBUTES, SCHEMES, TAGS, admitted, clean, refused, words
from booklet.manuscript.sources import Source, uncommented

#: Every way that was thought of to write what a browser would run, and a file.
SCHEMES_REFUSED = (
    *(
        "javascript:",
        "DATA:",
        " vbscript:",
        "java\tscript:",
        "&#106;avascript:",
        "java&Tab;script:",
    ),
    *("file:///", "ftp://", "web+x:", "c:"),
)

NOWHERE = Source(PurePath("01-one.md"), "", "")


def codes(html: str) -> list[str]:
    return [finding.code for finding in admitted(html, NOWHERE)[1]]


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <b>b</b> <br> c &amp; d &lt; e</p>",
        '<p id="a" class="b c" lang="de" dir="rtl" title="t">a</p>',
        '<a href="02-two.md#a">a</a> <a href="https://x.y/?a=b&amp;c">b</a>',
        '<a href="mailto:a@b.c">c</a> <a href="tel:+123">d</a>',
        '<img alt="a" height="1" src="images/a b.png" width="2">',
        '<table><thead><tr><th align="left" scope="col">a</th></tr></thead></table>',
        '<ol start="3" type="a"><li value="4">a</li></ol>',
        "<figure><figcaption>a</figcaption></figure>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        "<details><summary>a</summary>b</details>",
    ],
)
def test_what_stays_as_it_is(html: str) -> None:
    kept, findings = admitted(html, NOWHERE)
    assert findings == []
    assert words(kept) == words(html)
    assert re.findall(r'[a-z-]+="[^"]*"', kept) == sorted(
        re.findall(r'[a-z-]+="[^"]*"', html), key=kept.index
    )


@pytest.mark.parametrize(
    ("html", "code"),
    [
        *((f"<{tag}>a</{tag}>", "html-tag") for tag in "script style video T svg h7 a-b".split()),
        *((f"<{tag}>", "html-tag") for tag in ("input", "link rel=x", "meta", "base", "object")),
        *((f"<p {name}=a>b</p>", "html-attribute") for name in "style onclick data-x a:b".split()),
        *((f"<a href='{to}a'>a</a>", "address-scheme") for to in SCHEMES_REFUSED),
        *((f"<img src='{to}a' alt=''>", "address-scheme") for to in SCHEMES_REFUSED),
        ("<a href='https://a b'>a</a>", "address-wrong"),
        ("<p>a", "html-open"),
        ("<b><i>a</b></i>", "html-open"),
        ("a</p>", "html-close"),
        ("<table>a<tr><td>b</td></tr></table><p>c</p>", ""),
        ("<!-- a -->", "html-tag"),
        ("<!DOCTYPE html>", "html-tag"),
        ("<?php a ?>", "html-tag"),
        ("<slot name='0'></slot>", "html-tag"),
        ("<p id='a'>a</p><b id='a'>b</b>", "id-twice"),
        ("<b>" * 60 + "</b>" * 60, "nested-deep"),
    ],
)  # fmt: skip
def test_what_is_told(html: str, code: str) -> None:
    assert codes(html)[:1] == [code][: bool(code)]


def test_slots_are_those_of_the_blocks() -> None:
    html = '<slot name="1"></slot><slot name="0"></slot>'
    assert admitted(html, NOWHERE, slots=2) == (html, [])
    assert [remark.code for remark in refused(html, 1)] == ["html-tag"]
    assert [remark.code for remark in refused("", 1)] == ["html-tag"]


def test_words_that_move_are_told() -> None:
    html = "<table><tr><td>two</td>one</tr></table>"
    [finding] = admitted(f"<p>zero</p>{html}", NOWHERE)[1]
    assert str(finding) == picture("""
        01-one.md: error: the HTML here loses or moves words, from 'twoone' on [html-lost]
          hint: give each element its own place
    """)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c", "a c"),
        ("a<!-- b -->c", "ac"),
        ("<!-- a\n\nb -->    c", "\n\nc"),
        ("`<!-- a -->`", "`<!-- a -->`"),
        ("```\n<!-- a -->\n```", "```\n<!-- a -->\n```"),
        ("<!--\n```\n-->\na\n", "\n\n\na\n"),
        ("a <!-- b", "a <!-- b"),
        ("<!-- a --> b <!-- c", "b <!-- c"),
        ("a --> b", "a --> b"),
    ],
)
def test_comments(text: str, left: str) -> None:
    assert uncommented(text) == left


# What Markdown makes


def test_tables_keep_their_sides(desk: Desk) -> None:
    assert desk.html("| a | b |\n|:--|--:|\n| 1 | \\| |\n") == picture("""
        <table>
        <thead>
        <tr>
        <th align="left">a</th>
        <th align="right">b</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td align="left">1</td>
        <td align="right">|</td>
        </tr>
        </tbody>
        </table>
    """)


def test_notes(desk: Desk) -> None:
    html = desk.html("One[^a] and[^a] two[^b].\n\n[^a]: First, *with* [^b].\n[^b]: Second.\n")
    assert html.count('<a class="footnote-ref" href="#fn:a">') == 2
    assert html.count('<a class="footnote-ref" href="#fn:b">') == 2
    assert '<li id="fn:a">\n<p>First, <em>with</em> ' in html


def test_attributes_and_links(desk: Desk) -> None:
    html = desk.html(
        "## Head {#here .loud }\n\n"
        "*a*{: .b } [c](d.md){: lang=de } [e][f] [g] \\[h][i]\n{: #p }\n\n"
        "[f]: <two-words.md> 'T'\n"
    )
    assert html == (
        '<h2 class="loud" id="here">Head</h2>\n<p id="p"><em class="b">a</em> '
        '<a href="d.md" lang="de">c</a> <a href="two-words.md" title="T">e</a> [g] [h][i]</p>'
    )


def test_lists_and_terms(desk: Desk) -> None:
    assert desk.html("Tea\n:   Leaves.\n\n3. three\n4. four\n") == picture("""
        <dl>
        <dt>Tea</dt>
        <dd>Leaves.</dd>
        </dl>
        <ol start="3">
        <li>three</li>
        <li>four</li>
        </ol>
    """)


# Laws

PARTS = [
    *(
        f"<{tag}>"
        for tag in ("b", "p", "div", "table", "tr", "td", "ul", "li", "script", "title", "T")
    ),
    *(f"</{tag}>" for tag in ("b", "p", "div", "table", "tr", "td", "ul", "li", "script", "title")),
    *(
        "<br>",
        "<br/>",
        "<a href='x.md'>",
        "</a>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "<!",
        "<",
        ">",
    ),
    *(
        "</",
        "&lt;",
        "&",
        "&amp",
        "&#0;",
        "'",
        '"',
        "=",
        "one",
        "two ",
        "three",
        "\n",
        "<plaintext>",
    ),
    *(
        "<img src='a.png' alt='b'>",
        '<p class="a',
        "<a href=javascript:x>",
        "<textarea>",
        "<select>",
    ),
]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_nothing_is_lost_in_silence(html: str) -> None:
    """What is refused is told; where nothing is told, every word is still there, in its place."""
    kept, findings = admitted(html, NOWHERE)
    if not findings:
        assert words(kept) == words(html)


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join) | st.text())
def test_only_what_is_allowed_is_left(html: str) -> None:
    kept = clean(html)
    assert {tag.lower() for tag in re.findall(r"<([^\s<>/]+)", kept)} <= TAGS
    named = {name for names in ATTRIBUTES.values() for name in names}
    for tag in re.findall(r"<[a-z][^>]*>", kept):
        assert set(re.findall(r'\s([a-z-]+)="', tag)) <= named
    for address in re.findall(r'(?:href|src)="([^"]*)"', kept):
        scheme, colon, _ = address.partition(":")
        assert not colon or scheme.lower() in SCHEMES or not scheme.isalpha()


@given(st.text())
def test_any_text_can_be_uncommented(text: str) -> None:
    left = uncommented(text)
    assert left.count("\n") == text.count("\n")
    assert "<!--" in text or left == text
