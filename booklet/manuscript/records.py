"""Data files become records, each field set once, ready for a template."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Mapping
from pathlib import PurePath

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, by_line, error, fatal
from booklet.manuscript import blocks, strict
from booklet.manuscript.allowed import misaddressed
from booklet.manuscript.asides import asides, astray, between
from booklet.manuscript.model import Record, Value
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.reach import ATTRIBUTES
from booklet.manuscript.selection import fault
from booklet.manuscript.sources import Source, open_text, uncommented
from booklet.manuscript.tongue import inner
from booklet.project import VALUE, Project, unplain

_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+")

_SHAPE = "write the record's name, a colon, and its fields indented below"


def open_records(
    project: Project, path: PurePath, kind: str, setter: Setter, original: PurePath | None = None
) -> tuple[dict[str, Record], list[Finding]]:
    """Read a data file, a table of records, each a table of fields; return warnings as well.

    Texts are Markdown; an address stays as it was written; a field without a value is left out.
    kind is the name of its blocks; original is the file that this one stands for, whose records
    say for whom those here are, too.

    Raises ManuscriptError with everything that is wrong in it.
    """
    text = open_text(project, path)
    entry = strict.load(text, path)
    source = Source(path, text, text, asides=asides(text))
    reading = _Reading(source, kind, setter, project.names)
    reading.findings += astray(text, path)
    if original and original != path:
        reading.above = _conditions(project, original, setter)
    records = reading.records(entry)
    reading.findings.sort(key=by_line)
    if fatal(reading.findings):
        raise ManuscriptError(reading.findings)
    return records, reading.findings


def _conditions(project: Project, path: PurePath, setter: Setter) -> dict[str, dict[str, str]]:
    """Read for whom the records of a file are, without anything else in it."""
    text = open_text(project, path)
    reading = _Reading(Source(path, text, text), "", setter, project.names)
    entry = strict.load(text, path).value
    held = {
        name: reading.held(item.value)
        for name, item in (entry.items() if isinstance(entry, dict) else ())
        if isinstance(item.value, dict)
    }
    if reading.findings:
        raise ManuscriptError(reading.findings)
    return held


class _Reading:
    """One reading of one data file; findings pile up until it ends."""

    def __init__(self, source: Source, kind: str, setter: Setter, names: Collection[str]) -> None:
        self.source = source
        self.kind = kind
        self.setter = setter
        self.names = names  #: That a condition may hold.
        self.findings: list[Finding] = []
        self.above: dict[str, dict[str, str]] = {}  #: Conditions of the originals, by name.
        self._lines = source.text.split("\n")
        self._last = 0  # line of the value before

    def records(self, entry: strict.Entry) -> dict[str, Record]:
        records = {}
        if not isinstance(entry.value, dict):
            self._error("data-wrong", "this is no table of records", entry, _SHAPE)
            entry = strict.Entry({}, entry.line, entry.end)
        for name, item in entry.value.items():
            if trouble := unplain(name):
                self._error("record-name", trouble, item)
            elif not isinstance(item.value, dict):
                self._error("data-wrong", f"'{name}' holds no fields", item, _SHAPE)
            else:
                fields = {
                    key: value
                    for key, field in item.value.items()
                    if field.value is not None
                    and key not in ATTRIBUTES
                    and (value := self._value(key, field)) is not None
                }
                held = self.held(item.value)
                lines = {key: item.value[key].line for key in held}
                shown = all(map(self.setter.shows, (held, self.above.get(name, {}))))
                said = any(field.value is not None for field in item.value.values())
                hidden = not shown or (said and not fields)
                place = self.source.place(item.line)
                records[name] = Record(name, fields, place, held, lines, hidden)
        return records

    def held(self, fields: Mapping[str, strict.Entry]) -> dict[str, str]:
        """Read the conditions of a record; nothing comes of those that are wrong."""
        held = {}
        for key, field in fields.items():
            if key in ATTRIBUTES and not isinstance(field.value, str | None):
                self._error("field-wrong", f"{key}: a text is needed here", field)
            elif key in ATTRIBUTES:
                remarks = list(fault(field.value or "", self.names, ()))
                self.findings += self.source.told(remarks, field.line)
                if not remarks:
                    held[key] = field.value
        return held

    def _value(self, key: str, entry: strict.Entry) -> Value | None:
        """Read a field; nothing comes of one whose words are all for other readers."""
        if not _FIELD.fullmatch(key):
            message = f"'{key}' is not a field's name; use a to z, 0 to 9 and _"
            self._error("field-name", message, entry)
        if isinstance(entry.value, list):
            items = [self._item(key, item) for item in entry.value]
            kept = tuple(item for item in items if item is not None)
            return kept if kept or not items else None
        if isinstance(entry.value, dict):
            self._error("field-wrong", f"{key}: a text, a number or a list is needed here", entry)
            return ""
        return entry.value if isinstance(entry.value, bool | int) else self._text(key, entry)

    def _item(self, key: str, entry: strict.Entry) -> str | None:
        if isinstance(entry.value, list | dict | bool | None):
            self._error("field-wrong", f"{key}: each item of a list is a text", entry)
            return ""
        return self._text(key, entry)

    def _text(self, key: str, entry: strict.Entry) -> str | None:
        above, self._last = self._last, entry.end
        said = between(self.source.asides, above, entry.end)
        value = str(entry.value).strip()
        lines = self._lines
        context = f"{self.kind}.{key}"  # without the record: equal texts are translated once
        if "\n" not in value:
            body = "\n".join(lines[entry.line - 1 : entry.end])
            source = Source(self.source.path, "", body, entry.line - 1, asides=said)
            if address := self._address(source, value, entry.line):
                return address
            made = self.setter.line(source, value, entry.line, key, context)
            return None if made.emptied else self._told(made)
        # A text of several lines begins on the line below its key.
        body = uncommented(textwrap.dedent("\n".join(lines[entry.line : entry.end])))
        source = Source(self.source.path, "", body, entry.line, asides=said)
        text = uncommented(value)
        made = self.setter.passage(source, text, blocks.HOUSE, entry.line, context)
        html = self._told(made)
        return None if made.emptied else Markup(inner(html.strip()))  # noqa: S704 - cleaned in there

    def _address(self, source: Source, value: str, line: int) -> str:
        """Fill in an address; nothing comes of what is none."""
        alone = VALUE.fullmatch(value)
        if not alone and not _ADDRESS.fullmatch(VALUE.sub("x", value)):
            return ""
        address, findings = self.setter.filled(source, value, line)
        if alone and (findings or len(address.split()) != 1):
            return ""  # a text like others
        wrong = misaddressed(VALUE.sub("x", address))  # those who only listen fill in nothing
        self.findings += findings or source.told(wrong, line)
        return address if not alone or _ADDRESS.fullmatch(address) else ""

    def _told(self, passage: Passage) -> str:
        self.findings += passage.findings
        return passage.html

    def _error(self, code: str, message: str, entry: strict.Entry, hint: str = "") -> None:
        self.findings.append(error(code, message, self.source.place(entry.line), hint))
