"""A folder with a booklet.toml becomes a Project: everything decided but the words.

`load` reads the folder; `Project.editions` names every booklet that comes out of it.
"""

from booklet.project.audiences import FACILITATOR, PARTICIPANT, Audience, combined
from booklet.project.colours import tint
from booklet.project.config import load
from booklet.project.files import Unreadable, hidden, read, read_text
from booklet.project.formats import CARDS, Format, house_formats
from booklet.project.keys import unplain
from booklet.project.lines import line_of
from booklet.project.locales import PSEUDO, Locale, locale
from booklet.project.model import CONFIG, Edition, Project, Translation
from booklet.project.overrides import stale
from booklet.project.themes import THEMES, Theme, Typeface
from booklet.project.values import VALUE, Value, asked

__all__ = [
    "CARDS",
    "CONFIG",
    "FACILITATOR",
    "PARTICIPANT",
    "PSEUDO",
    "THEMES",
    "VALUE",
    "Audience",
    "Edition",
    "Format",
    "Locale",
    "Project",
    "Theme",
    "Translation",
    "Typeface",
    "Unreadable",
    "Value",
    "asked",
    "combined",
    "hidden",
    "house_formats",
    "line_of",
    "load",
    "locale",
    "read",
    "read_text",
    "stale",
    "tint",
    "unplain",
]
