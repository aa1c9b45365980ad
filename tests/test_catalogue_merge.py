"""An update keeps every translation: in its place, in doubt, or laid aside."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
from pathlib import Path, PurePath

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import book

from booklet.catalogue import Counts, Message, merged, template
from booklet.catalogue.likeness import Likeness
from booklet.catalogue.po import parse
from booklet.finding import ManuscriptError, Place
from booklet.project import Project, load

HERE = PurePath("locale/de.po")

HEADER = r"""
msgid ""
msgstr ""
"Project-Id-Version: Small\n"
"Last-Translator: \n"
"Language-Team: \n"
"Language: de\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Reviewed-By: \n"
""".lstrip()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load(book(tmp_path_factory.mktemp("book"), {"01-one.md": "# One\n"}))


def updated(project: Project, body: str, *messages: Message | str) -> str:
    """Update a German file; what comes out, without its header."""
    said = [Message(each) if isinstance(each, str) else each for each in messages]
    header, _, rest = merged(f"{HEADER}\n{body}", said, "de", project).text.partition("\n\n")
    assert f"{header}\n" == HEADER
    return rest


def test_a_new_file(project: Project) -> None:
    done = merged(None, [Message("Come in.", kind="paragraph")], "de", project)
    assert done.text == f'{HEADER}\n#. paragraph\nmsgid "Come in."\nmsgstr ""\n'
    assert (done.counts, done.changed) == (Counts(new=1), True)


FULL = r"""
# Ana: the meeting, not the shape.
#. paragraph
#: content/01-one.md:3
#, fuzzy, python-format
#| msgid "A ring"
msgid "A circle"
msgstr "Ein Kreis"
""".lstrip()


def test_an_exact_text_keeps_everything_but_its_place(project: Project) -> None:
    circle = Message("A circle", kind="cell", places=(Place(PurePath("content/02-two.md"), 9),))
    moved = FULL.replace("paragraph", "cell").replace("01-one.md:3", "02-two.md:9")
    assert updated(project, FULL, circle) == moved


def test_a_changed_text_is_translated_in_doubt(project: Project) -> None:
    body = '# Ana was here.\nmsgctxt "door"\nmsgid "Come in and sit down."\nmsgstr "Setz dich."\n'
    assert (
        updated(project, body, "Come in and sit down, friend.", "Unlike all else")
        == r"""
# Ana was here.
#, fuzzy
#| msgctxt "door"
#| msgid "Come in and sit down."
msgid "Come in and sit down, friend."
msgstr "Setz dich."

msgid "Unlike all else"
msgstr ""
""".lstrip()
    )


def test_a_text_that_changes_twice_is_compared_with_what_was_translated(project: Project) -> None:
    body = 'msgid "Come in and sit down."\nmsgstr "Setz dich."\n'
    once = updated(project, body, "Come in and sit down there.")
    twice = updated(project, once, "Come in and sit down over there.")
    assert '#| msgid "Come in and sit down."\nmsgid "Come in and sit down over there."' in twice
    # What was in doubt stays so, even where its old text is back.
    back = '#, fuzzy\nmsgid "Come in and sit down."\nmsgstr "Setz dich."\n'
    assert updated(project, twice, "Come in and sit down.") == back


def test_texts_without_spaces_are_compared_by_characters(project: Project) -> None:
    body = 'msgid "每个成员轮流发言"\nmsgstr "Alle reden."\n'
    assert updated(project, body, "每个成员都轮流发言。").startswith("#, fuzzy")
    assert not updated(project, body, "纸张折叠装订成册").startswith("#, fuzzy")


def test_only_texts_that_are_gone_are_guessed_from(project: Project) -> None:
    body = 'msgid "Come in and sit down."\nmsgstr "Setz dich."\n'
    both = updated(project, body, "Come in and sit down.", "Come in and sit down, friend.")
    assert both == f'{body}\nmsgid "Come in and sit down, friend."\nmsgstr ""\n'


def test_what_is_gone_is_laid_aside_and_comes_back(project: Project) -> None:
    body = (
        'msgid "Yes"\nmsgstr "Ja"\n\nmsgid "Empty"\nmsgstr ""\n\n# Hm.\nmsgid "No"\nmsgstr "Nein"\n'
    )
    aside = updated(project, body, "Something else entirely")
    assert (
        aside
        == r"""
msgid "Something else entirely"
msgstr ""

#~ msgid "Yes"
#~ msgstr "Ja"

