"""The values that leave this room."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from booklet.finding import Finding, ProjectError, error, nearest
from booklet.project.formats import Binding, Format
from booklet.project.locales import Locale

CONFIG = "booklet.toml"


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
    binding: Binding
    formats: Mapping[str, Format]
    chapters: tuple[PurePath, ...]  #: In reading order, relative to root.
    data: Mapping[str, PurePath]  #: Data files by the name of their block, relative to root.
    findings: tuple[Finding, ...] = ()  #: Warnings; errors never get this far.

    def editions(self, formats: Iterable[str] = ()) -> tuple[Edition, ...]:
        """Name the booklets to print: all of them, or those in the formats given.

        Raises ProjectError for a format that there is not.
        """
        wanted = tuple(dict.fromkeys(formats)) or tuple(self.formats)
        unknown = [name for name in wanted if name not in self.formats]
        if unknown:
            raise ProjectError(
                error(
                    "format-unknown",
                    f"no format is called '{name}'",
                    hint=nearest(name, self.formats),
                )
                for name in unknown
            )
        return tuple(Edition(self, self.locale, self.formats[name]) for name in wanted)


@dataclass(frozen=True, slots=True)
class Edition:
    """One booklet for one kind of reader, printed in one way."""

    project: Project
    locale: Locale
    format: Format

    @property
    def slug(self) -> str:
        """The name of its file, without the ending: "ambassador-en-booklet"."""
        return f"{self.project.name}-{self.locale.tag.lower()}-{self.format.name}"
