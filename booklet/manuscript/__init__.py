"""An edition's chapters and data become a Manuscript: nothing is left to decide about its words.

The order inside: read every file, check its source line by line, turn Markdown into HTML that
holds allowed elements alone, and look up the records that its blocks call for.
"""

from booklet.manuscript.allowed import clean
from booklet.manuscript.model import Chapter, Coverage, Manuscript, Placement, Record
from booklet.manuscript.strict import Entry
from booklet.manuscript.strict import load as load_yaml
from booklet.manuscript.tongue import Tongue
from booklet.manuscript.write import messages, write

__all__ = [
    "Chapter",
    "Coverage",
    "Entry",
    "Manuscript",
    "Placement",
    "Record",
    "Tongue",
    "clean",
    "load_yaml",
    "messages",
    "write",
]
