"""The type case: what galleys with the same styles and fonts have in common is made once.

That is their fonts, their style sheets as the engine reads them, and lines of text that were broken
before: editions of a book share most of their sentences. A page comes out the same, to the byte,
whether its case is new or well used.
"""

from __future__ import annotations

import atexit
import copy
import functools
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from booklet.galley import Galley
from booklet.pages.looks import Looks
from booklet.store import digest

#: What a line of text depends on, beside its text and the room that it has.
_ASKED = (
    *("direction", "font_family", "font_feature_settings", "font_kerning"),
    *("font_language_override", "font_size", "font_stretch", "font_style"),
    *("font_variant_alternates", "font_variant_caps", "font_variant_east_asian"),
    *("font_variant_ligatures", "font_variant_numeric", "font_variant_position"),
    *("font_variation_settings", "font_weight", "hyphenate_character", "hyphenate_limit_chars"),
    *("hyphenate_limit_zone", "hyphens", "lang", "letter_spacing", "overflow_wrap", "tab_size"),
    *("text_decoration_line", "white_space", "word_break", "word_spacing"),
)

#: Lines that are remembered: those of some books of hundreds of pages.
_LINES = 100_000

_Named = dict[str, Any]

_LOGGER = logging.getLogger("weasyprint")


class Case:
    """Fonts, style sheets and lines of galleys that look alike."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        self._looks = Looks()
        self._sheets: dict[object, _Sheets] = {}
        self._faces: dict[str, int] = {}
        self._lines: dict[object, Any] = {}

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Let the engine take what it needs from this case meanwhile."""
        from weasyprint import css
        from weasyprint.layout import inline as _inline
        from weasyprint.layout import preferred as _preferred

        inline: Any = _inline
        preferred: Any = _preferred
        find, split = css.find_stylesheets, inline.split_first_line
        css.find_stylesheets = functools.partial(self._found, find)
        inline.split_first_line = preferred.split_first_line = functools.partial(self._line, split)
        try:
            with self._looks.remembered():
                yield
        finally:
            css.find_stylesheets = find
            inline.split_first_line = preferred.split_first_line = split

    def _found(
        self, find: Any, root: Any, media: str, fetcher: Any, base: str, fonts: Any, *more: Any
    ) -> Iterator[Any]:
        """Yield the style sheets of a document, read when they were met first."""
        counters, profiles, page_rules, layers = more
        key = tuple(
            (*sorted(element.etree_element.items()), element.etree_element.text)
            for element in root.query_all("style", "link")
        )
        sheets, before = self._sheets.get(key), len(fetcher.refused)
        if sheets is None:
            sheets = _Sheets(find, root, media, fetcher, base, fonts)
            if len(fetcher.refused) == before:  # else every document is told of it
                self._sheets[key] = sheets
        return sheets.given(counters, profiles, page_rules, layers)

    def _line(
        self, split: Any, text: str, style: Any, context: Any, width: Any, *more: Any, **rest: Any
    ) -> Any:
        """Break the first line off a text, if that was not done before."""
        key = (text, self._face(style), width, more, *rest.items())
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) >= _LINES:
                self._lines.clear()
            known = self._lines[key] = split(text, style, context, width, *more, **rest)
        # A layout is changed when it is drawn.
        return copy.copy(known[0]), *known[1:]

    def _face(self, style: Any) -> int:
        """Number what the letters of a line look like."""
        known: int | None = style.__dict__.get("_face")
        if known is None:
            face = repr([style[name] for name in _ASKED])
            known = style._face = self._faces.setdefault(face, len(self._faces))
        return known


class _Sheets:
    """Style sheets as the engine reads them, with all that they say beside rules."""

    def __init__(self, find: Any, root: Any, media: str, fetcher: Any, base: str, fonts: Any):
        self.counters: _Named = {}
        self.profiles: _Named = {}
        self.page_rules: list[Any] = []
        self.layers: list[Any] = []
        self.said: list[logging.LogRecord] = []
        ear = _Ear(self.said)
        _LOGGER.addHandler(ear)
        try:
            self.sheets = list(
                find(
                    *(root, media, fetcher, base, fonts),
                    *(self.counters, self.profiles, self.page_rules, self.layers),
                )
            )
        finally:
            _LOGGER.removeHandler(ear)
        self.fresh = True

    def given(
        self, counters: _Named, profiles: _Named, rules: list[Any], layers: list[Any]
    ) -> Iterator[Any]:
        """Hand the sheets to a document, and say again what was said of them."""
        counters |= self.counters
        profiles |= self.profiles
        rules += self.page_rules
        layers += self.layers
        if not self.fresh:
            for record in self.said:
                _LOGGER.handle(record)
        self.fresh = False
        return iter(self.sheets)


class _Ear(logging.Handler):
    def __init__(self, said: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)


def case_for(galley: Galley) -> Case:
    """Return the case of a galley: with the same styles and fonts, the same one."""
    return _case(digest(*_looks(galley.html, galley.files)))


@functools.lru_cache(maxsize=4)
def _case(key: str) -> Case:
    # The engine keeps fonts in a folder, and can't take it away once Python has begun to end.
    atexit.register(_case.cache_clear)
    return Case()


def _looks(html: str, files: Mapping[str, bytes]) -> Iterator[str | bytes]:
    """Yield all that style sheets and fonts depend on."""
    yield from re.findall(r"<style\b.*?</style>", html, re.DOTALL)
    for name in sorted(files):
        if name.endswith((".css", ".ttf", ".otf", ".woff", ".woff2")):
            yield name
            yield files[name]
