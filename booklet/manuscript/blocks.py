"""The blocks that an author may write between lines of ///, and how they enter the HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from booklet.manuscript.fences import Kind

#: The blocks that come with the house; every data file adds one of its own name.
HOUSE: Mapping[str, Kind] = {
    "answer": Kind({"lines": range(1, 21)}),
    "callout": Kind({"type": ("note", "example", "question")}),
    "checklist": Kind(),
    "columns": Kind(untitled=True),
    "facilitator": Kind({"minutes": range(1, 481)}),
    "not": Kind(named=True),
    "only": Kind(named=True),
    "worksheet": Kind({"lines": range(1, 21)}),
}

DATA = Kind(empty=True)


def kinds(data: Iterable[str]) -> dict[str, Kind]:
    """Every block that a chapter of a project may hold, by name."""
    return {**dict.fromkeys(data, DATA), **HOUSE}


class _Noted(Block):
    """A block that is noted when it is made."""

    ARGUMENT = None

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        made: list[tuple[str, str]] = self.config["made"]
        made.append((self.NAME, self.argument or ""))
        return self.open(parent)

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element that takes the content."""
        raise NotImplementedError


class _Titled(_Noted):
    """A box with a title of its own, or none."""

    TAG, CLASS = "div", ""

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        box = ElementTree.SubElement(parent, self.TAG, {"class": self.classes()})
        if self.argument:
            ElementTree.SubElement(box, "p", {"class": "box-title"}).text = self.argument
        return box

    def classes(self) -> str:
        return self.CLASS


class Callout(_Titled):
    """What stands beside the text: a note, an example, a question to the reader."""

    NAME, TAG = "callout", "aside"
    OPTIONS = {"type": ("note", str)}  # noqa: RUF012

    def classes(self) -> str:
        return f"callout {self.options['type']}"


class Checklist(_Titled):
    """A list whose items are ticked off."""

    NAME = CLASS = "checklist"


class Worksheet(_Titled):
    """A prompt with room to write on."""

    NAME = CLASS = "worksheet"
    OPTIONS = {"lines": (4, int)}  # noqa: RUF012

    def on_end(self, block: ElementTree.Element) -> None:
        _rule(block, self.options["lines"])


class Answer(_Titled):
    """What participants are to find out, and room to write it down."""

    NAME = CLASS = "answer"
    OPTIONS = {"lines": (3, int)}  # noqa: RUF012

    def on_end(self, block: ElementTree.Element) -> None:
        given = ElementTree.Element("div", {"class": "given"})
        titles = [child for child in block if child.get("class") == "box-title"]
        given[:] = [child for child in block if child not in titles]
        block[:] = [*titles, given]
        _rule(block, self.options["lines"])


class Facilitator(_Titled):
    """A note for those who lead a workshop, and how long what it is about takes."""

    NAME = CLASS = "facilitator"
    TAG = "aside"
    OPTIONS = {"minutes": (0, int)}  # noqa: RUF012

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        note = super().open(parent)
        if self.options["minutes"]:
            note.set("data-minutes", str(self.options["minutes"]))
        return note


class _Conditional(_Noted):
    """Matter for some readers."""

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        return ElementTree.SubElement(parent, "div", {self.NAME: self.argument or ""})


class Only(_Conditional):
    """Matter for those alone for whom a condition holds."""

    NAME = "only"


class Not(_Conditional):
    """Matter for those for whom it does not."""

    NAME = "not"


class Columns(_Noted):
    """What stands side by side; each ### heading begins a column."""

    NAME = "columns"

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        return ElementTree.SubElement(parent, "div", {"class": "columns"})

    def on_end(self, block: ElementTree.Element) -> None:
        children = list(block)
        for child in children:
            block.remove(child)
        column = None
        for child in children:
            if column is None or child.tag == "h3":
                column = ElementTree.SubElement(block, "div", {"class": "column"})
            column.append(child)


class _Data(_Noted):
    """Records of a data file; they are set later, where the slot stands."""

    def open(self, parent: ElementTree.Element) -> ElementTree.Element:
        names, made = self.config["names"], self.config["made"]
        number = sum(name in names for name, _ in made) - 1
        return ElementTree.SubElement(parent, "slot", {"name": str(number)})


def _rule(block: ElementTree.Element, number: int) -> None:
    """Rule lines to write on."""
    lines = ElementTree.SubElement(block, "div", {"class": "lines", "aria-hidden": "true"})
    for _ in range(number):
        ElementTree.SubElement(lines, "div", {"class": "line"})


class Blocks(BlocksExtension):
    """Teaches Markdown the blocks of one project.

    `made` gathers the name and the words of every block, in the order of the slots.
    """

    def __init__(self, data: Iterable[str]) -> None:
        self.names = tuple(name for name in data if name not in HOUSE)
        self.made: list[tuple[str, str]] = []
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, blocks: Any) -> None:  # noqa: N802
        """Register every block."""
        md.block_level_elements.append("slot")
        for block in (Answer, Callout, Checklist, Columns, Facilitator, Not, Only, Worksheet):
            blocks.register(block, {"made": self.made})
        for name in self.names:
            kind = type(f"Data_{name}", (_Data,), {"NAME": name})
            blocks.register(kind, {"made": self.made, "names": self.names})
