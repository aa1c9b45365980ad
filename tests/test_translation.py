"""A book meets its translators: messages, PO files, counts, findings, and proofs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from textwrap import dedent

import page as judge
import pytest
from small_books import SETTINGS, book, picture
from workshop import texts

from booklet.catalogue import (
    Amount,
    Found,
    Message,
    Tally,
    catalogue_path,
    filled,
    read_catalogue,
    source,
)
from booklet.finding import ManuscriptError, ProjectError
from booklet.pages import typeset
from booklet.project import Project, load
from booklet.project.locales import locale
from booklet.project.overrides import version
from booklet.translation import (
    Adopted,
    Row,
    adopt,
    book_messages,
    check,
    extract,
    proof,
    spoken,
    start,
    stats,
    update,
)

WELCOME = picture("""
    ---
    title: Welcome
    summary: Who it is for
    ---
    Come *in*, all of you.

    <!-- i18n:comment: a meeting of equals -->
    ## The circle

    - Bring [a friend][f].
    - [`pip`](01-welcome.md)

    <!-- i18n:context: on a door -->
    Open

    [f]: https://example.org "A friend"
""")

QUOTES = picture("""
    ann:
      text: Yes, *always*.
    bob:
      text: Open
""")

FILES = {"01-welcome.md": WELCOME, "quotes.yaml": QUOTES}

GERMAN = {
    "Small": "Klein",
    "Welcome": "Willkommen",
    "Who it is for": "Für wen es ist",
    "Come *in*, all of you.": "Kommt *herein*, ihr alle.",
    "The circle": "Der Kreis",
    "Bring [a friend][f].": "Bring [einen Freund][f] mit.",
    "Open": "Offen",
    "A friend": "Ein Freund",
    "Yes, *always*.": "Ja, *immer*.",
}


def small(root: Path, *tags: str, files: Mapping[str, str] = FILES) -> Project:
    """A book that is translated into some languages."""
    wanted = "".join(f"{tag} = {{}}\n" for tag in tags or ("de",))
    return load(book(root, files, f"{SETTINGS}\n[locales]\n{wanted}"))


def said(project: Project, words: Mapping[str, str], *doubtful: str, tag: str = "de") -> list[str]:
    """Put words into the PO file of a language; return its lines. Some are doubtful."""
    text = source(project, tag) or start(project, locale(tag)).text
    found = {
        message.key: Found((words[message.text],), sure=message.text not in doubtful)
        for message in book_messages(project)
        if message.text in words
    }
    return laid(project, filled(text, tag, found)[0], tag)


def laid(project: Project, text: str, tag: str = "de") -> list[str]:
    """Lay a PO file into a book; return its lines."""
    path = project.root / catalogue_path(tag)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return text.split("\n")


def line(lines: list[str], text: str) -> int:
    """The line of the entry with a text of one line, counted from 1."""
    return lines.index(f'msgid "{text}"') + 1


def own(messages: tuple[Message, ...]) -> list[Message]:
    """The messages that are the book's, not those of the house's templates."""
    return [message for message in messages if message.context != "template"]


def entry(text: str, start: str) -> str:
    """The entry of a PO file that begins with some line."""
    return text[text.index(start) :].split("\n\n")[0]


# The template.


def test_the_template_holds_every_message_with_its_line_and_what_it_is(tmp_path: Path) -> None:
    written = extract(small(tmp_path))
    assert written.path == PurePath("locale/booklet.pot")
    assert written.changed
    mine = written.text[: written.text.index("\n#. word of a template")]
    assert (
        mine
        == picture(r"""
        msgid ""
        msgstr ""
        "Project-Id-Version: Small\n"
        "Last-Translator: \n"
        "Language-Team: \n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"

        #. title
        #: booklet.toml:3
        msgctxt "book.title"
        msgid "Small"
        msgstr ""

        #. title of a chapter
        #: content/01-welcome.md:2
        msgid "Welcome"
        msgstr ""

        #. summary
        #: content/01-welcome.md:3
        msgid "Who it is for"
        msgstr ""

        #. paragraph
        #: content/01-welcome.md:5
        msgid "Come *in*, all of you."
        msgstr ""

        #. heading 2
        #. a meeting of equals
        #: content/01-welcome.md:8
        msgid "The circle"
        msgstr ""

        #. list item
        #. [f]: https://example.org
        #: content/01-welcome.md:10
        msgid "Bring [a friend][f]."
        msgstr ""

        #. paragraph
        #: content/01-welcome.md:14
        msgctxt "on a door"
        msgid "Open"
        msgstr ""

        #. title of a link
        #: content/01-welcome.md:16
        msgid "A friend"
        msgstr ""

        #. text
        #: content/quotes.yaml:2
        msgctxt "quotes.text"
        msgid "Yes, *always*."
        msgstr ""

        #. text
        #: content/quotes.yaml:4
        msgctxt "quotes.text"
        msgid "Open"
        msgstr ""
    """)
        + "\n"
    )
    assert entry(written.text, "#. word of a template\n#: house/chapter.html") == dedent("""\
        #. word of a template
        #: house/chapter.html:9 house/chapter.html:15 house/handout.html:17
        #: house/handout.html:23
        #, python-format
        msgctxt "template"
        msgid "%(num)s minute"
        msgid_plural "%(num)s minutes"
        msgstr[0] ""
        msgstr[1] \"\"""")


