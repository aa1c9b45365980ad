"""A folder for what a run needs while it lasts; that of a killed run is swept by a later one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from booklet import whole

_PREFIX = "booklet-"

#: As long as a run holds it, its folder is its own.
_LOCK = ".booklet-scratch"


class Scratch:
    """A folder of this run alone."""

    def __init__(self) -> None:
        sweep()
        self.folder, self._lock = _made()

    def away(self) -> None:
        """Take it away, with all that is in it."""
        self._lock.close()  # Windows keeps a file that is open
        shutil.rmtree(self.folder, ignore_errors=True)


def _made() -> tuple[Path, IO[str]]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with contextlib.suppress(FileNotFoundError):
            lock = whole.lock(folder / _LOCK)
            # Another run may have taken the new folder for one that was left.
            if lock and (folder / _LOCK).exists():
                return folder, lock


def sweep() -> None:
    """Take away the folders of runs that are no more."""
    for folder in _folders():
        with contextlib.suppress(OSError):
            if lock := whole.lock(folder / _LOCK):
                lock.close()
                shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Iterator[Path]:
    """Yield the scratch folders of this user: others' are none of our business."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            about = folder.lstat()
            ours = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if ours and not folder.is_symlink() and (folder / _LOCK).is_file():
                yield folder
