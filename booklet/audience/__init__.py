"""What each audience gets of a book, and why: seen before anything is printed."""

from booklet.audience.compare import compare
from booklet.audience.comparison import Comparison, Difference, Shown
from booklet.audience.explain import Reason, explain
from booklet.audience.findings import told, warnings
from booklet.audience.matrix import Row, matrix
from booklet.audience.proof import proof

__all__ = [
    "Comparison",
    "Difference",
    "Reason",
    "Row",
    "Shown",
    "compare",
    "explain",
    "matrix",
    "proof",
    "told",
    "warnings",
]