def test_a_template_of_the_book_s_own_is_named(tmp_path: Path) -> None:
    project = small(tmp_path)
    (tmp_path / "templates").mkdir()
    words = '{% extends "house/back.html" %}\n{{ _("See you") }}\n'
    (tmp_path / "templates/back.html").write_text(words)
    assert "#: templates/back.html:2\nmsgctxt" in extract(project).text


def test_a_template_that_says_the_same_is_not_changed(tmp_path: Path) -> None:
    project = small(tmp_path)
    text = extract(project).text
    laid(project, "")
    (tmp_path / "locale/booklet.pot").write_text(text)
    assert not extract(project).changed
    (tmp_path / "content/01-welcome.md").write_text(f"{WELCOME}\n\nOne more.\n")
    assert extract(project).changed


# The file of a language.


def test_a_new_file_knows_the_words_of_the_press(tmp_path: Path) -> None:
    project = small(tmp_path)
    written = start(project, locale("de"))
    assert written.path == PurePath("locale/de.po")
    house = len(book_messages(project)) - len(own(book_messages(project)))
    assert (written.counts.known, written.counts.new) == (house, 10)
    assert '"Language: de\\n"' in written.text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in written.text
    assert 'msgid "Contents"\nmsgstr "Inhalt"\n' in written.text
    assert 'msgid "Welcome"\nmsgstr ""\n' in written.text


def test_a_file_that_is_there_is_not_begun_anew(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, GERMAN)
    with pytest.raises(ManuscriptError) as caught:
        start(project, locale("de"))
    assert str(caught.value) == (
        "locale/de.po: error: this file is there already [po-there]\n"
        "  hint: bring it up to date: booklet i18n update de"
    )


def test_an_update_keeps_moves_and_asks_again(tmp_path: Path) -> None:
    said(small(tmp_path), GERMAN)
    changed = (
        WELCOME.replace("Come *in*, all of you.", "Come *in*, most of you.")
        .replace("## The circle\n\n", "")
        .replace("\nOpen\n", "\nOpen\n\nSomething altogether new.\n")
    )
    project = small(tmp_path, files=FILES | {"01-welcome.md": changed})
    written = update(project, locale("de"))
    house = len(book_messages(project)) - len(own(book_messages(project)))
    counts = written.counts
    assert (counts.kept, counts.guessed, counts.new, counts.obsolete) == (8 + house, 1, 1, 1)
    assert entry(written.text, "#. paragraph\n#: content/01-welcome.md:5") == picture("""
        #. paragraph
        #: content/01-welcome.md:5
        #, fuzzy
        #| msgid "Come *in*, all of you."
        msgid "Come *in*, most of you."
        msgstr "Kommt *herein*, ihr alle."
    """)
    assert '#~ msgid "The circle"\n#~ msgstr "Der Kreis"\n' in written.text