# Hm.
#~ msgid "No"
#~ msgstr "Nein"
""".lstrip()
    )
    done = merged(f"{HEADER}\n{aside}", [Message("No"), Message("Yes")], "de", project)
    assert done.counts == Counts(restored=2)
    assert done.text == f'{HEADER}\n# Hm.\nmsgid "No"\nmsgstr "Nein"\n\nmsgid "Yes"\nmsgstr "Ja"\n'


def test_what_was_laid_aside_is_guessed_from(project: Project) -> None:
    aside = '#~ msgid "Come in and sit down."\n#~ msgstr "Setz dich."\n'
    done = merged(f"{HEADER}\n{aside}", [Message("Come in and sit down!")], "de", project)
    assert done.counts == Counts(guessed=1)
    assert (
        '\n#, fuzzy\n#| msgid "Come in and sit down."\nmsgid "Come in and sit down!"' in done.text
    )


def test_what_the_house_knows_is_not_asked(project: Project) -> None:
    pages = Message("%(count)s page", "template", "%(count)s pages")
    known = {
        ("", "Contents"): ("Inhalt",),
        ("", "Page"): ("Seite", "Seiten"),
        pages.key: ("%(count)s Seite", "%(count)s Seiten"),
        ("other", "Notes"): ("Notizen",),
    }
    messages = [Message("Contents"), Message("Page"), pages, Message("Notes")]
    done = merged(None, messages, "de", project, known)
    assert done.counts == Counts(known=2, new=2)
    assert (
        done.text.partition("\n\n")[2]
        == r"""
msgid "Contents"
msgstr "Inhalt"

msgid "Page"
msgstr ""

#, python-format
msgctxt "template"
msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s Seite"
msgstr[1] "%(count)s Seiten"

msgid "Notes"
msgstr ""
""".lstrip()
    )
    # What its own translators say counts for more.
    own = merged(f'{HEADER}\nmsgid "Contents"\nmsgstr ""\n', messages[:1], "de", project, known)
    assert (own.counts, own.changed) == (Counts(kept=1), False)


def test_a_text_that_gets_a_plural(project: Project) -> None:
    body = 'msgid "a page"\nmsgstr "eine Seite"\n'
    plural = updated(project, body, Message("a page", plural="pages"))
    assert (
        plural
        == r"""
#, fuzzy
#| msgid "a page"
msgid "a page"
msgid_plural "pages"
msgstr[0] "eine Seite"
msgstr[1] "eine Seite"
""".lstrip()
    )
    other = updated(project, plural, Message("a page", plural="many pages"))
    assert '#| msgid "a page"\nmsgid "a page"\nmsgid_plural "many pages"' in other
    assert updated(project, other, "a page") == body.replace("msgid", "#, fuzzy\nmsgid")


def test_forms_follow_the_header(project: Project) -> None:
    polish = merged(None, [Message("page", plural="pages")], "pl", project).text
    assert polish.count("msgstr[") == 3
    four = polish.replace("nplurals=3", "nplurals=4")
    assert merged(four, [Message("page", plural="pages")], "pl", project).text.count("msgstr[") == 4


def test_headers_of_tools_stay_in_their_order(project: Project) -> None:
    old = r"""
# German translation.
# Ana <ana@example.org>, 2026.
#, fuzzy
msgid ""
msgstr ""
"X-Generator: Poedit 3.4\n"
"Project-Id-Version: PACKAGE VERSION\n"
"POT-Creation-Date: 2026-01-01 10:00+0100\n"
"Language: \n"
"Content-Type: text/plain; charset=UTF-8\n"
"X-Own: 1\n"
""".lstrip()
    assert (
        merged(old, [], "pt-BR", project).text
        == r"""
