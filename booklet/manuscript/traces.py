"""The lines of a text leave a trace in its HTML: where it is found, the line is printed.

A trace is the number of a line, noted in the middle of its words. One is left in each condition,
too, to say where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from booklet.catalogue import tokens
from booklet.manuscript.blocks import HOUSE
from booklet.manuscript.masks import note, unnoted
from booklet.manuscript.sources import plain_lines

_BRACES = re.compile(r"[{<][^{}<>\n]*")
_CONDITION = re.compile(r"""\b(?:only|not)=(?:"[^"]*|'[^']*|[^\s"'{}<>]+)""")
_FENCE = re.compile(r"(?P<lead> *///+ *(?:only|not) *\|)(?P<text>.*\S) *$", re.IGNORECASE)

#: Lines of which no word is printed: fences, and where a link leads to.
_SILENT = re.compile(r" *///|\[[^\]^][^\]]*\]:")

_TITLED = "|".join(name for name, kind in HOUSE.items() if not (kind.named or kind.untitled))
_TITLE = re.compile(rf" *///+ *(?:{_TITLED}) *\|", re.IGNORECASE)

#: An option of a block, which stands right below its fence.
_OPTION = re.compile(r" {4,}[\w-]+ *:")

_CELLS = re.compile(r"((?<!\\)\|)")

#: What stands before the words of a line.
_LEAD = re.compile(r"(?: |>|#{1,6} |[-*+] |\d+[.)] |: {1,3}|\[\^[^\]]+\]:)*", re.ASCII)


def traced(
    text: str, html: str, convert: Callable[[str], str], lead: int = 0, line: int | None = None
) -> str:
    """Convert a text so that its lines leave traces; html is what becomes of it without.

    lead is the number of lines before it in its file; or all of it counts as one line. A line
    that can't be traced, because its HTML would be another one, leaves none.
    """
    lines = text.split("\n")
    plain = dict(plain_lines(text))
    at = {number: line or number + lead for number in range(1, len(lines) + 1)}
    conditions = [_noted(written, at[number]) for number, written in enumerate(lines, 1)]
    if unnoted(convert("\n".join(conditions))) == html:
        lines = conditions
    words = _spoken(lines)

    def marked(chosen: Collection[int]) -> str:
        return convert(
            "\n".join(
                _traced(row, at[number], code=number not in plain) if number in chosen else row
                for number, row in enumerate(lines, 1)
            )
        )

    sound = _sound(words, lambda chosen: unnoted(marked(chosen)) == html)
    return marked(sound)


def _sound(numbers: list[int], fits: Callable[[Collection[int]], bool]) -> set[int]:
    """Find the lines that can be traced: those of a half that fits, else of its halves."""
    if not numbers or fits(set(numbers)):
        return set(numbers)
    if len(numbers) == 1:
        return set()
    half = len(numbers) // 2
    return _sound(numbers[:half], fits) | _sound(numbers[half:], fits)


def _spoken(lines: list[str]) -> list[int]:
    """Name the lines of which words are printed, counted from 1."""
    found, header = list[int](), False
    for number, line in enumerate(lines, 1):
        silent = bool(_SILENT.match(line))
        header = silent or (header and bool(_OPTION.match(line)))
        if (_TITLE.match(line) or not header) and re.search(r"\w", line):
            found.append(number)
    return found


def _noted(line: str, number: int) -> str:
    """Note the number of a line in the conditions on it."""
    if fence := _FENCE.fullmatch(line):
        return f"{fence['lead']}{fence['text']}{note(number)}"
    marked = f"\\g<0>{note(number)}"
    return _BRACES.sub(lambda braces: _CONDITION.sub(marked, braces[0]), line)


def _traced(line: str, number: int, *, code: bool) -> str:
    """Note the number of a line behind its last word."""
    if code:
        return line + note(number)
    if line.lstrip(" ").startswith("|"):  # a row: each of its cells
        return "".join(_ended(part, number) for part in _CELLS.split(line))
    return _ended(line, number)


def _ended(line: str, number: int) -> str:
    """Note it behind the first and the last of some words."""
    lead = _TITLE.match(line) or _LEAD.match(line)
    start = lead.end() if lead else 0
    for spot in sorted(_spots(line[start:]), reverse=True):
        line = line[: start + spot] + note(number) + line[start + spot :]
    return line


def _spots(words: str) -> set[int]:
    """Find the ends of words, outside of what has attributes of its own if there are any."""
    free, owned = list[int](), list[int]()
    at, pieces = 0, list[tuple[str, str, int]]()
    for token in tokens(words):
        pieces.append((token.kind, token.text, at))
        at += len(token.text)
    owners = [_owner(words, pieces, number) for number in range(len(pieces))]
    for kind, text, start in pieces:
        for word in re.finditer(r"\w(?!\w)", text) if kind == "text" else ():
            end = start + word.end()
            inside = any(first < end <= last for first, last in owners)
            (owned if inside else free).append(end)
    return {free[0], free[-1]} if free else set(owned)


def _owner(words: str, pieces: list[tuple[str, str, int]], number: int) -> tuple[int, int]:
    """Find the words that attributes belong to: from where to where; of other pieces, none."""
    kind, _, start = pieces[number]
    if kind != "attributes" or not number:
        return 0, 0
    ending, sign, first = pieces[number - 1]
    if ending == "emphasis":
        same = (ending, sign)
        opens = (at for kind, text, at in reversed(pieces[: number - 1]) if (kind, text) == same)
        return next(opens, first), start
    if ending in ("close", "link", "image", "reference"):
        opens = (at for kind, _, at in reversed(pieces[: number - 1]) if kind == "open")
        return next(opens, first), start
    return (_bracket(words[:start]), start) if words[:start].endswith("]") else (0, 0)


def _bracket(words: str) -> int:
    """Find the bracket that the last one closes."""
    depth = 0
    for spot in range(len(words) - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(words[spot], 0)
        if not depth:
            return spot
    return len(words)
