"""The way from a Manuscript to a Galley."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markupsafe import Markup

from booklet import __version__
from booklet.finding import Finding, ManuscriptError, TypesettingError, error
from booklet.galley import codes, fonts, links, notes, pictures, styles, tree
from booklet.galley.model import BASE_URL, Galley
from booklet.galley.shelf import Shelf
from booklet.galley.templates import Templates
from booklet.manuscript import Chapter, Manuscript
from booklet.project import Unreadable

#: The style sheets of every edition, in the order of the cascade; the format's own comes after.
STYLES = ("base", "blocks")

#: A project's own last word, where there is one.
OWN_STYLE = "styles/own.css"


def compose(manuscript: Manuscript) -> Galley:
    """Set a manuscript with the templates and styles of its edition.

    Raises ManuscriptError for links that lead nowhere and pictures that are missing or damaged,
    TypesettingError for templates and styles that can't be used.
    """
    return _Stick(manuscript).galley()


class _Stick:
    """One galley in the making, as type is gathered in a composing stick."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.edition = manuscript.edition
        self.shelf = Shelf(self.edition.project.root)
        self.files: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self.templates = Templates(
            self.shelf,
            book=self.edition.project,
            locale=self.edition.locale,
            page=self.edition.format.page,
            generator=f"booklet-press {__version__}",
            code=self._code,
            shown=links.shown,
        )

    def galley(self) -> Galley:
        sheets = self._styles()
        faces = fonts.faces()
        self.files |= {face.name: face.data for face in faces}
        html = self.templates.render(
            "book.html",
            chapters=[
                self._chapter(number, chapter)
                for number, chapter in enumerate(self.manuscript.chapters, 1)
            ],
            faces=Markup("".join(face.rule for face in faces)),  # noqa: S704 - our own names
            styles=sheets,
        )
        root = tree.parse(html)
        self._settle(root)
        if self.findings:
            raise ManuscriptError(self.findings)
        return Galley(tree.write(root), self.files, sheets)

    def _styles(self) -> tuple[str, ...]:
        names = [f"styles/{name}.css" for name in (*STYLES, self.edition.format.style)]
        if self.shelf.has(OWN_STYLE):
            names.append(OWN_STYLE)
        files, findings = styles.gather(self.shelf, names)
        if findings:
            raise TypesettingError(findings)
        self.files |= files
        return tuple(names)

    def _chapter(self, number: int, chapter: Chapter) -> Mapping[str, object]:
        return {
            "number": number,
            "name": chapter.name,
            "title": chapter.title,
            "summary": chapter.summary,
            "minutes": chapter.minutes,
            "path": chapter.path.as_posix(),
            "html": self._filled(chapter),
        }

    def _filled(self, chapter: Chapter) -> Markup:
        html = str(chapter.html)
        for number, placement in enumerate(chapter.placements):
            slot = f'<slot name="{number}"></slot>'
            html = html.replace(slot, self.templates.place(placement))
        return Markup(html)  # noqa: S704 - cleaned chapters, autoescaped templates

    def _code(self, address: str) -> str:
        """Draw a QR code for a template; return the address of its picture."""
        name, drawing = codes.draw(address)
        self.files[name] = drawing
        return f"/{name}"

    def _settle(self, root: Element) -> None:
        """Settle links, notes and pictures, chapter by chapter, now that all anchors are known."""
        by_path = {chapter.path.as_posix(): chapter for chapter in self.manuscript.chapters}
        sections = [
            (by_path[section.get("data-file", "")], section)
            for section in root.iter("section")
            if section.get("data-file", "") in by_path
        ]
        for chapter, section in sections:
            notes.place(section)
            links.anchors(chapter, section)
        ids = {name for element in root.iter() if (name := element.get("id"))}
        for chapter, section in sections:
            self.findings += links.settle(chapter, section, by_path, ids)
            links.note(section)
            for image in section.iter("img"):
                self._picture(chapter, image)
        inside = {image for _, section in sections for image in section.iter("img")}
        for image in root.iter("img"):
            if image not in inside:
                self._picture(None, image)
        links.spread(root)

    def _picture(self, chapter: Chapter | None, image: Element) -> None:
        """Take a picture into the galley, from beside its chapter or from the root."""
        address = image.get("src", "")
        if ":" in address.partition("/")[0]:
            message = f"the picture '{address}' lies outside the project"
            place = chapter.locate(address) if chapter else None
            hint = "nothing is fetched from the network; put the picture beside the chapter"
            self.findings.append(error("picture-outside", message, place, hint))
            return
        if address.startswith("/"):
            name = unquote(address).lstrip("/")
        else:
            folder = chapter.path.parent.as_posix() if chapter else ""
            name = posixpath.normpath(posixpath.join(folder, unquote(address)))
        place = chapter.locate(address) if chapter else None
        if not image.get("alt") and chapter and image.get("aria-hidden") is None:
            hint = "say what it shows: ![words](address)"
            self.findings.append(
                error("picture-silent", f"the picture '{address}' has no words", place, hint)
            )
        if name not in self.files:
            try:
                data = self.shelf.bytes(name)
            except (Unreadable, ValueError) as trouble:
                code = getattr(trouble, "code", "file-missing")
                hint = "addresses of pictures count from the chapter's own folder"
                self.findings.append(error(code, str(trouble), place, hint))
                return
            self.findings += pictures.inspect(data, name, place)
            self.files[name] = data
        image.set("src", BASE_URL + name)
