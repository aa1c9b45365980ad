"""What is heard is what is said: the walk over words changes nothing but words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePath

import pytest
from fetched import members, sdist
from hypothesis import given
from hypothesis import strategies as st
from test_manuscript_words import chapters as made_up

from booklet.catalogue import Catalogue, Entry, Key, accented
from booklet.manuscript import interpret
from booklet.manuscript.allowed import refused
from booklet.manuscript.blocks import kinds
from booklet.manuscript.interpret import Interpreter
from booklet.manuscript.sources import Source, open_chapter, uncommented
from booklet.manuscript.tongue import Tongue
from booklet.manuscript.words import Spoken, Unit
from booklet.project import load
from booklet.project.locales import locale

ROOT = Path(__file__).parents[1]

ENGLISH, GERMAN = locale("en"), locale("de")

TONGUES = Tongue(ENGLISH, ("quotes",)), Tongue(GERMAN, ("quotes",), ENGLISH)


@pytest.fixture
def tongue() -> Tongue:
    return TONGUES[0]


def same(unit: Unit) -> Spoken:
    return Spoken(unit.text)


def grown(unit: Unit) -> Spoken:
    return Spoken(accented(unit.text))


class _Skeleton(HTMLParser):
    """Everything but words: elements, what they lead to, and code."""

    def __init__(self) -> None:
        super().__init__()
        self.bones = list[object]()
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted(
            (name, " ".join((value or "").split()))
            for name, value in attrs
            if name not in ("alt", "title")
        )
        self.bones.append((tag, kept))
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self.bones.append(tag)
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if self._code:
            self.bones.append(data)


def skeleton(html: str) -> list[object]:
    reader = _Skeleton()
    reader.feed(html)
    return reader.bones


def folded(html: str) -> str:
    """Some HTML with its white space folded, but in code."""
    parts = re.split(r"(<(?:pre|code)\b.*?</(?:pre|code)>)", html, flags=re.DOTALL)
    return "".join(
        part if number % 2 else re.sub(r"\s+", " ", part) for number, part in enumerate(parts)
    )


#: Brackets in a row, of which readers of Markdown make links in different ways.
ROW = re.compile(r"\]\[[^\]]*\]\[")


def broken(tongue: Tongue, texts: Iterator[tuple[str, str]]) -> tuple[list[str], list[str], int]:
    """Name the texts in which the same words, or longer ones, change more than words.

    Longer words are not tried in HTML that the press refuses, nor in brackets in a row.
    """
    changed, bent, count = list[str](), list[str](), 0
    for name, text in texts:
        count += 1
        plain = tongue.blocks(text)
        if folded(tongue.blocks(text, same).html) != folded(plain.html):
            changed.append(name)
        if refused(plain.html) or ROW.search(text):
            continue
        if skeleton(tongue.blocks(text, grown, plain.anchors).html) != skeleton(plain.html):
            bent.append(name)
    return changed, bent, count


def chapters() -> Iterator[tuple[str, str]]:
    for folder in (ROOT, ROOT / "docs"):
        project = load(folder)
        for path in project.chapters:
            yield path.name, open_chapter(project, path).body


@pytest.mark.slow
def test_the_same_words_leave_every_chapter_as_it_is(tongue: Tongue) -> None:
    changed, bent, count = broken(tongue, chapters())
    assert (changed, bent) == ([], [])
    assert count >= 17


@pytest.mark.slow
def test_the_same_words_leave_the_inputs_of_python_markdown_as_they_are(
    tongue: Tongue, request: pytest.FixtureRequest
) -> None:
    with sdist("markdown", request.config.cache) as archive:
        texts = list(members(archive, "tests", ".txt"))
    changed, bent, count = broken(tongue, iter(texts))
    assert (changed, bent) == ([], [])
    assert count > 90


@pytest.mark.slow
def test_the_same_words_leave_the_examples_of_commonmark_as_they_are(
    tongue: Tongue, request: pytest.FixtureRequest
) -> None:
    with sdist("markdown-it-py", request.config.cache) as archive:
        (_, spec), *_ = (
            each for each in members(archive, "tests", ".json") if each[0] == "commonmark.json"
        )
    examples = [(str(each["example"]), each["markdown"]) for each in json.loads(spec)]
    changed, bent, count = broken(tongue, iter(examples))
    assert (changed, bent) == ([], [])
    assert count > 640


# What a translation can't do

#: What means a block at the beginning of a line, or of a text.
NASTY = [
    *("# x", "## x {#y}", "- x", "* x", "1. x", "> x", "    x", "```\nx\n```", "~~~", "---", "==="),
    *("| x | y |", "|---|", ":   x", "[TOC]", "/// callout | x", "///", "/// quotes", "[^1]: x"),
    *("[x]: https://x.org", "*[x]: y", "{: #id}", "{: .x }", "\x02", "\x03", "\x02wzxhzdk:0\x03"),
    *("\n", "\n\n", " ", "  \n", "x", "*x*", "x\n===", "x\n---", "\t", "\\", "&amp;", "[^1]"),
]  # fmt: skip

HTML = ["<div>", "</div>", "<p>x</p>", "</p>", "</li>", "<!-- x -->", "<hr>", "<!--", "<b>", "<"]

BLOCKS = """
## Words {#a}

Words[^1] and
more.

- Words

    - Words

> Words

/// callout | Words
    type: example

Words
///

| Words | More |
|-------|------|
| words | more |

Words
:   More words

```
words
```

/// quotes
///

[^1]: Words

    Words
"""


class Said(Mapping[Key, Entry]):
    """One translation of everything."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __getitem__(self, key: Key) -> Entry:
        return Entry((self.text,))

    def __iter__(self) -> Iterator[Key]:
        return iter(())

    def __len__(self) -> int:
        return 0


def blocks(html: str) -> list[str]:
    """The elements of some HTML that are blocks, or code."""
    inline = r"</?(?:em|strong|b|i|code|br|sup|a|span|img)\b[^>]*>"
    return re.findall(r"<(/?\w+)", re.sub(inline, "", html))


def translated(text: str, translation: str) -> str:
    """A chapter of which every message is translated in one way."""
    catalogue = Catalogue(PurePath("locale/de.po"), Said(translation))
    setter = Interpreter(*TONGUES, catalogue, ENGLISH, trusting=False)
    source = Source(PurePath("01-one.md"), text, text)
    return str(setter.passage(source, text, kinds(["quotes"])).html)


def nasty(*signs: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(signs), min_size=1, max_size=5).map("".join)


@pytest.mark.slow
@given(nasty(*NASTY))
def test_no_translation_changes_blocks(translation: str) -> None:
    with pytest.MonkeyPatch.context() as patch:  # even where no check holds it back
        patch.setattr(interpret, "faults", lambda text, said: ())
        said = translated(BLOCKS, translation)
    assert blocks(said) == blocks(translated(BLOCKS, ""))


@given(made_up(), nasty(*NASTY, *HTML))
def test_no_translation_that_is_checked_changes_blocks(text: str, translation: str) -> None:
    """The blocks of raw HTML stand in the message itself, so they are left out."""
    body = re.sub(r"</?(?:div|p)\b[^>]*>", "", uncommented(text).expandtabs(4))
    assert blocks(translated(body, translation)) == blocks(translated(body, ""))
