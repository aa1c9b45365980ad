"""Presses elsewhere: the workers of a cluster, which set the same galleys as those at home."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from booklet.finding import ProjectError, error
from booklet.pages import libraries
from booklet.store import digest, makers

#: Seconds in which a scheduler answers.
_PATIENCE = 10


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Open the presses of a dask cluster; tell how many there are.

    Raises ProjectError where there is none, or where one would set other pages than this press.
    """
    try:
        from distributed import Client
    except ImportError:
        message, hint = "clusters need a package more", "python3 -m pip install dask distributed"
        raise ProjectError(error("cluster-missing", message, hint=hint)) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as trouble:
        message = f"no scheduler answers at '{address}'"
        hint = "start one: dask scheduler; and workers: dask worker --nthreads 1 ADDRESS"
        raise ProjectError(error("cluster-away", message, hint=hint)) from trouble
    with client:
        _agreed(client.run(press, on_error="return"))
        # What goes wrong in a job would do so again; where a worker is lost, dask tries another.
        yield client.get_executor(pure=False, retries=0), len(client.nthreads())


def press() -> str:
    """Sum up what sets pages here."""
    return digest(makers(), libraries())


def _agreed(presses: dict[str, object]) -> None:
    """See that all workers set pages as this press does."""
    if not presses:
        message, hint = "the cluster has no workers", "dask worker --nthreads 1 ADDRESS"
        raise ProjectError(error("cluster-empty", message, hint=hint))
    for worker, theirs in presses.items():
        if theirs != press():
            message = f"the worker {worker} has another booklet-press, or none"
            hint = "install the same there, with the same versions of what it needs"
            raise ProjectError(error("cluster-other", message, hint=hint))
