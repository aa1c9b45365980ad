"""Pages are laid out before their numbers are known.

The engine lays out the text of all pages first and what stands in their margins last. Here it is
kept from doing the second: pages wait, until somebody knows with which number they begin. What is
on the wrong side then is turned to the other one, where only margins differ.

This leans on names inside of the engine; `pyproject.toml` therefore pins one major version.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

#: What may differ between a left page and a right one that the same text stands on.
_SIDED = ("margin_", "background_")

#: Breaks that ask for a side.
_SIDES = {"left", "right", "recto", "verso"}

#: The areas of a page in which a text stands, or notes.
_AREAS = ("@footnote", "@note-area")

#: What is kept of pages until they have numbers: a box, and the counters at its end.
Waiting = tuple[Any, Any]


class Late:
    """Pages that wait for their numbers."""

    def __init__(self) -> None:
        self.context: Any = None
        self.waiting: list[Waiting] = []

    def note(self, context: Any, page: Any, state: Any) -> tuple[()]:
        """Keep a page without margins, in place of making these."""
        self.context = context
        self.waiting.append((page, state))
        return ()

    def strings(self, kept: range) -> dict[str, str]:
        """What running heads show from here on: the last text that each of them was given."""
        found = {}
        for name, pages in self.context.string_set.items():
            if given := [number for number in pages if number - 1 in kept]:
                found[name] = pages[max(given)][-1]
        return found

    def plain(self) -> bool:
        """Whether pages count by one, and nothing on them but their margins tells a number."""
        collector = self.context.target_collector
        if collector.counter_lookup_items or any(self.context.running_elements.values()):
            return False
        return all(
            not page.fixed_boxes and set(state[1]) <= {"page", "pages"}
            for page, state in self.waiting
        ) and all(_counts_by_one(page.style) for page, _ in self.waiting[1:])

    def turns(self, html: Any, kept: range) -> bool:
        """Whether these pages could lie on the other side just as well."""
        root = html.etree_element
        if any(
            {style["break_before"], style["break_after"]} & _SIDES
            for element, style in styles(self.context.style_for)
            if element is not root
        ):
            return False  # blank pages, here or there
        pages = [self.waiting[index][0] for index in kept]
        kinds = {(page.page_type.name, page.page_type.index == 0): page for page in pages}
        return all(self._turned(html, page) is not None for page in kinds.values())

    def turn(self, html: Any, kept: range) -> None:
        """Turn pages to the other side."""
        for index in kept:
            page, state = self.waiting[index]
            other = self._turned(html, page)
            right = other.content_box_x() - page.content_box_x()
            down = other.content_box_y() - page.content_box_y()
            for child in page.children:
                child.translate(right, down)
            other.children, other.fixed_boxes = page.children, []
            self.waiting[index] = other, state

    def _turned(self, html: Any, page: Any) -> Any:
        """An empty page for the other side; None where more than its margins differs."""
        from weasyprint.formatting_structure.boxes import PageBox
        from weasyprint.layout.page import page_height, page_width, set_page_type_computed_styles
        from weasyprint.layout.percent import resolve_percentages

        style_for, kind = self.context.style_for, page.page_type
        side = "left" if kind.side == "right" else "right"
        other = kind._replace(side=side)
        set_page_type_computed_styles(other, html, style_for)
        style = style_for(other)
        style["overflow"] = page.style["overflow"]
        box: Any = PageBox(other, style)
        size = box.style["size"]
        resolve_percentages(box, size)
        box.position_x = box.position_y = 0
        page_width(box, self.context, size[0])
        page_height(box, self.context, size[1])
        same = size == page.style["size"] and all(
            math.isclose(getattr(box, length), getattr(page, length), abs_tol=1e-9)
            for length in ("width", "height")
        )
        return box if same and self._alike(kind, other) else None

    def _alike(self, one: Any, other: Any) -> bool:
        """Whether two kinds of pages have the same styles, as far as a text can see."""
        styles = self.context.style_for.get_cascaded_styles()

        def seen(kind: Any, area: str | None) -> dict[str, Any]:
            found = styles.get((kind, area), {}).items()
            return {
                name: value
                for name, (value, _) in found
                if area is not None or not name.startswith(_SIDED)
            }

        return all(seen(one, area) == seen(other, area) for area in (None, *_AREAS))

    def number(self, kept: range, shift: int, total: int, strings: Mapping[str, str]) -> list[Any]:
        """Make the margins of these pages; their numbers, so far a guess, are shifted.

        `strings` is what running heads show before the first page says otherwise.
        """
        from weasyprint.document import Page
        from weasyprint.formatting_structure.boxes import MarginBox
        from weasyprint.layout.background import layout_backgrounds
        from weasyprint.layout.page import make_margin_boxes

        context = self.context
        for name, text in strings.items():
            context.string_set[name][1] = [text]
        done = []
        for index in kept:
            page, (depth, counters, *rest) = self.waiting[index]
            counters = counters | {"page": [counters["page"][-1] + shift], "pages": [total]}
            context.current_page = index + 1
            # Margins may be made once more, with other numbers.
            content = [child for child in page.children if not isinstance(child, MarginBox)]
            page.children = [*content, *make_margin_boxes(context, page, (depth, counters, *rest))]
            layout_backgrounds(page, context.get_image_from_uri)
            done.append(Page(page))
        return done


@contextmanager
def waiting() -> Iterator[Late]:
    """Let pages that are laid out meanwhile wait for their numbers."""
    import weasyprint.layout

    layout: Any = weasyprint.layout
    late = Late()
    margins, backgrounds = layout.make_margin_boxes, layout.layout_backgrounds
    layout.make_margin_boxes = late.note
    layout.layout_backgrounds = lambda *rest: None
    try:
        yield late
    finally:
        layout.make_margin_boxes, layout.layout_backgrounds = margins, backgrounds


def styles(style_for: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each style of an element, or of what styles put around it, once."""
    seen = set()
    for (element, _), style in style_for.get_computed_styles().items():
        if not isinstance(element, tuple) and id(style) not in seen:
            seen.add(id(style))
            yield element, style


def _counts_by_one(style: Any) -> bool:
    return (
        not style["counter_reset"]
        and not style["counter_set"]
        and dict(style["counter_increment"]) == {"page": 1}
    )
