"""A folder with a booklet.toml becomes a Project: everything decided but the words.

`load` reads the folder; `Project.editions` names every booklet that comes out of it.
"""

from booklet.project.config import load
from booklet.project.files import Unreadable, hidden, read, read_text
from booklet.project.formats import Format, house_formats
from booklet.project.keys import unplain
from booklet.project.locales import Locale
from booklet.project.model import Edition, Project

__all__ = [
    "Edition",
    "Format",
    "Locale",
    "Project",
    "Unreadable",
    "hidden",
    "house_formats",
    "load",
    "read",
    "read_text",
    "unplain",
]
