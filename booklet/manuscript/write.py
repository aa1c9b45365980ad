"""The way from files to a Manuscript, and to the messages in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from booklet.catalogue import Catalogue, Message, gathered, open_catalogue, speaks
from booklet.finding import ManuscriptError, Place, error
from booklet.manuscript import settings
from booklet.manuscript.cards import cards
from booklet.manuscript.chooser import Chooser
from booklet.manuscript.desk import Desk
from booklet.manuscript.excerpt import excerpt
from booklet.manuscript.interpret import Interpreter
from booklet.manuscript.listen import Listener
from booklet.manuscript.model import Manuscript
from booklet.manuscript.passage import Setter
from booklet.manuscript.tongue import Tongue, tongue
from booklet.project import CARDS, Edition, Project, Translation


def write(edition: Edition) -> Manuscript:
    """Read, check and convert every chapter of an edition and the data that it calls for.

    Raises ManuscriptError with everything that is wrong in any of them, or where less of it is
    translated than the project asks for.
    """
    project, wanted = edition.project, edition.translation
    home = tongue(project.locale, tuple(project.data))
    if wanted is None:
        values = settings.values(edition, home, _as_written)
        chooser = Chooser(Setter(home), edition, values)
        desk = Desk(edition, chooser, paths=_paths(edition))
        made = _made(desk, settings.book(edition, values, home, _as_written))
        asked = frozenset(chooser.asked)
        return _whole(replace(made, findings=desk.warnings(), asked=asked))
    catalogue, findings = open_catalogue(project, edition.locale)
    foreign = tongue(edition.locale, tuple(project.data), project.locale)
    trusting = wanted.fuzzy == "use"
    interpreter = Interpreter(home, foreign, catalogue, project.locale, trusting=trusting)

    def say(text: str, context: str) -> str:
        return interpreter.answer(text, context).text if speaks(text) else text

    values = settings.values(edition, foreign, say)
    own = Chooser(Setter(foreign), edition, values)
    chooser = Chooser(interpreter, edition, values)
    desk = Desk(edition, chooser, own, _paths(edition))
    made = _made(desk, settings.book(edition, values, foreign, say))
    if not edition.draft:
        _finished(wanted, catalogue, interpreter)
    told = (*findings, *desk.warnings(), *interpreter.findings)
    asked = frozenset(chooser.asked | own.asked)
    coverage = interpreter.coverage
    return _whole(replace(made, catalogue=catalogue, coverage=coverage, findings=told, asked=asked))


def _paths(edition: Edition) -> tuple[PurePath, ...]:
    """The chapters to read: none, where records become cards."""
    return () if edition.format.template == CARDS else edition.chapters


def _made(desk: Desk, book: Mapping[str, str]) -> Manuscript:
    """Read chapters or cards; what is wrong with them is told by the desk."""
    edition, chapters = desk.edition, desk.chapters()
    if edition.format.template == CARDS:
        return Manuscript(edition, (), book, cards=cards(desk))
    if not desk.failed:
        chapters = excerpt(chapters, edition)
    return Manuscript(edition, chapters, book)


def messages(project: Project) -> tuple[Message, ...]:
    """Hear every message of a project's chapters, data and settings, in reading order.

    Raises ManuscriptError where they can't be read.
    """
    listener = Listener(Tongue(project.locale, project.data))
    book = [
        Message(text.text, text.context, "", text.kind, text.places)
        for text in settings.texts(project)
    ]
    desk = Desk(project.edition(project.locale), listener, paths=project.chapters)
    desk.chapters()
    desk.warnings()
    # A chapter is heard before its title, data before the chapters that call for it.
    files = [*project.chapters, *project.data.values()]
    order = {path: number for number, path in enumerate(files)}
    listener.messages.sort(key=lambda message: _where(message, order))
    return gathered([*book, *listener.messages])


def _as_written(text: str, _: str) -> str:
    return text


def _where(message: Message, order: Mapping[PurePath, int]) -> tuple[int, int]:
    place = message.places[0]
    return order[place.path], place.line or 0


def _whole(manuscript: Manuscript) -> Manuscript:
    """Refuse a booklet without a chapter."""
    if manuscript.chapters or manuscript.cards:
        return manuscript
    edition = manuscript.edition
    table = edition.audiences[0].table if edition.audiences else "book"
    message = f"no chapter is left in {edition.slug}"
    hint = "look at the chapters of its audience, and for whom each chapter is"
    finding = error("audience-empty", message, edition.project.place(table), hint)
    raise ManuscriptError([*manuscript.findings, finding])


def _finished(wanted: Translation, catalogue: Catalogue, interpreter: Interpreter) -> None:
    percent, name = interpreter.coverage.percent, wanted.locale.name
    if percent < wanted.minimum:
        message = (
            f"{percent} % of this book is translated ({name}), and {wanted.minimum} % is asked for"
        )
        hint = "translate the rest, or print what is there: --draft"
        finding = error("locale-unfinished", message, Place(catalogue.path), hint)
        raise ManuscriptError([*interpreter.findings, finding])
