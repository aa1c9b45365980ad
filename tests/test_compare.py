"""Two editions beside each other: what is told of them, and that it is true of their pages."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import test_cli
from hypothesis import given, settings
from hypothesis import strategies as st
from small_books import Desk, book, picture
from test_cli import Answer, Type, said
from workshop import texts

from booklet import tree
from booklet.audience.alike import gaps, merged, moved
from booklet.audience.compare import compare
from booklet.audience.comparison import Comparison, Difference, Shown
from booklet.audience.passages import Passage, passages
from booklet.audience.proof import proof
from booklet.galley import compose
from booklet.manuscript import write
from booklet.pages import typeset
from booklet.project import Edition, load

type_ = test_cli.type_

SETTINGS = """\
[book]
name = "circle"
title = "Round the table"
subtitle = "With your neighbours"
language = "en"

[values]
group = "the neighbours"

[audiences.firms]
title = "For firms"
chapters = ["02-go.md", "01-begin.md", "03-rest.md"]

[audiences.schools]
title = "For schools"
subtitle = "With all pupils"
welcome = "hello.md"
values = { group = "the pupils" }
order = { tips = ["late"] }

[axes.level.new]
[axes.level.versed]

[locales.de]
"""

BEGIN = """\
---
title: Begin
summary: 'How it starts[, with chalk]{: only="schools" }.'
---

## Together

We ask {{ group }} what they need.

Bring [pencils and paper]{: only="schools" }[your laptop]{: only="firms" } along on Monday.

- Ring the bell. {: only="schools" }
- Send the invitation. {: only="firms" }
- Sit down.

| When   | What    | Where {: only="schools" } |
|--------|---------|------|
| Monday | Lesson  | Hall |
| Friday | Meeting {: only="firms" } | Roof |

/// only | firms
Nobody reads the minutes.[^1]

[^1]: Except for Ann.
///

/// not | new
You have done this before.
///

/// tips
///

/// answer | How long?
    lines: 2

Ten minutes.
///
"""

TIPS = """\
early:
  title: Come early
  text: Then the chairs are free.
late:
  title: Stay late
  text: 'Then [the caretaker]{: only="schools" }[the boss]{: only="firms" } has time.'
never:
  title: Never shout
  text: Nobody likes that.
  only: firms
"""

FILES = {
    "hello.md": "# Hello\n\nYou stand at the board.\n",
    "01-begin.md": BEGIN,
    "02-go.md": "# Go\n\nThen it goes on.\n",
    "03-rest.md": "---\ntitle: Rest\nonly: firms\n---\n\nThere is coffee.\n",
    "tips.yaml": TIPS,
}

TEMPLATE = "{% for tip in records %}<p>{{ tip.title }}: {{ tip.text }}</p>{% endfor %}"

PO = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Ring the bell."
msgstr "Läutet die Glocke."

msgctxt "value.group"
msgid "the pupils"
msgstr "die Klasse"

msgid "We ask {{ group }} what they need."
msgstr "Wir fragen, was {{ group }} braucht."
"""


def written(root: Path) -> Path:
    book(root, FILES, SETTINGS)
    for name, text in {"templates/data/tips.html": TEMPLATE, "locale/de.po": PO}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(tmp_path)


def edition(root: Path, *names: str, tag: str = "en") -> Edition:
    return load(root).editions(["screen"], [tag], names, draft=True)[0]


def compared(root: Path, *names: str, tag: str = "en") -> Comparison:
    """Compare what the first of two readers gets with what the other gets."""
    one, other = names
    return compare(edition(root, one, tag=tag), edition(root, other, tag=tag))


# What is told.


