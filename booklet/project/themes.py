"""What a project's booklets look like, as far as booklet.toml says."""

from __future__ import annotations

from dataclasses import dataclass

#: The themes of the house, and the style sheets that each brings, in the order of the cascade.
THEMES = {
    "house": (),
    "plain": ("light", "theme-plain"),
    "accessible": ("theme-accessible",),
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family of fonts: that of an installed package, or files of the project."""

    name: str = ""  #: As its designers call it: "Literata".
    files: tuple[str, ...] = ()  #: Relative to the project's root, in place of a name.


@dataclass(frozen=True, slots=True)
class Theme:
    """The looks of a project; what is left open is as the house has it."""

    name: str = "house"  #: One of THEMES.
    accent: str = ""  #: "#b35a1f", of every edition whose readers have none of their own.
    serif: Typeface | None = None  #: For the text.
    sans: Typeface | None = None  #: For headings, tables and small matter.
    logo: str = ""  #: A picture for the covers, relative to the project's root.

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its style sheets."""
        return THEMES[self.name]
