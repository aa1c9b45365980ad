"""An edition's chapters and data become a Manuscript: nothing is left to decide about its words.

The order inside: read every file, check its source line by line, turn Markdown into HTML that
holds allowed elements alone, and look up the records that its blocks call for.
"""

from booklet.manuscript.model import Chapter, Manuscript, Placement, Record
from booklet.manuscript.write import write

__all__ = ["Chapter", "Manuscript", "Placement", "Record", "write"]
