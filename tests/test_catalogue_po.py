"""A PO file is read whole, or refused with a sentence."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import book

from booklet.catalogue import (
    Amount,
    Catalogue,
    Entry,
    Message,
    Tally,
    read_catalogue,
    source,
    tally,
)
from booklet.catalogue.plurals import plural_form, usual
from booklet.catalogue.po import Item, parse
from booklet.finding import ManuscriptError, Place
from booklet.project import Project, load

HERE = PurePath("de.po")

HEADER = r"""
msgid ""
msgstr ""
"Project-Id-Version: Small 1\n"
"PO-Revision-Date: 2026-03-01 12:00+0100\n"
"Last-Translator: Ana <ana@example.org>\n"
"Language-Team: German\n"
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
""".lstrip()

GOOD = (
    HEADER
    + r"""
# She means the meeting, not the shape.
#. paragraph
#: content/01-welcome.md:3 ⁨content/my notes.md⁩:7
#, fuzzy
#| msgctxt "short"
#| msgid "A ring"
msgid "A circle"
msgstr "Ein Kreis"

msgctxt "button"
msgid "Say \"yes\"\n"
"and go"
msgstr ""

msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s Seite"
msgstr[1] "%(count)s Seiten"

#, fuzzy
#~| msgid "Older"
#~ msgid "Old"
#~ msgstr "Alt"
"""
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load(book(tmp_path, {"01-one.md": "# One\n"}))


def lay(project: Project, text: str | bytes, tag: str = "de") -> Project:
    """Put a PO file into a project."""
    path = project.root / "locale" / f"{tag}.po"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return project


def refused(project: Project, text: str | bytes, tag: str = "de") -> str:
    """What is told of a PO file that can't be used."""
    with pytest.raises(ManuscriptError) as caught:
        read_catalogue(lay(project, text, tag), tag)
    return str(caught.value)


def warned(project: Project, text: str | bytes, tag: str = "de") -> str:
    """What is told of a PO file that can be used."""
    _, findings = read_catalogue(lay(project, text, tag), tag)
    return "\n".join(map(str, findings))


def test_a_good_file(project: Project) -> None:
    catalogue, findings = read_catalogue(lay(project, GOOD), "de")
    assert findings == []
    assert catalogue.path == PurePath("locale/de.po")
    assert catalogue.entries == {
        ("", "A circle"): Entry(("Ein Kreis",), fuzzy=True, line=19),
        ("button", 'Say "yes"\nand go'): Entry(("",), line=23),
        ("", "%(count)s page"): Entry(("%(count)s Seite", "%(count)s Seiten"), line=27),
    }
    assert catalogue.headers["Last-Translator"] == "Ana <ana@example.org>"
    assert list(catalogue.headers)[-1] == "Plural-Forms"


def test_everything_around_an_entry_is_read() -> None:
    first, _, _, last = parse(GOOD, HERE).items
    assert first == Item(
        text="A circle",
        texts=("Ein Kreis",),
        flags=("fuzzy",),
        comments=("# She means the meeting, not the shape.",),
        extracted=("paragraph",),
        references=("content/01-welcome.md:3", "⁨content/my notes.md⁩:7"),
        previous=(("msgctxt", "short"), ("msgid", "A ring")),
        line=19,
    )
    assert last == Item(
        "Old", ("Alt",), flags=("fuzzy",), previous=(("msgid", "Older"),), obsolete=True, line=34
    )


def test_the_file_is_missing(project: Project) -> None:
    with pytest.raises(ManuscriptError) as caught:
        read_catalogue(project, "de")
    assert str(caught.value) == (
        "error: there is no file 'locale/de.po' [po-missing]\n"
        "  hint: 'booklet i18n new de' makes it"
    )
    assert source(project, "de") is None
    lay(project, GOOD, "pt_BR")
    with pytest.raises(ManuscriptError) as caught:
        read_catalogue(project, "pt-BR")
    assert str(caught.value) == (
        "error: there is no file 'locale/pt-BR.po' [po-missing]\n"
        "  hint: there is 'locale/pt_BR.po': give it this name"
    )


