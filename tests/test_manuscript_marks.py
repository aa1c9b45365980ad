"""Quotation marks, apostrophes and spaces, in every language of the house."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from small_books import Desk

from booklet.manuscript.marks import Marks
from booklet.manuscript.masks import unmasked
from booklet.manuscript.quotation import marked
from booklet.manuscript.spaces import pieces
from booklet.manuscript.tongue import Tongue
from booklet.project.locales import QUOTES, TYPOGRAPHY, Locale, locale

ENGLISH = ("“", "”", "‘", "’")
SAYING = """"Say 'it's tea'," said Ann."""


def said(language: str, typed: str) -> str:
    """A line as it is set: _ for a no-break space, ~ for a narrow one."""
    html = unescape(unmasked(Tongue(locale(language)).line(typed).html))
    return html.replace("\u00a0", "_").replace("\u202f", "~")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "”Say ’it’s tea‘,“ said Ann."),
        ("de", "„Say ‚it’s tea‘,“ said Ann."),
        ("de-CH", "«Say ‹it’s tea›,» said Ann."),
        ("en", "“Say ‘it’s tea’,” said Ann."),
        ("es", "«Say “it’s tea”,» said Ann."),
        ("fr", "«\u202fSay “it’s tea”,\u202f» said Ann."),
        ("he", "”Say ’it’s tea’,” said Ann."),
        ("ja", "「Say 『it’s tea』,」 said Ann."),
        ("nl", "‘Say “it’s tea”,’ said Ann."),
        ("pl", "„Say «it’s tea»,” said Ann."),
        ("sv", "”Say ’it’s tea’,” said Ann."),
    ],
)
def test_marks_of_a_language(desk: Desk, language: str, text: str) -> None:
    assert desk.html(f"{SAYING}\n", language=language) == f"<p>{text}</p>"


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
    assert html == (
        '<pre><code>"it\'s" -- ...\n</code></pre>\n<p><code>"a"</code>&nbsp;– b&nbsp;— c…</p>'
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('דו"ח של צה"ל', 'דו"ח של צה"ל'),
        ('"דו"ח" ו"הארץ"', '”דו"ח” ו"הארץ"'),
        ("ג'ירפה ברח' הרצל", "ג'ירפה ברח' הרצל"),
        ("'שלום' it's", "’שלום’ it’s"),
    ],
)
def test_hebrew_abbreviations_keep_their_marks(typed: str, text: str) -> None:
    assert said("he", typed) == text


# Spaces


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Quoi ?! Oui; non: si !!!", "Quoi~?! Oui~; non_: si~!!!"),
        ("« mot », «mot» et « 'a' »", "«~mot~», «~mot~» et «~“a”~»"),
        ('" mot " et "mot !"', "«~mot~» et «~mot~!~»"),
        ("(Non !) (?) [!] 9:30, 1:2 ;-) a != b", "(Non~!) (?) [!] 9:30, 1:2 ;-) a != b"),
        ("Quoi... ? « Ah ? » : ah", "Quoi…~? «~Ah~?~»_: ah"),
        ("*mot* ! «*mot*» **Note**:", "<em>mot</em>~! «~<em>mot</em>~» <strong>Note</strong>_:"),
        ("`a ;` ; «`b`» ?", "<code>a ;</code>~; «~<code>b</code>~»~?"),
        ("mot&nbsp;! &laquo;&#8239;mot&nbsp;&raquo; &eacute; :", "mot~! «~mot~» é_:"),
        ("<b>mot</b> ! <i>«</i> mot »", "<b>mot</b>~! <i>«</i>~mot~»"),
        ("https://x.org:80/?a=b;c! www.x.org !", "https://x.org:80/?a=b;c~! www.x.org~!"),
        ("{{ a ? 'b' : \"c\" }} ! {{ d }}", "{{ a ? 'b' : \"c\" }}~! {{ d }}"),
        ("10 000 kg, 20 % – mot", "10_000_kg, 20_%_– mot"),
        ("»Wort« ! ! \\!", "»Wort« ! ! !"),
        ("! « »", "! «~»"),
    ],
)
def test_french_spaces(typed: str, text: str) -> None:
    assert said("fr", typed) == said("fr-BE", typed) == text


@pytest.mark.parametrize("space", ["", " ", "  ", "\n", "\u00a0", "\u202f", "\u2009", "&nbsp;"])
def test_french_spaces_are_the_same_however_typed(space: str) -> None:
    typed = "A·: «·b·»·; (c·?) «·d·!·»·!".replace("·", space)
    assert said("fr-CH", typed) == "A_: «~b~»~; (c~?) «~d~!~»~!"


@pytest.mark.parametrize(
    ("language", "typed", "text"),
    [
        ("be", "я і ў доме", "я_і_ў_доме"),
        ("cs", "V lese s K. a o psu", "V_lese s_K. a_o_psu"),
        ("de", "Z. B. i. d. R. u.a., z.\nB. S. 5 z. b.", "Z.~B. i.~d.~R. u.a., z.~B. S. 5 z.~b."),
        ("de", "500 v. Chr. «a» ! Haz. B.", "500 v.~Chr. «a» ! Haz. B."),
        ("de", '"a" - b -- c --- d -e', "„a“ - b_– c_— d -e"),
        ("en", "5 kg 20 % 5 kgs 1 000 000 1000 000", "5_kg 20_% 5 kgs 1_000_000 1000 000"),
        ("en", "10 km², 37 °C, 3.5 100 a", "10_km², 37_°C, 3.5 100 a"),
        ("en", "a – b *c* -- d", "a_– b <em>c</em>_– d"),
        ("es", "—así— ¿sí? ¡ya! a: b", "—así— ¿sí? ¡ya! a: b"),
        ("fr-CA", "Quoi ?! Oui ; non: « si » !", "Quoi?! Oui; non_: «~si~»!"),
        ("pl", 'I w domu, z "psem" i o.\nA', "I_w_domu, z_„psem” i_o. A".replace(" A", "\nA")),
        ("pl", "p. w. a-w d'a a", "p. w. a-w d’a a"),
        ("pt", "a: b; c! e o", "a: b; c! e o"),
        ("ro", "Aşa şi *ţară* `ş` https://x.org/ş", "Așa și <em>țară</em> <code>ş</code> https://x.org/ş"),
        ("ru", "я и в 5 кг", "я_и_в_5_кг"),
        ("tr", "Aşk", "Aşk"),
        ("uk", "у лісі й в хаті", "у_лісі й_в_хаті"),
    ],
)  # fmt: skip
def test_spaces_of_a_language(language: str, typed: str, text: str) -> None:
    assert said(language, typed) == text


def test_no_space_beside_a_break() -> None:
    assert said("fr", "mot  \n! 5  \nkg") == "mot<br>\n! 5<br>\nkg"


def test_what_stays_as_it_is_in_a_chapter(desk: Desk) -> None:
    body = "[it's: a ?](b.md 'c: d ?') ![e ?](f.md) <https://g.org/--?> : h[^1] ?\n\n[^1]: i !\n"
    html = Tongue(locale("fr")).blocks(body).html
    assert html.startswith(
        '<p><a href="b.md" title="c: d ?">it’s\u00a0: a\u202f?</a> <img alt="e ?" src="f.md"> '
        '<a href="https://g.org/--?">https://g.org/--?</a>\u00a0: h<sup id="fnref:1">'
        '<a class="footnote-ref" href="#fn:1">1</a></sup>\u202f?</p>'
    )
    assert "<p>i\u202f!" in html
    html = desk.html("```\na ?\n```\n\n    b ?\n\n| c ? |\n|---|\n| `d ?` e: |\n", language="fr")
    assert re.findall(r".[:?]", unescape(html)) == [" ?", " ?", "\u202f?", " ?", "\u00a0:"]


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ('"a" ?\n{: lang=en }', '<p lang="en">“a” ?</p>'),
        ('"a" ?\n{: lang=en-GB }', '<p lang="en-GB">“a” ?</p>'),
        ('"*"a"*{: lang=de } ?"', '<p>«~<em lang="de">„a“</em>~?~»</p>'),
        (
            '*"a *"b" !*{: lang=fr }"*{: lang=de }',
            '<p><em lang="de">„a <em lang="fr">«~b~»~!</em>“</em></p>',
        ),
        (
            '"a" ? *"b"*{: lang=fr }\n{: lang=xx-what }',
            '<p lang="xx-what">"a" ? <em lang="fr">«~b~»</em></p>',
        ),
        ('- "a" !\n- "b" !\n{: lang="" }', '<ul>\n<li>«~a~»~!</li>\n<li lang="">"b" !</li>\n</ul>'),
        ('*"a" !*{: lang=fr }', '<p><em lang="fr">«~a~»~!</em></p>'),
    ],
)
def test_a_language_within_another(typed: str, html: str) -> None:
    tongue = Tongue(locale("fr"))
    assert tongue.blocks(typed).html.replace("\u00a0", "_").replace("\u202f", "~") == html


# Laws

LANGUAGES = st.sampled_from(sorted({*QUOTES, *TYPOGRAPHY})).map(locale)
TYPED = st.text(
    st.sampled_from("\"'ab1żwszB. ,;:!?-–«»‹›()\n\u00a0\u202f%") | st.sampled_from("şŢאב’“{}/x"),
    max_size=30,
)


@given(TYPED, LANGUAGES)
def test_what_is_set_stays_as_it_is(text: str, language: Locale) -> None:
    once = "".join(pieces(text, language))
    assert "".join(pieces(once, language)) == once


@given(TYPED, LANGUAGES)
def test_only_marks_and_spaces_change(text: str, language: Locale) -> None:
    letters = str.maketrans(*language.typography.letters)
    new = "".join(pieces(text, language))
    assert bare(new) == bare(text).translate(letters)
    assert len(pieces(text, language)) == len(text)


def bare(text: str) -> str:
    """A text without spaces, and with one mark for all."""
    return re.sub("[\"'“”„‘’‚«»‹›「」『』]", "'", re.sub(r"\s+", "", text))


@given(TYPED, TYPED, LANGUAGES)
def test_code_and_values_are_never_touched(text: str, code: str, language: Locale) -> None:
    code = re.sub(r"[{}\s]+", " ", code)
    value = f"{{{{ {code} }}}}"
    assert value in "".join(pieces(f"{text}{value}{text}", language))
    address = "https://x.org:80/?a=it's;b!c:d/5"
    assert address in "".join(pieces(f"{text} {address} {text}", language))


@given(TYPED.filter(lambda code: code.strip() == code and code and "\n" not in code), LANGUAGES)
def test_code_in_a_line_is_never_touched(code: str, language: Locale) -> None:
    html = Tongue(language).line(f"« ``{code}`` » ? 5 kg").html
    found = re.search("<code>(.*)</code>", html)
    assert found
    assert unescape(found[1]) == code


@given(TYPED)
def test_an_unknown_language_is_left_as_it_is_typed(text: str) -> None:
    root = Element("div", lang="xx-what")
    SubElement(root, "p").text = text
    tree = Element("div")
    tree.append(root)
    markdown = Markdown(extensions=[Marks(locale("fr"))])
    markdown.treeprocessors["marks"].run(tree)
    assert root[0].text == text


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
