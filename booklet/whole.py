"""A file is there whole, or as it was before; nobody ever sees a part of it."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import IO

#: What an interrupted writer leaves behind is named so, and may be swept away.
UNFINISHED = ".booklet-*.part"


def write(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Put a file in its place, in one step; with `sync` it outlasts a power cut, too.

    Raises OSError where that is not possible; a file from before stays.
    """
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=".booklet-", suffix=".part", delete=False
        ) as file:
            part = Path(file.name)
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


if sys.platform == "win32":

    def locked(file: IO[str]) -> bool:
        """Take a lock that ends with this process; tell whether it was free."""
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

    def locked(file: IO[str]) -> bool:
        """Take a lock that ends with this process; tell whether it was free."""
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
