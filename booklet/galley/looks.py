"""What [theme] of booklet.toml asks for becomes style, and colour in drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from booklet.galley.typefaces import Chosen
from booklet.project import Edition, tint

#: The house's accent, as styles and drawings have it: `--warm` of base.css.
ACCENT = "#b35a1f"

#: The style sheet that is written for an edition, behind the first of the house.
SHEET = "theme.css"

#: What the house's drawings are made of, and what becomes of it where ink is spared.
SPARED = {
    ACCENT: "#000000",
    "#14505c": "#000000",
    "#9fb3b6": "#000000",
    **dict.fromkeys(("#d9e5e6", "#e4eded", "#e8efef", "#eef3f3", "#f7f1e8"), "#ffffff"),
}


def sheets(edition: Edition) -> tuple[str, ...]:
    """Name the style sheets of an edition's theme, behind those of its format.

    Large print is clear by itself, and larger than any theme.
    """
    way, theme = edition.format, edition.project.theme
    spare = ("light",) if way.ink == "light" else ()
    own = () if theme.name == "accessible" and "large" in way.styles else theme.sheets
    logo = ("logo",) if theme.logo else ()
    return tuple(dict.fromkeys((*spare, *own, *logo)))


def written(edition: Edition, chosen: Chosen) -> str:
    """Write what booklet.toml says as style; nothing, where it leaves all to the house."""
    rules = "".join(f"--{name}:{value};" for name, value in _properties(edition, chosen))
    return f":root{{{rules[:-1]}}}\n" if rules else ""


def _properties(edition: Edition, chosen: Chosen) -> Iterator[tuple[str, str]]:
    if edition.accent:
        yield "warm", edition.accent
        yield "sand", tint(edition.accent)
    yield from chosen.stacks


def coloured(files: Mapping[str, bytes], edition: Edition) -> dict[str, bytes]:
    """Give drawings the colours of an edition, in the place of the house's."""
    colours = {ACCENT: edition.accent} if edition.accent else {}
    if edition.project.theme.name == "plain":
        colours = SPARED
    return {
        name: _recoloured(data, colours) if name.lower().endswith(".svg") else data
        for name, data in files.items()
    }


def _recoloured(drawing: bytes, colours: Mapping[str, str]) -> bytes:
    if not colours:
        return drawing
    named = re.compile(rb"(?i)(%s)(?![0-9a-f])" % b"|".join(map(str.encode, colours)))
    return named.sub(lambda found: colours[found[1].decode().lower()].encode(), drawing)
