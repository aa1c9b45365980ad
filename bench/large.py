"""What is measured of a large book: its pages are set, by so many hands, with tags or without.

python bench/large.py PROJECT HANDS [plain]
"""

from __future__ import annotations

import sys
from pathlib import Path

from booklet.galley import compose
from booklet.manuscript import write
from booklet.pages import engine, typeset
from booklet.press.run import unswept
from booklet.project import load


def large(project: Path, hands: int) -> None:
    """Set the book of a project; say how many pages it has."""
    book = load(project)
    with unswept():
        pages = typeset(compose(write(book.edition(book.locale))), hands=hands)
    print(f"{pages.count} pages, {len(pages.pdf)} bytes")


if __name__ == "__main__":
    if sys.argv[3:] == ["plain"]:
        engine.TAGGED.clear()
    large(Path(sys.argv[1]), int(sys.argv[2]))
