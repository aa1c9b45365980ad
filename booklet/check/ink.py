"""How much ink a PDF takes, as an estimate."""

from __future__ import annotations

from typing import Any

#: Dots to the inch at which pages are drawn; more of them change the estimate by next to nothing.
DOTS = 36


def coverage(pdf: bytes) -> float:
    """How much of its pages is covered, as if all ink were black: from 0 for blank ones up to 1.

    A page of plain text has about 0.05. What is half as dark counts half.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        dark = [_darkness(page) for page in document]
    finally:
        document.close()
    return sum(dark) / len(dark)


def _darkness(page: Any) -> float:
    """How dark a page is, on average."""
    counts: list[int] = page.render(scale=DOTS / 72, grayscale=True).to_pil().histogram()
    return sum((255 - grey) * count for grey, count in enumerate(counts)) / (255 * sum(counts))
