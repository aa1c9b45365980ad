"""A worker: it takes jobs out of a pipe, and says what became of them."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import Any

#: Has Linux kill a process whose parent has died (prctl(2), PR_SET_PDEATHSIG).
_PARENT_DIED = 1


def work(pipe: Connection, scratch: str, closed: Iterable[Connection]) -> None:
    """Do jobs until the pipe is closed.

    What is closed belongs to the parent: as long as somebody held it, nobody would see it end.
    """
    for connection in closed:
        connection.close()
    _apart()
    tempfile.tempdir = scratch
    gc.disable()
    try:
        while True:
            act = pickle.loads(pipe.recv_bytes())  # noqa: S301 - our own parent's
            pipe.send_bytes(_done(act))
            del act
            # Once for a job, between two of them; what stays is not looked at again.
            gc.collect()
            gc.freeze()
    except (EOFError, OSError):
        pass  # the parent closed it, or is gone
    finally:
        os._exit(0)  # what the parent does at its end is not for its children to do


def _apart() -> None:
    """Stand apart from the terminal, whose Ctrl-C is for the parent; and never outlive that."""
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return
    os.setsid()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent and os.getppid() != parent.pid:
        os._exit(0)  # it died before it could be asked for
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)


def _done(act: Callable[[], Any]) -> bytes:
    """Do a job, whatever comes of it."""
    try:
        return pickle.dumps((True, act()), pickle.HIGHEST_PROTOCOL)
    except BaseException as trouble:  # the engine's are not all Exceptions
        with contextlib.suppress(Exception):
            # Where it happened is lost on the way otherwise.
            trouble.add_note("".join(traceback.format_exception(trouble)))
            packed = pickle.dumps((False, trouble))
            if isinstance(pickle.loads(packed)[1], type(trouble)):  # noqa: S301 - our own
                return packed
        return pickle.dumps((False, RuntimeError(f"{type(trouble).__name__}: {trouble}")))


def kill(process: Any) -> None:
    """End a worker, and all that it has started."""
    if sys.platform != "win32" and process.pid:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join()


def ended(process: Any) -> str:
    """Say how a process came to its end."""
    process.join(1)
    code = process.exitcode
    if code is None or code >= 0:
        return "its process ended by itself"
    try:
        return f"its process was ended by {signal.Signals(-code).name}"
    except ValueError:  # one of those that have no name
        return f"its process was ended by signal {-code}"
