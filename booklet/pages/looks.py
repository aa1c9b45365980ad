"""What was computed of a style is not computed again for the next page, or the next document.

A style depends on the one that it inherits from and on the declarations that meet in it. Where
style sheets are shared, both are the same objects in every document.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

#: Values that the engine computes together with what was specified; and so each time.
_TOGETHER = frozenset(("display", "float", "position"))

#: Styles that are remembered: those of many books.
_MOST = 200_000

_UNKNOWN = object()

_LOGGER = logging.getLogger("weasyprint")


class Looks:
    """Styles that were computed, each with what was found of it until now."""

    def __init__(self) -> None:
        self._known: dict[object, _Look] = {}
        self._sizes: _Sizes | None = None
        self.sure = True  #: Whether styles depend on nothing else.
        self.computing = 0  #: How many values are being computed, each for the one before.

    def look(self, parent: Any, kind: object, cascaded: Mapping[str, Any]) -> _Look | None:
        """Find what is known of a style, or begin to know it; None where that can't be told."""
        above = getattr(parent, "look", None)
        if not self.sure or (parent is not None and above is None):
            return None
        found = tuple(
            (name, _named(value), weight[0], weight[1], tuple(weight[2]))
            for name, (value, weight) in cascaded.items()
        )
        key = id(above), kind, found
        if key not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = _Look(above, cascaded)
        return self._known[key]

    def sizes(self, sizes: Any) -> _Sizes:
        """Take the sizes that viewport units ask for, and hear when they do."""
        if self._sizes is None or self._sizes.sizes is not sizes:
            self._sizes = sizes if isinstance(sizes, _Sizes) else _Sizes(self, sizes)
        return self._sizes

    def forget(self) -> None:
        """Remember nothing from now on: something depends on more than its style."""
        self.sure = False
        self._known.clear()

    @contextmanager
    def remembered(self) -> Iterator[None]:
        """Let the engine's styles begin with what is known of them meanwhile."""
        from weasyprint import css as engine

        css: Any = engine
        computed: Any = css.ComputedStyle
        looks = self

        class Remembering(computed):  # type: ignore[misc]
            def __init__(
                self, parent: Any, cascaded: Any, kind: Any, *more: Any, **rest: Any
            ) -> None:
                super().__init__(parent, cascaded, kind, *more, **rest)
                self.initial_page_sizes: Any = looks.sizes(self.initial_page_sizes)
                self.look = looks.look(parent, kind, cascaded)

            def copy(self) -> Any:
                # The engine changes copies, and what is computed from them then is theirs alone.
                copied = super().copy()
                copied.look = None
                return copied

            def __missing__(self, name: str) -> Any:
                if self.look is None:
                    return super().__missing__(name)
                value = self.look.values.get(name, _UNKNOWN)
                if value is not _UNKNOWN:
                    self[name] = value
                    return value
                looks.computing += 1
                try:
                    value = super().__missing__(name)
                finally:
                    looks.computing -= 1
                if name not in _TOGETHER and looks.sure:
                    self.look.values[name] = value
                return value

        ear = _Ear(self)
        _LOGGER.addHandler(ear)
        css.ComputedStyle = Remembering
        try:
            yield
        finally:
            css.ComputedStyle = computed
            _LOGGER.removeHandler(ear)


class _Look:
    """One style. It holds what its key names by identity, so that nothing else can be it."""

    __slots__ = ("held", "values")

    def __init__(self, *held: object) -> None:
        self.held = held
        self.values: dict[str, Any] = {}


class _Sizes:
    """The page and its area, for which `10vw` asks: they are those of one document."""

    def __init__(self, looks: Looks, sizes: Mapping[str, Any]) -> None:
        self._looks, self.sizes = looks, sizes

    def __getitem__(self, name: str) -> Any:
        self._looks.forget()
        return self.sizes[name]


class _Ear(logging.Handler):
    """Hears when something is told of a value: every document is to be told of it."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(logging.WARNING)
        self._looks = looks

    def emit(self, record: logging.LogRecord) -> None:
        if self._looks.computing:
            self._looks.forget()


def _named(value: Any) -> object:
    """Name a value: by itself, or by its identity where it is not the same for all time."""
    try:
        hash(value)
    except TypeError:
        return id(value)
    return type(value), value
