"""[Words]{: only="educators" }: attributes for words that are nothing else.

Also lets those of a list item, or of a note, stand at the end of its line.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor

#: Attributes; without a colon they are taken for such if one of them is a condition.
_LIST = r"\{(?::[^{}\n]*|[^{}\n]*\b(?:only|not)=[^{}\n]*)\}"

_BRACES = re.compile(_LIST)
_ENDING = re.compile(rf"[ ]+(?P<braces>{_LIST})[ ]*(?P<rest>{NBSP_PLACEHOLDER})?$")


#: How deep words in brackets may stand in others.
_DEPTH = 3


class Spans(Extension):
    """Reads words in brackets that have attributes behind them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Below every kind of link (120 and more): these brackets are none. What stands in words is
        # read by the patterns that come after their own.
        for depth in range(_DEPTH):
            md.inlinePatterns.register(_Span(r"\[", md), f"span-{depth}", 115 - depth / 10)
        # Above the walk over words (21): conditions of an item are no part of its message.
        md.treeprocessors.register(_Items(md), "items", 22)
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)


class _Span(LinkInlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text, end, whole = self.getText(data, m.end(0))
        if not whole or not text.strip() or not _BRACES.match(data, end):
            return None, None, None
        span = Element("span")
        span.text = text
        return span, m.start(0), end


class _Items(Treeprocessor):
    """Gives an item the attributes at the end of its first line, and a note those at its end."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            opening = item if (item.text or "").strip() else next(iter(item), item)
            for words in (item, *item):
                if words.tag in ("li", "p") and words.text:
                    self._read(item, words, opening=words is opening)

    def _read(self, item: Element, words: Element, *, opening: bool) -> None:
        found = _ENDING.search(words.text or "")
        if found and "=" in found["braces"] and (opening or found["rest"]):
            words.text = (words.text or "")[: found.start()] + (found["rest"] or "")
            AttrListTreeprocessor(self.md).assign_attrs(item, found["braces"][1:-1].lstrip(":"))


class _Attributes(AttrListTreeprocessor):
    """Reads attributes up to the brace that ends them.

    That of Python-Markdown looks for the last one on the line, and loses one of those between.
    """

    INLINE_RE = re.compile(  # type: ignore[misc]
        r"""^\{:?[ ]*(?=[^}\n ])((?:[^}\n"']|"[^"\n]*"|'[^'\n]*')+|[^}\n]+)\}"""
    )
