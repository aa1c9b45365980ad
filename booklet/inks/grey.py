"""All colours of a PDF become greys; all else stays as it is."""

from __future__ import annotations

import io

from booklet.inks.greys import Greys
from booklet.inks.recolour import recolour


def grey(pdf: bytes) -> bytes:
    """Turn every colour of a PDF into grey; tags and links stay.

    Raises TypesettingError for a kind of colour that can't be changed.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        recolour(opened, Greys())
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        opened.save(out, object_stream_mode=mode, deterministic_id=True)
        return out.getvalue()
