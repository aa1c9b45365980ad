"""The house's fonts come from packages, so that every machine sets the same pages.

Latin, Greek and Cyrillic are always at hand. The faces of another script come along where a
document uses it, and stand behind the Latin ones: digits and points are the same on every page.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import Protocol
from xml.etree.ElementTree import Element

#: Where `{{ faces }}` stands in a template until the document's characters are known.
SLOT = "/* faces */"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family, upright or italic, of all its weights or of one."""

    family: str
    slope: str  #: "normal" or "italic".
    name: str  #: Its address in the galley.
    data: bytes
    weight: int | None = None  #: None for a file that holds all weights.

    @property
    def rule(self) -> str:
        """The style rule that brings the face in."""
        weight = f"font-weight:{self.weight};" if self.weight else ""
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.slope};{weight}'
            f'src:url("/{self.name}")}}'
        )


class Set(Protocol):
    """Faces that belong together, wherever they come from."""

    def __hash__(self) -> int:
        """Be remembered by what it is."""

    @property
    def name(self) -> str:
        """As its designers call it."""

    def faces(self) -> Iterator[Face]:
        """Yield its faces."""


@dataclass(frozen=True, slots=True)
class Family:
    """Faces that belong together, from one package.

    Scripts beside Latin are upright, and each weight is a file of its own.
    """

    name: str  #: As style sheets call it.
    package: str  #: Without "fontpkg-".
    weights: tuple[int, ...] = (400, 600)  #: A face for each; none for one that holds them all.
    slopes: tuple[str, ...] = ("normal",)
    scale: float = 1  #: How much larger than it was drawn, to look as large as the Latin.

    def faces(self) -> Iterator[Face]:
        """Read the files; none where the package is not installed."""
        import fontpkg

        for slope in self.slopes:
            for weight in self.weights or (None,):
                name = "-".join(map(str, filter(None, (self.package, weight, slope))))
                try:
                    path = fontpkg.path(self.package, weight=weight or 400, style=slope)
                except fontpkg.FamilyNotInstalled:
                    return
                data = _made(path.read_bytes(), weight, self.scale)
                yield Face(self.name, slope, f"fonts/{name}.ttf", data, weight)


@dataclass(frozen=True, slots=True)
class Script:
    """The faces of a script: for text, and for headings and small matter."""

    serif: Family
    sans: Family

    @property
    def families(self) -> tuple[Family, ...]:
        """Both, or the one that does for both."""
        return tuple(dict.fromkeys((self.serif, self.sans)))

    @property
    def packages(self) -> tuple[str, ...]:
        """What to install."""
        return tuple(f"fontpkg-{family.package}" for family in self.families)


LATIN = Script(
    Family("Source Serif 4", "source-serif-4", weights=(), slopes=("normal", "italic")),
    Family("Source Sans 3", "source-sans-3", weights=(), slopes=("normal", "italic")),
)

#: For large print: letters that are hard to mistake for one another. It has Latin ones alone.
CLEAR = Family(
    *("Atkinson Hyperlegible", "atkinson-hyperlegible"),
    weights=(400, 700),
    slopes=("normal", "italic"),
)

_HIND = Family("Hind", "hind")
_SARABUN = Family("Sarabun", "sarabun")
_SILIGURI = Family("Hind Siliguri", "hind-siliguri")
_CATAMARAN = Family("Catamaran", "catamaran")

#: By the word that Unicode's names of the script's characters have in common.
SCRIPTS = {
    "ARABIC": Script(
        Family("Amiri", "amiri", weights=(400, 700), scale=1.22),
        Family("IBM Plex Sans Arabic", "ibm-plex-sans-arabic", scale=1.1),
    ),
    "HEBREW": Script(
        Family("Frank Ruhl Libre", "frank-ruhl-libre", scale=1.08),
        Family("Heebo", "heebo", weights=()),
    ),
    "DEVANAGARI": Script(_HIND, _HIND),
    "BENGALI": Script(_SILIGURI, _SILIGURI),
    "TAMIL": Script(_CATAMARAN, _CATAMARAN),
    "THAI": Script(_SARABUN, _SARABUN),
}

_NAMED = re.compile(rf"\b({'|'.join(SCRIPTS)})\b")


