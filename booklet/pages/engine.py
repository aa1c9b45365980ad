"""The way from a Galley to Pages.

The contents are typeset last, with the numbers that the text came to, so that no page is laid out
twice. The text has to know how many pages stand before it: a page for each part of the front
matter, as a rule. Where that was wrong, it is set once more. The engine joins both parts.
"""

from __future__ import annotations

import ctypes.util
import os
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files
from typing import Any
from xml.etree.ElementTree import Element

from booklet.finding import Finding, TypesettingError, error, fatal, warning
from booklet.galley import BASE_URL, Galley
from booklet.pages import facts, heard, large, references, takes
from booklet.pages.case import case_for
from booklet.pages.compositor import Printed, printed
from booklet.pages.front import fill, split
from booklet.pages.limits import limited, over, unswept
from booklet.pages.model import REFUSAL, Heading, Pages
from booklet.pages.pins import pinned
from booklet.pages.plates import passed
from booklet.pages.spelling import spelt

#: Tagged for screen readers (ISO 14289-1).
TAGGED = {"pdf_variant": "pdf/ua-1"}

#: With fields to fill in, which the engine tags in a way that PDF/UA does not allow.
FILLABLE = {"pdf_forms": True, "pdf_tags": True}

#: CSS pixels to points.
POINTS = 0.75

#: How often the text is set, at most, until its numbers agree with the length of the contents.
TRIES = 4

Tell = Callable[[str], None]

#: Parts of the engine are exchanged while it works, so a process sets one galley at a time.
_AT_WORK = threading.Lock()


def typeset(
    galley: Galley,
    tell: Tell = lambda stage: None,
    *,
    limit: int | None = None,
    hands: int = 1,
) -> Pages:
    """Set the pages of a galley; `tell` hears of each stage in a few words.

    A large book is set in parts, by as many processes as there may be hands; how many there are
    changes no byte of it.

    Raises TypesettingError for everything that the engine could not do as it was asked to, and
    where there are more pages than `limit`.
    """
    with ExitStack() as stack:
        for held in (_AT_WORK, _hermetic(), unswept(), limited(limit)):
            stack.enter_context(held)
        _load()
        stack.enter_context(passed(galley.plates))
        records = stack.enter_context(heard.listening())
        press = _Press(galley, limit)
        try:
            made = press.run(tell, hands)
        except Exception as trouble:
            raise press.told(trouble) from trouble
    findings = press.findings(made)
    findings += heard.findings((*records, *made.log), galley, press.body)
    hint = "put it into the project, and name it in styles/own.css"
    findings += [
        error("fetch-refused", f"something asked for '{url}', which {REFUSAL}", hint=hint)
        for url in dict.fromkeys((*press.fetcher.refused, *made.refused))
    ]
    if fatal(findings):
        raise TypesettingError(findings)
    return Pages(
        pdf=made.pdf,
        sizes=tuple((leaf.width * POINTS, leaf.height * POINTS) for leaf in made.leaves),
        outline=tuple(_outline(facts.outline(made.leaves))),
        words=tuple(leaf.words for leaf in made.leaves),
        anchors=facts.destinations(made.leaves),
        findings=tuple(findings),
    )


def warm() -> None:
    """Load the engine, for processes that are forked from this one."""
    with _hermetic():
        _load()


def _load() -> None:
    with _unsearched():
        import weasyprint  # noqa: F401


