"""A file is there whole, or as it was before; nobody ever sees a part of it."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import threading
import weakref
from pathlib import Path
from typing import IO

#: What an interrupted writer leaves behind is named so, and may be swept away.
UNFINISHED = ".booklet-*.part"


def write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Put a file in its place, in one step; with `sync` it outlasts a power cut, too.

    Raises OSError where that is not possible; a file from before stays.
    """
    part = path.parent / f".booklet-{secrets.token_hex(8)}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Opened as any file is, so it is as open to others as any.
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


#: The files of locks that this process holds.
_HELD = weakref.WeakSet[IO[str]]()

#: No process is forked while a lock is taken.
_TAKING = threading.Lock()


def lock(path: Path) -> IO[str] | None:
    """Take the lock that a file stands for, until the file is closed or this process ends.

    Return None where another has it. Raises OSError where the file can't be opened.
    """
    with _TAKING:
        file = path.open("w")
        if _free(file):
            _HELD.add(file)
            return file
        file.close()
        return None


def _let_go() -> None:
    """In a forked process, let go of the locks of its parent: they are to end with that."""
    for file in list(_HELD):
        if not file.closed:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, file.fileno(), inheritable=False)
            os.close(null)
    _HELD.clear()
    _TAKING.release()


if sys.platform == "win32":

    def _free(file: IO[str]) -> bool:
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def free(file: IO[str]) -> None:
        """Give a lock back, though other processes hold the same file."""
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    os.register_at_fork(
        before=_TAKING.acquire, after_in_parent=_TAKING.release, after_in_child=_let_go
    )

    def _free(file: IO[str]) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def free(file: IO[str]) -> None:
        """Give a lock back, though other processes hold the same file."""
        import fcntl

        fcntl.flock(file, fcntl.LOCK_UN)
