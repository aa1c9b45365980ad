"""A crew does every job once, whatever becomes of its workers, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait
from pathlib import Path

import jobs
import pytest

from booklet import whole
from booklet.press import Alone, Crew, crew
from booklet.press.crew import Lost, Slow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of another kind")

METHODS = ["fork", pytest.param("spawn", marks=pytest.mark.slow)]
if sys.platform != "linux":
    METHODS = ["spawn"]

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone ends them")

Hire = Callable[..., Crew]


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: empty before and after each test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture(params=METHODS)
def hire(request: pytest.FixtureRequest, temporary: Path) -> Iterator[Hire]:
    """Hires crews; when the test is over, none of them is left, and nothing of theirs."""
    hired: list[Crew] = []

    def of(size: int, **wanted: object) -> Crew:
        hired.append(Crew(size, method=request.param, **wanted))  # type: ignore[arg-type]
        return hired[-1]

    yield of
    for one in hired:
        one.shutdown(cancel_futures=True)
    assert list(temporary.iterdir()) == []


def alive(pid: int) -> bool:
    """Whether a process is there; one that is dead and not yet buried is not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def gone(pid: int, seconds: float = 2.0) -> bool:
    """Whether a process ends within some time."""
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not alive(pid)


def noted(notes: Path) -> int:
    """The number that a job writes down."""
    end = time.monotonic() + 20
    while not notes.exists() or not notes.read_text():
        assert time.monotonic() < end, "nothing was written down"
        time.sleep(0.01)
    return int(notes.read_text())


# What comes of a job.


def test_jobs_are_done(hire: Hire) -> None:
    crew = hire(2)
    futures = [crew.submit(jobs.twice, number) for number in range(20)]
    assert [future.result(10) for future in futures] == list(range(0, 40, 2))


def test_work_is_done_side_by_side(hire: Hire) -> None:
    crew = hire(2)
    pids = {crew.submit(jobs.Kin(kin)) for kin in "ab"}
    assert len({future.result(10)[1] for future in pids}) == 2
    assert os.getpid() not in {future.result()[1] for future in pids}


def test_an_exception_is_that_of_the_job(hire: Hire) -> None:
    crew = hire(1)
    with pytest.raises(ValueError, match="it did not work") as caught:
        crew.submit(jobs.fail).result(10)
    assert str(caught.value) == "it did not work"
    # Where it happened is told to whoever asks for a traceback.
    assert 'raise ValueError("it did not work")' in caught.value.__notes__[0]
    assert crew.submit(jobs.twice, 2).result(10) == 4


@pytest.mark.parametrize(
    ("job", "what"),
    [
        (jobs.fail_oddly, "OddError: that is odd"),
        (jobs.fail_locked, "LockedError: it holds a lock"),
    ],
)
def test_an_exception_that_can_t_be_sent_is_told_in_words(
    hire: Hire, job: Callable[[], None], what: str
) -> None:
    crew = hire(1)
    # A library for clusters, once it is loaded, has Python send even odd exceptions whole.
    with pytest.raises((RuntimeError, jobs.OddError)) as caught:
        crew.submit(job).result(10)
    assert what.endswith(str(caught.value))
    assert crew.submit(jobs.twice, 2).result(10) == 4


def test_what_is_no_exception_ends_no_worker(hire: Hire) -> None:
    """The page engine has some that no `except Exception` would catch."""
    crew = hire(1)
    pid = crew.submit(jobs.who).result(10)
    with pytest.raises(SystemExit, match="going home"):
        crew.submit(jobs.leave).result(10)
    assert crew.submit(jobs.who).result(10) == pid


def test_a_result_that_can_t_be_sent(hire: Hire) -> None:
    crew = hire(1)
    with pytest.raises(TypeError, match="cannot pickle '_thread"):
        crew.submit(jobs.unpicklable).result(10)
    with pytest.raises(ValueError, match="it did not work"):
        crew.submit(jobs.Unreadable).result(10)
    assert crew.submit(jobs.twice, 2).result(10) == 4


