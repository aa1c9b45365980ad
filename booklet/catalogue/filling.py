"""Translations are put into the text of a PO file, where it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from booklet.catalogue.model import Key
from booklet.catalogue.po import Item, PoFile
from booklet.catalogue.quill import drawn
from booklet.catalogue.read import catalogue_path, opened, unified


@dataclass(frozen=True, slots=True)
class Found:
    """A translation from elsewhere."""

    texts: tuple[str, ...]  #: One, or one for each plural form.
    sure: bool  #: Whether it was made for this very text; else it becomes fuzzy.


def filled(text: str, tag: str, found: Mapping[Key, Found]) -> tuple[str, frozenset[Key]]:
    """Fill the empty entries of a PO file, and name them; what is translated there stays.

    A fuzzy entry gives way to a sure translation.
    """
    file, _ = opened(unified(text), catalogue_path(tag), tag)
    items = tuple(_filled(item, found.get(item.key)) for item in file.items)
    changed = frozenset(
        new.key for old, new in zip(file.items, items, strict=True) if new is not old
    )
    return (drawn(PoFile(file.header, items, file.tail)) if changed else text), changed


def foreign_entries(text: str, path: PurePath, tag: str) -> dict[str, tuple[str, ...]]:
    """Read what a PO file of any tool says, by its messages; what is fuzzy there is left out.

    Raises ManuscriptError, also where it says that it is in another language.
    """
    items = opened(unified(text), path, tag)[0].items
    sure = (item for item in items if not item.obsolete and not item.fuzzy and all(item.texts))
    return {item.text: item.texts for item in sure if item.text}


def _filled(item: Item, found: Found | None) -> Item:
    empty = not all(item.texts)
    if found is None or item.obsolete or len(found.texts) != len(item.texts):
        return item
    if not empty and not (item.fuzzy and found.sure):
        return item
    flags = tuple(flag for flag in item.flags if flag != "fuzzy")
    if found.sure:
        return replace(item, texts=found.texts, flags=flags, previous=())
    return replace(item, texts=found.texts, flags=("fuzzy", *flags))
