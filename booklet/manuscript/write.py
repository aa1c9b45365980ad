"""The way from files to a Manuscript, and to the messages in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from booklet.catalogue import Catalogue, Message, gathered, open_catalogue, speaks
from booklet.finding import ManuscriptError, Place, error
from booklet.manuscript.desk import Desk
from booklet.manuscript.interpret import Interpreter
from booklet.manuscript.listen import Listener
from booklet.manuscript.model import Manuscript
from booklet.manuscript.passage import Setter
from booklet.manuscript.tongue import Tongue
from booklet.project import CONFIG, Edition, Project, Translation, line_of, read_text

#: The texts of booklet.toml that are translated.
TEXTS = ("title", "subtitle", "description", "licence", "version")


def write(edition: Edition) -> Manuscript:
    """Read, check and convert every chapter of an edition and the data that it calls for.

    Raises ManuscriptError with everything that is wrong in any of them, or where less of it is
    translated than the project asks for.
    """
    project, wanted = edition.project, edition.translation
    home = Tongue(project.locale, project.data)
    if wanted is None:
        desk = Desk(edition, Setter(home))
        return Manuscript(edition, desk.chapters(), _texts(project), findings=desk.warnings())
    catalogue, findings = open_catalogue(project, edition.locale)
    foreign = Tongue(edition.locale, project.data, project.locale)
    trusting = wanted.fuzzy == "use"
    interpreter = Interpreter(home, foreign, catalogue, project.locale, trusting=trusting)
    desk = Desk(edition, interpreter, Setter(foreign))
    chapters = desk.chapters()
    book = {
        key: interpreter.answer(text, f"book.{key}").text if speaks(text) else text
        for key, text in _texts(project).items()
    }
    if not edition.draft:
        _finished(wanted, catalogue, interpreter)
    told = (*findings, *desk.warnings(), *interpreter.findings)
    return Manuscript(edition, chapters, book, catalogue, interpreter.coverage, told)


def messages(project: Project) -> tuple[Message, ...]:
    """Hear every message of a project's chapters, data and settings, in reading order.

    Raises ManuscriptError where they can't be read.
    """
    listener = Listener(Tongue(project.locale, project.data))
    settings = read_text(project.root, CONFIG)
    book = [
        Message(text, f"book.{key}", "", key, (_place(settings, key),))
        for key, text in _texts(project).items()
        if speaks(text)
    ]
    desk = Desk(project.edition(project.locale), listener)
    desk.chapters()
    desk.warnings()
    # A chapter is heard before its title, data before the chapters that call for it.
    files = [*project.chapters, *project.data.values()]
    order = {path: number for number, path in enumerate(files)}
    listener.messages.sort(key=lambda message: _where(message, order))
    return gathered([*book, *listener.messages])


def _place(settings: str, key: str) -> Place:
    return Place(PurePath(CONFIG), line_of(settings, "book", key))


def _where(message: Message, order: Mapping[PurePath, int]) -> tuple[int, int]:
    place = message.places[0]
    return order[place.path], place.line or 0


def _texts(project: Project) -> dict[str, str]:
    return {key: getattr(project, key) for key in TEXTS}


def _finished(wanted: Translation, catalogue: Catalogue, interpreter: Interpreter) -> None:
    percent, name = interpreter.coverage.percent, wanted.locale.name
    if percent < wanted.minimum:
        message = (
            f"{percent} % of this book is translated ({name}), and {wanted.minimum} % is asked for"
        )
        hint = "translate the rest, or print what is there: --draft"
        finding = error("locale-unfinished", message, Place(catalogue.path), hint)
        raise ManuscriptError([*interpreter.findings, finding])
