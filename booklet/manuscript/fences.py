"""The lines of a chapter are checked as the author wrote them, before they become Markdown.

A block that Markdown does not recognise would be printed as it stands, slashes and all; so every
fence is paired and named here first, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from booklet.finding import Finding, error, nearest, warning
from booklet.manuscript.sources import Source

_OPEN = re.compile(r" {0,3}(?P<bar>/{3,}) *(?P<name>[\w-]+) *(?:\| *(?P<words>.*?) *)?")
_CLOSE = re.compile(r" {0,3}(?P<bar>/{3,}) *")
_OPTION = re.compile(r" {4,}(?P<key>[\w-]+) *: *(?P<value>.*?) *")
_CODE = re.compile(r" {0,3}(?P<bar>`{3,}|~{3,})")
_LIST = re.compile(r" {0,3}(?:[-*+]|\d+[.)]) ")
_MARKED = re.compile(r"\s|/{3}|#|\||\[\^|>|:|-{3}")  # lines that are no paragraph

#: Control characters, bidirectional overrides, and tags that no reader sees (UAX #9, UTS #55).
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\U000e0000-\U000e007f]")
_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(slots=True)
class Fence:
    """One block, from its opening line on."""

    name: str
    words: str  #: What stands after the bar: a title, or the names of records.
    line: int  #: Counted from 1.
    bar: int  #: The number of slashes.
    options: dict[str, str] = field(default_factory=dict)
    filled: bool = False  #: Whether anything stands between opening and closing.


@dataclass(frozen=True, slots=True)
class Kind:
    """What a block of some name takes."""

    options: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    words: bool | None = None  #: Whether words after the bar are needed; None leaves it free.
    empty: bool = False  #: Whether it must not hold anything.


def hidden(text: str) -> Iterator[tuple[int, str]]:
    """Yield line (from 1) and description of each character that no reader would see."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _HIDDEN.finditer(line):
            yield number, f"U+{ord(match[0]):04X}"
        if sum(-1 if mark == "\u2069" else 1 for mark in _ISOLATES.findall(line)):
            yield number, "an isolate that is not closed on its line"


def check(source: Source, kinds: Mapping[str, Kind]) -> tuple[list[Fence], list[Finding]]:
    """Pair the fences of a chapter; return its blocks in order, and what is wrong."""
    findings = [
        error(
            "character-hidden",
            f"a hidden character stands here: {what}",
            source.place(line),
            hint="delete it; it came along with pasted text",
        )
        for line, what in hidden(source.text)
    ]
    fences, open_now = [], list[Fence]()
    for line, text in _plain_lines(source.body):
        number = line + source.lead
        if closing := _CLOSE.fullmatch(text):
            findings += _close(source, open_now, len(closing["bar"]), number)
        elif opening := _OPEN.fullmatch(text):
            fence = Fence(
                opening["name"].lower(), opening["words"] or "", number, len(opening["bar"])
            )
            findings += _open(source, fence, open_now, kinds)
            fences.append(fence)
            open_now.append(fence)
        elif open_now and (option := _OPTION.fullmatch(text)) and _header(open_now[-1], number):
            open_now[-1].options[option["key"]] = option["value"]
        elif open_now and text.strip():
            open_now[-1].filled = True
    for fence in open_now:
        findings.append(
            error(
                "block-open",
                f"this block '{fence.name}' is never closed",
                source.place(fence.line),
                hint=f"close it with a line of {'/' * fence.bar}",
            )
        )
    for fence in fences:
        findings += _fits(source, fence, kinds)
    return fences, findings + list(_glued(source))


def _header(fence: Fence, number: int) -> bool:
    return not fence.filled and number == fence.line + len(fence.options) + 1


def _open(
    source: Source, fence: Fence, open_now: list[Fence], kinds: Mapping[str, Kind]
) -> Iterator[Finding]:
    if open_now:
        open_now[-1].filled = True
        if fence.bar >= open_now[-1].bar:
            outer = open_now[-1]
            yield error(
                "block-nested",
                f"a block '{fence.name}' stands inside '{outer.name}'",
                source.place(fence.line),
                hint=f"give the outer one more slashes: {'/' * (fence.bar + 1)} on line "
                f"{outer.line} and where it closes",
            )
    if fence.name not in kinds:
        yield error(
            "block-unknown",
            f"no block is called '{fence.name}'",
            source.place(fence.line),
            nearest(fence.name, kinds),
        )


def _close(source: Source, open_now: list[Fence], bar: int, number: int) -> Iterator[Finding]:
    if not any(fence.bar == bar for fence in open_now):
        yield error(
            "block-closed",
            "this closes a block that was not opened",
            source.place(number),
            "delete the line, or open the block above",
        )
        return
    while open_now[-1].bar != bar:
        inner = open_now.pop()
        yield error(
            "block-open",
            f"this block '{inner.name}' is never closed",
            source.place(inner.line),
            f"close it with a line of {'/' * inner.bar}",
        )
    open_now.pop()


def _fits(source: Source, fence: Fence, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    kind = kinds.get(fence.name)
    if kind is None:
        return
    here = source.place(fence.line)
    for key, value in fence.options.items():
        if key not in kind.options:
            yield error(
                "option-unknown",
                f"'{fence.name}' has no option '{key}'",
                here,
                nearest(key, kind.options),
            )
        elif not kind.options[key].fullmatch(value):
            choices = kind.options[key].pattern.replace("|", ", ")
            yield error(
                "option-wrong",
                f"'{key}: {value}' can't be used for '{fence.name}'",
                here,
                f"it may be: {choices}",
            )
    if kind.words is True and not fence.words:
        yield error(
            "block-words",
            f"'{fence.name}' needs words after a bar",
            here,
            f"write for example /// {fence.name} | A title",
        )
    if kind.words is False and fence.words:
        yield error("block-words", f"'{fence.name}' takes no words after a bar", here)
    if kind.empty and fence.filled:
        yield error(
            "block-filled",
            f"a block '{fence.name}' takes no text of its own",
            here,
            "it is filled from its data file; move the text below the closing ///",
        )


def _plain_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that are not inside fenced code."""
    bar = ""
    for number, line in enumerate(text.split("\n"), 1):
        code = _CODE.match(line)
        if bar:
            if code and code["bar"].startswith(bar) and not line.strip(" `~"):
                bar = ""
        elif code:
            bar = code["bar"]
        else:
            yield number, line


def _glued(source: Source) -> Iterator[Finding]:
    """A list right under a paragraph is run into it by Markdown, words and all."""
    before, in_list = "", False
    for number, line in _plain_lines(source.body):
        if not line.strip():
            in_list = False
        elif _LIST.match(line):
            if before.strip() and not in_list and not _MARKED.match(before):
                yield warning(
                    "list-glued",
                    "this list is run into the paragraph above it",
                    source.place(number + source.lead),
                    "put an empty line between",
                )
            in_list = True
        before = line
