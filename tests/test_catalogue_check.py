"""What is wrong with a translation is told in one clear sentence; what is right passes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_parts import messages, paragraphs, scraps, sensible, skeleton
from test_catalogue_signs import HOSTILE

from booklet.catalogue import Fault, faults, faults_plural
from booklet.catalogue.pseudo import accented

LINK = "keep each [words](address): translate the words, leave the address as it is"
NOTE = "each note of the text is called once in the translation, where it belongs"
VALUE = "write it exactly as it stands in the text"
TAG = "keep the tags of the text, and write &lt; for a plain <"
BRACES = "keep what stands in braces as it is, and write \\{ for a plain brace"
PLAIN = "write &lt; for a plain <"
HIDDEN = "delete it, and write the words around it anew if they look odd then"
SCHEMES = "it may start with: http:, https:, mailto:, tel:"
CODE = "what stands between ` and ` is not translated"
CLOSE = "close it, or put a backslash before it"
EMPHASIS = "write *words* or **words**; _ does nothing between letters"
SAME = "translate it; leave it empty if nobody has done so yet"

ERRORS = [
    # text, translation, code, message, hint
    ("[a](x.md) b", "a b", "said-links", "the link to x.md is missing", LINK),
    ("<https://x.org>", "x", "said-links", "the link to https://x.org is missing", LINK),
    ("<me@x.org> b", "x", "said-links", "the link to mailto:me@x.org is missing", LINK),
    ('<a href="x.md">b</a> c', "<a>d</a> e", "said-links", "the link to x.md is missing", LINK),
    ("[a][n] b", "a b", "said-links", "the link to [n] is missing", LINK),
    (
        *("a b", "a [b](x.md)", "said-links"),
        *("the link to x.md stands in the translation but not in the text", LINK),
    ),
    (
        *("a b", "a [b](x y", "said-links", "a link in the translation can't be read"),
        "write [words](address), with no space in the address",
    ),
    ("![a](x.png) b", "c", "said-images", "the picture x.png is missing", LINK),
    ("![a][n] b", "c", "said-images", "the picture [n] is missing", LINK),
    (
        *("a", "![b](x.png)", "said-images"),
        *("the picture x.png stands in the translation but not in the text", LINK),
    ),
    ("[a](x) [b](y)", "[c](x) [d](x)", "said-address", "the link to y is missing", LINK),
    ("at https://x.org/", "bei", "said-address", "the address https://x.org/ is missing", VALUE),
    (
        *("[a](x)", "[b](JavaScript:y)", "said-address"),
        *("an address may not start with 'javascript:'", SCHEMES),
    ),
    (
        *("[a](x)", "[b](java&#10;script:y)", "said-address"),
        *("an address may not start with 'javascript:'", SCHEMES),
    ),
    (
        *("![a](x)", "![b](data:image/png,y)", "said-address"),
        *("an address may not start with 'data:'", SCHEMES),
    ),
    ("[a][n]", "[b][m]", "said-reference", "no address of the text is called 'm'", LINK),
    ("a[^1]", "b", "said-note", "the note [^1] is missing", NOTE),
    (
        *("a[^1]", "b[^1][^2]", "said-note"),
        *("the note [^2] stands in the translation but not in the text", NOTE),
    ),
    ("{{ name }}, hello", "Hallo", "said-value", "'{{ name }}' is missing", VALUE),
    ("%(num)s min", "Min", "said-value", "'%(num)s' is missing", VALUE),
    ("%s of %s", "%s", "said-value", "'%s' is missing", VALUE),
    (
        *("%(num)s min", "%(num) Min", "said-value"),
        *("'%(num)' has lost its last letter", "write '%(num)s'"),
    ),
    (
        *("a", "b {{ name }}", "said-value"),
        *("'{{ name }}' stands in the translation but not in the text", VALUE),
    ),
    (
        *("%(num)s min, 5 %%", "%(num)s Min, 5 %", "said-value"),
        "a % stands alone in the translation",
        "write %% for a plain % where values such as %(name)s are filled in",
    ),
    (
        *("*a*", "*b*{.x}", "said-attribute"),
        *("'{.x}' stands in the translation but not in the text", BRACES),
    ),
    (
        *("a", "b { title='x' }", "said-attribute"),
        *("'{ title='x' }' stands in the translation but not in the text", BRACES),
    ),
    (
        *("*a*{.x} b", "*a*{.x} c *b*{: .y }", "said-attribute"),
        *("'{: .y }' stands in the translation but not in the text", BRACES),
    ),
    ("*a*", "*b*{onclick=x}", "said-attribute", "'{onclick=x}' is not allowed", BRACES),
    (
        *("*a*", "*b*{x {y}", "said-attribute", "a { stands alone in the translation"),
        "write \\{ for a plain brace",
    ),
    (
        *("<b>a</b>", "<b onclick='x'>c</b>", "said-attribute"),
        *("the attribute 'onclick' is not allowed", TAG),
    ),
    (
        *('<b style="x">a</b>', '<b style="x">c</b>', "said-attribute"),
        *("the attribute 'style' is not allowed", TAG),
    ),
    (
        *("<b>a</b>", '<b class="x">c</b>', "said-attribute"),
        *('<b class="x"> stands in the translation but not in the text', TAG),
    ),
    (
        *("<b title='a'>c</b>", "<b title='[d](e)'>f</b>", "said-attribute"),
        "Markdown stands inside the tag <b title='[d](e)'>",
        "write plain words between the quotation marks",
    ),
    (
        *("a", "<span class=x lang=de>b</span>", "said-attribute"),
        *('<span class="x"> stands in the translation but not in the text', TAG),
    ),
    ("a", "<b>c</b>", "said-tag", "<b> stands in the translation but not in the text", TAG),
    ("a", "c</div>", "said-tag", "<div> stands in the translation but not in the text", TAG),
    ("<b>a</b>", "<b>c", "said-tag", "<b> is never closed in the translation", TAG),
    (
        *("<b>a</b>", "<b\xa0>c</b>", "said-tag"),
        *("<b\xa0> stands in the translation but not in the text", TAG),
    ),
    ("<b>a</b>", "<b>c</b></b>", "said-tag", "</b> closes nothing in the translation", TAG),
    (
        "a",
        "b <!-- c -->",
        "said-tag",
        "'<!-- c -->' stands in the translation but not in the text",
        TAG,
    ),
    (
        *("a", "b\n/// note", "said-block"),
        "'///' stands in the translation but not in the text",
        "it opens no block here; leave it out",
    ),
    ("<p>a</p><p>b</p>", "c", "said-tag", "<p> is missing", TAG),
    (
        *("<table><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>c</td></tr></table>"),
        *("said-tag", "<td> stands less often in the translation than in the text", TAG),
    ),
    ("a", "b <script src=x", "said-tag", "'<script' has no end in the translation", PLAIN),
    *(
        (
            "a",
            f"b{sign}",
            "said-control",
            f"a hidden character stands in the translation: {name}",
            HIDDEN,
        )
        for sign, name in [
            *[("\x02", "U+0002"), ("\x03", "U+0003"), ("\x85", "U+0085"), ("\u202e", "U+202E")],
            *[("\u202d", "U+202D"), ("\u2028", "U+2028"), ("&#x202E;", "&#x202E;")],
        ]
    ),
    (
        *("a", "b \u2067c", "said-control"),
        "an isolate (U+2066 to U+2068) is not closed in the translation",
        "put U+2069 behind the words that it holds together",
    ),
]

WARNINGS = [
    (
        *("[a](https://x.org) b", "[c](https://y.org) d", "said-address"),
        "instead of the link to https://x.org the translation has https://y.org",
        "keep the address, unless there is another for your readers",
    ),
    (
        *("at https://x.org/en", "bei https://x.org/de", "said-address"),
        "instead of https://x.org/en the translation has https://x.org/de",
        "keep the address, unless there is another",
    ),
    (
        "{{ n }} {{ n }}",
        "{{ n }}",
        "said-value",
        "'{{ n }}' stands less often in the translation than in the text",
        "",
    ),
    (
        "{{ n }} b",
        "{{ n }} {{ n }}",
        "said-value",
        "'{{ n }}' stands more often in the translation than in the text",
        "",
    ),
    ("*a*{.x} b", "*c* d", "said-attribute", "'{.x}' is missing", BRACES),
    ("<b>a</b>", "c", "said-tag", "<b> is missing", TAG),
    (
        "<br> a <br>",
        "a <br>",
        "said-tag",
        "<br> stands less often in the translation than in the text",
        TAG,
    ),
    (
        "<br> a",
        "b <br> <br>",
        "said-tag",
        "<br> stands more often in the translation than in the text",
        TAG,
    ),
    (
        *("<b>a</b> <i>b</i>", "<i>c</i> <b>d</b>", "said-order"),
        "the tags stand in another order than in the text: <i> </i> <b> </b>",
        "see whether each still has its own words",
    ),
    (
        "*a* **b**",
        "c **d**",
        "said-emphasis",
        "the text has 1 passage in italics, the translation none",
        EMPHASIS,
    ),
    (
        "so *a* b",
        "この_c_は",
        "said-emphasis",
        "the text has 1 passage in italics, the translation none",
        EMPHASIS,
    ),
    (
        "**a** b",
        "**c** **d**",
        "said-emphasis",
        "the text has 1 passage in bold, the translation 2",
        EMPHASIS,
    ),
    (
        "**a** b",
        "**c** d**",
        "said-stray",
        "a ** stands alone in the translation, and is printed",
        CLOSE,
    ),
    ("`a` b", "`a c", "said-stray", "a ` stands alone in the translation, and is printed", CLOSE),
    ("`a` b", "c", "said-code", "the code `a` is missing", CODE),
    (
        "`a` b",
        "`c` b `a`",
        "said-code",
        "the code `c` stands in the translation but not in the text",
        CODE,
    ),
    ("a word", "a word", "said-same", "the translation is the text itself", SAME),
    ("Three Big Words", "Three Big Words", "said-same", "the translation is the text itself", SAME),
    (
        "a",
        " b",
        "said-edge",
        "a space stands at the beginning of the translation but not of the text",
        "",
    ),
    (
        "a ",
        "b",
        "said-edge",
        "a space stands at the end of the text but not of the translation",
        "",
    ),
    (
        "a b " * 12 + "c",
        "d",
        "said-length",
        "the translation is much shorter than the text",
        "see whether all is there: 49 letters have become 1",
    ),
    (
        "a" * 40,
        "b" * 121,
        "said-length",
        "the translation is much longer than the text",
        "see whether all is there: 40 letters have become 121",
    ),
]


@pytest.mark.parametrize(("text", "translation", "code", "message", "hint"), ERRORS)
def test_errors(text: str, translation: str, code: str, message: str, hint: str) -> None:
    assert Fault(code, "error", message, hint) in faults(text, translation)


@pytest.mark.parametrize(("text", "translation", "code", "message", "hint"), WARNINGS)
def test_warnings(text: str, translation: str, code: str, message: str, hint: str) -> None:
    found = faults(text, translation)
    assert Fault(code, "warning", message, hint) in found
    assert {fault.severity for fault in found} == {"warning"}


TRUE = [
    ("Read [the map](map.md).", "Lies [die Karte](map.md)."),
    ("Read **two** of [these][n].", "Lisez-en **deux**, de [celles-ci][N]."),
    ("{{ name }} has %(num)s circles.", "Are %(num)s cercuri: {{name}}."),
    ("Press `Esc`[^1], then <kbd>Q</kbd>.", "Apriete `Esc`[^1] y luego <kbd>Q</kbd>."),
    ("Read [the map](map.md) *now*.", "اقرأ [الخريطة](map.md) *الآن*."),
    ("Ask <me@x.org> &mdash; or SoFA.", "שאלו את <me@x.org> – או את \u2068SoFA\u2069\u200f."),
    ("**Welcome** to the [book](https://x.org)!", "**欢迎**阅读[本书](https://x.org)！"),
    (
        "<b>Consent</b> is not _consensus_.",
        "<b><ruby>同意<rt>どうい</rt></ruby></b>は*コンセンサス*ではない。",
    ),
    ("A name: Sandra.", "Имя: <bdi>Sandra</bdi> <span lang='en' dir='ltr'>(Sandra)</span>."),
    ("50 % of all {curly} words", "50 % aller {curly} Wörter"),
    (
        "![A map](map.png 'Big'){.wide title='Big'}",
        "![Eine Karte](map.png 'Groß'){.wide title='Groß'}",
    ),
    ('<img src="a.png" alt="A map">', '<img alt="خريطة" src="a.png">'),
    (
        "In the evening, tell a friend what you have seen, and what it changed.",
        "晚上，告诉朋友你看到了什么，又改变了什么。",
    ),
    (
        "晚上，告诉朋友你看到了什么，又改变了什么。" * 2,
        " ".join(["In the evening, tell a friend what you have seen, and what changed."] * 2),
    ),
    ("*one* two", "_eins_ zwei"),
    ("2 * 3 = 6", "2 × 3 = 6"),
    ("a and/or b", "a und/oder b"),
    ("Two\nlines of <br> text", "Zwei Zeilen\r\nvon <br> Text"),
    ("Hillary", "Hillary"),
    ("Academy 2023", "Academy 2023"),
    ("{{ name }} 42", "{{ name }} 42"),
    ("a [b](c.md)", ""),
]


@pytest.mark.parametrize(("text", "translation"), TRUE)
def test_true_translations_pass(text: str, translation: str) -> None:
    assert faults(text, translation) == ()


def test_errors_come_first() -> None:
    found = faults("`a` <b>c</b> [d](e)", " `b` <b>c d")
    order = [fault.severity for fault in found]
    assert order == sorted(order)
    assert set(order) == {"error", "warning"}


def test_a_plain_percent_sign_is_doubled_where_values_are_filled_in() -> None:
    assert faults("All of it", "100 %") == ()
    assert faults("All of it", "100 %%", filled=True) == ()
    [fault] = faults("All of it", "100 %", filled=True)
    assert (fault.severity, fault.message) == ("error", "a % stands alone in the translation")


def test_plural_forms() -> None:
    one, many = "%(num)s minute", "%(num)s minutes"
    assert faults_plural(one, many, ("%(num)s Minute", "%(num)s Minuten")) == ()
    assert faults_plural("one minute", many, ("eine Minute", "%(num)s Minuten")) == ()
    assert faults_plural("one minute", many, ("%(num)s 分",)) == ()
    arabic = ("لا دقائق", "دقيقة", "دقيقتان", "%(num)s دقائق", "%(num)s دقيقة", "%(num)s دقيقة")
    assert {(fault.severity, fault.message) for fault in faults_plural(one, many, arabic)} == {
        ("warning", f"in plural form {form} of 6, '%(num)s' is missing") for form in (1, 2, 3)
    }


def test_plural_forms_that_stand_alone_for_one_number() -> None:
    forms = ("o minută", "%(num)s minute", "%(num)s de minute")
    assert faults_plural("%(num)s minute", "%(num)s minutes", forms, {0}) == ()
    other = ("o [minută](a.md)", *forms[1:])
    [fault] = faults_plural("%(num)s minute", "%(num)s minutes", other, {0})
    assert fault.code == "said-links"


def test_the_last_plural_form_says_the_number() -> None:
    assert faults_plural("one minute", "%(num)s minutes", ("eine Minute", "Minuten")) == (
        Fault("said-value", "error", "in plural form 2 of 2, '%(num)s' is missing", VALUE),
    )
    assert faults_plural("one minute", "%(num)s minutes", ("分",)) == (
        Fault("said-value", "error", "'%(num)s' is missing", VALUE),
    )


def test_other_signs_are_never_milder() -> None:
    [fault] = faults_plural("%(num)s [a](b)", "%(num)s [as](b)", ("%(num)s c", "%(num)s [c](b)"))
    assert fault == Fault(
        "said-links", "error", "in plural form 1 of 2, the link to b is missing", LINK
    )


@given(messages)
def test_a_message_agrees_with_itself(text: str) -> None:
    told = faults(text, text)
    assert {fault.code for fault in told} <= {"said-same"}


@given(sensible, st.data())
def test_what_passes_is_set_alike(text: str, data: st.DataObject) -> None:
    """A word, a sign or half a sign more: either it is told, or Markdown makes the same of it."""
    spot = data.draw(st.integers(0, len(text)))
    translation = text[:spot] + data.draw(scraps) + text[spot:]
    told = {fault.code for fault in faults(text, translation)}
    if not told & _TOLD and translation == translation.strip():
        assert _bones(translation) == _bones(text)


_TOLD = {
    *("said-links", "said-images", "said-address", "said-reference", "said-note", "said-value"),
    *("said-attribute", "said-tag", "said-control", "said-order"),
}


def _bones(text: str) -> list[tuple[str, object]]:
    """Links, pictures, notes and HTML; emphasis and code are told, and may differ."""
    free = {"p", "em", "strong"}
    return sorted(
        (tag, attributes)
        for tag, attributes in skeleton(text)
        if tag.lstrip("/") not in free and not tag.lstrip("/").startswith("code")
    )


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pairs_take_no_longer(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    started = time.process_time()
    faults(text, f"{text}x")
    faults("A word", text)
    assert time.process_time() - started < 2  # a quadratic reading takes minutes


def test_ordinary_messages_take_no_time() -> None:
    pairs = [(text, accented(text)) for text in paragraphs()]
    started = time.process_time()
    for text, translation in pairs * 10:
        faults(text, translation)
    assert (time.process_time() - started) / len(pairs * 10) < 0.001
