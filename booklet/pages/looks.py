"""What was computed of a style is not computed again for the next page, or the next document.

A style depends on the one that it inherits from and on the declarations that meet in it. Where
style sheets are shared, both are the same objects in every document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

#: Values that the engine computes together with what was specified; and so each time.
_TOGETHER = frozenset(("display", "float", "position"))

#: Styles that are remembered: those of many books.
_MOST = 200_000

_UNKNOWN = object()


class Looks:
    """Styles that were computed, each with what was found of it until now."""

    def __init__(self) -> None:
        self._known: dict[object, _Look] = {}

    def look(self, parent: _Look | None, kind: object, cascaded: Mapping[str, Any]) -> _Look:
        """Find what is known of a style, or begin to know it."""
        found = tuple(
            (name, _named(value), weight[0], weight[1], tuple(weight[2]))
            for name, (value, weight) in cascaded.items()
        )
        key = id(parent), kind, found
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = _Look(parent, cascaded)
        return self._known[key]

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Let the engine's styles begin with what is known of them meanwhile."""
        from weasyprint import css as engine

        css: Any = engine
        computed: Any = css.ComputedStyle
        looks = self

        class Remembering(computed):  # type: ignore[misc]
            def __init__(self, parent: Any, cascaded: Any, kind: Any, *more: Any) -> None:
                super().__init__(parent, cascaded, kind, *more)
                self.look = looks.look(getattr(parent, "look", None), kind, cascaded)

            def __missing__(self, name: str) -> Any:
                value = self.look.values.get(name, _UNKNOWN)
                if value is not _UNKNOWN:
                    self[name] = value
                    return value
                value = super().__missing__(name)
                if name not in _TOGETHER:
                    self.look.values[name] = value
                return value

        css.ComputedStyle = Remembering
        try:
            yield
        finally:
            css.ComputedStyle = computed


class _Look:
    """One style. It holds what its key names by identity, so that nothing else can be it."""

    __slots__ = ("held", "values")

    def __init__(self, *held: object) -> None:
        self.held = held
        self.values: dict[str, Any] = {}


def _named(value: Any) -> object:
    """Name a value: by itself, or by its identity where it is not the same for all time."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return type(value), value
