"""Jinja, fenced in: templates see values and no Python, and every gap is told."""

from __future__ import annotations

import re
from pathlib import PurePath

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from booklet.finding import Finding, Place, TypesettingError, error, nearest
from booklet.galley.shelf import Shelf
from booklet.manuscript import Placement
from booklet.project import Unreadable

_FOLDER = "templates"


class Templates:
    """The templates of one edition."""

    def __init__(self, shelf: Shelf, **globals_: object) -> None:
        self._shelf = shelf
        self._jinja = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._jinja.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
        self._jinja.globals.update(globals_)

    def render(self, name: str, **values: object) -> Markup:
        """Fill a template.

        Raises TypesettingError with the template's file and line.
        """
        try:
            return Markup(self._jinja.get_template(name).render(values))  # noqa: S704 - autoescaped
        except JinjaError as trouble:
            raise TypesettingError(_explained(name, trouble)) from None
        except Exception as trouble:
            message = f"the template fails: {trouble or type(trouble).__name__}"
            raise TypesettingError(error("template", message, _place(name, trouble))) from None

    def place(self, placement: Placement) -> Markup:
        """Set records with the template of their name.

        Raises TypesettingError, also where a record lacks a field that the template sets.
        """
        name = f"data/{placement.kind}.html"
        if not self._shelf.has(f"{_FOLDER}/{name}"):
            known = self._shelf.names(f"{_FOLDER}/data", ".html")
            message = f"no template sets '{placement.kind}'"
            hint = f"write {_FOLDER}/{name}; {nearest(placement.kind, known)}"
            raise TypesettingError(error("template-missing", message, placement.place, hint))
        records = [{"id": record.name, **record.fields} for record in placement.records]
        try:
            template = self._jinja.get_template(name)
            return Markup(template.render(records=records))  # noqa: S704 - autoescaped
        except UndefinedError as trouble:
            raise TypesettingError(_lacking(placement, name, trouble)) from None
        except JinjaError as trouble:
            raise TypesettingError(_explained(name, trouble)) from None

    def _load(self, name: str) -> tuple[str, str, None] | None:
        path = f"{_FOLDER}/{name}"
        try:
            return self._shelf.text(path), path, None
        except Unreadable:
            return None


def _lacking(placement: Placement, template: str, trouble: UndefinedError) -> Finding:
    lacked = re.search(r"has no attribute '(\w+)'", trouble.message or "")
    poor = [record for record in placement.records if lacked and lacked[1] not in record.fields]
    if not lacked or not poor:
        return _explained(template, trouble)
    message = f"'{poor[0].name}' has no field '{lacked[1]}'"
    hint = f"{_FOLDER}/{template} sets it"
    return error("field-missing", message, poor[0].place, hint)


def _explained(template: str, trouble: JinjaError) -> Finding:
    if isinstance(trouble, TemplateSyntaxError):
        place = Place(PurePath(_FOLDER, trouble.name or template), trouble.lineno)
        return error("template", f"the template can't be read: {trouble.message}", place)
    if isinstance(trouble, TemplateNotFound):
        message = f"there is no template '{trouble.message}'"
        return error("template-missing", message, Place(PurePath(_FOLDER, template)))
    message = f"the template fails: {trouble.message}"
    return error("template", message, _place(template, trouble))


def _place(template: str, trouble: Exception) -> Place:
    """Find the template's line in a traceback: Jinja writes its own file names there."""
    place = Place(PurePath(_FOLDER, template))
    step = trouble.__traceback__
    while step is not None:
        path = step.tb_frame.f_code.co_filename
        if path.startswith(f"{_FOLDER}/"):
            place = Place(PurePath(path), step.tb_lineno)
        step = step.tb_next
    return place
