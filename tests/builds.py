"""Books of several editions that are printed by the command itself, and what comes of that."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from translated import po
from workshop import make

from booklet import cli

BOOKLET = [sys.executable, "-m", "booklet"]

#: Two kinds of readers and two languages; of each a file for the screen and one to fold.
READERS = 'language = "en"\npage = "A5"\n[audiences.a]\n[audiences.b]\n[locales.de]\nminimum = 0\n'

ONE = """\
# One

For all.

For A alone.
{: only="a" }

In English alone.
{: only="en" }

/// only | b and de
For B in German.
///

Not in the booklet.
{: not="booklet" }

Some [words for A]{: only="a" } and {{ group }}.

/// tips
///
"""

TWO = "---\ntitle: Two\nonly: b\n---\n\nA chapter for B.\n"

FILES = {
    "content/02-two.md": TWO,
    "content/tips.yaml": "one:\n  text: For all.\ntwo:\n  text: For A.\n  only: a\n",
    "templates/data/tips.html": "{% for tip in records %}<p>{{ tip.text }}</p>{% endfor %}",
    "styles/own.css": "em { color: #123 }\n",
    "locale/de.po": po({"For all.": "Für alle.", "A chapter for B.": "Ein Kapitel für B."}),
}


@dataclass(frozen=True)
class Built:
    """What came of a build."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """Its lines, where it was asked for JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    def which(self, event: str) -> set[str]:
        """The editions of which something is told."""
        told = [each for each in self.events if each["event"] == event]
        return {name for each in told for name in each.get("editions") or [each["edition"]]}

    @property
    def made(self) -> set[str]:
        """The editions whose pages were set."""
        return self.which("made")


def readers(folder: Path, keys: str = "") -> Path:
    """Write a book of eight editions, on four interiors or more."""
    folder.mkdir(parents=True, exist_ok=True)
    values = '[values]\ngroup = "our group"\n'
    return make(folder, {"01-one.md": ONE}, FILES, keys=f"{READERS}{values}{keys}")


def type_(*words: str | Path) -> Built:
    """Type a command."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["booklet", *map(str, words)]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Built(code, out.getvalue(), err.getvalue())


def build(project: Path, *words: str | Path) -> Built:
    """Print a book; what happens is told as JSON."""
    return type_("build", "--project", project, "--json", *words)


def tray(project: Path) -> dict[str, bytes]:
    """The files of a tray that its reader sees."""
    return {path.name: path.read_bytes() for path in sorted((project / "out").glob("*.pdf"))}
