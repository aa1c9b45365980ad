"""The store, where its user has it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from booklet.store import Store

#: Names another folder for the store.
VARIABLE = "BOOKLET_STORE"


def store() -> Store:
    """The user's own store, for all their books."""
    from booklet.store import Store

    return Store(store_path())


def store_path() -> Path:
    """Where it lies: in the folder that the system has for what can be made again."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home(), "booklet-press", "store")
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/booklet-press"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "booklet-press"


@click.group("store")
def store_() -> None:
    """See what is kept for the next time, or throw it away."""


@store_.command()
def stats() -> None:
    """Tell how much is kept, and where."""
    kept = store().stats()
    click.echo(f"{store_path()}: {_amount(kept.entries, kept.size)}")


@store_.command()
def clear() -> None:
    """Throw everything away; the next build prints anew."""
    gone = store().clear()
    click.echo(f"thrown away: {_amount(gone.entries, gone.size)}")


def _amount(entries: int, size: int) -> str:
    what = "1 entry" if entries == 1 else f"{entries} entries"
    return f"{what}, {size / 1_000_000:.1f} MB"