def test_a_job_that_can_t_be_sent(hire: Hire) -> None:
    crew = hire(1)
    with pytest.raises((TypeError, AttributeError, pickle.PicklingError)):
        crew.submit(lambda: 1).result(10)
    assert crew.submit(jobs.twice, 2).result(10) == 4


def test_a_result_may_be_large(hire: Hire) -> None:
    crew = hire(2)
    data = bytes(5_000_000)
    futures = [crew.submit(bytes.join, b"", [data]) for _ in range(3)]
    assert all(future.result(10) == data for future in futures)


def test_jobs_may_come_from_many_threads(hire: Hire) -> None:
    """The foreman looks through what waits while others bring more."""
    crew, found = hire(2), list[int]()

    def bring() -> None:
        futures = [crew.submit(jobs.twice, number) for number in range(300)]
        found.extend(future.result(30) for future in futures)

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted([*range(0, 600, 2)] * 3)


def test_alone_is_a_crew_of_nobody() -> None:
    assert Alone().submit(jobs.who).result() == os.getpid()
    assert isinstance(Alone().submit(jobs.fail).exception(), ValueError)


# What becomes of workers.


def test_a_job_whose_worker_is_killed_is_done_by_another(hire: Hire, tmp_path: Path) -> None:
    crew = hire(2)
    others = [crew.submit(jobs.twice, number) for number in range(5)]
    assert crew.submit(jobs.die, jobs.SIGKILL, 1, tmp_path / "notes").result(10) == 2
    assert [future.result(10) for future in others] == [0, 2, 4, 6, 8]


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        (jobs.SIGKILL, "SIGKILL"),
        (signal.SIGTERM, "SIGTERM"),
        (40, "signal 40"),  # one of those without a name
    ],
)
def test_a_job_that_kills_twice_is_lost(hire: Hire, tmp_path: Path, sign: int, name: str) -> None:
    if name == "signal 40" and sys.platform != "linux":
        pytest.skip("no signals without a name")
    crew = hire(2)
    bad, good = crew.submit(jobs.die, sign, 9, tmp_path / "notes"), crew.submit(jobs.twice, 4)
    with pytest.raises(Lost) as caught:
        bad.result(10)
    assert str(caught.value) == f"its process was ended by {name}, twice"
    assert (tmp_path / "notes").read_text() == "begun\n" * 2
    assert good.result(10) == 8


def test_a_job_that_ends_its_process_is_lost(hire: Hire) -> None:
    crew = hire(1)
    with pytest.raises(Lost) as caught:
        crew.submit(jobs.exit_now).result(10)
    assert str(caught.value) == "its process ended by itself, twice"
    assert crew.submit(jobs.twice, 2).result(10) == 4


def test_workers_that_die_while_nobody_needs_them_cost_nothing(hire: Hire) -> None:
    crew = hire(2)
    for _ in range(3):
        pids = {future.result(10)[1] for future in [crew.submit(jobs.Kin(kin)) for kin in "ab"]}
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        assert all(map(gone, pids))
    assert crew.submit(jobs.twice, 2).result(10) == 4


def test_a_job_that_takes_too_long_is_given_up_alone(hire: Hire) -> None:
    crew = hire(2, limit=0.7)
    slow = crew.submit(jobs.slowly, 60)
    others = [crew.submit(jobs.slowly, 0.01) for _ in range(5)]
    with pytest.raises(Slow) as caught:
        slow.result(10)
    assert str(caught.value) == "it took longer than 0.7 seconds"
    assert [future.result(10) for future in others] == [0.01] * 5
    assert crew.submit(jobs.twice, 2).result(10) == 4


@LINUX
def test_what_a_job_has_started_ends_with_its_worker(hire: Hire, tmp_path: Path) -> None:
    crew = hire(1)
    lost = crew.submit(jobs.start_child, tmp_path / "notes", signal.SIGKILL)
    assert isinstance(lost.exception(20), Lost)
    assert gone(noted(tmp_path / "notes"))


@LINUX
def test_what_a_job_has_started_ends_when_it_takes_too_long(hire: Hire, tmp_path: Path) -> None:
    crew = hire(1, limit=4)  # which a worker may need to begin
    assert isinstance(crew.submit(jobs.start_child, tmp_path / "notes").exception(20), Slow)
    assert gone(noted(tmp_path / "notes"))


