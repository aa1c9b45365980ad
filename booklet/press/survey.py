"""What no single edition can tell of a book is found once, and kept for as long as it holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from booklet.finding import Finding
from booklet.press.kept import found, written
from booklet.store import Store, digest

if TYPE_CHECKING:
    from booklet.project import Project

_KIND = "survey"


@dataclass(frozen=True, slots=True)
class Surveying:
    """Looks at all editions of a project at once."""

    project: Project
    store: Store
    state: str  #: A sum over all that the project is made of.

    def __call__(self) -> tuple[Finding, ...]:
        from booklet.audience import warnings

        findings = warnings(self.project)
        told = json.dumps([written(finding) for finding in findings])
        self.store.put(_KIND, digest(self.state), told.encode())
        return findings


def surveyed(store: Store, state: str) -> tuple[Finding, ...] | None:
    """Return what was found in the same project before; None where it was not looked at."""
    told = store.get(_KIND, digest(state))
    return None if told is None else tuple(map(found, json.loads(told)))
