"""The header of a PO file: lines of a name and a value, and what a good one holds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from booklet.project import Project

#: Ours: the names of native speakers who have read the translation.
REVIEWED = "X-Reviewed-By"

#: What tools write where they know nothing.
_BLANKS = {
    "",
    "PACKAGE VERSION",
    "text/plain; charset=CHARSET",
    "ENCODING",
    "nplurals=INTEGER; plural=EXPRESSION;",
}
_CHARSET = re.compile(r"charset=([^\s;]*)", re.IGNORECASE)

#: Old codes of languages that are still written, and those of today (IANA's registry).
OLD = {"in": "id", "iw": "he", "ji": "yi", "no": "nb"}


def parsed(header: str) -> dict[str, str]:
    r"""Part a header into names and values, in its order; of two equal names the first counts.

    >>> parsed("Language: de\nX-Own: a: b\n")
    {'Language': 'de', 'X-Own': 'a: b'}
    """
    found: dict[str, str] = {}
    for line in header.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


def filled(header: str, wanted: Mapping[str, str]) -> str:
    r"""Put in what a header lacks; all else stays as it is, in its order.

    >>> filled("Language: \nX-Own: 1\n", {"Language": "de", "MIME-Version": "1.0"})
    'Language: de\nX-Own: 1\nMIME-Version: 1.0\n'
    """
    lines = header.removesuffix("\n").split("\n") if header else []
    missing = dict(wanted)
    for number, line in enumerate(lines):
        name, colon, value = line.partition(":")
        value = value.strip()
        new = missing.pop(name.strip(), value) if colon else value
        if value in _BLANKS and new != value:
            lines[number] = f"{name}: {new}"
    lines += [f"{name}: {value}" for name, value in missing.items()]
    return "".join(f"{line}\n" for line in lines)


def first(project: Project, tag: str = "") -> dict[str, str]:
    """Name what a header says, that of a language or of none.

    No date is among it: the same book makes the same file on any day. Babel's reader would fail
    at an empty one.
    """
    return {
        "Project-Id-Version": " ".join(f"{project.title} {project.version}".split()),
        "Last-Translator": "",
        "Language-Team": "",
        **({"Language": language(tag)} if tag else {}),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def language(tag: str) -> str:
    """Write a language tag as PO files do.

    >>> language("pt-BR")
    'pt_BR'
    """
    return tag.replace("-", "_")


def other_charset(header: Mapping[str, str]) -> str:
    """Name the character set that a header promises, where it is not UTF-8."""
    match = _CHARSET.search(header.get("Content-Type", ""))
    if match is None:
        return ""
    try:
        known = codecs.lookup(match[1]).name
    except (LookupError, ValueError):  # "CHARSET", which templates say; a NUL
        known = match[1]
    return "" if known in ("utf-8", "ascii") else match[1] or "none"


def strays(said: str, tag: str) -> str:
    """Tell in what a header's language is not the one meant, where it is another.

    >>> strays("de_DE", "de"), strays("fr", "de"), strays("pt_PT", "pt-BR")
    ('', 'language', 'region')
    """
    theirs, ours = _parts(said), _parts(tag)
    shared = [part for part in ("language", "script", "region") if part in theirs and part in ours]
    return next((part for part in shared if theirs[part] != ours[part]), "")


def _parts(tag: str) -> dict[str, str]:
    """Part a language tag, of a PO file or of ours, into language, script and region."""
    start, *rest = re.split(r"[-_]", re.split(r"[.@]", tag.strip().lower())[0])
    parts = {"language": OLD.get(start, start)} if start else {}
    for part in rest:
        if len(part) == 4 and part.isalpha():
            parts.setdefault("script", part)
        elif len(part) in (2, 3):
            parts.setdefault("region", part)
    return parts
