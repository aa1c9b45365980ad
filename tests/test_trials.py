"""What volunteers do to translations, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_cli
from small_books import SETTINGS, book, picture, told
from test_cli import Type
from translated import FIRST, lay, po, spoken
from translated import told as translator_told

from booklet.catalogue import faults

type_ = test_cli.type_


# Translations


@pytest.mark.parametrize(
    ("text", "said", "told_of_it"),
    [
        (
            "See [this](02-b.md#spades).",
            "Siehe [dies](02-b.md#spaten).",
            "instead of the link to 02-b.md#spades the translation has 02-b.md#spaten",
        ),
        (
            "See [this](02-b.md).",
            "Siehe [dies](https://example.org).",
            "instead of the link to 02-b.md the translation has https://example.org",
        ),
        (
            "![A cup](cup.svg)",
            "![Eine Tasse](tasse.svg)",
            "instead of the picture cup.svg the translation has tasse.svg",
        ),
        ("See [this](#x).", "Siehe [](#x).", "the link to #x has no words"),
        ("See [this](#x).", "Siehe [ ](#x).", "the link to #x has no words"),
        ("![A cup](cup.svg)", "![](cup.svg)", "the picture cup.svg has no words"),
    ],
)
def test_an_address_inside_the_book_stays_and_has_words(
    text: str, said: str, told_of_it: str
) -> None:
    assert [(fault.severity, fault.message) for fault in faults(text, said)] == [
        ("error", told_of_it)
    ]


def test_a_picture_has_as_many_words_as_its_author_gave_it() -> None:
    assert faults("Tea ![](cup.svg) and", "Tee ![](cup.svg) und") == ()
    assert faults("[![A cup](cup.svg)](#x)", "[![Eine Tasse](cup.svg)](#x)") == ()


def test_a_fault_is_told_once() -> None:
    messages = [fault.message for fault in faults("one", "eins[^x] zwei[^x]")]
    assert messages == ["the note [^x] stands in the translation but not in the text"]


def test_a_link_that_leads_nowhere_in_one_language_stops_no_edition(tmp_path: Path) -> None:
    project = lay(
        tmp_path, "# One\n\n## Two\n\nSee [this](#two).\n", {"See [this](#two).": "[dies](#zwei)"}
    )
    assert 'lang="en"' in spoken(project).chapters[0].html
    assert translator_told(project) == picture(f"""
        locale/de.po:{FIRST}: warning: instead of the link to #two the translation has #zwei; \
