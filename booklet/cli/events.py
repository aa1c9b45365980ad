"""The run of the press for other programs: a line of JSON for each thing that happens."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from booklet.cli.shown import near
from booklet.cli.stop import stop
from booklet.finding import CheckError, Finding

if TYPE_CHECKING:
    from booklet.press import Artifact, Event, Looked


class Lines:
    """Prints events as they come."""

    def __init__(self) -> None:
        self.exit_code = 0
        self.warnings = 0

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def found(self, findings: Iterable[Finding]) -> None:
        """Tell what is wrong with the project."""
        if told := self._told(findings):
            _print("remarks", findings=told)

    def hear(self, event: Event) -> None:
        """Tell an event."""
        from booklet.press import Artifact, Failure, Looked, Plan, Remarks, Stage

        stop.again()
        if isinstance(event, Stage):
            names = [edition.slug for edition in event.editions]
            _print("stage", lane=event.lane, editions=names, what=event.what)
        elif isinstance(event, Remarks):
            self.found(event.findings)
        elif isinstance(event, Plan):
            _print("plan", edition=event.edition.slug, how=event.how, why=event.why)
        elif isinstance(event, Failure):
            names = [edition.slug for edition in event.editions]
            self.exit_code = self.exit_code or event.error.exit_code
            _print("failed", editions=names, findings=self._told(event.error.findings))
        elif isinstance(event, Looked):
            names = [edition.slug for edition in event.editions]
            _print("looked", editions=names, pages=event.pages, findings=_looked(event))
            if event.findings:
                self.exit_code = self.exit_code or CheckError.exit_code
        elif isinstance(event, Artifact):
            _print("reused" if event.reused else "made", **_made(event, self._told(event.findings)))

    def _told(self, findings: Iterable[Finding]) -> list[dict[str, Any]]:
        told = list(findings)
        self.warnings += sum(finding.severity == "warning" for finding in told)
        return [_finding(finding) for finding in told]


def _made(made: Artifact, findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "edition": made.edition.slug,
        "file": near(made.path),
        "cover": near(made.cover) if made.cover else None,
        "guide": near(made.guide) if made.guide else None,
        "pages": made.pages,
        "sheets": made.sheets,
        "bytes": made.size,
        "seconds": round(made.seconds, 2),
        "how": made.how,
        "why": made.why,
        "findings": findings,
    }


def _looked(event: Looked) -> list[dict[str, Any]]:
    """Tell blemishes with their findings."""
    return [
        {**_finding(finding), "page": blemish.page, "words": blemish.words}
        for blemish, finding in zip(event.blemishes, event.findings, strict=True)
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        **asdict(finding),
        "place": None if place is None else {"file": place.path.as_posix(), "line": place.line},
    }


def _print(event: str, **facts: Any) -> None:
    click.echo(json.dumps({"event": event, **facts}, ensure_ascii=False))