def test_an_update_changes_nothing_where_nothing_changed(tmp_path: Path) -> None:
    project = small(tmp_path)
    lines = said(project, GERMAN)
    written = update(project, locale("de"))
    assert not written.changed
    assert written.text == "\n".join(lines)


def test_there_is_nothing_to_update(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError) as caught:
        update(small(tmp_path), locale("de"))
    assert str(caught.value) == (
        "error: there is no file 'locale/de.po' [po-missing]\n"
        "  hint: 'booklet i18n new de' makes it"
    )


# Languages.


def test_the_languages_of_a_book(tmp_path: Path) -> None:
    project = small(tmp_path, "de", "pt-BR")
    assert spoken(project, "PT-br").tag == spoken(project, "pt_BR").tag == "pt-BR"
    told = []
    for tag in ("es", "en", "en-xa"):
        with pytest.raises(ProjectError) as caught:
            spoken(project, tag)
        told.append(str(caught.value))
    assert told == [
        "error: this book is not translated into 'es' [locale-unknown]\n"
        "  hint: add the language to booklet.toml: [locales.es]",
        "error: this book is written in 'en' [locale-unknown]\n  hint: there are: de, pt-BR",
        "error: nobody translates into 'en-XA' [locale-unknown]\n"
        "  hint: the press makes it up: booklet build --locale en-XA",
    ]


# Counts.


def test_stats_count_messages_and_words_of_each_file(tmp_path: Path) -> None:
    project = small(tmp_path)
    words = {text: GERMAN[text] for text in ("Welcome", "Open", "The circle", "Yes, *always*.")}
    said(project, words, "The circle")
    rows = stats(project, locale("de"), own(book_messages(project)))
    german = locale("de")
    chapter = Tally(Amount(2, 2), Amount(1, 2), Amount(4, 15))
    quotes = Tally(translated=Amount(2, 3))
    assert rows == [
        Row(german, PurePath("booklet.toml"), Tally(untranslated=Amount(1, 1))),
        Row(german, PurePath("content/01-welcome.md"), chapter),
        Row(german, PurePath("content/quotes.yaml"), quotes),
        Row(german, None, Tally(Amount(4, 5), Amount(1, 2), Amount(5, 16))),
    ]


def test_a_file_of_the_language_s_own_is_not_counted(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "content/quotes.de.yaml").write_text("ann: {text: Ja.}\nbob: {text: Auf}\n")
    project = small(tmp_path)
    said(project, {})
    path = PurePath("content/quotes.yaml")
    rows = {row.path: row for row in stats(project, locale("de"), own(book_messages(project)))}
    assert rows[path] == Row(locale("de"), path, Tally(), PurePath("content/quotes.de.yaml"))
    assert rows[None].tally.total == Amount(8, 20)


# What is wrong.


def told(project: Project, tag: str = "de") -> list[str]:
    """What a translator is told."""
    return list(map(str, check(project, locale(tag), book_messages(project))))


def test_nothing_is_wrong_with_a_good_translation(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, GERMAN)
    assert told(project) == []


def test_what_is_not_translated_is_no_finding(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, {})
    assert told(project) == []


