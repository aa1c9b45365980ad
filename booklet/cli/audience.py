"""The commands that show what each audience gets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from booklet.cli.shown import opened, project_option, table, tell
from booklet.finding import ProjectError, error, nearest

if TYPE_CHECKING:
    from booklet.audience import Reason, Row
    from booklet.project import Audience, Edition, Project


@click.command()
@click.argument("line", metavar="FILE:LINE")
@project_option
def explain(line: str, folder: Path) -> None:
    """Say who sees a line, and what hides it from the others."""
    from booklet.audience import explain as explained
    from booklet.manuscript import survey

    project = opened(folder)
    path, number = _place(project, line)
    seen = survey(project)
    reasons = explained(seen, path, number)
    if not reasons:
        message, hint = f"nothing is written on line {number} of '{path}'", "name a line with words"
        raise ProjectError(error("line-empty", message, hint=hint))
    before = None
    for reason in reasons:
        if reason.matter is not before:
            click.echo(f"{reason.matter.place}  {reason.matter.text}")
            before = reason.matter
        if reason.editions:
            click.echo(_because(reason, seen.editions))


@click.group()
def audience() -> None:
    """See what each audience gets."""


@audience.command()
@project_option
def matrix(folder: Path) -> None:
    """Count what each audience gets of each chapter and data file.

    Of a chapter, its lines are counted; of data, records. What is told below it: conditions that
    decide nothing, and what no edition shows.
    """
    from booklet.audience import matrix as counted
    from booklet.audience import told
    from booklet.manuscript import survey

    project = opened(folder)
    tell(project.findings)
    seen = survey(project)
    columns, rows = counted(seen)
    heads = ("", *(_named(column) for column in columns), "in all")
    table([heads, *(_cells(row) for row in rows)], right=range(1, len(heads)))
    tell(told(seen))


def _place(project: Project, text: str) -> tuple[PurePath, int]:
    """Read FILE:LINE; the file may be named from here or from the folder of the book."""
    name, _, number = text.rpartition(":")
    if not name or not number.isdecimal() or not int(number):
        hint = "content/01-welcome.md:12"
        raise click.UsageError(f"'{text}' names no line; write a file and a line, like {hint}")
    known = {path.as_posix(): path for path in (*project.chapters, *project.data.values())}
    path = Path(name)
    for way in (path, project.root / path):
        try:
            inside = way.resolve().relative_to(project.root).as_posix()
        except ValueError:
            continue
        if inside in known:
            return known[inside], int(number)
    hint = nearest(PurePath(name).as_posix(), known)
    raise ProjectError(error("file-unknown", f"'{name}' is no file of this book's text", hint=hint))


def _because(reason: Reason, editions: Sequence[Edition]) -> str:
    readers = _readers(reason.editions, editions)
    if not reason.text:
        return f"  shown to {readers}"
    place = f" ({reason.place})" if reason.place else ""
    return f"  hidden from {readers}: {reason.text}{place}"


def _readers(some: Sequence[Edition], editions: Sequence[Edition]) -> str:
    """Name the readers of some editions; ways and languages only where these decide."""
    if len(some) == len(editions):
        return "everybody"
    columns = {_named(edition.audiences): edition.audiences for edition in editions}
    named = dict[str, str]()
    for name, column in columns.items():
        theirs = [edition for edition in editions if edition.audiences == column]
        have = [edition for edition in some if edition.audiences == column]
        if have:
            named[name] = "" if len(have) == len(theirs) else _part(have, theirs)
    parts = set(named.values())
    if len(named) == len(columns) and len(parts) == 1:
        return f"everybody{parts.pop()}"
    return ", ".join(name + part for name, part in named.items())


def _part(have: Sequence[Edition], theirs: Sequence[Edition]) -> str:
    """Say in which formats and languages, where it is not all of them."""
    ways = list(dict.fromkeys(edition.format.name for edition in have))
    tags = list(dict.fromkeys(edition.locale.tag for edition in have))
    parts = list[str]()
    if len(ways) < len({edition.format.name for edition in theirs}):
        parts.append(", ".join(ways))
    if len(tags) < len({edition.locale.tag for edition in theirs}):
        parts.append(", ".join(tags))
    return f" ({' in '.join(parts)})"


def _named(column: tuple[Audience, ...]) -> str:
    return "+".join(audience.name for audience in column) or "everybody"


def _cells(row: Row) -> tuple[str, ...]:
    counts = (str(count) if count else "–" for count in row.counts)
    return f"{row.path} ({row.what})", *counts, str(row.of)
