"""Pages that were set once are kept, and found again by all that they are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from booklet.finding import Finding, Place
from booklet.store import NOWHERE, Store, digest, makers

if TYPE_CHECKING:
    from booklet.galley import Galley
    from booklet.pages import Pages

_KIND = "pages"

#: A chapter among the HTML of a galley, by its file.
_CHAPTER = re.compile(r'(?=<[a-z]+\b[^>]*\bdata-file="([^"]*)")')


@dataclass(frozen=True, slots=True)
class Kept:
    """Sets pages, but for those that its store has."""

    store: Store = NOWHERE

    def set(self, galley: Galley) -> Pages:
        """Return the pages of a galley, set now or before.

        Raises TypesettingError.
        """
        from booklet.pages import typeset

        pages = self.pages(galley)
        if pages is None:
            pages = typeset(galley)
            self.keep(galley, pages)
        return pages

    def pages(self, galley: Galley) -> Pages | None:
        """Return the pages of a galley, if they were set before."""
        packed = self.store.get(_KIND, _key(galley))
        return None if packed is None else _unpacked(packed, _sources(galley))

    def keep(self, galley: Galley, pages: Pages) -> None:
        """Keep the pages of a galley."""
        self.store.put(_KIND, _key(galley), _packed(pages, _sources(galley)))


def recipe(galley: Galley) -> Mapping[str, str]:
    """Sum up each thing that pages are made of, by a name that its author knows."""
    parts = _CHAPTER.split(galley.html)
    chapters = dict(zip(parts[1::2], parts[2::2], strict=True))
    files = {name: data for name, data in galley.files.items() if not name.startswith("fonts/")}
    fonts = [galley.files[name] for name in sorted(galley.files.keys() - files.keys())]
    return {
        **{name: _short(text) for name, text in chapters.items()},
        "what stands around the chapters": _short(parts[0], str(galley.fit)),
        **{name: _short(data) for name, data in sorted(files.items())},
        "the fonts": _short(*fonts),
        "the press": _short(engine()),
    }


def _short(*parts: str | bytes) -> str:
    return digest(*parts)[:16]


def _key(galley: Galley) -> str:
    return digest(_KIND, engine(), galley.fingerprint)


def engine() -> str:
    """Sum up what sets pages on this machine: where it is the same, so are the pages."""
    from booklet.pages import libraries

    return digest(makers(), libraries())


def _sources(galley: Galley) -> str:
    """Sum up the lines that findings point at."""
    return digest(*(part for pair in sorted(galley.sources.items()) for part in pair))


def _packed(pages: Pages, sources: str) -> bytes:
    facts = {
        "sizes": pages.sizes,
        "outline": [asdict(heading) for heading in pages.outline],
        "words": pages.words,
        "anchors": dict(pages.anchors),
        "findings": [written(finding) for finding in pages.findings],
        "blemishes": [asdict(blemish) for blemish in pages.blemishes],
        "sources": sources,
    }
    return json.dumps(facts).encode() + b"\n" + pages.pdf


def _unpacked(packed: bytes, sources: str) -> Pages | None:
    """Read kept pages; None where their findings point at lines that are others now."""
    from booklet.pages import Blemish, Heading, Pages

    head, _, pdf = packed.partition(b"\n")
    facts = json.loads(head)
    if facts["findings"] and facts["sources"] != sources:
        return None
    return Pages(
        pdf,
        tuple((width, height) for width, height in facts["sizes"]),
        tuple(Heading(**heading) for heading in facts["outline"]),
        tuple(facts["words"]),
        facts["anchors"],
        tuple(map(found, facts["findings"])),
        tuple(Blemish(**blemish) for blemish in facts["blemishes"]),
    )


def written(finding: Finding) -> dict[str, Any]:
    """Write a finding for a file."""
    place = finding.place
    where = None if place is None else {"path": place.path.as_posix(), "line": place.line}
    return {**asdict(finding), "place": where}


def found(told: Mapping[str, Any]) -> Finding:
    """Read a finding from a file."""
    where = told["place"]
    place = None if where is None else Place(PurePath(where["path"]), where["line"])
    return Finding(told["severity"], told["code"], told["message"], place, told["hint"])
