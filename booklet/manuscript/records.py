"""Data files become records, each field set once, ready for a template."""

from __future__ import annotations

import re
from pathlib import PurePath

from markupsafe import Markup

from booklet.finding import Finding, ManuscriptError, Place, error
from booklet.manuscript import allowed, fences, strict
from booklet.manuscript.model import Record, Value
from booklet.manuscript.sources import Source, open_text
from booklet.manuscript.tongue import Tongue
from booklet.project import Project

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+")


def open_records(project: Project, path: PurePath, tongue: Tongue) -> dict[str, Record]:
    """Read a data file: a table of records, each a table of fields.

    Texts are Markdown; an address stays as it was written.

    Raises ManuscriptError with everything that is wrong in it.
    """
    text = open_text(project, path)
    source = Source(path, text, text, 0, {})
    entry = strict.load(text, path)
    findings = [
        error("character-hidden", f"a hidden character stands here: {what}", source.place(line))
        for line, what in fences.hidden(text)
    ]
    hint = "write the record's name, a colon, and its fields indented below"
    if not isinstance(entry.value, dict):
        raise ManuscriptError(
            error("data-wrong", "this is no table of records", Place(path, 1), hint)
        )
    records = {}
    for name, item in entry.value.items():
        place = Place(path, item.line)
        if not _NAME.fullmatch(name):
            message = f"'{name}' is not a plain name; use a to z, 0 to 9 and hyphens"
            findings.append(error("record-name", message, place))
        elif not isinstance(item.value, dict):
            findings.append(error("data-wrong", f"'{name}' holds no fields", place, hint))
        else:
            fields = {}
            for key, field in item.value.items():
                fields[key] = _set(key, field, source, tongue, findings)
            records[name] = Record(name, fields, place)
    if findings:
        raise ManuscriptError(findings)
    return records


def _set(
    key: str, entry: strict.Entry, source: Source, tongue: Tongue, findings: list[Finding]
) -> Value:
    value = entry.value
    if not _FIELD.fullmatch(key):
        message = f"'{key}' is not a field's name; use a to z, 0 to 9 and _"
        findings.append(error("field-name", message, source.place(entry.line)))
    if isinstance(value, list):
        items = [_set(key, item, source, tongue, findings) for item in value]
        return tuple(item for item in items if isinstance(item, str))
    if isinstance(value, dict):
        message = f"{key}: a text, a number or a list is needed here"
        findings.append(error("field-wrong", message, source.place(entry.line)))
        return ""
    if isinstance(value, bool | int):
        return value
    return _text(value or "", source, tongue, findings)


def _text(value: str, source: Source, tongue: Tongue, findings: list[Finding]) -> Value:
    if _ADDRESS.fullmatch(value):
        return value
    html = tongue.inline(value.strip())
    findings += allowed.refused(html, source)
    return Markup(allowed.clean(html))  # noqa: S704 - cleaned on this line
