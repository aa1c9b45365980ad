"""The way from a Manuscript to a Galley."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element

from markupsafe import Markup

from booklet import __version__, tree
from booklet.catalogue import REVIEWED, Voice
from booklet.finding import Finding, ManuscriptError, TypesettingError, error, warning
from booklet.galley import codes, fields, fonts, links, looks, notes, plates, styles
from booklet.galley.model import BASE_URL, Galley
from booklet.galley.origin import origin
from booklet.galley.shelf import OWN_STYLE, Shelf
from booklet.galley.templates import Templates
from booklet.galley.typefaces import chosen
from booklet.manuscript import Chapter, Manuscript
from booklet.project import Unreadable, stale
from booklet.store import NOWHERE, Store

#: The style sheets of every edition, in the order of the cascade; the format's own comes after.
STYLES = ("base", "blocks", "languages")

#: What templates may know of a project: its words. A path among them could open any file.
BOOK = (
    "name",
    "title",
    "subtitle",
    "authors",
    "publisher",
    "licence",
    "description",
    "version",
    "date",
)

#: What a style sheet says where a picture, or a part of it, may be drawn larger than its page.
_CROPS = re.compile(
    rb"object-fit|transform|rotate|scale|zoom|overflow|m(?:ax|in)-(?:width|height)|(?<![\w-])size\s*:"
)

_SLOT = re.compile(r'<slot name="(\d+)"></slot>')


def compose(manuscript: Manuscript, store: Store = NOWHERE) -> Galley:
    """Set a manuscript with the templates and styles of its edition; a store keeps its pictures.

    Raises ManuscriptError for links that lead nowhere and pictures that are missing or damaged,
    TypesettingError for templates and styles that can't be used.
    """
    return _Stick(manuscript, store=store).galley(f"{manuscript.edition.format.template}.html")


def compose_cover(manuscript: Manuscript, spine: float, store: Store = NOWHERE) -> Galley:
    """Set back, spine and front of a cover on one page; the spine's width is in points.

    Raises TypesettingError for templates and styles that can't be used.
    """
    page = manuscript.edition.format.page
    stick = _Stick(_wordless(manuscript), "wrap", width=2 * page.width + spine, store=store)
    return stick.galley("wrap.html", spine=spine)


def compose_notes(manuscript: Manuscript, first: int, count: int) -> Galley:
    """Set some pages with lines to write on; the first of them has a number.

    Raises TypesettingError for templates and styles that can't be used.
    """
    galley = _Stick(_wordless(manuscript)).galley("notes.html", count=count)
    return replace(galley, first=first)


def _wordless(manuscript: Manuscript) -> Manuscript:
    """Leave nothing of a manuscript but what is said of the book."""
    return replace(manuscript, chapters=(), cards=None)


class _Stick:
    """One galley in the making, as type is gathered in a composing stick."""

    def __init__(
        self,
        manuscript: Manuscript,
        *sheets: str,
        width: float | None = None,
        store: Store = NOWHERE,
    ) -> None:
        self.manuscript = manuscript
        self.sheets = sheets  #: Style sheets beside those of the format.
        self.edition = manuscript.edition
        project = self.edition.project
        self.shelf = Shelf(project.root, project.dress)
        self.files: dict[str, bytes] = {}
        self.warnings: list[Finding] = []
        self.voice = Voice(self.edition.locale, manuscript.catalogue)
        way = self.edition.format
        self.plates = plates.Plates(store)
        self.width = width or way.page.width  #: Points that a page is wide.
        self.chosen = chosen(self.shelf, project, way)
        self.templates = Templates(
            self.shelf,
            self.voice,
            book=self._book(),
            locale=self.edition.locale,
            page=self.edition.format.page,
            way=self.edition.format,
            translation=_translation(manuscript),
            fonts=fonts.names(_words(manuscript), self.chosen.families),
            generator=f"booklet-press {__version__}",
            code=self._code,
            shown=links.shown,
        )

    def _book(self) -> dict[str, object]:
        """What templates may know of the book, in the words of the edition."""
        words = {name: getattr(self.edition.project, name) for name in BOOK}
        words["logo"] = self.edition.project.theme.logo
        return {**words, "binding": self.edition.binding, **self.manuscript.book}

    def galley(self, template: str, **values: object) -> Galley:
        sheets = self._styles()
        cards = self.manuscript.cards
        html = self.templates.render(
            template,
            chapters=list(self._chapters()),
            cards=self.templates.deal(cards) if cards else "",
            faces=fonts.SLOT,
            styles=sheets,
            **values,
        )
        root = tree.parse(html)
        self.bound = self._bound(root)
        self._settle(root)
        if self.edition.format.fillable:
            fields.put(root)
        self.files |= {face.name: face.data for face in fonts.bring(root, self.chosen.families)}
        voice = [*self.voice.findings, *self._silent()]
        findings = dict.fromkeys([*self.warnings, *self.templates.findings, *voice])
        return Galley(
            tree.write(root),
            looks.coloured(self.files, self.edition),
            sheets,
            self.edition.binding,
            fields=self.edition.format.fillable,
            fit=self.edition.project.fit,
            sources=self._sources(),
            findings=tuple(findings),
            plates=self.plates.made,
        )

    def _styles(self) -> tuple[str, ...]:
        way = self.edition.format
        theme = looks.sheets(self.edition)
        names = [f"styles/{name}.css" for name in (*STYLES, *way.styles, *theme, *self.sheets)]
        if self.shelf.has(OWN_STYLE):
            names.append(OWN_STYLE)
        files, findings = styles.gather(self.shelf, names, self.plates.take)
        self.files |= files
        self.warnings += findings
        if written := looks.written(self.edition, self.chosen):
            self.files[looks.SHEET] = written.encode()
            names.insert(1, looks.SHEET)
        return tuple(names)

    def _bound(self, root: Element) -> plates.Bound:
        """How large pictures can be: that of a page, unless the project's own styles crop them."""
        sheets = [name for name in self.files if name.endswith(".css") and self.shelf.owns(name)]
        own = [self.files[name] for name in sheets]
        if self.shelf.owns("templates"):
            own += [(style.text or "").encode() for style in root.iter("style")]
        cropped = any(_CROPS.search(data) for data in own)
        bleed = 2 * self.edition.format.bleed
        height = self.edition.format.page.height
        return plates.bound(self.width + bleed, height + bleed, cropped=cropped)

    def _chapters(self) -> Iterator[Mapping[str, object]]:
        number = 0
        for chapter in self.manuscript.chapters:
            number += chapter.numbered
            yield self._chapter(number if chapter.numbered else None, chapter)

    def _chapter(self, number: int | None, chapter: Chapter) -> Mapping[str, object]:
        return {
            "number": number,
            "name": chapter.name,
            "title": chapter.title,
            "summary": chapter.summary,
            "minutes": chapter.minutes,
            "steps": chapter.steps,
            "path": chapter.path.as_posix(),
            "html": self._filled(chapter),
        }

    def _filled(self, chapter: Chapter) -> Markup:
        # In one go: what fills a slot may itself look like one.
        placed = [
            str(self.templates.place(placement)) if placement.records else ""
            for placement in chapter.placements
        ]
        return Markup(  # noqa: S704 - cleaned chapters, autoescaped templates
            _SLOT.sub(lambda slot: placed[int(slot[1])], str(chapter.html))
        )

    def _code(self, address: str) -> str:
        """Draw a QR code for a template; return the address of its picture."""
        name, drawing = codes.draw(address)
        self.files[name] = drawing
        return f"/{name}"

    def _settle(self, root: Element) -> None:
        """Settle notes, links and pictures, wherever they stand.

        Raises ManuscriptError, or TypesettingError for what templates bring along.
        """
        chapters = {chapter.path.as_posix(): chapter for chapter in self.manuscript.chapters}
        sections = list(_sections(root, chapters))
        findings: list[Finding] = []
        for chapter, section in sections:
            findings += notes.place(chapter, section)
            links.anchors(chapter, section)
        ids = {name for element in root.iter() if (name := element.get("id"))}
        home = {element: chapter for chapter, section in sections for element in section.iter()}
        for element in root.iter():
            if element.tag == "a":
                findings += links.settle(home.get(element), element, chapters, ids, self.edition)
            elif element.tag == "img":
                findings += self._picture(home.get(element), element)
        for _, section in sections:
            links.note(section)
            links.entries(section)
        if findings:
            ours = not any(finding.place for finding in findings)
            raise (TypesettingError if ours else ManuscriptError)(dict.fromkeys(findings))

    def _picture(self, chapter: Chapter | None, image: Element) -> Iterator[Finding]:
        """Take a picture into the galley, from beside its chapter or from the root."""
        address = image.get("src", "")
        project = self.edition.project
        place = origin(chapter, address or ")") if chapter else None
        if image.get("class") == "logo" and not chapter:
            place = project.place("theme", "logo")
        if not address:
            hint = "write its address between the parentheses"
            yield error("picture-missing", "this picture has no address", place, hint)
            return
        if ":" in address.partition("/")[0]:
            message = f"the picture '{address}' lies outside the project"
            hint = "nothing is fetched from the network; put the picture beside the chapter"
            yield error("picture-outside", message, place, hint)
            return
        if chapter and not image.get("alt"):
            hint = "say what it shows: ![words](address)"
            yield error("picture-silent", f"the picture '{address}' has no words", place, hint)
        file = unquote(address)
        folder = "" if file.startswith("/") or not chapter else chapter.path.parent.as_posix()
        name = self._own(posixpath.normpath(posixpath.join(folder, file.lstrip("/"))))
        if name not in self.files:
            try:
                data = self.shelf.bytes(name)
            except Unreadable as trouble:
                hint = "addresses of pictures count from the chapter's own folder"
                yield error(trouble.code, str(trouble), place, hint if chapter else "")
                return
            if findings := self.plates.take(data, name, place, self.bound):
                yield from findings
                return
            self.files[name] = data
        if name in self.plates.turned:
            image.set("style", f"image-orientation:from-image;{image.get('style', '')}")
        image.set("src", BASE_URL + quote(name))

    def _silent(self) -> Iterator[Finding]:
        """Tell the words of templates that are in another language than the edition."""
        if self.voice.silent:
            words = ", ".join(f"'{text}'" for text in self.voice.silent)
            message = f"the press has no words in {self.edition.locale.name} for {words}"
            hint = "translate them in locale/, or write them in templates of your own"
            yield warning("words-foreign", message, hint=hint)

    def _own(self, name: str) -> str:
        """Find the picture that stands for another one in the edition's language."""
        path = PurePath(name)
        own = self.edition.file(path) if ".." not in path.parts else path
        if own != path and (finding := stale(self.edition.project.root, path, own)):
            self.warnings.append(finding)
        return own.as_posix()

    def _sources(self) -> dict[str, str]:
        """Gather what was written, to find the line of what turns out wrong on the page."""
        catalogue = self.manuscript.catalogue
        sources = {catalogue.path.as_posix(): catalogue.lines} if catalogue else {}
        sources |= {chapter.file.as_posix(): chapter.source for chapter in self.manuscript.chapters}
        for path in map(self.edition.file, self.edition.project.data.values()):
            sources[path.as_posix()] = self.shelf.text(path.as_posix())
        return sources


