"""The files that translators work with: the template of all languages, and one for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from booklet.catalogue import (
    Counts,
    Message,
    catalogue_path,
    house_words,
    merged,
    misnamed,
    missing,
    source,
    template,
    template_words,
)
from booklet.finding import ManuscriptError, Place, error
from booklet.project import Locale, Project, Unreadable, read_text
from booklet.translation.messages import book_messages

TEMPLATE = PurePath("locale/booklet.pot")


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it should be."""

    path: PurePath  #: Relative to the project.
    text: str
    changed: bool  #: Whether it is another one than lies there.
    messages: int
    counts: Counts = field(default_factory=Counts)  #: What became of each, in a language's file.


def extract(project: Project) -> Written:
    """Write the template: every message of the book, for translators to begin with.

    Raises ManuscriptError or TypesettingError where the book can't be read.
    """
    heard = book_messages(project)
    text = template(project, heard)
    try:
        changed = read_text(project.root, TEMPLATE) != text
    except Unreadable:
        changed = True
    return Written(TEMPLATE, text, changed, len(heard))


def start(project: Project, locale: Locale, heard: tuple[Message, ...] | None = None) -> Written:
    """Write the first file of a language; heard are the messages of the book, if known.

    Raises ManuscriptError where there is one already, be it by another name.
    """
    path = catalogue_path(locale.tag)
    if source(project, locale.tag) is not None:
        message = "this file is there already"
        hint = f"bring it up to date: booklet i18n update {locale.tag}"
        raise ManuscriptError(error("po-there", message, Place(path), hint))
    if misnamed(project, locale.tag):
        raise ManuscriptError(missing(project, locale.tag))
    return _merged(project, locale, None, heard or book_messages(project))


def update(project: Project, locale: Locale, heard: tuple[Message, ...] | None = None) -> Written:
    """Bring the file of a language up to date with the book; heard are its messages, if known.

    Raises ManuscriptError where there is none, or where it can't be read.
    """
    old = source(project, locale.tag)
    if old is None:
        raise ManuscriptError(missing(project, locale.tag))
    return _merged(project, locale, old, heard or book_messages(project))


def _merged(
    project: Project, locale: Locale, old: str | None, heard: tuple[Message, ...]
) -> Written:
    known = template_words(house_words(locale.tag).entries)
    result = merged(old, heard, locale.tag, project, known)
    path = catalogue_path(locale.tag)
    return Written(path, result.text, result.changed, len(heard), result.counts)
