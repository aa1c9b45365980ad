"""Markdown, as this house reads it: one converter for all chapters and data of an edition."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from booklet.manuscript.blocks import Blocks
from booklet.project import Locale

_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)


class Tongue:
    """Turns Markdown into HTML in one language; not yet cleaned."""

    def __init__(self, locale: Locale, data: Iterable[str] = ()) -> None:
        self._blocks = Blocks(data)
        self._leftovers = _Leftovers()
        self._markdown = Markdown(
            extensions=[
                *("attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"),
                *("smarty", "toc", self._blocks, self._leftovers),
            ],
            extension_configs={
                "footnotes": {"UNIQUE_IDS": False},
                "smarty": {"substitutions": _marks(locale)},
                "toc": {"slugify": slug},
            },
            output_format="html",
        )

    def blocks(self, text: str) -> tuple[str, list[tuple[str, str]], list[str]]:
        """Convert a chapter.

        Returns its HTML, the data blocks that it calls for, and the first line of each block
        that could not be read and would be printed as it stands.
        """
        self._blocks.calls.clear()
        self._leftovers.found.clear()
        html = self._markdown.reset().convert(text)
        return html, list(self._blocks.calls), list(self._leftovers.found)

    def inline(self, text: str) -> str:
        """Convert a text; where it is a single paragraph, without the paragraph around it."""
        html, _, _ = self.blocks(text)
        alone = _PARAGRAPH.fullmatch(html)
        return alone[1] if alone and "<p>" not in alone[1] else html


def slug(heading: str, separator: str = "-") -> str:
    """Name a heading for links, in any script.

    >>> slug("What's in it?"), slug("Über uns"), slug("الفوائد العشر")
    ('whats-in-it', 'über-uns', 'الفوائد-العشر')
    """
    kept = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"[\s_-]+", separator, kept).strip(separator) or "section"


def _marks(locale: Locale) -> dict[str, str]:
    outer, outer_end, inner, inner_end = locale.quotes
    return {
        "left-double-quote": outer,
        "right-double-quote": outer_end,
        "left-single-quote": inner,
        "right-single-quote": inner_end,
        "ndash": "\u2013",
        "mdash": "\u2014",
        "ellipsis": "\u2026",
    }


class _Leftovers(Extension):
    """Finds fences that no block took: they would be printed, slashes and all."""

    def __init__(self) -> None:
        self.found: list[str] = []
        super().__init__()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # Just above the inline processor (20): every block is a tree, its text still raw.
        md.treeprocessors.register(_Walk(self.found), "leftovers", 21)


class _Walk(Treeprocessor):
    def __init__(self, found: list[str]) -> None:
        self.found = found

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.tag in ("pre", "code"):
                continue
            for line in (element.text or "").split("\n"):
                if line.lstrip().startswith("///"):
                    self.found.append(line.strip())
