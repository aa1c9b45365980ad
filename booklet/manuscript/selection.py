"""What some readers are not to see is taken out of a text: it is gone before any page exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.manuscript.conditions import SHAPE, parsed, unknown
from booklet.manuscript.masks import unmasked
from booklet.manuscript.reach import (
    ATTRIBUTES,
    HEADINGS,
    INLINE,
    conditions,
    each,
    following,
    notes,
)
from booklet.manuscript.sources import Remark
from booklet.project import FACILITATOR

#: What may have to be taken out; other texts are left as they are.
_CONDITIONAL = re.compile(r"""\b(?:only|not)="|class="[^"]*\b(?:facilitator|answer|worksheet)\b""")

#: What stands right behind a word.
_CLOSING = re.compile(r"[\s.,;:!?)\]…،؛؟]")

#: Elements that say something without words; an empty cell may be there to write in.
_SHOWN = frozenset("hr img slot td th".split())

#: What is no matter of its own: if nothing but this is left in a box, the box goes.
_FRAMES = frozenset("caption figcaption thead".split())


def conditional(html: str) -> bool:
    """Whether anything in some HTML may have to be taken out."""
    return bool(_CONDITIONAL.search(html))


def holds(held: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether conditions hold where some names do.

    >>> holds({"only": "educators", "not": "booklet"}, {"educators", "screen"})
    True
    """
    return all(parsed(text).holds(names) is ATTRIBUTES[key] for key, text in each(held))


def faults(root: Element, names: Collection[str]) -> Iterator[Remark]:
    """Tell conditions that can't be read, and names in them that there are not."""
    for element in root.iter():
        for key, written in conditions(element).items():
            text = unmasked(written)
            quoted = re.escape(text)
            block = re.compile(rf"/{{3,}} *{key} *\| *{quoted}")
            yield from fault(text, names, (block, re.compile(rf"\b{key}\b[ =\"']*{quoted}")))
        if "facilitator" in tree.classes(element) and FACILITATOR not in names:
            message = f"nobody would read this: there is no audience '{FACILITATOR}'"
            hint = f"declare it in booklet.toml: [audiences.{FACILITATOR}]"
            look = re.compile(r"/{3,} *facilitator\b")
            yield Remark("condition-unknown", message, hint, (look,))


def doubts(root: Element) -> Iterator[Remark]:
    """Tell headings whose words have a condition, where what stands below them has none."""
    for heading in (element for element in root.iter() if element.tag in HEADINGS):
        alone = len(heading) == 1 and not f"{heading.text or ''}{heading[0].tail or ''}".strip()
        if alone and conditions(heading[0]):
            words = tree.words(heading)
            message = f"all words of the heading '{words}' are for some, what stands below is not"
            hint = f"put the condition behind the heading: ## {words} {{: only=... }}"
            yield Remark("heading-cut", message, hint, (f"[{words}]", words), "warning")


def fault(
    text: str, names: Collection[str], look: tuple[str | re.Pattern[str], ...]
) -> Iterator[Remark]:
    """Tell what is wrong with one condition; look finds its line."""
    try:
        condition = parsed(text)
    except ValueError as trouble:
        yield Remark("condition-wrong", str(trouble), SHAPE, look)
        return
    for name, hint in unknown(condition, names):
        message = f"no audience, format or language is called '{name}'"
        yield Remark("condition-unknown", message, hint, look)


def select(root: Element, names: Collection[str], short: Collection[str] = ()) -> tuple[str, ...]:
    """Cut what is not for an edition from a text whose conditions are spread.

    names are those that hold for the edition; with some in short, what is not for one of these
    by name is cut as well. Returns the headings below which nothing is left.
    """
    up, before = tree.parents(root), _with_matter(root)
    failing = [element for element in root.iter() if not holds(conditions(element), names)]
    if short:
        failing += _unmeant(root, short)
        before = {}  # what a short version leaves out is nothing to tell
    _take(root, [*failing, *_unlisted(root, failing)], up)
    for element in list(root.iter()):
        for key in conditions(element):
            del element.attrib[key]
        if element.tag == "div" and not element.attrib and not (element.text or "").strip():
            tree.replace(element, list(element), up)
    return _alone(root, before)


def named(held: Mapping[str, str], names: Collection[str]) -> bool:
    """Whether conditions say of something that it is for one of these, by name."""
    return any(key == "only" and parsed(text).names & set(names) for key, text in each(held))


def _unmeant(parent: Element, short: Collection[str]) -> Iterator[Element]:
    """Yield what is not for a short version by name; words in a line do not count."""
    for child in parent:
        if _framing(child) or "footnote" in tree.classes(child):
            continue
        meant = [e for e in child.iter() if e.tag not in INLINE and named(conditions(e), short)]
        if not meant:
            yield child
        elif child not in meant:
            yield from _unmeant(child, short)


def vacate(root: Element, slots: Collection[int]) -> tuple[str, ...]:
    """Cut the slots of which no record is left, by their numbers, and what held nothing else.

    Returns the headings below which nothing is left.
    """
    up, before = tree.parents(root), _with_matter(root)
    _take(root, [slot for slot in root.iter("slot") if int(slot.get("name", "")) in slots], up)
    return _alone(root, before)


def keep_part(root: Element, heading: Element) -> None:
    """Cut all but a heading and what stands below it, and the notes that this calls."""
    up = tree.parents(root)
    ranks = HEADINGS[: HEADINGS.index(heading.tag) + 1]
    kept = [heading, *following(heading, up[heading], until=ranks)]
    around = list(tree.ancestors(heading, up))
    others = [
        child
        for parent in around
        for child in parent
        if child not in kept and child not in around and "footnote" not in tree.classes(child)
    ]
    _take(root, others, up)


def _take(root: Element, failing: Iterable[Element], up: dict[Element, Element]) -> None:
    """Cut elements, what is hollow without them, and the notes that nothing calls any more."""
    called, wanted = _called(root), list(failing)
    while wanted:
        around = [up[element] for element in wanted]
        for element in wanted:
            _cut(element, up)
        for parent in around:
            _hollowed(parent, up)
        left = _called(root)
        wanted = [item for name, item in notes(root).items() if name in called - left]


def _alone(root: Element, before: Iterable[Element]) -> tuple[str, ...]:
    """Name the headings that had something below them before, and now have not."""
    left, now = set(root.iter()), _with_matter(root)
    alone = [heading for heading in before if heading in left and heading not in now]
    return tuple(tree.words(heading) for heading in alone)


def _within(failing: list[Element]) -> set[Element]:
    return {inner for element in failing for inner in element.iter()}


def _unlisted(root: Element, failing: list[Element]) -> Iterator[Element]:
    """Yield what lists of contents say of headings that are cut."""
    names = {f"#{element.get('id')}" for element in _within(failing) if element.tag in HEADINGS}
    for listed in (div for div in root.iter("div") if "toc" in tree.classes(div)):
        yield from (link for link in listed.iter("a") if link.get("href") in names)


def _called(root: Element) -> set[str]:
    """Name the notes that a text calls."""
    calls = (link for link in root.iter("a") if "footnote-ref" in tree.classes(link))
    return {link.get("href", "").removeprefix("#") for link in calls}


def _cut(element: Element, up: dict[Element, Element]) -> None:
    """Take an element out, if it is still there; the text behind it stays."""
    if element in up and element in list(up[element]):
        _close_up(element, up[element])
        tree.replace(element, [], up)


def _close_up(element: Element, parent: Element) -> None:
    """Take away the space before an element where none is needed once it is gone."""
    spot, after = list(parent).index(element), element.tail or ""
    if _CLOSING.match(after) or (not after and element is parent[-1]):
        if spot:
            parent[spot - 1].tail = (parent[spot - 1].tail or "").removesuffix(" ")
        else:
            parent.text = (parent.text or "").removesuffix(" ")


def _hollowed(element: Element, up: dict[Element, Element]) -> None:
    """Cut what has lost all its matter, and what is around it likewise."""
    while element in up and not matter(element):
        _cut(element, up)
        element = up[element]


def matter(element: Element) -> bool:
    """Whether anything stands in an element but its frame."""
    if "footnote" in tree.classes(element):
        return next(element.iter("li"), None) is not None
    if (element.text or "").strip() or element.tag in _SHOWN or "lines" in tree.classes(element):
        return True
    return any(
        (child.tail or "").strip() or (not _framing(child) and matter(child)) for child in element
    )


def _framing(element: Element) -> bool:
    return element.tag in _FRAMES or "box-title" in tree.classes(element)


def _with_matter(root: Element) -> dict[Element, None]:
    """Find the headings below which something stands, in order."""
    found = dict[Element, None]()
    for parent in root.iter():
        above = list[Element]()
        for child in _flat(parent):
            if child.tag in HEADINGS:
                above = [heading for heading in above if heading.tag < child.tag]
                found |= dict.fromkeys(above)
                above.append(child)
            elif "footnote" not in tree.classes(child):
                found |= dict.fromkeys(above)
    return found


def _flat(parent: Element) -> Iterator[Element]:
    """Yield the children of an element; for those of bare boxes, which go, see inside."""
    for child in parent:
        if child.tag == "div" and not child.attrib.keys() - ATTRIBUTES.keys():
            yield from _flat(child)
        else:
            yield child
