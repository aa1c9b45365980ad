"""The commands for looks: what there is to change, a copy of it, and a specimen."""

from __future__ import annotations

from pathlib import Path

import click

from booklet.cli.progress import status
from booklet.cli.shown import advise, count, near, opened, project_option, table, tell


@click.group()
def theme() -> None:
    """Change the looks of the book, and see them on a specimen."""


@theme.command("list")
@project_option
def list_(folder: Path) -> None:
    """Name the templates and styles of the house, and what each sets.

    A star marks what the book has of its own.
    """
    from booklet.galley import lent

    project = opened(folder)
    table([("*" if each.taken else "", each.name, each.what) for each in lent(project)])


@theme.command()
@click.argument("template", metavar="TEMPLATE")
@project_option
def eject(template: str, folder: Path) -> None:
    """Copy a template or style sheet of the house into the book.

    TEMPLATE is a name such as cover.html or styles/book.css.
    """
    from booklet.galley import eject as ejected

    project = opened(folder)
    path = ejected(project, template)
    click.echo(near(project.root / path))
    advise(
        "Change this copy: from now on the book is set with it. booklet theme sheet shows how it "
        "looks. To have the house's again, delete the copy."
    )


@theme.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: out/NAME-specimen.pdf, beside booklet.toml]",
)
@project_option
def sheet(output: Path | None, folder: Path) -> None:
    """Print a specimen: every element, in the looks of this book."""
    from booklet.galley import compose_specimen
    from booklet.pages import typeset
    from booklet.press import Tray

    project = opened(folder)
    tell(project.findings)
    target = output or project.root / "out" / f"{project.name}-specimen.pdf"
    with status("the specimen") as say:
        say("reading")
        galley = compose_specimen(project)
        pages = typeset(galley, say)
    tell(dict.fromkeys((*galley.findings, *pages.findings)))
    path = Tray(target.parent).lay(target.name, pages.pdf)
    click.echo(f"{near(path)}  {count(pages.count, 'page')}")
