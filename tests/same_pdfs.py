"""What is in a PDF, so that two can be compared that are written in different ways."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium


def letters(pdf: bytes) -> list[list[tuple[str, int, int]]]:
    """The letters of each page, with the places where they stand, in tenths of a point."""
    pages = []
    for page in pdfium.PdfDocument(pdf):
        text = page.get_textpage()
        shown = text.get_text_range()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        spots = [(round(left * 10), round(bottom * 10)) for left, bottom, *_ in boxes]
        pages.append([(shown, *spot) for spot in spots[:1]] + [("", *spot) for spot in spots[1:]])
    return pages


def pictures(pdf: bytes, *numbers: int) -> list[bytes]:
    """Pages as they look."""
    book = pdfium.PdfDocument(pdf)
    return [bytes(book[number].render(scale=1).buffer) for number in numbers]


def described(pdf: bytes) -> dict[str, Any]:
    """All that a PDF has beside its ink: links, names, outline, tags, what is said of it."""
    with pikepdf.open(io.BytesIO(pdf)) as book:
        assert book.check_pdf_syntax() == []
        places = {page.obj.objgen: number for number, page in enumerate(book.pages)}
        root = book.Root
        names = _names(root, places)
        tags = _Tags(book, places)
        return {
            "sizes": [[*map(float, page.mediabox)] for page in book.pages],
            "names": names,
            "links": [list(_links(page, names)) for page in book.pages],
            "outline": list(_outline(root.get("/Outlines"), places)),
            "tags": tags.tree,
            "mapped": tags.mapped,
            "about": {key: str(value) for key, value in book.docinfo.items()},
            "metadata": root.Metadata.read_bytes(),
            "lang": str(root.Lang),
            "viewer": {key: str(value) for key, value in root.ViewerPreferences.items()},
            "marked": bool(root.MarkInfo.Marked),
            "tabs": [str(page.obj.Tabs) for page in book.pages],
            "more": sorted(root.keys()),
        }


def _spot(target: Any, places: dict[Any, int]) -> tuple[Any, ...]:
    page, way, *where = target
    return places[page.objgen], str(way), *(round(float(each), 2) for each in where)


def _names(root: Any, places: dict[Any, int]) -> dict[str, Any]:
    if "/Names" not in root:
        return {}
    flat = list(root.Names.Dests.Names)
    found = {
        str(name): _spot(spot, places) for name, spot in zip(flat[::2], flat[1::2], strict=True)
    }
    assert len(found) == len(flat) // 2
    return found


def _links(page: Any, names: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for link in page.obj.get("/Annots", ()):
        rect = [round(float(each), 2) for each in link.Rect]
        where = names[str(link.Dest)] if "/Dest" in link else str(link.A.URI)
        yield rect, str(link.Contents), where


def _outline(parent: Any, places: dict[Any, int]) -> Iterator[tuple[Any, ...]]:
    entry, last = (parent or {}).get("/First"), None
    while entry is not None:
        assert entry.Parent.objgen == parent.objgen
        assert entry.get("/Prev", last) == last
        below = list(_outline(entry, places))
        yield str(entry.Title), _spot(entry.Dest, places), int(entry.get("/Count", 0)), below
        last, entry = entry, entry.get("/Next")
    if last is not None:
        assert parent.Last.objgen == last.objgen


class _Tags:
    """The tree of tags, and what pages and annotations know of it."""

    def __init__(self, book: pikepdf.Pdf, places: dict[Any, int]) -> None:
        root = book.Root.StructTreeRoot
        self.places = places
        self.heads: dict[bytes, int] = {}  #: Names of the heads of tables, counted.
        self.paths: dict[Any, tuple[int, ...]] = {}
        self.tree = self._walk(root.K[0], root, ())
        flat = list(root.ParentTree.Nums)
        assert [int(key) for key in flat[::2]] == sorted({int(key) for key in flat[::2]})
        numbers = dict(zip(map(int, flat[::2]), flat[1::2], strict=True))
        #: For each page, the place in the tree of what its marked contents belong to; then
        #: the same for what is annotated.
        self.mapped = []
        for page in book.pages:
            texts = [self.paths.get(tag.objgen) for tag in numbers[int(page.obj.StructParents)]]
            notes = [
                self.paths[numbers[int(note.StructParent)].objgen]
                for note in page.obj.get("/Annots", ())
            ]
            self.mapped.append((texts, notes))

    def _walk(self, tag: Any, parent: Any, path: tuple[int, ...]) -> tuple[Any, ...]:
        assert tag.P.objgen == parent.objgen or str(tag.S) in ("/L", "/LI")
        self.paths[tag.objgen] = path
        if "/ID" in tag:
            assert bytes(tag.ID) not in self.heads
            self.heads[bytes(tag.ID)] = len(self.heads)
        page = self.places[tag.Pg.objgen] if "/Pg" in tag else None
        kids = []
        for number, kid in enumerate(tag.K):
            if isinstance(kid, pikepdf.Dictionary) and str(kid.get("/Type")) == "/OBJR":
                kids.append(("link", self.places[kid.Pg.objgen], str(kid.Obj.Contents)))
            elif isinstance(kid, pikepdf.Dictionary):
                kids.append(self._walk(kid, tag, (*path, number)))
            else:
                kids.append(int(kid))
        about = tag.get("/A", pikepdf.Dictionary())
        heads = [self.heads[bytes(head)] for head in about.get("/Headers", ())]
        rest = [(key, str(about[key])) for key in sorted(about.keys()) if key != "/Headers"]
        return str(tag.S), page, str(tag.get("/Alt", "")), heads, _rounded(rest), kids


def _rounded(rest: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, text) for key, text in rest if key != "/BBox"]
