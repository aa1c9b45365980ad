"""Findings read like sentences, and each error has its exit code."""

from __future__ import annotations

import pickle
from pathlib import PurePath

import pytest
from small_books import picture

from booklet.finding import (
    BookletError,
    CheckError,
    Finding,
    ManuscriptError,
    Place,
    ProjectError,
    TypesettingError,
    error,
    nearest,
    warning,
)


def test_a_finding_tells_place_severity_message_code_and_hint() -> None:
    place = Place(PurePath("content/03-rules.md"), 14)
    finding = error("record-unknown", "no record is called 'sandro'", place, "mend it")
    assert str(finding) == picture("""
        content/03-rules.md:14: error: no record is called 'sandro' [record-unknown]
          hint: mend it
    """)


def test_a_finding_tells_what_it_knows() -> None:
    assert str(warning("pages-odd", "one page is blank")) == (
        "warning: one page is blank [pages-odd]"
    )
    here = Place(PurePath("content", "01-one.md"))
    assert str(error("title-missing", "no title", here)) == (
        "content/01-one.md: error: no title [title-missing]"
    )


def test_an_error_reads_as_its_findings() -> None:
    trouble = ManuscriptError([error("one", "first"), error("two", "second")])
    assert str(trouble) == "error: first [one]\nerror: second [two]"
    assert ProjectError(error("one", "alone")).findings == (Finding("error", "one", "alone"),)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (BookletError, 1),
        (ProjectError, 2),
        (ManuscriptError, 3),
        (TypesettingError, 4),
        (CheckError, 5),
    ],
)
def test_exit_codes(kind: type[BookletError], code: int) -> None:
    assert kind.exit_code == code
    assert issubclass(kind, BookletError)


def test_findings_cross_to_another_process() -> None:
    finding = error("one", "first", Place(PurePath("content/01-one.md"), 3))
    assert pickle.loads(pickle.dumps(finding)) == finding


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("bokletts", "did you mean 'booklet'?"),
        ("BOOKLET", "did you mean 'booklet'?"),
        ("zzz", "there are: booklet, screen"),
        ("", "there are: booklet, screen"),
    ],
)
def test_the_nearest_name(name: str, hint: str) -> None:
    assert nearest(name, ["screen", "booklet"]) == hint


def test_no_name_at_all() -> None:
    assert nearest("booklet", []) == "there are none"
