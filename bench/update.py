"""What is measured of an update: a PO file meets the messages of a template, as msgmerge has it.

python bench/update.py PROJECT OLD.po NEW.pot RESULT.po
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

from booklet.catalogue import Message, merged
from booklet.catalogue.po import parse
from booklet.finding import Place
from booklet.project import load


def update(project: Path, old: Path, new: Path, result: Path) -> None:
    """Write what becomes of a German PO file."""
    items = parse(new.read_text("utf-8"), new).items
    messages = [
        Message(item.text, places=tuple(map(_place, item.references)), comments=item.extracted)
        for item in items
    ]
    done = merged(old.read_text("utf-8"), messages, "de", load(project))
    result.write_text(done.text, "utf-8")


def _place(reference: str) -> Place:
    path, _, line = reference.rpartition(":")
    return Place(PurePath(path), int(line))


if __name__ == "__main__":
    update(*map(Path, sys.argv[1:]))
