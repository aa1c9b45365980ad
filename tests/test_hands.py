"""Hands: processes that work, answer in order, and are gone when they are not wanted any more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from booklet.finding import TypesettingError, error
from booklet.pages import hands
from booklet.pages.hands import hired

pytestmark = pytest.mark.skipif(not hands.can_fork(), reason="nothing is forked here")


@dataclass(frozen=True)
class Sum:
    """Something to do, to the matter of a number."""

    take: int
    more: int = 0


def tens(wanted: Sum) -> tuple[int, int]:
    """Ten times a number, and the process that found it."""
    return wanted.take * 10 + wanted.more, os.getpid()


def is_gone(pid: int) -> bool:
    """Whether no process has a number, for some seconds at most."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_answers_come_in_order_and_a_take_stays_with_its_hand() -> None:
    told: list[int] = []
    with hired(tens, 3) as staff:
        first = staff.do([Sum(number) for number in range(9)], tell=told.append)
        again = staff.do([Sum(number, 5) for number in reversed(range(9))])
    assert [answer for answer, _ in first] == [*range(0, 90, 10)]
    assert [answer for answer, _ in again] == [*range(85, 0, -10)]
    assert [pid for _, pid in first] == [pid for _, pid in reversed(again)]
    assert told == [*range(1, 10)]
    pids = {pid for _, pid in first}
    assert os.getpid() not in pids
    assert len(pids) <= 3
    assert all(map(is_gone, pids))


def test_something_else_is_done_meanwhile() -> None:
    reading, writing = os.pipe()

    def wait(wanted: Sum) -> bytes:
        return os.read(reading, 1)

    with hired(wait, 2) as staff:
        asked = [Sum(0), Sum(1), Sum(2)]
        answers = staff.do(asked, lambda: os.write(writing, b"abc") and None)
    assert sorted(answers) == [b"a", b"b", b"c"]
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("forks", [True, False])
def test_one_hand_is_this_process(monkeypatch: pytest.MonkeyPatch, forks: bool) -> None:
    monkeypatch.setattr(hands, "can_fork", lambda: forks)
    with hired(tens, 1 if forks else 4) as staff:
        assert staff.do([Sum(1), Sum(2)]) == [(10, os.getpid()), (20, os.getpid())]


def test_what_can_not_be_done_is_told() -> None:
    def refuse(wanted: Sum) -> None:
        raise TypesettingError([error("a", "One"), error("b", "Two")])

    with pytest.raises(TypesettingError) as caught, hired(refuse, 2) as staff:
        staff.do([Sum(1)])
    assert [finding.message for finding in caught.value.findings] == ["One", "Two"]


def killed(wanted: Sum) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crashed(wanted: Sum) -> None:
    raise SystemExit(3)


def unspeakable(wanted: Sum) -> object:
    return lambda: None  # which can't be sent


@pytest.mark.parametrize(
    ("work", "how"),
    [
        (killed, "by signal 9"),
        (crashed, "with exit code 1"),
        (unspeakable, "with exit code 1"),
    ],
)
def test_a_hand_that_is_lost_is_told_once(work: Callable[[Sum], Any], how: str) -> None:
    with pytest.raises(TypesettingError) as caught, hired(work, 2) as staff:
        staff.do([Sum(1), Sum(2), Sum(3)])
    [finding] = caught.value.findings
    assert finding.code == "hand-lost"
    assert finding.message.endswith(f"ended before its time, {how}")


def test_a_hand_that_is_lost_while_it_waits() -> None:
    with hired(tens, 2) as staff:
        (_, one), (_, other) = staff.do([Sum(1), Sum(2)])
        for pid in {one, other}:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(TypesettingError, match="signal 9"):
            staff.do([Sum(1), Sum(2)])
    assert is_gone(one)


def test_hands_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def loud(wanted: Sum) -> None:
        os.write(1, b"out")
        os.write(2, b"err")
        sys.stdout.write("words")
        sys.stdout.flush()

    with hired(loud, 2) as staff:
        staff.do([Sum(1), Sum(2)])
    assert capfd.readouterr() == ("", "")


def test_who_is_interrupted_takes_the_hands_along() -> None:
    def work(wanted: Sum) -> int:
        os.kill(os.getpid(), signal.SIGINT)  # as a terminal sends it to all of a group
        return os.getpid()

    pids: list[int] = []

    def interrupted() -> None:
        raise KeyboardInterrupt

    def ask() -> None:
        with hired(work, 2) as staff:
            pids.extend(staff.do([Sum(1), Sum(2)]))
            staff.do([Sum(1), Sum(2)], interrupted)

    with pytest.raises(KeyboardInterrupt):
        ask()
    assert pids
    assert all(map(is_gone, pids))


SCRIPT = """
import os, signal, sys, tempfile, time
from dataclasses import dataclass
from booklet.pages.hands import hired

@dataclass
class Sum:
    take: int

def work(wanted):
    if wanted.take > 1:
        time.sleep(60)
    return os.getpid(), tempfile.mkdtemp()

def die():
    os.kill(os.getpid(), signal.SIGKILL)

with hired(work, 2) as staff:
    print(*sum(staff.do([Sum(0), Sum(1)]), ()), flush=True)
    staff.do([Sum(2)], die)
"""


def test_hands_die_with_the_one_that_asks_whether_they_work_or_wait(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    one, _, other, _ = done.stdout.split()
    assert is_gone(int(one))
    assert is_gone(int(other))
    assert list(tmp_path.iterdir()) == []
