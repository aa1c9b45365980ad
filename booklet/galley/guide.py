"""How sheets are printed and finished stands on one page, in pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from booklet import __version__, tree
from booklet.catalogue import Catalogue, Voice
from booklet.galley import fonts, styles
from booklet.galley.model import Galley
from booklet.galley.shelf import Shelf, house
from booklet.galley.templates import Templates
from booklet.measure import PAPERS, Paper
from booklet.project import Locale, Project

STYLES = ("base", "languages", "guide")

#: All lengths of the page are told in this: points on A4, on other paper in proportion.
UNIT = 10.0

#: The height that rows of pictures share on A4, of the words below each, and of a picture at
#: most: in units.
ROOM, WORDS, TALLEST = 67.0, 6.2, 15.6


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, as the page shows it."""

    name: str  #: As the room of the sheets calls it: "fold", "zine-2".
    drawing: bytes  #: SVG, 240 by 150 units.
    sheets: int = 0  #: How many go through the printer.
    paper: str = ""
    flip: Literal["short", "long"] = "short"
    first: int = 0  #: The first page of the file that is printed now, where not all are.
    last: int = 0

    @property
    def prints(self) -> bool:
        """Whether it is done at the printer."""
        return self.name.startswith("print")


def compose_guide(
    project: Project | None,
    locale: Locale,
    catalogue: Catalogue | None,
    title: str,
    tasks: Sequence[Task],
    paper: Paper,
) -> Galley:
    """Set the guide on one page of the paper that is in the printer, in a language.

    Without a project, the house's own templates and words are used.

    Raises TypesettingError for templates and styles that can't be used.
    """
    shelf, voice = Shelf(project.root if project else house()), Voice(locale, catalogue)
    names = tuple(f"styles/{name}.css" for name in STYLES)
    files, findings = styles.gather(shelf, names)
    drawings = {f"drawings/{number}.svg": task.drawing for number, task in enumerate(tasks, 1)}
    printing = sum(task.prints for task in tasks)
    rows = printing + math.ceil((len(tasks) - printing) / 2)
    templates = Templates(
        shelf,
        voice,
        title=title,
        locale=locale,
        page=paper,
        unit=UNIT * min(paper.width / PAPERS["a4"].width, paper.height / PAPERS["a4"].height),
        tall=min(TALLEST, ROOM / rows - WORDS),
        generator=f"booklet-press {__version__}",
    )
    html = templates.render(
        "guide.html", tasks=list(zip(tasks, drawings, strict=True)), faces=fonts.SLOT, styles=names
    )
    root = tree.parse(html)
    files |= drawings | {face.name: face.data for face in fonts.bring(root)}
    told = dict.fromkeys([*findings, *templates.findings, *voice.findings])
    return Galley(tree.write(root), files, names, "left", findings=tuple(told))