def test_what_is_told(project: Path, type_: Type) -> None:
    answer = type_("compare", "firms", "schools", "--project", str(project))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == said("""
        The book
          booklet.toml:4  subtitle in firms
            With your neighbours
          booklet.toml:16  subtitle in schools
            With all pupils
          booklet.toml:8  value group in firms
            the neighbours
          booklet.toml:18  value group in schools
            the pupils

        Chapters
          content/hello.md:1  chapter, only in schools
            Hello
            It comes first, as a welcome.
          content/03-rest.md:1  chapter, only in firms
            Rest
          content/02-go.md:1  Go
            comes 1st in firms and 2nd in schools, of the chapters that both have

        Begin
          content/01-begin.md:3  summary of a chapter, only in firms
            How it starts.
          content/01-begin.md:3  summary of a chapter, only in schools
            How it starts, with chalk.
          Together
          content/01-begin.md:10  words, only in firms
            your laptop
            Bring [your laptop] along on Monday.
          content/01-begin.md:10  words, only in schools
            pencils and paper
            Bring [pencils and paper] along on Monday.
          content/01-begin.md:12  list item, only in schools
            Ring the bell.
          content/01-begin.md:13  list item, only in firms
            Send the invitation.
          content/01-begin.md:16  words, only in schools
            Where
            When | What [Where]
          content/01-begin.md:18  words, only in schools
            Hall
            Monday | Lesson [Hall]
          content/01-begin.md:19  row of a table, only in firms
            Friday | Meeting
          content/01-begin.md:22  paragraph, only in firms
            Nobody reads the minutes.
          content/01-begin.md:24  note, only in firms
            Except for Ann.
          content/01-begin.md:31  tips, in the order of firms
            1. Come early
            2. Stay late
            3. Never shout
          content/01-begin.md:31  tips, in the order of schools
            1. Stay late
            2. Come early

        content/tips.yaml
          content/tips.yaml:6  words, only in firms
            boss
            Then the [boss] has time.
          content/tips.yaml:6  words, only in schools
            caretaker
            Then the [caretaker] has time.
          content/tips.yaml:8  record never, only in firms
            Never shout

        1 chapter, 7 passages and 1 record only in firms; 1 chapter and 6 passages
        only in schools; 1 subtitle; 1 value; 1 chapter in another place; 1 order
    """)


def test_other_axes_are_named_with_a_plus(project: Path, type_: Type) -> None:
    answer = type_("compare", "firms+versed", "firms", "--project", str(project))
    assert answer.out == said("""
        Begin
          Together
          content/01-begin.md:28  paragraph, only in firms+versed
            You have done this before.

        1 passage only in firms+versed
    """)


def test_nothing_differs(desk: Desk, type_: Type) -> None:
    desk.project(f"{SMALL}[audiences.ann]\n[audiences.bob]\n")
    answer = type_("compare", "ann", "bob", "--project", str(desk.root))
    assert answer == Answer(0, "ann and bob are the same\n", "")


def test_in_another_language(project: Path, type_: Type) -> None:
    answer = type_("compare", "schools", "firms", "--locale", "de", "--project", str(project))
    for lines in (
        """
          booklet.toml:18  value group in schools
            die Klasse
        """,
        """
          content/01-begin.md:12  list item, only in schools
            Läutet die Glocke.
        """,
        """
          content/01-begin.md:13  list item, only in firms, still in English
            Send the invitation.
        """,
    ):
        assert indented(lines) in answer.out


def indented(lines: str) -> str:
    return "\n".join(f"  {line}" for line in picture(lines).split("\n"))


def test_a_file_in_that_language(project: Path) -> None:
    own = "# Los\n\nDann geht es weiter.\n\nMit {{ group }}.\n\n/// only | firms\nSofort.\n///\n"
    (project / "content/02-go.de.md").write_text(own, "utf-8")
    part = compared(project, "firms", "schools", tag="de").parts[0]
    [one] = part.differences
    assert (part.path.as_posix(), part.title) == ("content/02-go.md", "Los")
    assert (one.kind, side(one).text, side(one).foreign) == ("paragraph", "Sofort.", False)
    assert str(side(one).place) == "content/02-go.de.md:8"


def test_help(type_: Type) -> None:
    assert type_("compare", "--help").out == said("""
        Usage: booklet compare [OPTIONS] A B

          Show what two audiences do not read alike.

          A and B name audiences. Where a book has several axes, join a name of each:
          educators+new; of an axis without one, the first is taken.

        Options:
          --locale TEXT   Compare in this language.  [default: that of the authors]
          --pdf PATH      Print side by side, into this file.
          --json          Write JSON, for other programs.
          --project PATH  The folder that holds booklet.toml.  [default: this folder]
          -h, --help      Show this message and exit.
    """)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("A *good* start.", "A good start."),
        ("## Why now", "Why now"),
        ("### Deep\n\nBelow.", "Deep Below."),
        ("> They said so.", "They said so."),
        ("```\ncode = 1\n```", "code = 1"),
        ("Term\n:   What it means.", "Term What it means."),
        ("1. One\n2. Two\n    - Three", "One Two Three"),
        ("Two times two\nis four.", "Two times two is four."),
        ("![A house](house.png)", "A house"),
    ],
)
def test_every_kind_of_block(desk: Desk, source: str, words: str) -> None:
    """A block for Bob alone, told with the line on which it begins."""
    found = told_of(desk, f"Both.\n\n/// only | bob\n{source}\n///\n")
    assert all(each.a is None for each in found)
    assert " ".join(each.b.text for each in found if each.b) == words
    first = found[0].b
    assert first
    assert first.place.line == (6 if source.startswith("```") else 5)


