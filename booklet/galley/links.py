"""Every link is settled: in the book to an anchor that is there, outside with a printed address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from booklet.finding import Finding, error, nearest
from booklet.galley import tree
from booklet.manuscript import Chapter

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

#: Where a footnote would be out of place: the address follows in brackets, or is there already.
_NO_NOTES = {"h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "figcaption", "caption", "nav"}


def anchors(chapter: Chapter, section: Element) -> None:
    """Make the ids of a chapter its own: "steps" in chapter "world" becomes "world--steps"."""
    for element in section.iter():
        if element is not section and (name := element.get("id")):
            element.set("id", f"{chapter.name}--{name}")


def settle(
    chapter: Chapter,
    section: Element,
    chapters: Mapping[str, Chapter],
    ids: set[str],
) -> Iterator[Finding]:
    """Point the links of a chapter at anchors, and tell those that lead nowhere.

    chapters are all of the book, by path; ids are all anchors of the book.
    """
    for link in section.iter("a"):
        address = link.get("href")
        if address is None or _SCHEME.match(address):
            continue
        target = unquote(address)
        file, _, fragment = target.partition("#")
        if not file:
            known = [f"{chapter.name}--{fragment}", fragment]
        else:
            path = posixpath.normpath(posixpath.join(chapter.path.parent.as_posix(), file))
            other = chapters.get(path)
            if other is None:
                files = [posixpath.basename(name) for name in chapters]
                yield error(
                    "link-broken",
                    f"no chapter of this book is '{file}'",
                    chapter.locate(address),
                    nearest(file, files),
                )
                continue
            known = [f"{other.name}--{fragment}" if fragment else other.name]
        found = next((name for name in known if name in ids), None)
        if found is None:
            home = known[0].rpartition("--")[0]
            there = [name.removeprefix(f"{home}--") for name in ids if name.startswith(f"{home}--")]
            yield error(
                "link-broken",
                f"nothing here is called '#{fragment}'",
                chapter.locate(address),
                nearest(fragment, there),
            )
        else:
            link.set("href", f"#{found}")


def note(section: Element) -> None:
    """Print each address outside of the book, once a section: as a footnote or in brackets."""
    up = tree.parents(section)
    told: set[str] = set()
    for link in list(section.iter("a")):
        address = link.get("href", "")
        if not _SCHEME.match(address) or "address" in tree.classes(link):
            continue
        short = shown(address)
        if tree.words(link) in (address, short, address.partition(":")[2]):
            link.set("class", f"{link.get('class', '')} address".strip())
            continue
        if address in told:
            continue
        told.add(address)
        around = [link, *tree.ancestors(link, up)]
        noted = any("footnote" in tree.classes(element) for element in around)
        if noted or any(element.tag in _NO_NOTES for element in around):
            after = tree.span("address", f" ({short})")
        else:
            after = tree.span("footnote address", short)
        tree.replace(link, [link, after], up)


def spread(root: Element) -> None:
    """Give each run of text in a link a link of its own: `<a>see <b>this</b></a>` becomes two.

    The engine makes an annotation of every element inside a link and tags it as what it is, where
    annotations belong into Link elements alone (ISO 14289-1, 7.18.5). Pictures lose their link.
    """
    for link in [link for link in root.iter("a") if len(link)]:
        link.tag = "span"
        if address := link.attrib.pop("href", ""):
            _spread(link, address)


def _spread(element: Element, address: str) -> None:
    children = list(element)
    first = _run(element.text, address)
    element.text = None
    for spot, child in reversed(list(enumerate(children, 1))):
        _spread(child, address)
        after, child.tail = _run(child.tail, address), None
        if after is not None:
            element.insert(spot, after)
    if first is not None:
        element.insert(0, first)


def _run(text: str | None, address: str) -> Element | None:
    if not text:
        return None
    link = Element("a", href=address)
    link.text = text
    return link


def shown(address: str) -> str:
    """Shorten an address to what a reader has to type.

    >>> shown("https://www.example.org/"), shown("mailto:ann@example.org")
    ('www.example.org', 'ann@example.org')
    """
    return re.sub(r"^(https?://|mailto:|tel:)", "", address).rstrip("/")
