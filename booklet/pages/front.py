"""What stands before the text: cover, imprint, contents. It is typeset last."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def split(html: str) -> tuple[Element | None, Element]:
    """Split a document into what stands before its text, if anything does, and the rest."""
    body = ElementTree.fromstring(html)  # noqa: S314 - written by the galley
    front = copy.deepcopy(body)
    for (_, whole), stays in ((front, True), (body, False)):
        for element in list(whole):
            if (element.tag == "header") != stays:
                whole.remove(element)
    filled = any("".join(e.itertext()).strip() or len(e) for e in front.iterfind("body/header"))
    return front if filled else None, body


def fill(front: Element, numbers: Mapping[str, int]) -> None:
    """Write the number of its page into every entry of the contents."""
    for entry in front.iter("a"):
        for spot in entry.iter():
            if "folio" in spot.get("class", "").split():
                number = numbers.get(unquote(entry.get("href", "").removeprefix("#")))
                spot.text = "" if number is None else str(number)