@pytest.mark.parametrize(
    ("text", "translation", "finding", "hint", "place"),
    [
        (
            "Bring [a friend][f].",
            "Bring einen Freund mit.",
            "error: the link to [f] is missing [said-links]",
            "keep each [words](address): translate the words, leave the address as it is",
            "content/01-welcome.md:10",
        ),
        (
            "Come *in*, all of you.",
            "Kommt herein, ihr alle.",
            "warning: the text has 1 passage in italics, the translation none [said-emphasis]",
            "write *words* or **words**; _ does nothing between letters",
            "content/01-welcome.md:5",
        ),
        (
            "The circle",
            "The circle",
            "warning: the translation is the text itself [said-same]",
            "translate it; leave it empty if nobody has done so yet",
            "content/01-welcome.md:8",
        ),
        (
            "Yes, *always*.",
            "Ja, *immer*. ",
            "warning: a space stands at the end of the translation but not of the text [said-edge]",
            "",
            "content/quotes.yaml:2",
        ),
    ],
)
def test_each_finding_stands_at_its_lines(
    tmp_path: Path, text: str, translation: str, finding: str, hint: str, place: str
) -> None:
    project = small(tmp_path)
    lines = said(project, GERMAN | {text: translation})
    hints = "; ".join(filter(None, [hint, f"it translates {place}"]))
    assert told(project) == [f"locale/de.po:{line(lines, text)}: {finding}\n  hint: {hints}"]


def test_titles_and_names_may_stay_the_same(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, GERMAN | {"Small": "Small", "Yes, *always*.": "Yes, *always*."})
    assert told(project) == []


@pytest.mark.parametrize(
    ("lost", "told_"),
    [
        (
            ["Welcome"],
            "locale/de.po: warning: 1 message is not in this file [po-behind]\n"
            "  hint: bring it up to date: booklet i18n update de",
        ),
        (
            ["Welcome", "The circle"],
            "locale/de.po: warning: 2 messages are not in this file [po-behind]\n"
            "  hint: bring it up to date: booklet i18n update de",
        ),
    ],
)
def test_a_file_that_is_behind_its_book(tmp_path: Path, lost: list[str], told_: str) -> None:
    project = small(tmp_path)
    text = "\n".join(said(project, GERMAN))
    for each in lost:
        text = text.replace(f'\nmsgid "{each}"\n', f'\nmsgid "{each}, of old"\n')
    laid(project, text)
    assert told(project) == [told_]


def test_a_file_that_can_t_be_read(tmp_path: Path) -> None:
    project = small(tmp_path)
    laid(project, 'msgid "Welcome"\nmsgstr "Will')
    with pytest.raises(ManuscriptError, match=r"^locale/de.po:2: error: .* \[po-syntax\]"):
        told(project)


MINUTES = 'msgid_plural "%(num)s minutes"\n'


@pytest.mark.parametrize(
    ("tag", "forms", "findings"),
    [
        ("de", ("eine Minute", "%(num)s Minuten"), []),
        (
            "ar",
            ("لا وقت", "دقيقة", "دقيقتان", "%(num)s دقائق", "%(num)s دقيقة", "%(num)s دقيقة"),
            [],
        ),
        (
            "ar",
            ("لا وقت", "دقيقة", "دقيقتان", "دقائق", "%(num)s دقيقة", "%(num)s دقيقة"),
            ["warning: in plural form 4 of 6, '%(num)s' is missing [said-value]"],
        ),
        # The first form stands for 0, too.
        (
            "fr",
            ("une minute", "%(num)s min."),
            ["warning: in plural form 1 of 2, '%(num)s' is missing [said-value]"],
        ),
        # And here for 21.
        (
            "ru",
            ("минута", "%(num)s минуты", "%(num)s минут"),
            ["warning: in plural form 1 of 3, '%(num)s' is missing [said-value]"],
        ),
        (
            "de",
            ("%(num)s Minute", "Minuten"),
            ["error: in plural form 2 of 2, '%(num)s' is missing [said-value]"],
        ),
        (
            "de",
            ("%(n)s Minute", "%(num)s Minuten"),
            [
                "error: in plural form 1 of 2, '%(n)s' stands in the translation but not in the"
                " text [said-value]",
            ],
        ),
    ],
)
def test_only_forms_for_one_number_may_leave_it_out(
    tmp_path: Path, tag: str, forms: tuple[str, ...], findings: list[str]
) -> None:
    project = small(tmp_path, tag)
    text = "\n".join(said(project, {}, tag=tag))
    start, end = text.index(MINUTES) + len(MINUTES), text.index("\n\n", text.index(MINUTES))
    new = "\n".join(f'msgstr[{number}] "{form}"' for number, form in enumerate(forms))
    lines = laid(project, text[:start] + new + text[end:], tag)
    place = f"locale/{tag}.po:{line(lines, '%(num)s minute')}"
    found = [finding.partition("\n")[0] for finding in told(project, tag)]
    assert found == [f"{place}: {finding}" for finding in findings]