class _Press:
    """One run of the engine over one galley."""

    def __init__(self, galley: Galley, limit: int | None = None) -> None:
        from weasyprint.formatting_structure.boxes import ReplacedBox

        # From right to left, a picture without a size of its own is moved before it has a place.
        ReplacedBox.position_x = 0  # type: ignore[attr-defined]

        from booklet.pages.fetcher import GalleyFetcher

        self.fetcher = GalleyFetcher(galley.files)
        self.case = case_for(galley)
        self.galley, self.limit = galley, limit
        self.options: dict[str, Any] = FILLABLE if galley.fields else TAGGED
        self.front, self.body = split(galley.html)

    def run(self, tell: Tell, hands: int = 1) -> Printed:
        """Print the galley, by takes where it is long and they stand alone."""
        with self.case.at_hand():
            parts = takes.cut(self.body, self.galley, fronted=self.front is not None)
            if parts:
                made = large.print_(self, self.front, self.galley.first, parts, tell, hands)
                if made:
                    self._bounded(len(made.leaves))
                    return made
            document = self._whole(tell)
            self._bounded(len(document.pages))
            tell("painting the pages")
            roots = [part for part in (self.front, self.body) if part is not None]
            return printed(self, document, roots)

    def _bounded(self, count: int) -> None:
        if self.limit is not None and count > self.limit:
            raise over(self.limit)

    def paint(self, document: Any, finish: Callable[[Any], None] | None = None) -> bytes:
        """Paint pages; `finish` may change the PDF before it is written."""

        def bind(document: Any, pdf: Any) -> None:
            # Screens that show two pages at once lay them out as the bound book has them.
            if self.galley.binding == "right":
                pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"
            if finish is not None:
                finish(pdf)

        with spelt(), pinned(), references.kept():
            pdf: bytes = document.write_pdf(finisher=bind, **self.options)
        return pdf

    def findings(self, made: Printed) -> list[Finding]:
        """Tell what is not on the pages, or not where it belongs."""
        lost = [self._lost(*text) for text in made.lost]
        # A note that is lost is pushed on as well: once is enough.
        return lost or [self._moved(*note) for note in made.moved]

    def told(self, trouble: Exception) -> TypesettingError:
        """What is told of something that the engine can't do."""
        if isinstance(trouble, TypesettingError):
            return trouble
        if isinstance(trouble, RecursionError):
            hint = "take lists, quotations or boxes out of one another"
            message = "something is nested too deep to be set"
            return TypesettingError(error("nested-deep", message, hint=hint))
        return TypesettingError(_crashed(trouble))

    def _whole(self, tell: Tell) -> Any:
        """Lay out the text, and with its numbers what stands before it."""
        tell("setting the text")
        if self.front is None:
            return self.lay_out(self.body, self.galley.first)
        # A page that is thrown away lets the text itself say on which side it begins.
        self.body[1].insert(0, Element("div", style="break-after:page"))
        before = len(self.front.findall("body/header/*"))
        for _ in range(TRIES):
            text = self.lay_out(self.body, before)
            tell("setting the contents")
            pages = facts.destinations(text.pages)
            fill(self.front, {name: page + before - 1 for name, page in pages.items()})
            opening = self.lay_out(self.front, 1)
            if len(opening.pages) == before:
                return text.copy([*opening.pages, *text.pages[1:]])
            before = len(opening.pages)
            tell("setting the text again")
        message = "the contents and the text do not agree on their page numbers"
        raise TypesettingError(error("contents-unsettled", message))

    def lay_out(self, root: Element, first: int, notes: int = 0) -> Any:
        """Lay out a part of the book whose first page has a number, behind so many notes."""
        from cssselect2.tree import ElementWrapper
        from weasyprint import CSS, HTML

        html = HTML.__new__(HTML)
        # The tree is parsed already: these are all that HTML.__init__ makes of a text.
        html.base_url, html.url_fetcher, html.media_type = BASE_URL, self.fetcher, "print"
        html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        html.etree_element = html.wrapper_element.etree_element
        side = "right" if (first % 2 == 1) == (self.galley.binding == "left") else "left"
        behind = f";counter-reset:footnote {notes}" if notes else ""
        style = (
            f"html{{break-before:{side}{behind}}}@page:first{{counter-reset:page {first}}}"
            "[data-entry]{bookmark-label:attr(data-entry)}"
            # U+2010 and the hyphen of keyboards are one glyph, which is copied as one of them.
            'html{hyphenate-character:"-"}'
        )
        sheet = CSS(string=style, font_config=self.case.fonts)
        return html.render(
            font_config=self.case.fonts,
            stylesheets=[sheet],
            presentational_hints=True,  # the width of a picture, the alignment of a cell
            **self.options,
        )

    def _moved(self, words: str, page: int) -> Finding:
        place = self.galley.origin(_beginning(words))
        message = f"this note stands on page {page}, its mark on one before: {_short(words)}"
        hint = "make the page before a line longer or shorter, or move the mark"
        return warning("note-moved", message, place, hint)

    def _lost(self, words: str, file: str | None) -> Finding:
        """Tell of a text that is not on paper, with the line on which it begins."""
        place = self.galley.origin(_beginning(words), file)
        message = f"this text is not on any page, or not all of it: {_short(words)}"
        hint = (
            "it stands in something too large for its page, like a long note, or a style hides it"
        )
        return error("text-lost", message, place, hint)


def _beginning(words: str) -> str:
    """The first words of a text, where they are enough to find it by."""
    start = re.match(r"\w+(?:\s+\w+){0,7}", words)
    return start[0] if start and len(start[0]) > 10 else ""


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60].rstrip()} ..."


@contextmanager
def _hermetic() -> Iterator[None]:
    """Let the engine see no font but those of the galley, and no clock; say nothing about that."""
    with as_file(files("booklet.pages") / "fonts.conf") as path, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        # fontTools writes the time into each font that it makes of a variable one.
        kept = {"FONTCONFIG_FILE": str(path), "SOURCE_DATE_EPOCH": "0"}
        old = {name: os.environ.get(name) for name in kept}
        os.environ.update(kept)
        try:
            yield
        finally:
            for name, value in old.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


@contextmanager
def _unsearched() -> Iterator[None]:
    """Let the engine open its libraries by the names that the system gives them.

    It tries those of other systems first, and for each of them cffi has gcc and ld search the
    machine. What they find on Linux is a name for the loader, the one that is tried next.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _crashed(trouble: Exception) -> Finding:
    where = traceback.extract_tb(trouble.__traceback__)[-1].name
    what = f"{type(trouble).__name__}: {trouble}".rstrip(": ")
    hint = "most often over something odd in a style sheet of the project; take away what is new"
    return error("engine-failed", f"the page engine fails in {where}: {what}", hint=hint)


def _outline(tree: list[Any], level: int = 1) -> Iterator[Heading]:
    for title, (page, _, _), children, _ in tree:
        yield Heading(level, title, page + 1)
        yield from _outline(children, level + 1)
