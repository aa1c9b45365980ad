"""Every message of a book: of its chapters, data, settings and templates."""

from __future__ import annotations

from booklet.catalogue import Message, gathered
from booklet.finding import ProjectError, error, nearest
from booklet.galley import template_messages
from booklet.manuscript import messages
from booklet.project import PSEUDO, Locale, Project


def book_messages(project: Project) -> tuple[Message, ...]:
    """Gather the messages of a book, in reading order, its templates last.

    Raises ManuscriptError or TypesettingError where chapters, data or templates can't be read.
    """
    return gathered([*messages(project), *template_messages(project)])


def spoken(project: Project, tag: str) -> Locale:
    """Look up a language that the book is translated into, written as in PO files or as here.

    Raises ProjectError for any other.
    """
    for known, wanted in project.translations.items():
        if known.lower() == tag.replace("_", "-").lower():
            return wanted.locale
    message = f"this book is not translated into '{tag}'"
    meant, hint = Locale.of(tag), nearest(tag, project.translations)
    if meant == project.locale:
        message, hint = f"this book is written in '{tag}'", nearest("", project.translations)
    elif meant and meant.tag in PSEUDO:
        message = f"nobody translates into '{meant.tag}'"
        hint = f"the press makes it up: booklet build --locale {meant.tag}"
    elif meant:
        hint = f"add the language to booklet.toml: [locales.{meant.tag}]"
    raise ProjectError(error("locale-unknown", message, hint=hint))
