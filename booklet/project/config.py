"""booklet.toml is read, every key checked, and all that is wrong told at once."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from booklet.finding import Finding, Place, ProjectError, error, nearest, warning
from booklet.measure import PAPERS
from booklet.project import files, formats, keys
from booklet.project.formats import Format
from booklet.project.model import CONFIG, Project

CONTENT = "content"


def load(root: Path) -> Project:
    """Read the project in a folder.

    Raises ProjectError with everything that is wrong in booklet.toml.
    """
    root = root.resolve()
    try:
        source = files.read_text(root, CONFIG)
    except files.Unreadable as trouble:
        where = "this folder" if root == Path.cwd() else f"'{root.name}'"
        finding = error(
            "project-missing" if trouble.code == "file-missing" else trouble.code,
            f"there is no {CONFIG} in {where}" if trouble.code == "file-missing" else str(trouble),
            hint="go to the folder of your book, or name it with --project",
        )
        raise ProjectError(finding) from None
    return _Reading(root, source).project()


class _Reading:
    """One reading of one booklet.toml; findings pile up until it ends."""

    def __init__(self, root: Path, source: str) -> None:
        self.root = root
        self.source = source
        self.findings: list[Finding] = []

    def project(self) -> Project:
        tables = self._parse()
        self._known("", tables, {"book", "formats"})
        book = self._table("book", tables.get("book", {}), keys.BOOK)
        for key in keys.REQUIRED:
            if key not in book and key not in tables.get("book", {}):
                self._error("key-missing", f"the key '{key}' is missing in [book]", "book")
        ways = self._formats(tables.get("formats", {}), book)
        chapters, data = self._chapters(book.pop("chapters", None)), self._data()
        book.pop("page", None)
        if any(finding.severity == "error" for finding in self.findings):
            raise ProjectError(self.findings)
        return Project(
            root=self.root,
            name=book["name"],
            title=book["title"],
            subtitle=book.get("subtitle", ""),
            authors=book.get("authors", ()),
            publisher=book.get("publisher", ""),
            licence=book.get("licence", ""),
            description=book.get("description", ""),
            version=book.get("version", ""),
            date=book.get("date"),
            locale=book["language"],
            binding=book.get("binding") or _spine(book["language"].direction),
            formats=ways,
            chapters=chapters,
            data=data,
            findings=tuple(self.findings),
        )

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.source)
        except tomllib.TOMLDecodeError as trouble:
            message, _, where = str(trouble).partition(" (at ")
            line = re.match(r"line (\d+)", where)
            place = Place(PurePath(CONFIG), int(line[1]) if line else None)
            if line is None:  # "at end of document"
                place = Place(PurePath(CONFIG), self.source.count("\n") + 1)
            hint = "texts stand in quotation marks, lists in square brackets"
            raise ProjectError(error("toml", message.lower(), place, hint)) from None

    def _table(self, name: str, table: Any, readers: Mapping[str, keys.Reader]) -> dict[str, Any]:
        if not isinstance(table, dict):
            self._error("table-wrong", f"'{name}' is a table: write [{name}]", name)
            return {}
        self._known(name, table, readers)
        values = {}
        for key, value in table.items():
            if key in readers:
                try:
                    values[key] = readers[key](value)
                except ValueError as trouble:
                    self._error("value-wrong", f"{key}: {trouble}", name, key)
        return values

    def _known(self, name: str, table: Mapping[str, Any], known: Any) -> None:
        for key in table:
            if key not in known:
                where = f" in [{name}]" if name else ""
                what = "key" if name else "table"
                message = f"no {what} is called '{key}'{where}"
                self._error(f"{what}-unknown", message, name, key, nearest(key, known))

    def _formats(self, tables: Any, book: Mapping[str, Any]) -> dict[str, Format]:
        ways = formats.house_formats(book.get("page", PAPERS["a5"]))
        if not isinstance(tables, dict):
            self._error("table-wrong", "formats is a table: write [formats.booklet]", "formats")
            return ways
        for name, table in tables.items():
            values = self._table(f"formats.{name}", table, keys.FORMAT)
            like = values.pop("like", name)
            if like not in ways:
                hint = nearest(like, ways) if "like" in table else 'say like = "booklet"'
                message = f"no format is called '{like}'"
                self._error("format-unknown", message, f"formats.{name}", "like", hint)
                continue
            try:
                keys.slug(name)
            except ValueError as trouble:
                self._error("value-wrong", str(trouble), f"formats.{name}")
            ways[name] = self._derived(name, ways[like], values)
        return ways

    def _derived(self, name: str, like: Format, values: dict[str, Any]) -> Format:
        if like.scheme and "page" in values and "paper" not in values:
            values["paper"] = values["page"].unfolded or like.paper
        way = dataclasses.replace(like, name=name, **values)
        if way.paper and not _folds(way):
            half = way.paper.folded
            hint = f'say page = "{half.name}" in [book]' if half else "take larger paper"
            message = f"two {way.page.name} pages do not fit on {way.paper.name} paper"
            self._error("paper-small", message, f"formats.{name}", "paper", hint)
        return way

    def _chapters(self, named: tuple[str, ...] | None) -> tuple[PurePath, ...]:
        found = sorted(path.name for path in (self.root / CONTENT).glob("*.md"))
        if named is None:
            if not found:
                hint = f"write one, for example {CONTENT}/01-welcome.md"
                self.findings.append(
                    error("chapters-none", f"there is no chapter in {CONTENT}/", hint=hint)
                )
            return tuple(PurePath(CONTENT, name) for name in found)
        for name in dict.fromkeys(named):
            if name not in found:
                message = f"there is no chapter '{name}' in {CONTENT}/"
                self._error("chapter-missing", message, "book", "chapters", nearest(name, found))
            elif named.count(name) > 1:
                self._error("chapter-twice", f"'{name}' is listed twice", "book", "chapters")
        for name in found:
            if name not in named:
                message = "this chapter is not in the book"
                hint = f"add it to chapters in {CONFIG}, or take it out of {CONTENT}/"
                place = Place(PurePath(CONTENT, name))
                self.findings.append(warning("chapter-left-out", message, place, hint))
        return tuple(PurePath(CONTENT, name) for name in named)

    def _data(self) -> dict[str, PurePath]:
        data = {}
        for path in sorted((self.root / CONTENT).glob("*.yaml")):
            try:
                data[keys.slug(path.stem)] = PurePath(CONTENT, path.name)
            except ValueError as trouble:
                place = Place(PurePath(CONTENT, path.name))
                self.findings.append(error("name-wrong", str(trouble), place))
        return data

    def _error(self, code: str, message: str, table: str, key: str = "", hint: str = "") -> None:
        place = Place(PurePath(CONFIG), line_of(self.source, table, key))
        self.findings.append(error(code, message, place, hint))


def _folds(way: Format) -> bool:
    if way.scheme is None or way.paper is None:
        return True
    wide, high = way.paper.height / 2, way.paper.width
    return way.page.width <= wide + 0.01 and way.page.height <= high + 0.01


def _spine(direction: str) -> formats.Binding:
    return "right" if direction == "rtl" else "left"


def line_of(source: str, table: str, key: str = "") -> int | None:
    r"""Find the line of a key; tomllib keeps no lines.

    >>> line_of("[book]\nname = 1\n[formats.booklet]\nflip = 2", "formats.booklet", "flip")
    4

    A key that is not there is sought at its table; a table that is not there has no line.
    """
    header = None
    current = ""
    for number, line in _lines(source):
        if opened := re.match(r"\[+\s*([\w.\"'-]+)\s*\]", line):
            current = opened[1].replace('"', "").replace("'", "")
            if current == table or (not table and current.partition(".")[0] == key):
                header = header or number
        elif key and current == table and re.match(rf"[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return header


def _lines(source: str) -> Iterator[tuple[int, str]]:
    return ((number, line.strip()) for number, line in enumerate(source.split("\n"), 1))
