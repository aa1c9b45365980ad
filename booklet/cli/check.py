"""The command that looks a PDF over before it is printed."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from booklet.cli.shown import contents, near
from booklet.finding import TypesettingError

if TYPE_CHECKING:
    from booklet.check import Report

#: What a fault costs: that of checks that fail.
FAILED = 5


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--profile",
    type=click.Choice(["press", "home", "screen"]),
    default="home",
    show_default=True,
    help="What it is to be printed with, or read on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what is found for programs.")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Write a report with pictures of the pages to this file.",
)
@click.pass_context
def check(
    context: click.Context, file: Path, profile: str, as_json: bool, html: Path | None
) -> None:
    """Look a PDF over for what spoils a print, against our own list."""
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
    context.exit(FAILED if report.bad else 0)


def _json(report: Report, name: str) -> str:
    faults = [dataclasses.asdict(fault) for fault in report.faults]
    whole = {"file": name, "profile": report.profile, "pages": report.pages, "faults": faults}
    return json.dumps(whole, ensure_ascii=False, indent=2)
