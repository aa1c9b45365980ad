"""What a book says today meets what its translators said before: no translation is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from booklet.catalogue import headers
from booklet.catalogue.likeness import Likeness
from booklet.catalogue.model import Key, Message
from booklet.catalogue.plurals import Plurals, usual
from booklet.catalogue.po import Item, PoFile
from booklet.catalogue.quill import drawn
from booklet.catalogue.read import catalogue_path, counted, opened, unified
from booklet.catalogue.template import blank
from booklet.project import Project

#: Translations that the house brings along.
Known = Mapping[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the messages, each counted once, and of entries without a message."""

    kept: int = 0  #: Were there before, translated or not.
    restored: int = 0  #: Came back, with the translation they once had.
    known: int = 0  #: New, translated by the house.
    guessed: int = 0  #: New, with the translation of a text much like them; fuzzy.
    new: int = 0  #: New, not translated.
    obsolete: int = 0  #: Translations that lost their text in this update.


@dataclass(frozen=True, slots=True)
class Merged:
    """A PO file brought up to date."""

    text: str  #: The old text itself, byte for byte, where nothing has changed.
    counts: Counts
    changed: bool  #: Whether it is worth writing.


def merged(
    old: str | None,
    messages: Iterable[Message],
    tag: str,
    project: Project,
    known: Known | None = None,
) -> Merged:
    """Bring the PO file of a language up to date with the messages of its book.

    Entries stand in the order of the messages; those that lost their text stay at the end, marked
    as obsolete, and come back when their text does.

    Raises ManuscriptError where the old text is no PO file of this language.
    """
    before = PoFile(None, ())
    if old is not None:
        before, _ = opened(unified(old), catalogue_path(tag), tag)
    plurals = counted(before, tag)
    wanted = [message for message in messages if message.text]
    counts = dict.fromkeys((each.name for each in fields(Counts)), 0)
    update = _Update(before.items, wanted, known or {}, plurals)
    items = []
    for message in wanted:
        what, item = update.entry(message)
        counts[what] += 1
        items.append(item)
    gone = update.gone()
    counts["obsolete"] = sum(not item.obsolete for item in gone)
    items += [replace(item, obsolete=True, extracted=(), references=()) for item in gone]
    after = PoFile(_header(before, project, tag), tuple(items), before.tail)
    if old is not None and old == unified(old) and _content(before) == _content(after):
        return Merged(old, Counts(**counts), changed=False)
    return Merged(drawn(after), Counts(**counts), changed=True)


class _Update:
    """One update of one file."""

    def __init__(
        self, items: Sequence[Item], messages: Sequence[Message], known: Known, plurals: Plurals
    ) -> None:
        self._known = known
        self._plurals = plurals
        wanted = {message.key for message in messages}
        self._found: dict[Key, Item] = {}
        for item in sorted(items, key=_worth, reverse=True):
            self._found.setdefault(item.key, item)
        self._orphans = [
            item
            for item in items
            if item is self._found[item.key] and item.key not in wanted and any(item.texts)
            if item.text
        ]
        self._used: set[Key] = set()
        self._likeness: Likeness | None = None

    def entry(self, message: Message) -> tuple[str, Item]:
        """Make the entry of a message, and say what became of it."""
        new = blank(message, self._plurals)
        old = self._found.get(message.key)
        if old is not None:
            return "restored" if old.obsolete else "kept", _renewed(old, new)
        texts = self._known.get(message.key, ())
        if len(texts) == len(new.texts) and all(texts):
            return "known", replace(new, texts=texts)
        guess = self._guess(message)
        if guess is None:
            return "new", new
        self._used.add(guess.key)
        return "guessed", _doubted(guess, new)

    def gone(self) -> list[Item]:
        """The translations that nothing was made of, in the order of their file."""
        return [item for item in self._orphans if item.key not in self._used]

    def _guess(self, message: Message) -> Item | None:
        if self._likeness is None:
            self._likeness = Likeness([item.text for item in self._orphans])
        number = self._likeness.nearest(message.text)
        return None if number is None else self._orphans[number]


def _worth(item: Item) -> tuple[bool, bool, bool]:
    """Which of two entries with one text is kept: a live one, unless it says nothing."""
    return any(item.texts), not item.obsolete, not item.fuzzy


def _renewed(old: Item, new: Item) -> Item:
    """Keep what translators made of a message; take the rest from the book."""
    if bool(old.plural) == bool(new.plural):
        texts = old.texts + new.texts[len(old.texts) :]
        kept = replace(new, texts=texts, previous=old.previous, flags=_flags(old, new, texts))
        if old.plural != new.plural and any(old.texts):
            kept = _doubted(old, new)
        return replace(kept, comments=old.comments)
    return _doubted(old, new) if any(old.texts) else replace(new, comments=old.comments)


def _doubted(old: Item, new: Item) -> Item:
    """Give the translation of another text to a new one, to be looked at by somebody."""
    texts = old.texts if len(old.texts) == len(new.texts) else _fitted(old.texts, len(new.texts))
    previous = old.previous if old.fuzzy and old.previous else _former(old)
    if previous == _former(new):
        previous = ()
    flags = ("fuzzy", *(flag for flag in new.flags if flag != "fuzzy"))
    return replace(new, texts=texts, previous=previous, flags=flags, comments=old.comments)


def _former(item: Item) -> tuple[tuple[str, str], ...]:
    named = (("msgctxt", item.context), ("msgid", item.text), ("msgid_plural", item.plural))
    return tuple((name, text) for name, text in named if text)


def _fitted(texts: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Give one text to every form, or the first of the forms to a text without any."""
    return (texts + texts[-1:] * count)[:count]


def _flags(old: Item, new: Item, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Keep all flags, and add the book's own, but for those that a translator turned off.

    Half of a plural is in doubt: msgfmt refuses a form without a value that the others have.
    """
    added = (flag for flag in new.flags if f"no-{flag}" not in old.flags)
    doubt = ["fuzzy"] if any(texts) and not all(texts) else []
    return tuple(dict.fromkeys([*doubt, *old.flags, *added]))


def _header(before: PoFile, project: Project, tag: str) -> Item:
    """Fill in what the header lacks; what tools and translators wrote there stays."""
    wanted = headers.first(project, tag) | {"Plural-Forms": usual(tag).header}
    if before.header is None:
        wanted[headers.REVIEWED] = ""
        return Item("", (headers.filled("", wanted),))
    wanted = {name: value for name, value in wanted.items() if value}
    texts = (headers.filled(before.header.texts[0], wanted),)
    return replace(before.header, texts=texts, extracted=(), references=())


def _content(file: PoFile) -> list[object]:
    """All that a file says, without how its lines are broken."""
    items = [item for item in (file.header, *file.items) if item is not None]
    unbroken = ((item, " ".join(" ".join(item.extracted).split())) for item in items)
    return [[replace(item, line=0, extracted=(text,)) for item, text in unbroken], file.tail]
