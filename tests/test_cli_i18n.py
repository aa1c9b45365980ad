"""The commands for translators answer in whole sentences, with the right exit code."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

import pytest
import test_cli
from small_books import SETTINGS, book
from test_cli import Answer, Type, said

from booklet.catalogue import TEMPLATE, Message
from booklet.finding import Place
from booklet.galley import template_messages
from booklet.project import load

type_ = test_cli.type_

FILES = {
    "01-welcome.md": "# Welcome\n\nCome *in*, all of you.\n",
    "quotes.yaml": "ann:\n  text: Yes, *always*.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A book in German and Brazilian Portuguese."""
    return book(tmp_path, FILES, f"{SETTINGS}\n[locales]\nde = {{}}\npt-BR = {{}}\n")


def house(project: Path) -> int:
    """How many messages the templates of the house have."""
    return len(template_messages(load(project)))


def say(project: Path, *pairs: tuple[str, str], tag: str = "de") -> Path:
    """Translate texts in the PO file of a language."""
    path = project / f"locale/{tag}.po"
    text = path.read_text("utf-8")
    for one, other in pairs:
        assert f'msgid "{one}"\nmsgstr ""\n' in text
        text = text.replace(f'msgid "{one}"\nmsgstr ""\n', f'msgid "{one}"\nmsgstr "{other}"\n')
    path.write_text(text, "utf-8")
    return path


# Help.


def test_help(type_: Type) -> None:
    assert type_("i18n", "--help") == Answer(
        0,
        said("""
            Usage: booklet i18n [OPTIONS] COMMAND [ARGS]...

              Translate the book: write, update, check and review PO files.

            Options:
              -h, --help  Show this message and exit.

            Commands:
              check    Look for what is wrong in a translation, or in all of them.
              extract  Write every message of the book to locale/booklet.pot.
              import   Fill locale/LOCALE.po from the PO file of another tool.
              new      Begin a translation: write locale/LOCALE.po.
              proof    Print text and translation side by side, for a reviewer.
              stats    Show how much of the book is translated.
              update   Bring locale/LOCALE.po up to date with the book.
        """),
        "",
    )


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        (
            "check",
            """
            Usage: booklet i18n check [OPTIONS] [LOCALE]

              Look for what is wrong in a translation, or in all of them.

              An error keeps a text from being printed in its translation; a warning asks
              you to look.

            Options:
              --strict        Fail on any finding.
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "extract",
            """
            Usage: booklet i18n extract [OPTIONS]

              Write every message of the book to locale/booklet.pot.

            Options:
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "import",
            """
            Usage: booklet i18n import [OPTIONS] FILE

              Fill locale/LOCALE.po from the PO file of another tool.

              It may have cut and written the same text its own way. What locale/LOCALE.po
              has stays.

            Options:
              --locale TEXT   The language of the file.  [required]
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "new",
            """
            Usage: booklet i18n new [OPTIONS] LOCALE

              Begin a translation: write locale/LOCALE.po.

            Options:
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "proof",
            """
            Usage: booklet i18n proof [OPTIONS] LOCALE

              Print text and translation side by side, for a reviewer.

            Options:
              --output PATH   The file to write.  [default: out/NAME-LOCALE-proof.pdf,
                              beside booklet.toml]
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "stats",
            """
            Usage: booklet i18n stats [OPTIONS] [LOCALE]

              Show how much of the book is translated.

              Of each file, in LOCALE; without it, of the whole book in every language.

            Options:
              --json          Write JSON, for other programs.
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
        (
            "update",
            """
            Usage: booklet i18n update [OPTIONS] [LOCALE]

              Bring locale/LOCALE.po up to date with the book.

              Without LOCALE, do so with the files of all languages.

            Options:
              --project PATH  The folder that holds booklet.toml.  [default: this folder]
              -h, --help      Show this message and exit.
            """,
        ),
    ],
)
def test_help_of_each(type_: Type, command: str, usage: str) -> None:
    assert type_("i18n", command, "--help") == Answer(0, said(usage), "")


# Writing files.


