"""A translated edition says the translation, and marks what it says in its author's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_books import SETTINGS, book, picture
from translated import FIRST, lay, po, spoken, told
from workshop import texts

from booklet.catalogue import pseudo
from booklet.finding import ManuscriptError
from booklet.galley import compose
from booklet.pages import typeset

CHAPTER = picture("""
    ---
    title: A *title*
    summary: A summary
    ---
    A paragraph[^1].

    ## A heading

    - An item

    | A head |
    |--------|
    | A cell |

    A term
    :   A definition

    > A quotation

    /// callout | A name
    Words in a box.
    ///

    <p>Some <b>HTML</b></p>

    A picture: ![what it shows](a.png "how it is called").
    {: title="A value" }

    /// quotes | ann
    ///

    [^1]: A note
""")

QUOTES = "ann:\n  name: A field\n  text: |\n    A text.\n\n    Another.\n  url: https://x.org\n"

BOOK = {"01-one.md": CHAPTER, "quotes.yaml": QUOTES}

GERMAN = {
    "A *title*": "Ein *Titel*",
    "A summary": "Worum es geht",
    "A paragraph[^1].": "Absatz[^1].",
    "A heading": "Überschrift",
    "An item": "Listenpunkt",
    "A head": "Kopf",
    "A cell": "Zelle",
    "A term": "Begriff",
    "A definition": "Erklärung",
    "A quotation": "Zitat",
    "A name": "Name",
    "Words in a box.": "Im Kasten.",
    "<p>Some <b>HTML</b></p>": "<p>Etwas <b>HTML</b></p>",
    'A picture: ![what it shows](a.png "how it is called").': (
        'Bild: ![was es zeigt](a.png "wie es heißt").'
    ),
    "A value": "Wert",
    "A note": "Anmerkung",
    ("quotes.name", "A field"): "Feld",
    ("quotes.text", "A text."): "Text.",
    ("quotes.text", "Another."): "Noch einer.",
    ("book.title", "Small"): "Klein",
}


def marked(html: object) -> str:
    """HTML in which ~ stands for the language of the author."""
    return re.sub(' lang="en" dir="ltr"| dir="ltr"( id="[^"]*")? lang="en"', r"~\1", str(html))


def whole(root: Path, tag: str = "de") -> str:
    """All that a manuscript says."""
    manuscript = spoken(root, tag)
    (chapter,) = manuscript.chapters
    fields = [value for record in chapter.placements[0].records for value in record.fields.values()]
    return "\n".join(map(str, [chapter.title, chapter.summary, chapter.html, *fields]))


def test_a_translation_is_said_and_nothing_else(tmp_path: Path) -> None:
    root = lay(tmp_path, BOOK, GERMAN, keys="")
    said = whole(root)
    for message, translation in GERMAN.items():
        text = message if isinstance(message, str) else message[1]
        plain = re.sub(r"[*<].*|\[.*|!.*", "", text) or "Some"
        assert plain not in said
        assert (re.sub(r"[*<].*|\[.*|!.*", "", translation) or "Etwas") in said or text == "Small"
    assert "lang=" not in said
    assert 'alt="was es zeigt" src="a.png" title="wie es heißt"' in said
    manuscript = spoken(root)
    assert manuscript.book["title"] == "Klein"
    assert (manuscript.coverage.said, manuscript.coverage.of) == (20, 20)
    assert manuscript.findings == ()


def test_what_is_not_translated_is_marked(tmp_path: Path) -> None:
    manuscript = spoken(lay(tmp_path, BOOK, {}))
    (chapter,) = manuscript.chapters
    assert marked(chapter.title) == "<span~>A <em>title</em></span>"
    assert marked(chapter.summary) == "<span~>A summary</span>"
    assert marked(chapter.html) == picture("""
        <p~>A paragraph<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>
        <h2~ id="a-heading">A heading</h2>
        <ul>
        <li><span~>An item</span></li>
        </ul>
        <table>
        <thead>
        <tr>
        <th~>A head</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td~>A cell</td>
        </tr>
        </tbody>
        </table>
        <dl>
        <dt~>A term</dt>
        <dd><span~>A definition</span></dd>
        </dl>
        <blockquote>
        <p~>A quotation</p>
        </blockquote>
        <aside class="callout note">
        <p class="box-title"~>A name</p>
        <p~>Words in a box.</p>
        </aside>
        <div~><p>Some <b>HTML</b></p>
        </div>
        <p~ title="A value">A picture: <img alt="what it shows" src="a.png" title="how it is called">.</p>
        <slot name="0"></slot>
        <div class="footnote">
        <hr>
        <ol>
        <li id="fn:1">
        <p><span~>A note</span>&nbsp;<a class="footnote-backref" href="#fnref:1" title="Jump back to footnote 1 in the text">↩</a></p>
        </li>
        </ol>
        </div>
    """)  # fmt: skip # noqa: E501
    fields = chapter.placements[0].records[0].fields
    assert {name: marked(str(value)) for name, value in fields.items()} == {
        "name": "<span~>A field</span>",
        "text": "<p~>A text.</p>\n<p~>Another.</p>",
        "url": "https://x.org",
    }
    assert (manuscript.coverage.said, manuscript.coverage.of) == (0, 20)


def test_marks_are_those_of_the_language_that_is_said(tmp_path: Path) -> None:
    typed = '# 1\n\n"One"\n\n- "Two"\n'
    (chapter,) = spoken(lay(tmp_path, typed, {'"One"': '"Eins"'})).chapters
    assert marked(chapter.html) == "<p>„Eins“</p>\n<ul>\n<li><span~>“Two”</span></li>\n</ul>"


@pytest.mark.parametrize(
    ("keys", "html", "said"),
    [
        ("minimum = 0", "<p~>One</p>", 0),
        ('minimum = 0\nfuzzy = "use"', "<p>Eins</p>", 0),
    ],
)
def test_fuzzy_translations(tmp_path: Path, keys: str, html: str, said: int) -> None:
    manuscript = spoken(lay(tmp_path, "# 1\n\nOne\n", {"One": "~Eins"}, keys=keys))
    assert marked(manuscript.chapters[0].html) == html
    assert manuscript.coverage.said == said


@pytest.mark.parametrize(
    ("text", "said", "told_"),
    [
        (
            "[A](https://x.org)",
            "Ein",
            "the link to https://x.org is missing; the words of the author are printed [said-links]"
            "\n  hint: keep each [words](address): translate the words, leave the address as it is",
        ),
        (
            "A",
            "Ein{: onclick=x }",
            "'{: onclick=x }' is not allowed; the words of the author are printed"
            " [said-attribute]\n  hint: keep what stands in braces as it is, and write \\{ for a"
            " plain brace",
        ),
        (
            "A",
            "<script>x</script>",
            "<script> stands in the translation but not in the text; the words of the author are"
            " printed [said-tag]\n  hint: keep the tags of the text, and write &lt; for a plain <",
        ),
    ],
)
def test_a_faulty_translation_is_told_and_not_printed(
    tmp_path: Path, text: str, said: str, told_: str
) -> None:
    root = lay(tmp_path, f"# 1\n\n{text}\n\n- {text}\n", {text: said})
    assert told(root) == f"locale/de.po:{FIRST}: warning: {told_}"
    assert "<p~>" in marked(spoken(root).chapters[0].html)


def test_what_shows_on_the_page_alone_is_told_at_the_translation(tmp_path: Path) -> None:
    root = lay(tmp_path, "# 1\n\nOne\n\nTwo\n", {"One": "Eins", "Two": "Zw**ei"})
    assert told(root) == (
        f"locale/de.po:{FIRST + 3}: warning: a sign for bold or code stands alone here,"
        " and is printed [sign-open]\n  hint: close it, or put a backslash before it"
    )


def test_what_is_wrong_with_the_original_is_told_there(tmp_path: Path) -> None:
    root = lay(tmp_path, "# 1\n\nOne <font>\n\n/// calout\n///\n", {"One <font>": "Eins <font>"})
    assert told(root) == told(root, "en")
    assert told(root).startswith("content/01-one.md:3: error: <font> is not allowed here")


# Names and links


LINKED = {
    "01-one.md": "# One\n\nSee [two](02-two.md#here-too).\n",
    "02-two.md": "# Two\n\n## Here, too\n\n### Here, too\n\n## Named {#own}\n",
}


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_headings_keep_their_names_and_links_hold(tmp_path: Path, tag: str) -> None:
    said = {
        "See [two](02-two.md#here-too).": "انظر [اثنين](02-two.md#here-too).",
        "Here, too": "هنا",
        "Named": "مسمى",
    }
    root = lay(tmp_path, LINKED, said, tag=tag)
    manuscript = spoken(root, tag)
    assert re.findall(r"<h(\d) id=\"(.*?)\">(\w+)", manuscript.chapters[1].html) == [
        ("2", "here-too", "هنا"),
        ("3", "here-too_1", "هنا"),
        ("2", "own", "مسمى"),
    ]
    html = compose(manuscript).html
    link = re.search(r'<a href="#([^"]+)"[^>]*>اثنين</a>', html)
    assert link
    assert f'id="{link[1]}"' in html


def test_notes_go_with_their_words_wherever_a_translation_puts_them(tmp_path: Path) -> None:
    typed = "# 1\n\nOne[^a] two[^b].\n\n[^a]: Note of one\n\n[^b]: Note of two\n"
    said = {
        "One[^a] two[^b].": "Zwei[^b] eins[^a].",
        "Note of one": "Zu eins",
        "Note of two": "Zu zwei",
    }
    html = spoken(lay(tmp_path, typed, said)).chapters[0].html
    called = re.findall(r"(\w+)<sup id=\"fnref:(\w)\"", html)
    noted = dict(re.findall(r"<li id=\"fn:(\w)\">\n<p>Zu (\w+)", html))
    assert [(word.lower(), noted[name]) for word, name in called] == [
        ("zwei", "zwei"),
        ("eins", "eins"),
    ]


def test_equal_texts_are_translated_once_and_by_context(tmp_path: Path) -> None:
    typed = "# Open\n\nOpen\n\n- Open\n"
    (chapter,) = spoken(lay(tmp_path, typed, {"Open": "Offen"})).chapters
    assert (chapter.title, chapter.html) == (
        "Offen",
        "<p>Offen</p>\n<ul>\n<li>Offen</li>\n</ul>",
    )


# How much is translated


def test_an_unfinished_translation_is_refused(tmp_path: Path) -> None:
    root = lay(tmp_path, "# One\n\nTwo\n", {"One": "Eins"}, keys="minimum = 34")
    assert told(root) == (
        "locale/de.po: error: 33 % of this book is translated (Deutsch), and 34 % is asked for"
        " [locale-unfinished]\n"
        "  hint: translate the rest, or print what is there: --draft"
    )
    lay(tmp_path, "# One\n\nTwo\n", {"One": "Eins"}, keys="minimum = 33")
    assert told(root) == ""


@pytest.mark.parametrize(
    ("word", "percent"), [("Von %(names)s", 50), ("Von %(namen)s", 25), ("", 25)]
)
def test_words_of_templates_count(tmp_path: Path, word: str, percent: int) -> None:
    root = lay(tmp_path, "# One\n\nTwo\n", {"One": "Eins"}, keys="minimum = 100")
    with (root / "locale/de.po").open("a", encoding="utf-8") as file:
        file.write(f'\nmsgctxt "template"\nmsgid "By %(names)s"\nmsgstr "{word}"\n')
    assert f"error: {percent} % of this book" in told(root)


def test_a_draft_says_how_much_of_it_is_translated(tmp_path: Path) -> None:
    root = lay(tmp_path, "# One\n\nTwo\n", {"One": "Eins"}, keys="")
    manuscript = spoken(root, draft=True)
    assert manuscript.edition.slug == "small-de-screen-draft"
    said = " ".join(texts(typeset(compose(manuscript)).pdf))
    assert "Entwurf: 33 % dieser Ausgabe sind übersetzt;" in said, said
    assert "Eins" in said


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_a_made_up_language_needs_no_file(tmp_path: Path, tag: str) -> None:
    root = book(tmp_path, BOOK | {"01-one.md": CHAPTER.replace("A picture: ", "")})
    manuscript = spoken(root, tag)
    assert "lang=" not in manuscript.chapters[0].html
    assert (manuscript.coverage.percent, manuscript.findings) == (100, ())
    for message in GERMAN:
        text = message if isinstance(message, str) else message[1]
        assert f">{text}<" not in whole(root, tag)


# Catalogues


def test_a_language_without_a_file(tmp_path: Path) -> None:
    root = book(tmp_path, {"01-one.md": "# One\n"}, f"{SETTINGS}[locales.de]\n")
    with pytest.raises(ManuscriptError) as caught:
        spoken(root)
    assert str(caught.value) == (
        "error: there is no file 'locale/de.po' [po-missing]\n"
        "  hint: 'booklet i18n new de' makes it"
    )


def test_headings_keep_their_rank(tmp_path: Path) -> None:
    typed = "# 1\n\n## A\n\n### B\n\n#### C\n\n## D\n"
    said = {"A": "# Ä", "B": "B", "C": "## C", "D": "D\nE"}
    html = spoken(lay(tmp_path, typed, po(said))).chapters[0].html
    assert re.findall(r"<h(\d)[^>]*>([^<]*)", html) == [
        ("2", "# Ä"),
        ("3", "B"),
        ("4", "## C"),
        ("2", "D E"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["en-XA", "ar-XB"])
def test_a_made_up_language_is_printed(tmp_path: Path, tag: str) -> None:
    root = book(tmp_path, {"01-one.md": "# One\n\nToday\n"})
    pages = texts(typeset(compose(spoken(root, tag))).pdf)
    made_up = pseudo(tag)
    assert made_up
    entry = made_up.find("Today")
    assert entry
    assert any(entry.texts[0] in page for page in pages)
    assert not any("Today" in page for page in pages)


def test_a_title_stays_one_line(tmp_path: Path) -> None:
    said = {"One": "# Eins\n\n- Zwei\n\n\n[TOC]"}
    assert spoken(lay(tmp_path, "# One\n", said)).chapters[0].title == "# Eins - Zwei [TOC]"
