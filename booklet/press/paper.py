"""What editions take in paper and ink, before anybody prints them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.finding import BookletError, Finding
from booklet.press.groups import together
from booklet.press.model import Event, Failure, Stage
from booklet.press.one import imposed

if TYPE_CHECKING:
    from booklet.pages import Pages
    from booklet.project import Edition
    from booklet.sheets import Sheets


@dataclass(frozen=True, slots=True)
class Tally:
    """What one copy of an edition takes."""

    edition: Edition
    pages: int  #: Pages that a reader turns.
    sheets: int  #: Of paper; pages that are not laid on sheets are printed on both sides of some.
    sides: int  #: Sides of sheets that are printed.
    blanks: int  #: Places for pages that stay empty.
    leaves: int  #: Thicknesses of paper in a finished copy.
    thickness: float  #: Of a finished copy, pressed flat, in points.
    creep: float  #: How far the innermost sheet stands out before it is trimmed, in points.
    inked: float  #: How much of a page is covered, as if all ink were black: 0 up to 1.
    room: int  #: Words that would still fit on these sheets, about.
    over: int  #: Words that would have to go for one sheet less, about; 0 where there is but one.
    findings: tuple[Finding, ...] = ()  #: What the sheets warn of: too many of them for one fold.


def tally(editions: Iterable[Edition], hear: Callable[[Event], None]) -> Iterator[Tally]:
    """Reckon up each edition; `hear` is told of what goes on, and of those that can't be made."""
    for left in together(editions):
        while left:
            hear(Stage(left, "setting the text"))
            try:
                same, tallies = _reckoned(left)
            except BookletError as trouble:
                hear(Failure(left, trouble))
                break
            yield from tallies
            left = tuple(edition for edition in left if edition not in same)


def _reckoned(editions: tuple[Edition, ...]) -> tuple[tuple[Edition, ...], list[Tally]]:
    """Typeset the first edition, and reckon up those with the same words."""
    from booklet.check import coverage
    from booklet.galley import compose
    from booklet.manuscript import write
    from booklet.pages import typeset

    manuscript = write(editions[0])
    same = tuple(filter(manuscript.serves, editions))
    pages = typeset(compose(manuscript))
    inked = coverage(pages.pdf)
    return same, [_tally(edition, pages, inked) for edition in same]


def _tally(edition: Edition, pages: Pages, inked: float) -> Tally:
    from booklet.sheets import cells

    way, laid = edition.format, imposed(edition, pages.pdf)
    if laid is None:
        sheets, sides, blanks, leaves, creep = -(-pages.count // 2), pages.count, 0, 0, 0.0
        leaves = sheets
    else:
        sheets, blanks = len(laid.plan), laid.blanks
        sides, leaves = _sides(laid), _leaves(laid, way.scheme or "")
        creep = max(cell.shift for cell in cells(laid.plan))
    step = (pages.count + blanks) // sheets
    room, over = _words(pages.words, blanks, step if laid and sheets > 1 else 0)
    return Tally(
        *(edition, pages.count, sheets, sides, blanks, leaves),
        thickness=leaves * way.caliper,
        creep=creep,
        inked=inked,
        room=room,
        over=over,
        findings=laid.findings if laid else (),
    )


def _sides(laid: Sheets) -> int:
    """Count the sides that are printed."""
    sides = (side for sheet in laid.plan for side in sheet.sides)
    return sum(any(cell.page for row in side for cell in row) for side in sides)


def _leaves(laid: Sheets, scheme: str) -> int:
    """Count the thicknesses of paper in a finished copy."""
    if scheme.endswith("-up") or scheme == "cards":
        return len(laid.plan)
    halves = -(-(laid.pages + laid.blanks) // 2)
    return 2 * halves if scheme == "zine" else halves  # a zine is printed on one side


def _words(words: tuple[int, ...], blanks: int, step: int) -> tuple[int, int]:
    """Reckon how many words would still fit, and how many less would save a sheet.

    The last page is the back cover. A sheet has room for `step` pages.
    """
    inside = [count for count in words[2:-1] if count] or [*words]
    room = round(blanks * statistics.median(inside), -1)
    last = step - blanks
    over = sum(words[-1 - last : -1]) if 0 < last < len(words) - 1 else 0
    return round(room), round(over, -1)
