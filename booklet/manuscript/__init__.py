"""An edition's chapters and data become a Manuscript: nothing is left to decide about its words.

The order inside: read every file, check its source line by line, turn Markdown into HTML that
holds allowed elements alone, and look up the records that its blocks call for.
"""

from booklet.manuscript.allowed import SCHEMES, clean
from booklet.manuscript.masks import unmasked
from booklet.manuscript.model import Chapter, Coverage, Manuscript, Placement, Record
from booklet.manuscript.strict import Entry
from booklet.manuscript.strict import load as load_yaml
from booklet.manuscript.survey import Held, Matter, Survey, survey
from booklet.manuscript.tongue import Tongue
from booklet.manuscript.write import messages, write

__all__ = [
    "SCHEMES",
    "Chapter",
    "Coverage",
    "Entry",
    "Held",
    "Manuscript",
    "Matter",
    "Placement",
    "Record",
    "Survey",
    "Tongue",
    "clean",
    "load_yaml",
    "messages",
    "survey",
    "unmasked",
    "write",
]
