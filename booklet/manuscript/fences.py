"""The lines of a chapter are checked as the author wrote them, before they become Markdown.

A block that Markdown does not recognise would be printed as it stands, slashes and all; so every
fence is paired and named here first, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from booklet.finding import Finding, error, nearest, warning
from booklet.manuscript.sources import Source, plain_lines

_OPEN = re.compile(r"(?P<bar>/{3,}) *(?P<name>[\w-]+) *(?:\| *(?P<words>.*))?")
#: A name and words, and no bar between them.
_BARLESS = re.compile(r"(?P<bar>/{3,}) *(?P<name>[\w-]+)(?: *:)? +(?P<words>[^\s|].*)")
_NOTE = re.compile(r"\[\^(?P<name>[^\]]+)\]:")
_FOR_SOME = frozenset({"answer", "facilitator", "not", "only"})
_SAME = re.compile(
    r"""\{:?[^{}\n]*\b(?P<key>only|not)=(?:"[^"]*"|'[^']*'|[^\s{}]+)[^{}\n]*\b(?P=key)="""
)
_CLOSE = re.compile(r"(?P<bar>/{3,})")
_THIN = re.compile(r"/{1,2} *(?P<name>[\w-]+) *(?:\|.*)?")
_OPTION = re.compile(r"(?P<key>[\w-]+) *: *(?P<value>.*)")
_LIST = re.compile(r"(?:[-*+]|\d+[.)])(?: |$)")
_BOX = re.compile(r"(?:[-*+]|\d+[.)]) +\[[ xX]\](?: |$)")
_CODE = re.compile(r"[> ]*(?P<bar>`{3,}|~{3,})(?!.*(?P=bar))")
_MARKED = re.compile(r"\s|/{3}|#|\||\[\^|>|:|-{3}")  # lines that are no paragraph


@dataclass(slots=True)
class Fence:
    """One block, from its opening line on."""

    name: str
    words: str  #: What stands after the bar: a title, or the names of records.
    line: int  #: Counted from 1.
    bar: int  #: The number of slashes.
    indent: int = 0  #: Spaces before it; a block in a list has four or more.
    options: dict[str, str] = field(default_factory=dict)
    filled: bool = False  #: Whether anything stands between opening and closing.
    inside: Fence | None = None  #: A block around it that has no more slashes than this.
    end: int | None = None  #: The line that closes it.
    barless: bool = False  #: Whether its bar is missing, as has been told.


@dataclass(frozen=True, slots=True)
class Kind:
    """What a block of some name takes."""

    options: Mapping[str, Sequence[object]] = field(default_factory=dict)  #: And their values.
    untitled: bool = False  #: Whether it takes no words after a bar.
    empty: bool = False  #: Whether it must not hold anything.
    named: bool = False  #: Whether it needs words after the bar: names of readers.


def check(source: Source, kinds: Mapping[str, Kind]) -> tuple[list[Fence], list[Finding]]:
    """Pair the fences of a chapter; return its blocks in order, and what is wrong."""
    findings = list[Finding]()
    fences, open_now = list[Fence](), list[Fence]()
    notes = list[tuple[str, int, Fence]]()  # whose texts stand in a block for some readers
    for number, indent, text, code in _lines(source):
        if not text:
            continue
        inner = open_now[-1] if open_now else None
        if inner and _header(inner, number, indent) and (option := _OPTION.fullmatch(text)):
            inner.options[option["key"]] = option["value"]
        elif code:
            findings += _astray(source, number, text, inner, kinds)
            _fill(inner)
        elif closing := _CLOSE.fullmatch(text):
            findings += _close(source, open_now, len(closing["bar"]), number)
        elif opening := _OPEN.fullmatch(text) or _barless(text, kinds):
            name, words = opening["name"].lower(), opening["words"] or ""
            fence = Fence(name, words, number, len(opening["bar"]), indent)
            fence.barless = opening.re is _BARLESS
            if fence.barless:
                hint = f"write {opening['bar']} {name} | {words}"
                here = source.place(number)
                findings.append(error("block-bar", "a bar is missing here", here, hint))
            findings += _open(source, fence, open_now, kinds)
            fences.append(fence)
            open_now.append(fence)
        else:
            findings += _astray(source, number, text, inner, kinds)
            around = next((fence for fence in open_now if fence.name in _FOR_SOME), None)
            if around and (note := _NOTE.match(text)):
                notes.append((note["name"], number, around))
            _fill(inner)
    findings += _called_outside(source, notes)
    findings += (_unclosed(source, fence) for fence in open_now if not fence.barless)
    # Behind a block that was not closed, everything seems to stand inside it.
    left = set(map(id, open_now))
    findings += (
        _nested(source, fence, fence.inside)
        for fence in fences
        if fence.inside and id(fence.inside) not in left
    )
    for fence in fences:
        findings += _fits(source, fence, kinds)
    return fences, [*findings, *_uncoded(source), *_glued(source), *_twice(source)]


