"""The commands for translators."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import click

from booklet.cli.progress import status
from booklet.cli.shown import advise, contents, count, near, opened, project_option, table, tell
from booklet.finding import CheckError, Finding, ManuscriptError, ProjectError, error

if TYPE_CHECKING:
    from booklet.catalogue import Amount, Counts, Tally
    from booklet.project import Locale, Project
    from booklet.translation import Adopted, Row, Written

Done = TypeVar("Done")

locale_argument = click.argument("locale")


@click.group()
def i18n() -> None:
    """Translate the book: write, update, check and review PO files."""


@i18n.command()
@project_option
def extract(folder: Path) -> None:
    """Write every message of the book to locale/booklet.pot."""
    from booklet.translation import extract as extracted

    project = opened(folder)
    written = extracted(project)
    table([_laid(project, written, count(written.messages, "message"))])


@i18n.command()
@locale_argument
@project_option
def new(locale: str, folder: Path) -> None:
    """Begin a translation: write locale/LOCALE.po."""
    from booklet.translation import spoken, start

    project = opened(folder)
    tag = spoken(project, locale)
    written = start(project, tag)
    said = f"{count(written.messages, 'message')}, {written.counts.known} translated by the press"
    table([_laid(project, written, said)])
    advise(
        "Open it in a PO editor, for example Poedit, and translate. To see on paper what is "
        f"there: booklet build --locale {tag.tag} --draft"
    )


@i18n.command()
@click.argument("locale", required=False)
@project_option
def update(locale: str | None, folder: Path) -> None:
    """Bring locale/LOCALE.po up to date with the book.

    Without LOCALE, do so with the files of all languages.
    """
    from booklet.translation import book_messages
    from booklet.translation import update as updated

    project = opened(folder)
    heard = book_messages(project)

    def lay(spoken: Locale) -> tuple[str, str]:
        written = updated(project, spoken, heard)
        return _laid(project, written, _became(written.counts))

    rows, failed = _each(project, locale, lay)
    table(rows)
    _fail(failed)


@i18n.command()
@click.argument("locale", required=False)
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for other programs.")
@project_option
def stats(locale: str | None, as_json: bool, folder: Path) -> None:
    """Show how much of the book is translated.

    Of each file, in LOCALE; without it, of the whole book in every language.
    """
    from booklet.translation import book_messages
    from booklet.translation import stats as counted

    project = opened(folder)
    heard = book_messages(project)
    found, failed = _each(project, locale, lambda spoken: counted(project, spoken, heard))
    rows = [row for each in found for row in each]
    if as_json:
        click.echo(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2))
    elif rows:
        shown = rows if locale else [row for row in rows if row.path is None]
        heads = ("", "translated", "", "fuzzy", "missing", "messages", "words")
        table([heads, *(_cells(row) for row in shown)], right=range(1, len(heads)))
    _fail(failed)


@i18n.command()
@click.argument("locale", required=False)
@click.option("--strict", is_flag=True, help="Fail on any finding.")
@project_option
def check(locale: str | None, strict: bool, folder: Path) -> None:
    """Look for what is wrong in a translation, or in all of them.

    An error keeps a text from being printed in its translation; a warning asks you to look.
    """
    from booklet.translation import book_messages
    from booklet.translation import check as checked

    project = opened(folder)
    tell(project.findings)
    heard = book_messages(project)

    def look(spoken: Locale) -> tuple[str, int]:
        findings = checked(project, spoken, heard)
        tell(findings)
        return spoken.tag, len(findings)

    rows, failed = _each(project, locale, look)
    table((tag, count(number, "finding") if number else "nothing to mend") for tag, number in rows)
    _fail(failed)
    if strict and (found := sum(number for _, number in rows)):
        message = f"{count(found, 'finding')} in the translations"
        raise CheckError(error("translation-faulty", message))


@i18n.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--locale", required=True, help="The language of the file.")
@project_option
def import_(file: Path, locale: str, folder: Path) -> None:
    """Fill locale/LOCALE.po from the PO file of another tool.

    It may have cut and written the same text its own way. What locale/LOCALE.po has stays.
    """
    from booklet.translation import adopt, spoken

    project = opened(folder)
    data = contents(file, ManuscriptError)
    adopted = adopt(project, spoken(project, locale), data, file)
    table([_laid(project, adopted.written, _taken(adopted))])


@i18n.command()
@locale_argument
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write.  [default: out/NAME-LOCALE-proof.pdf, beside booklet.toml]",
)
@project_option
def proof(locale: str, output: Path | None, folder: Path) -> None:
    """Print text and translation side by side, for a reviewer."""
    from booklet.pages import typeset
    from booklet.press import Tray
    from booklet.translation import proof as gathered
    from booklet.translation import spoken

    project = opened(folder)
    tag = spoken(project, locale)
    with status(f"{tag.tag}, proof") as say:
        pages = typeset(gathered(project, tag), say)
    target = output or folder / "out" / f"{project.name}-{tag.tag.lower()}-proof.pdf"
    tell(pages.findings)
    path = Tray(target.parent).lay(target.name, pages.pdf)
    click.echo(f"{near(path)}  {count(pages.count, 'page')} of A4")


def _spoken(project: Project, tag: str | None) -> Sequence[Locale]:
    """One language of the book, or all that it is translated into."""
    from booklet.translation import spoken

    if tag is not None:
        return [spoken(project, tag)]
    if not project.translations:
        hint = "name those that it is translated into in booklet.toml, for example [locales.de]"
        raise ProjectError(error("locales-none", "this book is in one language", hint=hint))
    return [wanted.locale for wanted in project.translations.values()]


def _each(
    project: Project, tag: str | None, act: Callable[[Locale], Done]
) -> tuple[list[Done], list[Finding]]:
    """Do something for one language or for all; a file that can't be read stops no other."""
    done, failed = list[Done](), list[Finding]()
    for locale in _spoken(project, tag):
        try:
            done.append(act(locale))
        except ManuscriptError as trouble:
            failed += trouble.findings
    return done, failed


