"""The shapes of a PDF are given their letters back, for those who copy, search or listen.

The engine notes for each shape the letters that it stood for first. Where a letter is drawn with
several shapes, as with the marks of Arabic, it gives all letters to one and none to the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

#: Scripts in which several shapes make a letter: marks above others, Hebrew to Khmer.
_SHAPED = re.compile("[\u0300-\u036f\u0590-\u109f\u1780-\u17ff]")

#: A doubled letter's mark stands nearest to it, wherever Unicode's order of marks has put it.
_SHADDA = re.compile("([\u064b-\u0650])\u0651")

#: What a shape says that only joins two others.
_JOINER = "\u200d"


@contextmanager
def spelt() -> Iterator[None]:
    """Let each shape that the engine draws meanwhile say its own letters."""
    from weasyprint.draw import text as engine

    draw: Any = engine.draw_first_line

    def spell(stream: Any, line: Any, *rest: Any) -> Any:
        if _SHAPED.search(line.text):
            _note(stream, line)
        return draw(stream, line, *rest)

    engine.draw_first_line = spell
    try:
        yield
    finally:
        engine.draw_first_line = draw


def _note(stream: Any, line: Any) -> None:
    """Note the letters of every shape of a line that shares its letters with others."""
    text = line.pango_layout.text.encode()
    for item, glyphs in _runs(line.pango_layout.get_first_line()[0]):
        spots = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
        shapes = [glyph.glyph for glyph in glyphs.glyphs[0 : glyphs.num_glyphs]]
        if len(set(spots)) == len(spots):
            continue
        if item.analysis.level % 2:  # drawn from right to left
            spots.reverse()
            shapes.reverse()
        font, _ = stream.add_font(item.analysis.font)
        starts = sorted(set(spots))
        ends = dict(zip(starts, [*starts[1:], item.length], strict=True))
        for start, cluster in groupby(zip(spots, shapes, strict=True), key=lambda pair: pair[0]):
            together = [shape for _, shape in cluster]
            if len(together) > 1:
                letters = text[item.offset + start : item.offset + ends[start]].decode()
                letters = _SHADDA.sub("\u0651\\1", letters)
                font.to_unicode.update(zip(together, _shared(letters, len(together)), strict=True))


def _runs(line: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each piece of a line of one font and direction, with its shapes as they are drawn."""
    run = line.runs[0]
    while run:
        yield run.data.item, run.data.glyphs
        run = run.next


def _shared(letters: str, shapes: int) -> Sequence[str]:
    r"""Share letters out to the shapes that draw them together.

    >>> _shared("ab", 2), _shared("abc", 2), _shared("a", 2)
    (['a', 'b'], ['a', 'bc'], ['a', '\u200d'])
    """
    one_each = [letters[spot] if spot < len(letters) else _JOINER for spot in range(shapes - 1)]
    return [*one_each, letters[shapes - 1 :] or _JOINER]