def _words(manuscript: Manuscript) -> str:
    """What a manuscript says, as far as its letters go."""
    said = (chapter.html + chapter.title for chapter in manuscript.chapters)
    return "".join([*manuscript.book.values(), *said])


def _translation(manuscript: Manuscript) -> Mapping[str, object] | None:
    """What a colophon says of a translation; nothing of a book in its authors' language."""
    catalogue = manuscript.catalogue
    if catalogue is None:
        return None
    asked = manuscript.edition.translation
    finished = asked is None or manuscript.coverage.percent >= asked.minimum
    return {
        "reviewers": catalogue.headers.get(REVIEWED, "").strip(),
        "percent": None if finished else manuscript.coverage.percent,
    }


def _sections(root: Element, chapters: Mapping[str, Chapter]) -> Iterator[tuple[Chapter, Element]]:
    """Find the element around each chapter.

    Raises TypesettingError where templates leave it out: links and notes could not be settled.
    """
    found = {file: element for element in root.iter() if (file := element.get("data-file"))}
    for file, chapter in chapters.items():
        if file not in found:
            message = f"no template says where '{file}' stands"
            hint = 'put data-file="{{ chapter.path }}" on the element around {{ chapter.html }}'
            raise TypesettingError(error("template-chapter", message, hint=hint))
        yield chapter, found[file]
