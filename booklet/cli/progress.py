"""The run of the press, as its user follows it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from booklet.cli.shown import advise, looked, show, table, tell
from booklet.cli.stop import stop
from booklet.finding import CheckError, Finding

if TYPE_CHECKING:
    from rich.live import Live

    from booklet.press import Artifact, Event, Failure, Stage, Tick
    from booklet.project import Edition


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

    def __init__(self, count: int, *, why: bool = False) -> None:
        self.exit_code = 0
        self.warnings = 0
        self._why = why
        self._told: set[Finding] = set()
        self._sums = Sums(count)
        self._board = Board(count) if sys.stderr.isatty() else None

    def __enter__(self) -> Progress:
        if self._board:
            self._board.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._board:
            self._board.stop()
        if kind is None:
            self._sums.show()

    def found(self, findings: Iterable[Finding]) -> None:
        """Tell what is wrong with the project, each thing once."""
        fresh = [finding for finding in findings if finding not in self._told]
        self._told.update(fresh)
        self.warnings += sum(finding.severity == "warning" for finding in fresh)
        if fresh:
            with self.aside():
                tell(fresh)

    def hear(self, event: Event) -> None:
        """Show or print what has happened."""
        from booklet.press import Artifact, Failure, Looked, Plan, Remarks, Stage, Tick

        stop.again()
        if isinstance(event, Stage | Tick):
            if self._board:
                self._board.hear(event)
        elif isinstance(event, Remarks):
            self.found(event.findings)
        elif isinstance(event, Failure):
            self.found(event.error.findings)
            names = ", ".join(f"{edition.slug}.pdf" for edition in event.editions)
            with self.aside():
                click.echo(f"not made: {names}", err=True)
            self.exit_code = self.exit_code or event.error.exit_code
        elif isinstance(event, Plan):
            with self.aside():
                click.echo(f"{event.edition.slug}: {event.how}")
                self._reason(event.why)
        elif isinstance(event, Looked):
            with self.aside():
                looked(event)
            if event.findings:
                self.exit_code = self.exit_code or CheckError.exit_code
        else:
            self.found(event.findings)
            with self.aside():
                show(event)
                self._reason(event.why)
        if isinstance(event, Failure | Artifact):
            self._sums.hear(event, self.warnings)

    def _reason(self, why: tuple[str, ...]) -> None:
        if self._why and why:
            advise(f"Why: {', '.join(why)}")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take what is shown away while something is printed; it would take lines for its own."""
        if self._board:
            self._board.stop()
        yield
        if self._board:
            self._board.start()


class Sums:
    """What came of a run in all."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._start = time.monotonic()
        self._made = self._reused = self._failed = self._pages = self._size = self._warnings = 0

    def hear(self, event: Artifact | Failure, warnings: int) -> None:
        """Count what has happened; warnings are those of the whole run."""
        from booklet.press import Failure

        self._warnings = warnings
        if isinstance(event, Failure):
            self._failed += len(event.editions)
            return
        self._made += not event.reused
        self._reused += event.reused
        self._pages += event.pages
        self._size += event.size

    def show(self) -> None:
        """Print the sums, where there was so much to print that they help."""
        if self._count < 3 or not (self._made or self._reused):
            return
        seconds = f"{time.monotonic() - self._start:.1f}"
        head = ("made", "reused", "failed", "warnings", "pages", "seconds", "size")
        sums = (self._made, self._reused, self._failed, self._warnings, self._pages)
        size = f"{self._size / 1_000_000:.1f} MB"
        click.echo()
        table([head, (*map(str, sums), seconds, size)], right=range(len(head)))


class Board:
    """A bar of editions and a line for each lane, on a terminal."""

    def __init__(self, count: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._count = count
        self._console = Console(stderr=True)
        columns = (
            *(TextColumn("{task.completed:.0f} of {task.total:.0f}"), BarColumn()),
            *(TextColumn("{task.fields[speed]}"), TimeRemainingColumn(compact=True)),
        )
        # No thread of its own: processes are forked while it is shown.
        self._bar = Progress(*columns, console=self._console, auto_refresh=False)
        self._task = self._bar.add_task("editions", total=count, speed="")
        self._start = time.monotonic()
        self._lanes: dict[int, str] = {}
        self._live: Live | None = None

    def start(self) -> None:
        """Show it."""
        from rich.live import Live

        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self._live.start()
        self._refresh()

    def stop(self) -> None:
        """Take it away."""
        if self._live:
            self._live.stop()
        self._live = None

    def hear(self, event: Stage | Tick) -> None:
        """Show how far it is, or what goes on in a lane."""
        from booklet.press import Stage

        if not isinstance(event, Stage):
            seconds = max(time.monotonic() - self._start, 0.001)
            speed = f"{event.pages / seconds:.1f} pages a second" if event.pages else ""
            self._bar.update(self._task, completed=event.done, speed=speed)
        elif event.what:
            self._lanes[event.lane] = f"{_named(event.editions)}{event.what}"
        else:
            self._lanes.pop(event.lane, None)
        self._refresh()

    def _refresh(self) -> None:
        from rich.console import Group
        from rich.text import Text

        lines = [Text(f"  {self._lanes[lane]}", style="dim") for lane in sorted(self._lanes)]
        if self._live:
            bar = [self._bar] if self._count else []
            self._live.update(Group(*bar, *lines), refresh=True)


def _named(editions: tuple[Edition, ...]) -> str:
    """Name some editions that share their words."""
    if not editions:
        return ""
    names = " and ".join(edition.format.name for edition in editions)
    readers = (audience.name for audience in editions[0].audiences)
    return f"{', '.join([editions[0].locale.tag, *readers, names])}: "
