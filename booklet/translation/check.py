"""What is wrong with a translation, told at its line and at the line that it translates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from booklet.catalogue import (
    Catalogue,
    Entry,
    Fault,
    Message,
    Terms,
    catalogue_path,
    entry_faults,
    read_catalogue,
)
from booklet.finding import Finding, ManuscriptError, Place, TypesettingError, warning
from booklet.galley import compose
from booklet.manuscript import write
from booklet.project import Edition, Locale, Project, combined
from booklet.translation.terms import read_terms


def check(project: Project, locale: Locale, heard: Iterable[Message]) -> list[Finding]:
    """Find what is wrong in the translation of a book into a language.

    An error keeps a translation from being printed; a warning asks somebody to look at it.

    Raises ManuscriptError where the PO file or the terms can't be read.
    """
    catalogue, findings = read_catalogue(project, locale.tag)
    terms = read_terms(project)
    missing = list[Message]()
    for message in heard:
        entry = catalogue.find(message.text, message.context)
        if entry is None:
            missing.append(message)
        elif entry.translated:
            findings += _told(catalogue, message, entry, terms, locale)
    if missing:
        texts = "message is" if len(missing) == 1 else "messages are"
        said = f"{len(missing)} {texts} not in this file"
        hint = f"bring it up to date: booklet i18n update {locale.tag}"
        findings.append(warning("po-behind", said, Place(catalogue.path), hint))
    return [*findings, *_news(_printed(project, locale), findings)]


def _news(printed: Iterable[Finding], told: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what was told already, be it in other words: one warning for an entry is enough."""
    known = {(finding.code, finding.place) for finding in told}
    places = {place for _, place in known if place and place.line}
    for finding in printed:
        mild = finding.severity == "warning" and finding.place in places
        if not mild and (finding.code, finding.place) not in known:
            yield finding


def _told(
    catalogue: Catalogue, message: Message, entry: Entry, terms: Terms, locale: Locale
) -> Iterator[Finding]:
    place = Place(catalogue.path, entry.line)
    written = f"it translates {message.places[0]}" if message.places else ""
    for fault in _faults(catalogue, message, entry, terms, locale):
        if fault.code == "said-same" and message.context:
            continue  # titles and names are the same in many languages; an empty text is not there
        hint = "; ".join(filter(None, (fault.hint, written)))
        yield Finding(fault.severity, fault.code, fault.message, place, hint)


def _faults(
    catalogue: Catalogue, message: Message, entry: Entry, terms: Terms, locale: Locale
) -> tuple[Fault, ...]:
    found = entry_faults(catalogue, message, entry)
    if message.plural:
        return found
    return (*found, *terms.strayed(message.text, entry.texts[0], locale.tag))


def _printed(project: Project, locale: Locale) -> Iterator[Finding]:
    """Find what shows only when the whole book is set in the language, for all its readers."""
    editions = [project.edition(locale, readers, draft=True) for readers in combined(project.axes)]
    originals = (*project.chapters, *project.data.values())
    own = {editions[0].file(path) for path in originals} - set(originals)
    here = {catalogue_path(locale.tag), *own}
    for finding in dict.fromkeys(told for edition in editions for told in _of(edition)):
        told = finding.place and finding.place.path in here
        if told or finding.code.startswith("override-"):
            yield finding


def _of(edition: Edition) -> Iterator[Finding]:
    try:
        manuscript = write(edition)
        yield from manuscript.findings
        yield from compose(manuscript).findings
    except (ManuscriptError, TypesettingError) as trouble:
        yield from trouble.findings
