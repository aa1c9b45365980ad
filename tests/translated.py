"""Small books in two languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from small_books import SETTINGS, book

from booklet.finding import BookletError
from booklet.manuscript import Manuscript, write
from booklet.project import load

HEADER = r"""msgid ""
msgstr ""
"Language: {}\n"
"Content-Type: text/plain; charset=UTF-8\n"
"""

#: The line of the first entry below the header.
FIRST = 6

Said = Mapping[str | tuple[str, str], str]


def po(said: Said, tag: str = "de") -> str:
    """Write a PO file, three lines for an entry or four; (context, text) is for one of a context.

    A translation with a leading ~ is fuzzy.
    """
    entries = [HEADER.format(tag)]
    for key, text in said.items():
        context, message = key if isinstance(key, tuple) else ("", key)
        lines = ["#, fuzzy"] if text.startswith("~") else []
        lines += [f"msgctxt {quoted(context)}"] if context else []
        lines += [f"msgid {quoted(message)}", f"msgstr {quoted(text.removeprefix('~'))}"]
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def quoted(text: str) -> str:
    """A text as PO files write it."""
    return json.dumps(text, ensure_ascii=False)


def lay(
    root: Path,
    chapters: str | Mapping[str, str],
    said: Said | str,
    *,
    tag: str = "de",
    keys: str = "minimum = 0",
) -> Path:
    """Write a book and what is said in one more language; a text alone is content/01-one.md."""
    files = {"01-one.md": chapters} if isinstance(chapters, str) else chapters
    book(root, files, f"{SETTINGS}\n[locales.{tag}]\n{keys}\n")
    (root / "locale").mkdir(exist_ok=True)
    text = said if isinstance(said, str) else po(said, tag)
    (root / f"locale/{tag}.po").write_text(text, "utf-8")
    return root


def spoken(root: Path, tag: str = "de", *, draft: bool = False) -> Manuscript:
    """Write the manuscript of a book in one of its languages."""
    return write(load(root).editions(["screen"], [tag], draft=draft)[0])


def told(root: Path, tag: str = "de") -> str:
    """Everything that is told about a book in one of its languages."""
    try:
        project = load(root)
        manuscript = write(project.editions(["screen"], [tag])[0])
        findings = (*project.findings, *manuscript.findings)
    except BookletError as trouble:
        findings = trouble.findings
    return "\n".join(map(str, findings))
