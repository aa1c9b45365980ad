"""A book meets its translators: what there is to translate, how far it has come, what is wrong.

Nothing is written here: every door answers with the text of a file, or with findings.
"""

from booklet.translation.adopt import Adopted, adopt
from booklet.translation.check import check
from booklet.translation.files import Written, extract, start, update
from booklet.translation.messages import book_messages, spoken
from booklet.translation.proof import proof
from booklet.translation.stats import Row, stats

__all__ = [
    "Adopted",
    "Row",
    "Written",
    "adopt",
    "book_messages",
    "check",
    "extract",
    "proof",
    "spoken",
    "start",
    "stats",
    "update",
]
