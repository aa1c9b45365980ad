"""The run of the press, as its user follows it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from booklet.cli.shown import show, tell
from booklet.cli.stop import stop
from booklet.finding import Finding

if TYPE_CHECKING:
    from booklet.press import Event


@contextmanager
def status(name: str) -> Iterator[Callable[[str], None]]:
    """Show what goes on with one file, on a terminal; the function takes each stage."""
    if not sys.stderr.isatty():
        yield lambda what: stop.again()
        return
    from rich.console import Console

    with Console(stderr=True).status(name) as shown:

        def say(what: str) -> None:
            stop.again()
            shown.update(f"{name}: {what}")

        yield say


class Progress:
    """Shows what goes on, on a terminal; prints what was made, anywhere."""

    def __init__(self) -> None:
        self.exit_code = 0
        self._told: set[Finding] = set()
        self._status = None
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status("starting")

    def __enter__(self) -> Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def hear(self, event: Event) -> None:
        from booklet.press import Failure, Stage

        stop.again()
        if isinstance(event, Stage):
            if self._status:
                names = " and ".join(edition.format.name for edition in event.editions)
                first = event.editions[0]
                readers = (audience.name for audience in first.audiences)
                whose = ", ".join([first.locale.tag, *readers, names])
                self._status.update(f"{whose}: {event.what}")
            return
        with self.aside():
            if isinstance(event, Failure):
                self._tell(event.error.findings)
                names = ", ".join(f"{edition.slug}.pdf" for edition in event.editions)
                click.echo(f"not made: {names}", err=True)
                self.exit_code = self.exit_code or event.error.exit_code
            else:
                self._tell(event.findings)
                show(event)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take what is shown away while something is printed; it would take lines for its own."""
        if self._status:
            self._status.stop()
        yield
        if self._status:
            self._status.start()

    def _tell(self, findings: Iterable[Finding]) -> None:
        fresh = [finding for finding in findings if finding not in self._told]
        self._told.update(fresh)
        tell(fresh)
