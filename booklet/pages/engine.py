"""The way from a Galley to Pages.

The contents are typeset last, with the numbers that the text came to, so that no page is laid out
twice. The text has to know how many pages stand before it: a page for each part of the front
matter, as a rule. Where that was wrong, it is set once more. The engine joins both parts.
"""

from __future__ import annotations

import copy
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Any
from xml.etree.ElementTree import Element

from booklet.finding import Finding, TypesettingError, error, warning
from booklet.galley import BASE_URL, Galley
from booklet.pages import facts
from booklet.pages.model import Heading, Pages

#: Tagged for screen readers (ISO 14289-1).
VARIANT = "pdf/ua-1"

#: CSS pixels to points.
POINTS = 0.75

Tell = Callable[[str], None]


def typeset(galley: Galley, tell: Tell = lambda stage: None) -> Pages:
    """Set the pages of a galley; `tell` hears of each stage in a few words.

    Raises TypesettingError for everything that the engine could not do as it was asked to.
    """
    with _hermetic(), _listening() as records:
        press = _Press(galley)
        pdf, document, findings = press.run(tell)
    findings += _heard(records)
    findings += [
        error("fetch-refused", f"something asked for '{url}', which is not in the galley")
        for url in dict.fromkeys(press.fetcher.refused)
    ]
    if any(finding.severity == "error" for finding in findings):
        raise TypesettingError(findings)
    return Pages(
        pdf=pdf,
        sizes=tuple((page.width * POINTS, page.height * POINTS) for page in document.pages),
        outline=tuple(_outline(document.make_bookmark_tree())),
        findings=tuple(findings),
    )


class _Press:
    """One run of the engine over one galley."""

    def __init__(self, galley: Galley) -> None:
        from weasyprint.text.fonts import FontConfiguration

        from booklet.pages.fetcher import GalleyFetcher

        self.fetcher = GalleyFetcher(galley.files)
        self.fonts = FontConfiguration()
        self.galley = galley

    def run(self, tell: Tell) -> tuple[bytes, Any, list[Finding]]:
        front, body = _parts(self.galley.html)
        tell("setting the text")
        before = 0 if front is None else len(front.findall("body/header/*"))
        document = text = self._lay_out(body, _numbered_from(before))
        findings = facts.lost(body, text.pages)
        if front is not None:
            tell("setting the contents")
            _number(front, text.pages, before)
            opening = self._lay_out(front)
            if len(opening.pages) != before:
                before = len(opening.pages)
                text = self._lay_out(body, _numbered_from(before))
                _number(front, text.pages, before)
                opening = self._lay_out(front)
            findings += facts.lost(front, opening.pages)
            document = opening.copy([*opening.pages, *text.pages])
        tell("painting the pages")
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT)
        return pdf, document, findings

    def _lay_out(self, root: Element, *styles: str) -> Any:
        from weasyprint import CSS, HTML

        html = HTML.__new__(HTML)
        # The tree is parsed already: these are all that HTML.__init__ makes of a text.
        from cssselect2.tree import ElementWrapper

        html.base_url, html.url_fetcher, html.media_type = BASE_URL, self.fetcher, "print"
        html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        html.etree_element = html.wrapper_element.etree_element
        sheets = [CSS(string=style, font_config=self.fonts) for style in styles]
        return html.render(font_config=self.fonts, stylesheets=sheets, pdf_variant=VARIANT)


def _parts(html: str) -> tuple[Element | None, Element]:
    """Split a document into what stands before its text, if anything does, and the rest."""
    import tinyhtml5

    body = tinyhtml5.parse(html, namespace_html_elements=False)
    if body.find("body/header") is None:
        return None, body
    front = copy.deepcopy(body)
    for root, part in ((front, "main"), (front, "footer"), (body, "header")):
        whole = root.find("body")
        for element in whole.findall(part):
            whole.remove(element)
    return front, body


def _numbered_from(before: int) -> str:
    """Let the first page of a part be the one that follows `before` pages, on its own side."""
    side = "left" if before % 2 else "right"
    return f"html{{break-before:{side}}}@page:first{{counter-reset:page {before + 1}}}"


def _number(front: Element, pages: Any, before: int) -> None:
    """Write the number of its page into every entry of the contents."""
    numbers = facts.destinations(pages)
    for entry in front.iter("a"):
        if entry.get("class") == "folio":
            page = numbers.get(entry.get("href", "").removeprefix("#"))
            entry.text = "" if page is None else str(page + before)


@contextmanager
def _hermetic() -> Iterator[None]:
    """Let the engine see no font but those of the galley, and say nothing about that."""
    old = os.environ.get("FONTCONFIG_FILE")
    with as_file(files("booklet.pages") / "fonts.conf") as path, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            if old is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = old


class _Ear(logging.Handler):
    """Gathers what the engine logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)


@contextmanager
def _listening() -> Iterator[list[logging.LogRecord]]:
    logger, ear = logging.getLogger("weasyprint"), _Ear()
    passed_on = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear.records
    finally:
        logger.removeHandler(ear)
        logger.propagate = passed_on


def _heard(records: list[logging.LogRecord]) -> list[Finding]:
    """Turn the engine's log into findings, each once."""
    findings: dict[Finding, None] = {}
    for record in records:
        message = record.getMessage()
        if message.startswith(".notdef glyph"):
            findings[_glyph(message)] = None
        elif record.levelno >= logging.ERROR or message.startswith("Font-face"):
            findings[error("engine", _folded(message))] = None
        else:
            findings[warning("engine", _folded(message))] = None
    return list(findings)


def _glyph(message: str) -> Finding:
    letters = re.search(r'fonts: (".*") \((.*)\)$', message)
    what = f"{letters[1]} ({letters[2]})" if letters else message
    hint = "write it in another way, or give the styles a font that has it"
    return error("glyph-missing", f"no font has the character {what}", None, hint)


def _folded(message: str) -> str:
    text = " ".join(message.replace(BASE_URL, "").split())
    return text[:1].lower() + text[1:].rstrip(".")


def _outline(tree: list[Any], level: int = 1) -> Iterator[Heading]:
    for title, (page, _, _), children, _ in tree:
        yield Heading(level, title, page + 1)
        yield from _outline(children, level + 1)
