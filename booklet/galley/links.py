"""Every link is settled: in the book to an anchor that is there, outside with a printed address."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.finding import Finding, error, nearest
from booklet.galley.origin import origin
from booklet.manuscript import SCHEMES, Chapter
from booklet.project import Edition

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

#: Where a footnote would be out of place: the address follows in brackets, or is there already.
_NO_NOTES = _HEADINGS | {"th", "td", "figcaption", "caption", "nav"}


def anchors(chapter: Chapter, section: Element) -> None:
    """Make the ids of a chapter its own: "steps" in chapter "world" becomes "world--steps".

    Of ids that stand in a chapter twice, as where a record is set twice, the first is kept.
    """
    seen = set()
    for element in section.iter():
        name = element.attrib.pop("id", "")
        if name and name not in seen:
            seen.add(name)
            element.set("id", f"{chapter.name}--{name}")
    section.set("id", chapter.name)


def settle(
    chapter: Chapter | None,
    link: Element,
    chapters: Mapping[str, Chapter],
    ids: set[str],
    edition: Edition,
) -> Iterator[Finding]:
    """Point a link at an anchor of the book, or tell that it leads nowhere.

    It stands in a chapter or, without one, in what a template makes of chapters; chapters are
    all of the book, by path; ids are all anchors of the book.
    """
    address = link.get("href")
    if address is None:
        return
    if scheme := _SCHEME.match(address):
        if scheme[0].rstrip(":").lower() not in SCHEMES:
            message = f"an address may not start with '{scheme[0].lower()}'"
            hint = f"it may start with: {', '.join(sorted(SCHEMES))}"
            place = origin(chapter, address) if chapter else None
            yield error("address-scheme", message, place, hint)
        return
    file, _, fragment = map(unquote, address.partition("#"))
    home = chapter
    if file:
        folder = posixpath.dirname(chapter.path.as_posix() if chapter else next(iter(chapters), ""))
        path = posixpath.normpath(posixpath.join(folder, file))
        home = chapters.get(path)
    name = home.name if home else ""
    known = [f"{name}--{fragment}" if fragment else name, *([] if file else [fragment])]
    found = next((anchor for anchor in known if anchor in ids), None)
    if found is not None and (file or fragment):
        link.set("href", f"#{quote(found)}")
        return
    if edition.format.partial and (file or fragment):
        del link.attrib["href"]  # what it leads to is in the whole book, which tells wrong ones
        return
    if not file and not fragment:
        message, hint = "this link leads nowhere", "write its address between the parentheses"
    elif file and home is None:
        message = f"no chapter of this book is '{file}'"
        hint = nearest(file, [posixpath.basename(path) for path in chapters])
        if PurePath(path) in edition.project.chapters:
            message = f"the chapter '{file}' is not in {edition.slug}"
            hint = "show what links to it to the same readers alone"
    else:
        there = {anchor.removeprefix(f"{name}--") for anchor in ids if _of(anchor, name)}
        where = f"in '{file}'" if file else "here"
        if edition.audiences:
            where += f", in {edition.slug},"
        message = f"nothing {where} is called '#{fragment}'"
        hint = nearest(fragment, there)
    place = origin(chapter, address or ")") if chapter else None
    yield error("link-broken", message, place, hint)


def _of(anchor: str, name: str) -> bool:
    return anchor.startswith(f"{name}--") if name else "--" not in anchor


def note(section: Element) -> None:
    """Print each address outside of the book, once a section: as a footnote or in brackets."""
    up = tree.parents(section)
    told: set[str] = set()
    for link in list(section.iter("a")):
        address = link.get("href", "")
        if not _SCHEME.match(address) or "address" in tree.classes(link):
            continue
        short = shown(address)
        if shown(tree.words(link)) == short:
            link.set("class", f"{link.get('class', '')} address".strip())
            told.add(address)
        elif address not in told:
            told.add(address)
            around = [link, *tree.ancestors(link, up)]
            noted = any("footnote" in tree.classes(element) for element in around)
            if noted or any(element.tag in _NO_NOTES for element in around):
                after = tree.span("address", f" ({short})")
            else:
                after = tree.span("footnote address", short)
            tree.replace(link, [link, after], up)


def entries(section: Element) -> None:
    """Give each heading that holds a note or an address the words that the outline shows."""
    for heading in section.iter():
        if heading.tag in _HEADINGS:
            entry = tree.words(heading, "footnote", "address")
            if entry != tree.words(heading):
                heading.set("data-entry", entry)


def shown(address: str) -> str:
    """Shorten an address to what a reader has to type.

    >>> shown("https://www.example.org/"), shown("mailto:ann@example.org?subject=Hello")
    ('www.example.org', 'ann@example.org')
    """
    if address.startswith("mailto:"):
        address, _, _ = address.partition("?")
    return re.sub(r"^(https?://|mailto:|tel:)", "", address).rstrip("/")
