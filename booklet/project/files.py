"""The one way by which a file of the project is read: inside its root, plain, of sane size."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

#: A chapter, a data file or a style sheet larger than this is a mistake.
TEXT_LIMIT = 4 * 2**20

#: Any file, a picture or a font, may be this large, in bytes.
LIMIT = 64 * 2**20

#: Control characters, line separators, bidirectional overrides, what UTF-8 can't hold, and tags
#: that no reader sees (UAX #9, UTS #55).
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")


class Unreadable(Exception):  # noqa: N818 - told as a Finding, not as an error
    """A file that is missing, lies outside or is no plain file. Its message is for the author."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        self.code = code
        self.hint = hint
        super().__init__(message)


def read(root: Path, name: str | os.PathLike[str], limit: int = LIMIT) -> bytes:
    """Read a file by its name relative to root.

    Links are followed, and what they lead to must lie inside root as well.

    Raises Unreadable.
    """
    try:
        path = (root / name).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # missing, a loop of links, a NUL
        raise Unreadable("file-missing", f"there is no file '{name}'") from None
    if not path.is_relative_to(root.resolve()):
        raise Unreadable("file-outside", f"'{name}' lies outside the project")
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise Unreadable("file-odd", f"'{name}' is not a plain file")
            if about.st_size > limit:
                message = f"'{name}' is larger than {limit // 2**20} MiB"
                raise Unreadable("file-large", message)
            return file.read(limit)
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise Unreadable("file-unreadable", f"'{name}' can't be read: {reason}") from None


# Opening a pipe for reading would wait for ever; this flag makes it answer at once.
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_text(root: Path, name: str | os.PathLike[str]) -> str:
    """Read a UTF-8 text; a byte order mark is dropped, line ends become line feeds.

    Raises Unreadable.
    """
    data = read(root, name, TEXT_LIMIT)
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        raise Unreadable(
            "file-encoding",
            f"'{name}' is not UTF-8: line {line} holds another encoding",
            "save it again, with the encoding UTF-8",
        ) from None
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def hidden(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield line (from 1) and description of each character that no reader would see.

    >>> list(hidden("plain\npay \u202eeur 01"))
    [(2, 'U+202E')]
    """
    if not _HIDDEN.search(text) and not _ISOLATES.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for match in _HIDDEN.finditer(line):
            yield number, f"U+{ord(match[0]):04X}"
        if sum(-1 if mark == "\u2069" else 1 for mark in _ISOLATES.findall(line)):
            yield number, "an isolate that is not closed on its line"
