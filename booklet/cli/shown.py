"""What a user of the command sees: findings, tables, and the names of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.finding import BookletError, Finding, error

if TYPE_CHECKING:
    from booklet.press import Artifact, Looked
    from booklet.project import Project

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The folder that holds booklet.toml.  [default: this folder]",
)


audience_option = click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="NAME",
    help="Print for these readers only; repeatable.",
)

set_option = click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=TEXT",
    help='Say what is printed for {{ NAME }}, as in group="our school"; repeatable.',
)


def opened(folder: Path, values: Iterable[str] = ()) -> Project:
    """Load the project in a folder, with values given as NAME=TEXT."""
    from booklet.project import load

    given = dict[str, str]()
    for pair in values:
        name, sign, text = pair.partition("=")
        if not (name.strip() and sign and text.strip()):
            raise click.UsageError(f"'{pair}' is no value; write --set group=\"our school\"")
        given[name.strip()] = text.strip()
    project = load(folder)
    return project.given_values(given) if given else project


def contents(file: Path, trouble: type[BookletError]) -> bytes:
    """Read a file from anywhere; raises trouble where that is not possible."""
    try:
        return file.read_bytes()
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        raise trouble(error("file-unreadable", f"can't read '{file}': {reason}")) from None


def tell(findings: Iterable[Finding]) -> None:
    """Print findings to where errors go."""
    for finding in findings:
        click.echo(str(finding), err=True)


def show(made: Artifact) -> None:
    """Print a line for a file, and how to print it."""
    amount = count(made.pages, "page")
    if made.sheets is not None and made.edition.format.paper:
        amount += f" on {count(made.sheets, 'sheet')} of {made.edition.format.paper.name}"
    size = f"{made.size / 1000:.0f} kB"
    if made.reused and not made.seconds:
        took = "as it was"
    else:
        took = f"{made.seconds:.1f} s" + (", pages kept" if made.reused else "")
    click.echo(f"{near(made.path)}  {amount}  {size}  {took}")
    if made.how:
        advise(made.how)
    if made.cover:
        click.echo(f"  The cover: {near(made.cover)}")
    if made.guide:
        click.echo(f"  In pictures: {near(made.guide)}")


def looked(seen: Looked) -> None:
    """Print what was found on the pages of some editions, and a line for each of these."""
    for finding in seen.findings:
        click.echo(str(finding))
    kinds = Counter(finding.code for finding in seen.findings)
    found = ", ".join(f"{number} {code}" for code, number in sorted(kinds.items()))
    for edition in seen.editions:
        click.echo(f"{edition.slug}  {count(seen.pages, 'page')}: {found or 'nothing found'}")


def advise(how: str) -> None:
    """Print how to go on, below the line of a file."""
    click.echo(click.wrap_text(how, 78, "  ", "  "))


def table(rows: Iterable[tuple[str, ...]], right: Container[int] = ()) -> None:
    """Print rows in columns; those in `right`, counted from 0, hold numbers."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        click.echo("  ".join(cells).rstrip())


def count(number: int, what: str) -> str:
    """Say how many: "1 page", "2 pages"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def near(path: Path) -> str:
    """Name a file as its user would: from where they stand."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
