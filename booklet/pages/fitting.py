"""Copy-fitting: paragraphs are set tighter or wider by a little, where that mends them.

What is changed is the room between words, by less than readers see. What may help is tried beside
the text, and the text is set once more with what did. A chapter that is no better for it stays as
it was.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from booklet.pages import heard
from booklet.pages.lines import Face, faces
from booklet.pages.typography import blemishes, spoilt, wholes

#: What is added to word spaces, in ems, in the order of trial. The space of the house's fonts is
#: about a quarter: these make 80 % to 133 % of it, the usual bounds for even lines.
SPACES = (-0.01, 0.015, -0.02, 0.03, -0.03, 0.045, -0.045, 0.06, 0.08)

#: What keeps all around a paragraph from changing its lines.
_BARE = (
    "display:block!important;float:none!important;position:static!important;margin:0!important;"
    "padding:0!important;border:0!important;columns:auto!important;width:auto!important;"
)

#: Lays out a document whose pages can be read.
Lay = Callable[[Element], Any]


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """A change to a paragraph."""

    element: Element
    file: str | None  #: The chapter that it stands in.
    style: str  #: What it had of its own.
    space: float

    def make(self) -> None:
        """Change it."""
        self.element.set("style", f"{self.style};word-spacing:{self.space}em".lstrip(";"))

    def undo(self) -> None:
        """Leave it as it was."""
        self.element.set("style", self.style)


def fitted(root: Element, lay: Lay) -> Any:
    """Lay out a text, and once or twice more where that mends its paragraphs."""
    document = lay(root)
    before = list(faces(document.pages))
    fits = _fits(root, before, lay)
    if not fits:
        return document
    for fit in fits:
        fit.make()
    other = lay(root)
    old, new = _counted(before), _counted(list(faces(other.pages)))
    vain = [fit for fit in fits if new[fit.file] >= old[fit.file]]
    for fit in vain:
        fit.undo()
    if len(vain) == len(fits):
        return document
    return lay(root) if vain else other


def _counted(pages: Sequence[Face]) -> Counter[str | None]:
    """Count the blemishes of each chapter, but for those that hang on the number of a page."""
    return Counter(blemish.file for blemish in blemishes(pages) if blemish.kind != "turn")


def _fits(root: Element, pages: Sequence[Face], lay: Lay) -> list[_Fit]:
    """Find for each paragraph the first change that mends it, if one does."""
    up = {child: parent for parent in root.iter() for child in parent}
    known, filled = {id(element): element for element in up}, wholes(pages)
    wrong = [
        (known[piece.key], piece)
        for piece in filled.values()
        if spoilt(piece)
        and not any(id(part) in filled for part in list(known[piece.key].iter())[1:])
    ]
    if not wrong:
        return []
    tried = {
        (element, space): _twin(element, piece.measure, space)
        for element, piece in wrong
        for space in SPACES
    }
    with heard.listening():  # of what is thrown away nothing is told
        trial = lay(_trial(root, {twin: element for (element, _), twin in tried.items()}, up))
    seen = wholes(list(faces(trial.pages)))
    fits = []
    for element, piece in wrong:
        for space in SPACES:
            twin = seen.get(id(tried[element, space]))
            if twin and not spoilt(twin):
                fits.append(_Fit(element, piece.file, element.get("style", ""), space))
                break
    return fits


def _twin(element: Element, measure: float, space: float) -> Element:
    """A paragraph to try something with."""
    twin = copy.deepcopy(element)
    twin.tail = None
    for part in twin.iter():
        part.attrib.pop("id", None)
    twin.set(
        "style",
        f"{element.get('style', '')};{_BARE}width:{measure}px!important;word-spacing:{space}em",
    )
    return twin


def _trial(
    root: Element, twins: Mapping[Element, Element], up: Mapping[Element, Element]
) -> Element:
    """A document of twins, each inside of shells of what its original stands in."""
    trial = Element(root.tag, root.attrib)
    trial.extend(part for part in root if part.tag == "head")
    body = Element("body", root[-1].attrib)
    trial.append(body)
    for twin, element in twins.items():
        inner = twin
        above = up[element]
        while above is not root[-1]:
            shell = Element(
                above.tag, {**above.attrib, "style": f"{above.get('style', '')};{_BARE}"}
            )
            shell.attrib.pop("id", None)
            shell.append(inner)
            inner, above = shell, up[above]
        body.append(inner)
    return trial
