"""How jobs come to a bad end, in words for whoever ordered them."""

from __future__ import annotations

import os
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import Any

from booklet.finding import BookletError, Finding, TypesettingError, error
from booklet.press.crew import Lost, Slow


def unfinished(finding: Finding) -> Finding:
    """Warn that the book was not looked at as a whole."""
    message = f"the look at the whole book came to no end: {finding.message}"
    return replace(finding, severity="warning", message=message)


def missed(done: Future[Any]) -> BaseException | None:
    """Find what went wrong with a job, if something did."""
    try:
        return done.exception()
    except CancelledError:  # the executor has left it undone
        return Lost("nobody is left to do it")


def told(trouble: BaseException) -> BookletError:
    """Say in a finding how a job came to a bad end; raise what is a fault, if that is wished."""
    if isinstance(trouble, BookletError):
        return trouble
    if isinstance(trouble, Slow):
        hint = "if it may take that long, say so: --time-limit"
        return TypesettingError(error("job-slow", f"this was given up: {trouble}", hint=hint))
    if isinstance(trouble, Lost):
        hint = "most often the memory was used up; try again with --jobs 1"
        return TypesettingError(error("job-lost", f"this was given up: {trouble}", hint=hint))
    if os.environ.get("BOOKLET_TRACEBACK"):
        raise trouble
    what = f"something unexpected happened: {type(trouble).__name__}: {trouble}"
    hint = "this is a fault of the press; run again with BOOKLET_TRACEBACK=1 and report it"
    return BookletError(error("unexpected", what, hint=hint))