def terms(project: Project, text: str) -> list[str]:
    """What is told with a list of terms."""
    (project.root / "locale/terms.yaml").write_text(text, "utf-8")
    return told(project)


def test_terms_are_held_against_the_translation(tmp_path: Path) -> None:
    project = small(tmp_path)
    lines = said(project, GERMAN)
    assert terms(project, "circle:\n  de: [Runde, Kreis]\n  ro: cerc\n") == []
    assert terms(project, "circle:\n  de: Runde\n") == [
        f"locale/de.po:{line(lines, 'The circle')}: warning: 'circle' is 'Runde' in the list of"
        " terms, and this translation does not have it [term-strayed]\n"
        "  hint: use the word of the list, or add yours to it;"
        " it translates content/01-welcome.md:8"
    ]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (
            "circle:\n  de: Kreis\n\nfriend:\n  deutsch: Freund\n  ro: []\n",
            [
                "locale/terms.yaml:5: error: 'deutsch' is not a language tag; write for example de"
                " or pt-BR [terms-wrong]",
                "locale/terms.yaml:6: error: a word, or a list of words, is needed [terms-wrong]",
            ],
        ),
        (
            "circle:\n  de:\n    - Kreis\n    - 5\n",
            [
                "locale/terms.yaml:4: error: a word is a text; put it in quotation marks"
                " [terms-wrong]"
            ],
        ),
        (
            "- circle\n",
            [
                "locale/terms.yaml:1: error: terms are needed, each with languages below it:"
                " 'circle:', 'de: Kreis' [terms-wrong]"
            ],
        ),
        ("circle: [", [r"locale/terms.yaml:1: error: "]),
    ],
)
def test_a_wrong_list_of_terms_is_told_with_its_lines(
    tmp_path: Path, text: str, findings: list[str]
) -> None:
    project = small(tmp_path)
    said(project, GERMAN)
    with pytest.raises(ManuscriptError) as caught:
        terms(project, text)
    errors = str(caught.value).split("\n")
    assert [error[: len(f)] for error, f in zip(errors, findings, strict=False)] == findings
    assert sum("error:" in error for error in errors) == len(findings)


def test_a_file_of_the_language_s_own_that_is_old(tmp_path: Path) -> None:
    small(tmp_path)
    state = version((tmp_path / "content/quotes.yaml").read_bytes())
    words = "ann: {text: Ja.}\nbob: {text: Auf}\n"
    (tmp_path / "content/quotes.de.yaml").write_text(f"# source: v00000000\n{words}")
    (tmp_path / "content/01-welcome.md").write_text(f"{WELCOME}\n\n/// quotes\n///\n")
    project = load(tmp_path)
    said(project, GERMAN)
    assert [finding for finding in told(project) if "override" in finding] == [
        "content/quotes.de.yaml:1: warning: content/quotes.yaml has changed since this file was"
        f" made from it [override-stale]\n  hint: when both agree, write: source: {state}"
    ]


