"""locale/terms.yaml: how the words of a book's own trade are said in each language."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from booklet.catalogue import Terms
from booklet.finding import ManuscriptError, Place, error
from booklet.manuscript import Entry, load_yaml
from booklet.project import Project, Unreadable, read_text

TERMS = PurePath("locale/terms.yaml")


def read_terms(project: Project) -> Terms:
    """Read the terms of a book; there are none without the file.

    Raises ManuscriptError with all that is wrong in it.
    """
    try:
        text = read_text(project.root, TERMS)
    except Unreadable as trouble:
        if trouble.code == "file-missing":
            return Terms({})
        found = error(trouble.code, str(trouble), Place(TERMS), trouble.hint)
        raise ManuscriptError(found) from None
    entry = load_yaml(text, TERMS)
    plain = _plain(entry)
    if wrong := Terms.wrong(plain):
        raise ManuscriptError(
            error("terms-wrong", message, Place(TERMS, _line(entry, path)))
            for path, message in wrong
        )
    return Terms(plain)


def _plain(entry: Entry) -> Any:
    """Take the lines off some values."""
    if isinstance(entry.value, dict):
        return {key: _plain(item) for key, item in entry.value.items()}
    if isinstance(entry.value, list):
        return [_plain(item) for item in entry.value]
    return entry.value


def _line(entry: Entry, path: tuple[str | int, ...]) -> int:
    """Find the line of a value by the keys that lead to it."""
    for key in path:
        value = entry.value
        if isinstance(value, dict) and key in value:
            entry = value[str(key)]
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            entry = value[key]
    return entry.line
