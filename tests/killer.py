"""Builds a book again and again, and kills a process of each build at a random moment.

Run as a program: it has all that a build imports at hand, and forks for each.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from booklet import cli
from booklet.pages import warm


def begin(words: list[str], log: Path) -> int:
    """Run the command in a process of its own."""
    if pid := os.fork():
        return pid
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(handle, stream)
    sys.argv = ["booklet", *words]
    code = 99
    try:
        cli.main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def torment(
    project: Path, states: list[Callable[[], None]], expected: list[dict[str, bytes]], count: int
) -> dict[str, int]:
    """Kill so many builds; return how it went, or fail where a file is not as it should be."""
    chance = random.Random(1)
    words = ["build", "--project", str(project), "--locale", "en", "--audience", "b"]
    out, store, log = (project / "out", project.parent / "store", project.parent / "log")
    os.environ["BOOKLET_STORE"] = str(store)
    killed = dict.fromkeys(("parent", "worker", "late", "written"), 0)
    warm()

    def whole() -> None:
        for path in out.glob("*.pdf"):
            data = path.read_bytes()
            assert any(data == state.get(path.name) for state in expected), f"{path} is torn"

    start = time.monotonic()
    assert ended(begin(words, log)) == 0, log.read_text()
    length = time.monotonic() - start
    turn = 0
    while killed["parent"] + killed["worker"] < count:
        turn += 1
        number = turn % len(states)
        states[number]()
        if chance.random() < 0.5:
            shutil.rmtree(store, ignore_errors=True)
        before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
        pid = begin(words, log)
        time.sleep(chance.uniform(0.1, 1.1) * length)
        workers = children(pid)
        kind = "worker" if workers and chance.random() < 0.3 else "parent"
        try:
            os.kill(chance.choice(workers) if kind == "worker" else pid, signal.SIGKILL)
        except ProcessLookupError:
            kind = "late"
        code = ended(pid)
        if code == 0:
            kind = "worker" if kind == "worker" else "late"
        killed[kind] += 1
        length *= 0.95 if kind == "late" else 1.01  # a machine is not always as fast
        assert code in (0, -signal.SIGKILL), log.read_text()
        assert (code == 0) == (kind != "parent"), (kind, code)
        after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.pdf")}
        killed["written"] += code != 0 and before != after
        whole()
        if turn % 20 == 0:
            assert ended(begin(words, log)) == 0, log.read_text()
            found = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
            assert found == expected[number], "a build that was not killed made something else"
            assert not list(out.glob("*.part"))
    return killed
