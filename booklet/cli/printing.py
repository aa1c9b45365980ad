"""The commands that print."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import measure
from booklet.cli.order import Order, order_options
from booklet.cli.pressing import printing
from booklet.cli.shown import opened, project_option, table, tell
from booklet.finding import BookletError


@click.command()
@order_options
@click.option("--dry-run", "dry", is_flag=True, help="Tell what would be made, and make nothing.")
@click.option("--json", "as_json", is_flag=True, help="Tell all that happens as lines of JSON.")
@click.pass_context
def build(context: click.Context, order: Order, dry: bool, as_json: bool) -> None:
    """Print every edition of the book, or those that are asked for.

    What has not changed since it was printed is not printed again.
    """
    with printing(order, as_json=as_json) as press:
        context.exit(press(dry))


@click.command()
@order_options
def watch(order: Order) -> None:
    """Print, and print again what a change concerns, until Ctrl-C."""
    from booklet.press import changes

    with printing(order) as press:
        changed = changes(order.folder)
        while True:
            try:
                press(False)
            except BookletError as trouble:
                tell(trouble.findings)
            click.echo("waiting for a change; Ctrl-C ends", err=True)
            names = next(changed)
            click.echo(f"changed: {', '.join(names)}", err=True)


@click.command("list")
@project_option
def list_(folder: Path) -> None:
    """Name the editions that can be printed."""
    project = opened(folder)
    table(
        (
            edition.slug,
            edition.locale.name,
            *(audience.title or audience.name for audience in edition.audiences),
            edition.format.what,
        )
        for edition in project.editions()
    )


@click.command()
@project_option
def formats(folder: Path) -> None:
    """Name the ways of printing: page, paper and what comes out."""
    from booklet.project import house_formats

    known = folder != Path() or (folder / "booklet.toml").exists()
    ways = opened(folder).formats if known else house_formats(measure.PAPERS["a5"])
    table(
        (way.name, way.page.name, f"on {way.paper.name}" if way.paper else "", way.what)
        for way in ways.values()
    )
