"""What is written, everybody can read: gettext's tools, and other libraries than ours."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
from pathlib import Path, PurePath

import polib
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import book

from booklet.catalogue import Message, merged, template
from booklet.catalogue.po import Item, PoFile, parse
from booklet.catalogue.quill import drawn
from booklet.finding import Place
from booklet.project import Project, load

HERE = PurePath("de.po")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load(book(tmp_path, {"01-one.md": "# One\n"}))


LETTERS = st.text(st.sampled_from('aé朋 "\\\n\t%-./[](){}“—…ش्'), max_size=120)
LINES = st.text(st.sampled_from('aé朋 #:,"\\'), max_size=40).map(str.strip).filter(bool)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Any entry."""
    plural = draw(st.just("") | LETTERS)
    count = draw(st.integers(1, 3)) if plural else 1
    names = ("msgctxt", "msgid")[: draw(st.integers(0, 2))]
    return Item(
        text=draw(LETTERS.filter(bool)),
        texts=tuple(draw(LETTERS) for _ in range(count)),
        context=draw(st.none() | LETTERS),
        plural=plural,
        flags=tuple(draw(st.sets(st.sampled_from(["fuzzy", "python-format", "no-wrap"])))),
        comments=tuple(draw(st.lists(LINES.map("# {}".format), max_size=2))),
        extracted=tuple(draw(st.lists(LINES, max_size=2))),
        references=tuple(draw(st.lists(st.sampled_from(["a.md:1", "⁨b c.md⁩:2", "c"])))),
        previous=tuple((name, draw(LETTERS)) for name in names),
        obsolete=draw(st.booleans()),
    )


@settings(max_examples=50)
@given(st.lists(items(), max_size=2, unique_by=lambda item: item.key))
def test_what_is_written_is_read_back(entries: list[Item]) -> None:
    entries.sort(key=lambda item: item.obsolete)
    text = drawn(PoFile(Item("", ("Language: de\n",)), tuple(entries)))
    back = parse(text, HERE)
    for before, after in zip(entries, back.items, strict=True):
        assert after == Item(**{**_fields(before), "line": after.line})
    assert all(len(line) < 400 for line in text.split("\n"))


def _fields(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in Item.__slots__}


@settings(max_examples=50)
@given(st.lists(items(), max_size=2, unique_by=lambda item: item.key))
def test_polib_reads_the_same(entries: list[Item]) -> None:
    text = drawn(PoFile(Item("", ("Language: de\n",)), tuple(entries)))
    read = {(e.msgctxt, e.msgid): e for e in polib.pofile(text)}
    for item in entries:
        entry = read[item.context, item.text]
        assert (entry.msgid_plural, entry.obsolete) == (item.plural, item.obsolete)
        texts = entry.msgstr_plural if item.plural else {0: entry.msgstr}
        assert tuple(texts[n] for n in sorted(texts)) == item.texts


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(tool), reason=f"{tool} (gettext) is not installed")


