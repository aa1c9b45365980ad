"""A small book of the house is set in the looks of a project: all that looks can dress."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from booklet.galley.compose import compose
from booklet.galley.model import Galley
from booklet.manuscript import Manuscript, write
from booklet.project import FACILITATOR, PARTICIPANT, Project, load


def compose_specimen(project: Project) -> Galley:
    """Set the specimen with the templates, styles, fonts and colours of a project, on its page.

    Raises TypesettingError for looks that can't be used.
    """
    return compose(_whole(dressed(project)))


def dressed(project: Project) -> Project:
    """Return the specimen as a project that wears the looks of another one."""
    book = load(Path(__file__).with_name("specimen"))
    return replace(
        book,
        theme=project.theme,
        dress=project.dress or project.root,
        formats={"screen": project.formats["screen"]},
        standing=("screen",),
        settings=project.settings,
    )


def _whole(book: Project) -> Manuscript:
    """Read it for those who lead a workshop, and put what others have of it at its end."""
    led, guests = (write(book.editions(audiences=[who])[0]) for who in (FACILITATOR, PARTICIPANT))
    known = {chapter.name for chapter in led.chapters}
    others = (chapter for chapter in guests.chapters if chapter.name not in known)
    return replace(led, chapters=(*led.chapters, *others))
