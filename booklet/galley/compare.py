"""What two editions do not share stands side by side, for those who decide about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from booklet import __version__, tree
from booklet.catalogue import Catalogue, Voice
from booklet.galley import fonts, styles
from booklet.galley.model import Galley
from booklet.galley.shelf import Shelf
from booklet.galley.templates import Templates
from booklet.measure import PAPERS
from booklet.project import Locale, Project

STYLES = ("base", "languages", "compare")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one edition has; texts are plain."""

    place: str  #: File and line, or a line in the section's file.
    text: str
    before: str = ""  #: Words that stand around it, which both editions have.
    after: str = ""
    foreign: bool = False  #: Whether it is in the language of the authors.
    number: str = ""  #: Of a chapter.
    lines: int = 0  #: To write on.
    items: tuple[str, ...] = ()  #: Records, in their order.


@dataclass(frozen=True, slots=True)
class Pair:
    """What both editions have in one place."""

    kind: str  #: "paragraph", "heading", "words".
    a: Cell | None
    b: Cell | None
    above: str = ""  #: The heading that it stands below.
    name: str = ""  #: Of a value or a record.


@dataclass(frozen=True, slots=True)
class Section:
    """The differences in one file."""

    path: str
    title: str  #: Of a chapter; other files have none.
    pairs: tuple[Pair, ...]


def compose_comparison(
    project: Project,
    locale: Locale,
    titles: Sequence[str],
    readers: Sequence[str],
    sections: Sequence[Section],
    catalogue: Catalogue | None = None,
) -> Galley:
    """Set a comparison on A4, in the direction of its language.

    titles are those of the book in both editions, readers say whom these are for.

    Raises TypesettingError for templates and styles that can't be used.
    """
    shelf, voice = Shelf(project.root), Voice(locale, catalogue)
    names = tuple(f"styles/{name}.css" for name in STYLES)
    files, findings = styles.gather(shelf, names)
    templates = Templates(
        shelf,
        voice,
        titles=list(dict.fromkeys(titles)),
        readers=readers,
        locale=locale,
        source=project.locale,
        page=PAPERS["a4"],
        way=lambda text: _way(text, locale),
        generator=f"booklet-press {__version__}",
    )
    html = templates.render("compare.html", sections=sections, faces=fonts.SLOT, styles=names)
    root = tree.parse(html)
    files |= {face.name: face.data for face in fonts.bring(root)}
    return Galley(tree.write(root), files, names, "left", findings=tuple(findings))


def _way(text: str, locale: Locale) -> str:
    """The direction of a text: that of the page, unless all of its letters have the other one."""
    ways = {unicodedata.bidirectional(sign) for sign in text}
    left, right = "L" in ways, bool(ways & {"R", "AL"})
    return locale.direction if left == right else "ltr" if left else "rtl"
