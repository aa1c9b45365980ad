"""Every message of a book: of its chapters, data, settings and templates."""

from __future__ import annotations

from booklet.catalogue import Message, gathered
from booklet.finding import ProjectError, error, nearest
from booklet.galley import template_messages
from booklet.manuscript import messages
from booklet.project import Locale, Project


def book_messages(project: Project) -> tuple[Message, ...]:
    """Gather the messages of a book, in reading order, its templates last.

    Raises ManuscriptError or TypesettingError where chapters, data or templates can't be read.
    """
    return gathered([*messages(project), *template_messages(project)])


def spoken(project: Project, tag: str) -> Locale:
    """Look up a language that the book is translated into.

    Raises ProjectError for any other.
    """
    for known, wanted in project.translations.items():
        if known.lower() == tag.lower():
            return wanted.locale
    message = f"this book is not translated into '{tag}'"
    hint = f"add the language to booklet.toml: [locales.{tag}]"
    if tag.lower() == project.locale.tag.lower():
        message, hint = f"this book is written in '{tag}'", nearest("", project.translations)
    raise ProjectError(error("locale-unknown", message, hint=hint))
