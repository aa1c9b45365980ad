"""Headings are called the same in every language, so that links into a chapter always hold."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


class Anchors(Extension):
    """Notes the name of every heading, in order; gives headings names that were noted before."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: tuple[str, ...] = ()  #: Of the text that was converted last.
        self.given: Sequence[str] = ()  #: For the text that is converted next.

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Below attributes (8), which may name a heading, and around toc (5), which names the rest.
        md.treeprocessors.register(_Give(self), "anchors-given", 5.5)
        md.treeprocessors.register(_Note(self), "anchors-noted", 4.5)


class _Give(Treeprocessor):
    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.anchors = anchors

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        for heading, name in zip(headings, self.anchors.given, strict=False):
            heading.set("id", name)


class _Note(Treeprocessor):
    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.anchors = anchors

    def run(self, root: Element) -> None:
        self.anchors.noted = tuple(
            element.get("id", "") for element in root.iter() if element.tag in _HEADINGS
        )
