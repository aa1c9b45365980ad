"""The line on which each message was written: Markdown itself keeps none."""

from __future__ import annotations

import re

from booklet.manuscript.sources import plain_lines
from booklet.manuscript.words import Unit

#: What may stand on a line before the words of a block.
_MARKS = re.compile(
    r"(?:[ >]|[-*+] |\d+[.)] |#{1,6} |: {1,3}|\[\^[^\]]+\]:|/{3,} *[\w-]+ *\|)*", re.ASCII
)


class Spots:
    """Finds messages in the order in which they are heard, each behind the one before."""

    def __init__(self, text: str, lead: int = 0) -> None:
        self._lines = text.split("\n")
        if "```" in text or "~~~" in text:  # what stands in code is no message
            plain = dict(plain_lines(text))
            self._lines = [plain.get(n, "") for n in range(1, len(self._lines) + 1)]
        self._lead = lead
        self._at = (0, 0)  # the line and the column behind the last message

    def line(self, unit: Unit) -> int | None:
        """Find the line of a message, counted from 1 in its file."""
        start = (0, 0) if unit.astray else self._at
        spot = self._find(unit, start) or self._find(unit, (0, 0), strict=False)
        if spot is None:
            return None
        if not unit.astray:
            self._at = spot
        return spot[0] + 1 + self._lead

    def _find(
        self, unit: Unit, start: tuple[int, int], *, strict: bool = True
    ) -> tuple[int, int] | None:
        first, column = start
        cell = unit.kind == "cell"
        for number in range(first, len(self._lines)):
            line = self._lines[number]
            spot = line.find(unit.written, column if number == first else 0)
            while spot >= 0:
                if cell or not strict or _MARKS.fullmatch(line, 0, spot):
                    return number, spot + len(unit.written)
                spot = line.find(unit.written, spot + 1)
        return None
