"""The folder of a project: what lies in it, and when that changes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from booklet.press.tray import LOCK

#: Folders of a project that hold nothing of a book.
_STRANGE = {"__pycache__", "node_modules"}

#: Seconds between two looks; and for how long all is still before a change counts as whole.
_LOOK = 0.3


def walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield all files that a book may be made of, by name: none that is hidden or was printed."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if _counts(Path(folder, name)))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith("."):
                yield path.relative_to(root).as_posix(), path


def changes(root: Path) -> Iterator[tuple[str, ...]]:
    """Yield the names of files that have changed since now, each time that some have.

    What changes between two times is told at the second. It never ends by itself.
    """
    return _changes(root, _looks(root))


def _changes(root: Path, seen: dict[str, tuple[int, int, int]]) -> Iterator[tuple[str, ...]]:
    while True:
        time.sleep(_LOOK)
        now = _looks(root)
        if now == seen:
            continue
        while (later := _settled(root)) != now:
            now = later
        names = [name for name in {**seen, **now} if seen.get(name) != now.get(name)]
        seen = now
        yield tuple(names)


def _settled(root: Path) -> dict[str, tuple[int, int, int]]:
    time.sleep(_LOOK)
    return _looks(root)


def _looks(root: Path) -> dict[str, tuple[int, int, int]]:
    """What shows from outside of each file."""
    looks = {}
    for name, path in walk(root):
        try:
            about = path.stat()
        except OSError:
            continue
        looks[name] = about.st_mtime_ns, about.st_size, about.st_ino
    return looks


def _counts(folder: Path) -> bool:
    """Tell whether a folder may hold what a book is made of."""
    if folder.name.startswith(".") or folder.name in _STRANGE:
        return False
    return not ((folder / LOCK).exists() or (folder / "pyvenv.cfg").exists())
