"""Jinja, fenced in: templates see values and no Python, and every gap is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from types import CodeType

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from booklet.catalogue import Voice
from booklet.finding import (
    BookletError,
    Finding,
    Place,
    TypesettingError,
    error,
    nearest,
    warning,
)
from booklet.galley.shelf import Shelf
from booklet.manuscript import Placement, Record
from booklet.project import Locale, Unreadable

_FOLDER = "templates"

#: In front of a template's name, leads past the project's templates to the house's own.
_LENT = "house/"


class Fields:
    """A record as its template sees it: what the author wrote, and no Python."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._asked: set[str] = set()

    def __str__(self) -> str:
        return self._record.name

    def __getitem__(self, name: str) -> object:
        self._asked.add(name)
        return self._record.name if name == "id" else self._record.fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._record.fields)

    def __contains__(self, name: str) -> bool:
        return name == "id" or name in self._record.fields

    def _unset(self, template: str) -> Iterator[Finding]:
        """Tell the fields that the template did not ask for: nobody will read them."""
        for name in [name for name in self._record.fields if name not in self._asked]:
            message = f"'{self._record.name}' has a field '{name}' that {template} does not set"
            hint = nearest(name, self._asked - {"id"})
            yield warning("field-unset", message, self._record.place, hint)


class _Compiled(BytecodeCache):
    """Remembers what templates were compiled to, by their text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class Templates:
    """The templates of one edition."""

    def __init__(self, shelf: Shelf, voice: Voice, **globals_: object) -> None:
        self.findings: list[Finding] = []  #: Warnings.
        self._shelf = shelf
        self._jinja = ImmutableSandboxedEnvironment(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        self._jinja.install_gettext_callables(  # type: ignore[attr-defined]
            voice.gettext, voice.ngettext, newstyle=True
        )
        self._jinja.globals.update(globals_)
        self._jinja.filters["alphabetical"] = _alphabetical

    def render(self, name: str, **values: object) -> Markup:
        """Fill a template.

        Raises TypesettingError with the template's file and line.
        """
        try:
            return self._filled(name, **values)
        except BookletError:
            raise
        except Exception as trouble:
            raise TypesettingError(_explained(name, trouble)) from None

    def deal(self, placement: Placement) -> Markup:
        """Set records as cards, with the template of their name or the one for all.

        Raises TypesettingError, also where a record lacks a field that the template sets.
        """
        name = f"cards/{placement.kind}.html"
        known = self._shelf.has(f"{_FOLDER}/{name}")
        return self._placed(placement, name if known else "cards/any.html")

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
        return self._placed(placement, name)

    def _placed(self, placement: Placement, name: str) -> Markup:
        records = [Fields(record) for record in placement.records]
        try:
            filled = self._filled(name, records=records)
        except BookletError:
            raise
        except Exception as trouble:
            finding = _lacking(placement, name, trouble) or _explained(name, trouble)
            raise TypesettingError(finding) from None
        for record in records:
            self.findings += record._unset(f"{_FOLDER}/{name}")
        return filled

    def _filled(self, name: str, **values: object) -> Markup:
        return Markup(self._jinja.get_template(name).render(values))  # noqa: S704 - autoescaped

    def _load(self, name: str) -> tuple[str, str, None] | None:
        path = f"{_FOLDER}/{name.removeprefix(_LENT)}"
        try:
            return self._shelf.text(path, lent=name.startswith(_LENT)), path, None
        except Unreadable as trouble:
            if trouble.code == "file-missing":
                return None
            raise TypesettingError(
                error(trouble.code, str(trouble), Place(PurePath(path)))
            ) from None


@pass_context
def _alphabetical(context: Context, records: Iterable[Fields], field: str) -> list[Fields]:
    """Order records by one of their texts, as the language of the edition does."""
    locale: Locale = context["locale"]

    def text(record: Fields) -> str:  # a field that is missing is told where it is set
        return _plain(record[field]) if field in record else ""

    return sorted(records, key=lambda record: locale.sorting(text(record)))


def _plain(text: object) -> str:
    return Markup(text).striptags()  # noqa: S704 - compared, never set


def _lacking(placement: Placement, template: str, trouble: Exception) -> Finding | None:
    """Blame the first record without a field that the template sets."""
    lacked = re.search(r"\.Fields object' has no attribute '(\w+)'", str(trouble))
    for record in placement.records:
        if lacked and lacked[1] not in record.fields:
            message = f"'{record.name}' has no field '{lacked[1]}'"
            hint = f"{_FOLDER}/{template} sets it"
            return error("field-missing", message, record.place, hint)
    return None


def _explained(template: str, trouble: Exception) -> Finding:
    place = _place(template, trouble)
    if isinstance(trouble, TemplateSyntaxError):
        place = Place(PurePath(trouble.filename or place.path), trouble.lineno)
        return error("template", f"the template can't be read: {trouble.message}", place)
    if isinstance(trouble, TemplateNotFound):
        message = f"there is no template '{trouble.message}'"
        return error("template-missing", message, place)
    if isinstance(trouble, RecursionError):
        return error("template", "the template includes itself", place)
    return error("template", f"the template fails: {str(trouble) or type(trouble).__name__}", place)


def _place(template: str, trouble: Exception) -> Place:
    """Find the template's line in a traceback: Jinja writes its own file names there."""
    place = Place(PurePath(_FOLDER, template.removeprefix(_LENT)))
    step = trouble.__traceback__
    while step is not None:
        path = step.tb_frame.f_code.co_filename
        if path.startswith(f"{_FOLDER}/"):
            place = Place(PurePath(path), step.tb_lineno)
        step = step.tb_next
    return place
