"""The one walk over the words of a text: what it hears as messages is what it can say otherwise.

It goes through the tree when every block is an element and its text still Markdown, so that a
translation can change words, and never the blocks around them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from booklet.catalogue import speaks
from booklet.project import Locale

#: Just above the inline processor (20). Higher up, other extensions still rewrite the text.
PRIORITY = 21

#: Elements whose text is no prose.
_MUTE = frozenset("code kbd math pre script style svg".split())

#: Elements that hold blocks as well as words: a language on them would reach too far.
_MIXED = frozenset("blockquote dd div li".split())

#: Elements whose attributes stand behind a space; those of others stand on a line of their own.
_HEADED = frozenset("dt h1 h2 h3 h4 h5 h6 td th".split())

_KINDS = {
    "dd": "definition",
    "dt": "term",
    "li": "list item",
    "p": "paragraph",
    "td": "cell",
    "th": "cell",
}

# Markdown puts what is to stay as it is between these two until the end.
_TAKEN = re.compile("(\x02[^\x03]*\x03)")

#: A line's end that is no hard break. A space before it goes as well, but where a link would be
#: made of two pairs of brackets.
_SOFT = re.compile(r"(?: (?=\n *[^ \[]))?(?<!  )\n *")

#: Inside of these a line's end stays: joining tags or attributes would change them.
_HELD = re.compile("[<>{}]")

#: Where a list of the headings goes: no message, and nothing that a translation may say.
CONTENTS = "[TOC]"

_CODE = r"(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)"

#: A link by its words alone, [words] or [words][]; what else stands in brackets is passed over.
_BRIEF = re.compile(
    rf"{_CODE}|\\.|\[(?P<label>[^\[\]`\\\x02]+)\](?:\s?\[\]|(?!\s?\[|\())"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\s?\[[^\[\]]*\])?|\]\s?\[[^\[\]]+\]",
    re.DOTALL,
)

#: What people read among the attributes of a block.
_VALUE = re.compile(r"(?P<lead>\b(?:title|alt|aria-label)=(?P<sign>[\"']))(?P<text>.*?)(?P=sign)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A message as it is heard."""

    text: str
    kind: str  #: For the translator: "paragraph", "heading 2".
    written: str  #: Its first line in the source, to find it by.
    astray: bool = False  #: Whether it may stand anywhere in the source, as notes do.


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said for a message."""

    text: str
    locale: Locale | None = None  #: The language that it is in, where it is not the edition's.


Say = Callable[[Unit], Spoken]


class Words(Extension):
    """Lets `say` hear every message of a text, and puts what it answers in their places.

    Without a `say` nothing is heard.
    """

    def __init__(self) -> None:
        super().__init__()
        self.say: Say | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Walk(md, self), "words", PRIORITY)


class _Walk(Treeprocessor):
    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        if self.words.say:
            _Text(self.md, self.words.say).walk(root)


class _Text:
    """One walk through one text."""

    def __init__(self, md: Markdown, say: Say) -> None:
        self.md = md
        self.say = say

    def walk(self, root: Element) -> None:
        self._element(root, astray=False)
        references: dict[str, tuple[str, str | None]] = dict(self.md.references)
        for name, (address, title) in references.items():
            if title and speaks(title):
                said = self.say(Unit(title, "title of a link", title, astray=True)).text
                dict.__setitem__(self.md.references, name, (address, said))
        stash = self.md.htmlStash.rawHtmlBlocks
        for number, html in enumerate(stash):
            if isinstance(html, str) and not html.startswith("<pre") and speaks(html):
                stash[number] = self._html(html)

    def _element(self, element: Element, astray: bool) -> None:
        if element.tag in _MUTE or element.get("translate") == "no":
            return
        astray = astray or element.get("class") == "footnote"
        children = list(element)  # what is said for them may add more
        if element.text and not isinstance(element.text, AtomicString):
            self._speak(element, None, astray)
        for child in children:
            self._element(child, astray)
            if child.tail and not isinstance(child.tail, AtomicString):
                self._speak(element, child, astray)

    def _speak(self, element: Element, before: Element | None, astray: bool) -> None:
        """Say the text of an element, or the text behind one of its children."""
        raw = (element.text if before is None else before.tail) or ""
        if not raw.strip():
            return
        pieces = _TAKEN.split(raw) if "\x02" in raw else [raw]
        said = [part for piece in pieces if piece for part in self._piece(element, piece, astray)]
        foreign = [piece.locale for piece in said if piece.locale]
        alone = len(pieces) == 1 and not len(element) and element.tag not in _MIXED
        if foreign and alone:
            element.set("lang", foreign[0].tag)
            element.set("dir", foreign[0].direction)
            foreign = []
        if not foreign:
            _write(element, before, "".join(piece.text for piece in said))
            return
        _write(element, before, "")
        spot = 0 if before is None else list(element).index(before) + 1
        for piece in said:
            if piece.locale:
                attributes = {"lang": piece.locale.tag, "dir": piece.locale.direction}
                span = Element("span", attributes)
                span.text = piece.text
                element.insert(spot, span)
                before, spot = span, spot + 1
            elif before is None:
                element.text = (element.text or "") + piece.text
            else:
                before.tail = (before.tail or "") + piece.text

    def _piece(self, element: Element, raw: str, astray: bool) -> list[Spoken]:
        """Say what stands between two things that Markdown has taken out already."""
        if raw.startswith("\x02"):
            return [Spoken(raw)]
        words, attributes = _parted(element, raw) if "{" in raw else (raw, "")
        core = words.strip()
        said = [Spoken(words)]
        if speaks(core) and core != CONTENTS and not _mute(attributes):
            unit = Unit(self._message(core), _kind(element), core.partition("\n")[0], astray)
            lead, trail = words.split(core, 1)
            said = [Spoken(lead), self.say(unit), Spoken(trail)]
        if attributes:
            said.append(Spoken(_VALUE.sub(self._value, attributes)))
        return said

    def _message(self, core: str) -> str:
        """Write a text as a message: on one line, and every link with its name."""
        text = folded(core)
        return _BRIEF.sub(self._named, text) if self.md.references and "[" in text else text

    def _named(self, found: re.Match[str]) -> str:
        label = found["label"]
        if label is None or label.lower() not in self.md.references:
            return found[0]
        return f"[{label}][{label}]"

    def _value(self, found: re.Match[str]) -> str:
        if not speaks(found["text"]):
            return found[0]
        said = self.say(Unit(found["text"], "attribute", found["text"])).text
        return f"{found['lead']}{said.replace(found['sign'], '')}{found['sign']}"

    def _html(self, html: str) -> str:
        core = html.strip()
        said = self.say(Unit(core, "HTML", core.partition("\n")[0], astray=True))
        if not said.locale:
            # Without an element around it, a text would be put into a paragraph.
            whole = said.text if said.text.startswith("<") else f"<div>{said.text}</div>"
            return html.replace(core, whole)
        where = f'<div lang="{said.locale.tag}" dir="{said.locale.direction}">'
        return f"{where}{html}</div>"


def folded(text: str) -> str:
    r"""Join the lines of a text; a hard break, two spaces before the end of a line, stays.

    >>> folded("one\ntwo  \nthree")
    'one two  \nthree'
    """
    if "\n" not in text:
        return text
    signs = [sign.start() for sign in _HELD.finditer(text)]

    def joined(end: re.Match[str]) -> str:
        behind = bisect_left(signs, end.end())
        held = behind < len(signs) and text[signs[behind]] in ">}"
        return end[0] if held else " "

    return _SOFT.sub(joined, text)


def _parted(element: Element, raw: str) -> tuple[str, str]:
    """Part a text from the attributes of its block at the end."""
    known = AttrListTreeprocessor
    ending = (known.HEADER_RE if element.tag in _HEADED else known.BLOCK_RE).search(raw)
    return (raw[: ending.start()], ending[0]) if ending else (raw, "")


def _mute(attributes: str) -> bool:
    return bool(re.search(r"translate=[\"']?no\b", attributes))


def _kind(element: Element) -> str:
    if element.get("class") == "box-title":
        return "title of a box"
    if element.tag[0] == "h" and element.tag[1:].isdigit():
        return f"heading {element.tag[1]}"
    return _KINDS.get(element.tag, "text")


def _write(element: Element, before: Element | None, text: str) -> None:
    if before is None:
        element.text = text
    else:
        before.tail = text
