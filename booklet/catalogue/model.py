"""The values of this room."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from booklet.finding import Place

#: Context and text: two messages that agree in both are one.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """Words to translate: a paragraph, a heading, a field of a record, a word of a template."""

    text: str  #: Markdown within a line, as its author wrote it; white space folded.
    context: str = ""  #: Tells equal texts apart: "resources.kind", "template".
    plural: str = ""  #: The text for other numbers than one, where there is one.
    kind: str = ""  #: What it is, for the translator: "paragraph", "heading 2", "cell".
    places: tuple[Place, ...] = ()  #: Where the book says it, in reading order.
    comments: tuple[str, ...] = ()  #: What the author tells the translator.

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.context, self.text


@dataclass(frozen=True, slots=True)
class Entry:
    """What a PO file says for a message."""

    texts: tuple[str, ...]  #: One, or one for each plural form; empty texts are not translated.
    fuzzy: bool = False  #: Made from another message, or doubted: not to be trusted.
    line: int | None = None  #: In its file, counted from 1.

    @property
    def translated(self) -> bool:
        """Whether there is something to say, sure or fuzzy."""
        return all(self.texts)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of a book in one language."""

    path: PurePath  #: Of the PO file, relative to the project.
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> str:
        """All that it says, each text whole and on its line: to find where words were written."""
        said = {entry.line: " ".join(entry.texts) for entry in self.entries.values() if entry.line}
        last = max(said, default=0)
        return "\n".join(said.get(n, "").replace("\n", " ") for n in range(1, last + 1))

    def find(self, text: str, context: str = "") -> Entry | None:
        """Look up what is said for a message."""
        return self.entries.get((context, text))


def gathered(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Make one of all messages with the same key, in the order of their first places.

    >>> one, = gathered([Message("Yes", kind="cell"), Message("Yes", kind="heading 2")])
    >>> one.kind
    'cell, heading 2'
    """
    found: dict[Key, list[Message]] = {}
    for message in messages:
        found.setdefault(message.key, []).append(message)
    return tuple(same[0] if len(same) == 1 else _one(same) for same in found.values())


def _one(same: list[Message]) -> Message:
    kinds = dict.fromkeys(message.kind for message in same if message.kind)
    return dataclasses.replace(
        same[0],
        plural=next((message.plural for message in same if message.plural), ""),
        kind=", ".join(kinds),
        places=tuple(dict.fromkeys(place for message in same for place in message.places)),
        comments=tuple(dict.fromkeys(text for message in same for text in message.comments)),
    )
