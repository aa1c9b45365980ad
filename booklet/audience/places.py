"""Where a passage was written: its file and its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePath

from booklet.audience.passages import CELLS
from booklet.catalogue import Catalogue
from booklet.finding import Place
from booklet.manuscript import Survey, messages, survey
from booklet.project import Edition, Project

#: What no reader sees of Markdown in a line: attributes, addresses, calls of notes.
_SIGNS = re.compile(
    r"\{:[^{}\n]*\}|(?<=\])(?:\([^()\s]*(?: \"[^\"]*\")?\)|\[[^\]]*\])|\[\^[^\]]*\]"
)

#: As much of a passage as a message must have in common with it.
_ALIKE = 0.5

#: As many words of a passage are looked for at the beginning of a line.
_BEGINNING = 4

Words = tuple[str, ...]


class Places:
    """Finds the lines of passages, in the words of the authors or of a translation."""

    def __init__(self, project: Project, catalogue: Catalogue | None = None) -> None:
        self.project = project
        self.catalogue = catalogue

    def find(self, path: PurePath, text: str, source: str = "", first: int = 1) -> list[Place]:
        """Find the lines that may hold a passage: all with its very words, else the likeliest.

        text has the names of values in their places; the passage begins on the line `first` or
        below. source is the whole file, for what is no message.
        """
        lines = [line for line in self._messages.get(path, ()) if line[0] >= first]
        cells = [words for cell in text.split(CELLS) if (words := _words(cell))]
        found = Counter(n for cell in cells for n, words in lines if words == cell)
        if found:
            most = max(found.values())
            return [Place(path, n) for n in sorted(found) if found[n] == most]
        whole = _words(text)
        likeness, line = max(((_likeness(words, whole), -n) for n, words in lines), default=(0, 0))
        return [Place(path, -line if likeness >= _ALIKE else _written(source, whole))]

    def shown(self, places: Iterable[Place], edition: Edition) -> list[Place]:
        """Leave those of some lines that an edition shows."""
        alike = (
            n
            for n, other in enumerate(self._survey.editions)
            if (other.audiences, other.locale, other.format)
            == (edition.audiences, edition.locale, edition.format)
        )
        number = next(alike, None)
        hidden = {
            matter.place
            for matter in (() if number is None else self._survey.matter)
            if not matter.words and number not in matter.seen
        }
        return [place for place in places if place not in hidden]

    @cached_property
    def _survey(self) -> Survey:
        return survey(self.project)

    @cached_property
    def _messages(self) -> Mapping[PurePath, list[tuple[int, Words]]]:
        """The words of each message on its line, as they were written and as translated."""
        found = dict[PurePath, list[tuple[int, Words]]]()
        for message in messages(self.project):
            entry = self.catalogue.find(message.text, message.context) if self.catalogue else None
            said = {_words(text) for text in (message.text, *(entry.texts if entry else ()))}
            for place in message.places:
                lines = found.setdefault(place.path, [])
                lines += [(place.line, words) for words in said if place.line and words]
        return found


def _words(text: str) -> Words:
    """The words of a text, without the signs of Markdown."""
    return tuple(re.findall(r"\w+", _SIGNS.sub(" ", text).casefold()))


def _likeness(one: Words, other: Words) -> float:
    """Say how much of two texts is the same, from 0 to 1."""
    same = (Counter(one) & Counter(other)).total()
    return 2 * same / ((len(one) + len(other)) or 1)


def _written(source: str, words: Words) -> int | None:
    """Find the line of a file that begins with the same words, as many of them as can be."""
    lines = [_words(line) for line in source.split("\n")]
    for many in range(min(len(words), _BEGINNING), 0, -1):
        for number, line in enumerate(lines, 1):
            if line[:many] == words[:many]:
                return number
    return None
