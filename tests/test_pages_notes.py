"""Footnotes stand below their marks, and where the engine pushes one on, it is told."""

from __future__ import annotations

from pathlib import Path

from workshop import make, set_pages, texts

from booklet.pages import Pages


def book(folder: Path, lines: int) -> Pages:
    """Fill a page with a mark, so many lines, and the first of a long paragraph."""
    text = "A mark.[^a]\n\n" + "Line.\n\n" * lines + "Words that go on and on. " * 12
    css = "p { orphans: 2; widows: 2 }"
    chapter = f"# One\n\n{text}\n\n[^a]: The words of the note.\n"
    return set_pages(make(folder / str(lines), chapter, {"styles/own.css": css}))


def test_a_note_that_is_pushed_to_the_next_page_is_told(tmp_path: Path) -> None:
    """The engine pushes it where a second line of a paragraph needs its room."""
    told = {}
    for lines in range(14, 22):
        pages = book(tmp_path, lines)
        mark, note = ("A mark." in text for text in texts(pages.pdf)[:2]), texts(pages.pdf)
        assert next(mark)
        apart = "The words of the note." not in note[0]
        assert "The words of the note." in note[1 if apart else 0]
        told[apart] = [str(finding) for finding in pages.findings]
    assert told == {
        False: [],
        True: [
            "content/01-one.md:43: warning: this note stands on page 2, its mark on one before: "
            "The words of the note. [note-moved]\n"
            "  hint: make the page before a line longer or shorter, or move the mark"
        ],
    }