SMALL = '[book]\nname = "small"\ntitle = "Small"\nlanguage = "en"\n'
READERS = f"{SMALL}[audiences.ann]\n[audiences.bob]\n"


def told_of(desk: Desk, body: str, data: str = "a: {text: A.}\n") -> tuple[Difference, ...]:
    """What differs for Ann and Bob in a chapter whose body begins on line 2."""
    book(desk.root, {"01-one.md": f"# One\n{body}", "quotes.yaml": data}, READERS)
    return compared(desk.root, "ann", "bob").differences


def test_lines_to_write_on(desk: Desk) -> None:
    readers = f"{SMALL}[audiences.facilitator]\n[audiences.participant]\n"
    body = """
Why?

/// answer
    lines: 3

So.
///

/// worksheet | Here
    lines: 2

Write.
///
"""
    book(desk.root, {"01-one.md": f"# One\n{body}"}, readers)
    found = compared(desk.root, "facilitator", "participant").differences
    shown = [(each.kind, side(each).text, side(each).place.line) for each in found]
    assert shown == [
        ("lines", "lines to write on: 3", 3),
        ("paragraph", "So.", 8),
        ("lines", "lines to write on: 2", 14),
    ]


def side(difference: Difference) -> Shown:
    shown = difference.a or difference.b
    assert shown
    return shown


def test_a_link_that_leads_elsewhere(desk: Desk) -> None:
    body = 'Look [here](https://a.example){: only="ann" }[here](https://b.example){: not="ann" }.\n'
    [one] = told_of(desk, body)
    assert (one.kind, side(one).text, one.b and one.b.text) == ("words", "a", "b")
    assert side(one).before == "Look here (https://"


def test_the_same_words_at_two_places_are_told_with_the_right_line(desk: Desk) -> None:
    body = "\n- Yes.\n- No.\n- Yes. {: only='bob' }\n\n/// only | ann\nYes.\n///\n\nYes.\n"
    [one] = told_of(desk, "\n- Yes.\n- No.\n- Yes. {: only='bob' }\n")
    assert (one.a, one.b and one.b.place.line) == (None, 5)
    found = told_of(desk, body)
    assert found == ()  # Ann reads it three times, and Bob does


def test_records_called_for_elsewhere_are_an_order(desk: Desk) -> None:
    body = """
//// only | ann
/// quotes | a, b
///
////

//// only | bob
/// quotes | b, a
///
////
"""
    [one] = told_of(desk, body, "a: {name: Ada, text: A.}\nb: {name: Bea, text: B.}\n")
    assert (one.kind, one.name) == ("order", "quotes")
    assert one.a
    assert one.b
    assert (one.a.titles, one.b.titles) == (("Ada", "Bea"), ("Bea", "Ada"))
    assert (one.a.place.line, one.b.place.line) == (4, 9)


def test_records_that_one_does_not_call_for(desk: Desk) -> None:
    body = "\nAll.\n\n//// only | ann\n/// quotes\n///\n////\n"
    [one] = told_of(desk, body, "a: {name: Ada, text: A.}\nb: {name: Bea, text: B.}\n")
    assert (one.kind, side(one).titles, one.b) == ("records", ("Ada", "Bea"), None)


# JSON.


def test_json(project: Path, type_: Type) -> None:
    answer = type_("compare", "firms", "schools", "--json", "--project", str(project))
    assert (answer.code, answer.err) == (0, "")
    told = json.loads(answer.out)
    assert list(told) == ["a", "b", "locale", "same", "totals", "settings", "chapters", "parts"]
    assert told["a"] == {"names": ["firms", "new"], "title": "For firms", "book": "Round the table"}
    assert (told["locale"], told["same"], told["totals"][3]) == ("en", False, "1 value")
    assert told["chapters"][0]["a"] is None
    assert told["chapters"][0]["b"] | {"above": 0} == {
        "text": "Hello",
        "path": "content/hello.md",
        "line": 1,
        "before": "",
        "after": "",
        "above": 0,
        "untranslated": False,
        "number": None,
        "titles": [],
    }
    assert [part["path"] for part in told["parts"]] == ["content/01-begin.md", "content/tips.yaml"]
    words = told["parts"][0]["differences"][1]
    assert (words["kind"], words["a"]["text"], words["a"]["before"], words["a"]["after"]) == (
        "words",
        "your laptop",
        "Bring",
        "along on Monday.",
    )


