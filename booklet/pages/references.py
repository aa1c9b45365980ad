"""The references to pages are made once, where the engine makes them all for every element.

It asks for the reference of one page whenever it writes an element of the structure, and each time
those of all pages are made anew: 1 s for tags at 200 pages is 20 s at 900. See
docs/design-notes.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

#: Where the references of a PDF in the making are kept, on itself.
_KEPT = "_booklet_page_references"


@contextmanager
def kept() -> Iterator[None]:
    """Let each PDF that is written meanwhile keep the references to its pages."""
    import weasyprint.pdf

    pydyf: Any = weasyprint.pdf.pydyf  # type: ignore[attr-defined]
    known: Any = vars(pydyf.PDF).get("page_references")
    if not isinstance(known, property) or known.fget is None:
        yield  # another pydyf, which does it in another way
        return
    make = known.fget

    def references(pdf: Any) -> Any:
        count = len(pdf.pages["Kids"])
        if getattr(pdf, _KEPT, (-1,))[0] != count:
            setattr(pdf, _KEPT, (count, make(pdf)))
        return getattr(pdf, _KEPT)[1]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = known
