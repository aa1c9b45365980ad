"""Data files become records, each field set once, ready for a template."""

from __future__ import annotations

import re
import textwrap
from pathlib import PurePath

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, error, fatal
from booklet.manuscript import blocks, strict
from booklet.manuscript.asides import asides, astray, between
from booklet.manuscript.model import Record, Value
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.sources import Source, open_text, uncommented
from booklet.manuscript.tongue import inner
from booklet.project import Project, unplain

_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+")

_SHAPE = "write the record's name, a colon, and its fields indented below"


def open_records(
    project: Project, path: PurePath, kind: str, setter: Setter
) -> tuple[dict[str, Record], list[Finding]]:
    """Read a data file, a table of records, each a table of fields; return warnings as well.

    Texts are Markdown; an address stays as it was written; a field without a value is left out.
    kind is the name of its blocks.

    Raises ManuscriptError with everything that is wrong in it.
    """
    text = open_text(project, path)
    entry = strict.load(text, path)
    reading = _Reading(Source(path, text, text, asides=asides(text)), kind, setter)
    reading.findings += astray(text, path)
    records = reading.records(entry)
    if fatal(reading.findings):
        raise ManuscriptError(reading.findings)
    return records, reading.findings


class _Reading:
    """One reading of one data file; findings pile up until it ends."""

    def __init__(self, source: Source, kind: str, setter: Setter) -> None:
        self.source = source
        self.kind = kind
        self.setter = setter
        self.findings: list[Finding] = []
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
                    key: self._value(key, field)
                    for key, field in item.value.items()
                    if field.value is not None
                }
                records[name] = Record(name, fields, self.source.place(item.line))
        return records

    def _value(self, key: str, entry: strict.Entry) -> Value:
        if not _FIELD.fullmatch(key):
            message = f"'{key}' is not a field's name; use a to z, 0 to 9 and _"
            self._error("field-name", message, entry)
        if isinstance(entry.value, list):
            return tuple(self._item(key, item) for item in entry.value)
        if isinstance(entry.value, dict):
            self._error("field-wrong", f"{key}: a text, a number or a list is needed here", entry)
            return ""
        return entry.value if isinstance(entry.value, bool | int) else self._text(key, entry)

    def _item(self, key: str, entry: strict.Entry) -> str:
        if isinstance(entry.value, list | dict | bool | None):
            self._error("field-wrong", f"{key}: each item of a list is a text", entry)
            return ""
        return self._text(key, entry)

    def _text(self, key: str, entry: strict.Entry) -> str:
        above, self._last = self._last, entry.end
        said = between(self.source.asides, above, entry.end)
        value = str(entry.value).strip()
        if _ADDRESS.fullmatch(value):
            return value
        lines = self._lines
        context = f"{self.kind}.{key}"  # without the record: equal texts are translated once
        if "\n" not in value:
            body = "\n".join(lines[entry.line - 1 : entry.end])
            source = Source(self.source.path, "", body, entry.line - 1, asides=said)
            return self._told(self.setter.line(source, value, entry.line, key, context))
        # A text of several lines begins on the line below its key.
        body = uncommented(textwrap.dedent("\n".join(lines[entry.line : entry.end])))
        source = Source(self.source.path, "", body, entry.line, asides=said)
        text = uncommented(value)
        html = self._told(self.setter.passage(source, text, blocks.HOUSE, entry.line, context))
        return Markup(inner(html))  # noqa: S704 - cleaned in there

    def _told(self, passage: Passage) -> str:
        self.findings += passage.findings
        return passage.html

    def _error(self, code: str, message: str, entry: strict.Entry, hint: str = "") -> None:
        self.findings.append(error(code, message, self.source.place(entry.line), hint))