the words of the author are printed [said-address]
          hint: an address inside the book is the same in every language
    """)


# Files


@pytest.mark.parametrize("name", ["pt_BR.po", "PT-br.po", "pt-br.PO"])
def test_a_po_file_with_another_name_is_neither_missed_nor_begun_anew(
    tmp_path: Path, type_: Type, name: str
) -> None:
    root = lay(tmp_path, "# One\n", {"One": "Um"}, tag="pt-BR")
    (root / "locale/pt-BR.po").rename(root / "locale" / name)
    said = picture(f"""
        error: there is no file 'locale/pt-BR.po' [po-missing]
          hint: there is 'locale/{name}': give it this name
    """)
    for command in ("new", "update", "stats"):
        answer = type_("i18n", command, "pt-BR", "--project", root)
        assert (answer.code, answer.err) == (3, f"{said}\n")
    assert [path.name for path in (root / "locale").iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("it.po", "add its language to booklet.toml: [locales.it]"),
        ("DE.po", "de.po is; keep one of the two"),
        ("pt_BR.po", "add its language to booklet.toml: [locales.pt-BR]"),
        ("en.po", ""),
        ("old.po", ""),
        ("de.po~", ""),
    ],
)
def test_a_po_file_that_nobody_reads_is_told(
    tmp_path: Path, type_: Type, name: str, hint: str
) -> None:
    root = lay(tmp_path, "# One\n", {"One": "Eins"})
    (root / "locale" / name).write_text(po({}), "utf-8")
    said = f"locale/{name}: warning: this file is not read [po-left-out]\n  hint: {hint}"
    assert told(root) == (said if hint else "")
    answer = type_("i18n", "check", "de", "--project", root)
    assert answer.err.startswith(said if hint else "locale/de.po: warning: ")


def test_a_chapter_in_the_language_of_the_book_stands_for_none(tmp_path: Path) -> None:
    root = book(tmp_path, {"01-one.md": "# One\n", "01-one.en.md": "# One\n"}, SETTINGS)
    assert told(root) == picture("""
        content/01-one.en.md: warning: this file is not in the book [chapter-left-out]
          hint: the book is written in this language: change 01-one.md itself
    """)


def test_a_translation_into_another_language_is_not_taken_in(tmp_path: Path, type_: Type) -> None:
    root = lay(tmp_path, "# One\n", {})
    (root / "old.po").write_text(po({"One": "Un"}, "fr"), "utf-8")
    before = (root / "locale/de.po").read_bytes()
    answer = type_("i18n", "import", str(root / "old.po"), "--locale", "de", "--project", root)
    assert answer.code == 3
    assert (
        answer.err
        == picture(f"""
        {root}/old.po:1: error: the header says that this file is in 'fr', not in 'de' [po-language]
          hint: write Language: de, or give the file its right name
    """)
        + "\n"
    )
    assert (root / "locale/de.po").read_bytes() == before


def test_half_a_plural_is_in_doubt(tmp_path: Path, type_: Type) -> None:
    root = lay(tmp_path, "---\ntitle: One\nminutes: 3\n---\n", "")
    path = root / "locale/de.po"
    path.unlink()
    type_("i18n", "new", "de", "--project", root)
    whole = path.read_text("utf-8")
    form = 'msgstr[1] "%(num)s Minuten"\n'
    path.write_text(whole.replace(form, ""), "utf-8")
    type_("i18n", "update", "de", "--project", root)
    half = whole.replace(form, 'msgstr[1] ""\n')
    assert path.read_text("utf-8") == half.replace(
        '#, python-format\nmsgctxt "template"\nmsgid "%(num)s minute"',
        '#, fuzzy, python-format\nmsgctxt "template"\nmsgid "%(num)s minute"',
    )


# What authors tell translators


@pytest.mark.parametrize(
    ("aside", "said"),
    [
        (
            "<!-- i18n:coment: a pun -->",
            "3: warning: this comment tells the translators nothing [aside-wrong]\n"
            "  hint: did you mean 'comment'?",
        ),
        (
            "<!-- i18n comment: a pun -->",
            "3: warning: this comment tells the translators nothing [aside-wrong]\n"
            "  hint: write it as i18n:comment",
        ),
        (
            "<!-- I18N:skip -->",
            "3: warning: this comment tells the translators nothing [aside-wrong]\n"
            "  hint: write it as i18n:skip",
        ),
        (
            "<!-- i18n:skip-start -->",
            "3: warning: all that follows is left out of translations, for no i18n:skip-end does "
            "[aside-wrong]\n  hint: write one where translation goes on",
        ),
        (
            "<!-- i18n:skip-end -->",
            "3: warning: no i18n:skip-start stands above this [aside-wrong]\n"
            "  hint: see where it should begin",
        ),
        ("<!-- i18n:skip-start -->\n\nKiwi\n\n<!-- i18n:skip-end -->", ""),
        ("<!-- i18n is hard -->", ""),
        ("`<!-- i18n:coment -->`", ""),
        ("## i18n: what it is", ""),
    ],
)
def test_what_tells_translators_nothing_is_told(tmp_path: Path, aside: str, said: str) -> None:
    root = book(tmp_path, {"01-one.md": f"# One\n\n{aside}\n\nTwo.\n"})
    assert told(root) == (f"content/01-one.md:{said}" if said else "")


def test_a_data_file_that_tells_translators_nothing(tmp_path: Path) -> None:
    quotes = "ann:\n  # i18n:contxt: male\n  text: Yes\n"
    root = book(tmp_path, {"01-one.md": "# One\n\n/// quotes\n///\n", "quotes.yaml": quotes})
    assert told(root) == picture("""
        content/quotes.yaml:2: warning: this comment tells the translators nothing [aside-wrong]
          hint: did you mean 'context'?
    """)
