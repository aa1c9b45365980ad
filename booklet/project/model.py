"""The values that leave this room."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from booklet.finding import Finding, Place, ProjectError, error, nearest
from booklet.project import keys
from booklet.project.audiences import Audience, Axes, chosen, combined
from booklet.project.formats import Binding, Format
from booklet.project.lines import line_of
from booklet.project.locales import PSEUDO, Locale, locale
from booklet.project.overrides import override
from booklet.project.themes import Theme
from booklet.project.values import Value, cycle

CONFIG = "booklet.toml"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a project asks of one of its languages."""

    locale: Locale
    minimum: int = 100  #: Percent of the messages; with fewer, it is printed as a draft alone.
    fuzzy: Literal["source", "use"] = "source"  #: What is printed for a doubtful translation.
    values: Mapping[str, Value] = field(default_factory=dict)  #: By name, in that language.


@dataclass(frozen=True, slots=True)
class Project:
    """One book, with everything decided but its words."""

    root: Path  #: The folder that holds booklet.toml; nothing outside of it is read.
    name: str  #: A slug: the first part of every file that is made.
    title: str
    subtitle: str
    authors: tuple[str, ...]
    publisher: str
    licence: str
    description: str
    version: str
    date: datetime.date | None  #: The day of this edition; nothing ever says "today".
    locale: Locale  #: The language that the chapters are written in.
    binding: Binding  #: In that language; books in the other direction are bound on the other side.
    formats: Mapping[str, Format]  #: All that there are, by name.
    standing: tuple[str, ...]  #: Those that are printed when nobody says which.
    chapters: tuple[PurePath, ...]  #: Of every edition, in reading order, relative to root.
    common: tuple[PurePath, ...]  #: Those of readers who have no list of their own.
    data: Mapping[str, PurePath]  #: Data files by the name of their block, relative to root.
    translations: Mapping[str, Translation] = field(default_factory=dict)  #: By tag.
    axes: Axes = field(default_factory=dict)  #: Audiences by name, by the name of their axis.
    values: Mapping[str, Value] = field(default_factory=dict)  #: By name, for every edition.
    given: Mapping[str, Value] = field(default_factory=dict)  #: By name, instead of all others.
    fit: bool = False  #: Whether paragraphs may be set tighter or wider by a little.
    theme: Theme = field(default_factory=Theme)
    dress: Path | None = None  #: The folder whose templates and styles it wears; None: its own.
    settings: str = ""  #: booklet.toml, as it was read.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.

    def place(self, table: str, key: str = "") -> Place:
        """Find the line of a key in booklet.toml, or of the head of its table."""
        return Place(PurePath(CONFIG), line_of(self.settings, table, key))

    @property
    def audiences(self) -> Mapping[str, Audience]:
        """The audiences of every axis by name; no two have the same."""
        return {name: audience for axis in self.axes.values() for name, audience in axis.items()}

    @property
    def locales(self) -> Mapping[str, Locale]:
        """The languages of the book by tag, that of its authors first."""
        spoken = {tag: wanted.locale for tag, wanted in self.translations.items()}
        return {self.locale.tag: self.locale, **spoken}

    @property
    def names(self) -> tuple[str, ...]:
        """What a condition may name: audiences, formats and languages."""
        return (*self.audiences, *self.formats, *self.locales)

    def edition(
        self, locale: Locale, audiences: tuple[Audience, ...] | None = None, *, draft: bool = False
    ) -> Edition:
        """Name the booklet in a language, for the first audiences and in the first format."""
        readers = next(combined(self.axes)) if audiences is None else audiences
        return Edition(self, locale, readers, self.formats[self.standing[0]], draft)

    def editions(
        self,
        formats: Iterable[str] = (),
        locales: Iterable[str] = (),
        audiences: Iterable[str] = (),
        *,
        draft: bool = False,
    ) -> tuple[Edition, ...]:
        """Name the booklets to print: in the standing formats, or those that are asked for.

        Of an axis with audiences among those given, the others are left out.

        Raises ProjectError for a format, a language or an audience that there is not.
        """
        ways, unknown = tuple(dict.fromkeys(formats)) or self.standing, list[Finding]()
        for name in [name for name in ways if name not in self.formats]:
            message, hint = f"no format is called '{name}'", nearest(name, self.formats)
            unknown.append(error("format-unknown", message, hint=hint))
        known = {tag.lower(): locale for tag, locale in self.locales.items()}
        tags = tuple(dict.fromkeys(tag.lower() for tag in locales)) or tuple(known)
        known |= {tag.lower(): locale(tag) for tag in PSEUDO}
        for tag in [tag for tag in tags if tag not in known]:
            message, hint = f"this book has no language '{tag}'", nearest(tag, self.locales)
            unknown.append(error("locale-unknown", message, hint=hint))
        wanted = tuple(dict.fromkeys(name for names in audiences for name in names.split("+")))
        unknown += [self._nobody(name) for name in wanted if name not in self.audiences]
        if unknown:
            raise ProjectError(unknown)
        axes = {
            axis: {name: one for name, one in of.items() if name in wanted} or of
            for axis, of in self.axes.items()
        }
        drafts = {tag: draft and known[tag] != self.locale for tag in tags}
        return tuple(
            Edition(self, known[tag], readers, self.formats[name], drafts[tag])
            for tag in tags
            for readers in combined(axes)
            for name in ways
        )

    def narrowed(self, *, chapter: str = "", data: str = "") -> Project:
        """Let handouts hold one chapter or a part of it, and cards the records of one file.

        Their names, and so those of their files, tell it.

        Raises ProjectError for a data file that there is not.
        """
        if data and data not in self.data:
            message, hint = f"there is no data file '{data}'", nearest(data, self.data)
            raise ProjectError(error("data-missing", message, hint=hint))
        own = {"handout": {"chapter": chapter}, "cards": {"data": data}}
        ways = dict(self.formats)
        for name, way in self.formats.items():
            for key, value in own.get(way.template, {}).items():
                if value:
                    shown = f"{name}-{value.replace('#', '-')}"
                    like = (name, *way.like)
                    ways[name] = dataclasses.replace(
                        way,
                        name=shown,
                        like=like,
                        **{key: value},  # type: ignore[arg-type]
                    )
        return dataclasses.replace(self, formats=ways)

    def given_values(self, texts: Mapping[str, str]) -> Project:
        """Give values to every edition, instead of all others of their names.

        Raises ProjectError for a name that is not plain, for a text that is none of one line, and
        where values ask for each other in a circle.
        """
        findings, values = list[Finding](), dict[str, Value]()
        for name, text in texts.items():
            try:
                values[name] = Value(keys.value(name, text))
            except ValueError as trouble:
                findings.append(error("value-wrong", str(trouble)))
        project = dataclasses.replace(self, given=values)
        findings += project.circles()
        if findings:
            raise ProjectError(findings)
        return project

    def circles(self) -> list[Finding]:
        """Tell values that ask for each other in a circle, in any edition."""
        found = dict[frozenset[str], Finding]()
        for edition in (self.edition(*of) for of in self._readers()):
            names, values = cycle(edition.values), edition.values
            if names and frozenset(names) not in found:
                message = f"these values ask for each other in a circle: {', '.join(names)}"
                place, hint = values[names[0]].place, "write one of them out"
                if len(names) == 1:
                    message, hint = f"the value '{names[0]}' asks for itself", "write it out"
                found[frozenset(names)] = error("value-circle", message, place, hint)
        return list(found.values())

    def _readers(self) -> Iterable[tuple[Locale, tuple[Audience, ...]]]:
        return itertools.product(self.locales.values(), combined(self.axes))

    def _nobody(self, name: str) -> Finding:
        hint = nearest(name, self.audiences)
        if not self.audiences:
            hint = f"declare it in {CONFIG}: [audiences.{name}]"
        return error("audience-unknown", f"no audience is called '{name}'", hint=hint)