def _lines(source: Source) -> Iterator[tuple[int, int, str, bool]]:
    """Yield number, indentation, text, and whether the indentation makes it code."""
    depth, blank = 0, True  # how many lists are open here, four spaces each
    for number, line in plain_lines(source.body):
        text = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if text and blank:
            depth = min(depth, indent // 4)
        blank = not text
        code = indent >= 4 * depth + 4
        if _LIST.match(text) and not code:
            depth = indent // 4 + 1
        yield number + source.lead, indent, text, code


def _barless(text: str, kinds: Mapping[str, Kind]) -> re.Match[str] | None:
    """Read a line that opens a block, were there a bar."""
    found = _BARLESS.fullmatch(text)
    return found if found and found["name"].lower() in kinds else None


def _header(fence: Fence, number: int, indent: int) -> bool:
    """Whether a line stands where the options of a fence do."""
    below = number == fence.line + len(fence.options) + 1
    return below and not fence.filled and indent >= fence.indent + 4


def _fill(fence: Fence | None) -> None:
    if fence:
        fence.filled = True


def _open(
    source: Source, fence: Fence, open_now: list[Fence], kinds: Mapping[str, Kind]
) -> Iterator[Finding]:
    if open_now:
        open_now[-1].filled = True
        if fence.bar >= open_now[-1].bar:
            fence.inside = open_now[-1]
    if fence.name not in kinds:
        yield error(
            "block-unknown",
            f"no block is called '{fence.name}'",
            source.place(fence.line),
            nearest(fence.name, kinds),
        )


def _close(source: Source, open_now: list[Fence], bar: int, number: int) -> Iterator[Finding]:
    if not any(fence.bar == bar for fence in open_now):
        hint = "delete the line, or open the block above"
        if open_now:
            hint = f"'{open_now[-1].name}' is closed with {'/' * open_now[-1].bar}"
        message = "this closes a block that was not opened"
        yield error("block-closed", message, source.place(number), hint)
        return
    while open_now[-1].bar != bar:
        yield _unclosed(source, open_now.pop())
    open_now.pop().end = number


def _unclosed(source: Source, fence: Fence) -> Finding:
    return error(
        "block-open",
        f"this block '{fence.name}' is never closed",
        source.place(fence.line),
        f"close it with a line of {'/' * fence.bar}",
    )


def _nested(source: Source, fence: Fence, outer: Fence) -> Finding:
    bar = "/" * (fence.bar + 1)
    return error(
        "block-nested",
        f"a block '{fence.name}' stands inside '{outer.name}'",
        source.place(fence.line),
        f"give the outer one more slashes: {bar} on line {outer.line} and where it closes",
    )


def _astray(
    source: Source, number: int, text: str, inner: Fence | None, kinds: Mapping[str, Kind]
) -> Iterator[Finding]:
    """Tell a line that is meant as more than text, and would be printed as it stands."""
    here = source.place(number)
    option = _OPTION.fullmatch(text)
    if inner and not inner.filled and option:
        known = kinds.get(inner.name, Kind()).options
        if option["key"] in known:
            hint = f"put it right under /// {inner.name}, indented four spaces"
            yield error("option-astray", f"'{text}' would be printed here", here, hint)
            return
    if (thin := _THIN.fullmatch(text)) and thin["name"].lower() in kinds:
        hint = f"write /// {thin['name']}, and close it with ///"
        yield error("block-thin", "a block opens with three slashes", here, hint)
    if _BOX.match(text):
        hint = "inside /// checklist each plain item gets a box"
        yield warning("box-typed", "the brackets would be printed as they stand", here, hint)


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
        elif value not in map(str, kind.options[key]):
            choices = kind.options[key]
            known = ", ".join(map(str, choices))
            if isinstance(choices, range):
                known = f"{choices[0]} to {choices[-1]}"
            message = f"'{key}: {value}' can't be used for '{fence.name}'"
            yield error("option-wrong", message, here, f"it may be: {known}")
    if kind.untitled and fence.words:
        yield error("block-words", f"'{fence.name}' takes no words after a bar", here)
    if kind.named and not fence.words:
        hint = f"for example: /// {fence.name} | educators"
        yield error("condition-wrong", f"'{fence.name}' does not say for whom", here, hint)
    if kind.empty and fence.filled:
        yield error(
            "block-filled",
            f"a block '{fence.name}' takes no text of its own",
            here,
            "it is filled from its data file; move the text below the closing ///",
        )


def _uncoded(source: Source) -> Iterator[Finding]:
    """Tell the first fence of code, and the first comment, that Markdown does not read."""
    for number, _, text, code in _lines(source):
        if not code and _CODE.match(text):
            hint = "it begins at the margin and ends with as many signs; in a list, indent by eight"
            message = "this fenced code can't be read"
            yield error("code-unread", message, source.place(number), hint)
            break
    if line := source.find("<!--"):
        yield error("comment-open", "this comment never ends", source.place(line), "close it: -->")


def _called_outside(source: Source, notes: list[tuple[str, int, Fence]]) -> Iterator[Finding]:
    """Tell the notes that stand in a block for some readers, and are called outside of it."""
    for name, number, around in notes:
        call = re.compile(rf"\[\^{re.escape(name)}\](?!:)")
        calls = (n + source.lead for n, line in plain_lines(source.body) if call.search(line))
        if any(not around.line < line < (around.end or line + 1) for line in calls):
            message = f"the text of a note stands inside '{around.name}', its call does not"
            hint = "put it at the end of the chapter: it goes with its call"
            yield error("note-inside", message, source.place(number), hint)


def _twice(source: Source) -> Iterator[Finding]:
    """Tell braces with two conditions of the same name: one would be lost."""
    for number, line in plain_lines(source.body):
        if found := _SAME.search(line):
            message = f"'{found['key']}' stands twice in these braces"
            hint = "put a comma between the names, or write and"
            yield error("condition-twice", message, source.place(number + source.lead), hint)


def _glued(source: Source) -> Iterator[Finding]:
    """A list right under a paragraph is run into it by Markdown, words and all."""
    before, in_list = "", False
    for number, line in plain_lines(source.body):
        if not line.strip():
            in_list = False
        elif line[:4].strip() and _LIST.match(line.lstrip()):
            if before.strip() and not in_list and not _MARKED.match(before):
                yield warning(
                    "list-glued",
                    "this list is run into the paragraph above it",
                    source.place(number + source.lead),
                    "put an empty line between",
                )
            in_list = True
        before = line
