"""Laid-out pages as lines of type: what stands on each, in plain values.

This and facts.py are all that reads the engine's inner boxes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

#: What makes something begin on a page of its own.
FORCED = {"page", "always", "left", "right", "recto", "verso"}

#: Parts of an element whose words are those of its text.
_OWN = {"", "first-letter", "first-line"}

#: Hyphens that may stand at the end of a line.
_HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type; lengths are in CSS pixels, places from the corner of the page."""

    words: str
    top: float
    bottom: float
    width: float  #: From its first letter to its last, whatever the direction.
    hyphen: bool  #: Whether it ends in one.
    stretch: float  #: What each word space was widened by, as a part of the size of its letters.


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a paragraph stands on one page; headings, items and cells are paragraphs, too."""

    key: int  #: The same for all pieces of a paragraph.
    tag: str  #: Of its element: "p", "h2".
    file: str | None  #: The chapter that it belongs to.
    text: str  #: Of the whole paragraph.
    measure: float  #: How long a line may be.
    lines: tuple[Line, ...]
    ends: bool  #: Whether its last line is that of the paragraph.

    @property
    def heading(self) -> bool:
        """Whether it stands above something."""
        return self.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Table:
    """What of a table stands on one page."""

    key: int  #: The same for all parts of a table.
    file: str | None
    text: str  #: Of the first row here.
    rows: tuple[int, ...]  #: Without heads and feet, which stand on every page.


@dataclass(frozen=True, slots=True)
class Face:
    """A page of a book."""

    number: int  #: Its place, counted from 1.
    pieces: tuple[Piece, ...]  #: In reading order, without notes at the foot.
    tables: tuple[Table, ...]
    blocks: tuple[float, ...]  #: Tops of pictures, and of what else has a height and no words.
    file: str | None  #: The chapter that its last words belong to.
    top: float  #: Where its text begins.
    height: float  #: The room for text, that of notes taken away.
    bottom: float  #: Where the lowest thing in it ends.
    begins: bool  #: Whether something begins here that asks for a new page.
    blank: bool

    @property
    def full(self) -> float:
        """How much of the page is filled: 0 up to 1."""
        return (self.bottom - self.top) / self.height if self.height > 0 else 1.0


def faces(pages: Iterable[Any]) -> Iterator[Face]:
    """Read laid-out pages."""
    name, before, after = None, set[int](), set[int]()
    for number, page in enumerate(pages, 1):
        reading = _Reading(page._page_box)
        kind = page._page_box.page_type
        fresh = reading.first - before
        begins = number == 1 or kind.name != name or bool(fresh or after - reading.blocks)
        yield reading.face(number, begins=begins)
        name, before, after = kind.name, reading.blocks, reading.last


class _Reading:
    """A walk over the boxes of one page."""

    def __init__(self, page: Any) -> None:
        from weasyprint.formatting_structure import boxes

        self.kinds: Any = boxes
        self.page = page
        self.pieces: list[Piece] = []
        self.tables: list[Table] = []
        self.tops: list[float] = []
        self.blocks = set[int]()  #: Elements that have something here.
        self.bottom = self.top = page.content_box_y()
        self.file: str | None = None
        self.notes = 0.0
        for child in page.children:
            if isinstance(child, boxes.FootnoteAreaBox):
                self.notes += child.margin_height() if child.children else 0.0
            elif not isinstance(child, boxes.MarginBox):
                self._walk(child, None)
        self.first = self._chain(0, "break_before")
        self.last = self._chain(-1, "break_after")

    def face(self, number: int, *, begins: bool) -> Face:
        """What was read."""
        return Face(
            *(number, tuple(self.pieces), tuple(self.tables), tuple(self.tops), self.file),
            *(self.top, self.page.height - self.notes, self.bottom),
            begins=begins,
            blank=self.page.page_type.blank or not (self.pieces or self.tops),
        )

    def _chain(self, end: int, name: str) -> set[int]:
        """The outermost elements at one end of the page that ask for a break there."""
        found, box = set[int](), self.page
        while children := [
            child
            for child in getattr(box, "children", ())
            if child.is_in_normal_flow()
            and not isinstance(child, self.kinds.MarginBox | self.kinds.FootnoteAreaBox)
            and not isinstance(child, self.kinds.LineBox)
        ]:
            box = children[end]
            if box.style[name] in FORCED:
                found.add(id(box.element))
        return found

    def _walk(self, box: Any, file: str | None) -> None:
        """Read a box and what is in it."""
        if box.element is not None:
            self.blocks.add(id(box.element))
            file = box.element.get("data-file", file)
        children = getattr(box, "children", ())
        if isinstance(box, self.kinds.TableBox):
            self._table(box, file)
        if lines := [child for child in children if isinstance(child, self.kinds.LineBox)]:
            self._piece(box, lines, file)
        elif children:
            for child in children:
                self._walk(child, file)
        elif box.height and box.style["visibility"] == "visible":
            self.tops.append(box.position_y)
            self._below(box.position_y + box.margin_height(), file)

    def _piece(self, box: Any, lines: list[Any], file: str | None) -> None:
        read = [self._line(line, file) for line in lines]
        shown = tuple(line for line in read if line.words)
        if not shown:
            return
        self.pieces.append(
            Piece(
                id(box.element),
                (box.element_tag or "").rpartition("}")[2],
                file,
                _folded("".join(box.element.itertext())),
                box.width,
                shown,
                ends=lines[-1].resume_at is None,
            )
        )
        self._below(shown[-1].bottom, file)

    def _line(self, line: Any, file: str | None) -> Line:
        """Read a line; what floats beside it, or stands in it as a block, is read by itself."""
        texts, left, right, words = [], [], [], []
        waiting = [line]
        while waiting:
            box = waiting.pop()
            if not (box is line or box.is_in_normal_flow()) or isinstance(
                box, self.kinds.AtomicInlineLevelBox
            ):
                self._walk(box, file)
            elif isinstance(box, self.kinds.TextBox):
                texts.append(box)
                left.append(box.position_x)
                right.append(box.position_x + box.width)
                if (box.element_tag or "").partition("::")[2] in _OWN:
                    words.append(box.text)
            else:
                waiting.extend(reversed(getattr(box, "children", ())))
        said = "".join(words)
        return Line(
            _folded(said),
            line.position_y,
            line.position_y + line.height,
            max(right, default=0.0) - min(left, default=0.0),
            said.rstrip().endswith(_HYPHENS),
            max(map(_stretch, texts), default=0.0),
        )

    def _table(self, box: Any, file: str | None) -> None:
        groups = [each for each in box.children if not (each.is_header or each.is_footer)]
        rows = [row for group in groups for row in group.children]
        if rows:
            text = (
                _folded("".join(rows[0].element.itertext())) if rows[0].element is not None else ""
            )
            keys = tuple(id(row.element) for row in rows)
            self.tables.append(Table(id(box.element), file, text, keys))

    def _below(self, bottom: float, file: str | None) -> None:
        self.bottom = max(self.bottom, bottom)
        self.file = file or self.file


def _stretch(box: Any) -> float:
    """What makes its word spaces wider than those of the font, by a style or to even the line."""
    return float((box.justification_spacing + box.style["word_spacing"]) / box.style["font_size"])


def _folded(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())
