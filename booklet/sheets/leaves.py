"""Pages are put into a PDF where some are left over."""

from __future__ import annotations

import io

from booklet.sheets.faces import opened


def filled(pdf: bytes, count: int, leaves: bytes | None = None, *, last: int = 1) -> bytes:
    """Put pages before the last ones of a PDF: blank ones, or those of another PDF.

    With last = 0 they come at the end. What is filled is paper: the new pages have no place among
    the tags of the old ones.

    Raises TypesettingError where a PDF is encrypted, damaged or empty.
    """
    import pikepdf

    with opened(pdf) as target:
        spot = len(target.pages) - last
        if leaves is None:
            size = target.pages[0]
            for _ in range(count):
                blank = target.add_blank_page(page_size=(100, 100))
                for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
                    if key in size.obj:
                        blank.obj[key] = pikepdf.Array(list(size.obj[key]))
                del target.pages[-1]
                target.pages.insert(spot, blank)
        else:
            with opened(leaves) as source:
                for number, page in enumerate(source.pages):
                    if "/StructParents" in page.obj:
                        del page.obj["/StructParents"]
                    target.pages.insert(spot + number, page)
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        target.save(out, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
