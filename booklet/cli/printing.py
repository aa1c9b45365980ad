"""The commands that print."""

from __future__ import annotations

from pathlib import Path

import click

from booklet import measure
from booklet.cli.progress import Progress
from booklet.cli.shown import (
    advise,
    audience_option,
    contents,
    count,
    near,
    opened,
    project_option,
    set_option,
    table,
    tell,
)
from booklet.finding import TypesettingError


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
        run(editions, Tray(output or folder / "out"), progress.hear)
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


@click.command()
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
    sheets: Sheets = lay(contents(file, TypesettingError), wanted)
    target = output or file.with_name(f"{file.stem}-{scheme}.pdf")
    tell(sheets.findings)
    path = Tray(target.parent).lay(target.name, sheets.pdf)
    click.echo(f"{near(path)}  {count(len(sheets.plan), 'sheet')} of {size.name}")
    advise(sheets.how)
