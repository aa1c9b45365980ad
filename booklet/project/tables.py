"""booklet.toml, table by table: every key is checked, and what is wrong is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import Any

from booklet.finding import Finding, Place, ProjectError, error, nearest, warning
from booklet.project import colours, files, keys
from booklet.project.contents import CONTENT
from booklet.project.lines import line_of
from booklet.project.locales import Locale
from booklet.project.model import CONFIG
from booklet.project.values import Value

#: What an author would expect to be more than signs.
_MARKED = re.compile(r"\*+\w[^*]*\*+|\[[^\]]+\]\([^)]*\)|</?\w+>|`[^`]+`")


class Tables:
    """The tables of one booklet.toml; findings pile up while they are read."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def parsed(self) -> dict[str, Any]:
        """Read the file as TOML.

        Raises ProjectError where it is none, or holds characters that nobody sees.
        """
        hint = "delete it; it came along with pasted text"
        for line, what in files.hidden(self.source):
            place = Place(PurePath(CONFIG), line)
            message = f"a hidden character stands here: {what}"
            self.findings.append(error("character-hidden", message, place, hint))
        if self.findings:
            raise ProjectError(self.findings)
        return _parsed(self.source)

    def table(self, name: str, table: Any, readers: Mapping[str, keys.Reader]) -> dict[str, Any]:
        """Read the keys of a table; nothing comes of those that are wrong."""
        if not self.is_table(name, table):
            return {}
        self.known(name, table, readers)
        values = {}
        for key, value in table.items():
            if key in readers:
                try:
                    values[key] = readers[key](value)
                except ValueError as trouble:
                    self.error("value-wrong", f"{key}: {trouble}", name, key)
        return values

    def of_tables(self, name: str, tables: Any, example: str) -> dict[str, Any]:
        """Look into a table of tables, such as [formats.booklet]."""
        if isinstance(tables, dict):
            return tables
        self.error("table-wrong", f"{name} is a table: write [{name}.{example}]", name)
        return {}

    def values(self, name: str, table: Any, locale: Locale | None = None) -> dict[str, Value]:
        """Read a table of values, which authors name themselves."""
        values = {}
        for key, text in table.items() if self.is_table(name, table) else ():
            if isinstance(text, str) and (found := _MARKED.search(text)):
                message = f"{key}: '{found[0]}' would be printed as it stands in a value"
                hint = "values are plain words, without signs of Markdown"
                self.warn("value-marked", message, name, key, hint)
            try:
                values[key] = Value(keys.value(key, text), self.place(name, key), locale)
            except ValueError as trouble:
                self.error("value-wrong", str(trouble), name, key)
        return values

    def accent(self, name: str, table: Mapping[str, Any]) -> str:
        """Return the accent of a table, or nothing; tell one that is hard to read on paper."""
        accent: str = table.get("accent", "")
        if accent and (ratio := colours.contrast(accent)) < colours.ENOUGH:
            # Rounded down: 4.49 must not be told as 4.5, which would do.
            shown = f"{int(ratio * 100) / 100:g}:1"
            message = f"accent: {accent} has a contrast of {shown} on white, less than 4.5:1"
            hint = f'the nearest darker colour that suffices: "{colours.readable(accent)}"'
            self.warn("accent-pale", message, name, "accent", hint)
        return accent

    def chapters(self, name: str, listed: Iterable[str], found: Collection[str]) -> None:
        """Tell the chapters of a list that there are not, and those that stand in it twice."""
        for chapter, times in Counter(listed).items():
            if chapter not in found:
                message = f"there is no chapter '{chapter}' in {CONTENT}/"
                self.error("chapter-missing", message, name, "chapters", nearest(chapter, found))
            elif times > 1:
                self.error("chapter-twice", f"'{chapter}' is listed twice", name, "chapters")

    def is_table(self, name: str, table: Any) -> bool:
        """Whether it is a table; tell it if it is not."""
        if isinstance(table, dict):
            return True
        self.error("table-wrong", f"'{name}' is a table: write [{name}]", name)
        return False

    def known(self, name: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
        """Tell the keys of a table that there are not."""
        names = tuple(known)
        for key in table:
            if key not in names:
                where = f" in [{name}]" if name else ""
                what = "key" if name else "table"
                message = f"no {what} is called '{key}'{where}"
                self.error(f"{what}-unknown", message, name, key, nearest(key, names))

    def error(self, code: str, message: str, table: str, key: str = "", hint: str = "") -> None:
        """Tell what can't be, at the line of a key or of a table."""
        self.findings.append(error(code, message, self.place(table, key), hint))

    def warn(self, code: str, message: str, table: str, key: str = "", hint: str = "") -> None:
        """Tell what is doubtful."""
        self.findings.append(warning(code, message, self.place(table, key), hint))

    def place(self, table: str, key: str = "") -> Place:
        """Find the line of a key, or of the head of its table."""
        return Place(PurePath(CONFIG), line_of(self.source, table, key))


def _parsed(source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as trouble:
        message, _, where = str(trouble).partition(" (at ")
        found = re.match(r"line (\d+)", where)  # else "end of document"
        line = int(found[1]) if found else source.rstrip("\n").count("\n") + 1
        hint = "texts stand in quotation marks, lists in square brackets"
        if message.startswith(("Cannot overwrite", "Cannot declare")):
            message, hint = "this stands in the file already", "keep one of the two"
        finding = error("toml", message.lower(), Place(PurePath(CONFIG), line), hint)
    except (ValueError, RecursionError):  # a number of thousands of digits, a deep list
        finding = error("toml", "a value here is too large", Place(PurePath(CONFIG)))
    raise ProjectError(finding)