def _fail(findings: Sequence[Finding]) -> None:
    """End the command, if there is something to tell."""
    if findings:
        raise ManuscriptError(dict.fromkeys(findings))


def _laid(project: Project, written: Written, said: str) -> tuple[str, str]:
    """Lay a file into the project, if it changed; return what to say of it."""
    from booklet.press import Tray

    path = project.root / written.path
    if written.changed:
        Tray(path.parent).lay(path.name, written.text.encode())
    else:
        said += ", nothing changed"
    return near(path), said


def _taken(adopted: Adopted) -> str:
    parts = {
        "taken word for word": adopted.same,
        "alike on the page": adopted.alike,
        "in the same words, now fuzzy": adopted.doubtful,
        "there before": adopted.there,
    }
    return f"of {count(adopted.offered, 'translation')}: {_summed(parts) or 'none fits'}"


def _became(counts: Counts) -> str:
    parts = {
        "kept": counts.kept,
        "back": counts.restored,
        "translated by the press": counts.known,
        "fuzzy": counts.guessed,
        "new": counts.new,
        "obsolete": counts.obsolete,
    }
    return _summed(parts) or "0 messages"


def _summed(parts: Mapping[str, int]) -> str:
    """Say how many of each there are: "3 kept, 1 new"."""
    return ", ".join(f"{number} {what}" for what, number in parts.items() if number)


def _cells(row: Row) -> tuple[str, ...]:
    if row.own:
        return (row.own.as_posix(), "own file", "", "", "", "", "")
    name = row.locale.tag if row.path is None else row.path.as_posix()
    parts, total = row.tally, row.tally.total
    share = 100 * parts.translated.messages // (total.messages or 1)
    missing = parts.untranslated.messages
    done = (str(parts.translated.messages), f"{share if total.messages else 100} %")
    return (name, *done, *map(str, (parts.fuzzy.messages, missing, total.messages, total.words)))


def _plain(row: Row) -> dict[str, Any]:
    def amount(what: Amount) -> dict[str, int]:
        return {"messages": what.messages, "words": what.words}

    parts: Tally = row.tally
    return {
        "locale": row.locale.tag,
        "path": _named(row.path),
        "own": _named(row.own),
        "translated": amount(parts.translated),
        "fuzzy": amount(parts.fuzzy),
        "untranslated": amount(parts.untranslated),
        "total": amount(parts.total),
    }


def _named(path: PurePath | None) -> str | None:
    return path.as_posix() if path else None
