"""The catalogue of an edition: of a PO file, or made up."""

from __future__ import annotations

from booklet.catalogue.model import Catalogue
from booklet.catalogue.pseudo import pseudo
from booklet.catalogue.read import read_catalogue
from booklet.finding import Finding
from booklet.project import Locale, Project


def open_catalogue(project: Project, locale: Locale) -> tuple[Catalogue, list[Finding]]:
    """Open what is said in a language, and find what its translators should know.

    Raises ManuscriptError with what is wrong in the file.
    """
    made_up = pseudo(locale.tag)
    return (made_up, []) if made_up else read_catalogue(project, locale.tag)
