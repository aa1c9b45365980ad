"""The command: it reads what is asked, calls the house, and prints what came of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet import __version__, measure
from booklet.finding import BookletError, Finding, TypesettingError, error

if TYPE_CHECKING:
    from booklet.press import Artifact, Event
    from booklet.project import Project

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder that holds booklet.toml.  [default: this folder]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="booklet")
def cli() -> None:
    """Print booklets from chapters in Markdown."""


@cli.command()
@click.option("--format", "formats", multiple=True, help="Print in this format only; repeatable.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the PDFs.  [default: out, beside booklet.toml]",
)
@project_option
@click.pass_context
def build(
    context: click.Context, folder: Path, formats: tuple[str, ...], output: Path | None
) -> None:
    """Print the book, in every format or in those given."""
    from booklet.press import Tray, run

    project = _open(folder)
    _tell(project.findings)
    editions = project.editions(formats)
    with _Progress() as progress:
        run(editions, Tray(output or folder / "out"), progress.hear)
    context.exit(progress.exit_code)


@cli.command("list")
@project_option
def list_(folder: Path) -> None:
    """Name the editions that can be printed."""
    project = _open(folder)
    _table(
        (edition.slug, edition.locale.name, edition.format.what) for edition in project.editions()
    )


@cli.command()
@project_option
def formats(folder: Path) -> None:
    """Name the ways of printing: page, paper and what comes out."""
    from booklet.project import house_formats

    known = folder != Path() or (folder / "booklet.toml").exists()
    ways = _open(folder).formats if known else house_formats(measure.PAPERS["a5"])
    _table(
        (way.name, way.page.name, f"on {way.paper.name}" if way.paper else "", way.what)
        for way in ways.values()
    )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--scheme", default="saddle", show_default=True, help="How pages go on sheets.")
@click.option("--paper", default="A4", show_default=True, help="The paper in the printer.")
@click.option(
    "--binding",
    type=click.Choice(["left", "right"]),
    default="left",
    show_default=True,
    help="The side of the spine.",
)
@click.option(
    "--flip",
    type=click.Choice(["short", "long"]),
    default="short",
    show_default=True,
    help="The edge over which the printer turns the sheet.",
)
@click.option("--signature", type=click.IntRange(1), help="Sheets folded together.  [default: all]")
@click.option("--caliper", default="0.1mm", show_default=True, help="Thickness of the paper.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: FILE-SCHEME.pdf, beside FILE]",
)
def impose(
    file: Path,
    scheme: str,
    paper: str,
    binding: str,
    flip: str,
    signature: int | None,
    caliper: str,
    output: Path | None,
) -> None:
    """Lay the pages of any PDF on sheets, to print, fold and staple."""
    from booklet.press import Tray
    from booklet.sheets import Imposition, Sheets
    from booklet.sheets import impose as lay

    try:
        size, thickness = measure.paper(paper), measure.points(caliper)
    except ValueError as trouble:
        raise click.UsageError(str(trouble)) from None
    wanted = Imposition(scheme, size, binding, flip, signature, thickness)  # type: ignore[arg-type]
    sheets: Sheets = lay(_bytes(file), wanted)
    target = output or file.with_name(f"{file.stem}-{scheme}.pdf")
    _tell(sheets.findings)
    path = Tray(target.parent).lay(target.name, sheets.pdf)
    click.echo(f"{_near(path)}  {_count(len(sheets.plan), 'sheet')} of {size.name}")
    _advise(sheets.how)


class _Stopped(BaseException):
    """Ctrl-C, without what Python does about KeyboardInterrupt.

    Where that passes through an exec, as in a dataclass, Python dies of the signal in the end,
    and no exit code is left.
    """


class _Stop:
    """Ctrl-C, remembered: a library that catches everything while it loads or draws swallows it."""

    asked = False

    def __call__(self, *_: object) -> None:
        self.asked = True
        raise _Stopped

    def again(self) -> None:
        """Stop now, if that was asked for."""
        if self.asked:
            raise _Stopped


_stop = _Stop()


def main() -> None:
    """Run the command; whatever happens, its user reads a sentence and not a traceback."""
    signal.signal(signal.SIGINT, _stop)
    try:
        sys.exit(cli.main(prog_name="booklet", standalone_mode=False) or 0)
    except BookletError as trouble:
        _tell(trouble.findings)
        sys.exit(trouble.exit_code)
    except (_Stopped, click.exceptions.Abort):
        click.echo("interrupted; files from before are as they were", err=True)
        sys.exit(130)
    except click.ClickException as trouble:
        trouble.show()
        sys.exit(2)
    except Exception as trouble:
        if os.environ.get("BOOKLET_TRACEBACK"):
            raise
        what = f"{type(trouble).__name__}: {trouble}"
        hint = "this is a fault of the press; run again with BOOKLET_TRACEBACK=1 and report it"
        _tell([error("unexpected", f"something unexpected happened: {what}", hint=hint)])
        sys.exit(1)


class _Progress:
    """Shows what goes on, on a terminal; prints what was made, anywhere."""

    def __init__(self) -> None:
        self.exit_code = 0
        self._told: set[Finding] = set()
        self._status = None
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status("starting")

    def __enter__(self) -> _Progress:
        if self._status:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status:
            self._status.stop()

    def hear(self, event: Event) -> None:
        from booklet.press import Failure, Stage

        _stop.again()
        if isinstance(event, Stage):
            if self._status:
                names = " and ".join(edition.format.name for edition in event.editions)
                self._status.update(f"{names}: {event.what}")
            return
        if self._status:  # while it shows, it would take stdout's lines to the terminal
            self._status.stop()
        if isinstance(event, Failure):
            self._tell(event.error.findings)
            names = ", ".join(f"{edition.slug}.pdf" for edition in event.editions)
            click.echo(f"not made: {names}", err=True)
            self.exit_code = self.exit_code or event.error.exit_code
        else:
            self._tell(event.findings)
            _show(event)
        if self._status:
            self._status.start()

    def _tell(self, findings: Iterable[Finding]) -> None:
        fresh = [finding for finding in findings if finding not in self._told]
        self._told.update(fresh)
        _tell(fresh)


def _show(made: Artifact) -> None:
    """Print a line for a file, and how to print it."""
    amount = _count(made.pages, "page")
    if made.sheets is not None and made.edition.format.paper:
        amount += f" on {_count(made.sheets, 'sheet')} of {made.edition.format.paper.name}"
    size = f"{made.size / 1000:.0f} kB"
    click.echo(f"{_near(made.path)}  {amount}  {size}  {made.seconds:.1f} s")
    if made.how:
        _advise(made.how)


def _advise(how: str) -> None:
    click.echo(click.wrap_text(how, 78, "  ", "  "))


def _open(folder: Path) -> Project:
    from booklet.project import load

    return load(folder)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        raise TypesettingError(error("file-unreadable", f"can't read '{file}': {reason}")) from None


def _tell(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding), err=True)


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _near(path: Path) -> str:
    """Name a file as its user would: from where they stand."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
