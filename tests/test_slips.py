"""What an author types too fast, and what is said to it, whole.

Each file in tests/slips holds slips, the way that CommonMark's specification holds its examples:
what is written, a line with a dot, what is told. front.txt holds whole chapters, data.txt data
files, and the others what stands below the title of a chapter.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_books import BOOKS, Desk, book, told

SLIPS = [
    pytest.param(path.stem, *case.split("\n.\n"), id=f"{path.stem}-{number}")
    for path in sorted(Path(__file__).parent.joinpath("slips").glob("*.txt"))
    for number, case in enumerate(path.read_text("utf-8").split("\n====\n"), 1)
]


def said_to(desk: Desk, kind: str, written: str) -> str:
    if kind == "front":
        return told(book(desk.root, {"01-one.md": written}))
    return desk.told("/// quotes\n///\n", written) if kind == "data" else desk.told(written)


@pytest.mark.parametrize(("kind", "written", "said"), SLIPS)
def test_slips(desk: Desk, kind: str, written: str, said: str) -> None:
    file = "content/quotes.yaml" if kind == "data" else "content/01-one.md"
    lines = (line if line.startswith("  ") else f"{file}:{line}" for line in said.splitlines())
    assert said_to(desk, kind, f"{written}\n") == "\n".join(lines)


def test_a_book_of_slips() -> None:
    typed = BOOKS / "typed-fast"
    assert told(typed) == (typed / "told.txt").read_text("utf-8").rstrip()
