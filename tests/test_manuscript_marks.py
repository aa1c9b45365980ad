"""Quotation marks and apostrophes, in every language of the house."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Desk

from booklet.manuscript.marks import marked
from booklet.manuscript.tongue import Tongue
from booklet.project.locales import QUOTES, locale

ENGLISH = ("“", "”", "‘", "’")
TYPED = """"Say 'it's tea'," said Ann."""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "”Say ’it’s tea‘,“ said Ann."),
        ("de", "„Say ‚it’s tea‘,“ said Ann."),
        ("de-CH", "«Say ‹it’s tea›,» said Ann."),
        ("en", "“Say ‘it’s tea’,” said Ann."),
        ("es", "«Say “it’s tea”,» said Ann."),
        ("fr", "«Say “it’s tea”,» said Ann."),
        ("he", "”Say ’it’s tea’,” said Ann."),
        ("ja", "「Say 『it’s tea』,」 said Ann."),
        ("nl", "‘Say “it’s tea”,’ said Ann."),
        ("pl", "„Say «it’s tea»,” said Ann."),
        ("sv", "”Say ’it’s tea’,” said Ann."),
    ],
)
def test_marks_of_a_language(desk: Desk, language: str, text: str) -> None:
    assert desk.html(f"{TYPED}\n", language=language) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("the dogs' bone", "the dogs’ bone"),
        ("'tis the '80s", "’tis the ’80s"),
        ("O'Neil's 'dog'", "O’Neil’s ‘dog’"),
        ("l'\"amour\" d'été", "l’“amour” d’été"),
        ("\"'Quoted' words\" here", "“‘Quoted’ words” here"),
        ("\"here 'quoted words'\"", "“here ‘quoted words’”"),
        ('("a") -"b"- "c".', "(“a”) -“b”- “c”."),
        ('"one"\n"two"', "“one”\n“two”"),
        ('3.5" wide, 5\'10"', '3.5" wide, 5’10"'),
        ('"a" & "b"', "“a” &amp; “b”"),
        (r"\"a\" \'b\'", "\"a\" 'b'"),
    ],
)
def test_marks_in_a_line(desk: Desk, typed: str, text: str) -> None:
    assert desk.html(f"{typed}\n") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ('"*a*" and \'**b**\'', "“<em>a</em>” and ‘<strong>b</strong>’"),
        ('"`a"b`" and \'`c`\'', '“<code>a"b</code>” and ‘<code>c</code>’'),
        ('*"a"* "*b* c"', "<em>“a”</em> “<em>b</em> c”"),
        ('<b>"a"</b> "<b>b</b>"', "<b>“a”</b> “<b>b</b>”"),
        ('"[a](b.md)" "<https://c.d>"', '“<a href="b.md">a</a>” “<a href="https://c.d">https://c.d</a>”'),
        ("*a*{: title=\"it's\" }", '<em title="it\'s">a</em>'),
        ('"a  \nb"', "“a<br>\nb”"),
    ],
)  # fmt: skip
def test_marks_see_past_elements(desk: Desk, typed: str, html: str) -> None:
    assert desk.html(f"{typed}\n") == f"<p>{html}</p>"


def test_marks_end_with_their_paragraph(desk: Desk) -> None:
    body = 'An "open\n\nand "closed"\n\n| "a | b" |\n|---|---|\n| \'c | d |\n\n- "e\n- "f"\n'
    text = re.sub(r"<[^>]+>|\s+", " ", desk.html(body)).split()
    assert " ".join(text) == "An “open and “closed” “a b” ’c d “e “f”"


def test_code_and_dashes(desk: Desk) -> None:
    html = desk.html('```\n"it\'s" -- ...\n```\n\n`"a"` -- b --- c...\n')
    assert html == ('<pre><code>"it\'s" -- ...\n</code></pre>\n<p><code>"a"</code> – b — c…</p>')


# Laws


@given(st.text(st.sampled_from("\"'ab1 .,-(’“\n")), st.sampled_from(sorted(QUOTES)))
def test_only_marks_change(text: str, language: str) -> None:
    new = marked(text, locale(language).quotes)
    assert len(new) == len(text)
    allowed = {"'": {"’", *QUOTES[language]}, '"': {'"', *QUOTES[language]}}
    assert all(b in allowed.get(a, {a}) for a, b in zip(text, new, strict=True))


@given(st.lists(st.from_regex(r"[a-z]{2,6}", fullmatch=True), min_size=1, max_size=8), st.data())
def test_quoted_words_are_quoted(words: list[str], data: st.DataObject) -> None:
    signs = [data.draw(st.sampled_from(['"', "'", ""])) for _ in words]
    typed = " ".join(f"{sign}{word}{sign}" for sign, word in zip(signs, words, strict=True))
    wanted = {'"': "“{}”", "'": "‘{}’", "": "{}"}
    text = " ".join(wanted[sign].format(word) for sign, word in zip(signs, words, strict=True))
    assert marked(typed, ENGLISH) == text


@given(st.text(st.sampled_from("\"'*`_ab \n\\<>&[]")))
def test_no_other_sign_changes_for_a_language(text: str) -> None:
    plain = str.maketrans(dict.fromkeys("“”‘’„‚«»\"'", "x"))
    english, german = (Tongue(locale(tag)).line(text).html for tag in ("en", "de"))
    assert english.translate(plain) == german.translate(plain)
