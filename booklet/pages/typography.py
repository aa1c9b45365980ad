"""Pages as a typographer looks at them: what stands alone, and what tears holes.

Lines of type become blemishes: what spoils a page, on which, and in which words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from booklet.pages.lines import Face, Line, Piece, Table
from booklet.pages.model import Blemish

#: So many lines in a row may end in a hyphen; one more is a ladder.
RUNGS = 2

#: A last line shorter than this part of the measure is a runt, in a paragraph of LINES or more.
SHORT, LINES = 1 / 12, 3

#: A heading has as many lines below it, or stands too near to the foot.
BELOW = 2

#: A page is filled by so much where its text goes on, or it was left too early.
HALF = 1 / 2

#: The last page of a chapter has as many lines, or fills so much.
LEAST, THIRD = 5, 1 / 3

#: Word spaces that were widened by this part of the size of letters are about three times as wide.
LOOSE = 1 / 2


def blemishes(faces: Iterable[Face], first: int = 1) -> tuple[Blemish, ...]:
    """Look over pages, the first of which has a number; odd pages are the fronts of leaves."""
    found: list[Blemish] = []
    for before, face, after in _rows(faces):
        if face.blank:
            continue
        found += _split(before, face, after)
        if after and (face.number + first) % 2 == 0:
            found += _turned(face, after)
        for piece in face.pieces:
            found += _set(face.number, piece)
        found += _headings(face, after)
        found += _tables(before, face, after)
        found += _empty(face, after)
    return tuple(found)


def wholes(faces: Iterable[Face]) -> dict[int, Piece]:
    """Put together what stands on several pages; what is two things on a page is no paragraph."""
    found: dict[int, Piece] = {}
    odd = set[int]()
    for face in faces:
        here = set[int]()
        for piece in face.pieces:
            odd |= here & {piece.key}
            here.add(piece.key)
            if begun := found.get(piece.key):
                piece = replace(piece, lines=(*begun.lines, *piece.lines))
            found[piece.key] = piece
    return {key: piece for key, piece in found.items() if key not in odd}


def spoilt(piece: Piece) -> bool:
    """Whether something is wrong with the lines of a paragraph."""
    return any(True for _ in _set(0, piece))


def _rows(faces: Iterable[Face]) -> Iterator[tuple[Face | None, Face, Face | None]]:
    """Yield each page with those beside it."""
    row: list[Face | None] = [None, *faces, None]
    for (before, face), (_, after) in pairwise(pairwise(row)):
        if face is not None:
            yield before, face, after


def _split(before: Face | None, face: Face, after: Face | None) -> Iterator[Blemish]:
    """Find single lines of paragraphs that go on over a page's end."""
    open_ = _open(before)
    for piece in face.pieces:
        begun = piece.key in open_
        open_.discard(piece.key)
        if len(piece.lines) > 1:
            continue
        if begun and piece.ends:
            yield _blemish("widow", face.number, piece, piece.lines[0])
        elif after and not begun and not piece.ends and piece.key in _keys(after):
            yield _blemish("orphan", face.number, piece, piece.lines[0])


def _open(face: Face | None) -> set[int]:
    """The paragraphs that go on behind a page."""
    return {piece.key for piece in face.pieces if not piece.ends} if face else set()


def _keys(face: Face) -> set[int]:
    return {piece.key for piece in face.pieces}


def _turned(face: Face, after: Face) -> Iterator[Blemish]:
    """Find words that are broken where the leaf has to be turned."""
    for piece in face.pieces:
        if piece.lines[-1].hyphen and not piece.ends and piece.key in _keys(after):
            yield _blemish("turn", face.number, piece, piece.lines[-1])


def _set(page: int, piece: Piece) -> Iterator[Blemish]:
    """Find what is wrong with the lines of a paragraph."""
    rungs = 0
    for line in (*piece.lines, None):
        if line and line.hyphen:
            rungs += 1
            continue
        if rungs > RUNGS:
            at = len(piece.lines) if line is None else piece.lines.index(line)
            ends = [each.words.rpartition(" ")[2] for each in piece.lines[at - rungs : at]]
            yield Blemish("ladder", page, " ".join(ends), piece.file, piece.text)
        rungs = 0
    for line in piece.lines:
        if line.stretch > LOOSE:
            yield _blemish("loose", page, piece, line)
    if piece.ends and len(piece.lines) >= LINES and not piece.heading and _runt(piece):
        yield _blemish("runt", page, piece, piece.lines[-1])


def _runt(piece: Piece) -> bool:
    """Whether a last line is next to nothing, or no more than the rest of a word."""
    above, last = piece.lines[-2:]
    if " " in last.words:
        return last.width < piece.measure * SHORT
    whole = f"{above.words.rpartition(' ')[2]}{last.words}"
    return last.width < piece.measure * SHORT or (above.hyphen and whole not in piece.text)


def _headings(face: Face, after: Face | None) -> Iterator[Blemish]:
    """Find headings that have next to nothing below them, where their text goes on."""
    if after is None or after.begins or after.blank:
        return
    for place, piece in enumerate(face.pieces):
        if not piece.heading:
            continue
        foot = piece.lines[-1].bottom - 1
        below = sum(
            line.top >= foot
            for other in face.pieces[place + 1 :]
            for line in other.lines
            if not other.heading
        )
        below += BELOW * sum(top >= foot for top in face.blocks)
        if below < BELOW:
            yield _blemish("heading", face.number, piece, piece.lines[0])
            return


def _tables(before: Face | None, face: Face, after: Face | None) -> Iterator[Blemish]:
    """Find tables that are broken after their first row, or before their last."""
    for table in face.tables:
        old, new = _part(table, before), _part(table, after)
        if len(table.rows) == 1 and (
            (new and not old and new.rows != table.rows)
            or (old and not new and old.rows[-1:] != table.rows)
        ):
            yield Blemish("table", face.number, table.text, table.file, table.text)


def _part(table: Table, face: Face | None) -> Table | None:
    """The part of a table on another page."""
    return next((other for other in face.tables if other.key == table.key), None) if face else None


def _empty(face: Face, after: Face | None) -> Iterator[Blemish]:
    """Find pages of chapters that are all but empty, though more was there to be set on them."""
    if face.file is None:
        return
    if after and not (after.begins or after.blank):
        if face.full < HALF:
            yield _ended("gap", face, face.pieces)
    elif not face.begins:
        lines = sum(len(piece.lines) for piece in face.pieces)
        if lines < LEAST and face.full < THIRD:
            yield _ended("end", face, face.pieces)


def _ended(kind: str, face: Face, pieces: Sequence[Piece]) -> Blemish:
    piece = pieces[-1] if pieces else None
    words = piece.lines[-1].words if piece else ""
    return Blemish(kind, face.number, words, face.file, piece.text if piece else "")


def _blemish(kind: str, page: int, piece: Piece, line: Line) -> Blemish:
    return Blemish(kind, page, line.words, piece.file, piece.text)