def faces(text: Iterable[str] = "", own: Iterable[Set] = ()) -> tuple[Face, ...]:
    """Read the faces that a text needs: the Latin ones, and those of each other script in it.

    Some formats have families of their own, and some projects. Whole files, one for each family,
    slope and weight: the engine mixes up sliced ones.
    """
    needed: list[Set] = [family for script in _needed(text) for family in script.families]
    return tuple(face for family in dict.fromkeys((*own, *needed)) for face in _read(family))


@functools.lru_cache(maxsize=32)
def _read(family: Set) -> tuple[Face, ...]:
    return tuple(family.faces())


def names(text: Iterable[str], own: Iterable[Set] = ()) -> tuple[str, ...]:
    """Name the families that a text needs: the one for text first, of each script.

    Families of a format's or a project's own stand for those of Latin text.
    """
    scripts = _needed(text)[1:] if own else _needed(text)
    needed = (family for script in scripts for family in script.families)
    return tuple(dict.fromkeys(family.name for family in (*own, *needed)))


def rules(text: Iterable[str] = "") -> str:
    """Write the style rule that names the families of other scripts.

    Style sheets put them behind their own: `font-family: var(--serif), var(--more-serif)`.
    """
    scripts = _needed(text)
    serif = ",".join(f'"{script.serif.name}"' for script in scripts)
    sans = ",".join(f'"{script.sans.name}"' for script in scripts)
    return f":root{{--more-serif:{serif};--more-sans:{sans}}}"


def bring(root: Element, own: Iterable[Set] = ()) -> tuple[Face, ...]:
    """Read the faces that a document needs, and write their rules where it has a SLOT for them."""
    text = set("".join(_texts(root)))
    found = faces(text, own)
    written = "".join(face.rule for face in found) + rules(text)
    for style in root.iter("style"):
        style.text = (style.text or "").replace(SLOT, written)
    return found


def packages_for(character: str) -> tuple[str, ...]:
    """Name the packages whose fonts have a character, as far as they are not installed.

    >>> packages_for("a")
    ()
    """
    import fontpkg

    script = _script(character)
    installed = fontpkg.families()
    families = script.families if script else ()
    return tuple(f"fontpkg-{each.package}" for each in families if each.package not in installed)


def versions() -> Iterator[tuple[str, str]]:
    """Yield the packages of all families that are installed, with their versions."""
    known = [LATIN, *SCRIPTS.values()]
    families = [CLEAR, *(family for script in known for family in script.families)]
    for family in dict.fromkeys(families):
        name = f"fontpkg-{family.package}"
        with suppress(PackageNotFoundError):
            yield name, version(name)


def _needed(text: Iterable[str]) -> tuple[Script, ...]:
    found = {_script(character) for character in set(text) if not character.isascii()}
    return (LATIN, *(script for script in SCRIPTS.values() if script in found))


def _script(character: str) -> Script | None:
    """The script whose fonts have a character; None for Latin, and for what no font has."""
    named = _NAMED.search(unicodedata.name(character, ""))
    return SCRIPTS[named[1]] if named else None


def _texts(root: Element) -> Iterator[str]:
    """All that may be printed of a document: style sheets can print attributes, too."""
    for element in root.iter():
        yield from (element.text or "", element.tail or "", *element.attrib.values())


def _made(font: bytes, weight: int | None, scale: float) -> bytes:
    """Make a face out of a font file: of one weight, if it holds many, and larger than drawn.

    The engine gives "opsz", which styles set for Latin, to every variable font and fails over
    those that lack it. It does not know size-adjust of CSS either; with an em of fewer units a
    glyph is larger at the same size of type, so that two scripts agree within a line.
    """
    if weight is None:
        return font
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib.instancer import (  # type: ignore[import-untyped]
        instantiateVariableFont,
    )

    made = TTFont(BytesIO(font), recalcTimestamp=False)
    if "fvar" in made:
        axes = {axis.axisTag: axis.defaultValue for axis in made["fvar"].axes}
        made = instantiateVariableFont(made, axes | {"wght": weight}, static=True)
    made["head"].unitsPerEm = round(made["head"].unitsPerEm / scale)
    out = BytesIO()
    made.save(out)
    return out.getvalue()
