"""The files of a book: which are chapters, which are data, and which are left out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from booklet.finding import Finding, Place, warning
from booklet.project.locales import Locale
from booklet.project.model import CONFIG

CONTENT = "content"
LOCALE = "locale"

#: Endings of files that hold words, and what each should be.
_WORDS = {".md": ".md", ".markdown": ".md", ".mdown": ".md", ".yaml": ".yaml", ".yml": ".yaml"}


@dataclass(frozen=True, slots=True)
class Contents:
    """The folder that holds the words of a book."""

    root: Path
    tags: frozenset[str] = frozenset()  #: Of the languages that it is translated into.
    home: str = ""  #: Of the language that it is written in.

    def chapters(self) -> list[str]:
        """Name every chapter, in the order in which its author counts."""
        return sorted((path.name for path in self._files(".md")), key=_counted)

    def data(self) -> list[str]:
        """Name every data file."""
        return [path.name for path in self._files(".yaml")]

    def left_out(self, chapters: set[str]) -> Iterator[Finding]:
        """Tell every file that looks like a part of the book and is none."""
        folder = self.root / CONTENT
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            ending = path.suffix.lower()
            if ending not in _WORDS or any(part.startswith(".") for part in name.parts):
                continue
            if hint := self._astray(path, chapters):
                code = "chapter-left-out" if _WORDS[ending] == ".md" else "data-left-out"
                place = Place(PurePath(CONTENT, name))
                yield warning(code, "this file is not in the book", place, hint)

    def unspoken(self) -> Iterator[Finding]:
        """Tell every PO file in a language that the book is not translated into."""
        folder = self.root / LOCALE
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            said = Locale.of(path.stem.replace("_", "-"))
            if path.suffix.lower() != ".po" or said is None or said.tag == self.home:
                continue
            right = path.with_name(f"{said.tag}.po")
            if said.tag not in self.tags:
                hint = f"add its language to {CONFIG}: [locales.{said.tag}]"
            elif path != right and right.exists():  # else its language is told to have none
                hint = f"{right.name} is; keep one of the two"
            else:
                continue
            place = Place(PurePath(LOCALE, path.name))
            yield warning("po-left-out", "this file is not read", place, hint)

    def _astray(self, path: Path, chapters: set[str]) -> str:
        """Say what to do about a file that is not in the book; nothing, of one that is."""
        ending = _WORDS[path.suffix.lower()]
        if path.parent != self.root / CONTENT:
            return f"chapters and data stand in {CONTENT}/ itself"
        if path.suffix != ending:
            return f"rename it to {path.stem}{ending}"
        name = path.name
        if base := self._original(path):
            tag, name = path.stem.rpartition(".")[2], base.name
            if (known := Locale.of(tag)) and known.tag == self.home:
                return f"the book is written in this language: change {name} itself"
            if not self._known(tag):
                return f"add its language to {CONFIG}: [locales.{tag}]"
            if not base.exists():
                return f"there is no {name} that it could stand for"
        if ending == ".md" and name not in chapters:
            return f"add it to chapters in {CONFIG}, or take it out of {CONTENT}/"
        return ""

    def _files(self, ending: str) -> Iterator[Path]:
        # Names with a leading dot are locks and leftovers of editors and file systems.
        for path in sorted((self.root / CONTENT).glob(f"*{ending}")):
            if not path.name.startswith(".") and self._original(path) is None:
                yield path

    def _original(self, path: Path) -> Path | None:
        """Name the file that this one stands for in a language: 01-a.md, of 01-a.de.md."""
        stem, dot, tag = path.stem.rpartition(".")
        base = path.with_name(f"{stem}{path.suffix}")
        return base if dot and (self._known(tag) or (Locale.of(tag) and base.exists())) else None

    def _known(self, tag: str) -> bool:
        return tag.lower() in map(str.lower, self.tags)


def _counted(name: str) -> tuple[int | float, str]:
    """Order chapters as their authors count: 2 before 10, names without a number last."""
    number = re.match(r"\d{1,9}", name)
    return (int(number[0]) if number else math.inf, name)
