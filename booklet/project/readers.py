"""The tables of booklet.toml that declare audiences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from booklet.finding import nearest
from booklet.project import keys
from booklet.project.audiences import AXIS, RESERVED, Audience
from booklet.project.contents import CONTENT
from booklet.project.tables import Tables


class Readers:
    """The audiences of one booklet.toml."""

    def __init__(self, tables: Tables, found: Sequence[str], kinds: Sequence[str]) -> None:
        self.tables = tables
        self.found = found  #: The names of all chapters that there are.
        self.kinds = kinds  #: Those of all data files, without their ending.
        self._audiences: dict[str, Audience] = {}

    @property
    def welcomes(self) -> frozenset[PurePath]:
        """The chapters that welcome some readers, and no others."""
        return frozenset(one.welcome for one in self._audiences.values() if one.welcome)

    def axes(self, tables: Mapping[str, Any]) -> dict[str, dict[str, Audience]]:
        """Read the audiences of every axis."""
        axes = {AXIS: self._axis(AXIS, "audiences", tables.get("audiences", {}))}
        further = self.tables.of_tables("axes", tables.get("axes", {}), "level.first-time")
        for axis, audiences in further.items():
            table = f"axes.{axis}"
            if axis == AXIS:
                hint = "write [audiences.educators] for them"
                self.tables.error("axis-taken", f"'{AXIS}' has a table of its own", table, "", hint)
            elif self._plain(axis, table):
                axes[axis] = self._axis(axis, table, audiences)
        return {axis: declared for axis, declared in axes.items() if declared}

    def chapters(self, common: tuple[PurePath, ...]) -> tuple[PurePath, ...]:
        """Name every chapter of the book: those of all readers, and those of some."""
        own = [path for one in self._audiences.values() for path in one.chapters or ()]
        welcomes = [one.welcome for one in self._audiences.values() if one.welcome]
        return tuple(dict.fromkeys((*welcomes, *common, *own)))

    def strangers(self) -> None:
        """Tell the welcomes that other readers have in their lists of chapters."""
        for one in self._audiences.values():
            for path in one.chapters or ():
                owners = [each.name for each in self._audiences.values() if each.welcome == path]
                if owners and one.name not in owners:
                    message = f"'{path.name}' welcomes {', '.join(owners)}"
                    hint = "take it out of the list; it comes first for those whom it welcomes"
                    self.tables.error("welcome-listed", message, one.table, "chapters", hint)

    def apart(self, formats: Iterable[str], languages: Iterable[str]) -> None:
        """Tell what is called like something else that a condition may name."""
        tables = {name: one.table for name, one in self._audiences.items()}
        for name in formats:
            if name in RESERVED:
                self._reserved(name, f"formats.{name}")
            if name in tables:
                self._taken(name, "a format", tables[name])
            tables.setdefault(name, f"formats.{name}")
        for tag in languages:
            if tag.lower() in tables:
                self._taken(tag.lower(), "a language", tables[tag.lower()])

    def _axis(self, axis: str, table: str, tables: Any) -> dict[str, Audience]:
        declared = {}
        for name, of in self.tables.of_tables(table, tables, "educators").items():
            if not self._plain(name, f"{table}.{name}"):
                continue
            if name in self._audiences:
                self._taken(name, "an audience", f"{table}.{name}")
                continue
            declared[name] = self._audiences[name] = self._audience(
                name, axis, f"{table}.{name}", of
            )
        return declared

    def _audience(self, name: str, axis: str, table: str, of: Any) -> Audience:
        read = self.tables.table(table, of, keys.AUDIENCE)
        values = self.tables.values(f"{table}.values", read.get("values", {}))
        welcome = read.get("welcome")
        if welcome and welcome not in self.found:
            message = f"there is no chapter '{welcome}' in {CONTENT}/"
            hint = nearest(welcome, self.found)
            self.tables.error("chapter-missing", message, table, "welcome", hint)
        return Audience(
            name,
            axis,
            read.get("title", ""),
            read.get("subtitle", ""),
            PurePath(CONTENT, welcome) if welcome else None,
            self._listed(table, read.get("chapters")),
            self._order(table, read.get("order", {})),
            values,
            self.tables.accent(table, read),
        )

    def _listed(self, table: str, names: tuple[str, ...] | None) -> tuple[PurePath, ...] | None:
        if names is None:
            return None
        self.tables.chapters(table, names, self.found)
        if not names:
            hint = "leave the list out to print all"
            message = "the list of chapters is empty"
            self.tables.error("chapters-none", message, table, "chapters", hint)
        return tuple(PurePath(CONTENT, name) for name in dict.fromkeys(names))

    def _order(self, table: str, order: Any) -> dict[str, tuple[str, ...]]:
        """Read which records come first; whether there are such is known with their file."""
        where = f"{table}.order"
        read = self.tables.table(where, order, dict.fromkeys(order, keys.texts))
        for kind in [kind for kind in order if kind not in self.kinds]:
            message = f"there is no data file '{kind}.yaml' in {CONTENT}/"
            self.tables.error("data-missing", message, where, kind, nearest(kind, self.kinds))
        for kind, names in read.items():
            for name in [name for name, times in Counter(names).items() if times > 1]:
                self.tables.error("record-twice", f"'{name}' is listed twice", where, kind)
        return read

    def _plain(self, name: str, table: str) -> bool:
        try:
            keys.slug(name)
        except ValueError as trouble:
            self.tables.error("value-wrong", str(trouble), table)
            return False
        if name in RESERVED:
            self._reserved(name, table)
        return name not in RESERVED

    def _reserved(self, name: str, table: str) -> None:
        message = f"'{name}' is a word of conditions"
        self.tables.error("name-taken", message, table, "", "choose another")

    def _taken(self, name: str, what: str, table: str) -> None:
        message = f"'{name}' is the name of {what} already"
        self.tables.error("name-taken", message, table, "", "choose another")
