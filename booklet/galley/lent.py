"""What the house lends to every project, named one by one, and taken over to be changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from booklet import whole
from booklet.finding import ProjectError, error, nearest
from booklet.galley.shelf import LENT, OWN_STYLE, house
from booklet.project import Project

#: What each template sets.
TEMPLATES = {
    "book.html": "the whole book, from cover to back",
    "head.html": "what a file says of itself, its fonts and styles",
    "cover.html": "the cover",
    "imprint.html": "the page with the edition and the licence",
    "contents.html": "the contents",
    "chapter.html": "a chapter and its head",
    "back.html": "the back cover",
    "handout.html": "a chapter as a handout",
    "zine.html": "the eight panels of a zine",
    "leaflet.html": "the six panels of a leaflet",
    "panel-cover.html": "the first panel of both",
    "panel-back.html": "the last panel of both",
    "cards.html": "all cards; each kind has a template of its own",
    "cards/any.html": "cards of data that has no template of its own",
    "cards/back.html": "the back of cards",
    "notes.html": "pages with lines to write on, where some are left over",
    "wrap.html": "back, spine and front of a cover for a print shop",
    "guide.html": "how to print and fold, in pictures",
    "calibrate.html": "the test sheet of a printer",
    "compare.html": "two audiences side by side",
    "proof.html": "a translation beside its text, for a reviewer",
}

#: What the others set that lie in its folders, each of the name of a data file.
_FOLDERS = {"data": "{} in a chapter", "cards": "cards of {}"}

#: The one drawing among the styles.
_MOTIF = "the picture on cover and back"

_COMMENT = re.compile(r"\s*/\*\s*(.+?)\s*\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lent:
    """A file of the house that a project may take over."""

    name: str  #: Relative to a project's root: "templates/cover.html".
    what: str  #: What it sets, in a line.
    taken: bool = False  #: Whether the project has one of its own.


def lent(project: Project) -> tuple[Lent, ...]:
    """Name all templates and styles of the house: what each sets, and who has it."""
    ours = project.root == house()
    return tuple(
        Lent(name, _what(name), not ours and (project.root / name).exists()) for name in _names()
    )


def eject(project: Project, name: str) -> PurePath:
    """Copy a template, a style sheet or the picture on the cover into a project.

    Its folder may be left out of its name.

    Raises ProjectError for a name that there is not, and where the project has such a file.
    """
    known = _names()
    found = [each for each in (name, *(f"{folder}/{name}" for folder in LENT)) if each in known]
    if not found:
        message = f"the house has no template or style sheet '{name}'"
        short = {each.partition("/")[2]: each for each in known}
        hint = nearest(name, known if name.startswith(LENT) else short)
        if not hint.startswith("did you mean"):
            hint = "booklet theme list names all"
        raise ProjectError(error("lent-unknown", message, hint=hint))
    path = project.root / found[0]
    if path.exists():
        message, hint = f"there is a {found[0]} already", "change that, or take it away first"
        raise ProjectError(error("lent-taken", message, hint=hint))
    try:
        whole.write(path, (house() / found[0]).read_bytes())
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        message = f"'{found[0]}' can't be written: {reason}"
        raise ProjectError(error("output-unwritable", message)) from None
    return PurePath(found[0])


def _names() -> list[str]:
    """Name all that is lent: templates first, as a page is built."""
    paths = [path for folder in LENT for path in (house() / folder).rglob("*.*")]
    names = [path.relative_to(house()).as_posix() for path in paths]
    order = {f"templates/{name}": number for number, name in enumerate(TEMPLATES)}
    names.sort(key=lambda name: (name.startswith("styles"), order.get(name, len(order)), name))
    return [name for name in names if name != OWN_STYLE]


def _what(name: str) -> str:
    """Say what a file sets; a style sheet says so itself, in the first words of its comment."""
    folder, _, file = name.partition("/")
    if folder == "templates":
        kind, _, data = file.removesuffix(".html").partition("/")
        return TEMPLATES.get(file) or _FOLDERS.get(kind, "").format(data.replace("-", " "))
    if not file.endswith(".css"):
        return _MOTIF
    comment = _COMMENT.match((house() / name).read_text("utf-8"))
    sentence = re.split(r"[.:;](?:\s|$)", " ".join(comment[1].split()) if comment else "")[0]
    return sentence[:1].lower() + sentence[1:]
