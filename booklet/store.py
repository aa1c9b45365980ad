"""What was made once is kept, by what it was made of: on disk, for every later run.

An entry is found by a key that says all that it depends on. It carries its name, its length and its
sum, and one that is damaged or in the place of another is as good as none. A store is never in the
way: where it can't be written, things are made again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from booklet import whole

#: The first line of each entry; its name, its length and its sum come next.
_MARK = b"booklet-store 2"

#: Libraries that pages, and what is made of them, depend on.
_MAKERS = (
    *("weasyprint", "pydyf", "pyphen", "cssselect2", "tinycss2", "tinyhtml5"),
    *("fonttools", "pikepdf", "pillow"),
)

#: Bytes that a store holds, unless it is told otherwise.
MOST = 2 * 10**9


@dataclass(frozen=True, slots=True)
class Stats:
    """What lies in a store."""

    entries: int
    size: int  #: Bytes, together.


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries."""

    folder: Path
    most: int = MOST  #: Bytes; what was not used for the longest goes first.

    def get(self, kind: str, key: str) -> bytes | None:
        """Return an entry; None where there is none, or a damaged one."""
        path = self._path(kind, key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        found = _opened(f"{kind} {key}", data)
        with contextlib.suppress(OSError):
            if found is None:
                path.unlink()
            else:
                os.utime(path)
        return found

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry, if that is possible."""
        with contextlib.suppress(OSError):
            entry = _closed(f"{kind} {key}", data)
            whole.write(self._path(kind, key), entry, sync=False)

    def stats(self) -> Stats:
        """Count what lies here."""
        sizes = [size for _, size, _ in self._entries()]
        return Stats(len(sizes), sum(sizes))

    def clear(self) -> Stats:
        """Throw everything away; tell what it was."""
        before = self.stats()
        self._shrink(0)
        left = self.stats()
        return Stats(before.entries - left.entries, before.size - left.size)

    def trim(self) -> None:
        """Throw away what was not used for the longest, until the rest has room."""
        self._shrink(self.most)

    def _shrink(self, most: int) -> None:
        try:
            lock = whole.lock(self.folder / ".lock")
        except OSError:
            return
        if lock is None:
            return  # another run is at it
        with lock:
            for left in self.folder.rglob(whole.UNFINISHED):
                # A writer of this very moment loses its entry, which is then made again.
                _away(left)
            size = 0
            for _, each, path in sorted(self._entries(), reverse=True):
                size += each
                if size > most:
                    _away(path)

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield when each entry was used, its size and its path."""
        for path in self.folder.glob("*/??/*"):
            with contextlib.suppress(OSError):
                about = path.lstat()
                if stat.S_ISREG(about.st_mode) and not path.match(whole.UNFINISHED):
                    yield about.st_mtime, about.st_size, path

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key[2:]


#: A store that keeps nothing.
NOWHERE = Store(Path(os.devnull))


def digest(*parts: bytes | str) -> str:
    """Sum up some parts, each told from the next."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


@functools.cache
def makers() -> str:
    """Sum up what makes things here: the house's own code, and the libraries that set pages."""
    house = Path(__file__).parent
    code = [path.read_bytes() for path in sorted(house.rglob("*.py"))]
    return digest(*code, *map(_version, _MAKERS))


@functools.cache
def installed() -> str:
    """Sum up what is installed beside the house, each thing with its version."""
    folders = [Path(folder) for folder in sys.path if Path(folder).is_dir()]
    return digest(*sorted({path.name for at in folders for path in at.glob("*.dist-info")}))


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


def _away(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _head(name: str, data: bytes) -> bytes:
    return f"{name} {len(data)} {hashlib.sha256(data).hexdigest()}".encode()


def _closed(name: str, data: bytes) -> bytes:
    return b"\n".join([_MARK, _head(name, data), data])


def _opened(name: str, entry: bytes) -> bytes | None:
    mark, _, rest = entry.partition(b"\n")
    head, _, data = rest.partition(b"\n")
    return data if mark == _MARK and head == _head(name, data) else None
