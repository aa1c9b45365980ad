"""A catalogue that is broken costs its own edition, with a clear finding, and no file from before.

Books are printed as a user would, so these tests take their time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from test_cli import Answer
from translated import HEADER, po
from workshop import make, measured, texts

from booklet import cli

pytestmark = pytest.mark.slow

SAID = {
    ("book.title", "A Small Book"): "Ein kleines Buch",
    "One": "Eins",
    "Words of [a link](https://x.org).": "Worte eines [Verweises](https://x.org).",
}

GOOD = po(SAID)

LATIN = GOOD.replace("UTF-8", "ISO-8859-1")

PDF = Path("out/small-de-screen.pdf")

MADE = f"{PDF}  1 page  - kB  - s\n"
KEPT = f"{PDF}  1 page  - kB  - s, pages kept\n"
AS_IT_WAS = f"{PDF}  1 page  - kB  as it was\n"

Build = Callable[..., Answer]


def counting(rule: str, forms: int) -> str:
    """A catalogue that counts in its own way."""
    texts = "".join(f'msgstr[{number}] "x"\n' for number in range(forms))
    header = f'charset=UTF-8\\n"\n"Plural-Forms: {rule}\\n"'
    good = GOOD.replace('charset=UTF-8\\n"', header)
    return f'{good}\nmsgid "one"\nmsgid_plural "many"\n{texts}'


@pytest.fixture
def build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Build:
    """Print the German edition of a small book with a catalogue."""
    keys = 'language = "en"\n\n[locales.de]\n'
    make(tmp_path, "# One\n\nWords of [a link](https://x.org).\n", keys=keys)
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)

    def answer(catalogue: str | bytes, tag: str = "de") -> Answer:
        data = catalogue if isinstance(catalogue, bytes) else catalogue.encode()
        Path("locale/de.po").write_bytes(data)
        words = ["booklet", "build", "--locale", tag, "--format", "screen"]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return Answer(int(ended.value.code or 0), measured(out), err)

    return answer


BROKEN: dict[str, tuple[str | bytes, str]] = {
    "cut in a text": (
        GOOD[:-20],
        "locale/de.po:14: error: "
        "this text is not closed: a quotation mark is missing at its end [po-syntax]"
        "\n  hint: if the file was cut off, take it from where it came from once more",
    ),
    "cut in an entry": (
        GOOD[: GOOD.rindex("msgstr")],
        "locale/de.po:14: error: the file ends in the middle of an entry [po-syntax]"
        "\n  hint: if the file was cut off, take it from where it came from once more",
    ),
    "cut in a letter": (
        GOOD.encode()[:-3] + "ü".encode()[:1],
        "locale/de.po:14: error: this file is not UTF-8 [po-charset]"
        "\n  hint: save it in your PO editor with the character set UTF-8",
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        "locale/de.po:1: error: this file is not UTF-8 [po-charset]"
        "\n  hint: save it in your PO editor with the character set UTF-8",
    ),
    "Latin-1": (
        GOOD.replace("Eins", "Eïns").encode("latin-1"),
        "locale/de.po:11: error: this file is not UTF-8 [po-charset]"
        "\n  hint: save it in your PO editor with the character set UTF-8",
    ),
    "Latin-1, as it says": (
        LATIN.replace("Eins", "Eïns").encode("latin-1"),
        "locale/de.po:11: error: this file is not UTF-8: its header says ISO-8859-1 [po-charset]"
        "\n  hint: save it in your PO editor with the character set UTF-8",
    ),
    "another charset than it says": (
        LATIN,
        "locale/de.po:1: error: the header promises another character set, ISO-8859-1 [po-charset]"
        "\n  hint: write charset=UTF-8 there, or save the file as UTF-8 in your PO editor",
    ),
    "duplicate": (
        GOOD + '\nmsgid "One"\nmsgstr "Uno"\n',
        "locale/de.po:16: error: this text stands in the file already, on line 10 [po-twice]"
        "\n  hint: keep one of the two entries",
    ),
    "two headers": (
        GOOD + HEADER.format("de"),
        "locale/de.po:15: error: the header stands in the file already, on line 1 [po-twice]"
        "\n  hint: keep one of the two entries",
    ),
    "a billion plurals": (
        counting("nplurals=1000000000; plural=n;", 1),
        "locale/de.po:1: error: "
        "Plural-Forms is not written as 'nplurals=2; plural=(n != 1);' [po-plural]"
        "\n  hint: write Plural-Forms: nplurals=2; plural=(n != 1);",
    ),
    "a plural that takes for ever": (
        counting("nplurals=2; plural=9**9**9**9;", 2),
        "locale/de.po:1: error: the rule in Plural-Forms can't be worked out [po-plural]"
        "\n  hint: write Plural-Forms: nplurals=2; plural=(n != 1);",
    ),
    "another language": (
        GOOD.replace("Language: de", "Language: fr"),
        "locale/de.po:1: error: "
        "the header says that this file is in 'fr', not in 'de' [po-language]"
        "\n  hint: write Language: de, or give the file its right name",
    ),
    "nothing": (
        "",
        "locale/de.po: error: "
        "0 % of this book is translated (Deutsch), and 100 % is asked for [locale-unfinished]"
        "\n  hint: translate the rest, or print what is there: --draft",
    ),
    "zeros": (
        b"\0" * 1000,
        "locale/de.po:1: error: this is no line of a PO file [po-syntax]"
        "\n  hint: an entry is msgid and the text, then msgstr and its translation",
    ),
    "another kind of file": (
        b"%PDF-1.7\n%\xff\xff",
        "locale/de.po:2: error: this file is not UTF-8 [po-charset]"
        "\n  hint: save it in your PO editor with the character set UTF-8",
    ),
    "conflict": (
        GOOD.replace('msgid "One"', '<<<<<<< HEAD\nmsgid "One"'),
        "locale/de.po:10: error: a merge left a conflict here [po-syntax]"
        "\n  hint: keep one of the two versions",
    ),
    "hidden character": (
        GOOD.replace("Eins", "Ei\u202ens"),
        "locale/de.po:10: error: "
        "a hidden character stands in this translation: U+202E [character-hidden]"
        "\n  hint: delete it; it came along with pasted text",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_catalogue_that_cant_be_used(build: Build, name: str) -> None:
    PDF.parent.mkdir()
    PDF.write_bytes(b"the last good one")
    catalogue, told = BROKEN[name]
    assert build(catalogue) == Answer(3, "", f"{told}\nnot made: small-de-screen.pdf\n")
    assert PDF.read_bytes() == b"the last good one"


def test_a_book_that_was_printed_stays_as_it_is(build: Build) -> None:
    assert build(GOOD) == Answer(0, MADE, "")
    before = PDF.read_bytes()
    assert build(GOOD[:-20]).code == 3
    assert PDF.read_bytes() == before
    assert build(GOOD) == Answer(0, AS_IT_WAS, "")
    assert PDF.read_bytes() == before


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        (GOOD.replace("\n", "\r\n"), "line ends of another system"),
        ("\ufeff" + GOOD, "a byte order mark at its beginning"),
    ],
)
def test_a_catalogue_that_another_system_wrote(build: Build, odd: str, told: str) -> None:
    assert build(GOOD).code == 0
    before = PDF.read_bytes()
    assert build(odd) == Answer(
        0,
        KEPT,
        f"locale/de.po:1: warning: this file has {told} [po-bytes]\n"
        "  hint: 'booklet i18n update de' writes it anew\n",
    )
    assert PDF.read_bytes() == before


#: What is said, and what is told of it.
HOSTILE = {
    "<script>alert(1)</script>": (
        "<script> stands in the translation but not in the text",
        "said-tag",
        "keep the tags of the text, and write &lt; for a plain <",
    ),
    "Eins <!-- ": (
        "'<!--' has no end in the translation",
        "said-tag",
        "write &lt; for a plain <",
    ),
    "Eins{: onclick=alert() }": (
        "'{: onclick=alert() }' is not allowed",
        "said-attribute",
        "keep what stands in braces as it is, and write \\{ for a plain brace",
    ),
    "[Eins](javascript:alert(1))": (
        "an address may not start with 'javascript:'",
        "said-address",
        "it may start with: http:, https:, mailto:, tel:",
    ),
    "![Eins](file:///etc/passwd)": (
        "an address may not start with 'file:'",
        "said-address",
        "it may start with: http:, https:, mailto:, tel:",
    ),
    "Eins[^1]": (
        "the note [^1] stands in the translation but not in the text",
        "said-note",
        "each note of the text is called once in the translation, where it belongs",
    ),
    "{{ book.title }}": (
        "'{{ book.title }}' stands in the translation but not in the text",
        "said-value",
        "write it exactly as it stands in the text",
    ),
}


def warned(said: str) -> str:
    message, code, hint = HOSTILE[said]
    return (
        f"locale/de.po:10: warning: {message}; the words of the author are printed [{code}]\n"
        f"  hint: {hint}\n"
    )


@pytest.mark.parametrize("said", HOSTILE)
def test_a_hostile_message(build: Build, said: str) -> None:
    """The words of the author are printed, where fewer translations are enough."""
    settings = Path("booklet.toml")
    settings.write_text(settings.read_text() + "minimum = 50\n")
    answer = build(GOOD.replace("Eins", said))
    assert answer == Answer(0, MADE, warned(said))
    assert "One" in texts(PDF.read_bytes())[0]


def test_a_hostile_message_where_all_are_asked_for(build: Build) -> None:
    said = "<script>alert(1)</script>"
    assert build(GOOD.replace("Eins", said)) == Answer(
        3,
        "",
        f"{warned(said)}"
        "locale/de.po: error: 66 % of this book is translated (Deutsch), and 100 % is asked for"
        " [locale-unfinished]\n"
        "  hint: translate the rest, or print what is there: --draft\n"
        "not made: small-de-screen.pdf\n",
    )


def test_a_language_that_the_book_has_not(build: Build) -> None:
    assert build(GOOD, "dee") == Answer(
        2,
        "",
        "error: this book has no language 'dee' [locale-unknown]\n  hint: did you mean 'de'?\n",
    )
