"""The engine's log becomes findings: each once, with the line that it is about."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from xml.etree.ElementTree import Element

from booklet.finding import Finding, Place, error, warning
from booklet.galley import BASE_URL, Galley, packages_for
from booklet.pages.model import REFUSAL

#: What the engine says of a character that no font has.
_MISSING = re.compile(r'^\.notdef glyph .* fonts: "(.)" \(', re.DOTALL)

#: How many of a line's missing characters are told by name: a script that is missing has many.
SHOWN = 3


class _Ear(logging.Handler):
    """Gathers what the engine logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """Gather the engine's log, whatever logging was told elsewhere, and pass nothing on."""
    logger, ear = logging.getLogger("weasyprint"), _Ear()
    level, passed_on, others = logger.level, logger.propagate, logger.handlers
    logger.handlers = [ear]
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield ear.records
    finally:
        logger.handlers = others
        logger.setLevel(level)
        logger.propagate = passed_on


def findings(records: Iterable[logging.LogRecord], galley: Galley, root: Element) -> list[Finding]:
    """Turn the engine's log into findings; root is the document that it was about."""
    found: dict[Finding, None] = {}
    letters: dict[str, None] = {}
    for record in records:
        message = record.getMessage()
        if letter := _MISSING.search(message):
            letters[letter[1]] = None
        elif REFUSAL in message:
            continue  # the fetcher tells of it
        elif record.levelno >= logging.ERROR or message.startswith("Font-face"):
            found[error("engine", _folded(message))] = None
        elif not message.startswith("Parse error"):  # told when the styles were gathered
            place = _style(message, galley)
            if place:  # which tells the line
                message = re.sub(r" at \d+:\d+", "", message, count=1)
            found[warning("engine", _folded(message), place)] = None
    return [*found, *_missing(letters, galley, root)]


def _missing(letters: Iterable[str], galley: Galley, root: Element) -> Iterator[Finding]:
    """Tell of characters that no font has, those of a line together."""
    lines: dict[Place | None, list[str]] = {}
    homes = [element for element in root.iter() if element.get("data-file")]
    for letter in letters:
        home = next((e.get("data-file") for e in homes if letter in "".join(e.itertext())), None)
        lines.setdefault(galley.origin(letter, home), []).append(letter)
    for place, missing in lines.items():
        what = "the character" if len(missing) == 1 else "these characters:"
        told = [_named(letter) for letter in missing[:SHOWN]]
        if rest := len(missing) - len(told):
            told.append(f"and {rest} more")
        message = f"no font has {what} {', '.join(told)}"
        yield error("glyph-missing", message, place, _remedy(missing))


def _named(letter: str) -> str:
    shown = f'"{letter}" ' if letter.isprintable() else ""
    return f"{shown}(U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip() + ")"


def _remedy(letters: Iterable[str]) -> str:
    """What to do: install the fonts of a script, or else do without."""
    if packages := dict.fromkeys(name for letter in letters for name in packages_for(letter)):
        return f"install its font: python3 -m pip install {' '.join(packages)}"
    return "no font of the house has it: write it in another way, or give the styles one that does"


def _style(message: str, galley: Galley) -> Place | None:
    """Find the style sheet that a message is about: it tells line and column at most."""
    spot = re.search(r"\bat (\d+):(\d+)", message)
    selector = re.search("selector, '(.*)'", message, re.DOTALL)
    for name in (name for name in reversed(list(galley.files)) if name.endswith(".css")):
        text = galley.files[name].decode(errors="replace")
        if spot:
            lines = text.splitlines()[int(spot[1]) - 1 : int(spot[1])]
            word = re.match(r"@?[\w-]+", "".join(lines)[int(spot[2]) - 1 :])
            if word and word[0] in message:
                return Place(PurePath(name), int(spot[1]))
        elif selector:
            pattern = r"\s+".join(map(re.escape, selector[1].split()))
            if found := re.search(pattern, text):
                return Place(PurePath(name), text.count("\n", 0, found.start()) + 1)
    return None


def _folded(message: str) -> str:
    text = re.sub("\\s+(?=[`'](?:,|$))", "", " ".join(message.replace(BASE_URL, "").split()))
    return text[:1].lower() + text[1:].rstrip(".")
