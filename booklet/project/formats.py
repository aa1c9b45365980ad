"""Every way of printing is a row in a table; a project changes rows and adds its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from booklet.measure import Paper, points

Binding = Literal["left", "right"]
Flip = Literal["short", "long"]

#: The ways of laying pages on sheets, as the room of the sheets knows them.
SCHEMES = ("saddle",)


@dataclass(frozen=True, slots=True)
class Format:
    """One way of printing: the page that is read, and the paper that it is printed on."""

    name: str
    what: str  #: For `booklet formats`: what comes out, in a few words.
    page: Paper  #: The page that the reader turns.
    like: tuple[str, ...] = ()  #: The formats that it was made from; it answers to their names.
    style: str = "book"  #: The style sheet that dresses its pages, beside the ones for all.
    scheme: str | None = None  #: How pages are laid on sheets; None leaves them as they are.
    paper: Paper | None = None  #: The sheet, upright; needed where there is a scheme.
    flip: Flip = "short"  #: The edge over which the printer turns the sheet.
    signature: int | None = None  #: Sheets folded into one another; None folds all together.
    caliper: float = points("0.1mm")  #: The paper's thickness, points; office paper by default.


def house_formats(page: Paper) -> dict[str, Format]:
    """The formats that every project has, for its size of page.

    A page of which no known paper holds two has no booklet:

    >>> from booklet.measure import PAPERS
    >>> list(house_formats(PAPERS["a5"])), list(house_formats(PAPERS["a3"]))
    (['screen', 'booklet'], ['screen'])
    """
    screen = Format("screen", "pages in reading order, tagged and linked", page)
    if page.unfolded is None:
        return {"screen": screen}
    what = "the same pages two-up, to fold and staple"
    return {
        "screen": screen,
        "booklet": Format("booklet", what, page, scheme="saddle", paper=page.unfolded),
    }
