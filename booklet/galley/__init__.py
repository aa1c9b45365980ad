"""A Manuscript becomes a Galley: one HTML document with the bytes of every file that it uses.

Templates place the words, a walk over the tree settles links, notes and pictures, and what comes
out needs no file system: it can be typeset anywhere.
"""

from booklet.galley.calibrate import compose_calibration
from booklet.galley.compare import Cell, Pair, Section, compose_comparison
from booklet.galley.compose import compose, compose_cover, compose_notes
from booklet.galley.fonts import packages_for
from booklet.galley.guide import Task, compose_guide
from booklet.galley.hearing import template_messages
from booklet.galley.lent import Lent, eject, lent
from booklet.galley.model import BASE_URL, Galley, Plate
from booklet.galley.proof import Part, Unit, compose_proof
from booklet.galley.sample import compose_specimen
from booklet.galley.shelf import house_files

__all__ = [
    "BASE_URL",
    "Cell",
    "Galley",
    "Lent",
    "Pair",
    "Part",
    "Plate",
    "Section",
    "Task",
    "Unit",
    "compose",
    "compose_calibration",
    "compose_comparison",
    "compose_cover",
    "compose_guide",
    "compose_notes",
    "compose_proof",
    "compose_specimen",
    "eject",
    "house_files",
    "lent",
    "packages_for",
    "template_messages",
]
