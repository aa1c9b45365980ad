"""What is ordered of the press: which editions, how, and where they go."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from booklet.cli.shown import audience_option, opened, project_option, set_option
from booklet.finding import ProjectError, error

if TYPE_CHECKING:
    from booklet.project import Edition, Project


#: Seconds that an edition may take, and pages that it may have, where nobody says otherwise.
TIME, PAGES = 600.0, 2000


def cores() -> int:
    """The processors that this command may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    folder: Path
    formats: tuple[str, ...]
    locales: tuple[str, ...]
    audiences: tuple[str, ...]
    only: tuple[str, ...]
    values: tuple[str, ...]
    chapter: str | None
    data: str | None
    draft: bool
    strict: bool
    why: bool
    fresh: bool
    jobs: int
    cluster: str | None
    time_limit: float
    page_limit: int
    output: Path | None

    @classmethod
    def of(cls, folder: Path, **asked: Any) -> Order:
        """An order of a few things, everything else as it is where nothing is said of it."""
        plain: dict[str, Any] = dict.fromkeys(
            ("formats", "locales", "audiences", "only", "values"), ()
        )
        plain |= dict.fromkeys(("chapter", "data", "cluster", "output"))
        plain |= dict.fromkeys(("draft", "strict", "why", "fresh"), False)
        plain |= {"jobs": cores(), "time_limit": TIME, "page_limit": PAGES}
        return cls(folder, **(plain | asked))

    @property
    def tray(self) -> Path:
        """The folder for what is printed."""
        return self.output or self.folder / "out"

    def project(self) -> Project:
        """Load the project that is to be printed.

        Raises ProjectError.
        """
        project = opened(self.folder, self.values)
        return project.narrowed(chapter=self.chapter or "", data=self.data or "")

    def editions(self, project: Project) -> tuple[Edition, ...]:
        """Name the editions that are to be printed.

        Raises ProjectError where there is none.
        """
        ways = self.formats, self.locales, self.audiences
        every = project.editions(*ways, draft=self.draft)
        wanted = tuple(edition for edition in every if self._wanted(edition.slug))
        if not wanted:
            named = " or ".join(f"'{text}'" for text in self.only)
            message = f"no edition is called like {named}"
            hint = "booklet list names all that there are"
            raise ProjectError(error("edition-unknown", message, hint=hint))
        return wanted

    def _wanted(self, slug: str) -> bool:
        """Tell whether a name holds what is asked for; a * stands for anything."""
        return not self.only or any(fnmatchcase(slug, f"*{text}*") for text in self.only)


_OPTIONS = (
    click.option(
        "--format", "formats", multiple=True, help="Print in this format only; repeatable."
    ),
    click.option(
        "--locale", "locales", multiple=True, help="Print in this language only; repeatable."
    ),
    audience_option,
    click.option(
        "--only",
        multiple=True,
        metavar="TEXT",
        help="Print what has this in its name, as in de-*-screen; repeatable.",
    ),
    set_option,
    click.option(
        "--chapter", metavar="NAME", help="The chapter of handouts, or a part: steps#begin."
    ),
    click.option("--data", metavar="NAME", help="The data file whose records become cards."),
    click.option(
        "--draft", is_flag=True, help="Print translations that are not finished, as drafts."
    ),
    click.option("--strict", is_flag=True, help="End with exit code 5 if there is a warning."),
    click.option("--why", is_flag=True, help="Tell why each edition was made again."),
    click.option("--fresh", is_flag=True, help="Print everything anew, whatever is kept."),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        default=cores,
        metavar="NUMBER",
        help="How many editions to set at the same time.  [default: one for each processor]",
    ),
    click.option(
        "--cluster", metavar="ADDRESS", help="Set pages on a cluster: tcp://10.0.0.1:8786."
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=TIME,
        metavar="SECONDS",
        help="Give up on what takes longer, one edition at a time.  [default: 600]",
    ),
    click.option(
        "--page-limit",
        type=click.IntRange(1),
        default=PAGES,
        metavar="NUMBER",
        help="Give up on an edition with more pages.  [default: 2000]",
    ),
    click.option(
        "--output",
        type=click.Path(path_type=Path),
        help="The folder for the PDFs.  [default: out, beside booklet.toml]",
    ),
    project_option,
)


def order_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an order, and the order instead of them."""

    @wraps(command)
    def ordered(*args: Any, **options: Any) -> Any:
        order = Order(**{field.name: options.pop(field.name) for field in fields(Order)})
        return command(*args, order=order, **options)

    for option in reversed(_OPTIONS):
        ordered = option(ordered)
    return ordered