def test_what_is_wrong_in_a_file_of_the_language_s_own(tmp_path: Path) -> None:
    small(tmp_path)
    state = version((tmp_path / "content/01-welcome.md").read_bytes())
    own = tmp_path / "content/01-welcome.de.md"
    own.write_text(f"---\ntitle: Da\nsource: {state}\n---\n\n[Hier](#nirgends)\n", "utf-8")
    project = load(tmp_path)
    said(project, GERMAN)
    assert told(project) == [
        "content/01-welcome.de.md:6: error: nothing here is called '#nirgends' [link-broken]\n"
        "  hint: there are none"
    ]


def test_what_the_page_shows_as_well_is_told_once(tmp_path: Path) -> None:
    project = small(tmp_path)
    lines = said(project, GERMAN | {"The circle": "Der **Kreis"})
    (finding,) = told(project)
    assert finding.startswith(
        f"locale/de.po:{line(lines, 'The circle')}: warning: a ** stands alone in the translation,"
        " and is printed [said-stray]\n"
    )


# A translation from elsewhere.

HEADER = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'

#: As mdBook's tools write: lines kept, emphasis by _, everything behind a list's mark.
ELSEWHERE = (
    HEADER
    + r"""
#: src/welcome.md:1
msgid "Welcome"
msgstr "Willkommen"

#: src/welcome.md:3
msgid ""
"Come _in_,\n"
"all of you."
msgstr ""
"Kommt _herein_,\n"
"ihr \"alle\"."

#: src/welcome.md:5
#, fuzzy
msgid "Who it is for"
msgstr "Zweifelhaft"

#: src/welcome.md:6
msgid "the circle!"
msgstr "der Kreis!"

#: src/welcome.md:8
msgid "Open"
msgstr ""

#: src/welcome.md:8
msgid "Something else"
msgstr "Etwas anderes"

#~ msgid "A friend"
#~ msgstr "Ein Freund"
"""
)


def adopted(project: Project, text: str = ELSEWHERE) -> Adopted:
    """Take a translation from elsewhere, and lay it into the book."""
    found = adopt(project, locale("de"), text.encode(), Path("old/de.po"))
    laid(project, found.written.text)
    return found


def test_a_translation_of_another_tool(tmp_path: Path) -> None:
    found = adopted(small(tmp_path))
    counts = (found.offered, found.same, found.alike, found.doubtful, found.there)
    assert counts == (4, 1, 1, 1, 0)
    text = found.written.text
    assert found.written.changed
    assert 'msgid "Welcome"\nmsgstr "Willkommen"\n' in text
    assert 'msgid "Come *in*, all of you."\nmsgstr "Kommt _herein_, ihr \\"alle\\"."\n' in text
    assert '#, fuzzy\nmsgid "The circle"\nmsgstr "der Kreis!"\n' in text
    for rest in ("Who it is for", "Open", "A friend"):
        assert f'msgid "{rest}"\nmsgstr ""\n' in text
    assert "Etwas anderes" not in text


def test_what_is_there_stays(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, {"Welcome": "Hallo", "The circle": "Die Runde"}, "The circle")
    found = adopted(project)
    assert (found.same, found.alike, found.doubtful, found.there) == (0, 1, 0, 2)
    assert 'msgid "Welcome"\nmsgstr "Hallo"\n' in found.written.text
    assert '#, fuzzy\nmsgid "The circle"\nmsgstr "Die Runde"\n' in found.written.text


def test_what_is_sure_takes_the_place_of_what_is_fuzzy(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, {"Welcome": "Hallo"}, "Welcome")
    text = adopted(project).written.text
    assert '#: content/01-welcome.md:2\nmsgid "Welcome"\nmsgstr "Willkommen"\n' in text


def test_nothing_to_take(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, GERMAN)
    adopted(project)
    again = adopted(project)
    assert not again.written.changed
    assert (again.same, again.alike, again.doubtful, again.there) == (0, 0, 0, 3)


