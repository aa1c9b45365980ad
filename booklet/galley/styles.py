"""Style sheets are gathered with every file that they use."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from booklet.finding import Finding, Place, TypesettingError, error, fatal, warning
from booklet.galley import pictures
from booklet.galley.shelf import Shelf
from booklet.project import Unreadable

#: Takes the bytes of a picture, its name and who asked for it; tells what is wrong.
Take = Callable[[bytes, str, Place | None], list[Finding]]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def gather(
    shelf: Shelf, names: Iterable[str], take: Take = pictures.inspect
) -> tuple[dict[str, bytes], list[Finding]]:
    """Read style sheets, those that they import, and the pictures and fonts they name.

    Pictures are given to `take`, with who asked for them.

    Returns files by name, relative to the root, and warnings for what can't be read as style.

    Raises TypesettingError with everything that is wrong in any of them.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    waiting = [(name, Place(PurePath(name))) for name in names]
    while waiting:
        name, asked = waiting.pop(0)
        if name in files:
            continue
        try:
            files[name] = shelf.bytes(name)
        except Unreadable as trouble:
            findings.append(error(trouble.code, str(trouble), asked))
            continue
        if name.endswith(".css"):
            waiting += _used(name, files[name], findings)
        elif not name.endswith((".ttf", ".otf", ".woff", ".woff2")):
            findings += take(files[name], name, asked)
    if fatal(findings):
        raise TypesettingError(findings)
    return files, findings


def _used(name: str, data: bytes, findings: list[Finding]) -> Iterator[tuple[str, Place]]:
    rules = _rules(data)
    for rule in rules:
        if rule.type == "error":
            message = f"this can't be read: {rule.message.rstrip('.').lower()}"
            place = Place(PurePath(name), rule.source_line)
            findings.append(warning("style-wrong", message, place))
    for address, line in _addresses(rules):
        place = Place(PurePath(name), line)
        if address.startswith(("data:", "#")):
            continue
        if _SCHEME.match(address) or address.startswith("//"):
            message = f"a style sheet can't fetch '{address}'"
            hint = "put the file into the project and name it there"
            findings.append(error("address-outside", message, place, hint))
        else:
            file = unquote(re.split("[?#]", address, maxsplit=1)[0])
            folder = "" if file.startswith("/") else posixpath.dirname(name)
            yield posixpath.normpath(posixpath.join(folder, file.lstrip("/"))), place


@functools.lru_cache(maxsize=100)
def _rules(data: bytes) -> list[Any]:
    from tinycss2.bytes import parse_stylesheet_bytes

    rules: list[Any] = parse_stylesheet_bytes(data)[0]
    return rules


def _addresses(nodes: Iterable[Any]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        kind = node.type
        if kind == "at-rule" and node.lower_at_keyword == "namespace":
            continue  # names, not addresses
        if kind == "url":
            yield node.value, node.source_line
        elif kind == "function" and node.lower_name == "url":
            for argument in node.arguments:
                if argument.type == "string":
                    yield argument.value, node.source_line
        elif kind == "at-rule" and node.lower_at_keyword == "import":
            for part in node.prelude:
                if part.type == "string":
                    yield part.value, node.source_line
        for part in ("prelude", "content", "arguments"):
            yield from _addresses(getattr(node, part, None) or ())
