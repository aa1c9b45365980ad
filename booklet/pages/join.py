"""Parts of a book, each a PDF of its own, become one: pages, names, outline, tags."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf


def join(parts: Sequence[bytes], outline: Sequence[Any]) -> bytes:
    """Join PDFs, in their order; what is said of the whole stands in the first of them.

    An entry of the outline is a title, its page, counted from 0, with its place on it, what stands
    below it, and "open" or "closed".
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(parts[0])) as book:
        sources = [book, *(pikepdf.open(io.BytesIO(part)) for part in parts[1:])]
        starts = [0]
        for source in sources[1:]:
            starts.append(len(book.pages))
            with warnings.catch_warnings():
                # Names, links and tags are brought over below.
                warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
                book.pages.extend(source.pages)
        _name(book, sources, starts)
        if "/StructTreeRoot" in book.Root:
            _tag(book, sources, starts)
        if outline:
            _entitle(book, outline)
        return _saved(book)


def _name(book: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf], starts: Sequence[int]) -> None:
    """Gather the destinations that links name; the first of a name is meant."""
    import pikepdf

    found: dict[bytes, tuple[pikepdf.Object, list[Any]]] = {}
    for source, start in zip(sources, starts, strict=True):
        names = source.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        if names is None:
            continue
        places = {page.obj.objgen: start + number for number, page in enumerate(source.pages)}
        if source is book:
            places = {page.obj.objgen: number for number, page in enumerate(book.pages)}
        flat = list(names.Names)
        for name, (page, *rest) in zip(flat[::2], flat[1::2], strict=True):
            target = book.pages[places[page.objgen]].obj
            found.setdefault(bytes(name), (name, [target, *rest]))
    if found:
        # A reader looks for a name by halves, byte by byte (ISO 32000-1, 7.9.6).
        rows = [part for _, (name, spot) in sorted(found.items()) for part in (name, spot)]
        tree = pikepdf.Dictionary(Names=pikepdf.Array(rows))
        book.Root.Names = pikepdf.Dictionary(Dests=tree)


def _tag(book: pikepdf.Pdf, sources: Sequence[pikepdf.Pdf], starts: Sequence[int]) -> None:
    """Make one tree of tags of those of the parts, under one document.

    What leads from pages and annotations to their tags is numbered anew: pages first, as the
    engine does it.
    """
    import pikepdf

    root = book.Root.StructTreeRoot
    document = root.K[0]
    pages, links, last = list[Any](), list[Any](), len(book.pages)
    for source, start in zip(sources, starts, strict=True):
        whole = root if source is book else book.copy_foreign(source.Root.StructTreeRoot)
        flat = list(whole.ParentTree.Nums)
        count = len(source.pages) if source is not book else (starts[1:] or [last])[0]
        for number, tags in zip(flat[: 2 * count : 2], flat[1 : 2 * count : 2], strict=True):
            pages += [start + int(number), tags]
        shift = last - count
        for number, tag in zip(flat[2 * count :: 2], flat[2 * count + 1 :: 2], strict=True):
            links += [shift + int(number), tag]
        for page in book.pages[start : start + count]:
            page.obj.StructParents = start + int(page.obj.StructParents)
            for note in page.obj.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = shift + int(note.StructParent)
        last += len(flat) // 2 - count
        if source is not book:
            for element in whole.K[0].K:
                element.P = document
                document.K.append(element)
    root.ParentTree = book.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array([*pages, *links])))


def _entitle(book: pikepdf.Pdf, outline: Sequence[Any]) -> None:
    """Write the outline as the engine writes it."""
    import pikepdf

    root = book.make_indirect(pikepdf.Dictionary())
    root.Count = _entries(book, outline, root)
    book.Root.Outlines = root


def _entries(book: pikepdf.Pdf, outline: Iterable[Any], parent: pikepdf.Object) -> int:
    """Write entries below another one; return how many show when it is open."""
    import pikepdf

    count, entries = 0, list[pikepdf.Object]()
    for title, (page, x, y), below, state in outline:
        spot = [book.pages[page].obj, pikepdf.Name.XYZ, x, y, 0]
        entry = book.make_indirect(pikepdf.Dictionary(Title=title, Dest=spot, Parent=parent))
        shown = _entries(book, below, entry)
        entry.Count = -shown if state == "closed" else shown
        count += 1 if state == "closed" else 1 + shown
        if entries:
            entry.Prev, entries[-1].Next = entries[-1], entry
        entries.append(entry)
    if entries:
        parent.First, parent.Last = entries[0], entries[-1]
    return count


def _saved(book: pikepdf.Pdf) -> bytes:
    import pikepdf

    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    # What is said of the whole stays as the engine has written it.
    book.save(out, object_stream_mode=mode, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
