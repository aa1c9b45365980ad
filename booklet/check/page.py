"""A report as a page for a browser: pictures of the pages, with the places marked on them."""

from __future__ import annotations

import base64
import io
from html import escape
from importlib.resources import files
from typing import Any

from booklet.check.model import Box, Fault, Report
from booklet.check.words import gathered, ranges, told

#: Dots to the inch of pictures: of pages with faults, and of all others.
LARGE, SMALL = 100, 24


def report_page(report: Report, pdf: bytes, name: str) -> str:
    """Write a report as one HTML file, which needs no other."""
    by_page: dict[int | None, list[Fault]] = {}
    for fault in report.faults:
        by_page.setdefault(fault.page, []).append(fault)
    whole = by_page.pop(None, [])
    pictures = _Pictures(pdf)
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(name)}</title><style>{_style()}</style></head><body>",
        f"<h1>{escape(name)}</h1><p>{escape(told(report, name)[-1].partition('  ')[2])}.</p>",
    ]
    if whole:
        parts.append(f"<h2>The file as a whole</h2>{_list(whole)}")
    for number in sorted(number for number in by_page if number):
        parts.append(_page(number, by_page[number], pictures))
    clean = [number for number in range(1, report.pages + 1) if number not in by_page]
    if clean:
        parts.append(f'<h2 class="rest">Nothing on page {ranges(tuple(clean))}</h2>')
        shown = (
            f'<figure><img src="{pictures.shown(number, SMALL)}" alt="">{number}</figure>'
            for number in clean
        )
        parts.append(f'<div class="rest">{"".join(shown)}</div>')
    pictures.close()
    return "\n".join([*parts, "</body></html>\n"])


def _style() -> str:
    return (files("booklet.check") / "report.css").read_text("utf-8")


def _list(faults: list[Fault]) -> str:
    rows = []
    for number, fault in enumerate(faults, 1):
        about = f"{fault.message} {'in ' if fault.thing else ''}{fault.thing}".strip()
        measures = [fault.measured, f"asked for: {fault.limit}" if fault.limit else ""]
        measure = "; ".join(filter(None, measures))
        rows.append(
            f'<li class="{fault.severity}"><span class="n">{number}</span>'
            f'<span class="kind">{fault.severity}</span><span>{escape(about)}</span>'
            f'<span class="m">{escape(measure)} <code>{fault.code}</code></span></li>'
        )
    return f"<ol>{''.join(rows)}</ol>"


def _page(number: int, faults: list[Fault], pictures: _Pictures) -> str:
    # Of the same on one page, one is told and all are marked.
    first = [fault for fault, *_ in gathered(faults)]
    marks = []
    for fault in faults:
        if fault.box is not None:
            same = (each for each, other in enumerate(first, 1) if other.code == fault.code)
            at = pictures.place(number, fault.box)
            style = "left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%".format(*at)
            mark = f'<span class="mark {fault.severity}" style="{style}"><b>{next(same)}</b></span>'
            marks.append(mark)
    return (
        f'<section class="page"><div class="sheet"><img src="{pictures.shown(number, LARGE)}" '
        f'alt="Page {number}">{"".join(marks)}</div>'
        f"<div><h2>Page {number}</h2>{_list(first)}</div></section>"
    )


class _Pictures:
    """Draws the pages of a PDF; nothing, of one that can't be drawn."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self._document: Any = None
        try:
            self._document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            return

    def shown(self, number: int, dots: int) -> str:
        """Draw a page; return it as an address that holds all of it."""
        if self._document is None:
            return ""
        picture = self._document[number - 1].render(scale=dots / 72).to_pil().convert("RGB")
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=72)
        return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"

    def place(self, number: int, box: Box) -> tuple[float, float, float, float]:
        """Where a box stands on the picture of a page: left, top, width, height, in percent."""
        if self._document is None:
            return (0, 0, 0, 0)
        page = self._document[number - 1]
        left, bottom, right, top = page.get_cropbox()
        wide, high = right - left, top - bottom
        start, end = max(box[0], left), min(box[2], right)
        low, up = max(box[1], bottom), min(box[3], top)
        return (
            *(100 * (start - left) / wide, 100 * (top - up) / high),
            *(max(100 * (end - start) / wide, 0), max(100 * (up - low) / high, 0)),
        )

    def close(self) -> None:
        """Let the document go."""
        if self._document is not None:
            self._document.close()
