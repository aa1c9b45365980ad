"""The output tray: a file is there whole, or as it was before."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from booklet import whole
from booklet.finding import ProjectError, error

#: A folder that holds this file is a tray.
LOCK = ".booklet-lock"


class Tray:
    """A folder that finished files are laid into, by one press at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the tray; what an interrupted run left unfinished is swept away.

        Raises ProjectError where the folder can't be written, or another press holds it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = whole.lock(self.folder / LOCK)
        except OSError as trouble:
            raise _unwritable(self.folder, trouble) from None
        if lock is None:
            message = f"another build is writing to '{self.folder}'"
            raise ProjectError(error("output-busy", message, hint="wait until it is done"))
        with lock:
            for left in self.folder.glob(whole.UNFINISHED):
                with contextlib.suppress(OSError):
                    left.unlink()
            try:
                yield
            finally:
                # Workers that were forked meanwhile have the file as well, and may live on.
                whole.free(lock)

    def lay(self, name: str, data: bytes) -> Path:
        """Put a file into the tray, whole or not at all.

        Raises ProjectError where it can't be written; the file from before stays.
        """
        path = self.folder / name
        try:
            whole.write(path, data)
        except OSError as trouble:
            raise _unwritable(path, trouble) from None
        return path


def _unwritable(path: Path, trouble: OSError) -> ProjectError:
    reason = (trouble.strerror or str(trouble)).lower()
    message = f"can't write to '{path}': {reason}"
    hint = "close the file where it is open, make room, or choose another folder with --output"
    return ProjectError(error("output-unwritable", message, hint=hint))
