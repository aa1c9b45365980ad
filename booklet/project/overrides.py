"""A file with a language in its name, like 01-welcome.de.md, stands for one of the book.

It names the state of the original that it was made from (`source: v3f2a9c1b`), in its front
matter or a comment, so that it can be told when the original has changed.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePath

from booklet.finding import Finding, Place, warning
from booklet.project.files import Unreadable, read

_NAMED = re.compile(rb"\bsource: *(v[0-9a-f]{8})\b")

#: Endings of files in which such a line can be written.
_WRITTEN = {".md", ".yaml", ".svg"}

#: How far into a file the name of its original is looked for, in bytes.
_HEAD = 4096


def override(root: Path, path: PurePath, tag: str) -> PurePath | None:
    """Find the file that stands for another one in a language, relative to the project.

    The tag may be written in any case.
    """
    wanted = f"{path.stem}.{tag}{path.suffix}".lower()
    folder = root / path.parent
    if not folder.is_dir():
        return None
    names = sorted(file.name for file in folder.iterdir() if file.name.lower() == wanted)
    return path.with_name(names[0]) if names else None


def version(data: bytes) -> str:
    r"""Name the state of a file; the ends of its lines do not count.

    >>> version(b"# Welcome\r\n") == version(b"# Welcome\n")
    True
    """
    plain = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return f"v{hashlib.sha256(plain).hexdigest()[:8]}"


def stale(root: Path, path: PurePath, own: PurePath) -> Finding | None:
    """Tell a file whose original has changed since, or that does not name its original."""
    try:
        now, data = version(read(root, path)), read(root, own)[:_HEAD]
    except Unreadable:
        return None  # told by whoever uses the file
    named = _NAMED.search(data)
    line = data.count(b"\n", 0, named.start()) + 1 if named else None
    place, hint = Place(own, line), f"when both agree, write: source: {now}"
    if named is None:
        message = f"this file does not say which state of {path.as_posix()} it was made from"
        return warning("override-unnamed", message, place, hint) if own.suffix in _WRITTEN else None
    if named[1].decode() != now:
        message = f"{path.as_posix()} has changed since this file was made from it"
        return warning("override-stale", message, place, hint)
    return None
