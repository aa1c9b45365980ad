"""What README.md, CONTRIBUTING.md, CHANGELOG.md and docs/ hold: blocks, tables and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MANUAL = ROOT / "docs/content"

_FENCE = re.compile(r"(?P<indent> *)(?P<bar>`{3,})(?P<kind>\w*)\n")
_FILE = re.compile(r"(?i)\b(?P<verb>write|add to|fill in) `(?P<name>[^`]+)`:$")


@dataclass(frozen=True)
class Block:
    """Lines between two rows of backticks."""

    path: Path
    line: int  #: Of the first row, counted from 1.
    kind: str  #: What stands behind the first row: console, toml.
    text: str
    lead: str  #: The paragraph above, on one line.

    @property
    def file(self) -> tuple[str, str] | None:
        """The file that the reader is asked to write, to add to or to fill in, and which of these.

        "Write `booklet.toml`:" makes the whole file, "Add to `booklet.toml`:" its end; "Fill in
        `locale/de.po`:" puts translations where they belong.
        """
        asked = _FILE.search(self.lead)
        return (asked["verb"].lower(), asked["name"]) if asked else None

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}"


def documents() -> list[Path]:
    """Name every document for readers, the manual's chapters in their order."""
    top = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return [*top, *sorted((ROOT / "docs").glob("*.md")), *sorted(MANUAL.glob("*.md"))]


def blocks(path: Path) -> Iterator[Block]:
    """Take the blocks out of a document, in order."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start, lead, above = 0, "", list[str]()
    while start < len(lines):
        opening = _FENCE.fullmatch(lines[start])
        if opening is None:
            if lines[start].strip():
                above.append(lines[start].strip())
            elif above:
                lead, above = " ".join(above), []
            start += 1
            continue
        lead, above = " ".join(above) or lead, []
        end = lines.index(f"{opening['indent']}{opening['bar']}\n", start + 1)
        cut = len(opening["indent"])
        text = "".join(line[cut:] or "\n" for line in lines[start + 1 : end])
        yield Block(path, start + 1, opening["kind"], text, lead)
        start, lead = end + 1, ""


def prose(path: Path) -> str:
    """A document without its blocks."""
    return re.sub(r"(?ms)^( *)(`{3,}).*?^\1\2$", "", path.read_text("utf-8"))


def table(chapter: str, heading: str) -> dict[str, str]:
    """Read the two-columned table below a heading; backticks round the first cell are dropped."""
    [path] = MANUAL.glob(f"*-{chapter}.md")
    _, found, below = prose(path).partition(f"\n## {heading}\n")
    assert found, f"{path.name} has no heading '{heading}'"
    rows = {}
    for line in re.split(r"\n## ", below)[0].splitlines():
        if line.startswith("| "):
            first, second = re.split(r" \| ", line.removeprefix("| ").removesuffix(" |"))[:2]
            rows[first.strip("`")] = second
    return dict(list(rows.items())[1:])


def links(path: Path) -> Iterator[str]:
    """Yield the address of every link and picture."""
    text = re.sub(r"`[^`\n]*`", "", prose(path))
    yield from re.findall(r"\]\(([^)\s]+)\)", text)
    yield from re.findall(r'(?:src|href)="([^"]+)"', text)
