"""Selection against a plain evaluator: what is for whom, for any tree of conditions."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_manuscript_words import chapters as made_up

from booklet import tree
from booklet.manuscript import selection
from booklet.manuscript.allowed import words
from booklet.manuscript.blocks import kinds
from booklet.manuscript.passage import Setter
from booklet.manuscript.reach import spread
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.tongue import Tongue
from booklet.project.locales import locale

pytestmark = pytest.mark.slow

SETTER = Setter(Tongue(locale("en"), ["quotes"]))

KINDS = kinds(["quotes"])

AXES = (("educators", "business"), ("new", "old"), ("booklet", "screen"))

#: The names that hold for each edition.
EDITIONS = [frozenset(names) for names in itertools.product(*AXES)]

ALL = [name for axis in AXES for name in axis]


# A model of what an author may write, and of what it means


@dataclass(frozen=True)
class For:
    """A condition, as alternatives of names that must hold or must not."""

    only: bool
    either: tuple[tuple[tuple[str, bool], ...], ...]

    def __str__(self) -> str:
        alternatives = (
            " and ".join(name if wanted else f"not {name}" for name, wanted in terms)
            for terms in self.either
        )
        return ", ".join(alternatives)

    @property
    def key(self) -> str:
        return "only" if self.only else "not"

    def holds(self, names: frozenset[str]) -> bool:
        met = False
        for terms in self.either:
            if all(wanted if name in names else not wanted for name, wanted in terms):
                met = True
        return met if self.only else not met


def braces(held: For | None) -> str:
    return f'{{: {held.key}="{held}" }}' if held else ""


def met(held: For | None, names: frozenset[str]) -> bool:
    return held is None or held.holds(names)


@dataclass
class Words:
    """A word, and one more that may be for some; perhaps with a note."""

    word: str
    more: str
    held: For | None
    note: str = ""
    noted: For | None = None

    def written(self) -> str:
        more = f"[{self.more}]{braces(self.held)}" if self.held else self.more
        return f"{self.word}{f'[^{self.note}]' if self.note else ''} {more}"

    def notes(self) -> Iterator[str]:
        if self.note:
            yield f"[^{self.note}]: {self.note} {braces(self.noted)}".rstrip()

    def shown(self, names: frozenset[str]) -> list[str]:
        return [self.word, *([self.more] if met(self.held, names) else [])]

    def called(self, names: frozenset[str]) -> list[str]:
        return [self.note] if self.note and met(self.noted, names) else []


@dataclass
class Paragraph:
    words: Words
    held: For | None

    def lines(self, _: int) -> list[str]:
        below = [braces(self.held)] if self.held else []
        return [self.words.written(), *below, ""]

    def shown(self, names: frozenset[str]) -> list[str]:
        return self.words.shown(names) if met(self.held, names) else []


@dataclass
class Items:
    """A list, and the lists in it."""

    items: list[tuple[Words, For | None, Items | None]]
    mark: str

    def lines(self, _: int) -> list[str]:
        return [*self._lines(""), "", "<!-- apart -->", ""]

    def _lines(self, indent: str) -> Iterator[str]:
        for text, held, inner in self.items:
            yield f"{indent}{self.mark} {text.written()} {braces(held)}".rstrip()
            yield from inner._lines(f"{indent}    ") if inner else ()

    def shown(self, names: frozenset[str]) -> list[str]:
        return [
            word
            for text, held, inner in self.items
            if met(held, names)
            for word in [*text.shown(names), *(inner.shown(names) if inner else [])]
        ]


@dataclass
class Table:
    heads: list[tuple[str, For | None]]
    rows: list[tuple[list[str], For | None, int]]  #: The last is the cell with the condition.

    def lines(self, _: int) -> list[str]:
        head = [f"{word} {braces(held)}" for word, held in self.heads]
        lines = [head, ["---"] * len(head)]
        for cells, held, at in self.rows:
            shown = [f"{cell} {braces(held if n == at else None)}" for n, cell in enumerate(cells)]
            lines.append(shown)
        return [*(f"| {' | '.join(line)} |" for line in lines), ""]

    def shown(self, names: frozenset[str]) -> list[str]:
        columns = [n for n, (_, held) in enumerate(self.heads) if met(held, names)]
        rows = [cells for cells, held, _ in self.rows if met(held, names)]
        body = [cells[n] for cells in rows for n in columns]
        return [self.heads[n][0] for n in columns] + body if body else []


@dataclass
class Box:
    """A block: for some, or a box with a title."""

    inside: list[Block]
    held: For | None = None
    title: str = ""

    def lines(self, depth: int) -> list[str]:
        bar = "/" * (3 + height(self.inside))
        opening = f"{bar} {self.held.key} | {self.held}" if self.held else f"{bar} callout"
        opening += f" | {self.title}" if self.title else ""
        return [opening, "", *lines(self.inside, depth), bar, ""]

    def shown(self, names: frozenset[str]) -> list[str]:
        inside = shown(self.inside, names) if met(self.held, names) else []
        return [self.title, *inside] if self.title and inside else inside


@dataclass
class Part:
    heading: Words
    held: For | None
    inside: list[Block]

    def lines(self, depth: int) -> list[str]:
        heading = f"{'#' * depth} {self.heading.written()} {braces(self.held)}".rstrip()
        return [heading, "", *lines(self.inside, depth + 1)]

    def shown(self, names: frozenset[str]) -> list[str]:
        if not met(self.held, names):
            return []
        return [*self.heading.shown(names), *shown(self.inside, names)]


Block = Paragraph | Items | Table | Box | Part


@dataclass
class Text:
    """A whole text; its parts come last, for theirs is all that follows."""

    blocks: list[Block]

    def __str__(self) -> str:
        defined = [line for text, _ in notes(self.blocks, []) for line in text.notes()]
        return "\n".join(["", *lines(self.blocks, 2), *defined, ""])

    def called(self, names: frozenset[str]) -> set[str]:
        return {
            note
            for text, around in notes(self.blocks, [])
            if all(met(held, names) for held in around)
            for note in text.called(names)
        }


def lines(blocks: list[Block], depth: int) -> list[str]:
    return [line for block in blocks for line in block.lines(depth)]


def shown(blocks: list[Block], names: frozenset[str]) -> list[str]:
    return [word for block in blocks for word in block.shown(names)]


def height(blocks: list[Block]) -> int:
    """How many blocks stand in each other."""
    heights = [height(block.inside) + isinstance(block, Box) for block in inner(blocks)]
    return max(heights, default=0)


def inner(blocks: list[Block]) -> Iterator[Box | Part]:
    return (block for block in blocks if isinstance(block, Box | Part))


def notes(
    blocks: list[Block], around: list[For | None]
) -> Iterator[tuple[Words, list[For | None]]]:
    """Name the words that call a note, with all conditions that they stand under."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.words, [*around, block.held]
        elif isinstance(block, Box | Part):
            yield from notes(block.inside, [*around, block.held])


