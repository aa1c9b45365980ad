"""The entries of a PO file become its text, byte for byte as gettext's own tools write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from booklet.catalogue.po import ESCAPES, Item, PoFile
from booklet.catalogue.wrap import WIDTH, pieces, width, wrapped

_SPECIAL = re.compile(r'[\n\t\r\v\b\f\a\\"]')
_ESCAPED = {character: f"\\{letter}" for letter, character in ESCAPES.items()}


def drawn(file: PoFile) -> str:
    """Write a PO file; obsolete entries come last, as everybody expects them."""
    live = [item for item in file.items if not item.obsolete]
    gone = [item for item in file.items if item.obsolete]
    header = [file.header] if file.header else []
    blocks = ["\n".join(_entry(item)) for item in (*header, *live, *gone)]
    if file.tail:
        blocks.append("\n".join(file.tail))
    return "\n\n".join(blocks) + "\n"


def _entry(item: Item) -> Iterator[str]:
    yield from item.comments
    yield from (f"#. {line}".rstrip() for line in item.extracted)
    yield from _references(item.references)
    if item.flags:
        yield f"#, {', '.join(item.flags)}"
    mark = "#~" if item.obsolete else ""
    for keyword, text in item.previous:
        yield from _field(f"{mark or '#'}| ", keyword, text)
    mark = mark and "#~ "
    if item.context is not None:
        yield from _field(mark, "msgctxt", item.context)
    yield from _field(mark, "msgid", item.text)
    if item.plural:
        yield from _field(mark, "msgid_plural", item.plural)
        for number, text in enumerate(item.texts):
            yield from _field(mark, f"msgstr[{number}]", text)
    else:
        yield from _field(mark, "msgstr", item.texts[0])


def _references(names: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for name in names:
        if line != "#:" and width(line) + 1 + width(name) > WIDTH:
            yield line
            line = "#:"
        line += f" {name}"
    if line != "#:":
        yield line


def _field(mark: str, keyword: str, text: str) -> Iterator[str]:
    """Write a text behind its keyword, or on lines of its own where it takes several."""
    escaped = [_SPECIAL.sub(lambda match: _ESCAPED[match[0]], part) for part in _parts(text)]
    if len(escaped) == 1:
        alone = f'{mark}{keyword} "{escaped[0]}"'
        if width(alone) <= WIDTH:
            yield alone
            return
    room = WIDTH - len(mark) - 2
    lines = [line for part in escaped for line in wrapped(part, room)]
    if len(lines) == 1 and next(pieces(lines[0])) == lines[0]:
        yield f'{mark}{keyword} "{lines[0]}"'  # it won't be shorter on a line of its own
        return
    yield f'{mark}{keyword} ""'
    yield from (f'{mark}"{line}"' for line in lines)


def _parts(text: str) -> list[str]:
    """Part a text behind its line feeds; other characters that end lines elsewhere don't."""
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] or not text else [])
