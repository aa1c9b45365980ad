"""A long text is cut into takes: chapters in a row that one hand sets by itself.

Whether a book is cut, and where, depends on the book alone, so that it is the same file however
many hands there are. In each take the other chapters stand as empty elements, so that the styles
see the same brothers and sisters as in the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from xml.etree.ElementTree import Element

from booklet.galley import Galley

#: About as many letters as stand on a hundred pages of A5.
LENGTH = 110_000

#: How many letters would stand on the room of a picture.
PICTURE = 400

#: What a style sheet may ask for that reaches across chapters: numbers and words of other pages,
#: pages counted from the first, elements that are moved to margins, marks that are left open, and
#: ancestors that are chosen for what is in them.
_FAR = re.compile(
    r"target-(?:counter|text)|:nth\(|\brunning\(|\bno-(?:open|close)-quote"
    r"|position\s*:\s*fixed|(?:\bhtml|\bbody|\bmain|:root)[^\s{},>+~]*:has\(",
    re.IGNORECASE,
)

_HIDDEN = "display:none!important"

#: What alone takes a page, to be thrown away; whether it begins one is for its styles to say.
_ALONE = (
    "display:block!important;min-height:0!important;height:0!important;padding:0!important;"
    "border:0!important"
)


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A part of the text that is set by itself."""

    root: Element  #: The whole document, in which the other parts are empty.
    line: tuple[Element, ...]  #: From the root down to what the parts stand in.
    parts: tuple[Element, ...]  #: What stands in it.
    head: Element | None  #: What fills a page before it, to be thrown away.
    tail: Element | None  #: What fills a page behind it, to be thrown away.
    notes: int  #: How many footnotes stand before it.
    own: int  #: How many it has.
    before: int  #: How many letters stand before it.
    letters: int  #: How many it has; pictures count as some.


def cut(body: Element, galley: Galley, *, fronted: bool) -> tuple[Take, ...]:
    """Cut a text into takes; into none where it is short, or its parts depend on each other."""
    rows = _rows(body)
    if rows is None or galley.fields or _reaches(body, galley):
        return ()
    line, parts = rows
    lengths = [_length(part) for part in parts]
    count = sum(lengths) // LENGTH
    count -= count % 2 if count > 2 else 0  # so that two hands end at the same time
    starts = _starts(parts, lengths, count)
    if len(starts) < 2:
        return ()
    notes = [_notes(part) for part in parts]
    ends = [*starts[1:], len(parts)]
    return tuple(
        Take(
            *_tree(line, parts, start, end, fronted=fronted),
            notes=sum(notes[:start]),
            own=sum(notes[start:end]),
            before=sum(lengths[:start]),
            letters=sum(lengths[start:end]),
        )
        for start, end in zip(starts, ends, strict=True)
    )


def _rows(body: Element) -> tuple[tuple[Element, ...], list[Element]] | None:
    """The elements down to what the chapters stand in, and what stands there beside them."""
    up = {child: parent for parent in body.iter() for child in parent}
    chapters = [element for element in body.iter() if element.get("data-file")]
    if not chapters or len({up.get(chapter) for chapter in chapters}) != 1:
        return None
    line = [up[chapters[0]]]
    while line[0] is not body:
        line.insert(0, up[line[0]])
    bare = all(not (element.text or "").strip() for element in line)
    bare = bare and all(not (child.tail or "").strip() for parent in line for child in parent)
    names = [element.tag for element in line]
    if not bare or names[:2] != ["html", "body"] or len(names) > 3:
        return None
    return tuple(line), list(line[-1])


def _reaches(body: Element, galley: Galley) -> bool:
    """Whether styles or names reach across chapters."""
    sheets = [galley.files[name].decode(errors="replace") for name in galley.styles]
    sheets += ["".join(style.itertext()) for style in body.iter("style")]
    sheets += [element.get("style", "") for element in body.iter()]
    names = Counter(name for element in body.iter() if (name := element.get("id")))
    return any(map(_FAR.search, sheets)) or any(count > 1 for count in names.values())


def _length(part: Element) -> int:
    pictures = sum(1 for _ in part.iter("img"))
    return len(" ".join("".join(part.itertext()).split())) + PICTURE * pictures


def _notes(part: Element) -> int:
    return sum("footnote" in element.get("class", "").split() for element in part.iter("span"))


def _starts(parts: Sequence[Element], lengths: Sequence[int], count: int) -> list[int]:
    """The parts with which takes begin, so that takes are about as long as each other."""
    sums = [0, *accumulate(lengths)]
    places = [place for place, part in enumerate(parts) if place and part.get("data-file")]
    starts = [0]
    for number in range(1, count):
        wanted = sums[-1] * number / count
        if later := [place for place in places if place > starts[-1]]:
            starts.append(min(later, key=lambda place: abs(sums[place] - wanted)))
    return starts


def _tree(
    line: Sequence[Element], parts: Sequence[Element], start: int, end: int, *, fronted: bool
) -> tuple[Element, tuple[Element, ...], tuple[Element, ...], Element | None, Element | None]:
    """Make a tree like that of the whole for some parts of it, which it shares."""
    first, last = start == 0, end == len(parts)
    rows = [_shell(part, _HIDDEN) for part in parts]
    rows[start:end] = parts[start:end]
    head = tail = None
    if not first:
        head = rows[start - 1] = _shell(parts[start - 1], f"{_ALONE};break-before:auto!important")
    if not last:
        tail = rows[end] = _shell(parts[end], _ALONE)
    new = [Element(element.tag, element.attrib) for element in line]
    new[-1].extend(rows)
    for old, copy, child, own in zip(line, new, line[1:], new[1:], strict=False):
        shown = first  # what stands before the parts goes with the first of them
        for other in old:
            if other is child:
                copy.append(own)
                shown = last
            else:
                copy.append(other if shown or old is line[0] else _shell(other, _HIDDEN))
    if first and fronted:
        # A page that is thrown away lets the text itself say on which side it begins.
        head = Element("div", style="break-after:page")
        new[1].insert(0, head)
    return new[0], tuple(new), tuple(parts[start:end]), head, tail


def _shell(element: Element, style: str) -> Element:
    """An element without what is in it, which the styles of others still see."""
    shell = Element(element.tag, element.attrib)
    shell.set("style", f"{element.get('style', '')};{style}".lstrip(";"))
    shell.tail = element.tail
    return shell
