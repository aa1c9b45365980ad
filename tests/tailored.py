"""Small books for several readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from small_books import SETTINGS, book
from translated import po

from booklet.finding import BookletError
from booklet.manuscript import Manuscript, write
from booklet.project import Edition, load

READERS = "[audiences.educators]\n[audiences.business]\n"


class Tailor:
    """A folder in which a test writes a book for educators and for business people."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def lay(
        self,
        body: str = "",
        *,
        front: str = "# One\n",
        more: str = "",
        files: Mapping[str, str] | None = None,
        said: Mapping[str | tuple[str, str], str] | None = None,
    ) -> Path:
        """Write a book; the body of its chapter begins on line 2, more goes into booklet.toml.

        said is what there is in German.
        """
        if said is not None:
            more += "\n[locales.de]\nminimum = 0\n" if "[locales.de]" not in more else ""
            (self.root / "locale").mkdir(exist_ok=True)
            (self.root / "locale/de.po").write_text(po(said), "utf-8")
        return book(
            self.root, {"01-one.md": front + body, **(files or {})}, f"{SETTINGS}{READERS}{more}"
        )

    def edition(self, *readers: str, way: str = "screen", tag: str = "en") -> Edition:
        """The edition of the book that was laid, for some readers; educators if none are named."""
        [edition] = load(self.root).editions([way], [tag], readers or ["educators"])
        return edition

    def written(self, *readers: str, way: str = "screen", tag: str = "en") -> Manuscript:
        """Its manuscript."""
        return write(self.edition(*readers, way=way, tag=tag))

    def html(self, *readers: str, way: str = "screen", tag: str = "en") -> str:
        """The HTML of its first chapter on one line; nothing is told about it."""
        manuscript = self.written(*readers, way=way, tag=tag)
        assert manuscript.findings == ()
        return line(manuscript.chapters[0].html)

    def told(self, *readers: str, way: str = "screen", tag: str = "en") -> str:
        """What is told about it."""
        try:
            findings = self.written(*readers, way=way, tag=tag).findings
        except BookletError as trouble:
            findings = trouble.findings
        return "\n".join(map(str, findings))


def line(html: str) -> str:
    """Some HTML on one line, as Markdown would have written it."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", html)).strip()
