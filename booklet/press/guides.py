"""Each file of sheets comes with a page that shows how to print, fold and bind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from booklet.press.kept import Kept

if TYPE_CHECKING:
    from booklet.catalogue import Catalogue
    from booklet.project import Locale, Project
    from booklet.sheets import Sheets


def guide(
    sheets: Sheets,
    title: str,
    locale: Locale | None = None,
    project: Project | None = None,
    catalogue: Catalogue | None = None,
    kept: Kept | None = None,
) -> bytes:
    """Set the guide to some sheets as a PDF of one page, in English unless a language is given.

    Raises TypesettingError for templates and styles that can't be used.
    """
    from booklet.galley import Task, compose_guide
    from booklet.project import locale as language
    from booklet.sheets import pictures

    tasks = [
        Task(
            *(picture.name, picture.drawing, picture.step.sheets, picture.step.paper),
            *(picture.step.flip, picture.step.first, picture.step.last),
        )
        for picture in pictures(sheets.steps)
    ]
    spoken = locale or language("en")
    galley = compose_guide(project, spoken, catalogue, title, tasks, sheets.paper)
    return (kept or Kept()).set(galley).pdf
