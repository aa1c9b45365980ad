"""Lengths and paper. Everything inside the house is measured in points, 72 to the inch."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Points in one of each unit that an author may write.
UNITS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "um": 72 / 25400}

_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>pt|mm|cm|in|um)?")


def points(text: str) -> float:
    """Read a length as an author writes it; a number alone must be zero.

    >>> round(points("210mm"), 2), points("0.5 in"), points("0")
    (595.28, 36.0, 0.0)

    Raises ValueError, in words for the author.
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None or (match["unit"] is None and float(match["number"]) != 0):
        raise ValueError(f"'{text}' is not a length; write for example 3mm, 0.5in or 12pt")
    return float(match["number"]) * UNITS[match["unit"] or "pt"]


def millimetres(length: float) -> str:
    """Write points for people.

    >>> millimetres(points("148mm")), millimetres(points("0.1mm")), millimetres(0)
    ('148 mm', '0.1 mm', '0 mm')
    """
    return f"{length / UNITS['mm']:.2f}".rstrip("0").rstrip(".") + " mm"


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper, upright, in points."""

    name: str
    width: float
    height: float

    @property
    def folded(self) -> Paper | None:
        """The known size that this paper becomes when it is folded once.

        >>> PAPERS["letter"].folded.name, PAPERS["a5"].folded.name, PAPERS["tabloid"].folded.name
        ('half-letter', 'A6', 'Letter')
        """
        return next((p for p in PAPERS.values() if self._folds_to(p)), None)

    @property
    def unfolded(self) -> Paper | None:
        """The known size of which this paper is one half.

        >>> PAPERS["a5"].unfolded.name, PAPERS["half-letter"].unfolded.name
        ('A4', 'Letter')
        """
        return next((p for p in PAPERS.values() if p._folds_to(self)), None)

    def _folds_to(self, half: Paper) -> bool:
        # ISO sizes are rounded down to whole millimetres (ISO 216), so half may be 1 mm short.
        loss = self.height / 2 - half.width
        return -0.01 <= loss <= UNITS["mm"] and abs(self.width - half.height) < 0.01


def _paper(name: str, width: str, height: str) -> Paper:
    return Paper(name, points(width), points(height))


#: Every size that has a name, by that name in lower case.
PAPERS = {
    paper.name.lower(): paper
    for paper in (
        _paper("A3", "297mm", "420mm"),
        _paper("A4", "210mm", "297mm"),
        _paper("A5", "148mm", "210mm"),
        _paper("A6", "105mm", "148mm"),
        _paper("A7", "74mm", "105mm"),
        _paper("Tabloid", "11in", "17in"),
        _paper("Letter", "8.5in", "11in"),
        _paper("half-letter", "5.5in", "8.5in"),
        _paper("quarter-letter", "4.25in", "5.5in"),
        _paper("Legal", "8.5in", "14in"),
        _paper("half-legal", "7in", "8.5in"),
    )
}


def paper(name: str) -> Paper:
    """Look a size up by its name, in any case.

    >>> paper("letter").name
    'Letter'

    Raises ValueError, in words for the author.
    """
    if name.lower() not in PAPERS:
        known = ", ".join(size.name for size in PAPERS.values())
        raise ValueError(f"no paper is called '{name}'; there are: {known}")
    return PAPERS[name.lower()]


#: Sizes of pages that no paper has: cards to cut, which may lie.
CARDS = {
    card.name: card
    for card in (
        _paper("business-card", "85mm", "55mm"),
        _paper("A7-landscape", "105mm", "74mm"),
        _paper("A6-landscape", "148mm", "105mm"),
    )
}


def page(name: str) -> Paper:
    """Look up the size of a page: that of a paper or a card.

    Raises ValueError, in words for the author.
    """
    known = {card.lower(): size for card, size in CARDS.items()}
    return known.get(name.lower()) or paper(name)
