"""A command becomes what it cost: the operating system's own account of a finished process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

#: What ru_maxrss counts in: macOS bytes, others kibibytes (getrusage(2) of each).
_UNIT = 2**20 if sys.platform == "darwin" else 2**10

Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took, with all processes that it started and waited for."""

    cpu: float  #: Seconds, of user and system together.
    wall: float  #: Seconds.
    peak: float  #: MiB, of the largest among the processes.


class Failed(Exception):  # noqa: N818 - told in a sentence
    """A command that is measured came to a bad end."""


class Clock:
    """Runs commands, and tells what each of them cost."""

    def __init__(self, scratch: Path) -> None:
        self._log = scratch / "output"
        self._surroundings = dict(os.environ)
        # Every program finds its modules compiled, as if it had been installed; and the folders
        # that it lies in stay as they are.
        self._surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        self._surroundings["PYTHONPYCACHEPREFIX"] = str(scratch / "pycache")
        self._surroundings["BOOKLET_STORE"] = str(scratch / "store")

    def run(self, command: Command, folder: Path | None = None) -> Cost:
        """Run a command once.

        This process has to be a small one: what it occupies is counted to the peak of a child.

        Raises Failed, with what the command said.
        """
        with self._log.open("wb") as log:
            start = time.perf_counter()
            child = subprocess.Popen(
                command,
                cwd=folder,
                env=self._surroundings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            what = " ".join(map(str, command))
            raise Failed(f"exit {child.returncode} of {what}\n{self.said.strip()}")
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / _UNIT)

    @property
    def said(self) -> str:
        """What the last command said."""
        return self._log.read_text(errors="replace")

    def pairs(
        self, ours: Command, theirs: Command, count: int, folder: Path
    ) -> list[tuple[Cost, Cost]]:
        """Run two commands in turn, the second in a folder, after one run each that is not counted.

        A pair sees the same weather: other work on the machine slows both.
        """
        rounds = [(self.run(ours), self.run(theirs, folder)) for _ in range(count + 1)]
        return rounds[1:]
