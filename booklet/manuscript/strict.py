"""YAML without its surprises: no aliases, no merges, no twice-given keys, and `no` stays a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import yaml

from booklet.finding import Finding, ManuscriptError, Place, error

#: Deeper nesting than this is a mistake or an attack.
DEPTH = 50

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the line on which it starts, counted from 1."""

    value: Any  #: str, int, bool, None, list[Entry] or dict[str, Entry].
    line: int


def load(source: str, path: PurePath, first_line: int = 1) -> Entry:
    """Read one YAML document.

    Plain `true` and `false` are switches, whole numbers without leading zeros are numbers,
    nothing is None, and all else is text.

    Raises ManuscriptError.
    """
    try:
        node = yaml.compose(source, Loader=_Composer)
        return Entry({}, first_line) if node is None else _read(node, 0, first_line)
    except _Refused as refused:
        finding = error("yaml", str(refused), Place(path, refused.line + first_line), refused.hint)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        line = first_line + (mark.line if mark else 0)
        finding = _explained(source, path, line, first_line, trouble.problem or "not YAML")
    except (yaml.YAMLError, RecursionError) as trouble:
        message = str(getattr(trouble, "reason", "nested too deep"))
        finding = error("yaml", message, Place(path, first_line))
    raise ManuscriptError(finding)


class _Refused(Exception):  # noqa: N818 - told as a Finding
    def __init__(self, message: str, line: int, hint: str = "") -> None:
        self.line = line  # from 0, as the parser counts
        self.hint = hint
        super().__init__(message)


class _Composer(yaml.SafeLoader):
    """Refuses aliases and depth while composing, before either can cost anything."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out, or put quotation marks around a text that starts with *"
            raise _Refused("aliases are not used here", _line(event), hint)
        self.depth += 1
        if self.depth > DEPTH:
            raise _Refused("nested too deep", _line(event))
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _read(node: yaml.Node, depth: int, first_line: int) -> Entry:
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.ScalarNode):
        return Entry(_scalar(node), line)
    if isinstance(node, yaml.SequenceNode):
        return Entry([_read(child, depth + 1, first_line) for child in node.value], line)
    return Entry(dict(_pairs(node, depth, first_line)), line)


def _pairs(node: yaml.Node, depth: int, first_line: int) -> Iterator[tuple[str, Entry]]:
    lines: dict[str, int] = {}
    for key, value in node.value:
        here = key.start_mark.line
        if not isinstance(key, yaml.ScalarNode):
            raise _Refused("a key is a plain word", here)
        if key.value == "<<" and key.style is None:
            raise _Refused("merges (<<) are not used here", here, "write the values out")
        if key.value in lines:
            first = lines[key.value] + first_line
            raise _Refused(f"'{key.value}' stands here again, first on line {first}", here)
        lines[key.value] = here
        yield key.value, _read(value, depth + 1, first_line)


def _scalar(node: yaml.ScalarNode) -> str | bool | int | None:
    text: str = node.value
    if node.style is not None:  # quoted, or a block
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return text or None


def _explained(source: str, path: PurePath, line: int, first_line: int, problem: str) -> Finding:
    lines = source.split("\n")
    written = lines[line - first_line] if line - first_line < len(lines) else ""
    hint = ""
    if "mapping values are not allowed" in problem or re.search(r": .*: ", written):
        hint = "put quotation marks around a text that holds a colon"
    elif "\t" in written:
        hint = "indent with spaces, not with tabs"
    return error("yaml", problem, Place(path, line), hint)
