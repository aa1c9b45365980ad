"""The tables of booklet.toml that change formats, and add some."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from booklet.finding import nearest
from booklet.measure import Paper
from booklet.project import keys
from booklet.project.formats import PANELS, SCHEMES, Format, house_formats, panel, paper_for
from booklet.project.tables import Tables

#: Keys that mean nothing to the formats of other families.
_OWN = {
    "chapter": ("handout",),
    "fillable": ("handout",),
    "data": ("cards",),
    "bleed": ("press", "press-rgb"),
    "cover": ("press", "press-rgb"),
    "icc": ("press",),
}

#: The schemes of a family, where it can't have all of those for pages.
_SCHEMES = {
    "zine": ("zine",),
    "leaflet": ("letter-fold", "z-fold"),
    "cards": ("cards",),
    "press": (),
    "press-rgb": (),
}

#: Schemes that lay pages of any kind.
_PAGES = tuple(scheme for scheme in SCHEMES if scheme not in (*PANELS, "cards"))

#: Schemes that fold two pages side by side.
_SPREADS = ("saddle", "sewn", "perfect")


class Ways:
    """The formats of one booklet.toml."""

    def __init__(self, tables: Tables, page: Paper) -> None:
        self.tables = tables
        self.found = house_formats(page)
        if "booklet" not in self.found:
            message = f"no paper is known that holds two {page.name} pages, so there is no booklet"
            tables.warn("page-large", message, "book", "page", "take a smaller page")

    def read(self, declared: Any) -> dict[str, Format]:
        """Read [formats] on top of the formats of the house."""
        for name, table in self.tables.of_tables("formats", declared, "booklet").items():
            values = self.tables.table(f"formats.{name}", table, keys.FORMAT)
            like = values.pop("like", name)
            if like in self.found:
                self.found[name] = self._derived(name, self.found[like], values)
            elif isinstance(table, dict):
                self._unknown(name, like, table, declared)
            try:
                keys.slug(name)
            except ValueError as trouble:
                self.tables.error("value-wrong", str(trouble), f"formats.{name}")
        return self.found

    def standing(self, wanted: tuple[str, ...] | None, declared: Any) -> tuple[str, ...]:
        """Name what is printed when nobody says which: a list, or the usual and the declared."""
        if wanted is None:
            own = declared if isinstance(declared, dict) else {}
            return tuple(way for way in self.found if way in ("screen", "booklet", *own))
        if not wanted:
            hint = "leave it out to print all that have a table"
            self.tables.error("formats-none", "the list of formats is empty", *_LIST, hint)
        for name in [name for name in wanted if name not in self.found]:
            message, hint = f"no format is called '{name}'", nearest(name, self.found)
            self.tables.error("format-unknown", message, *_LIST, hint)
        return tuple(name for name in dict.fromkeys(wanted) if name in self.found)

    def _unknown(self, name: str, like: str, table: Mapping[str, Any], all_: Any) -> None:
        message = f"no format is called '{like}'"
        hint = nearest(like, self.found) if "like" in table else 'say like = "booklet"'
        if like != name and like in all_:
            message = f"the format '{like}' stands further down"
            hint = f"move [formats.{like}] above this one"
        self.tables.error("format-unknown", message, f"formats.{name}", "like", hint)

    def _derived(self, name: str, like: Format, values: dict[str, Any]) -> Format:
        kin = like.like if name == like.name else (like.name, *like.like)
        way = dataclasses.replace(like, name=name, like=kin)
        table = f"formats.{name}"
        values = self._meant(table, way, values)
        scheme = values.get("scheme", like.scheme)
        if scheme is None:
            return dataclasses.replace(way, **values)
        page = values.get("page", like.page)
        moved = "page" in values or scheme != like.scheme or like.paper is None
        if "paper" not in values and moved and scheme not in PANELS and scheme != "cards":
            values["paper"] = paper_for(scheme, page) or like.paper or page
        way = dataclasses.replace(way, **values)
        if scheme in PANELS and way.paper:
            return dataclasses.replace(way, page=panel(scheme, way.paper))
        if scheme in _SPREADS and way.paper and not _folds(way):
            half = way.paper.folded
            hint = f'say page = "{half.name}" in [book]' if half else "take larger paper"
            message = f"two {way.page.name} pages do not fit on {way.paper.name} paper"
            self.tables.error("paper-small", message, table, "paper", hint)
        return way

    def _meant(self, table: str, way: Format, values: dict[str, Any]) -> dict[str, Any]:
        """Tell the keys that this format can do nothing with; return the others."""
        idle = dict[str, tuple[str, str]]()
        known = _SCHEMES.get(way.family, _PAGES)
        scheme = values.get("scheme", way.scheme)
        if "scheme" in values and scheme not in known:
            what = " or ".join(known) or "its pages as they are"
            idle["scheme"] = f"a format like {way.family} has {what}", ""
        elif scheme is None:
            for key in ("paper", "flip", "signature", "caliper"):
                if key != "caliper" or not way.colour:
                    hint = 'say scheme = "saddle" as well'
                    idle[key] = "this format is not laid on sheets", "" if way.colour else hint
        if scheme in PANELS:
            idle["page"] = "the size of a panel follows from the paper", "say paper = ... instead"
        if scheme is None and not way.colour:
            idle["fill"] = "no page is left over where nothing is laid on sheets", ""
        for key, families in _OWN.items():
            if way.family not in families:
                idle[key] = f"this is for formats like {' or '.join(families)}", ""
        for key, (message, hint) in idle.items():
            if key in values:
                self.tables.error("value-idle", f"{key}: {message}", table, key, hint)
        return {key: value for key, value in values.items() if key not in idle}


#: Where the list of formats stands: table and key.
_LIST = ("book", "formats")


def _folds(way: Format) -> bool:
    if way.paper is None:
        return True
    wide, high = way.paper.height / 2, way.paper.width
    return way.page.width <= wide + 0.01 and way.page.height <= high + 0.01
