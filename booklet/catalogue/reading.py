"""The signs of a message, read from its beginning to its end.

The reading is that of Python-Markdown with attribute lists and footnotes, and of `%`-placeholders
and `{{ values }}`. Runs of signs are possessive, so that none is looked at twice; groups are not,
for Python before 3.11.5 can loop for ever in those (CPython issue 106052).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import Literal, NamedTuple

Kind = Literal[
    "text",
    "title",
    "url",
    "open",
    "link",
    "image",
    "reference",
    "close",
    "autolink",
    "mail",
    "code",
    "note",
    "tag",
    "comment",
    "attributes",
    "value",
    "placeholder",
    "escape",
    "entity",
    "emphasis",
]


class Token(NamedTuple):
    """A piece of a message."""

    kind: Kind
    text: str  #: As it stands: the texts of all tokens together are the message.
    name: str = ""  #: What a link leads to or [refers to], the name of a note, what code holds.


_LEX = re.compile(
    r"""
      (?P<text>(?:[^\\`!\[\]<{&%*_]++|!(?!\[(?!\^))|<(?![^\s<>])|&(?!\#?\w++;)
        |%(?!\(\w|[sd])|\{(?!\{?[^{}])|(?<=[^\W_])_(?=[^\W_])|\\(?=[^\W_]))+)
    | (?P<escape>\\[\\`*_{}\[\]()>\#+\-.!"'|])
    | (?P<ticks>`++)
    | (?P<note>\[\^(?P<noted>[^\]]{1,80}+)\])
    | (?P<plain>\[(?P<words>[^\\`!\[\]<{&%*_]++)(?P<target>\]\(
        (?P<address>[^()\s"'<>\\&{`]++)\)))  # most links are as plain as this
    | (?P<open>\[\[++(?!\^)|!\[(?!\^)|\[)
    | (?P<shut>\]++)
    | (?P<autolink><[A-Za-z][A-Za-z0-9+.\-]*+://[^<>]*+>)
    | (?P<mail><[^<>\ !]+@[^@<>\ ]++>)
    | (?P<tag></?+[a-zA-Z][^\s"'<>@]*+
        (?:\s++[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?)*\s*+/?>)
    | (?P<comment><!--(?:(?!<!--|-->).)*-->|<[?](?:(?!<[?]|[?]>).)*[?]>
        |<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>)
    | (?P<value>\{\{[^{}]*+\}\})
    | (?P<attributes>\{(?=:?\ *+[^}\s])
        (?:(?:[^{}\[<`"'=]++|=(?:"[^"]*+"|'[^']*+')?)*\}|[^{}\[<`]*+\}))
    | (?P<entity>&(?:\#[0-9]++|\#x[0-9a-fA-F]++|[a-zA-Z0-9]++);)
    | (?P<placeholder>%\(\w++\)[\#0+\-]*+\d*+(?:\.\d++)?[diouxXeEfFgGcrsa]?+|(?<!\d)%[sd]\b)
    | (?P<emphasis>\*++|_++)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_TAG_NAME = re.compile(r"</?([^\s/>]*)", re.ASCII)  # HTML knows no other white space
_TICKS = re.compile("`+")
_NAMED = re.compile(r"(?:\[|\s\[(?![^\]]*+\]\(|\s*\]))(?!\^)([^\]]*+)\]")


def _within(besides: str) -> str:
    """A pattern for what stands in parentheses; they may nest twice."""
    run = rf"(?:[^()\\{besides}]|\\.)"
    return rf"(?:{run}|\((?:{run}|\({run}*\))*\))*"


# A title ends where a parenthesis follows; an address may hold a single quotation mark.
_UNQUOTED = _within("\"'")
_TARGET = re.compile(
    rf"""\(\s*+(?:<(?P<pointed>[^<>]*+)>\s*+|(?P<bare>{_UNQUOTED}))"""
    r"""(?:"(?P<title>(?:[^"]|"(?!\s*+\))){0,300})"\s*+"""
    r"""|'(?P<other>(?:[^']|'(?!\s*+\))){0,300})'\s*+)?\)""",
    re.DOTALL,
)
_LOOSE = re.compile(rf"\(\s*+(?P<bare>{_within('')})\)", re.DOTALL)


def read(text: str) -> list[Token]:
    """Read a message; addresses that stand in plain text are still part of it."""
    return _Reader(text).read()


class _Reader:
    """Goes through a text once; a link is known when its end is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.last = text.rfind(")")  #: No address ends behind it.
        self.found = list[Token | str]()  #: What is text alone stands as such.
        self.brackets = list[int]()  #: Which of them are brackets that wait for their end.
        self.runs: list[tuple[int, int]] | None = None  #: Start and end of all rows of ticks.

    def read(self) -> list[Token]:
        text, found, match_at = self.text, self.found, _LEX.match
        spot, end = 0, len(text)
        while spot < end:
            match = match_at(text, spot)
            assert match is not None  # noqa: S101 - the last of its ways takes anything
            kind, spot = match.lastgroup, match.end()
            if kind in ("text", "other"):
                found.append(match[0])
            elif kind == "plain":
                target = Token("link", match["target"], match["address"])
                found += (Token("open", "["), match["words"], target)
            elif kind == "open":
                self._open(match[0])
            elif kind == "shut":
                spot = self._shut(match.start(), spot)
            elif kind == "ticks":
                spot = self._code(match.start(), spot)
            elif kind == "emphasis" and self._idle(match):
                found.append(match[0])
            else:
                found.append(Token(kind, match[0], _name(match)))  # type: ignore[arg-type]
        return _joined(found)

    def _idle(self, match: re.Match[str]) -> bool:
        """Tell whether a row of asterisks or underscores is none of emphasis: 2 * 3, ____."""
        before = self.text[match.start() - 1 : match.start()]
        after = self.text[match.end() : match.end() + 1]
        if match.end() - match.start() > 3 or not (before.strip() or after.strip()):
            return True
        return match[0][0] == "_" and before.isalnum() and after.isalnum()

    def _open(self, row: str) -> None:
        signs = [row] if row[0] == "!" else row
        self.brackets.extend(range(len(self.found), len(self.found) + len(signs)))
        self.found.extend(signs)

    def _shut(self, start: int, spot: int) -> int:
        """Read on behind closing brackets, of which the last may end a link."""
        text, found = self.text, self.found
        if spot - start > 1:
            found.append(text[start : spot - 1])
            del self.brackets[-(spot - start - 1) :]
        if self.brackets:
            opened = self.brackets.pop()
            first = str(found[opened])
            inline = self.last > spot and text.startswith("(", spot)
            if inline and (target := _target(text, spot)) and not self._crossed(spot, target[2]):
                address, title, end = target
                kind: Kind = "image" if first == "![" else "link"
                found[opened] = Token("open", first)
                found.append(Token(kind, text[spot - 1 : title[0] if title else end], address))
                if title:
                    found.append(Token("title", text[slice(*title)]))
                    found.append(Token("close", text[title[1] : end]))
                return end
            if named := _NAMED.match(text, spot):
                self._refer(opened, first, named)
                return named.end()
        found.append("]")
        return spot

    def _refer(self, opened: int, first: str, named: re.Match[str]) -> None:
        found = self.found
        kind: Kind = "image" if first == "![" else "reference"
        if named[1]:
            found[opened] = Token("open", first)
            found.append(Token(kind, "]" + named[0], f"[{named[1].lower()}]"))
        else:  # its words are its name
            words = "".join(
                each if isinstance(each, str) else each.text for each in found[opened + 1 :]
            )
            found[opened:] = [Token(kind, f"{first}{words}][]", f"[{words.lower()}]")]

    def _code(self, start: int, inside: int) -> int:
        """Read on behind a row of ticks."""
        length, end = self._paired(start, inside)
        if not length:
            self.found.append(self.text[start:inside])
            return inside
        name = self.text[start + length : end - length].strip()
        self.found.append(Token("code", self.text[start:end], name))
        return end

    def _paired(self, start: int, inside: int) -> tuple[int, int]:
        """Find the row of ticks that ends code: its length, and its end; of fewer, if need be."""
        if self.runs is None:
            self.runs = [run.span() for run in _TICKS.finditer(self.text)]
        length, end = 0, inside
        for number in range(bisect_left(self.runs, (inside, 0)), len(self.runs)):
            first, last = self.runs[number]
            if last - first == inside - start:
                return inside - start, last
            if length < last - first < inside - start:
                length, end = last - first, last
        return length, end

    def _crossed(self, start: int, end: int) -> bool:
        """Tell whether code begins inside an address and ends outside: there is no address then."""
        ticks = _TICKS.search(self.text, start, end)
        return ticks is not None and self._paired(*ticks.span())[1] > end


def _name(match: re.Match[str]) -> str:
    """Say what a sign is about, where it is about something."""
    kind, text = match.lastgroup, match[0]
    if kind == "tag":
        return str(_TAG_NAME.findall(text)[0]).lower()
    if kind in ("autolink", "mail"):
        return text[1:-1]
    if kind in ("value", "attributes"):
        return " ".join(text.strip("{:} ").split())
    return match["noted"] or ""


def _target(text: str, spot: int) -> tuple[str, tuple[int, int] | None, int] | None:
    """Read an address in parentheses: what it is, where its title stands, where it ends."""
    if match := _TARGET.match(text, spot):
        title = "title" if match["title"] is not None else "other"
        address = match["pointed"] if match["pointed"] is not None else match["bare"]
        span = match.span(title)
    elif match := _LOOSE.match(text, spot):
        address, span = match["bare"], (-1, -1)
    else:
        return None
    return html.unescape(address.strip()), span if span[0] < span[1] else None, match.end()


def _joined(found: list[Token | str]) -> list[Token]:
    """Make one of texts that stand side by side."""
    joined, words = list[Token](), list[str]()
    for each in found:
        if isinstance(each, str):
            words.append(each)
            continue
        if words:
            joined.append(Token("text", "".join(words)))
            words = []
        joined.append(each)
    if words:
        joined.append(Token("text", "".join(words)))
    return joined
