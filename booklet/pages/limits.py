"""What typesetting may take, and what it need not take."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from booklet.finding import TypesettingError, error

#: What the engine says when it begins a page; its number comes with it.
_PAGE = "Step 5 - Creating layout - Page %d"


def over(most: int) -> TypesettingError:
    """Say that there are too many pages."""
    message = f"this takes more than {most} page{'s' if most > 1 else ''}"
    hint = "if it is meant to, say so: --page-limit"
    return TypesettingError(error("pages-many", message, hint=hint))


@contextmanager
def limited(most: int | None) -> Iterator[None]:
    """Stop the engine when it begins one page more; parts of a book are counted one by one.

    Raises TypesettingError.
    """
    if most is None:
        yield
        return
    logger, counter = logging.getLogger("weasyprint.progress"), _Counter(most)
    level, passed_on = logger.level, logger.propagate
    logger.addHandler(counter)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
        logger.propagate = passed_on


class _Counter(logging.Handler):
    def __init__(self, most: int) -> None:
        super().__init__(logging.INFO)
        self.most = most

    def emit(self, record: logging.LogRecord) -> None:
        number = record.args[0] if record.msg == _PAGE and isinstance(record.args, tuple) else 0
        if isinstance(number, int) and number > self.most:
            raise over(self.most)


@contextmanager
def unswept() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Laid-out pages are many objects that all stay. To go through them again and again takes a tenth
    of the time that a long book needs, and frees next to nothing.
    """
    sweeps = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sweeps:
            gc.enable()
