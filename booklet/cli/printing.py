"""The commands that print."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import measure
from booklet.cli.printer import stored
from booklet.cli.progress import Progress
from booklet.cli.shown import (
    audience_option,
    opened,
    project_option,
    set_option,
    table,
    tell,
)


@click.command()
@click.option("--format", "formats", multiple=True, help="Print in this format only; repeatable.")
@click.option("--locale", "locales", multiple=True, help="Print in this language only; repeatable.")
@audience_option
@set_option
@click.option("--chapter", metavar="NAME", help="The chapter of handouts, or a part: steps#begin.")
@click.option("--data", metavar="NAME", help="The data file whose records become cards.")
@click.option("--draft", is_flag=True, help="Print translations that are not finished, as drafts.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The folder for the PDFs.  [default: out, beside booklet.toml]",
)
@project_option
@click.pass_context
def build(
    context: click.Context,
    folder: Path,
    formats: tuple[str, ...],
    locales: tuple[str, ...],
    audiences: tuple[str, ...],
    values: tuple[str, ...],
    chapter: str | None,
    data: str | None,
    draft: bool,
    output: Path | None,
) -> None:
    """Print every edition of the book, or those that are asked for."""
    from booklet.audience import warnings
    from booklet.press import Tray, run

    project = opened(folder, values).narrowed(chapter=chapter or "", data=data or "")
    tell(project.findings)
    editions = project.editions(formats, locales, audiences, draft=draft)
    tell(warnings(project))
    with Progress() as progress:
        run(editions, Tray(output or folder / "out"), progress.hear, stored())
    context.exit(progress.exit_code)


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
