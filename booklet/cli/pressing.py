"""The press, set up for an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from booklet.cli.events import Lines
from booklet.cli.kept import store
from booklet.cli.order import Order
from booklet.cli.printer import stored
from booklet.cli.progress import Progress
from booklet.finding import CheckError, error

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: Prints, or only tells what would be printed; returns the exit code.
Press = Callable[[bool], int]


@contextmanager
def printing(order: Order, *, as_json: bool = False) -> Iterator[Press]:
    """Gather a crew for an order; the press may run several times."""
    from booklet.press import Crew, Shop, Tray, run, warm
    from booklet.store import NOWHERE

    with ExitStack() as stack:
        crew = Crew(order.jobs, order.time_limit, before=warm)
        # Whatever happens, nobody is left at work.
        stack.callback(crew.shutdown, cancel_futures=True)
        presses, lanes = stack.enter_context(_presses(order))
        shop = Shop(
            Tray(order.tray),
            NOWHERE if order.fresh else store(),
            stored(),
            crew,
            presses,
            max(lanes, order.jobs),
            order.page_limit,
            survey=True,
        )

        def press(dry: bool) -> int:
            project = order.project()
            editions = order.editions(project)
            with Lines() if as_json else Progress(len(editions), why=order.why) as progress:
                progress.found(project.findings)
                run(editions, replace(shop, dry=dry), progress.hear)
            if order.strict and progress.warnings and not progress.exit_code:
                message = "there are warnings, and --strict lets none pass"
                raise CheckError(error("strict", message))
            return progress.exit_code

        yield press


@contextmanager
def _presses(order: Order) -> Iterator[tuple[Executor | None, int]]:
    """Find the presses of a cluster, if one was named, and how many jobs it takes at once."""
    if order.cluster is None:
        yield None, 0
        return
    from booklet.press import cluster

    with cluster(order.cluster) as (executor, size):
        yield executor, size
