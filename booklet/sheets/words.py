"""Sheets become words: how to print them, and what to do once they are printed."""

from __future__ import annotations

from typing import Protocol

from booklet.finding import Finding, warning
from booklet.sheets.plan import Binding, Flip, signatures

#: Sheets of 80 g paper that still fold well and take one staple; somewhere from 15 to 20 they stop.
THICK = 15


class Finish(Protocol):
    """What to do with printed sheets, and what to beware of."""

    def __call__(
        self, sheets: int, *, binding: Binding, signature: int | None
    ) -> tuple[str, tuple[Finding, ...]]:
        """Tell it of so many sheets."""


def printing(sheets: int, paper: str, flip: Flip) -> str:
    """Say how to print sheets.

    >>> printing(2, "A4", "short")
    'Print 2 sheets of A4 on both sides, flipped on the short edge, at 100 %.'
    """
    return f"Print {_many(sheets)} of {paper} on both sides, flipped on the {flip} edge, at 100 %."


def folding(
    sheets: int, *, binding: Binding = "left", signature: int | None = None
) -> tuple[str, tuple[Finding, ...]]:
    """Say how sheets become a booklet, and warn of a fold that is too thick.

    >>> folding(2)[0]
    'Fold them together in half, the cover outside, and staple through the fold.'
    >>> folding(20)[1][0].hint
    'ask for signatures of 10 sheets: they make 2, to be sewn or glued together'
    """
    sizes = signatures(sheets, signature)
    spine = ", the spine on the right" if binding == "right" else ""
    if sheets == 1:
        how = f"Fold it in half, the cover outside{spine}."
    elif len(sizes) == 1:
        how = f"Fold them together in half, the cover outside{spine}, and staple through the fold."
    else:
        fold = f"Fold {_told(sizes)}, the first page of each outside"
        how = f"{fold}; lay them in order{spine}, and sew or glue them together."
    return how, _thick(sheets, sizes[0])


def _told(sizes: list[int]) -> str:
    """Tell how many sheets to fold together, in the order in which they are printed."""
    kinds = [(size, sizes.count(size)) for size in sorted(set(sizes), reverse=True)]
    (size, count), rest = kinds[0], kinds[1:]
    first = f"{count} signature{'s' * (count > 1)} of {_many(size)}"
    return ", then ".join([first, *(f"{count} of {_many(size)}" for size, count in rest)])


def _thick(sheets: int, thickest: int) -> tuple[Finding, ...]:
    if thickest <= THICK:
        return ()
    count = -(-sheets // THICK)
    fewer = f"ask for signatures of {-(-sheets // count)} sheets: they make {count}"
    return (
        warning(
            "signature-thick",
            f"{thickest} sheets are many for one fold and one staple",
            hint=f"{fewer}, to be sewn or glued together",
        ),
    )


def _many(sheets: int) -> str:
    return f"{sheets} sheet{'s' * (sheets > 1)}"


#: What each scheme needs after printing.
FINISHES: dict[str, Finish] = {"saddle": folding}
