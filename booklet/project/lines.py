"""The line of a key in TOML: Python's own parser keeps no lines."""

from __future__ import annotations

import re

_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_PATH = rf"(?P<path>{_PART}(?:\s*\.\s*{_PART})*)"
_TABLE = re.compile(rf"\s*\[\[?\s*{_PATH}\s*\]")
_KEY = re.compile(rf"\s*{_PATH}\s*=")


def line_of(source: str, table: str, key: str = "") -> int | None:
    r"""Find the line of a key, counted from 1.

    >>> line_of("[book]\nname = 1\n[formats.booklet]\nflip = 2", "formats.booklet", "flip")
    4

    A key that is not there is sought at its table; a table that is not there has no line.
    """
    wanted = f"{table}.{key}".strip(".")
    current = ""
    header = None
    for number, line in enumerate(source.split("\n"), 1):
        if opened := _TABLE.match(line):
            path = current = _bare(opened["path"])
        elif written := _KEY.match(line):
            path = f"{current}.{_bare(written['path'])}".strip(".")
        else:
            continue
        if key and path == wanted:
            return number
        if header is None and f"{path}.".startswith(f"{table or wanted}."):
            header = number
    return header


def _bare(path: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in path.split("."))
