"""What a condition reaches: a heading's holds for all that stands below it, a cell's for its row.

Conditions are attributes, `only` and `not`, on the element that their author put them on; here
they are put on all elements that are meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from xml.etree.ElementTree import Element

from booklet import tree
from booklet.project import FACILITATOR, PARTICIPANT

#: The attributes that hold a condition, and whether it must hold.
ATTRIBUTES = {"only": True, "not": False}

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

#: Elements within a line; <sup> is a note's call, which its note decides about.
INLINE = frozenset("a abbr b bdi cite code del em i img ins kbd mark q s small span strong".split())

#: What stands between conditions that came together on one element.
AND = ";"


def conditions(element: Element) -> dict[str, str]:
    """The conditions on an element, by their attributes."""
    return {key: element.attrib[key] for key in ATTRIBUTES if key in element.attrib}


def each(held: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every condition by itself, with its attribute.

    >>> list(each({"only": "a;b and c"}))
    [('only', 'a'), ('only', 'b and c')]
    """
    return ((key, text) for key, texts in held.items() for text in texts.split(AND))


def spread(root: Element) -> None:
    """Put every condition on all elements that it is meant for, and on no others."""
    up = tree.parents(root)
    for element in root.iter():
        _ready_made(element, up.get(element))
    held = [element for element in root.iter() if conditions(element)]
    for element in held:
        if element.tag in HEADINGS:
            _part(element, up)
        elif element.tag == "dt" and not _shared(element, up[element]):
            for follower in following(element, up[element], until=("dt",)):
                _put(conditions(element), follower)
    cells = [element for element in held if element.tag in ("td", "th")]
    # Rows first: what holds for a column is put on its cells.
    for cell in sorted(cells, key=lambda cell: up[up[cell]].tag == "thead"):
        _row(cell, up)
    _notes(root)


def notes(root: Element) -> dict[str, Element]:
    """The notes of a text, by their names."""
    listed = (div for div in root.iter("div") if "footnote" in tree.classes(div))
    return {name: item for div in listed for item in div.iter("li") if (name := item.get("id"))}


def _put(held: Mapping[str, str], element: Element) -> None:
    """Let conditions hold for an element as well."""
    for key, text in held.items():
        own = element.get(key)
        element.set(key, f"{own}{AND}{text}" if own else text)


def _take(element: Element) -> dict[str, str]:
    """Take the conditions off an element."""
    return {key: element.attrib.pop(key) for key in conditions(element)}


def _ready_made(element: Element, parent: Element | None) -> None:
    """Give the blocks of workshops the conditions that they stand for."""
    own, around = tree.classes(element), [] if parent is None else tree.classes(parent)
    if "facilitator" in own:
        _put({"only": FACILITATOR}, element)
    elif "answer" in around:
        _put({"only" if "lines" in own else "not": PARTICIPANT}, element)
    elif "lines" in own and "worksheet" in around:
        _put({"not": FACILITATOR}, element)


def _part(heading: Element, up: dict[Element, Element]) -> None:
    """Put a heading and all that stands below it into one element."""
    parent, part = up[heading], Element("div")
    ranks = HEADINGS[: HEADINGS.index(heading.tag) + 1]
    inside = [heading, *following(heading, parent, until=ranks)]
    parent.insert(list(parent).index(heading), part)
    for element in inside:
        parent.remove(element)
        part.append(element)
        up[element] = part
    up[part] = parent
    _put(_take(heading), part)


def following(element: Element, parent: Element, until: Collection[str]) -> Iterator[Element]:
    """Yield what stands behind an element and belongs to it."""
    for follower in list(parent)[list(parent).index(element) + 1 :]:
        bare = follower.tag == "div" and not follower.attrib.keys() - ATTRIBUTES.keys()
        inside = follower[0].tag if bare and len(follower) else ""
        if follower.tag in until or inside in until or "footnote" in tree.classes(follower):
            return
        yield follower


def _shared(term: Element, parent: Element) -> bool:
    """Whether a term has its definition together with the one before."""
    spot = list(parent).index(term)
    return spot > 0 and parent[spot - 1].tag == "dt"


def _row(cell: Element, up: dict[Element, Element]) -> None:
    """Let the conditions of a cell hold for its row, or for its column if it stands at the head."""
    row = up[cell]
    head = up.get(row)
    if head is None or head.tag != "thead":
        _put(_take(cell), row)
        return
    before = list(row)[: list(row).index(cell)]
    column = sum(int(other.get("colspan", "1")) for other in before)
    for other in up[head].iter("tr"):
        if other is not row and column < len(other):
            _put(conditions(cell), other[column])


def _notes(root: Element) -> None:
    """Let the conditions of a note hold for its calls."""
    known = notes(root)
    for item in known.values():
        if len(item) == 1:  # a condition below one paragraph of several is for that alone
            _put(_take(item[0]), item)
    for call in root.iter("sup") if known else ():
        name = next((a.get("href", "") for a in call.iter("a")), "").removeprefix("#")
        if name in known:
            _put(conditions(known[name]), call)
