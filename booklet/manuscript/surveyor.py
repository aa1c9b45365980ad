"""The texts of a book, traced: each line says where it went, and under which conditions."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.finding import Finding, by_line
from booklet.manuscript import masks, selection
from booklet.manuscript.allowed import clean
from booklet.manuscript.conditions import parsed
from booklet.manuscript.fences import Kind
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.reach import ATTRIBUTES, INLINE, conditions, each, spread
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.tongue import Tongue
from booklet.manuscript.traces import traced
from booklet.project import asked

#: What is told of by its words, beside the lines: a head's cell stands for its column.
_NAMED = INLINE | {"th"}


@dataclass(frozen=True, slots=True)
class Held:
    """A condition, where an author wrote it."""

    key: str  #: "only" or "not".
    text: str
    line: int | None = None  #: Not known of those that a block of the house stands for.

    def holds(self, names: frozenset[str]) -> bool:
        """Whether it lets something be seen where these names hold."""
        return selection.holds({self.key: self.text}, names)

    @property
    def names(self) -> frozenset[str]:
        """The names in it."""
        return parsed(self.text).names


@dataclass(frozen=True, slots=True)
class View:
    """What is left of a text where some names hold."""

    lines: frozenset[int]
    slots: frozenset[int]  #: The data blocks in it, by their numbers.
    emptied: bool  #: Whether it held something, and nothing is left.
    alone: tuple[str, ...]  #: Headings below which nothing is left.


@dataclass(frozen=True, slots=True)
class Text:
    """A chapter's body, its title, a field of a record: with a trace of each line."""

    path: PurePath
    root: Element  #: Conditions are spread.
    lines: Mapping[int, tuple[Held, ...]]  #: What a line stands under, outermost first.
    spans: tuple[tuple[int | None, str, tuple[Held, ...]], ...]  #: Line, words, conditions.
    asked: frozenset[str]  #: The values that it asks for.
    names: frozenset[str]  #: In its conditions.
    whole: bool = False  #: Whether it may be of several lines, as the body of a chapter is.
    _views: dict[tuple[frozenset[str], frozenset[str]], View] = field(
        default_factory=dict, compare=False
    )

    def view(self, names: frozenset[str], short: frozenset[str] = frozenset()) -> View:
        """See what is left where these names hold, in a short version what is for it by name."""
        deciding = names & self.names, short if self.whole else frozenset()
        if deciding not in self._views:
            root = copy.deepcopy(self.root)
            full = selection.matter(root)
            alone = selection.select(root, *deciding)
            html = tree.write_part(root)
            slots = frozenset(int(slot.get("name", "")) for slot in root.iter("slot"))
            emptied = full and not selection.matter(root)
            self._views[deciding] = View(frozenset(masks.noted(html)), slots, emptied, alone)
        return self._views[deciding]


class Surveyor(Setter):
    """Traces the texts that it sets."""

    def __init__(self, tongue: Tongue, names: tuple[str, ...]) -> None:
        super().__init__(tongue)
        self.names = names  #: That a condition may hold.
        self.texts: list[Text] = []
        self.asked: set[str] = set()  #: Values that addresses of records ask for.

    def filled(self, source: Source, text: str, line: int) -> tuple[str, tuple[Finding, ...]]:
        """Note the values that a text asks for that is no Markdown."""
        self.asked.update(asked(text))
        return text, ()

    def passage(
        self,
        source: Source,
        text: str,
        kinds: Mapping[str, Kind],
        line: int | None = None,
        context: str = "",
    ) -> Passage:
        """Trace a text of several lines."""
        made = super().passage(source, text, kinds, line, context)
        lines = source.body  # a field's, which YAML may have folded
        at = None
        if lines.split() != text.split():
            lines, at = text, line
        return self._traced(made, source, lines, self._blocks, at, whole=True)

    def _blocks(self, part: str) -> str:
        return self.tongue.blocks(part).html

    def line(
        self, source: Source, text: str, line: int, kind: str = "text", context: str = ""
    ) -> Passage:
        """Trace a text of one line."""
        made = super().line(source, text, line, kind, context)
        plain = uncommented(text)
        return self._traced(made, source, plain, lambda part: self.tongue.line(part).html, line)

    def _traced(
        self,
        made: Passage,
        source: Source,
        text: str,
        convert: Callable[[str], str],
        line: int | None,
        whole: bool = False,
    ) -> Passage:
        if made.broken:
            return made
        faults = list(selection.faults(tree.parse_part(made.html), self.names))
        if faults:
            findings = sorted([*made.findings, *source.told(faults, line)], key=by_line)
            return dataclasses.replace(made, findings=tuple(findings))
        html = traced(text, convert(text), convert, source.lead, line)
        root = tree.parse_part(clean(html))
        spread(root)
        self.texts.append(dataclasses.replace(_text(source.path, root), whole=whole))
        return made


def _text(path: PurePath, root: Element) -> Text:
    found, names = dict[int, list[tuple[Held, ...]]](), set[str]()
    under = list(_under(root, ()))
    for element, held in under:
        for number in _own(element):
            found.setdefault(number, []).append(held)
        names.update(*(condition.names for condition in _held(element)))
    lines = {number: min(helds, key=len) for number, helds in found.items()}
    spans = []
    for element, held in under:
        # A line of which all is in one span stands for it.
        alone = any(set(found[number]) == {held} for number in masks.noted(_written(element)))
        mine = tuple(_held(element))
        if mine and element.tag in _NAMED and not alone:
            words = masks.unmasked(masks.unnoted(tree.words(element))) or element.get("alt", "")
            spans.append((mine[-1].line, words, held))
    asked = frozenset(masks.asked(tree.write_part(root)))
    return Text(path, root, lines, tuple(spans), asked, frozenset(names))


def _under(
    element: Element, around: tuple[Held, ...]
) -> Iterator[tuple[Element, tuple[Held, ...]]]:
    """Yield every element with the conditions that it stands under, its own included."""
    held = (*around, *_held(element))
    yield element, held
    for child in element:
        yield from _under(child, held)


def _held(element: Element) -> Iterator[Held]:
    for key, text in each(conditions(element)):
        yield Held(key, masks.unnoted(text), next(iter(masks.noted(text)), None))


def _own(element: Element) -> Iterator[int]:
    """Read the traces in an element itself: in its texts and its attributes."""
    texts = [element.text or "", *(child.tail or "" for child in element)]
    texts += [text for key, text in element.items() if key not in ATTRIBUTES]
    for text in texts:
        yield from masks.noted(text)


def _written(element: Element) -> str:
    """All texts in an element, and what people read in its attributes."""
    inside = [text for each in element.iter() for text in (each.get("alt", ""), each.text or "")]
    return "".join([*inside, *(each.tail or "" for each in element.iter() if each is not element)])
