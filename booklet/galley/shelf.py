"""Where templates, styles, fonts and pictures are taken from: the project first, then the house."""

from __future__ import annotations

import functools
import os
from pathlib import Path, PurePosixPath

from booklet.project import read, read_text

#: The folders that the house lends to every project.
LENT = ("styles", "templates")

#: A project's last word on its looks; nobody else's book gets it, the house's own no more.
OWN_STYLE = "styles/own.css"


class Shelf:
    """Reads files by their name, relative to the project's root."""

    def __init__(self, root: Path, dress: Path | None = None) -> None:
        self.root = root
        self.dress = dress or root  #: The folder whose looks a book wears: its own, as a rule.

    def text(self, name: str, *, lent: bool = False) -> str:
        """Read a text file; the house's own, where it is to be lent.

        Raises Unreadable.
        """
        return read_text(house() if lent else self._root(name), name)

    def bytes(self, name: str) -> bytes:
        """Read a file of any kind.

        Raises Unreadable.
        """
        return read(self._root(name), name)

    def has(self, name: str) -> bool:
        """Tell whether there is such a file, be it readable or not."""
        return os.path.lexists(self._root(name) / name)

    def owns(self, name: str) -> bool:
        """Tell whether a file or a folder is the project's own, and not lent."""
        return (self.dress / name).exists() and self.dress != house()

    def names(self, folder: str, ending: str) -> list[str]:
        """Name the files of a folder, without their ending, the house's included."""
        return sorted(
            {
                path.stem
                for root in (self.dress, house())
                for path in (root / folder).glob(f"*{ending}")
            }
        )

    def _root(self, name: str) -> Path:
        lent = PurePosixPath(name).parts[:1] in [(folder,) for folder in LENT]
        if lent and name != OWN_STYLE and not (self.dress / name).exists():
            return house()
        # Looks name files of their own, too: fonts, a logo, a picture for the cover.
        return self.dress if lent or not (self.root / name).exists() else self.root


@functools.cache
def house() -> Path:
    """The folder of the house's own templates and styles: in the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    packed = package / "house"
    return packed if packed.is_dir() else package.parent


def house_files() -> tuple[tuple[str, bytes], ...]:
    """Read all that the house lends, by name; and the names of its fonts, with their versions."""
    from booklet.galley.fonts import versions

    paths = sorted(path for folder in LENT for path in (house() / folder).rglob("*.*"))
    lent = [(path.relative_to(house()).as_posix(), path.read_bytes()) for path in paths]
    return (*lent, *((name, version.encode()) for name, version in versions()))