def test_a_worker_is_replaced_when_it_is_worn(
    hire: Hire, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    """What it remembers grows; so does what it has in the folder for temporary files."""
    monkeypatch.setattr(crew, "WORN", 3)
    one = hire(1)
    pids = list[int]()
    for _ in range(7):
        file = one.submit(jobs.scratch).result(10)
        assert file.is_relative_to(temporary)
        pids.append(one.submit(jobs.who).result(10))
    assert len(set(pids)) == 5  # 14 jobs
    assert gone(pids[0])
    assert len(list(temporary.glob("*/*/*"))) <= 3


def test_jobs_of_a_kin_go_to_the_same_worker(hire: Hire) -> None:
    crew = hire(2)
    did = defaultdict[str, set[int]](set)
    for pair in ("ab", "ba") * 4:
        for future in [crew.submit(jobs.Kin(kin)) for kin in pair]:
            kin, pid = future.result(10)
            did[kin].add(pid)
    first, second = did["a"], did["b"]
    assert len(first) == len(second) == 1
    assert first != second


def test_a_worker_takes_another_kin_rather_than_none(hire: Hire) -> None:
    crew = hire(1)
    futures = [crew.submit(jobs.Kin(kin)) for kin in "abcab"]
    assert [future.result(10)[0] for future in futures] == [*"abcab"]


def test_workers_stand_apart_from_the_terminal(hire: Hire) -> None:
    """Its Ctrl-C is for the parent, and so is what is typed and shown."""
    crew = hire(1)
    assert crew.submit(jobs.interrupted).result(10)
    if sys.platform == "linux":
        assert crew.submit(jobs.streams).result(10) == [os.devnull] * 3


def test_nobody_is_hired_before_there_is_work(hire: Hire) -> None:
    calls = list[str]()
    crew = hire(2, before=lambda: calls.append("before"))
    assert calls == []
    assert crew._workers == []
    for number in range(3):
        crew.submit(jobs.twice, number).result(10)
    assert calls == ["before"]
    assert len(crew._workers) == 1


def test_processes_that_can_t_be_begun_fail_jobs_in_words(
    hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No memory for even one; where one is at work, it does what others would have done."""
    one, full = hire(2), hire(2)
    assert one.submit(jobs.twice, 1).result(10) == 2

    def fail(*_: object) -> None:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr(crew, "_Worker", fail)
    futures = [full.submit(jobs.twice, number) for number in range(3)]
    told = [str(future.exception(10)) for future in futures]
    assert told == ["no process can be begun: cannot allocate memory"] * 3
    more = [one.submit(jobs.twice, number) for number in range(5)]
    assert [future.result(10) for future in more] == [0, 2, 4, 6, 8]


# The end.


def test_a_crew_goes_home_when_all_is_done(hire: Hire) -> None:
    with hire(2) as crew:
        futures = [crew.submit(jobs.Kin("a")) for _ in range(6)]
    assert [future.result(0)[0] for future in futures] == ["a"] * 6
    assert all(gone(future.result()[1]) for future in futures)
    with pytest.raises(RuntimeError, match="this crew was sent home"):
        crew.submit(jobs.twice, 1)
    crew.shutdown()  # once more does no harm


def test_a_crew_that_was_never_needed_goes_home(hire: Hire) -> None:
    hire(2).shutdown()


def test_a_crew_can_be_stopped_at_once(hire: Hire) -> None:
    crew = hire(2)
    pid = crew.submit(jobs.who).result(10)
    begun = [crew.submit(jobs.slowly, 60) for _ in range(2)]
    waiting = [crew.submit(jobs.slowly, 60) for _ in range(3)]
    while not all(future.running() for future in begun):
        time.sleep(0.01)
    start = time.monotonic()
    crew.shutdown(cancel_futures=True)
    assert time.monotonic() - start < 1
    assert not wait([*begun, *waiting], 1).not_done  # whoever waits is woken
    assert [str(future.exception()) for future in begun] == ["it was stopped"] * 2
    for future in waiting:
        assert future.cancelled()
        with pytest.raises(CancelledError):
            future.result()
    assert gone(pid)


def test_a_job_can_be_cancelled_before_it_is_begun(hire: Hire, tmp_path: Path) -> None:
    crew = hire(1)
    first = crew.submit(jobs.slowly, 0.2)
    second = crew.submit(jobs.die, 0, 0, tmp_path / "notes")
    assert second.cancel()
    assert first.result(10) == 0.2
    assert crew.submit(jobs.twice, 1).result(10) == 2
    assert not (tmp_path / "notes").exists()


PARENT = """
    import sys, time
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    import jobs
    from booklet.press import Crew

    if __name__ == "__main__":
        crew = Crew(3, method={method!r})
        idle = [crew.submit(jobs.Kin(kin)) for kin in "ab"]
        busy = [crew.submit(jobs.slowly, 60)]
        for future in [*idle, crew.submit(jobs.scratch)]:
            future.result()
        while len(crew._workers) < 3:
            time.sleep(0.01)
        print(*[worker.process.pid for worker in crew._workers], flush=True)
        {then}
"""


def parent(method: str, then: str) -> tuple[subprocess.Popen[str], list[int]]:
    """Start a program with a crew of three; return it, and who works there."""
    here = str(Path(__file__).parent)
    code = textwrap.dedent(PARENT).format(tests=here, method=method, then=then)
    script = Path(tempfile.gettempdir()) / "parent.py"
    script.write_text(code)
    root = {"PYTHONPATH": str(Path(__file__).parents[1])}
    program = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, **root}
    )
    assert program.stdout
    pids = [int(pid) for pid in program.stdout.readline().split()]
    script.unlink()
    assert len(pids) == 3
    return program, pids


@LINUX
@pytest.mark.parametrize("method", METHODS)
def test_nobody_outlives_a_parent_that_is_killed(method: str, temporary: Path) -> None:
    program, pids = parent(method, "time.sleep(60)")
    with program:
        program.kill()
    assert all(map(gone, pids))
    (left,) = temporary.glob("booklet-*")
    with Crew(1) as crew:  # the next run sweeps up
        assert not left.exists()
        assert crew.submit(jobs.twice, 1).result(10) == 2
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("method", METHODS)
def test_a_parent_that_forgets_its_crew_ends_all_the_same(method: str) -> None:
    program, pids = parent(method, "")
    with program:
        assert program.wait(10) == 0
    assert all(map(gone, pids))


# The folder for temporary files.


def test_the_folders_of_those_who_are_at_work_are_not_swept(hire: Hire, temporary: Path) -> None:
    first = hire(1)
    first.submit(jobs.twice, 1).result(10)
    (folder,) = temporary.iterdir()
    hire(1).submit(jobs.twice, 1).result(10)
    assert folder.exists()
    assert first.submit(jobs.scratch).result(10).is_relative_to(folder)


def test_only_scratch_folders_are_swept(temporary: Path) -> None:
    for name in ("booklet-of-poems", "booklet-old", "other-old"):
        (temporary / name).mkdir()
        (temporary / name / "page").write_text("words")
    for name in ("booklet-old", "other-old"):
        (temporary / name / ".booklet-scratch").write_text("")
    (temporary / "booklet-file").write_text("words")
    (temporary / "booklet-link").symlink_to(temporary / "other-old")
    with Crew(1):
        pass
    assert sorted(path.name for path in temporary.iterdir()) == [
        "booklet-file",
        "booklet-link",
        "booklet-of-poems",
        "other-old",
    ]
    assert (temporary / "other-old/page").exists()


@LINUX
def test_a_lock_ends_with_its_own_process(tmp_path: Path) -> None:
    """A worker is forked with all that its parent has open, and is not to hold its locks."""
    lock = whole.lock(tmp_path / "lock")
    assert lock
    with Crew(1, method="fork") as crew:
        assert crew.submit(jobs.twice, 1).result(10) == 2
        assert whole.lock(tmp_path / "lock") is None
        lock.close()
        with whole.lock(tmp_path / "lock") or contextlib.nullcontext() as again:
            assert again
