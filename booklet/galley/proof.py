"""Text and translation stand side by side, for a reviewer with a pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from booklet import __version__, tree
from booklet.catalogue import Voice, catalogue_path
from booklet.galley import fonts, styles
from booklet.galley.model import Galley
from booklet.galley.shelf import Shelf
from booklet.galley.templates import Templates
from booklet.measure import PAPERS
from booklet.project import Locale, Project

STYLES = ("base", "languages", "proof")


@dataclass(frozen=True, slots=True)
class Unit:
    """One message and its translation."""

    number: int  #: In reading order, as in a PO file that is up to date; counted from 1.
    line: int | None  #: In the PO file, counted from 1.
    kind: str  #: "paragraph", "heading 2".
    text: Markup
    said: Markup  #: Nothing, where it is not translated.
    doubtful: bool = False  #: Fuzzy.
    faults: tuple[str, ...] = ()  #: Why it is not printed.


@dataclass(frozen=True, slots=True)
class Part:
    """The units of one file, or of all templates."""

    path: str  #: As a user would write it.
    title: Markup  #: Of a chapter; other files have none.
    units: tuple[Unit, ...]


def compose_proof(project: Project, locale: Locale, title: str, parts: Sequence[Part]) -> Galley:
    """Set a proof on A4, in the direction of the translation.

    Raises TypesettingError for templates and styles that can't be used.
    """
    shelf, voice = Shelf(project.root), Voice(locale)
    names = tuple(f"styles/{name}.css" for name in STYLES)
    files, findings = styles.gather(shelf, names)
    templates = Templates(
        shelf,
        voice,
        book={"title": title, "original": project.title},
        locale=locale,
        source=project.locale,
        page=PAPERS["a4"],
        file=catalogue_path(locale.tag).name,
        generator=f"booklet-press {__version__}",
    )
    html = templates.render("proof.html", parts=parts, faces=fonts.SLOT, styles=names)
    root = tree.parse(html)
    for picture in root.iter("img"):  # only its words are translated
        picture.tag, picture.text, picture.attrib = "i", picture.get("alt"), {}
    files |= {face.name: face.data for face in fonts.bring(root)}
    return Galley(tree.write(root), files, names, "left", findings=tuple(findings))
