"""Faults as lines of text: the same one on many pages is one line."""

from __future__ import annotations

from collections.abc import Iterable

from booklet.check.model import PROFILES, Fault, Report


def gathered(faults: Iterable[Fault]) -> list[tuple[Fault, tuple[int, ...], int]]:
    """Put faults of one kind together: the first of them, their pages, and of how many things.

    The first is the one on the first page.
    """
    found = dict[str, tuple[Fault, dict[int, None], dict[str, None]]]()
    for fault in faults:
        _, pages, things = found.setdefault(fault.code, (fault, {}, {}))
        things[fault.thing] = None
        if fault.page is not None:
            pages[fault.page] = None
    return [(first, tuple(sorted(pages)), len(things)) for first, pages, things in found.values()]


def told(report: Report, name: str) -> list[str]:
    """Write a report, a line for each fault and one for all of them."""
    lines = [
        f"{place(name, pages)}: {fault.severity}: {what(fault, count)} [{fault.code}]"
        for fault, pages, count in gathered(report.faults)
    ]
    return [*lines, _sum(report, name)]


def place(name: str, pages: tuple[int, ...]) -> str:
    """Name a file and pages of it."""
    if not pages:
        return name
    return f"{name}, page{'s' * (len(pages) > 1)} {ranges(pages)}"


def ranges(pages: tuple[int, ...]) -> str:
    """Write numbers in order, those in a row as one.

    >>> ranges((1, 3, 4, 5, 9))
    '1, 3-5, 9'
    """
    rows: list[list[int]] = []
    for page in pages:
        if rows and page == rows[-1][-1] + 1:
            rows[-1].append(page)
        else:
            rows.append([page])
    return ", ".join(f"{row[0]}-{row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)


def what(fault: Fault, count: int = 1) -> str:
    """Say what is wrong, in what, and by how much; count is of things that have the same."""
    parts = [fault.message]
    if fault.thing:
        parts.append(f"in {fault.thing}")
    if count > 1:
        parts.append(f"and {count - 1} more")
    measures = []
    if fault.measured:
        measures.append(fault.measured)
    if fault.limit:
        measures.append(f"asked for: {fault.limit}")
    told = f" ({'; '.join(measures)})" if measures else ""
    return f"{' '.join(parts)}{told}"


def _sum(report: Report, name: str) -> str:
    counts = [
        f"{number} {kind}{'s' * (number != 1)}"
        for kind in ("error", "warning", "note")
        if (number := sum(first.severity == kind for first, *_ in gathered(report.faults)))
    ]
    pages = f"{report.pages} page{'s' * (report.pages != 1)}"
    what = PROFILES[report.profile].what
    found = ", ".join(counts) or "nothing"
    return f"{name}  {pages}, looked over for {what}, against our list: {found} found"
