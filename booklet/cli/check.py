"""The command that looks over a PDF, or the pages of a book, before they are printed."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booklet.cli.order import Order
from booklet.cli.pressing import printing
from booklet.cli.shown import audience_option, contents, near, project_option
from booklet.finding import CheckError, TypesettingError

if TYPE_CHECKING:
    from booklet.check import Report


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--profile",
    type=click.Choice(["press", "home", "screen"]),
    help="What a PDF is to be printed with, or read on.  [default: home]",
)
@click.option("--json", "as_json", is_flag=True, help="Print what is found for programs.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Write a report with pictures of the pages to this file.",
)
@click.option("--format", "formats", multiple=True, help="Look at this format only; repeatable.")
@click.option("--locale", "locales", multiple=True, help="Look at this language only; repeatable.")
@audience_option
@click.option("--draft", is_flag=True, help="Look at translations that are not finished, too.")
@project_option
@click.pass_context
def check(
    context: click.Context,
    /,
    file: Path | None,
    profile: str | None,
    as_json: bool,
    html: Path | None,
    folder: Path,
    **which: Any,
) -> None:
    """Look a PDF over for what spoils a print, against our own list.

    Without a FILE, look over the pages of every edition as a typographer does: for lines that
    stand alone, hyphens in a row, pages that are all but empty.
    """
    if file is None:
        if profile or html:
            raise click.UsageError("name the file that is to be looked over")
        with printing(Order.of(folder, **which), as_json=as_json, look=True) as press:
            context.exit(press(False))
    if any(which.values()):
        raise click.UsageError("name a file, or editions, and not both")
    context.exit(_checked(file, profile or "home", html, as_json=as_json))


def _checked(file: Path, profile: str, html: Path | None, *, as_json: bool) -> int:
    """Look a PDF over; return the exit code."""
    from booklet.check import inspect, report_page, told
    from booklet.press import Tray

    pdf = contents(file, TypesettingError)
    report = inspect(pdf, profile)
    if as_json:
        click.echo(_json(report, file.name))
    else:
        click.echo("\n".join(told(report, file.name)))
    if html:
        path = Tray(html.parent).lay(html.name, report_page(report, pdf, file.name).encode())
        click.echo(near(path), err=as_json)
    return CheckError.exit_code if report.bad else 0


def _json(report: Report, name: str) -> str:
    faults = [dataclasses.asdict(fault) for fault in report.faults]
    whole = {"file": name, "profile": report.profile, "pages": report.pages, "faults": faults}
    return json.dumps(whole, ensure_ascii=False, indent=2)
