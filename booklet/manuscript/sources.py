"""A chapter's file, split into front matter and body, with its lines kept."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from markdown.extensions.fenced_code import FencedBlockPreprocessor

from booklet.finding import Finding, ManuscriptError, Place, Severity, error, nearest
from booklet.manuscript import strict
from booklet.manuscript.asides import Aside, asides, astray
from booklet.project import Project, Unreadable, hidden, read_text, unplain

#: What front matter may say, and what each key holds.
FRONT = {
    "title": str,
    "id": str,
    "summary": str,
    "minutes": int,
    "only": str,
    "not": str,
    "source": str,
}

#: Fenced code, code in a line, or the beginning of a comment, whichever comes first.
_CODE = r"(?P<tick>`+)(?!`)(?:(?!\n[ ]*\n).)+?(?<!`)(?P=tick)(?!`)"
_FENCED = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?P=fence)[ ]*$"
_TOKEN = re.compile(rf"{_FENCED}|{_CODE}|<!--", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(rf"{_FENCED}|{_CODE}|(?P<comment><!--.*?-->)", re.MULTILINE | re.DOTALL)
_IN_LINE = re.compile(_CODE)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, where only the words are known that stand there."""

    code: str
    message: str
    hint: str = ""
    words: tuple[str | re.Pattern[str], ...] = ()  #: To find its line by, the best first.
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Source:
    """A chapter as it was written."""

    path: PurePath
    text: str  #: The whole file.
    body: str  #: What comes after the front matter, without comments and tabs.
    lead: int = 0  #: The number of lines before the body.
    front: Mapping[str, strict.Entry] = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()  #: What the author tells the translators.
    short: frozenset[str] = frozenset()  #: If any: only what is for one of these by name counts.

    def place(self, line: int | None = None) -> Place:
        """Point at a line of the file, counted from 1."""
        return Place(self.path, line)

    @property
    def name(self) -> str:
        """The chapter's id: its own, or the file's name without number and ending.

        >>> Source(PurePath("content/03-Über uns.md"), "", "").name
        'uber-uns'

        Empty where the name holds no letter that could be written as a to z.
        """
        if "id" in self.front:
            return str(self.front["id"].value)
        stem = re.sub(r"^\d+[-_. ]*", "", self.path.stem) or self.path.stem
        plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")

    @property
    def conditions(self) -> dict[str, str]:
        """Under which its readers see it at all."""
        return {key: str(self.front[key].value) for key in ("only", "not") if key in self.front}

    def find(self, *words: str | re.Pattern[str]) -> int | None:
        """Find the line that holds some words outside of code; the best words come first."""
        lines = [(n + self.lead, _IN_LINE.sub("", line)) for n, line in plain_lines(self.body)]
        lines += [(number, html.unescape(line)) for number, line in lines]
        for word in words:
            pattern = re.compile(re.escape(word), re.I) if isinstance(word, str) else word
            for number, line in lines:
                if pattern.search(line):
                    return number
        return None

    def told(self, remarks: Iterable[Remark], line: int | None = None) -> Iterator[Finding]:
        """Give each remark its place; the line given is for those whose words are not found."""
        findings = (
            Finding(
                remark.severity,
                remark.code,
                remark.message,
                self.place(self.find(*remark.words) or line),
                remark.hint,
            )
            for remark in dict.fromkeys(remarks)
        )
        yield from dict.fromkeys(findings)


