"""The sheet that a printer is measured with: the same scales on both sides."""

from __future__ import annotations

from booklet import __version__, tree
from booklet.catalogue import Voice
from booklet.galley import fonts, styles
from booklet.galley.model import Galley
from booklet.galley.shelf import Shelf, house
from booklet.galley.templates import Templates
from booklet.measure import Paper
from booklet.project import Locale

STYLES = ("base", "languages", "calibrate")

#: Where the drawing stands in the galley.
SCALES = "scales.svg"


def compose_calibration(paper: Paper, scales: bytes) -> Galley:
    """Set a front and a back on paper that lies, both with a drawing of its size: SVG.

    It is in English, as are the commands that it names.

    Raises TypesettingError for templates and styles that can't be used.
    """
    shelf, english = Shelf(house()), Locale("en", "ltr", ("“", "”", "‘", "’"))
    names = tuple(f"styles/{name}.css" for name in STYLES)
    files, findings = styles.gather(shelf, names)
    templates = Templates(
        shelf,
        Voice(english),
        locale=english,
        page=Paper(paper.name, paper.height, paper.width),
        scales=f"/{SCALES}",
        generator=f"booklet-press {__version__}",
    )
    root = tree.parse(templates.render("calibrate.html", faces=fonts.SLOT, styles=names))
    files |= {SCALES: scales}
    # The drawing is not part of the tree: its own letters are Latin.
    files |= {face.name: face.data for face in fonts.bring(root)}
    return Galley(tree.write(root), files, names, "left", findings=tuple(findings))
