"""Quotation marks and apostrophes become those of the language.

Python-Markdown's own smart quotes take apostrophes for closing marks, which made l'amour l”amour
in French and geht's geht‘s in German, and they do not see past *words* and `code`.
"""

from __future__ import annotations

import re

APOSTROPHE = "’"

#: Signs behind which a quotation may open, as it may behind a space.
_BEFORE = "([{<-–—/"


def marked(text: str, quotes: tuple[str, str, str, str]) -> str:
    """Set the marks of a paragraph; quotes are opening and closing, outer and inner.

    >>> marked('''"It's 'fine'," said the dogs' man.''', ("„", "“", "‚", "‘"))
    '„It’s ‚fine‘,“ said the dogs’ man.'

    A mark behind a number is left alone where nothing is open: 3.5" wide. So are those of Hebrew
    abbreviations.
    """
    outer, outer_end, inner, inner_end = quotes
    signs = list(text)
    open_now = list[str]()
    for spot, sign in enumerate(text):
        if sign not in "\"'":
            continue
        before, after = signs[spot - 1] if spot else " ", (text + " ")[spot + 1]
        room = before.isspace() or before in _BEFORE or before in (APOSTROPHE, outer, inner)
        opens = room and not after.isspace()
        hebrew = "\u0590" <= before <= "\u05ff"
        if hebrew and "\u0590" <= after <= "\u05ff":
            continue
        if sign == '"':
            if opens or (room and sign not in open_now):
                signs[spot] = outer
                open_now.append(sign)
            elif sign in open_now or not (hebrew or before.isdigit()):
                signs[spot] = outer_end
                _close(open_now, sign)
        elif before.isalnum() and after.isalnum():
            signs[spot] = APOSTROPHE
        elif opens and _CLOSING.search(text, spot + 1) and not _DECADE.match(text, spot + 1):
            signs[spot] = inner
            open_now.append(sign)
        elif sign in open_now and not opens:
            signs[spot] = inner_end
            _close(open_now, sign)
        elif not hebrew:
            signs[spot] = APOSTROPHE
    return "".join(signs)


_CLOSING = re.compile(r"(?<=[^\s(\[])'(?!\w)")
_DECADE = re.compile(r"\d\ds\b")  # the '80s


def _close(open_now: list[str], sign: str) -> None:
    """Close a quotation, and those in it that were left open."""
    while sign in open_now and open_now.pop() != sign:
        pass
