"""The house's fonts come from packages, so that every machine sets the same pages."""

from __future__ import annotations

from dataclasses import dataclass

#: Family as style sheets call it, and the name of its package.
FAMILIES = {"Source Serif 4": "source-serif-4", "Source Sans 3": "source-sans-3"}


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family, upright or italic, all its weights."""

    family: str
    slope: str  #: "normal" or "italic".
    name: str  #: Its address in the galley.
    data: bytes

    @property
    def rule(self) -> str:
        """The style rule that brings the face in."""
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.slope};'
            f'src:url("/{self.name}")}}'
        )


def faces() -> tuple[Face, ...]:
    """Read every face of the house: whole files, one for each family and slope."""
    import fontpkg

    return tuple(
        Face(
            family,
            slope,
            f"fonts/{package}-{slope}.ttf",
            fontpkg.path(package, style=slope).read_bytes(),
        )
        for family, package in FAMILIES.items()
        for slope in ("normal", "italic")
    )
