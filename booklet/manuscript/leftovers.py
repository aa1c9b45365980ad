"""What Markdown would drop in silence, and what it would print as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from booklet.finding import Severity
from booklet.manuscript.masks import CLOSE, OPEN
from booklet.manuscript.sources import Remark


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign that is left in the text once Markdown has read all that it knows."""

    code: str
    look: re.Pattern[str]  #: Its last group that is not empty goes into the words below.
    message: str
    hint: str
    severity: Severity = "error"


_SIGNS = (
    _Sign(
        "note-unknown",
        re.compile(r"\[\^([^\[\]\n]+)\]"),
        "no note is called '{}'",
        "write its text on a line of its own: [^{}]: text",
    ),
    _Sign(
        "reference-unknown",
        re.compile(r"(?:\[([^\[\]]*)|^[^\[\]\x02]*)\]\[(?!\^)([^\[\]\n]*)\]"),
        "no address is called '{}'",
        "write it on a line of its own: [{}]: https://example.org, or \\[ for a plain bracket",
    ),
    _Sign(
        "link-unread",
        re.compile(r"\](?:\((?=\S)| \((?:https?:|mailto:|#|[\w./-]+\.md))"),
        "this link can't be read",
        "write [words](address), with no space between and none in the address",
    ),
    _Sign(
        "attributes-unread",
        re.compile(r"\{(?::[^{}]*|[#.][\w-]+|[^{}]*\b(?:only|not)=[^{}]*)\}"),
        "these braces belong to nothing",
        "they stand behind a ## heading, item or cell, right behind *words*, or below a paragraph",
    ),
    _Sign(
        "condition-unread",
        re.compile(
            r"\b(?:only|not) *= *[\"'“”„‚‘’«»](?![^{}\n]*\})|\{:? *(?:only|not)\b[^{}=\n]*\}"
        ),
        "this condition can't be read, and would be printed",
        'write [words]{{: only="educators" }}, or the braces alone on the line below',
    ),
    _Sign(
        "template-sign",
        re.compile(r"\{%|\{#(?=[^{}\n]*#\})"),
        "a chapter is no template; this would be printed",
        "write /// only | educators around what is for some, or \\{{ for a plain brace",
    ),
    _Sign(
        "value-wrong",
        re.compile(r"\{\{"),
        "no value can be read here",
        "write {{{{ name }}}}, or \\{{{{ for plain braces",
    ),
    _Sign(
        "abbreviation",
        re.compile(r"^ {0,3}\*\[[^\]]+\]:", re.MULTILINE),
        "abbreviations can't be explained this way",
        "on paper nobody can point at a word; say what it means in the text",
    ),
    _Sign(
        "sign-open",
        re.compile(r"\*\*|(?<!`)`{1,2}(?!`)"),
        "a sign for bold or code stands alone here, and is printed",
        "close it, or put a backslash before it",
        "warning",
    ),
)

#: Markdown that stays as it is when it stands inside HTML.
_RAW = re.compile(r"\*\*\w|\]\(|\[\^|\{:|^ *(?:[#>]+ |[-*+] |\d+\. |/{3})", re.MULTILINE)

_BAR = re.compile(r"^ *///", re.MULTILINE)

_CONDITION = re.compile(r"\{:?\s*(?:only|not)\b")

#: Where a text ends that stands in its source as it does here.
_END = re.compile(f"[\x02\x03\n{OPEN}{CLOSE}]")


class Leftovers(Extension):
    """Gathers remarks on one text at a time."""

    def __init__(self) -> None:
        self._remarks: list[Remark] = []
        self._notes = _Notes(self._remarks)
        self._addresses = _Addresses(self._remarks)
        super().__init__()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        self._markdown = md
        md.references = self._addresses
        self._notes.extendMarkdown(md)
        if "table" in md.parser.blockprocessors:
            table = _Table(md.parser, {"use_align_attribute": True})
            table.remarks = self._remarks
            md.parser.blockprocessors.register(table, "table", 75)
        # Just above the inline processor (20), below the walk over words (21).
        md.treeprocessors.register(_Bars(self._remarks), "bars", 20.5)
        # Below attributes (8), and above marks (6.5): all that can be read has been read.
        md.treeprocessors.register(_Signs(self._remarks), "signs", 7)

    def start(self) -> None:
        """Forget the text before."""
        self._remarks.clear()
        self._addresses.used.clear()

    def note(self, remark: Remark) -> None:
        """Add a remark from outside."""
        self._remarks.append(remark)

    def remarks(self) -> tuple[Remark, ...]:
        """Tell what is left of the text that was just converted."""
        return (*self._remarks, *self._notes.idle(), *self._addresses.idle(), *self._raw())

    def _raw(self) -> Iterator[Remark]:
        for html in self._markdown.htmlStash.rawHtmlBlocks:
            if isinstance(html, str) and not html.startswith("<pre") and _RAW.search(html):
                message = "Markdown inside HTML is printed as it stands"
                hint = "write HTML in there as well, or use a block such as /// callout"
                # A fence would be missed outside, and a condition would hide nothing.
                lost = _BAR.search(html) or _CONDITION.search(html)
                severity: Severity = "error" if lost else "warning"
                yield Remark("html-markdown", message, hint, (html.split("\n")[0],), severity)


