"""YAML without its surprises: no aliases, no merges, no twice-given keys, and `no` stays a text."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import yaml

from booklet.finding import ManuscriptError, Place, error
from booklet.project import hidden

#: Deeper nesting than this is a mistake or an attack.
DEPTH = 50

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")

_QUOTE = "put quotation marks around a text that holds a colon or begins with a sign"

_ALIKE = "keys of one table are indented alike"

#: What the parser says, what an author can make of it, and what to do.
_TROUBLES = (
    ("mapping values are not allowed", "this colon is out of place", f"{_QUOTE}; {_ALIKE}"),
    ("could not find expected ':'", "this line is no key", "write a key, a colon, a space, a text"),
    ("'\\t' that cannot start", "a tab stands here", "indent with spaces"),
    ("end of stream", "a quotation mark is never closed", ""),
    ("but found '<scalar>'", "a text goes on behind its end", "put quotation marks around it"),
    ("another document", "a second document begins here", "delete this line"),
    ("unknown escape character", "a backslash stands here", "write it twice: \\\\"),
    ("<block mapping start>", "this line is out of line with those above", _ALIKE),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the lines on which it stands, counted from 1."""

    value: Any  #: str, int, bool, None, list[Entry] or dict[str, Entry].
    line: int
    end: int  #: The line behind its last one, or that one.


def load(source: str, path: PurePath, first_line: int = 1) -> Entry:
    """Read one YAML document.

    Plain `true` and `false` are switches, whole numbers without leading zeros are numbers,
    nothing is None, and all else is text.

    Raises ManuscriptError.
    """
    try:
        return _document(source, first_line)
    except _Refused as refused:
        line, message, hint = refused.line, str(refused), refused.hint
    except yaml.MarkedYAMLError as trouble:
        line, message, hint = _explained(trouble)
    except yaml.reader.ReaderError as trouble:
        line, message, hint = source.count("\n", 0, trouble.position), "a hidden character", ""
    raise ManuscriptError(error("yaml", message, Place(path, line + first_line), hint))


@functools.lru_cache(maxsize=1000)
def _document(source: str, first_line: int) -> Entry:
    loader = _Composer(source)
    try:
        node = loader.get_single_node()
        return Entry({}, first_line, first_line) if node is None else _read(node, first_line)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError):
        raise
    except (yaml.YAMLError, ValueError, OverflowError):  # "\UFFFFFFFF", a number of 5000 digits
        raise _Refused("this can't be read", loader.line, _QUOTE) from None


class _Refused(Exception):  # noqa: N818 - told as a Finding
    def __init__(self, message: str, line: int, hint: str = "") -> None:
        self.line = line  # from 0, as the parser counts
        self.hint = hint
        super().__init__(message)


class _Composer(yaml.SafeLoader):
    """Refuses aliases and depth while composing, before either can cost anything."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("aliases (*) are not used here", line, _QUOTE)
        if event.anchor is not None:
            raise _Refused("anchors (&) are not used here", line, _QUOTE)
        if event.tag is not None:
            raise _Refused("tags (!) are not used here", line, _QUOTE)
        self.depth += 1
        if self.depth > DEPTH:
            raise _Refused("nested too deep", line)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _read(node: yaml.Node, first_line: int) -> Entry:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = _scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = [_read(child, first_line) for child in node.value]
    else:
        value = dict(_pairs(node, first_line))
    return Entry(value, node.start_mark.line + first_line, node.end_mark.line + first_line)


def _pairs(node: yaml.Node, first_line: int) -> Iterator[tuple[str, Entry]]:
    lines: dict[str, int] = {}
    for key, value in node.value:
        here = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused("a key is a plain word", here, _QUOTE)
        if key.value == "<<" and key.style is None:
            raise _Refused("merges (<<) are not used here", here, "write the values out")
        if key.value in lines:
            first = lines[key.value] + first_line
            raise _Refused(f"'{key.value}' stands here again, first on line {first}", here)
        lines[key.value] = here
        yield key.value, _read(value, first_line)


def _scalar(node: yaml.ScalarNode) -> str | bool | int | None:
    text: str = node.value
    for line, what in hidden(text):  # written as an escape: "\u202e"
        raise _Refused(f"a hidden character stands here: {what}", node.start_mark.line + line - 1)
    if node.style is not None:  # quoted, or a block
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    behind, written = node.end_mark, str(node.end_mark.buffer)
    if item := re.search(r"\n *- ", written[node.start_mark.pointer : behind.pointer]):
        line = written.count("\n", 0, node.start_mark.pointer + item.end())
        raise _Refused("this list would be run into a text", line, "leave its key without a text")
    if text and written[behind.pointer : behind.pointer + 2] == " #":
        hint = "put quotation marks around the text; before a comment, put two spaces"
        raise _Refused("what stands behind # would be lost", behind.line, hint)
    return text or None


def _explained(trouble: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """Say line (from 0), message and hint in an author's words."""
    problem = trouble.problem or ""
    mark = trouble.problem_mark or trouble.context_mark
    if "end of stream" in problem or "could not find" in problem:
        mark = trouble.context_mark or mark  # where it began, not where it was given up
    line = mark.line if mark else 0
    for said, message, hint in _TROUBLES:
        if said in problem:
            return line, message, hint
    return line, "this can't be read", _QUOTE
