"""Editions that share their pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from booklet.project import Edition


def together(editions: Iterable[Edition]) -> list[tuple[Edition, ...]]:
    """Gather the editions that share their pages, in the order of their first."""
    groups: dict[object, list[Edition]] = {}
    for edition in editions:
        groups.setdefault(_interior(edition), []).append(edition)
    return [tuple(group) for group in groups.values()]


def _interior(edition: Edition) -> tuple[object, ...]:
    """What two editions must share to share their pages, if they have the same words."""
    readers = tuple(one.name for one in edition.audiences)
    return edition.locale.tag, readers, edition.draft, edition.format.interior