class _Notes(FootnoteExtension):
    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__()
        self.remarks = remarks

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802
        if id in self.footnotes:
            self.remarks.append(
                Remark(
                    "note-twice",
                    f"the note '{id}' has two texts",
                    "give one of them another name",
                    (f"[^{id}]: {text.partition(chr(10))[0]}", f"[^{id}]:"),
                )
            )
        super().setFootnote(id, text)

    def idle(self) -> Iterator[Remark]:
        for name in self.footnotes:
            if name not in self.footnote_order:
                yield Remark(
                    "note-idle",
                    f"nothing calls the note '{name}', so it would not be printed",
                    f"put [^{name}] where it belongs",
                    (f"[^{name}]:",),
                )


class _Addresses(dict[str, tuple[str, str]]):
    def __init__(self, remarks: list[Remark]) -> None:
        self.remarks = remarks
        self.used = set[str]()
        super().__init__()

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.used.add(name)
        return super().__getitem__(name)

    def __setitem__(self, name: str, address: tuple[str, str]) -> None:
        if name in self:
            message = f"'[{name}]' has two addresses"
            words = (f"[{name}]: {address[0]}", f"[{name}]:")
            self.remarks.append(Remark("reference-twice", message, "keep one of them", words))
        super().__setitem__(name, address)

    def idle(self) -> Iterator[Remark]:
        for name in [name for name in self if name not in self.used]:
            message = f"no link uses '[{name}]', so this line is not printed"
            hint = f"write [words][{name}], or delete the line"
            yield Remark("reference-idle", message, hint, (f"[{name}]:",), "warning")


class _Table(TableProcessor):
    remarks: list[Remark]

    def _build_row(self, row: str, parent: Element, align: Any) -> None:
        if len(self._split_row(row)) > len(align):  # type: ignore[attr-defined]
            message = f"this row has more than {len(align)} cells, and the rest would be lost"
            hint = r"give the heading a cell for each, or write \| for a plain bar"
            self.remarks.append(Remark("table-wide", message, hint, (row,)))
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Walk(Treeprocessor):
    def __init__(self, remarks: list[Remark]) -> None:
        self.remarks = remarks

    def run(self, root: Element) -> None:
        for element in root.iter():
            plain = element.tag not in ("pre", "code")
            for text in (element.text if plain else None, element.tail):
                if text and not isinstance(text, AtomicString):
                    self.remarks += self.read(text)

    def read(self, text: str) -> Iterator[Remark]:
        """Remark on the text of an element, or on the text behind it."""
        raise NotImplementedError


class _Bars(_Walk):
    """Finds fences that no block took: they would be printed, slashes and all."""

    def read(self, text: str) -> Iterator[Remark]:
        for line in map(str.strip, text.split("\n")):
            if line.startswith("///") and line.strip("/"):
                hint = "it needs a line of its own; options stand right under it, four spaces in"
                yield Remark("block-unread", f"this block can't be read: {line}", hint, (line,))


class _Signs(_Walk):
    def read(self, text: str) -> Iterator[Remark]:
        for sign in _SIGNS:
            for match in sign.look.finditer(text):
                label = next(filter(None, reversed(match.groups())), "")
                # Up to the next sign that Markdown has replaced, or the end of the line.
                around = _END.split(text[match.start() :])[0][:40]
                before = _END.split(text[: match.start()])[-1][-40:]
                yield Remark(
                    sign.code,
                    sign.message.format(label),
                    sign.hint.format(label),
                    (before + around, around, match[0]),
                    sign.severity,
                )
