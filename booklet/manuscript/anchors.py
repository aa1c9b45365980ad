"""Headings are called the same in every language, so that links into a chapter always hold."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from booklet import tree
from booklet.manuscript.reach import HEADINGS, conditions


class Anchors(Extension):
    """Notes the name of every heading, in order; gives headings names that were noted before."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: tuple[str, ...] = ()  #: Of the text that was converted last.
        self.given: Sequence[str] = ()  #: For the text that is converted next.
        self.whole: dict[Element, Element] = {}  #: Headings, before words for some were left out.

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Below attributes (8), which may name a heading, and around toc (5), which names the rest.
        md.treeprocessors.register(_Give(self), "anchors-given", 5.5)
        md.treeprocessors.register(_Note(self), "anchors-noted", 4.5)


class _Give(Treeprocessor):
    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.anchors = anchors

    def run(self, root: Element) -> None:
        headings = [element for element in root.iter() if element.tag in HEADINGS]
        for heading, name in zip(headings, self.anchors.given, strict=False):
            heading.set("id", name)
        self.anchors.whole = {
            heading: copy.deepcopy(heading)
            for heading in headings
            if any(conditions(inside) for inside in heading.iter() if inside is not heading)
        }
        for heading in self.anchors.whole:
            _shorten(heading)


class _Note(Treeprocessor):
    def __init__(self, anchors: Anchors) -> None:
        super().__init__()
        self.anchors = anchors

    def run(self, root: Element) -> None:
        for heading, whole in self.anchors.whole.items():
            heading.text, heading[:] = whole.text, list(whole)
        self.anchors.noted = tuple(
            element.get("id", "") for element in root.iter() if element.tag in HEADINGS
        )


def _shorten(heading: Element) -> None:
    """Leave out the words that some readers do not see: all editions have the names of headings."""
    up = tree.parents(heading)
    for element in [element for element in up if conditions(element)]:
        tree.replace(element, [], up)
