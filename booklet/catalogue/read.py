"""The PO file of a language becomes a Catalogue that can be trusted, or a clear finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from booklet.catalogue import headers
from booklet.catalogue.model import Catalogue, Entry
from booklet.catalogue.plurals import Plurals, stated, usual
from booklet.catalogue.po import Item, PoFile, parse
from booklet.finding import Finding, ManuscriptError, Place, error, warning
from booklet.project import Project, Unreadable, hidden, read

#: Where catalogues lie, relative to the project.
FOLDER = PurePath("locale")

#: A catalogue larger than this, in bytes, is a mistake.
LIMIT = 32 * 2**20

_DECLARED = re.compile(rb"charset=([A-Za-z0-9_:.-]+)")


def catalogue_path(tag: str) -> PurePath:
    """Name the PO file of a language, relative to the project."""
    return FOLDER / f"{tag}.po"


def read_catalogue(project: Project, tag: str) -> tuple[Catalogue, list[Finding]]:
    """Read the translations into a language, and what its translators should know.

    Raises ManuscriptError with what is wrong in the file.
    """
    path = catalogue_path(tag)
    data = _bytes(project, path)
    if data is None:
        raise ManuscriptError(missing(project, tag))
    findings = list(_odd(data, path, tag))
    file, rest = opened(_text(data, path), path, tag)
    findings += rest
    findings += _plural_trouble(file, path, tag)
    findings += _hidden(file, path)
    errors = [each for each in findings if each.severity == "error"]
    if errors:
        raise ManuscriptError(errors)
    entries = {
        item.key: Entry(item.texts, item.fuzzy, item.line)
        for item in file.items
        if not item.obsolete
    }
    return Catalogue(path, entries, _headers(file)), findings


def source(project: Project, tag: str) -> str | None:
    """Read a PO file as it stands, for `merged`; None where there is none.

    A byte order mark and line ends of other systems are still there.

    Raises ManuscriptError.
    """
    path = catalogue_path(tag)
    data = _bytes(project, path)
    return None if data is None else _decoded(data, path)


def opened(text: str, path: PurePath, tag: str) -> tuple[PoFile, list[Finding]]:
    """Parse a PO file, and see that it is UTF-8 and in the language that its name says.

    Raises ManuscriptError.
    """
    file = parse(text, path)
    said = _headers(file)
    line = file.header.line if file.header else None
    other = headers.other_charset(said)
    if other:
        message = f"the header promises another character set, {other}"
        hint = "write charset=UTF-8 there, or save the file as UTF-8 in your PO editor"
        raise ManuscriptError(error("po-charset", message, Place(path, line), hint))
    strays = headers.strays(said.get("Language", ""), tag)
    if not strays:
        return file, []
    message = f"the header says that this file is in '{said['Language']}', not in '{tag}'"
    hint = f"write Language: {headers.language(tag)}, or give the file its right name"
    if strays == "language":
        raise ManuscriptError(error("po-language", message, Place(path, line), hint))
    return file, [warning("po-language", message, Place(path, line), hint)]


def unified(text: str) -> str:
    """Take away what editors of other systems add: a byte order mark, carriage returns."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def counted(file: PoFile, tag: str) -> Plurals:
    """Tell how a file counts: as its header says where that can be used, else as its language."""
    try:
        return stated(_headers(file).get("Plural-Forms", ""))
    except ValueError:
        return usual(tag)


def missing(project: Project, tag: str) -> Finding:
    """Tell that a language has no PO file, or one by another name."""
    hint = f"'booklet i18n new {tag}' makes it"
    if other := misnamed(project, tag):
        hint = f"there is '{other.as_posix()}': give it this name"
    return error("po-missing", f"there is no file '{catalogue_path(tag).as_posix()}'", hint=hint)


def misnamed(project: Project, tag: str) -> PurePath | None:
    """Find a file that has the name of a language's PO file but for case and hyphens: pt_BR.po."""
    folder, wanted = project.root / FOLDER, catalogue_path(tag).name
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    alike = (n for n in names if n.replace("_", "-").lower() == wanted.lower() and n != wanted)
    return next((FOLDER / name for name in alike), None)


def _bytes(project: Project, path: PurePath) -> bytes | None:
    try:
        return read(project.root, path, LIMIT)
    except Unreadable as trouble:
        if trouble.code == "file-missing":
            return None
        raise ManuscriptError(error(trouble.code, str(trouble), hint=trouble.hint)) from None


def _decoded(data: bytes, path: PurePath) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        said = _DECLARED.search(data)
        charset = said[1].decode("ascii") if said else "UTF-8"
        other = "" if charset.upper() in ("UTF-8", "CHARSET") else f": its header says {charset}"
        hint = "save it in your PO editor with the character set UTF-8"
        message = f"this file is not UTF-8{other}"
        raise ManuscriptError(error("po-charset", message, Place(path, line), hint)) from None


def _text(data: bytes, path: PurePath) -> str:
    return unified(_decoded(data, path))


def _odd(data: bytes, path: PurePath, tag: str) -> Iterator[Finding]:
    marks = {
        "a byte order mark at its beginning": data.startswith(b"\xef\xbb\xbf"),
        "line ends of another system": b"\r" in data,
    }
    odd = " and ".join(what for what, found in marks.items() if found)
    if odd:
        hint = f"'booklet i18n update {tag}' writes it anew"
        yield warning("po-bytes", f"this file has {odd}", Place(path, 1), hint)


def _headers(file: PoFile) -> Mapping[str, str]:
    return headers.parsed(file.header.texts[0]) if file.header else {}


def _plural_trouble(file: PoFile, path: PurePath, tag: str) -> Iterator[Finding]:
    """Tell what is wrong with plurals; an odd rule does no harm in a file without any."""
    said = _headers(file).get("Plural-Forms", "")
    some = [item for item in file.items if item.plural and not item.obsolete and any(item.texts)]
    if not said and not some:
        return
    try:
        known = stated(said) if said else usual(tag)
    except ValueError as trouble:
        line = file.header.line if file.header else None
        hint = f"write Plural-Forms: {usual(tag).header}"
        yield (error if some else warning)("po-plural", str(trouble), Place(path, line), hint)
        return
    for item in some:
        if len(item.texts) != known.forms:
            message = f"{_forms(len(item.texts))} here, but {_forms(known.forms)} by the header"
            hint = "msgstr[0] is the first; every form needs a line of its own"
            yield error("po-plural", message, Place(path, item.line), hint)


def _forms(count: int) -> str:
    return f"{count} plural form{'' if count == 1 else 's'}"


def _hidden(file: PoFile, path: PurePath) -> Iterator[Finding]:
    """Tell of characters that nobody sees; marks and closed isolates of bidi texts are none."""
    for item in file.items:
        if not item.obsolete:
            yield from _seen(item, path)


def _seen(item: Item, path: PurePath) -> Iterator[Finding]:
    for text in item.texts:
        for _, what in hidden(text):
            message = f"a hidden character stands in this translation: {what}"
            hint = "delete it; it came along with pasted text"
            yield error("character-hidden", message, Place(path, item.line), hint)