ORDER = "an entry is msgid and the text, then msgstr and its translation"
CUT = "if the file was cut off, take it from where it came from once more"
ENDED = "behind a backslash it stands for one inside the text; write \\\\ for a backslash"
CURLED = 'put the text between straight quotation marks: "text"'
QUOTE = 'write \\" for a quotation mark inside a text'

OPEN = "this text is not closed: a quotation mark is missing at its end"
NONE = "this is no line of a PO file"
LONELY = "this text belongs to no msgid or msgstr"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('msgid "a', 1, OPEN, CUT),
        ('msgid "a"\nmsgstr "b\\"', 2, OPEN, ENDED),
        ("msgid “a”\n", 1, NONE, CURLED),
        ('msgid "a"\nmsgstr[0] „a“\n', 2, NONE, CURLED),
        ('msgid "a"\n', 2, "the file ends in the middle of an entry", CUT),
        ('#| msgid "b"\n', 2, "the file ends in the middle of an entry", CUT),
        ('msgid "a"\n#| msgid "b"\n', 2, "no msgid is expected here", ORDER),
        ('msgid "a"\nmsgid "b"\n', 2, "no msgid is expected here", ORDER),
        ('msgstr "a"\n', 1, "no msgstr is expected here", ORDER),
        ('msgid "a"\nmsgstr[0] "b"\n', 2, "no msgstr[0] is expected here", ORDER),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "b"\n', 3, "no msgstr is expected here", ORDER),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] ""\n', 3, "no msgstr[0] stands above", ORDER),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[10] ""\n', 3, NONE, ORDER),
        ("msgid a\nmsgstr b\n", 1, NONE, ORDER),
        ('msgfoo "a"\n', 1, NONE, ORDER),
        ('"a"\n', 1, LONELY, ORDER),
        ('msgid "a"\nmsgstr "b"\n#~ "c"\n', 3, LONELY, ORDER),
        ('msgid "a"\n#~ msgstr "b"\n', 2, "one half of an entry is obsolete (#~)", ORDER),
        ('msgid "a "b" c"\nmsgstr ""\n', 1, "something stands behind the text", QUOTE),
        ('msgid "a"\nmsgstr "\\h"\n', 2, "'\\h' means nothing here", "write \\\\ for a backslash"),
        ("<<<<<<< ours\n", 1, "a merge left a conflict here", "keep one of the two versions"),
    ],
)
def test_what_is_no_po_file(
    project: Project, text: str, line: int, message: str, hint: str
) -> None:
    told = f"locale/de.po:{line}: error: {message} [po-syntax]\n  hint: {hint}"
    assert refused(project, text) == told


def test_a_text_that_stands_there_twice(project: Project) -> None:
    twice = 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'
    assert refused(project, f"{twice}\n{HEADER}\n{HEADER}") == (
        "locale/de.po:4: error: this text stands in the file already, on line 1 [po-twice]\n"
        "  hint: keep one of the two entries\n"
        "locale/de.po:19: error: the header stands in the file already, on line 7 [po-twice]\n"
        "  hint: keep one of the two entries"
    )
    assert warned(project, 'msgctxt "x"\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n') == ""
    assert warned(project, 'msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n') == ""


def test_another_character_set(project: Project) -> None:
    latin = GOOD.replace("UTF-8", "ISO-8859-1").replace("Ein Kreis", "Ein schöner Kreis")
    assert refused(project, latin.replace("⁨", "").replace("⁩", "").encode("latin-1")) == (
        "locale/de.po:20: error: this file is not UTF-8: its header says ISO-8859-1 [po-charset]\n"
        "  hint: save it in your PO editor with the character set UTF-8"
    )
    assert refused(project, b"\xff\xfem\x00") == (
        "locale/de.po:1: error: this file is not UTF-8 [po-charset]\n"
        "  hint: save it in your PO editor with the character set UTF-8"
    )
    for name in ("ISO-8859-1", "CHARSET", "nonsense"):
        assert refused(project, HEADER.replace("UTF-8", name)) == (
            f"locale/de.po:1: error: the header promises another character set, {name} "
            "[po-charset]\n"
            "  hint: write charset=UTF-8 there, or save the file as UTF-8 in your PO editor"
        )
    assert warned(project, HEADER.replace("UTF-8", "utf8")) == ""


