"""How far each translation has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from booklet.catalogue import Message, Tally, read_catalogue, tally
from booklet.project import Locale, Project


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the book, or all of it, in one language."""

    locale: Locale
    path: PurePath | None  #: None stands for the whole book.
    tally: Tally
    own: PurePath | None = None  #: The file that stands for this one in the language.


def stats(project: Project, locale: Locale, heard: Iterable[Message]) -> list[Row]:
    """Count the messages of each file of a book, and of all of it in the last row.

    What has a file of its own in the language needs no translation, and is not counted.

    Raises ManuscriptError where the PO file can't be read.
    """
    catalogue, _ = read_catalogue(project, locale.tag)
    edition = project.edition(locale)
    files = {path: edition.file(path) for path in (*project.chapters, *project.data.values())}
    own = {path: file for path, file in files.items() if file != path}
    wanted = [
        message for message in heard if not all(place.path in own for place in message.places)
    ]
    counted = tally(wanted, catalogue)
    rows = [Row(locale, path, found) for path, found in counted.items()]
    rows += [Row(locale, path, Tally(), file) for path, file in own.items()]
    return [*rows, Row(locale, None, sum(counted.values(), Tally()))]
