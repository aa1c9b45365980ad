"""A text becomes lines of a PO file, broken where gettext's tools break them.

They follow UAX #14, of which this holds what texts of books need: Thai and its neighbours stay in
one piece, as they do there.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

#: Columns of a line, quotation marks included: msgcat's own.
WIDTH = 79

_CLASSES = {
    **dict.fromkeys("\t|\u2010\u2012\u2013\u00ad", "after"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2011\u2060\ufeff", "glue"),
    **dict.fromkeys("\"'«»‹›“”‘’„‚‟‛", "quote"),
    **dict.fromkeys("!?！？", "exclamation"),
    **dict.fromkeys(",.:;՝؛", "stop"),
    **dict.fromkeys("،؟٪", "exclamation"),
    **dict.fromkeys("、。，．｡､", "close"),
    **dict.fromkeys("ーっッャュョァィゥェォゃゅょぁぃぅぇぉ々〜・：；゛゜ヽヾゝゞ", "small"),
    **dict.fromkeys("…‥․", "ellipsis"),
    **dict.fromkeys("%¢°‰′″℃℉", "postfix"),
    **dict.fromkeys("$£¥€+\\±№−", "prefix"),
    **dict.fromkeys(")]", "bracket"),
    " ": "space",
    "-": "hyphen",
    "—": "dash",
    "/": "slash",
    "\u200b": "zero",
}

#: What never begins a line, even behind spaces.
_BOUND = {"close", "bracket", "exclamation", "stop", "slash"}

_LETTERS = {"letter", "number"}
_OPEN = {"open", "wide open"}


@functools.cache
def _class(character: str) -> str:
    known = _CLASSES.get(character)
    if known:
        return known
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Mc", "Cf"):
        return "mark"
    if category == "Ps":
        return "wide open" if _wide(character) else "open"
    if category == "Pe":
        return "close"
    if category == "Nd" and not _wide(character):
        return "number"
    return "ideograph" if _wide(character) else "letter"


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


@functools.cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if _wide(character) else 1


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@functools.cache
def _breaks(before: str, after: str) -> bool:
    """Whether a line may end between two characters that no space parts, by their classes."""
    if before == "zero":
        return True
    if after in _BOUND or after in ("quote", "glue", "space", "zero", "mark"):
        return False
    if before in _OPEN or before in ("quote", "glue"):
        return False
    if "dash" in (before, after):
        return before != after
    if after in ("after", "hyphen", "small", "ellipsis"):
        return False
    if before in ("after", "hyphen", "slash"):
        return not (after == "number" and before != "after")
    if before == "bracket":
        return after not in (*_LETTERS, "prefix", "postfix")
    if before in (*_LETTERS, "stop", "postfix", "prefix"):
        return _breaks_word(before, after)
    return after != "postfix" or before != "ideograph"


def _breaks_word(before: str, after: str) -> bool:
    if before == "stop":  # inside "example.org", as older versions of the rules have it
        return after != "number"
    if after in _LETTERS or after == "open":
        return False
    if after in ("prefix", "postfix"):
        return before not in _LETTERS
    return after == "wide open" or before != "prefix"


def _breaks_spaced(before: str, after: str) -> bool:
    """The same for two characters that spaces part."""
    if after in _BOUND or before in _OPEN:
        return False
    return not (before == "quote" and after in _OPEN)


def pieces(text: str) -> Iterator[str]:
    r"""Part an escaped text where its lines may be broken; spaces stay at the end of a piece.

    >>> list(pieces(r"a well-known (and \"short\") text"))
    ['a ', 'well-', 'known ', '(and ', '\\"short\\") ', 'text']
    """
    start = 0
    before = ""  # the class of the last character that is no mark and no space
    spaced = escaped = False
    for number, character in enumerate(text):
        kind = _class(character)
        if kind == "space":
            spaced, escaped = True, False
            continue
        if kind == "mark":
            if before and not spaced:
                continue
            kind = "letter"
        free = (_breaks_spaced if spaced else _breaks)(before, kind)
        if free and number and not escaped:
            yield text[start:number]
            start = number
        before, spaced = kind, False
        escaped = character == "\\" and not escaped  # what it stands with is no word of its own
    if start < len(text):
        yield text[start:]


def wrapped(text: str, room: int) -> list[str]:
    """Break a text into lines of at most so many columns, where it can be broken.

    >>> wrapped("one two three", 8)
    ['one two ', 'three']
    """
    if width(text) <= room:
        return [text]
    lines = [""]
    used = 0
    for piece in pieces(text):
        columns = width(piece)
        if used and used + columns > room:
            lines.append("")
            used = 0
        lines[-1] += piece
        used += columns
    return lines
