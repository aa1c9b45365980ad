"""The way from a Galley to Pages.

The contents are typeset last, with the numbers that the text came to, so that no page is laid out
twice. The text has to know how many pages stand before it: a page for each part of the front
matter, as a rule. Where that was wrong, it is set once more. The engine joins both parts.
"""

from __future__ import annotations

import copy
import ctypes.util
import os
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from booklet.finding import Finding, TypesettingError, error, fatal, warning
from booklet.galley import BASE_URL, Galley
from booklet.pages import facts, heard
from booklet.pages.model import REFUSAL, Heading, Pages
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


def typeset(galley: Galley, tell: Tell = lambda stage: None) -> Pages:
    """Set the pages of a galley; `tell` hears of each stage in a few words.

    Raises TypesettingError for everything that the engine could not do as it was asked to.
    """
    with _hermetic(), heard.listening() as records, passed(galley.plates):
        press = _Press(galley)
        try:
            pdf, document, findings = press.run(tell)
        except RecursionError:
            hint = "take lists, quotations or boxes out of one another"
            message = "something is nested too deep to be set"
            raise TypesettingError(error("nested-deep", message, hint=hint)) from None
        except TypesettingError:
            raise
        except Exception as trouble:
            raise TypesettingError(_crashed(trouble)) from trouble
    findings += heard.findings(records, galley, press.body)
    hint = "put it into the project, and name it in styles/own.css"
    findings += [
        error("fetch-refused", f"something asked for '{url}', which {REFUSAL}", hint=hint)
        for url in dict.fromkeys(press.fetcher.refused)
    ]
    if fatal(findings):
        raise TypesettingError(findings)
    return Pages(
        pdf=pdf,
        sizes=tuple((page.width * POINTS, page.height * POINTS) for page in document.pages),
        outline=tuple(_outline(document.make_bookmark_tree())),
        words=tuple(map(facts.words, document.pages)),
        anchors=facts.destinations(document.pages),
        findings=tuple(findings),
    )


class _Press:
    """One run of the engine over one galley."""

    def __init__(self, galley: Galley) -> None:
        with _unsearched():
            from weasyprint.formatting_structure.boxes import ReplacedBox
            from weasyprint.text.fonts import FontConfiguration

        # From right to left, a picture without a size of its own is moved before it has a place.
        ReplacedBox.position_x = 0  # type: ignore[attr-defined]

        from booklet.pages.fetcher import GalleyFetcher

        self.fetcher = GalleyFetcher(galley.files)
        self.fonts = FontConfiguration()
        self.galley = galley
        self.options: dict[str, Any] = FILLABLE if galley.fields else TAGGED
        self.front, self.body = _parts(galley.html)

    def run(self, tell: Tell) -> tuple[bytes, Any, list[Finding]]:
        document = self._whole(tell)
        for page in document.pages:
            facts.join_links(page)
        tell("painting the pages")
        with spelt():
            pdf: bytes = document.write_pdf(finisher=self._bind, **self.options)
        parts = [part for part in (self.front, self.body) if part is not None]
        findings = [
            self._lost(*text) for part in parts for text in facts.lost(part, document.pages)
        ]
        # A note that is lost is pushed on as well: once is enough.
        moved = () if findings else facts.moved(document.pages)
        return pdf, document, findings + [self._moved(*note) for note in moved]

    def _bind(self, document: Any, pdf: Any) -> None:
        """Let screens that show two pages at once lay them out as the bound book has them."""
        if self.galley.binding == "right":
            pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"

    def _whole(self, tell: Tell) -> Any:
        """Lay out the text, and with its numbers what stands before it."""
        tell("setting the text")
        if self.front is None:
            return self._lay_out(self.body, self.galley.first)
        # A page that is thrown away lets the text itself say on which side it begins.
        self.body[1].insert(0, Element("div", style="break-after:page"))
        before = len(self.front.findall("body/header/*"))
        for _ in range(TRIES):
            text = self._lay_out(self.body, before)
            tell("setting the contents")
            _number(self.front, text.pages, before)
            opening = self._lay_out(self.front, 1)
            if len(opening.pages) == before:
                return text.copy([*opening.pages, *text.pages[1:]])
            before = len(opening.pages)
            tell("setting the text again")
        message = "the contents and the text do not agree on their page numbers"
        raise TypesettingError(error("contents-unsettled", message))

    def _lay_out(self, root: Element, first: int) -> Any:
        """Lay out a part of the book whose first page has a number."""
        from cssselect2.tree import ElementWrapper
        from weasyprint import CSS, HTML

        html = HTML.__new__(HTML)
        # The tree is parsed already: these are all that HTML.__init__ makes of a text.
        html.base_url, html.url_fetcher, html.media_type = BASE_URL, self.fetcher, "print"
        html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        html.etree_element = html.wrapper_element.etree_element
        side = "right" if (first % 2 == 1) == (self.galley.binding == "left") else "left"
        style = (
            f"html{{break-before:{side}}}@page:first{{counter-reset:page {first}}}"
            "[data-entry]{bookmark-label:attr(data-entry)}"
            # U+2010 and the hyphen of keyboards are one glyph, which is copied as one of them.
            'html{hyphenate-character:"-"}'
        )
        sheet = CSS(string=style, font_config=self.fonts)
        return html.render(
            font_config=self.fonts,
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


def _parts(html: str) -> tuple[Element | None, Element]:
    """Split a document into what stands before its text, if anything does, and the rest."""
    body = ElementTree.fromstring(html)  # noqa: S314 - written by the galley
    front = copy.deepcopy(body)
    for (_, whole), stays in ((front, True), (body, False)):
        for element in list(whole):
            if (element.tag == "header") != stays:
                whole.remove(element)
    filled = any("".join(e.itertext()).strip() or len(e) for e in front.iterfind("body/header"))
    return front if filled else None, body


def _number(front: Element, pages: Any, before: int) -> None:
    """Write the number of its page into every entry of the contents."""
    numbers = facts.destinations(pages)
    for entry in front.iter("a"):
        for spot in entry.iter():
            if "folio" in spot.get("class", "").split():
                page = numbers.get(unquote(entry.get("href", "").removeprefix("#")))
                spot.text = "" if page is None else str(page + before - 1)


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
