"""A PDF is looked into: page by page, and as a whole."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from booklet.check import pages, whole
from booklet.check.content import Followed, follow
from booklet.check.model import PROFILES, Fault, Profile, Report
from booklet.check.pages import Sheet, box

#: What a damaged part of a PDF raises when it is read.
_ODD = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, ArithmeticError)


def inspect(pdf: bytes, name: str) -> Report:
    """Look a PDF over for a way of printing, one of PROFILES."""
    profile = PROFILES[name]
    found = list(_found(pdf, profile))
    told = [
        replace(fault, severity=profile.looks[fault.code])
        for fault in dict.fromkeys(found)
        if fault.code in profile.looks
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    told.sort(key=lambda fault: (fault.page or 0, order[fault.severity], fault.code))
    return Report(name, _count(pdf), tuple(told))


def _found(data: bytes, profile: Profile) -> Iterator[Fault]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                yield Fault("pdf-encrypted", "the file is encrypted")
            elif not len(pdf.pages):
                yield Fault("pdf-empty", "the file has no pages")
            else:
                yield from _opened(data, pdf, profile)
    except pikepdf.PasswordError:
        yield Fault("pdf-encrypted", "the file is encrypted")
    except (pikepdf.PdfError, RecursionError, *_ODD) as trouble:
        yield Fault("pdf-damaged", "a part of the file can't be read", measured=_short(trouble))


def _opened(data: bytes, pdf: Any, profile: Profile) -> Iterator[Fault]:
    sheets = list[Sheet]()
    for number, page in enumerate(pdf.pages, 1):
        try:
            seen = follow(page)
        except (Exception, RecursionError) as trouble:  # whatever a damaged stream raises
            seen = Followed()
            message = "its content can't be read"
            yield Fault("pdf-damaged", message, number, measured=_short(trouble))
        media, trim = box(page.mediabox), box(page.trimbox)
        bleed = box(page.bleedbox) if "/BleedBox" in page.obj else trim
        sheets.append(Sheet(number, page, seen, media, trim, bleed))
    for rule in whole.RULES:
        yield from rule(pdf, sheets, profile.limits)
    for sheet in sheets:
        for each in pages.RULES:
            yield from each(sheet, profile.limits)
    if {"text-near", "text-outside", "text-rim"} & set(profile.looks):
        with suppress(Exception):  # what the other library can't open has been told
            yield from whole.edges(data, sheets, profile.limits)


def _count(data: bytes) -> int:
    import pikepdf

    with suppress(Exception), pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)
    return 0


def _short(trouble: BaseException) -> str:
    text = " ".join(str(trouble).split())
    return re.sub(r"^stream <[^>]*>:? *", "", text)[:80]
