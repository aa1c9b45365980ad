"""The words of templates, as messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from jinja2 import Environment, TemplateSyntaxError

from booklet.catalogue import TEMPLATE, Message, gathered
from booklet.finding import Place, TypesettingError, error
from booklet.galley.shelf import Shelf
from booklet.project import Project, Unreadable

_FOLDERS = ("templates", "templates/cards", "templates/data")


def template_messages(project: Project) -> tuple[Message, ...]:
    """Hear the words of every template that a project has or is lent.

    Raises TypesettingError for a template that can't be read.
    """
    shelf = Shelf(project.root)
    return gathered(
        message
        for folder in _FOLDERS
        for name in shelf.names(folder, ".html")
        for message in _heard(shelf, f"{folder}/{name}.html")
    )


def _heard(shelf: Shelf, name: str) -> Iterator[Message]:
    """Hear a template, and the one of the house that it may extend.

    Those of the house are named as templates name them: house/chapter.html.
    """
    jinja = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    jinja.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    seen, own = set[str](), (shelf.root / name).exists()
    for lent in (False, True):
        try:
            text = shelf.text(name, lent=lent)
        except Unreadable:
            continue
        if text in seen:
            continue
        seen.add(text)
        path = PurePath(name)
        if lent or not own:
            path = PurePath("house", *path.parts[1:])
        try:
            found = list(jinja.extract_translations(text))  # type: ignore[attr-defined]
        except TemplateSyntaxError as trouble:
            said = f"the template can't be read: {trouble.message}"
            raise TypesettingError(error("template", said, Place(path, trouble.lineno))) from None
        for line, _, texts in found:
            one, many = texts[:2] if isinstance(texts, tuple) else (texts, "")
            kind, place = "word of a template", Place(path, line)
            yield Message(one, TEMPLATE, many or "", kind, (place,))