# Texts at random


@st.composite
def conditions(draw: st.DrawFn) -> For | None:
    if draw(st.booleans()):
        return None
    term = st.tuples(st.sampled_from(ALL), st.booleans())
    terms = st.lists(term, min_size=1, max_size=2).map(tuple)
    return For(draw(st.booleans()), tuple(draw(st.lists(terms, min_size=1, max_size=2))))


class Writer:
    """Writes texts in which no word stands twice."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"w{self.count}w"

    def held(self) -> For | None:
        return self.draw(conditions())

    def some(self, most: int) -> range:
        return range(self.draw(st.integers(1, most)))

    def words(self) -> Words:
        return Words(self.word(), self.word(), self.held())

    def paragraph(self, depth: int) -> Paragraph:
        text = self.words()
        if self.draw(st.integers(0, 3)) == 0:
            text.note, text.noted = self.word(), self.held()
        return Paragraph(text, self.held())

    def items(self, depth: int, level: int = 0) -> Items:
        items = []
        for _ in self.some(3):
            text, held = self.words(), self.held()
            deeper = level < 2 and self.draw(st.integers(0, 3)) == 0
            items.append((text, held, self.items(depth, level + 1) if deeper else None))
        return Items(items, self.draw(st.sampled_from(["-", "1."])))

    def table(self, depth: int) -> Table:
        heads = [(self.word(), self.held()) for _ in self.some(3)]
        heads.append((self.word(), None if self.draw(st.booleans()) else self.held()))
        rows = []
        for _ in self.some(3):
            cells = [self.word() for _ in heads]
            rows.append((cells, self.held(), self.draw(st.integers(0, len(cells) - 1))))
        return Table(heads, rows)

    def box(self, depth: int) -> Box:
        held = self.held()
        title = self.word() if held is None else ""
        return Box(self.blocks(depth + 1), held, title)

    def part(self, depth: int) -> Part:
        return Part(self.words(), self.held(), self.blocks(depth + 1))

    def blocks(self, depth: int = 0) -> list[Block]:
        plain = [self.paragraph, self.items, self.table, *([self.box] if depth < 3 else [])]
        blocks: list[Block] = [self.draw(st.sampled_from(plain))(depth) for _ in self.some(2)]
        if depth < 3:
            blocks += [self.part(depth) for _ in range(self.draw(st.integers(0, 2)))]
        return blocks


@st.composite
def texts(draw: st.DrawFn) -> Text:
    return Text(Writer(draw).blocks())


# Laws

#: Each text is set, and chosen from for eight editions.
FEW = settings(max_examples=30)


def converted(text: str) -> str:
    body = uncommented(text)
    made = SETTER.passage(Source(PurePath("content/01-one.md"), text, body), body, KINDS)
    assert [str(finding) for finding in made.findings] == []
    return made.html


def selected(html: str, names: frozenset[str]) -> str:
    root = tree.parse_part(html)
    assert not list(selection.faults(root, ALL))
    spread(root)
    selection.select(root, names)
    return tree.write_part(root)


def found(html: str) -> tuple[list[str], set[str]]:
    """The words of a text in their order, and those of its notes."""
    body, _, below = html.partition('<div class="footnote">')
    return re.findall(r"w\d+w", re.sub(r'(?:href|id)="[^"]*"', "", body)), set(
        re.findall(r"w\d+w", re.sub(r'(?:href|id)="[^"]*"', "", below))
    )


@FEW
@given(texts())
def test_every_edition_shows_what_is_for_it_in_order(text: Text) -> None:
    html = converted(str(text))
    for names in EDITIONS:
        chosen = selected(html, names)
        assert found(chosen) == (shown(text.blocks, names), text.called(names))
        assert not re.search(r"\b(?:only|not)=", chosen)
        assert selected(chosen, EDITIONS[0]) == chosen


@FEW
@given(texts())
def test_what_nobody_sees_is_what_nobody_can(text: Text) -> None:
    html = converted(str(text))
    seen = set[str]()
    for names in EDITIONS:
        body, below = found(selected(html, names))
        seen |= {*body, *below}
    possible = {
        word for names in EDITIONS for word in [*shown(text.blocks, names), *text.called(names)]
    }
    body, below = found(html)
    assert seen == possible <= {*body, *below} == set(re.findall(r"w\d+w", str(text)))


@FEW
@given(texts(), st.sampled_from(EDITIONS))
def test_headings_with_nothing_below_are_told(text: Text, names: frozenset[str]) -> None:
    root = tree.parse_part(converted(str(text)))
    spread(root)
    alone = selection.select(root, names)
    told = [heading.split()[0] for heading in alone]
    expected = {
        part.heading.word for part in parts(text.blocks, names) if not shown(part.inside, names)
    }
    assert set(told) <= expected
    # What follows a block for some readers stands below the last heading in it as well.
    assert expected - set(told) <= {part.heading.word for part in blocked(text.blocks)}


def blocked(blocks: list[Block], *, inside: bool = False) -> Iterator[Part]:
    """Name the parts that stand in a block for some readers."""
    for block in inner(blocks):
        if inside and isinstance(block, Part):
            yield block
        bare = isinstance(block, Box) and not block.title
        yield from blocked(block.inside, inside=inside or bare)


def parts(blocks: list[Block], names: frozenset[str]) -> Iterator[Part]:
    """Name the parts that an edition shows."""
    for block in inner(blocks):
        if met(block.held, names):
            if isinstance(block, Part):
                yield block
            if shown([block], names):
                yield from parts(block.inside, names)


# Where there are no conditions


@given(made_up())
def test_without_conditions_nothing_is_lost(text: str) -> None:
    body = uncommented(text)
    made = SETTER.passage(Source(PurePath("content/01-one.md"), text, body), body, KINDS)
    if made.broken:
        return
    root = tree.parse_part(made.html)
    written = tree.write_part(root)
    assert words(written) == words(made.html)
    assert tree.write_part(tree.parse_part(written)) == written
    spread(root)
    assert selection.select(root, EDITIONS[0]) == ()
    assert words(tree.write_part(root)) == words(made.html)