# What is refused.


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (
            ("firm", "schools"),
            2,
            "error: no audience is called 'firm' [audience-unknown]\n"
            "  hint: did you mean 'firms'?\n",
        ),
        (
            ("firms", "schools", "--locale", "fr"),
            2,
            "error: this book has no language 'fr' [locale-unknown]\n  hint: there are: de, en\n",
        ),
        (
            ("firms", "firms"),
            2,
            "Usage: booklet compare [OPTIONS] A B\n"
            "Try 'booklet compare --help' for help.\n\n"
            "Error: 'firms' and 'firms' are the same readers; name two\n",
        ),
        (
            ("firms", "firms+new"),
            2,
            "Usage: booklet compare [OPTIONS] A B\n"
            "Try 'booklet compare --help' for help.\n\n"
            "Error: 'firms' and 'firms+new' are the same readers; name two\n",
        ),
        (
            ("firms+schools", "schools"),
            2,
            "Usage: booklet compare [OPTIONS] A B\n"
            "Try 'booklet compare --help' for help.\n\n"
            "Error: 'firms+schools' names 2 of the axis 'audience'; name one\n",
        ),
    ],
)
def test_refused(project: Path, type_: Type, words: Sequence[str], code: int, err: str) -> None:
    assert type_("compare", *words, "--project", str(project)) == Answer(code, "", err)


