"""A chapter's file, split into front matter and body, with its lines kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from booklet.finding import Finding, ManuscriptError, Place, error, nearest
from booklet.manuscript import strict
from booklet.project import Project, Unreadable, read_text

#: What front matter may say, and what each key holds.
FRONT = {"title": str, "id": str, "summary": str, "minutes": int}

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """A chapter as it was written."""

    path: PurePath
    text: str  #: The whole file.
    body: str  #: What comes after the front matter.
    lead: int  #: The number of lines before the body.
    front: dict[str, Any]

    def place(self, line: int | None = None) -> Place:
        """Point at a line of the file, counted from 1."""
        return Place(self.path, line)

    @property
    def name(self) -> str:
        """The chapter's id: its own, or the file's name without number and ending.

        >>> Source(PurePath("content/03-benefits.md"), "", "", 0, {}).name
        'benefits'
        """
        stem = re.sub(r"^\d+[-_. ]*", "", self.path.stem) or self.path.stem
        return str(self.front.get("id") or re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-"))


def open_text(project: Project, path: PurePath) -> str:
    """Read a text file of the project.

    Raises ManuscriptError.
    """
    try:
        return read_text(project.root, path)
    except Unreadable as trouble:
        raise ManuscriptError(error(trouble.code, str(trouble), Place(path))) from None


def open_chapter(project: Project, path: PurePath) -> Source:
    """Read a chapter and its front matter.

    Raises ManuscriptError.
    """
    text = open_text(project, path)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Source(path, text, text, 0, {})
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        hint = "close it with a line of ---"
        raise ManuscriptError(
            error("front-open", "the front matter never ends", Place(path, 1), hint)
        )
    entry = strict.load("\n".join(lines[1:end]), path, first_line=2)
    front, findings = _front(entry, path)
    if findings:
        raise ManuscriptError(findings)
    return Source(path, text, "\n".join(lines[end + 1 :]), end + 1, front)


def _front(entry: strict.Entry, path: PurePath) -> tuple[dict[str, Any], list[Finding]]:
    if not isinstance(entry.value, dict):
        hint = "write one key a line, for example title: Welcome"
        return {}, [error("front-wrong", "this is no front matter", Place(path, 2), hint)]
    values, findings = {}, []
    for key, item in entry.value.items():
        place = Place(path, item.line)
        if key not in FRONT:
            message = f"no key of the front matter is called '{key}'"
            findings.append(error("front-unknown", message, place, nearest(key, FRONT)))
        elif not isinstance(item.value, FRONT[key]) or isinstance(item.value, bool):
            needed = "a whole number" if FRONT[key] is int else "a text"
            message = f"{key}: {needed} is needed"
            hint = "put quotation marks around it" if FRONT[key] is str else ""
            findings.append(error("front-wrong", message, place, hint))
        elif key == "id" and not _NAME.fullmatch(str(item.value)):
            message = f"'{item.value}' is not a plain name; use a to z, 0 to 9 and hyphens"
            findings.append(error("front-wrong", message, place))
        else:
            values[key] = item.value
    return values, findings
