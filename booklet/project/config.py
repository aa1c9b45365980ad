"""booklet.toml is read, every key checked, and all that is wrong told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from booklet.finding import Finding, Place, ProjectError, by_line, error, fatal
from booklet.measure import PAPERS
from booklet.project import files, formats, keys
from booklet.project.contents import CONTENT, Contents
from booklet.project.locales import PSEUDO, Locale, locale
from booklet.project.model import CONFIG, Project, Translation
from booklet.project.readers import Readers
from booklet.project.tables import Tables
from booklet.project.themes import Theme
from booklet.project.values import VALUE
from booklet.project.ways import Ways

TABLES = ("book", "formats", "locales", "audiences", "axes", "values", "theme")


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
        self.tables = Tables(source)
        self.contents = Contents(root)

    def project(self) -> Project:
        tables = self.tables.parsed()
        self.tables.known("", tables, TABLES)
        book = self._book(tables)
        ways = Ways(self.tables, book.pop("page", PAPERS["a5"]))
        declared = tables.get("formats", {})
        known = ways.read(declared)
        standing = ways.standing(book.pop("formats", None), declared)
        spoken = self._translations(tables.get("locales", {}), book.get("language"))
        home = book["language"].tag if "language" in book else ""
        self.contents = Contents(self.root, frozenset(spoken), home)
        kinds = [PurePath(name).stem for name in self.contents.data()]
        readers = Readers(self.tables, self.contents.chapters(), kinds)
        axes = readers.axes(tables)
        readers.strangers()
        readers.apart(known, [home, *spoken])
        common = self._chapters(book.pop("chapters", None), readers.welcomes)
        chapters = readers.chapters(common)
        self._left_out(chapters)
        data = self._data()
        values = self.tables.values("values", tables.get("values", {}))
        theme = self._theme(tables.get("theme", {}))
        findings = tuple(sorted(self.tables.findings, key=by_line))
        if fatal(findings):
            raise ProjectError(findings)
        project = Project(
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
            fit=book.get("fit", False),
            formats=known,
            standing=standing,
            chapters=chapters,
            common=common,
            data=data,
            translations=spoken,
            axes=axes,
            values=values,
            theme=theme,
            settings=self.tables.source,
            findings=findings,
        )
        if troubles := [*project.circles(), *self._alike(project)]:
            raise ProjectError([*findings, *troubles])
        return project

    def _book(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        if "book" not in tables:
            hint = f"begin with [book], and below it {', '.join(keys.REQUIRED)}"
            self.tables.error("table-missing", "there is no table [book]", "book", hint=hint)
            return {}
        book = self.tables.table("book", tables["book"], keys.BOOK)
        for key in ("authors", "publisher"):
            if VALUE.search(str(book.get(key, ""))):
                message = f"{key}: no value is filled in here"
                self.tables.error("value-wrong", message, "book", key, "write the words out")
        for key in keys.REQUIRED:
            if isinstance(tables["book"], dict) and key not in tables["book"]:
                message = f"the key '{key}' is missing in [book]"
                self.tables.error("key-missing", message, "book")
        return book

    def _theme(self, table: Any) -> Theme:
        read = self.tables.table("theme", table, keys.THEME)
        self.tables.accent("theme", read)
        if logo := read.get("logo"):
            try:
                files.read(self.root, logo)
            except files.Unreadable as trouble:
                self.tables.error(trouble.code, f"logo: {trouble}", "theme", "logo", trouble.hint)
        return Theme(**read)

    def _translations(self, tables: Any, source: Locale | None) -> dict[str, Translation]:
        translations = dict[str, Translation]()
        for tag, table in self.tables.of_tables("locales", tables, "de").items():
            values, name = self.tables.table(f"locales.{tag}", table, keys.LOCALE), f"locales.{tag}"
            try:
                spoken = locale(tag)
            except ValueError as trouble:
                self.tables.error("value-wrong", str(trouble), name)
                continue
            if spoken == source or spoken.tag in translations:
                message = f"{tag}: the book is written in this language"
                if spoken != source:
                    message = f"{tag}: this language stands in the file already"
                self.tables.error("locale-twice", message, name)
            elif spoken.tag in PSEUDO:
                message = f"{tag}: this language needs no table"
                self.tables.error("locale-twice", message, name, hint=f"try: --locale {spoken.tag}")
            else:
                own = self.tables.values(f"{name}.values", values.pop("values", {}), spoken)
                translations[spoken.tag] = Translation(spoken, values=own, **values)
        return translations

    def _chapters(
        self, named: tuple[str, ...] | None, welcomes: frozenset[PurePath]
    ) -> tuple[PurePath, ...]:
        """Name the chapters of readers who have no list of their own."""
        found = self.contents.chapters() if named is None else named
        chapters = tuple(PurePath(CONTENT, name) for name in found)
        if not found:
            hint = f"write one, for example {CONTENT}/01-welcome.md"
            message = f"there is no chapter in {CONTENT}/"
            if named is not None:
                message, hint = "the list of chapters is empty", "leave it out to print all"
            self.tables.error("chapters-none", message, "book", "chapters", hint)
        if named is None:
            return tuple(path for path in chapters if path not in welcomes)
        self.tables.chapters("book", named, self.contents.chapters())
        for path in [path for path in dict.fromkeys(chapters) if path in welcomes]:
            message = f"'{path.name}' welcomes some readers, and would be printed for all"
            hint = "take it out of the list; it comes first for those whom it welcomes"
            self.tables.error("welcome-listed", message, "book", "chapters", hint)
        return chapters

    def _left_out(self, chapters: tuple[PurePath, ...]) -> None:
        self.tables.findings += self.contents.left_out({path.name for path in chapters})
        self.tables.findings += self.contents.unspoken()

    def _alike(self, project: Project) -> Iterator[Finding]:
        """Tell the first two editions that would be printed into the same file."""
        slugs = set[str]()
        for edition in project.editions():
            if edition.slug in slugs:
                tables = [f"formats.{edition.format.name}"]
                tables += [audience.table for audience in edition.audiences]
                message = f"two editions would be called {edition.slug}.pdf"
                place = self.tables.place(tables[-1])
                yield error("name-taken", message, place, "choose another name")
                return
            slugs.add(edition.slug)

    def _data(self) -> dict[str, PurePath]:
        data = {}
        for name in self.contents.data():
            try:
                data[keys.slug(PurePath(name).stem)] = PurePath(CONTENT, name)
            except ValueError as trouble:
                place = Place(PurePath(CONTENT, name))
                self.tables.findings.append(error("name-wrong", str(trouble), place))
        return data


def _spine(direction: str) -> formats.Binding:
    return "right" if direction == "rtl" else "left"
