"""Jobs for a crew: small, and imported by its workers in next to no time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path


def twice(number: int) -> int:
    return 2 * number


def slowly(number: float) -> float:
    time.sleep(number)
    return number


def who() -> int:
    """The process that does it."""
    return os.getpid()


def fail() -> None:
    raise ValueError("it did not work")


class OddError(Exception):
    """One that comes out of a pickle as another, or not at all."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} {why}")


class LockedError(Exception):
    def __init__(self) -> None:
        super().__init__("it holds a lock")
        self.lock = threading.Lock()


def fail_oddly() -> None:
    raise OddError("that is", "odd")


def fail_locked() -> None:
    raise LockedError


def leave() -> None:
    """What no Exception is."""
    raise SystemExit("going home")


def unpicklable() -> object:
    return threading.Lock()


@dataclass(frozen=True)
class Unreadable:
    """It can be sent, and not be read again."""

    def __reduce__(self) -> tuple[object, ...]:
        return fail, ()


def die(sign: int, times: int, notes: Path) -> int:
    """End as if the system had done it, for so many times; then tell how often it was begun."""
    with notes.open("a") as file:
        file.write("begun\n")
    if len(notes.read_text().splitlines()) <= times:
        os.kill(os.getpid(), sign)
        time.sleep(60)
    return len(notes.read_text().splitlines())


def exit_now() -> None:
    os._exit(3)


def start_child(notes: Path, sign: int = 0) -> int:
    """Start a process that lasts, and note its number; then stay, or end as by a signal."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    notes.write_text(str(child.pid))
    if sign:
        os.kill(os.getpid(), sign)
    time.sleep(60)
    return 0


def scratch() -> Path:
    """Leave a file in the folder for temporary ones."""
    handle, name = tempfile.mkstemp()
    os.close(handle)
    return Path(name)


def interrupted() -> bool:
    """Whether Ctrl-C is not for this process."""
    return os.getpgid(0) == os.getpid() if hasattr(os, "getpgid") else True


def streams() -> list[str]:
    """What stands behind the three streams of a worker on Linux."""
    return [str(Path(f"/proc/self/fd/{stream}").readlink()) for stream in range(3)]


@dataclass(frozen=True)
class Kin:
    """A job that goes well with others of its kin."""

    kin: str

    def __call__(self) -> tuple[str, int]:
        time.sleep(0.01)
        return self.kin, os.getpid()


SIGKILL = getattr(signal, "SIGKILL", signal.SIGTERM)
