"""A crew of workers, each a process of its own, which takes one job at a time.

It is an Executor like those of the standard library, but what goes wrong in a job stays there: a
worker that crashes, or takes too long, is replaced, and costs nobody else's job. Where processes
fork, workers begin with everything that their parent has imported.
"""

from __future__ import annotations

import multiprocessing
import pickle
import shutil
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from math import inf
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from booklet.press.scratch import Scratch
from booklet.press.worker import ended, kill, work

#: Jobs after which a worker is replaced: what it remembers grows.
WORN = 50

#: Forked processes need no import of their own; on macOS and Windows they can't be had.
METHOD = "fork" if sys.platform == "linux" else "spawn"

Act = Callable[[], Any]


class Lost(Exception):  # noqa: N818 - told as a Finding
    """A job that did not come to its end, for the reason that is told."""


class Slow(Lost):
    """A job that took too long, and was ended."""


class Alone(Executor):
    """Does each job at once, in this very process."""

    def submit(self, act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a job; the future is past when it is returned."""
        future = Future[Any]()
        try:
            future.set_result(act(*args, **kwargs))
        except Exception as trouble:
            future.set_exception(trouble)
        return future


class _Job:
    """What is to be done, and who waits for it."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.kin = getattr(act, "kin", None)  #: Jobs of a kin go well with the same worker.
        self.future = Future[Any]()
        self.tries = 0


class _Worker:
    """A process, as its foreman sees it."""

    def __init__(self, processes: Any, scratch: Path, closed: list[Connection]) -> None:
        self.pipe, theirs = processes.Pipe()
        closed = [*closed, self.pipe] if processes.get_start_method() == "fork" else []
        # Whoever leaves without a word to the crew does not wait for its workers either.
        self.process = processes.Process(
            target=work, args=(theirs, str(scratch), closed), daemon=True
        )
        try:
            self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            theirs.close()
        self.scratch = scratch
        self.job: _Job | None = None
        self.kin: object = None
        self.done = 0
        self.until = inf


class Crew(Executor):
    """Workers that are hired when there is work for them."""

    def __init__(
        self,
        size: int,
        limit: float = inf,
        before: Act | None = None,
        method: str = METHOD,
    ) -> None:
        """Plan with `size` workers; a job may take `limit` seconds.

        What `before` does, when there is work, is done for all workers, where processes fork.
        """
        self._size, self._limit, self._before = size, limit, before
        self._processes: Any = multiprocessing.get_context(method)
        self._scratch = Scratch()
        self._new = deque[_Job]()  #: Those that the foreman has not seen yet.
        self._waiting = deque[_Job]()
        self._workers: list[_Worker] = []
        self._hired = 0
        self._ending = self._dropping = False
        self._ear, self._bell = self._processes.Pipe(duplex=False)
        self._belling = threading.Lock()
        self._gate = threading.Lock()
        # Everything else is changed by the foreman alone.
        self._foreman = threading.Thread(target=self._lead, name="foreman", daemon=True)
        self._foreman.start()

    def submit(self, act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a job done: what can be pickled, and called."""
        before, self._before = self._before, None
        if before and not self._ending:
            before()
        job = _Job(partial(act, *args, **kwargs) if args or kwargs else act)
        with self._gate:
            if self._ending:
                raise RuntimeError("this crew was sent home")
            self._new.append(job)
        self._ring()
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Send the crew home when all is done; or at once, where futures are cancelled."""
        with self._gate:
            self._ending = True
            self._dropping = self._dropping or cancel_futures
        self._ring()
        if wait:
            self._foreman.join()

    def _ring(self) -> None:
        with self._belling:
            if not self._bell.closed:
                self._bell.send(None)

    def _lead(self) -> None:
        """Give out jobs and take in what became of them, until there is nothing left to do."""
        try:
            while not self._dropping:
                ending = self._ending  # what is new after this is not to be
                self._give_out()
                if ending and not any(worker.job for worker in self._workers):
                    break
                self._await()
        finally:
            with self._gate:
                self._ending = True
            stopped = Lost("it was stopped")
            for worker in list(self._workers):
                self._dismiss(worker, stopped, again=False)
            for job in (*self._waiting, *self._new):
                _fail(job, stopped)
            with self._belling:
                self._ear.close()
                self._bell.close()
            self._scratch.away()

    def _give_out(self) -> None:
        """Give jobs to workers: those of a kin to the same one, as far as that can be."""
        while self._new:
            self._waiting.append(self._new.popleft())
        while self._waiting:
            free = [worker for worker in self._workers if not worker.job]
            pairs = ((worker, job) for job in self._waiting for worker in free)
            suited = next((pair for pair in pairs if pair[0].kin == pair[1].kin), None)
            if suited is None and len(self._workers) < self._size:
                try:
                    suited = self._hire(), self._waiting[0]
                except OSError as trouble:  # no memory, no room: those that are there have to do
                    if not self._workers:
                        reason = (trouble.strerror or str(trouble)).lower()
                        first = self._waiting.popleft()
                        if first.tries or first.future.set_running_or_notify_cancel():
                            lost = Lost(f"no process can be begun: {reason}")
                            first.future.set_exception(lost)
                        continue
            if suited is None and free:
                suited = free[0], self._waiting[0]
            if suited is None:
                return
            worker, job = suited
            self._waiting.remove(job)
            if job.tries or job.future.set_running_or_notify_cancel():
                self._assign(worker, job)

    def _hire(self) -> _Worker:
        self._hired += 1
        scratch = self._scratch.folder / str(self._hired)
        scratch.mkdir()
        closed = [self._ear, self._bell, *(worker.pipe for worker in self._workers)]
        worker = _Worker(self._processes, scratch, closed)
        self._workers.append(worker)
        return worker

    def _assign(self, worker: _Worker, job: _Job) -> None:
        try:
            packed = pickle.dumps(job.act, pickle.HIGHEST_PROTOCOL)
        except Exception as trouble:
            job.future.set_exception(trouble)
            return
        worker.job, worker.kin, job.tries = job, job.kin, job.tries + 1
        worker.until = time.monotonic() + self._limit
        try:
            worker.pipe.send_bytes(packed)
        except OSError:
            self._dismiss(worker, Lost(ended(worker.process)))

    def _await(self) -> None:
        """Wait until something has happened, and see what it was."""
        soonest = min((worker.until for worker in self._workers), default=inf)
        rest = None if soonest == inf else max(0.0, soonest - time.monotonic())
        ready = wait([self._ear, *(worker.pipe for worker in self._workers)], rest)
        while self._ear.poll():
            self._ear.recv()
        for worker in list(self._workers):
            if worker.pipe in ready:
                self._take_in(worker)
            elif time.monotonic() >= worker.until:
                slow = Slow(f"it took longer than {self._limit:g} seconds")
                self._dismiss(worker, slow, again=False)

    def _take_in(self, worker: _Worker) -> None:
        job = worker.job
        try:
            answer = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._dismiss(worker, Lost(ended(worker.process)))
            return
        try:
            good, result = pickle.loads(answer)  # noqa: S301 - our own child's
        except Exception as trouble:
            good, result = False, trouble
        worker.job, worker.until, worker.done = None, inf, worker.done + 1
        if worker.done >= WORN:
            self._dismiss(worker)
        if job and good:
            job.future.set_result(result)
        elif job:
            job.future.set_exception(result)

    def _dismiss(self, worker: _Worker, trouble: Lost | None = None, *, again: bool = True) -> None:
        """Let a worker go. Its job, if it has one, is done by another, unless that died as well."""
        self._workers.remove(worker)
        kill(worker.process)
        worker.pipe.close()
        shutil.rmtree(worker.scratch, ignore_errors=True)
        job, worker.job = worker.job, None
        if job and again and job.tries < 2:
            self._waiting.appendleft(job)
        elif job:
            job.future.set_exception(Lost(f"{trouble}, twice") if again else trouble)


def _fail(job: _Job, trouble: Lost) -> None:
    """Tell whoever waits for a job that it was stopped, or never begun."""
    if job.tries == 0 and job.future.cancel():
        job.future.set_running_or_notify_cancel()  # else nobody is woken
    else:
        job.future.set_exception(trouble)
