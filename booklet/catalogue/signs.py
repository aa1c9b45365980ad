"""A message becomes tokens: words apart from the signs that a translation has to keep."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from booklet.catalogue.reading import Token, read

#: A message without any of these is one token.
SIGNS = r"\\`\[\]<{&%*_"

_SIGN = re.compile(f"[{SIGNS}]")
_URL = re.compile(
    r"(?<!<)[hw](?:ttps?://|ww\.)[^\s<>()\[\]{}\"'`|\x7f-\U0010ffff]*[\w/#&=+~-]", re.ASCII
)

# Formulas without words: $E = mc^2$, \(\alpha\).
_FORMULA = r"(?:[^\\A-Za-z$]|\\[A-Za-z]++|[A-Za-z](?![A-Za-z]))"
_MATH = re.compile(rf"(\$\$?){_FORMULA}+\1|\\\({_FORMULA}+\\\)|\\\[{_FORMULA}+\\\]")

_LETTER = re.compile(r"[^\W\d_]")

#: Attributes that are words for a reader.
HUMAN = frozenset({"alt", "title", "aria-label", "data-toc-label"})

ATTRIBUTE = re.compile(
    r"""\s([^\s"'=<>/]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>]++))?""",
    re.ASCII,
)


def tokens(text: str) -> tuple[Token, ...]:
    """Read a message, sign by sign.

    >>> [token.text for token in tokens("See [*SoFA*](https://x.org)!")]
    ['See ', '[', '*', 'SoFA', '*', '](https://x.org)', '!']
    """
    found = read(text) if _SIGN.search(text) else [Token("text", text)] if text else []
    if "://" in text or "www." in text:
        found = [
            part
            for token in found
            for part in (_addresses_apart(token) if token.kind == "text" else (token,))
        ]
    return tuple(found)


def speaks(text: str) -> bool:
    """Tell whether a message has words to translate, in any script.

    >>> speaks("[`pip`](https://x.org) {{ name }} &amp; $x^2$ 42"), speaks("4 分")
    (False, True)
    """
    if not _LETTER.search(text):
        return False
    if "$" in text or "\\" in text:
        text = _MATH.sub(" ", text)
    for token in tokens(text):
        if token.kind in ("text", "title"):
            words = token.text
        elif token.kind == "tag":
            words = " ".join(value for name, value in attributes(token.text) if name in HUMAN)
        else:
            continue
        if _LETTER.search(words):
            return True
    return False


def said(text: str, *, code: bool = True) -> str:
    """Take the plain words from a message, with or without code and addresses that are printed.

    >>> said("**Tap** [the _map_](map.md 'Big'),&nbsp;press `Esc`[^1] or <kbd>Q</kbd>.")
    'Tap the map Big, press Esc or Q.'
    """
    words = list[str]()
    for token in tokens(text):
        if token.kind == "text" or (code and token.kind in ("code", "url")):
            words.append(token.name or token.text)
        elif token.kind == "title":
            words += [" ", token.text]
        elif token.kind == "escape":
            words.append(token.text[1:])
        elif token.kind == "entity":
            words.append(html.unescape(token.text))
        elif token.kind in ("value", "placeholder") or _breaks(token):
            words.append(" " if token.kind == "tag" else token.text)
    return " ".join("".join(words).split())


def attributes(tag: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of every attribute of a tag."""
    for name, value in ATTRIBUTE.findall(tag.rstrip("/>")):
        yield name.lower(), html.unescape(value.strip("\"'"))


def _breaks(token: Token) -> bool:
    """Tell whether words before and behind a token are apart."""
    return token.kind == "tag" and token.name not in _INLINE


_INLINE = frozenset("a abbr b bdi bdo cite code em i kbd mark q ruby s small span strong u".split())


def _addresses_apart(token: Token) -> Iterator[Token]:
    """Take addresses that stand in plain text out of it."""
    spot, text = 0, token.text
    for match in _URL.finditer(text):
        if spot < match.start():
            yield Token("text", text[spot : match.start()])
        yield Token("url", match[0], match[0])
        spot = match.end()
    if spot < len(text):
        yield Token("text", text[spot:])