def test_extract_writes_what_has_changed_and_nothing_else(project: Path, type_: Type) -> None:
    count = house(project) + 4
    assert type_("i18n", "extract") == Answer(0, f"locale/booklet.pot  {count} messages\n", "")
    file = project / "locale/booklet.pot"
    before, time = file.read_bytes(), file.stat().st_mtime_ns
    said_ = f"locale/booklet.pot  {count} messages, nothing changed\n"
    assert type_("i18n", "extract") == Answer(0, said_, "")
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, time)
    (project / "content/01-welcome.md").write_text("# Welcome\n")
    assert type_("i18n", "extract").out == f"locale/booklet.pot  {count - 1} messages\n"
    assert file.read_bytes() != before
    assert [path.name for path in file.parent.iterdir()] == ["booklet.pot"]


def test_new(project: Path, type_: Type) -> None:
    known = house(project)
    assert type_("i18n", "new", "de") == Answer(
        0,
        f"locale/de.po  {known + 4} messages, {known} translated by the press\n"
        "  Open it in a PO editor, for example Poedit, and translate. To see on paper\n"
        "  what is there: booklet build --locale de --draft\n",
        "",
    )
    before = (project / "locale/de.po").read_bytes()
    assert type_("i18n", "new", "de") == Answer(
        3,
        "",
        "locale/de.po: error: this file is there already [po-there]\n"
        "  hint: bring it up to date: booklet i18n update de\n",
    )
    assert (project / "locale/de.po").read_bytes() == before


def test_update_of_one_language_and_of_all(project: Path, type_: Type) -> None:
    for tag in ("de", "pt-BR"):
        type_("i18n", "new", tag)
    german = say(project, ("Welcome", "Willkommen"), ("Come *in*, all of you.", "Kommt *herein*."))
    before, time = german.read_bytes(), german.stat().st_mtime_ns
    count = house(project) + 4
    assert type_("i18n", "update").out == (
        f"locale/de.po     {count} kept, nothing changed\n"
        f"locale/pt-BR.po  {count} kept, nothing changed\n"
    )
    assert (german.read_bytes(), german.stat().st_mtime_ns) == (before, time)
    (project / "content/01-welcome.md").write_text(
        "# Hello\n\nCome *in*, most of you.\n\nThere is tea.\n"
    )
    assert type_("i18n", "update", "de") == Answer(
        0, f"locale/de.po  {count - 2} kept, 1 fuzzy, 2 new, 1 obsolete\n", ""
    )
    assert type_("i18n", "update").out == (
        f"locale/de.po     {count + 1} kept, nothing changed\n"
        f"locale/pt-BR.po  {count - 2} kept, 3 new\n"
    )


def test_a_file_that_can_t_be_read_keeps_no_other_from_its_update(
    project: Path, type_: Type
) -> None:
    type_("i18n", "new", "pt-BR")
    count = house(project) + 4
    missing = (
        "error: there is no file 'locale/de.po' [po-missing]\n"
        "  hint: 'booklet i18n new de' makes it\n"
    )
    updated = f"locale/pt-BR.po  {count} kept, nothing changed\n"
    assert type_("i18n", "update") == Answer(3, updated, missing)
    assert type_("i18n", "check") == Answer(3, "pt-BR  nothing to mend\n", missing)
    answer = type_("i18n", "stats")
    assert (answer.code, answer.err) == (3, missing)
    assert answer.out.split("\n")[1].startswith("pt-BR ")


def test_import(project: Path, type_: Type) -> None:
    (project / "old.po").write_text(
        'msgid "Welcome"\nmsgstr "Willkommen"\n\n'
        'msgid "Come _in_, all of you."\nmsgstr "Kommt _herein_."\n\n'
        'msgid "yes: always"\nmsgstr "ja: immer"\n\n'
        'msgid "Small"\nmsgstr ""\n'
    )
    words = ("i18n", "import", "old.po", "--locale", "de")
    assert type_(*words) == Answer(
        0,
        "locale/de.po  of 3 translations: 1 taken word for word, 1 alike on the page, 1 in the"
        " same words, now fuzzy\n",
        "",
    )
    assert type_(*words).out == "locale/de.po  of 3 translations: 3 there before, nothing changed\n"
    (project / "old.po").write_text('msgid "Bye"\nmsgstr "Tschüss"\n', "utf-8")
    assert type_(*words).out == "locale/de.po  of 1 translation: none fits, nothing changed\n"


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (
            ("none.po", "--locale", "de"),
            3,
            "error: can't read 'none.po': no such file or directory [file-unreadable]\n",
        ),
        (
            ("bad.po", "--locale", "de"),
            3,
            "bad.po:2: error: this file is not UTF-8 [po-charset]\n"
            "  hint: save it again, with the encoding UTF-8\n",
        ),
        (
            ("bad.po",),
            2,
            "Usage: booklet i18n import [OPTIONS] FILE\n"
            "Try 'booklet i18n import --help' for help.\n\nError: Missing option '--locale'.\n",
        ),
    ],
)
def test_what_can_t_be_imported(
    project: Path, type_: Type, words: tuple[str, ...], code: int, err: str
) -> None:
    (project / "bad.po").write_bytes(b'msgid "a"\nmsgstr "\xe4"\n')
    assert type_("i18n", "import", *words) == Answer(code, "", err)
    assert not (project / "locale").exists()