# Truth: what is told stands on the pages of the one and not of the other.


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The book, and all letters on the pages of each audience."""
    root = written(tmp_path_factory.mktemp("book"))
    pages = {name: typeset(compose(write(edition(root, name)))) for name in ("firms", "schools")}
    return root, {name: letters(" ".join(texts(each.pdf))) for name, each in pages.items()}


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_]", text))


@pytest.mark.slow
def test_what_only_one_has_is_on_its_pages_alone(printed: tuple[Path, dict[str, str]]) -> None:
    root, pages = printed
    found = compared(root, "firms", "schools").differences
    checked = 0
    for each in found:
        if each.kind == "place":
            continue
        for shown, mine, other in ((each.a, "firms", "schools"), (each.b, "schools", "firms")):
            for text in shown.titles or shown.text.split(" | ") if shown else ():
                assert letters(text) in pages[mine], text
                if each.kind != "order" and text != "How it starts.":
                    assert letters(text) not in pages[other], text
                    checked += 1
    assert checked == 20


def test_a_proof_shows_each_difference_in_its_column(project: Path, type_: Type) -> None:
    answer = type_("compare", "firms", "schools", "--pdf", "p.pdf", "--project", str(project))
    assert answer.out.endswith("\np.pdf  2 pages of A4\n")
    pdf = Path("p.pdf").read_bytes()
    found = compared(project, "firms", "schools")
    page = letters(" ".join(texts(pdf)))
    for each in found.differences:
        for shown in filter(None, (each.a, each.b)):
            for text in shown.titles or [shown.text]:
                assert letters(text) in page
    rows = [[tree.words(cell) for cell in row] for row in tree.parse(proof(found).html).iter("tr")]
    assert ["", "", ":12", "Ring the bell."] in rows
    assert [":13", "Send the invitation.", "", ""] in rows
    assert [":10", "Bring your laptop along on Monday."] in [row[:2] for row in rows]


def test_a_proof_from_right_to_left(desk: Desk) -> None:
    settings_ = READERS.replace('"en"', '"ar"')
    body = "مرحبًا.\n\n/// only | ann\nاسألوا الجيران أولًا.\n///\n\n- Who? {: only=ann }\n"
    book(desk.root, {"01-one.md": f"# مرحبًا\n\n{body}"}, settings_)
    editions = [load(desk.root).editions(["screen"], (), [name])[0] for name in ("ann", "bob")]
    galley = proof(compare(*editions))
    assert '<html lang="ar" dir="rtl">' in galley.html
    assert '<bdi dir="rtl">اسألوا الجيران أولًا.</bdi>' in galley.html
    assert '<bdi dir="ltr">Who?</bdi>' in galley.html


# Laws.

NAMES = ("ann", "bob")

CONDITIONS = st.sampled_from(["", 'only="ann"', 'only="bob"', 'not="ann"', 'only="ann, bob"'])

WORDS = st.sampled_from(["Yes, you.", "No, me.", "Come in.", "Ask them.", "One more."])


def holds(condition: str, name: str) -> bool:
    """Whether one of the conditions above lets a reader see something."""
    key, _, names = condition.partition("=")
    return not condition or (key == "only") == (name in names)


Item = tuple[str, str]
Block = tuple[str, str, list[Item]]

BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["paragraph", "items", "rows"]),
        CONDITIONS,
        st.lists(st.tuples(WORDS, CONDITIONS), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


def source(blocks: Sequence[Block]) -> str:
    """Write blocks as Markdown, each in a block of its condition."""

    def lines(kind: str, items: Sequence[Item]) -> Iterator[str]:
        marks = {condition: f" {{: {condition} }}" if condition else "" for _, condition in items}
        if kind == "paragraph":
            for words, condition in items:
                yield f"{words}\n{marks[condition].strip()}\n"
        elif kind == "items":
            yield from (f"- {words}{marks[condition]}" for words, condition in items)
        else:
            yield "| Head |\n|------|"
            yield from (f"| {words}{marks[condition]} |" for words, condition in items)

    whole = "All.\n\n"
    for kind, condition, items in blocks:
        body = "\n".join(lines(kind, items))
        if condition:
            key, _, names = condition.replace('"', "").partition("=")
            body = f"/// {key} | {names}\n{body}\n///"
        whole += f"{body}\n\n***\n\n"
    return whole


def read(blocks: Sequence[Block], name: str) -> Counter[str]:
    """What somebody reads of them, worked out without the press."""
    seen = Counter(["All."])
    for kind, condition, items in blocks:
        left = [words for words, own in items if holds(own, name) and holds(condition, name)]
        seen.update(left)
        seen.update(["Head"] if left and kind == "rows" else [])
    return seen


@pytest.mark.slow
@given(BLOCKS)
@settings(max_examples=15)
def test_what_is_told_is_what_one_reads_and_the_other_does_not(blocks: list[Block]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = book(Path(folder), {"01-one.md": f"# One\n\n{source(blocks)}"}, READERS)
        here, there = compared(root, *NAMES), compared(root, *reversed(NAMES))
    ann, bob = (read(blocks, name) for name in NAMES)
    assert Counter(each.a.whole for each in here.differences if each.a) == ann - bob
    assert Counter(each.b.whole for each in here.differences if each.b) == bob - ann
    mirrored = Counter((each.kind, each.b, each.a) for each in there.differences)
    assert Counter((each.kind, each.a, each.b) for each in here.differences) == mirrored


TEXTS = st.lists(st.sampled_from("a big dog, and | cat. (we) eat".split()), max_size=9).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_gaps_are_all_that_differs(here: str, there: str) -> None:
    found = list(gaps(here, there))
    assert (not found) == (here == there)
    swapped = [(gap.there, gap.here, gap.before, gap.after) for gap in gaps(there, here)]
    assert [(gap.here, gap.there, gap.before, gap.after) for gap in found] == swapped
    spot = rest = 0
    for gap in found:
        spot, rest = here.index(gap.here, spot), there.index(gap.there, rest)
    one, other = letters(here), letters(there)
    for gap in found:
        one = one.replace(letters(gap.here), "", 1)
        other = other.replace(letters(gap.there), "", 1)
    assert Counter(one) == Counter(other)


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_moved_is_the_same_from_both_sides(here: list[int], there: list[int]) -> None:
    found = moved(here, there)
    assert sorted(found) == sorted(moved(there, here))
    assert (found == []) == (here == there)
    assert all(here.index(each) != there.index(each) for each in found)


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_merged_has_everything_in_the_first_order(here: list[int], there: list[int]) -> None:
    whole = merged(here, there)
    assert sorted(whole) == sorted({*here, *there})
    assert [each for each in whole if each in here] == here


# Passages.


def test_passages_of_a_page() -> None:
    html = """
    <h2>One</h2><p>Two <a href="#x">three</a>.<sup><a class="footnote-ref" href="#n">1</a></sup></p>
    <h3>Four</h3><ul><li>Five<ul><li>Six</li></ul></li><li><p>Seven</p></li></ul>
    <h2>Eight</h2><table><tr><th>Nine</th><td>Ten</td></tr></table><slot name="0"></slot>
    """
    shown = [(each.kind, each.text, " ".join(each.above)) for each in passages(html)]
    assert shown == [
        ("heading", "One", ""),
        ("paragraph", "Two three.", "One"),
        ("heading", "Four", "One"),
        ("item", "Five", "One Four"),
        ("item", "Six", "One Four"),
        ("item", "Seven", "One Four"),
        ("heading", "Eight", ""),
        ("row", "Nine | Ten", "Eight"),
        ("records", "", "Eight"),
    ]
    assert passages(html)[1].full == "Two three (#x)."


def test_passages_of_nothing() -> None:
    assert passages("") == passages("<p> </p><hr>") == ()
    assert passages('<p lang="en">One</p>', "en") == (
        Passage("paragraph", "One", full="One", foreign=True),
    )
