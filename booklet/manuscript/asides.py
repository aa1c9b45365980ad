"""What an author tells the translators, in comments that are never printed.

    <!-- i18n:comment: a word of the house, see the glossary -->
    <!-- i18n:context: on the cover -->
    <!-- i18n:skip -->
    <!-- i18n:skip-start --> ... <!-- i18n:skip-end -->

In a data file they stand behind a #.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from booklet.finding import Finding, Place, nearest, warning

_ASIDE = re.compile(
    r"(?:(?P<html><!--)|(?m:^[ ]*)#)[ ]*i18n:(?P<what>skip-start|skip-end|skip|comment|context)\b"
    r"(?::(?P<words>(?(html)(?s:.*?)|.*?)))?(?(html)\s*-->|[ ]*(?m:$))"
)

#: What looks like one, in any spelling.
_MEANT = re.compile(
    r"(?P<mark><!--|(?m:^[ ]*)#)[ ]*i18n(?P<colon>[ ]*:)?[ ]*(?P<what>[a-z-]*)", re.I
)

_NAMES = ("skip-start", "skip-end", "skip", "comment", "context")

#: What goes from one to the other holds for every message between them.
_RANGES = ("skip-start", "skip-end")


@dataclass(frozen=True, slots=True)
class Aside:
    """One of them."""

    line: int  #: Counted from 1, in its file.
    what: str  #: "skip", "skip-start", "skip-end", "comment" or "context".
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What became of all of them, for one message."""

    skip: bool = False
    context: str = ""
    comments: tuple[str, ...] = ()


def asides(text: str) -> tuple[Aside, ...]:
    r"""Read the asides of a file.

    >>> asides("one\n<!-- i18n:context: cover -->")
    (Aside(line=2, what='context', words='cover'),)
    """
    if "i18n:" not in text:
        return ()
    return tuple(
        Aside(_line(text, found.start()), found["what"], " ".join((found["words"] or "").split()))
        for found in _ASIDE.finditer(text)
    )


def astray(text: str, path: PurePath) -> Iterator[Finding]:
    """Tell what looks like an aside and is none, and ranges that have one end only."""
    known = {found.start() for found in _ASIDE.finditer(text)}
    for found in _MEANT.finditer(text):
        what = found["what"].lower()
        heading = path.suffix == ".md" and found["mark"] != "<!--"
        meant = not heading and (found["colon"] or what in _NAMES)
        if meant and found.start() not in known:
            hint = f"write it as i18n:{what}" if what in _NAMES else nearest(what, _NAMES)
            message = "this comment tells the translators nothing"
            yield warning("aside-wrong", message, Place(path, _line(text, found.start())), hint)
    start: int | None = None
    for aside in asides(text):
        if aside.what == "skip-end" and start is None:
            message, hint = "no i18n:skip-start stands above this", "see where it should begin"
            yield warning("aside-wrong", message, Place(path, aside.line), hint)
        if aside.what in _RANGES:
            start = (start or aside.line) if aside.what == "skip-start" else None
    if start is not None:
        message = "all that follows is left out of translations, for no i18n:skip-end does"
        hint = "write one where translation goes on"
        yield warning("aside-wrong", message, Place(path, start), hint)


def _line(text: str, spot: int) -> int:
    return text.count("\n", 0, spot) + 1


def between(said: Iterable[Aside], above: int, last: int) -> tuple[Aside, ...]:
    """Choose those for a part of a file: from below one line to another; ranges go on.

    What stands above a part is for that part, whether it is a message or not.
    """
    return tuple(aside for aside in said if aside.what in _RANGES or above < aside.line <= last)


def advice(said: Sequence[Aside], lines: Sequence[int | None]) -> list[Advice]:
    """Give each message its advice; lines are those of the messages, in any order.

    A skip, a comment or a context is for the message that comes next on the paper of its file.
    """
    skips, comments = set[int](), dict[int, list[str]]()
    contexts, start = dict[int, str](), None
    known = sorted({line for line in lines if line is not None})
    for aside in said:
        if aside.what == "skip-start":
            start = aside.line
        elif aside.what == "skip-end":
            skips.update(line for line in known if start and start <= line <= aside.line)
            start = None
        elif line := next((line for line in known if line >= aside.line), None):
            if aside.what == "skip":
                skips.add(line)
            elif aside.what == "context":
                contexts[line] = aside.words
            else:
                comments.setdefault(line, []).append(aside.words)
    if start is not None:
        skips.update(line for line in known if line >= start)
    return [
        Advice(line in skips, contexts.get(line, ""), tuple(comments.get(line, ())))
        if line is not None
        else Advice()
        for line in lines
    ]
