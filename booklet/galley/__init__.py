"""A Manuscript becomes a Galley: one HTML document with the bytes of every file that it uses.

Templates place the words, a walk over the tree settles links, notes and pictures, and what comes
out needs no file system: it can be typeset anywhere.
"""

from booklet.galley.compose import compose
from booklet.galley.model import BASE_URL, Galley

__all__ = ["BASE_URL", "Galley", "compose"]