# Looking at them.


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the templates of the house have a single word."""
    word = Message("Contents", TEMPLATE, places=(Place(PurePath("house/contents.html"), 2),))
    monkeypatch.setattr("booklet.translation.messages.template_messages", lambda _: (word,))


@pytest.mark.usefixtures("few")
def test_stats(project: Path, type_: Type) -> None:
    for tag in ("de", "pt-BR"):
        type_("i18n", "new", tag)
    path = say(project, ("Welcome", "Willkommen"), ("Yes, *always*.", "Ja."))
    path.write_text(path.read_text("utf-8").replace("#. text\n", "#. text\n#, fuzzy\n"), "utf-8")
    (project / "content/01-welcome.pt-BR.md").write_text("# Olá\n")
    assert type_("i18n", "stats").out == said("""
               translated        fuzzy  missing  messages  words
        de              2  40 %      1        2         5     10
        pt-BR           1  33 %      0        2         3      4
    """)
    assert type_("i18n", "stats", "DE").out == said("""
                               translated         fuzzy  missing  messages  words
        booklet.toml                    0    0 %      0        1         1      1
        content/01-welcome.md           1   50 %      0        1         2      6
        content/quotes.yaml             0    0 %      1        0         1      2
        house/contents.html             1  100 %      0        0         1      1
        de                              2   40 %      1        2         5     10
    """)
    assert type_("i18n", "stats", "pt-BR").out == said("""
                                     translated         fuzzy  missing  messages  words
        booklet.toml                          0    0 %      0        1         1      1
        content/quotes.yaml                   0    0 %      0        1         1      2
        house/contents.html                   1  100 %      0        0         1      1
        content/01-welcome.pt-BR.md    own file
        pt-BR                                 1   33 %      0        2         3      4
    """)


@pytest.mark.usefixtures("few")
def test_stats_for_other_programs(project: Path, type_: Type) -> None:
    type_("i18n", "new", "de")
    say(project, ("Come *in*, all of you.", "Kommt *herein*."))
    (project / "content/quotes.de.yaml").write_text("ann: {text: Ja.}\n")

    def row(
        path: str | None, done: tuple[int, int], open_: tuple[int, int], **other: str
    ) -> object:
        names = ("messages", "words")
        total = (done[0] + open_[0], done[1] + open_[1])
        figures = {"translated": done, "fuzzy": (0, 0), "untranslated": open_, "total": total}
        tables = {name: dict(zip(names, figure, strict=True)) for name, figure in figures.items()}
        return {"locale": "de", "path": path, "own": None, **tables, **other}

    answer = type_("i18n", "stats", "de", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == [
        row("booklet.toml", (0, 0), (1, 1)),
        row("content/01-welcome.md", (1, 5), (1, 1)),
        row("house/contents.html", (1, 1), (0, 0)),
        row("content/quotes.yaml", (0, 0), (0, 0), own="content/quotes.de.yaml"),
        row(None, (2, 6), (2, 2)),
    ]


def test_check(project: Path, type_: Type) -> None:
    for tag in ("de", "pt-BR"):
        type_("i18n", "new", tag)
    well = "de     nothing to mend\npt-BR  nothing to mend\n"
    assert type_("i18n", "check", "--strict") == Answer(0, well, "")
    lines = say(project, ("Come *in*, all of you.", "Kommt herein.")).read_text("utf-8").split("\n")
    line = lines.index('msgid "Come *in*, all of you."') + 1
    finding = (
        f"locale/de.po:{line}: warning: the text has 1 passage in italics, the translation none"
        " [said-emphasis]\n"
        "  hint: write *words* or **words**; _ does nothing between letters; it translates"
        " content/01-welcome.md:3\n"
    )
    assert type_("i18n", "check", "de") == Answer(0, "de  1 finding\n", finding)
    assert type_("i18n", "check", "--strict", "pt-br") == Answer(0, "pt-BR  nothing to mend\n", "")
    assert type_("i18n", "check", "--strict") == Answer(
        5,
        "de     1 finding\npt-BR  nothing to mend\n",
        f"{finding}error: 1 finding in the translations [translation-faulty]\n",
    )


def test_proof(project: Path, type_: Type) -> None:
    type_("i18n", "new", "pt-BR")
    assert type_("i18n", "proof", "pt-BR") == Answer(
        0, "out/small-pt-br-proof.pdf  3 pages of A4\n", ""
    )
    assert (project / "out/small-pt-br-proof.pdf").read_bytes().startswith(b"%PDF")
    words = ("i18n", "proof", "pt-BR", "--output", "for ana/proof.pdf")
    assert type_(*words).out == "for ana/proof.pdf  3 pages of A4\n"


# What can't be done.

ONE_ARGUMENT = ("new", "proof", "update", "check", "stats")


@pytest.mark.parametrize("command", ONE_ARGUMENT)
def test_a_language_that_the_book_is_not_translated_into(
    project: Path, type_: Type, command: str
) -> None:
    assert type_("i18n", command, "es") == Answer(
        2,
        "",
        "error: this book is not translated into 'es' [locale-unknown]\n"
        "  hint: add the language to booklet.toml: [locales.es]\n",
    )
    assert type_("i18n", command, "en") == Answer(
        2,
        "",
        "error: this book is written in 'en' [locale-unknown]\n  hint: there are: de, pt-BR\n",
    )
    assert not (project / "locale").exists()


@pytest.mark.parametrize("command", ["proof", "update", "check", "stats"])
def test_a_language_without_a_file(project: Path, type_: Type, command: str) -> None:
    assert type_("i18n", command, "de") == Answer(
        3,
        "",
        "error: there is no file 'locale/de.po' [po-missing]\n"
        "  hint: 'booklet i18n new de' makes it\n",
    )


def test_a_file_of_another_name(project: Path, type_: Type) -> None:
    type_("i18n", "new", "pt-BR")
    (project / "locale/pt-BR.po").rename(project / "locale/pt_BR.po")
    assert type_("i18n", "check", "pt-BR") == Answer(
        3,
        "",
        "error: there is no file 'locale/pt-BR.po' [po-missing]\n"
        "  hint: there is 'locale/pt_BR.po': give it this name\n",
    )


@pytest.mark.parametrize("words", [("update",), ("check", "--strict"), ("stats", "--json")])
def test_a_book_in_one_language_alone(tmp_path: Path, type_: Type, words: tuple[str, ...]) -> None:
    book(tmp_path, FILES)
    assert type_("i18n", *words) == Answer(
        2,
        "",
        "error: this book is in one language [locales-none]\n"
        "  hint: name those that it is translated into in booklet.toml, for example"
        " [locales.de]\n",
    )


def test_a_book_in_one_language_alone_has_messages(tmp_path: Path, type_: Type) -> None:
    count = house(book(tmp_path, FILES)) + 4
    assert type_("i18n", "extract").out == f"locale/booklet.pot  {count} messages\n"


@pytest.mark.parametrize("words", [("extract",), ("update",), ("stats",), ("check",)])
def test_a_book_that_can_t_be_read(project: Path, type_: Type, words: tuple[str, ...]) -> None:
    (project / "content/01-welcome.md").write_text("Come in.\n")
    answer = type_("i18n", *words)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        "content/01-welcome.md:1: error: this chapter has no title [title-missing]\n"
        "  hint: begin with front matter: ---, title: Welcome, ---\n"
    )
    assert not (project / "locale").exists()


def test_no_project(type_: Type) -> None:
    answer = type_("i18n", "extract")
    assert answer.code == 2
    assert answer.err.endswith(
        " [project-missing]\n  hint: go to the folder of your book, or name it with --project\n"
    )