@dataclass(frozen=True, slots=True)
class Edition:
    """One booklet for one kind of reader, printed in one way."""

    project: Project
    locale: Locale
    audiences: tuple[Audience, ...]  #: One of each axis.
    format: Format
    draft: bool = False  #: Whether it is printed though its translation is not finished.

    @property
    def slug(self) -> str:
        """The name of its file, without the ending: "ambassador-de-educators-booklet"."""
        readers = [audience.name for audience in self.audiences]
        parts = [self.project.name, self.locale.tag.lower(), *readers, self.format.name]
        return "-".join([*parts, "draft"] if self.draft else parts)

    @property
    def names(self) -> frozenset[str]:
        """The names that hold for it in conditions."""
        readers = {audience.name for audience in self.audiences}
        return frozenset({self.locale.tag, *self.format.names} | readers)

    @property
    def short(self) -> frozenset[str]:
        """The names one of which matter must bear in a short version; none in a whole one."""
        return frozenset(self.format.names) if self.format.short else frozenset()

    @property
    def chapters(self) -> tuple[PurePath, ...]:
        """The chapters that it may hold, in its order; their own conditions may hide some."""
        listed = any(one.chapters is not None for one in self.audiences)
        return chosen(self.project.chapters if listed else self.project.common, self.audiences)

    @property
    def values(self) -> Mapping[str, Value]:
        """Its values by name: those of its readers go before those of its language."""
        values = dict(self.project.values)
        if self.translation:
            values |= self.translation.values
        for audience in self.audiences:
            values |= audience.values
        return values | dict(self.project.given)

    @property
    def subtitle(self) -> str:
        """The subtitle for its readers, or that of the book."""
        own = [audience.subtitle for audience in self.audiences if audience.subtitle]
        return own[-1] if own else self.project.subtitle

    @property
    def accent(self) -> str:
        """The accent for its readers, or that of the book; nothing for the house's."""
        own = [audience.accent for audience in self.audiences if audience.accent]
        return own[-1] if own else self.project.theme.accent

    @property
    def translation(self) -> Translation | None:
        """What is asked of its language; None where the authors wrote it themselves."""
        if self.locale == self.project.locale:
            return None
        # A pseudo-language needs no settings: all of it is there.
        return self.project.translations.get(self.locale.tag) or Translation(self.locale)

    @property
    def binding(self) -> Binding:
        """The side of the spine: books in the other direction are mirrored."""
        if self.locale.direction == self.project.locale.direction:
            return self.project.binding
        return "left" if self.project.binding == "right" else "right"

    def file(self, path: PurePath) -> PurePath:
        """The file of its own language that stands for a file of the book, else that file."""
        if self.translation is None:
            return path
        return override(self.project.root, path, self.locale.tag) or path