def test_another_language(project: Project) -> None:
    assert refused(project, HEADER.replace("Language: de", "Language: fr_FR")) == (
        "locale/de.po:1: error: the header says that this file is in 'fr_FR', not in 'de' "
        "[po-language]\n"
        "  hint: write Language: de, or give the file its right name"
    )
    assert warned(project, HEADER.replace("Language: de", "Language: pt_PT"), "pt-BR") == (
        "locale/pt-BR.po:1: warning: the header says that this file is in 'pt_PT', not in 'pt-BR' "
        "[po-language]\n"
        "  hint: write Language: pt_BR, or give the file its right name"
    )
    for tag, said in [("de", "de_DE.UTF-8"), ("de", ""), ("nb", "no"), ("zh-Hant", "zh_TW")]:
        assert warned(project, HEADER.replace("Language: de", f"Language: {said}"), tag) == ""


RULE = "nplurals=2; plural=(n != 1);"
DIVIDED = "nplurals=2; plural=n%(n-4321)!=0;"
DEEP = f"{'(' * 400}n{')' * 400}"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("nplurals=7; plural=0;", "no language has 7 plural forms; 1 to 6 are possible"),
        ("a billion plurals", "Plural-Forms is not written as 'nplurals=2; plural=(n != 1);'"),
        ("nplurals=2; plural=a billion;", "the rule in Plural-Forms can't be worked out"),
        ("nplurals=2; plural=1/n;", "the rule in Plural-Forms can't be worked out"),
        ("nplurals=2; plural=n;", "the rule in Plural-Forms leads to more than 2 forms"),
        (f"nplurals=2; plural={DEEP};", "the rule in Plural-Forms can't be worked out"),
    ],
)
def test_plurals_that_cant_be_used(project: Project, rule: str, said: str) -> None:
    hint = f"\n  hint: write Plural-Forms: {RULE}"
    finding = f"locale/de.po:1: {{}}: {said} [po-plural]{hint}"
    assert refused(project, GOOD.replace(RULE, rule)) == finding.format("error")
    assert warned(project, HEADER.replace(RULE, rule)) == finding.format("warning")


def test_forms_that_are_missing(project: Project) -> None:
    assert refused(project, GOOD.replace('msgstr[1] "%(count)s Seiten"\n', "")) == (
        "locale/de.po:27: error: 1 plural form here, but 2 plural forms by the header [po-plural]\n"
        "  hint: msgstr[0] is the first; every form needs a line of its own"
    )
    assert warned(project, GOOD.replace('"%(count)s Seiten"', '""')) == ""


def test_hidden_characters(project: Project) -> None:
    assert refused(
        project, 'msgid "a"\nmsgstr "pay \u202eeur 01"\n\nmsgid "b"\nmsgstr "\\r"\n'
    ) == (
        "locale/de.po:1: error: a hidden character stands in this translation: U+202E "
        "[character-hidden]\n  hint: delete it; it came along with pasted text\n"
        "locale/de.po:4: error: a hidden character stands in this translation: U+000D "
        "[character-hidden]\n  hint: delete it; it came along with pasted text"
    )
    # The isolate is closed on the next line of the file, which is the same line of the text.
    bidi = '\u200f\u061cשלום\u200e \u2067"\n"abc\u2069'
    assert warned(project, f'msgid "a"\nmsgstr "{bidi}"\n', "he") == ""


def test_bytes_of_other_systems(project: Project) -> None:
    hint = "  hint: 'booklet i18n update de' writes it anew"
    windows = GOOD.replace("\n", "\r\n")
    assert warned(project, "\ufeff" + windows) == (
        "locale/de.po:1: warning: this file has a byte order mark at its beginning "
        f"and line ends of another system [po-bytes]\n{hint}"
    )
    plain, _ = read_catalogue(lay(project, GOOD), "de")
    for text in ("\ufeff" + GOOD, windows):
        assert read_catalogue(lay(project, text), "de")[0] == plain
    assert source(lay(project, windows), "de") == windows


