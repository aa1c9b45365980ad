"""Blemishes become findings: in words, with the line on which their author wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from booklet.finding import Finding, Place, warning
from booklet.galley import Galley
from booklet.pages.model import Blemish

#: What is told of each kind, without its place.
_KINDS = {
    "widow": warning(
        "type-widow",
        "the last line of a paragraph stands alone at the top",
        hint="ask for widows: 2, or make the paragraph longer or shorter",
    ),
    "orphan": warning(
        "type-orphan",
        "the first line of a paragraph stands alone at the foot",
        hint="ask for orphans: 2, or make the page before it longer or shorter",
    ),
    "turn": warning(
        "type-turn",
        "a word is broken where the leaf is turned",
        hint="change a word in the paragraph",
    ),
    "ladder": warning(
        "type-ladder",
        "too many lines in a row end in a hyphen",
        hint="change a word in the first of them",
    ),
    "loose": warning(
        "type-loose",
        "the words of a line stand far apart",
        hint="change a word in it, or say where a long one may be broken: &shy;",
    ),
    "runt": warning(
        "type-runt",
        "next to nothing is left for the last line of a paragraph",
        hint="make the paragraph a word longer or shorter",
    ),
    "heading": warning(
        "type-heading",
        "a heading has next to nothing below it",
        hint="make the page longer or shorter by some lines",
    ),
    "table": warning(
        "type-table",
        "one row of a table stands alone",
        hint="make the page longer or shorter by some lines, or the table two",
    ),
    "gap": warning(
        "type-gap",
        "more than half of the page stays empty, as what comes next does not fit on it",
        hint="move a text here from behind it, or make it shorter",
    ),
    "end": warning(
        "type-end",
        "a chapter ends with a few lines on a page of their own",
        hint="make the chapter shorter by these lines, or longer",
    ),
}

#: Words of a text that are shown.
_SHOWN = 60


def remarks(blemishes: Sequence[Blemish], galley: Galley) -> tuple[Finding, ...]:
    """Tell of blemishes on the pages of a galley, in their order."""
    return tuple(_told(blemish, galley) for blemish in blemishes)


def _told(blemish: Blemish, galley: Galley) -> Finding:
    kind = _KINDS[blemish.kind]
    words = blemish.words
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} ..."
    message = f"page {blemish.page}: {kind.message}: {shown}"
    return replace(kind, message=message, place=_place(blemish, galley))


def _place(blemish: Blemish, galley: Galley) -> Place | None:
    """Find the line of some words, or else that with which their paragraph begins.

    What is printed is not what was written: words are broken, and marks are set by language.
    """
    place = None
    for text in (blemish.words, blemish.text):
        runs = re.findall(r"\w+(?: \w+)*", text)
        for run in sorted(runs, key=len, reverse=True)[:3]:
            if len(run) > 10:
                place = galley.origin(run, blemish.file)
                if place and place.line:
                    return place
    return place or galley.origin("", blemish.file)
