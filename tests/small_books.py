"""Small books for tests: those that stand in tests/books, and those that a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from booklet.finding import BookletError
from booklet.manuscript import Chapter, Manuscript, write
from booklet.project import Project, load

BOOKS = Path(__file__).parent / "books"

SETTINGS = '[book]\nname = "small"\ntitle = "Small"\nlanguage = "en"\n'


def picture(text: str) -> str:
    """A text as a test draws it, without the margin."""
    return dedent(text).strip("\n")


def book(root: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    """Write a book; names count from its folder of content."""
    (root / "content").mkdir(exist_ok=True)
    (root / "booklet.toml").write_text(settings, "utf-8")
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def read(root: Path) -> Manuscript:
    """Write the manuscript of a book."""
    return write(load(root).editions(["screen"])[0])


def told(root: Path) -> str:
    """Everything that its author is told about a book: errors, or else warnings."""
    try:
        project = load(root)
        findings = (*project.findings, *write(project.editions(["screen"])[0]).findings)
    except BookletError as trouble:
        findings = trouble.findings
    return "\n".join(map(str, findings))


class Desk:
    """A folder in which a test writes chapters."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def lay(self, body: str, data: str = "", *, language: str = "en") -> Path:
        """Write a book of one chapter, whose body begins on line 2, and of quotes."""
        settings = SETTINGS.replace('"en"', f'"{language}"')
        quotes = data or "ann: {text: Yes.}\nbob: {text: No.}\n"
        files = {"01-one.md": f"# One\n{body}", "quotes.yaml": quotes}
        return book(self.root, files, settings)

    def told(self, body: str, data: str = "") -> str:
        """What the author of a chapter is told."""
        return told(self.lay(body, data))

    def chapter(self, body: str, data: str = "", *, language: str = "en") -> Chapter:
        """The chapter, of which nothing is told."""
        manuscript = read(self.lay(body, data, language=language))
        assert manuscript.findings == ()
        return manuscript.chapters[0]

    def html(self, body: str, data: str = "", *, language: str = "en") -> str:
        """The HTML of a chapter of which nothing is told."""
        return str(self.chapter(body, data, language=language).html)

    def project(self, settings: str) -> Project:
        """A project of one chapter."""
        return load(book(self.root, {"01-one.md": "# One\n"}, settings))

    def refused(self, settings: str) -> str:
        """What the author of some settings is told."""
        return told(book(self.root, {"01-one.md": "# One\n"}, settings))
