"""The blocks that Markdown has made are held against the fences that stand in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from booklet.finding import Finding, error
from booklet.manuscript.fences import Fence
from booklet.manuscript.sources import Source


def claimed(
    fences: Iterable[Fence], made: Iterable[tuple[str, str]]
) -> tuple[list[Fence | None], list[Fence]]:
    """Find the fence of each block that Markdown made, by name and words.

    Returns a fence or None for each block, and the fences of which nothing was made.
    """
    waiting = list(fences)
    found = list[Fence | None]()
    for name, words in made:
        fence = next((f for f in waiting if (f.name, f.words) == (name, words)), None)
        if fence:
            waiting.remove(fence)
        found.append(fence)
    return found, waiting


def unread(source: Source, waiting: Iterable[Fence]) -> Iterator[Finding]:
    """Tell the fences of which no block was made, as inside of HTML."""
    for fence in waiting:
        message = f"the block '{fence.name}' can't be read here"
        hint = "blocks stand on lines of their own, outside of HTML"
        yield error("block-unread", message, source.place(fence.line), hint)


def strange(
    source: Source, made: Iterable[tuple[str, str]], fenced: Iterable[Fence | None]
) -> Iterator[Finding]:
    """Tell the blocks that were made from other lines than those that were checked."""
    for (name, _), fence in zip(made, fenced, strict=True):
        if fence is None:
            line = source.find(re.compile(rf"/{{3}} *{name}"))
            message = f"a block '{name}' can't stand here"
            hint = "blocks stand at the margin or in a list, not in a quotation or a note"
            yield error("block-unread", message, source.place(line), hint)
