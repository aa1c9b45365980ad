"""The values that leave this room."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from booklet.finding import Finding, ProjectError, error, nearest
from booklet.project.formats import Binding, Format
from booklet.project.locales import PSEUDO, Locale, locale
from booklet.project.overrides import override

CONFIG = "booklet.toml"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a project asks of one of its languages."""

    locale: Locale
    minimum: int = 100  #: Percent of the messages; with fewer, it is printed as a draft alone.
    fuzzy: Literal["source", "use"] = "source"  #: What is printed for a doubtful translation.


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
    formats: Mapping[str, Format]
    chapters: tuple[PurePath, ...]  #: In reading order, relative to root.
    data: Mapping[str, PurePath]  #: Data files by the name of their block, relative to root.
    translations: Mapping[str, Translation] = field(default_factory=dict)  #: By tag.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.

    def edition(self, locale: Locale, *, draft: bool = False) -> Edition:
        """Name the booklet in a language, in the first format that there is."""
        return Edition(self, locale, next(iter(self.formats.values())), draft)

    def editions(
        self, formats: Iterable[str] = (), locales: Iterable[str] = (), *, draft: bool = False
    ) -> tuple[Edition, ...]:
        """Name the booklets to print: all of them, or those in the formats and languages given.

        Raises ProjectError for a format or a language that there is not.
        """
        ways, unknown = tuple(dict.fromkeys(formats)) or tuple(self.formats), list[Finding]()
        for name in [name for name in ways if name not in self.formats]:
            message, hint = f"no format is called '{name}'", nearest(name, self.formats)
            unknown.append(error("format-unknown", message, hint=hint))
        known = {self.locale.tag.lower(): self.locale}
        known |= {tag.lower(): wanted.locale for tag, wanted in self.translations.items()}
        tags = tuple(dict.fromkeys(tag.lower() for tag in locales)) or tuple(known)
        known |= {tag.lower(): locale(tag) for tag in PSEUDO}
        for tag in [tag for tag in tags if tag not in known]:
            tags_known = [self.locale.tag, *self.translations]
            message, hint = f"this book has no language '{tag}'", nearest(tag, tags_known)
            unknown.append(error("locale-unknown", message, hint=hint))
        if unknown:
            raise ProjectError(unknown)
        return tuple(
            Edition(self, known[tag], self.formats[name], draft and known[tag] != self.locale)
            for tag in tags
            for name in ways
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """One booklet for one kind of reader, printed in one way."""

    project: Project
    locale: Locale
    format: Format
    draft: bool = False  #: Whether it is printed though its translation is not finished.

    @property
    def slug(self) -> str:
        """The name of its file, without the ending: "ambassador-en-booklet"."""
        ending = "-draft" if self.draft else ""
        return f"{self.project.name}-{self.locale.tag.lower()}-{self.format.name}{ending}"

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