def test_fixed_spaces_are_taken_along(tmp_path: Path) -> None:
    text = HEADER + '\nmsgid "The circle"\nmsgstr "Der\u00a0Kreis\u202f!\\n"\n'
    found = adopted(small(tmp_path), text)
    assert 'msgstr "Der\u00a0Kreis\u202f!"\n' in found.written.text


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (
            b'msgid "a"\nmsgstr "\xe4"\n',
            "old/de.po:2: error: this file is not UTF-8 [po-charset]\n"
            "  hint: save it again, with the encoding UTF-8",
        ),
        (b'msgid "a"\nmsgstr "b\n', "old/de.po:2: error: "),
    ],
)
def test_a_file_from_elsewhere_that_can_t_be_read(
    tmp_path: Path, data: bytes, finding: str
) -> None:
    project = small(tmp_path)
    with pytest.raises(ManuscriptError) as caught:
        adopt(project, locale("de"), data, Path("old/de.po"))
    assert str(caught.value).startswith(finding)
    assert not (tmp_path / "locale").exists()


# Proofs.


def test_a_proof_has_every_message_once_in_order(tmp_path: Path) -> None:
    project = small(tmp_path)
    words = {**GERMAN, "Bring [a friend][f].": "Bring jemand mit.", "Who it is for": ""}
    lines = said(project, words, "The circle")
    made = typeset(proof(project, locale("de")))
    assert made.findings == ()
    pages = texts(made.pdf)
    heard = book_messages(project)
    catalogue, _ = read_catalogue(project, "de")
    units = [(n, catalogue.find(*reversed(m.key))) for n, m in enumerate(heard, 1)]
    wanted = [f"{number} :{entry.line}" for number, entry in units if entry]
    assert re.findall(r"\b\d+ :\d+\b", " ".join(pages)) == wanted
    assert len(wanted) == len(heard) > 10
    assert lines[int(wanted[1].partition(":")[2]) - 1] == 'msgid "Welcome"'
    first, last = pages[0], pages[-1]
    assert first.startswith("English – Deutsch Klein Text und Übersetzung nebeneinander ")
    assert " booklet.toml de.po English Deutsch 1 :16 Small Klein Willkommen" in first
    assert " Willkommen content/01-welcome.md de.po English Deutsch 2 :21 Welcome W" in first
    assert " Come in, all of you. Kommt herein, ihr alle. " in first
    assert " The circle unsicher Der Kreis " in first
    assert " Who it is for noch nicht übersetzt " in first
    assert " nicht gedruckt Bring jemand mit. the link to [f] is missing " in first
    assert "house de.po English Deutsch" in " ".join(pages)
    assert last.endswith(f" {len(pages)} / {len(pages)}")


def test_a_proof_is_marked_where_its_reader_must_look(tmp_path: Path) -> None:
    project = small(tmp_path)
    said(project, {**GERMAN, "Welcome": ""}, "The circle")
    html = proof(project, locale("de")).html
    assert [re.sub(r"<.*?>", " ", row).split()[0] for row in opened(html)] == ["2", "5"]


def opened(html: str) -> list[str]:
    """The rows that are marked."""
    return re.findall(r'<tr class="\w+ open">(.*?)</tr>', html, re.DOTALL)


def test_a_proof_for_readers_from_right_to_left(tmp_path: Path) -> None:
    project = small(tmp_path, "ar")
    said(project, {"Welcome": "أهلا بكم"}, tag="ar")
    galley = proof(project, locale("ar"))
    assert '<html lang="ar" dir="rtl">' in galley.html.replace(
        'xmlns="http://www.w3.org/1999/xhtml" ', ""
    )
    assert 'class="text" lang="en" dir="ltr">Welcome<' in galley.html
    made = typeset(galley)
    assert made.findings == ()
    path = tmp_path / "proof.pdf"
    path.write_bytes(made.pdf)
    assert judge.validate_pdf(str(path), profile="ua1").to_dict()["failures"] == []


def test_a_proof_needs_a_file_of_the_language(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r"there is no file 'locale/de.po' \[po-missing\]"):
        proof(small(tmp_path), locale("de"))
