"""Values go through Markdown behind masks: its signs would be taken for attributes.

A mask is made of characters that no text may hold and that are no letters, so that it is no word
of a message and no part of a heading's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from booklet.project import VALUE

#: Around what is masked, and around what is only noted; Unicode gives them no meaning (23.7).
OPEN, CLOSE = "\ufdd0", "\ufdd1"

#: From here on, signs of ASCII have a double that is private.
_PRIVATE = 0xF0000

_BARE = re.compile(rf"(?<!\\){VALUE.pattern}")
_MASK = re.compile(f"{OPEN}([^{CLOSE}]+){CLOSE}")
_CODE = re.compile(r"(<(code|pre)\b.*?</\2>)", re.DOTALL)


def masked(text: str) -> str:
    """Put a mask on every value of a text that has no backslash before it.

    >>> unmasked(masked("## For {{ group }}")), "{" in masked("## For {{ group }}")
    ('## For {{ group }}', False)
    """
    return _BARE.sub(lambda found: mask(found[0]), text) if "{{" in text else text


def mask(written: str) -> str:
    """Hide some signs of ASCII; others stay as they are."""
    return OPEN + "".join(chr(_PRIVATE + ord(c)) if c.isascii() else c for c in written) + CLOSE


def unmasked(text: str) -> str:
    """Take the masks away."""
    return _MASK.sub(lambda found: _plain(found[1]), text) if OPEN in text else text


def filled(html: str, value: Callable[[str], str]) -> str:
    """Put values where their masks are, and what was written where that is code.

    value takes a name, as it stands between the braces, and gives HTML.
    """
    if OPEN not in html:
        return html
    parts = _CODE.split(html)
    for number in range(0, len(parts), 3):
        parts[number] = _MASK.sub(lambda found: value(_name(found[1])), parts[number])
    for number in range(1, len(parts), 3):
        parts[number] = unmasked(parts[number])
        parts[number + 1] = ""  # the name of the element, which was only looked for
    return "".join(parts)


def note(number: int) -> str:
    """Write a number so that Markdown takes no notice of it."""
    return mask(str(number))


def noted(text: str) -> list[int]:
    """Read the numbers noted in a text.

    >>> noted(f"one{note(12)} {masked('{{ two }}')}")
    [12]
    """
    found = (_plain(hidden[1]) for hidden in _MASK.finditer(text)) if OPEN in text else ()
    return [int(plain) for plain in found if plain.isdecimal()]


def unnoted(text: str) -> str:
    """Take the numbers away, and leave the values."""
    if OPEN not in text:
        return text
    return _MASK.sub(lambda found: "" if _plain(found[1]).isdecimal() else found[0], text)


def asked(html: str) -> list[str]:
    """Name the values in some HTML."""
    return [name for found in _MASK.finditer(uncoded(html)) if (name := _name(found[1]))]


def uncoded(html: str) -> str:
    """Take the code from some HTML."""
    return _CODE.sub("", html)


def _plain(hidden: str) -> str:
    return "".join(chr(ord(c) - _PRIVATE) if ord(c) >= _PRIVATE else c for c in hidden)


def _name(hidden: str) -> str:
    found = VALUE.fullmatch(_plain(hidden))
    return found["name"] if found else ""