def checked(text: str) -> str:
    """What msgfmt finds wrong; nothing, as a rule."""
    command = ["msgfmt", "--check", "-o", "/dev/null", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    return done.stderr + ("" if done.returncode == 0 else f"exit {done.returncode}")


LONG = {
    "latin": "A well-known circle (of e.g. 12.5 people) meets; see [its page](https://example.org/a"
    '/b-c), “quoted”, and/or *soft* — then … decides: “yes” or “no”. C:\\home and "more" words.',
    "french": "Le cercle se réunit ; chaque membre parle à son tour : « oui » ou « non » ! Et après"
    " ? Rien du tout.",
    "chinese": "一个圈子每周开会，每个成员轮流发言，然后以同意的方式作出决定。“引用”（括号）"
    "——破折号、顿号。这样就没有人被排除在他们关心的事情之外。",
    "japanese": "サークルは毎週集まり、メンバーは順番に話してから、同意によって決定します。"
    "「引用」コーヒー。っゃゅ",
    "korean": "모든 구성원은 차례로 발언하고 (동의로) 결정합니다. 모든 구성원은 차례로 발언하고 "
    "동의로 결정합니다.",
    "arabic": "كل أسبوع تجتمع الدائرة، ويتحدث كل عضو بدوره قبل أن تقرر «بالتوافق» حتى لا يستبعد "
    "أحد مما يعنيه.",
    "hindi": "हर सप्ताह मंडली मिलती है और प्रत्येक सदस्य बारी बारी से बोलता है। फिर सहमति से निर्णय "
    "लिया जाता है।",
    "breaks": "One line.\nAnother line, which is quite a bit longer than all the others that stand "
    "around it.\n",
    "one": "x" * 100,
}


@needs("msgcat")
@pytest.mark.parametrize("obsolete", [False, True])
def test_lines_break_where_msgcat_breaks_them(obsolete: bool) -> None:
    entries = tuple(
        Item(
            text[start:],
            (text[start:].upper(),),
            name,
            previous=(("msgid", text),),
            flags=("fuzzy",),
            obsolete=obsolete,
        )
        for name, text in LONG.items()
        for start in range(12 if text.isascii() else 8)
    )
    header = Item("", ("Content-Type: text/plain; charset=UTF-8\nLanguage: de\n",))
    text = drawn(PoFile(header, entries))
    done = subprocess.run(["msgcat", "-"], input=text, capture_output=True, text=True, check=True)
    assert text == done.stdout


BOOK = [
    Message("A circle", kind="heading 1", places=(Place(PurePath("content/01-one.md"), 1),)),
    Message("Come in.", kind="paragraph", comments=("Said at the door.",)),
    Message("Yes", "button", places=(Place(PurePath("content/my notes.md"), 4),)),
    Message("%(count)s page", "template", "%(count)s pages"),
    Message("%(done)s percent of 100 %"),
]


def test_a_template(project: Project) -> None:
    assert (
        template(project, BOOK)
        == r"""
msgid ""
msgstr ""
"Project-Id-Version: Small\n"
"Last-Translator: \n"
"Language-Team: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"

#. heading 1
#: content/01-one.md:1
msgid "A circle"
msgstr ""

#. paragraph
#. Said at the door.
msgid "Come in."
msgstr ""

#: ⁨content/my notes.md⁩:4
msgctxt "button"
msgid "Yes"
msgstr ""

#, python-format
msgctxt "template"
msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] ""
msgstr[1] ""

msgid "%(done)s percent of 100 %"
msgstr ""
""".lstrip()
    )


DATE = "<stdin>:2: warning: header field 'PO-Revision-Date' missing in header\n"
LANGUAGE = "<stdin>:2: warning: header field 'Language' missing in header\n"


@needs("msgfmt")
@pytest.mark.parametrize("tag", ["de", "pt-BR", "ar", "he", "ja", "zh-Hant"])
def test_msgfmt_misses_nothing_but_a_date(project: Project, tag: str) -> None:
    assert checked(merged(None, BOOK, tag, project).text) == DATE
    assert checked(template(project, BOOK)) == DATE + LANGUAGE


def test_other_readers_read_what_we_write(project: Project) -> None:
    known = {message.key: (message.text.upper(),) for message in BOOK if not message.plural}
    known["template", "%(count)s page"] = ("%(count)s Seite", "%(count)s Seiten")
    text = merged(None, BOOK, "de", project, known).text
    mo = polib.pofile(text).to_binary()
    spoken = gettext.GNUTranslations(io.BytesIO(mo))
    assert spoken.gettext("Come in.") == "COME IN."
    assert spoken.pgettext("button", "Yes") == "YES"
    pages = ("template", "%(count)s page", "%(count)s pages")
    assert spoken.npgettext(*pages, 1) == "%(count)s Seite"
    assert spoken.npgettext(*pages, 5) == "%(count)s Seiten"
    by_babel = read_po(io.BytesIO(text.encode()))
    assert len(by_babel) == len(BOOK)
    assert by_babel.get("%(count)s page", "template").string == (
        "%(count)s Seite",
        "%(count)s Seiten",
    )
    assert by_babel.get("Come in.").string == "COME IN."
