"""The text of a PO file becomes its entries, each with all that stands around it.

Nothing is lost on the way: comments, flags, former texts and obsolete entries stay what they are.
The form is that of the gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import NoReturn

from booklet.catalogue.model import Key
from booklet.finding import ManuscriptError, Place, error

#: What a backslash makes of the character behind it.
ESCAPES = dict(zip('ntrvbfa\\"', '\n\t\r\v\b\f\a\\"', strict=True))

#: What may stand before each keyword in its entry; nothing, where it may be the first.
_AFTER = {
    "msgctxt": {""},
    "msgid": {"", "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
_FORMER = ("msgctxt", "msgid", "msgid_plural")

_LINE = re.compile(
    r"(?:#(~\||~|\|)\s*)?"
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9])\])?\s*)?"
    r'"([^"\\]*(?:\\.[^"\\]*)*)"'
)
_CURLED = re.compile(r"(?:msg[a-z_]+(?:\[[0-9]\])?)?\s*[“”„«»'‘’]")
_ESCAPE = re.compile(r"\\(.)")
_SPACED = re.compile("\u2068[^\u2069]*\u2069\\S*|\\S+")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a PO file as it stands there; the header is one, of an empty text."""

    text: str  #: The msgid.
    texts: tuple[str, ...]  #: The msgstr, or one for each plural form.
    context: str | None = None  #: The msgctxt.
    plural: str = ""  #: The msgid_plural.
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()  #: The translator's, each with the # it begins with.
    extracted: tuple[str, ...] = ()  #: For the translator, lines without "#. ".
    references: tuple[str, ...] = ()  #: Where the book says it: "content/01-welcome.md:3".
    previous: tuple[tuple[str, str], ...] = ()  #: Keyword and text that it was translated from.
    obsolete: bool = False
    line: int = 0  #: Of its msgid, counted from 1; 0 where it was not read from a file.

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.context or "", self.text

    @property
    def fuzzy(self) -> bool:
        """Whether its translation is in doubt."""
        return "fuzzy" in self.flags


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file as it stands."""

    header: Item | None
    items: tuple[Item, ...]
    tail: tuple[str, ...] = ()  #: Comments behind the last entry.


def parse(text: str, path: PurePath) -> PoFile:
    """Read a PO file, whose path is told in findings.

    Raises ManuscriptError where it breaks off or is none, and for a text that stands there twice.
    """
    reading = _Reading(path)
    for number, line in enumerate(text.split("\n"), 1):
        reading.take(number, line.strip())
    return reading.file()


class _Reading:
    """One reading of one file; an entry grows until the next one begins."""

    def __init__(self, path: PurePath) -> None:
        self._path = path
        self._number = 0
        self._items: list[Item] = []
        self._begin()

    def _begin(self) -> None:
        self._last = ""  # keyword of the entry that was read last
        self._obsolete = False
        self._line = 0
        self._fields: dict[str, list[str]] = {}
        self._texts: list[list[str]] = []
        self._previous: list[tuple[str, list[str]]] = []
        self._comments: dict[str, list[str]] = {}
        self._open: list[str] | None = None  # the text that a line of quotes alone goes on with
        self._mark = ""  # the mark before the line that opened it

    def take(self, number: int, line: str) -> None:
        self._number = number
        if line in ("", "#~", "#|", "#~|"):
            return
        if line[0] == "#" and line[1:2] not in ("~", "|"):
            self._comment(line)
            return
        match = _LINE.fullmatch(line)
        if match is None:
            self._puzzled(line)
        mark, keyword, index, quoted = match.groups()
        text = self._unescaped(quoted) if "\\" in quoted else quoted
        if keyword is None:
            if self._open is None or (mark or "") != self._mark:
                self._wrong("this text belongs to no msgid or msgstr", ORDER)
            self._open.append(text)
        else:
            self._keyword(mark or "", keyword, index, [text])

    def _comment(self, line: str) -> None:
        if self._last.startswith("msgstr"):
            self._close()
        self._open = None
        kind = line[1:2] if line[1:2] in (".", ":", ",", "=") else ""
        self._comments.setdefault(kind, []).append(line[2:] if kind else line)

    def _keyword(self, mark: str, keyword: str, index: str | None, parts: list[str]) -> None:
        former = mark.endswith("|")
        if self._last.startswith("msgstr") and (former or keyword in ("msgctxt", "msgid")):
            self._close()
        self._open, self._mark = parts, mark
        name = keyword if index is None else f"{keyword}[]"
        if former:
            if self._last or name not in _FORMER:
                self._misplaced(keyword)
            self._previous.append((keyword, parts))
            return
        if self._last not in _AFTER.get(name, ()):
            self._misplaced(keyword if index is None else f"{keyword}[{index}]")
        if self._last and self._obsolete != (mark == "~"):
            self._wrong("one half of an entry is obsolete (#~)", ORDER)
        if index is not None and int(index) != len(self._texts):
            self._wrong(f"no msgstr[{len(self._texts)}] stands above", ORDER)
        self._last, self._obsolete = name, mark == "~"
        if keyword == "msgid":
            self._line = self._number
        if keyword == "msgstr":
            self._texts.append(parts)
        else:
            self._fields[keyword] = parts

    def _close(self) -> None:
        """Make an item of what was read since the last one."""
        fields = {name: "".join(parts) for name, parts in self._fields.items()}
        flags = ",".join([*self._comments.get(",", ()), *self._comments.get("=", ())])
        references = " ".join(self._comments.get(":", ()))
        self._items.append(
            Item(
                text=fields["msgid"],
                texts=tuple("".join(parts) for parts in self._texts),
                context=fields.get("msgctxt"),
                plural=fields.get("msgid_plural", ""),
                flags=tuple(filter(None, map(str.strip, flags.split(",")))),
                comments=tuple(self._comments.get("", ())),
                extracted=tuple(map(str.strip, self._comments.get(".", ()))),
                references=tuple(_SPACED.findall(references)),
                previous=tuple((name, "".join(parts)) for name, parts in self._previous),
                obsolete=self._obsolete,
                line=self._line,
            )
        )
        self._begin()

    def file(self) -> PoFile:
        tail: tuple[str, ...] = ()
        if self._last.startswith("msgstr"):
            self._close()
        elif self._last or self._previous:
            self._wrong("the file ends in the middle of an entry", CUT)
        else:
            tail = tuple(self._comments.get("", ()))
        self._alone()
        header = next((item for item in self._items if _is_header(item)), None)
        return PoFile(header, tuple(item for item in self._items if item is not header), tail)

    def _alone(self) -> None:
        """Each text stands in the file once; obsolete ones don't count."""
        first: dict[Key, Item] = {}
        twice = []
        for item in self._items:
            before = first.setdefault(item.key, item) if not item.obsolete else item
            if before is not item:
                what = "this text" if item.text else "the header"
                message = f"{what} stands in the file already, on line {before.line}"
                place = Place(self._path, item.line)
                twice.append(error("po-twice", message, place, "keep one of the two entries"))
        if twice:
            raise ManuscriptError(twice)

    def _unescaped(self, quoted: str) -> str:
        unknown = next((mark for mark in _ESCAPE.findall(quoted) if mark not in ESCAPES), "")
        if unknown:
            hint = "write \\\\ for a backslash"
            self._wrong(f"'\\{unknown}' means nothing here", hint)
        return _ESCAPE.sub(lambda match: ESCAPES[match[1]], quoted)

    def _misplaced(self, keyword: str) -> NoReturn:
        self._wrong(f"no {keyword} is expected here", ORDER)

    def _puzzled(self, line: str) -> NoReturn:
        """Tell what is wrong with a line that no PO file has."""
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            self._wrong("a merge left a conflict here", "keep one of the two versions")
        if '"' not in line:
            hint = QUOTES if _CURLED.match(line) else ORDER
            self._wrong("this is no line of a PO file", hint)
        behind = re.sub(r"\\.", "", line.partition('"')[2])
        if '"' not in behind:
            hint = ENDED if line.endswith('\\"') else CUT
            self._wrong("this text is not closed: a quotation mark is missing at its end", hint)
        if behind.index('"') < len(behind) - 1:
            hint = 'write \\" for a quotation mark inside a text'
            self._wrong("something stands behind the text", hint)
        self._wrong("this is no line of a PO file", ORDER)

    def _wrong(self, message: str, hint: str) -> NoReturn:
        raise ManuscriptError(error("po-syntax", message, Place(self._path, self._number), hint))


ORDER = "an entry is msgid and the text, then msgstr and its translation"
QUOTES = 'put the text between straight quotation marks: "text"'
ENDED = "behind a backslash it stands for one inside the text; write \\\\ for a backslash"
CUT = "if the file was cut off, take it from where it came from once more"


def _is_header(item: Item) -> bool:
    return not item.text and item.context is None and not item.obsolete
