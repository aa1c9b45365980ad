"""The ledger of a tray: which files lie there, and what they were made of."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.press.kept import found, written
from booklet.press.model import Artifact
from booklet.press.tray import Tray
from booklet.press.watch import walk
from booklet.store import digest, installed, makers

if TYPE_CHECKING:
    from booklet.project import Edition, Project
    from booklet.sheets import Printer

_NAME = ".booklet-made.json"


class Ledger:
    """What is known of the files in a tray; a ledger that can't be read knows nothing."""

    def __init__(self, tray: Tray) -> None:
        self._tray = tray
        self._fresh = False  #: Whether it says more than the file in the tray.
        self._names: frozenset[str] | None = None
        self._entries: dict[str, dict[str, Any]] = {}
        try:
            entries = json.loads((tray.folder / _NAME).read_bytes())
            self._entries = {slug: dict(entry) for slug, entry in entries.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            pass

    def unchanged(self, edition: Edition, state: str) -> Artifact | None:
        """Return what was made of the same project, if its files lie there as they were laid."""
        entry = self._entries.get(edition.slug, {})
        if entry.get("state") != _state(edition, state):
            return None
        try:
            return self._artifact(edition, entry)
        except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError):
            return None

    def _artifact(self, edition: Edition, entry: Mapping[str, Any]) -> Artifact | None:
        paths = [self._tray.folder / name for name in entry["files"]]
        sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        if sums != list(entry["files"].values()):
            return None
        cover, guide = entry["cover"], entry["guide"]
        return Artifact(
            *(edition, paths[0], entry["pages"], entry["sheets"], entry["size"], 0.0),
            *(entry["how"], tuple(map(found, entry["findings"]))),
            cover=self._tray.folder / cover if cover else None,
            guide=self._tray.folder / guide if guide else None,
            reused=True,
        )

    def why(self, edition: Edition, recipe: Mapping[str, str]) -> tuple[str, ...]:
        """Name what an edition is made of, and was not when it was made before."""
        before = self._entries.get(edition.slug, {}).get("recipe")
        if not isinstance(before, dict):
            return ("it is new",)
        names = dict.fromkeys([*recipe, *before])
        return tuple(name for name in names if recipe.get(name) != before.get(name))

    def note(
        self, made: Artifact, recipe: Mapping[str, str], files: Mapping[str, bytes], state: str
    ) -> None:
        """Enter what was made."""
        self._fresh = True
        root = made.edition.project.root
        used = [*recipe, made.edition.format.icc or ""]
        # What hides from a look at the project is looked at each time.
        known = all(name in self._seen(root) or not (root / name).is_file() for name in used)
        self._entries[made.edition.slug] = {
            "state": _state(made.edition, state) if known else "",
            "recipe": dict(recipe),
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
            "cover": made.cover and made.cover.name,
            "guide": made.guide and made.guide.name,
            "pages": made.pages,
            "sheets": made.sheets,
            "size": made.size,
            "how": made.how,
            "findings": [written(finding) for finding in made.findings],
        }

    def _seen(self, root: Path) -> frozenset[str]:
        """Name the files that the state of a project is made of."""
        if self._names is None:
            self._names = frozenset(name for name, _ in walk(root))
        return self._names

    def save(self) -> None:
        """Lay the ledger into the tray, if something was entered.

        Raises ProjectError.
        """
        if not self._fresh:
            return
        self._tray.lay(_NAME, json.dumps(self._entries, indent=1).encode())


def state(project: Project, printer: Printer | None) -> str:
    """Sum up all that editions of a project may be made of: two that differ may do so in nothing.

    Everything in the project's folder counts, but for hidden files and what was printed.
    """
    from booklet.galley import house_files
    from booklet.pages import libraries

    given = [f"{name}={value.text}" for name, value in sorted(project.given.items())]
    parts = [makers(), installed(), sys.version, libraries(), repr(printer), *given]
    # Who has just loaded the project has read these, and perhaps not as they are by now.
    parts += [project.settings, repr(project.chapters), repr(project.data)]
    for name, data in (*house_files(), *((name, _read(path)) for name, path in walk(project.root))):
        parts += [name, hashlib.sha256(data).hexdigest()]
    return digest(*parts)


def _state(edition: Edition, state: str) -> str:
    """Sum up what an edition is made of; two formats may have the same name in two runs."""
    return digest(state, edition.slug, repr(edition.format))


def _read(path: Path) -> bytes:
    """Read a file; one that is none, or can't be read, is what it is."""
    try:
        return path.read_bytes() if path.is_file() else b"no file"
    except OSError as trouble:
        return str(trouble).encode()