def plain_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not inside fenced code, counted from 1."""
    code = set[int]()
    for match in FencedBlockPreprocessor.FENCED_BLOCK_RE.finditer(text):
        first = text.count("\n", 0, match.start()) + 1
        code.update(range(first, first + match[0].count("\n") + 1))
    for number, line in enumerate(text.split("\n"), 1):
        if number not in code:
            yield number, line


def uncommented(text: str) -> str:
    r"""Take comments out of Markdown, and leave its lines where they are.

    >>> uncommented("one <!-- more\nabout --> two `<!-- code -->`")
    'one \ntwo `<!-- code -->`'
    """
    kept, at = [], 0
    while match := _TOKEN.search(text, at):
        if match[0] != "<!--":
            kept.append(text[at : match.end()])
            at = match.end()
            continue
        end = text.find("-->", match.end())
        if end < 0:
            break
        kept.append(text[at : match.start()] + "\n" * text.count("\n", match.start(), end))
        at = end + 3
        if not match.start() or text[match.start() - 1] in " \n":
            while text.startswith(" ", at):
                at += 1
    return "".join(kept) + text[at:]


def _advised(text: str) -> tuple[Aside, ...]:
    """Read what the author of some Markdown tells the translators, but for examples in code."""
    if "i18n:" not in text:
        return ()
    return asides(_uncoded(text))


def misadvised(source: Source) -> Iterator[Finding]:
    """Tell what a chapter fails to tell the translators."""
    if "i18n" in source.text.lower():
        yield from astray(_uncoded(source.text), source.path)


def _uncoded(text: str) -> str:
    return _COMMENT.sub(lambda found: found[0] if found["comment"] else _gap(found[0]), text)


def _gap(text: str) -> str:
    return "\n" * text.count("\n") if "i18n" in text.lower() else text


def open_text(project: Project, path: PurePath) -> str:
    """Read a text file of the project, in which every character can be seen.

    Raises ManuscriptError.
    """
    try:
        text = read_text(project.root, path)
    except Unreadable as trouble:
        raise ManuscriptError(
            error(trouble.code, str(trouble), Place(path), trouble.hint)
        ) from None
    findings = [
        error(
            "character-hidden",
            f"a hidden character stands here: {what}",
            Place(path, number),
            hint="delete it; it came along with pasted text",
        )
        for number, what in _hidden(text)
    ]
    if findings:
        raise ManuscriptError(findings)
    return text


def _hidden(text: str) -> Iterator[tuple[int, str]]:
    """Find the characters that nobody sees, also where they are written as an entity."""
    if "&" not in text:
        yield from hidden(text)
        return
    for number, line in enumerate(text.split("\n"), 1):
        yield from ((number, what) for _, what in hidden(html.unescape(line)))


def open_chapter(project: Project, path: PurePath) -> Source:
    """Read a chapter and its front matter.

    Raises ManuscriptError.
    """
    text = open_text(project, path)
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        return Source(path, text, uncommented(text).expandtabs(4), asides=_advised(text))
    rest = enumerate(lines[start + 1 :], start + 1)
    end = next((number for number, line in rest if line.rstrip() == "---"), None)
    if end is None:
        finding = error(
            "front-open",
            "the front matter never ends",
            Place(path, start + 1),
            hint="close it with a line of ---",
        )
        raise ManuscriptError(finding)
    entry = strict.load("\n".join(lines[start + 1 : end]), path, first_line=start + 2)
    front, findings = _front(entry, path)
    if findings:
        raise ManuscriptError(findings)
    body = uncommented("\n".join(lines[end + 1 :])).expandtabs(4)
    return Source(path, text, body, end + 1, front, _advised(text))


def _front(entry: strict.Entry, path: PurePath) -> tuple[dict[str, strict.Entry], list[Finding]]:
    if not isinstance(entry.value, dict):
        hint = "write one key a line, for example title: Welcome"
        place = Place(path, entry.line)
        return {}, [error("front-wrong", "this is no front matter", place, hint)]
    values, findings = {}, []
    for key, item in entry.value.items():
        place = Place(path, item.line)
        if key not in FRONT:
            message = f"no key of the front matter is called '{key}'"
            findings.append(error("front-unknown", message, place, nearest(key, FRONT)))
        elif trouble := _unfit(key, item.value):
            hint = "put quotation marks around it" if isinstance(item.value, int) else ""
            hint = hint if FRONT[key] is str else ""
            if isinstance(item.value, list) and key in ("not", "only"):
                names = ", ".join(str(each.value) for each in item.value)
                hint = f"write {key}: {names}"
            findings.append(error("front-wrong", f"{key}: {trouble}", place, hint))
        else:
            values[key] = item
    return values, findings


def _unfit(key: str, value: object) -> str:
    if FRONT[key] is int:
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 1
        return "" if whole else "a whole number from 1 is needed"
    if not isinstance(value, str) or not value.strip():
        return "a text is needed"
    if key == "id" and (trouble := unplain(value)):
        return trouble
    return "a text of one paragraph is needed" if "\n" in value.strip() else ""
