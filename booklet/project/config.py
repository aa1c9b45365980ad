"""booklet.toml is read, every key checked, and all that is wrong told at once."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from booklet.finding import Finding, Place, ProjectError, by_line, error, fatal, nearest, warning
from booklet.measure import PAPERS
from booklet.project import files, formats, keys
from booklet.project.contents import CONTENT, Contents
from booklet.project.formats import Format
from booklet.project.lines import line_of
from booklet.project.locales import PSEUDO, Locale, locale
from booklet.project.model import CONFIG, Project, Translation


def load(root: Path) -> Project:
    """Read the project in a folder.

    Raises ProjectError with everything that is wrong in booklet.toml.
    """
    root = root.resolve()
    try:
        source = files.read_text(root, CONFIG)
    except files.Unreadable as trouble:
        if trouble.code != "file-missing":
            raise ProjectError(error(trouble.code, str(trouble), hint=trouble.hint)) from None
        where = "this folder" if root == Path.cwd() else f"'{root.name or root}'"
        message = f"there is no {CONFIG} in {where}"
        hint = "go to the folder of your book, or name it with --project"
        raise ProjectError(error("project-missing", message, hint=hint)) from None
    return _Reading(root, source).project()


class _Reading:
    """One reading of one booklet.toml; findings pile up until it ends."""

    def __init__(self, root: Path, source: str) -> None:
        self.root = root
        self.source = source
        self.findings: list[Finding] = []
        self.contents = Contents(root)

    def project(self) -> Project:
        self._seen()
        tables = self._parse()
        self._known("", tables, {"book", "formats", "locales"})
        book = self._book(tables)
        ways = self._formats(tables.get("formats", {}), book)
        spoken = self._translations(tables.get("locales", {}), book.get("language"))
        home = book["language"].tag if "language" in book else ""
        self.contents = Contents(self.root, frozenset(spoken), home)
        chapters, data = self._chapters(book.pop("chapters", None)), self._data()
        book.pop("page", None)
        findings = tuple(sorted(self.findings, key=by_line))
        if fatal(findings):
            raise ProjectError(findings)
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
            translations=spoken,
            findings=findings,
        )

    def _seen(self) -> None:
        hint = "delete it; it came along with pasted text"
        for line, what in files.hidden(self.source):
            place = Place(PurePath(CONFIG), line)
            message = f"a hidden character stands here: {what}"
            self.findings.append(error("character-hidden", message, place, hint))
        if self.findings:
            raise ProjectError(self.findings)

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.source)
        except tomllib.TOMLDecodeError as trouble:
            message, _, where = str(trouble).partition(" (at ")
            found = re.match(r"line (\d+)", where)  # else "end of document"
            line = int(found[1]) if found else self.source.rstrip("\n").count("\n") + 1
            hint = "texts stand in quotation marks, lists in square brackets"
            if message.startswith(("Cannot overwrite", "Cannot declare")):
                message, hint = "this stands in the file already", "keep one of the two"
            finding = error("toml", message.lower(), Place(PurePath(CONFIG), line), hint)
        except (ValueError, RecursionError):  # a number of thousands of digits, a deep list
            finding = error("toml", "a value here is too large", Place(PurePath(CONFIG)))
        raise ProjectError(finding)

    def _book(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        if "book" not in tables:
            hint = f"begin with [book], and below it {', '.join(keys.REQUIRED)}"
            self._error("table-missing", "there is no table [book]", "book", hint=hint)
            return {}
        book = self._table("book", tables["book"], keys.BOOK)
        for key in keys.REQUIRED:
            if isinstance(tables["book"], dict) and key not in tables["book"]:
                self._error("key-missing", f"the key '{key}' is missing in [book]", "book")
        return book

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
        page = book.get("page", PAPERS["a5"])
        ways = formats.house_formats(page)
        if "booklet" not in ways:
            message = f"no paper is known that holds two {page.name} pages, so there is no booklet"
            place = self._place("book", "page")
            self.findings.append(warning("page-large", message, place, "take a smaller page"))
        if not isinstance(tables, dict):
            self._error("table-wrong", "formats is a table: write [formats.booklet]", "formats")
            return ways
        for name, table in tables.items():
            values = self._table(f"formats.{name}", table, keys.FORMAT)
            like = values.pop("like", name)
            if like in ways:
                ways[name] = self._derived(name, ways[like], values)
            elif isinstance(table, dict):
                message = f"no format is called '{like}'"
                hint = nearest(like, ways) if "like" in table else 'say like = "booklet"'
                if like != name and like in tables:
                    message = f"the format '{like}' stands further down"
                    hint = f"move [formats.{like}] above this one"
                self._error("format-unknown", message, f"formats.{name}", "like", hint)
            try:
                keys.slug(name)
            except ValueError as trouble:
                self._error("value-wrong", str(trouble), f"formats.{name}")
        return ways

    def _derived(self, name: str, like: Format, values: dict[str, Any]) -> Format:
        table = f"formats.{name}"
        page = values.get("page", like.page)
        if values.get("scheme", like.scheme) is None:
            for key in values.keys() & {"paper", "flip", "signature", "caliper"}:
                message = f"{key}: this format is not laid on sheets"
                self._error("value-idle", message, table, key, 'say scheme = "saddle" as well')
            return dataclasses.replace(like, name=name, page=page)
        if "paper" not in values and ("page" in values or like.paper is None):
            values["paper"] = page.unfolded or like.paper or page
        way = dataclasses.replace(like, name=name, **values)
        if way.paper and not _folds(way):
            half = way.paper.folded
            hint = f'say page = "{half.name}" in [book]' if half else "take larger paper"
            message = f"two {way.page.name} pages do not fit on {way.paper.name} paper"
            self._error("paper-small", message, table, "paper", hint)
        return way

    def _translations(self, tables: Any, source: Locale | None) -> dict[str, Translation]:
        if not isinstance(tables, dict):
            self._error("table-wrong", "locales is a table: write [locales.de]", "locales")
            return {}
        translations = dict[str, Translation]()
        for tag, table in tables.items():
            values, name = self._table(f"locales.{tag}", table, keys.LOCALE), f"locales.{tag}"
            try:
                spoken = locale(tag)
            except ValueError as trouble:
                self._error("value-wrong", str(trouble), name)
                continue
            if spoken == source or spoken.tag in translations:
                message = f"{tag}: the book is written in this language"
                if spoken != source:
                    message = f"{tag}: this language stands in the file already"
                self._error("locale-twice", message, name)
            elif spoken.tag in PSEUDO:
                message = f"{tag}: this language needs no table"
                self._error("locale-twice", message, name, hint=f"try: --locale {spoken.tag}")
            else:
                translations[spoken.tag] = Translation(spoken, **values)
        return translations

    def _chapters(self, named: tuple[str, ...] | None) -> tuple[PurePath, ...]:
        found = self.contents.chapters()
        for name in dict.fromkeys(named or ()):
            if name not in found:
                message = f"there is no chapter '{name}' in {CONTENT}/"
                self._error("chapter-missing", message, "book", "chapters", nearest(name, found))
            elif named and named.count(name) > 1:
                self._error("chapter-twice", f"'{name}' is listed twice", "book", "chapters")
        book = found if named is None else list(named)
        if not book:
            hint = f"write one, for example {CONTENT}/01-welcome.md"
            message = f"there is no chapter in {CONTENT}/"
            if named is not None:
                message, hint = "the list of chapters is empty", "leave it out to print all"
            self._error("chapters-none", message, "book", "chapters", hint)
        self.findings += self.contents.left_out(set(book))
        self.findings += self.contents.unspoken()
        return tuple(PurePath(CONTENT, name) for name in book)

    def _data(self) -> dict[str, PurePath]:
        data = {}
        for name in self.contents.data():
            try:
                data[keys.slug(PurePath(name).stem)] = PurePath(CONTENT, name)
            except ValueError as trouble:
                place = Place(PurePath(CONTENT, name))
                self.findings.append(error("name-wrong", str(trouble), place))
        return data

    def _error(self, code: str, message: str, table: str, key: str = "", hint: str = "") -> None:
        self.findings.append(error(code, message, self._place(table, key), hint))

    def _place(self, table: str, key: str = "") -> Place:
        return Place(PurePath(CONFIG), line_of(self.source, table, key))


def _folds(way: Format) -> bool:
    if way.scheme is None or way.paper is None:
        return True
    wide, high = way.paper.height / 2, way.paper.width
    return way.page.width <= wide + 0.01 and way.page.height <= high + 0.01


def _spine(direction: str) -> formats.Binding:
    return "right" if direction == "rtl" else "left"