def test_a_file_of_gigantic_size(project: Project) -> None:
    lay(project, b"")
    with (project.root / "locale" / "de.po").open("wb") as file:
        file.truncate(32 * 2**20 + 1)
    with pytest.raises(ManuscriptError, match=r"'locale/de\.po' is larger than 32 MiB"):
        read_catalogue(project, "de")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that the examples of a law share."""
    return load(book(tmp_path_factory.mktemp("book"), {"01-one.md": "# One\n"}))


PIECES = [
    *(b'"', b"\\", b"\n", b"#~ ", b"#| ", b"msgid ", b"msgstr ", b"msgstr[0] ", b"msgctxt "),
    *(b"\x00", b"\xff", b"\xe2\x80\xa8", b"charset=", b"nplurals=", b"fuzzy", b"\r", b" "),
]


@given(
    changes=st.lists(
        st.tuples(
            st.integers(0, len(GOOD.encode())), st.integers(0, 40), st.sampled_from([b"", *PIECES])
        ),
        max_size=6,
    )
)
def test_any_bytes_are_read_or_refused(
    shared: Project, changes: list[tuple[int, int, bytes]]
) -> None:
    data = GOOD.encode()
    for start, length, piece in changes:
        data = data[:start] + piece + data[start + length :]
    assert sound(lay(shared, data))


@given(data=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_nonsense_is_read_or_refused(shared: Project, data: bytes) -> None:
    assert sound(lay(shared, data))


def sound(project: Project) -> bool:
    """Whether a file is read, or refused with findings that have their lines."""
    try:
        catalogue, _ = read_catalogue(project, "de")
    except ManuscriptError as trouble:
        return all(each.place and each.place.line for each in trouble.findings)
    return all(len(entry.texts) >= 1 and entry.line for entry in catalogue.entries.values())


def test_the_form_that_goes_with_a_number() -> None:
    german = Catalogue(PurePath("locale/de.po"))
    assert [plural_form(german, number) for number in (0, 1, 2)] == [1, 0, 1]
    french = Catalogue(
        PurePath("locale/de.po"), headers={"Plural-Forms": "nplurals=2; plural=n>1;"}
    )
    assert [plural_form(french, number) for number in (0, 1, 2)] == [0, 0, 1]
    arabic = Catalogue(PurePath("locale/ar.po"), headers={"Plural-Forms": "a billion plurals"})
    assert [plural_form(arabic, number) for number in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]
    odd = Catalogue(PurePath("locale/x.po"), headers={"Plural-Forms": DIVIDED})
    assert [plural_form(odd, number) for number in (1, 4321, -1)] == [1, 0, 1]
    for tag in ("en-XA", "de-AT", "qq", "zh-Hant-TW"):
        assert usual(tag).form(0) in (0, 1)


def test_how_far_a_translation_has_come() -> None:
    one, two = PurePath("content/01-one.md"), PurePath("content/02-two.md")
    messages = [
        Message("Come [in](https://example.org/a)!", places=(Place(one, 1), Place(two, 1))),
        Message("Don't look back", places=(Place(one, 2),)),
        Message("%(n)s page", plural="%(n)s pages", places=(Place(two, 3),)),
        Message("朋友来了 Ann", places=(Place(two, 4),)),
        Message("Nowhere"),
    ]
    entries = {
        ("", messages[0].text): Entry(("Komm!",)),
        ("", messages[1].text): Entry(("Sieh nicht zurück",), fuzzy=True),
        ("", messages[2].text): Entry(("%(n)s Seite", "")),
    }
    found = tally(messages, Catalogue(PurePath("locale/de.po"), entries))
    assert list(found) == [one, two, PurePath()]
    assert found[one] == Tally(translated=Amount(1, 2), fuzzy=Amount(1, 3))
    assert found[two] == Tally(untranslated=Amount(2, 3 + 5))
    assert sum(found.values(), Tally()).total == Amount(5, 2 + 3 + 3 + 5 + 1)
