"""Presses elsewhere: the workers of a cluster, which set the same galleys as those at home."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from booklet.finding import ProjectError, error
from booklet.press.kept import engine

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
        message, hint = "clusters need one package more", "python3 -m pip install distributed"
        raise ProjectError(error("cluster-missing", message, hint=hint)) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as trouble:
        message = f"no scheduler answers at '{address}'"
        hint = "start one: dask scheduler; and workers: dask worker --nthreads 1 ADDRESS"
        raise ProjectError(error("cluster-away", message, hint=hint)) from trouble
    with client:
        _agreed(client.run(engine, on_error="return"))
        yield client.get_executor(pure=False, retries=3), len(client.nthreads())


def _agreed(engines: dict[str, object]) -> None:
    """See that all workers set pages as this press does."""
    if not engines:
        message, hint = "the cluster has no workers", "dask worker --nthreads 1 ADDRESS"
        raise ProjectError(error("cluster-empty", message, hint=hint))
    for worker, theirs in engines.items():
        if theirs != engine():
            message = f"the worker {worker} has another booklet-press, or none"
            hint = "install the same there, with the same versions of what it needs"
            raise ProjectError(error("cluster-other", message, hint=hint))
