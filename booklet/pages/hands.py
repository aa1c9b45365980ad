"""Many hands set one book: processes that are forked, asked over pipes, and never left behind."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from booklet.finding import TypesettingError, error


class Wanted(Protocol):
    """Something to do."""

    @property
    def take(self) -> int:
        """What it is to be done to; the hand that had it first keeps it."""


Work = Callable[[Any], Any]

#: Told of how many are done.
Told = Callable[[int], None]


def _nothing() -> None:
    """Nothing, in the meantime."""


class Hands:
    """One hand: this process."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def do(
        self,
        wanted: Sequence[Wanted],
        meanwhile: Callable[[], None] = _nothing,
        tell: Told = lambda done: None,
    ) -> list[Any]:
        """Do what is wanted, and something else meanwhile; return what came of each.

        Raises TypesettingError where one of it can't be done.
        """
        meanwhile()
        answers = []
        for each in wanted:
            answers.append(self._work(each))
            tell(len(answers))
        return answers


@dataclass(slots=True, eq=False)
class _Hand:
    """A process that was forked."""

    pid: int
    line: Connection


class ManyHands(Hands):
    """Some processes, each with a line to this one."""

    def __init__(self, staff: Sequence[_Hand]) -> None:
        self._staff = staff
        self._homes: dict[int, _Hand] = {}

    def do(
        self,
        wanted: Sequence[Wanted],
        meanwhile: Callable[[], None] = _nothing,
        tell: Told = lambda done: None,
    ) -> list[Any]:
        """Let the hands do what is wanted, in its order as far as they are free."""
        answers: dict[int, Any] = {}
        waiting = list(range(len(wanted)))
        busy: dict[_Hand, int] = {}

        def occupy() -> None:
            for hand in self._staff:
                mine = [n for n in waiting if self._homes.get(wanted[n].take, hand) is hand]
                if hand not in busy and mine:
                    busy[hand] = mine[0]
                    waiting.remove(mine[0])
                    self._homes[wanted[mine[0]].take] = hand
                    self._ask(hand, wanted[mine[0]])

        occupy()
        meanwhile()
        while busy:
            for line in wait([hand.line for hand in busy]):
                hand = next(hand for hand in busy if hand.line is line)
                answers[busy.pop(hand)] = self._answer(hand)
                tell(len(answers))
            occupy()
        return [answers[number] for number in range(len(wanted))]

    def _ask(self, hand: _Hand, wanted: Wanted) -> None:
        try:
            hand.line.send(wanted)
        except OSError:
            raise TypesettingError(_gone(hand)) from None

    def _answer(self, hand: _Hand) -> Any:
        try:
            well, answer = hand.line.recv()
        except (EOFError, OSError):
            raise TypesettingError(_gone(hand)) from None
        if not well:
            raise TypesettingError(answer)
        return answer


def _gone(hand: _Hand) -> Any:
    """Tell of a hand that ended before its work was done."""
    _, status = os.waitpid(hand.pid, 0)
    hand.pid = 0
    code = os.waitstatus_to_exitcode(status)
    how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
    message = f"a process that set a part of the book ended before its time, {how}"
    hint = "most often the memory was full; let fewer processes work at once"
    return error("hand-lost", message, hint=hint)


def can_fork() -> bool:
    """Whether processes may be forked here: the libraries of macOS do not bear it."""
    return hasattr(os, "fork") and sys.platform != "darwin"


@contextmanager
def hired(work: Work, count: int) -> Iterator[Hands]:
    """Have so many hands at work; none of their processes outlives this."""
    if count < 2 or not can_fork():
        yield Hands(work)
        return
    staff: list[_Hand] = []
    # Nothing is ever written into this pipe. It ends for the hands when this process does.
    life, held = os.pipe()
    with tempfile.TemporaryDirectory(prefix="booklet-") as folder:
        try:
            for _ in range(count):
                staff.append(_hire(work, staff, (life, held), folder))
            yield ManyHands(staff)
        finally:
            os.close(held)
            os.close(life)
            for hand in staff:
                _dismiss(hand)


def _hire(work: Work, staff: Sequence[_Hand], life: tuple[int, int], folder: str) -> _Hand:
    """Fork a process that does what it is asked for."""
    ours, theirs = Pipe()
    with warnings.catch_warnings():
        # Others of this process's threads draw progress, and the hand never does.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        theirs.close()
        return _Hand(pid, ours)
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks is the one that ends
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for line in (ours, *(hand.line for hand in staff)):
            line.close()
        _serve(work, theirs, life, folder)
    finally:
        os._exit(1)  # past everything that the process had to do that it was forked from


def _serve(work: Work, line: Connection, life: tuple[int, int], folder: str) -> None:
    """Answer until nobody asks any more, or the one that asks is gone."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.stdout = sys.stderr = os.fdopen(nowhere, "w")
    os.close(life[1])
    tempfile.tempdir = folder
    threading.Thread(target=_end_with, args=(life[0], folder), daemon=True).start()
    while True:
        try:
            wanted = line.recv()
        except EOFError:
            return
        try:
            answer = True, work(wanted)
        except TypesettingError as trouble:
            answer = False, trouble.findings
        line.send(answer)


def _end_with(life: int, folder: str) -> None:
    """End this process when the one is gone that it was forked from."""
    os.read(life, 1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _dismiss(hand: _Hand) -> None:
    """End a process that nothing more is wanted from; it has nothing to put away."""
    hand.line.close()
    if hand.pid:
        os.kill(hand.pid, signal.SIGKILL)
        os.waitpid(hand.pid, 0)