# German translation.
# Ana <ana@example.org>, 2026.
#, fuzzy
msgid ""
msgstr ""
"X-Generator: Poedit 3.4\n"
"Project-Id-Version: Small\n"
"POT-Creation-Date: 2026-01-01 10:00+0100\n"
"Language: pt_BR\n"
"Content-Type: text/plain; charset=UTF-8\n"
"X-Own: 1\n"
"MIME-Version: 1.0\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
""".lstrip()
    )


def test_what_is_no_german_file_is_refused(project: Project) -> None:
    with pytest.raises(ManuscriptError, match="not in 'de'"):
        merged(HEADER.replace("Language: de", "Language: fr"), [], "de", project)
    with pytest.raises(ManuscriptError, match=r"locale/de\.po:1: error"):
        merged("nonsense", [], "de", project)


def test_bytes_of_other_systems_are_written_anew(project: Project) -> None:
    old = f'{HEADER}\nmsgid "Yes"\nmsgstr "Ja"\n'
    for odd in (f"\ufeff{old}", old.replace("\n", "\r\n")):
        done = merged(odd, [Message("Yes")], "de", project)
        assert (done.text, done.changed) == (old, True)


SENTENCES = [
    "A circle meets each week, and every member speaks in turn before it decides by consent.",
    "See [its page](https://example.org/a/well-known/place?x=1&y=2) for all that was “decided”.",
    "每个成员轮流发言，然后以同意的方式作出决定，这样就没有人被排除在他们关心的事情之外。每周开会。",
    'Say "yes" or\n"no", but say it loudly enough that everybody in the room can hear you say it.',
]
TALK = [
    Message(
        text,
        kind="paragraph",
        comments=("Take your time with this one, since it stands at the very beginning of all.",),
        places=tuple(Place(PurePath(f"content/0{n}-a-chapter.md"), n) for n in range(1, 6)),
    )
    for text in SENTENCES
]


def said(messages: list[Message]) -> dict[tuple[str, str], tuple[str, ...]]:
    """A translation of everything."""
    return {message.key: (message.text.upper(),) for message in messages}


@pytest.mark.parametrize("tool", ["msgcat", "msgcat -w 60", "msgcat --no-wrap", "polib"])
def test_how_other_tools_break_lines_is_no_change(project: Project, tool: str) -> None:
    ours = merged(None, TALK, "de", project, said(TALK)).text
    if tool == "polib":
        theirs = str(polib.pofile(ours))
    elif shutil.which("msgcat"):
        command = [*tool.split(), "-"]
        done = subprocess.run(command, input=ours, capture_output=True, text=True, check=True)
        theirs = done.stdout
    else:
        pytest.skip("msgcat (gettext) is not installed")
    # polib begins every file with a comment of nothing.
    assert (theirs == ours) is (tool == "msgcat")
    again = merged(theirs, TALK, "de", project)
    assert (again.text, again.changed) == (theirs, False)


@pytest.mark.skipif(not shutil.which("msgmerge"), reason="msgmerge (gettext) is not installed")
def test_msgmerge_has_nothing_to_add(project: Project, tmp_path: Path) -> None:
    new = [*TALK[1:], Message("A circle meets each month, and every member speaks in turn.")]
    old = merged(None, TALK, "de", project, said(TALK)).text
    ours = merged(old, new, "de", project).text
    (tmp_path / "old.po").write_text(ours, "utf-8")
    (tmp_path / "new.pot").write_text(template(project, new), "utf-8")
    command = ["msgmerge", "--quiet", "--previous", "-o", "-", "old.po", "new.pot"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == ours


TEXTS = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "door"]),
        st.lists(st.sampled_from("come in and sit down with all of us".split()), min_size=1)
        .map(" ".join),
        st.sampled_from(["", "", "things"]),
    ),
    max_size=8,
    unique_by=lambda parts: parts[:2],
).map(lambda rows: [Message(text, context, plural) for context, text, plural in rows])  # fmt: skip


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[list[Message], dict[tuple[str, str], tuple[str, ...]]]:
    """The messages of a book, and translations of some of them, no two alike."""
    messages = draw(TEXTS)
    known = {}
    for number, message in enumerate(messages):
        if draw(st.booleans()):
            forms = 2 if message.plural else 1
            known[message.key] = tuple(f"{number}.{form}" for form in range(forms))
    return messages, known


@given(catalogues(), TEXTS)
def test_a_second_update_changes_nothing(
    project: Project, first: tuple[list[Message], dict[tuple[str, str], tuple[str, ...]]],
    second: list[Message],
) -> None:  # fmt: skip
    messages, known = first
    old = merged(None, messages, "de", project, known).text
    same = merged(old, messages, "de", project, known)
    assert (same.text, same.changed) == (old, False)
    once = merged(old, second, "de", project)
    twice = merged(once.text, second, "de", project)
    assert (twice.text, twice.changed) == (once.text, False)


@pytest.mark.slow
@given(catalogues(), TEXTS)
def test_no_translation_is_lost(
    project: Project, first: tuple[list[Message], dict[tuple[str, str], tuple[str, ...]]],
    second: list[Message],
) -> None:  # fmt: skip
    messages, known = first
    old = merged(None, messages, "de", project, known).text
    items = parse(merged(old, second, "de", project).text, HERE).items
    assert [item.key for item in items if not item.obsolete] == [m.key for m in second]
    there = {text for item in items for text in item.texts}
    # A text that loses its plural loses all forms but the first.
    assert {texts[0] for texts in known.values()} <= there
    for item in items:
        if not item.obsolete and any(item.texts) and not item.fuzzy:
            assert item.texts == known[item.key]


@given(catalogues(), st.data())
def test_what_is_taken_out_comes_back(
    project: Project, first: tuple[list[Message], dict[tuple[str, str], tuple[str, ...]]],
    data: st.DataObject,
) -> None:  # fmt: skip
    messages, known = first
    old = merged(None, messages, "de", project, known).text
    fewer = [message for message in messages if data.draw(st.booleans())]
    without = merged(old, fewer, "de", project).text
    assert merged(without, messages, "de", project).text == old


@given(st.lists(st.text("ab c", max_size=8), max_size=8), st.text("ab c", max_size=8))
def test_the_nearest_is_there(texts: list[str], text: str) -> None:
    number = Likeness(texts).nearest(text)
    assert number is None or 0 <= number < len(texts)
    if text.split() and text in texts:
        assert number is not None


def test_a_book_that_says_one_thing_a_thousand_times_is_updated_soon(project: Project) -> None:
    many = [Message(f"{'again and ' * 200}{number}") for number in range(150)]
    old = merged(None, many, "de", project, {m.key: ("x",) for m in many}).text
    changed = [dataclasses.replace(m, text=f"{m.text}!") for m in many]
    assert merged(old, changed, "de", project).counts == Counts(guessed=150)


def test_a_flag_of_the_translator_wins(project: Project) -> None:
    body = '#, no-python-format, no-wrap\nmsgctxt "template"\nmsgid "%(n)s"\nmsgstr "x"\n'
    assert updated(project, body, Message("%(n)s", "template")) == body
