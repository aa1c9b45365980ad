"""The families that a project sets its text and its headings in, instead of the house's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from booklet.finding import Finding, TypesettingError, error, nearest
from booklet.galley.fonts import CLEAR, LATIN, Face, Set
from booklet.galley.shelf import Shelf
from booklet.project import Format, Project, Typeface, Unreadable, unplain

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

#: What a family does: as keys of booklet.toml and in the names of style sheets.
Role = Literal["serif", "sans"]

ROLES: tuple[Role, Role] = ("serif", "sans")

#: The weights that styles ask for; of a family with many, no others come along.
WEIGHTS = (400, 600, 700)


@dataclass(frozen=True, slots=True)
class Own:
    """A family that a project has chosen."""

    name: str  #: As its designers call it.
    role: Role
    made: tuple[Face, ...]

    def faces(self) -> Iterator[Face]:
        """Yield its faces."""
        yield from self.made


@dataclass(frozen=True, slots=True)
class Chosen:
    """The families of an edition: what to bring along, and how style sheets call them."""

    families: tuple[Set, ...] = ()  #: In place of the house's; none where nothing is chosen.
    stacks: tuple[tuple[Role, str], ...] = ()  #: What stands for `--serif` and `--sans`.


def chosen(shelf: Shelf, project: Project, way: Format) -> Chosen:
    """Read the families that booklet.toml names.

    Large print has one of its own, and the accessible theme, where no other is named.

    Raises TypesettingError for a family that is not installed and for files that are no fonts.
    """
    fields: tuple[Set, ...] = (CLEAR,) if way.fillable else ()
    if "large" in way.styles:
        return Chosen((CLEAR,))
    families, stacks, findings = dict[Role, Set](), dict[Role, str](), list[Finding]()
    for role in ROLES:
        wanted: Typeface | None = getattr(project.theme, role)
        try:
            if wanted:
                families[role] = own = _own(shelf, project, role, wanted)
                stacks[role] = f'"{own.made[0].family}"'
            elif project.theme.name == "accessible":
                families[role] = CLEAR
                stacks[role] = f'"{CLEAR.name}","{LATIN.sans.name}"'
        except TypesettingError as trouble:
            findings += trouble.findings
    if findings:
        raise TypesettingError(findings)
    if not families:
        return Chosen(fields)
    both = (families.get("serif", LATIN.serif), families.get("sans", LATIN.sans))
    return Chosen(tuple(dict.fromkeys((*both, *fields))), tuple(stacks.items()))


def _own(shelf: Shelf, project: Project, role: Role, wanted: Typeface) -> Own:
    place = project.place("theme", role)
    if wanted.name:
        files = _installed(wanted.name, role, project)
    else:
        try:
            files = [(name, shelf.bytes(name)) for name in wanted.files]
        except Unreadable as trouble:
            message = f"{role}: {trouble}"
            raise TypesettingError(error(trouble.code, message, place, trouble.hint)) from None
    family, faces = wanted.name, dict[tuple[str, int | None], Face]()
    for number, (name, data) in enumerate(files):
        try:
            font = _opened(data)
        except Exception:  # what reads fonts raises anything on other files
            hint = "a font is a file that ends in .ttf or .otf"
            message = f"{role}: '{name}' is no font"
            raise TypesettingError(error("typeface-wrong", message, place, hint)) from None
        family = family or _family(font) or name
        slope, weight = _slope(font), None if "fvar" in font else _weight(font)
        if (slope, weight) in faces:
            what = f"{slope} face" if weight is None else f"{slope} face of weight {weight}"
            message = f"{role}: '{name}' is another {what}"
            hint = "name one file for each slope and weight"
            raise TypesettingError(error("typeface-wrong", message, place, hint))
        address = f"fonts/{role}-{number}.ttf"
        faces[slope, weight] = Face(
            f"{family} {role}", slope, address, _fit(font, data, role), weight
        )
    return Own(family, role, tuple(faces.values()))


def _installed(name: str, role: Role, project: Project) -> list[tuple[str, bytes]]:
    """Read the files of an installed package: whole ones, or those of a few weights."""
    import fontpkg

    known = {family.name: family for family in fontpkg.families().values()}
    slug = fontpkg.slugify(name)
    try:
        found = fontpkg.family(name)
    except fontpkg.FamilyNotInstalled:
        message = f"{role}: the font '{name}' is not installed"
        hint = f"install it: python3 -m pip install fontpkg-{slug}"
        if unplain(slug):
            hint = 'name a family, as in "Literata", or files, as in ["fonts/a.ttf"]'
        if (guess := nearest(name, known)).startswith("did you mean"):
            hint = f"{guess} Or {hint}"
        place = project.place("theme", role)
        raise TypesettingError(error("typeface-missing", message, place, hint)) from None
    paths = dict[Path, None]()
    for style in ("normal", "italic"):
        for weight in WEIGHTS:
            with suppress(fontpkg.FontpkgError):
                paths[fontpkg.path(slug, weight=weight, style=style)] = None
    if not paths:  # of one weight, and that an odd one
        paths = dict.fromkeys(file.path for file in found.files[:1])
    return [(path.name, path.read_bytes()) for path in paths]


def _opened(data: bytes) -> TTFont:
    """Read a font; raises anything for what is none."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if font.flavor:
        raise ValueError("fonts of the web are packed")
    if missing := [table for table in ("head", "name", "cmap", "hhea") if not font[table]]:
        raise ValueError(f"it has no {missing}")
    return font


def _family(font: Any) -> str:
    """The family's name: the typographic one, or that for programs that know four styles."""
    return font["name"].getDebugName(16) or font["name"].getDebugName(1) or ""


def _weight(font: Any) -> int:
    return int(font["OS/2"].usWeightClass) if "OS/2" in font else 400


def _slope(font: Any) -> str:
    """Read the slope from any of the places where fonts say it (OpenType, "OS/2" and "head")."""
    leans = bool("OS/2" in font and font["OS/2"].fsSelection & 1) or font["head"].macStyle & 2
    return "italic" if leans else "normal"


def _fit(font: Any, data: bytes, role: Role) -> bytes:
    """Take the optical size of a family for headings out of the reach of styles.

    The engine lays letters out at the size that styles name, or at the middle one, and then embeds
    them at that of the type; styles name it for text alone. An axis by another name stays put.
    """
    axes = font["fvar"].axes if "fvar" in font else []
    if role == "serif" or not any(axis.axisTag == "opsz" for axis in axes):
        return data
    for axis in (*axes, *(font["STAT"].table.DesignAxisRecord.Axis if "STAT" in font else ())):
        for attribute in ("axisTag", "AxisTag"):
            if getattr(axis, attribute, "") == "opsz":
                setattr(axis, attribute, "OPSZ")
    font["fvar"].instances = []  # they call the axis by its former name
    out = BytesIO()
    font.save(out)
    return out.getvalue()
