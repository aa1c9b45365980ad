"""Every way of printing is a row in a table; a project changes rows and adds its own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from booklet.measure import PAPERS, Paper, points

Binding = Literal["left", "right"]
Flip = Literal["short", "long"]

#: The ways of laying pages on sheets, as the room of the sheets knows them.
SCHEMES = (
    *("saddle", "sewn", "perfect", "quarto", "stack", "twins", "halves"),
    *("2-up", "3-up", "4-up", "6-up", "9-up", "cards", "zine", "letter-fold", "z-fold"),
)

#: The template, and the scheme, of what is made of data alone.
CARDS = "cards"

#: Schemes whose pages are the panels of one sheet: how many there are.
PANELS = {"zine": 8, "letter-fold": 6, "z-fold": 6}

#: How often the sheet is halved until it has the size of a page.
_HALVINGS = {"saddle": 1, "sewn": 1, "perfect": 1, "quarto": 2, "twins": 2, "halves": 2}

#: Sizes that fold from, or are cut from, US Letter and Legal.
_AMERICAN = {"Letter", "half-letter", "quarter-letter", "Legal", "half-legal", "Tabloid"}

#: How much narrower the panel is that is tucked in when a letter is folded.
_TUCK = {"Letter": points("0.0625in")}


@dataclass(frozen=True, slots=True)
class Format:
    """One way of printing: the page that is read, and the paper that it is printed on."""

    name: str
    what: str  #: For `booklet formats`: what comes out, in a few words.
    page: Paper  #: The page that the reader turns.
    like: tuple[str, ...] = ()  #: The formats that it was made from; it answers to their names.
    styles: tuple[str, ...] = ("book",)  #: The style sheets of its pages, beside those for all.
    template: str = "book"  #: The template that makes its pages up.
    scheme: str | None = None  #: How pages are laid on sheets; None leaves them as they are.
    paper: Paper | None = None  #: The sheet, upright; needed where there is a scheme.
    flip: Flip = "short"  #: The edge over which the printer turns the sheet.
    signature: int | None = None  #: Sheets folded into one another; None: as the scheme has it.
    caliper: float = points("0.1mm")  #: The paper's thickness, points; office paper by default.
    short: bool = False  #: Of each chapter the summary, and what is for this format by name.
    chapter: str = ""  #: The one chapter it holds, or a part of it: "steps", "steps#begin".
    data: str = ""  #: The data file of which each record becomes a card.
    ink: Literal["full", "light"] = "full"  #: Light: no solid areas.
    grey: bool = False  #: Whether all colours become grey.
    fill: Literal["blank", "notes"] = "blank"  #: What stands on pages that are left over.
    fillable: bool = False  #: Whether lines and boxes are fields to fill in on a screen.
    bleed: float = 0.0  #: Points by which colour runs over the trim.
    colour: Literal["cmyk", "rgb"] | None = None  #: For a print shop: the inks of its file.
    cover: Literal["apart", "inside"] = "inside"  #: Whether a print shop gets a cover of its own.
    icc: str = ""  #: The profile of the printer's inks, relative to the project's root.

    @property
    def family(self) -> str:
        """The house's own format that it was made from."""
        return self.like[-1] if self.like else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it answers to in conditions."""
        return self.name, *self.like

    @property
    def partial(self) -> bool:
        """Whether it holds a part of the book, so that links may lead out of it."""
        return self.short or self.template in ("handout", CARDS)

    @property
    def interior(self) -> tuple[object, ...]:
        """What two formats must have in common so that their pages can be the same."""
        return (
            *(self.template, self.styles, self.page.width, self.page.height, self.narrow),
            *(self.short, self.chapter, self.data, self.ink, self.fillable, self.bleed, self.cover),
        )

    @property
    def most(self) -> int | None:
        """How many pages there is room for."""
        return PANELS.get(self.scheme or "")

    @property
    def narrow(self) -> float | None:
        """The width of pages 4 and 5 where they are folded in, in points."""
        if self.scheme != "letter-fold" or self.paper is None:
            return None
        return self.page.width - _tuck(self.paper)


def house_formats(page: Paper) -> dict[str, Format]:
    """The formats that every project has, for its size of page.

    A page of which no known paper holds two has no booklet:

    >>> from booklet.measure import PAPERS
    >>> list(house_formats(PAPERS["a5"]))[:3], list(house_formats(PAPERS["a3"]))[:2]
    (['screen', 'booklet', 'handout'], ['screen', 'handout'])
    """
    office = PAPERS["letter" if page.name in _AMERICAN else "a4"]
    booklet = Format(
        *("booklet", "the same pages two-up, to fold and staple", page),
        scheme="saddle",
        paper=page.unfolded,
    )
    press = Format(
        *("press", "PDF/X-4 with bleed and marks, and a cover, for a print shop", page),
        styles=("book", "press"),
        bleed=points("3mm"),
        colour="cmyk",
        cover="apart",
    )
    rgb = "the same in RGB, for print shops that ask for it"
    ways = (
        Format("screen", "pages in reading order, tagged and linked", page),
        *([booklet] if page.unfolded else []),
        Format(
            *("handout", "chapters as worksheets, each with room for a name", office),
            styles=("handout",),
            template="handout",
        ),
        Format(
            *("large", "large print: 18 points, ragged, high contrast", office),
            styles=("book", "large"),
        ),
        _folded("zine", "a short version: eight panels on one side of one sheet", "zine", office),
        _folded("leaflet", "a short version: six panels of a folded letter", "letter-fold", office),
        Format(
            *("cards", "a card for each record of a data file", PAPERS[_quarter(office)]),
            styles=("cards",),
            template="cards",
            scheme="cards",
            paper=office,
        ),
        press,
        dataclasses.replace(press, name="press-rgb", what=rgb, colour="rgb"),
    )
    return {way.name: way for way in ways}


def paper_for(scheme: str, page: Paper) -> Paper | None:
    """The paper on which a scheme lays pages of a size, where nobody says otherwise.

    None where no known paper holds as many of them as it has to.

    >>> from booklet.measure import PAPERS
    >>> paper_for("quarto", PAPERS["a6"]).name, paper_for("4-up", PAPERS["half-letter"]).name
    ('A4', 'Letter')
    """
    if scheme not in _HALVINGS:
        return PAPERS["letter" if page.name in _AMERICAN else "a4"]
    paper: Paper | None = page
    for _ in range(_HALVINGS[scheme]):
        paper = paper and paper.unfolded
    return paper


def panel(scheme: str, paper: Paper) -> Paper:
    """The size of a panel of a sheet, the wider one of two.

    >>> from booklet.measure import PAPERS, millimetres
    >>> a4 = PAPERS["a4"]
    >>> [millimetres(panel(scheme, a4).width) for scheme in ("zine", "letter-fold", "z-fold")]
    ['74.25 mm', '100 mm', '99 mm']
    """
    if scheme == "zine":
        return Paper("panel", paper.height / 4, paper.width / 2)
    tuck = _tuck(paper) if scheme == "letter-fold" else 0
    return Paper("panel", (paper.height + tuck) / 3, paper.width)


def _tuck(paper: Paper) -> float:
    return _TUCK.get(paper.name, points("3mm"))


def _folded(name: str, what: str, scheme: str, paper: Paper) -> Format:
    return Format(
        *(name, what, panel(scheme, paper)),
        styles=("panels", name),
        template=name,
        scheme=scheme,
        paper=paper,
        short=True,
    )


def _quarter(paper: Paper) -> str:
    return "quarter-letter" if paper.name in _AMERICAN else "a6"
