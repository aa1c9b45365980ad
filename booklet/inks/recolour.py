"""A walk over everything in a PDF that has a colour; whoever walks says what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Protocol

from booklet.inks.greys import Greys
from booklet.inks.images import inline, recoloured
from booklet.inks.shadings import shaded
from booklet.inks.spaces import CMYK, GREY, PLAIN_RGB, RGB, Space, space, unknown

#: The operators that say a colour in a space that they name (ISO 32000-1, table 74).
_DIRECT = {
    "g": GREY,
    "rg": PLAIN_RGB,
    "k": CMYK,
    "G": GREY,
    "RG": PLAIN_RGB,
    "K": CMYK,
}

_STROKING = frozenset({"G", "RG", "K", "CS", "SC", "SCN"})


class Inks(Protocol):
    """What becomes of colours."""

    operators: tuple[str, str]  #: To fill and to stroke in the new space: "g", "G".
    space: str  #: Its name: "/DeviceGray".

    def keeps(self, of: Space) -> bool:
        """Whether colours of a space stay as they are."""

    def flat(self, rgb: RGB) -> tuple[float, ...]:
        """The new components of a colour."""

    def picture(self, image: Any) -> Any:
        """The new form of a picture, which is a Pillow image in RGB, CMYK or L."""


def recolour(pdf: Any, inks: Inks) -> None:
    """Change every colour of an open PDF.

    Raises TypesettingError for a kind of colour that can't be changed.
    """
    # A mask shows what is below it as far as it is light, whatever ink that is printed with.
    masks = _Walk(pdf, Greys(), set())
    masks.masks()
    _Walk(pdf, inks, masks.done).run()


class _Walk:
    def __init__(self, pdf: Any, inks: Inks, done: set[tuple[int, int]]) -> None:
        self.pdf, self.inks, self.done = pdf, inks, done

    def masks(self) -> None:
        """Change what other things show through (ISO 32000-1, 11.6.5.3)."""
        import pikepdf

        for mask in _masks(self.pdf):
            if "/BC" in mask and "/CS" in mask.G.get("/Group", {}):
                of = space(mask.G.Group.CS, mask.G.get("/Resources"))
                parts = self.inks.flat(of.rgb([float(part) for part in mask.BC]))
                mask.BC = pikepdf.Array(map(_number, parts))
        for mask in _masks(self.pdf):
            if self._new(mask.G):
                self._form(mask.G, pikepdf.Dictionary())

    def run(self) -> None:
        """Change all that pages show."""
        import pikepdf

        for page in self.pdf.pages:
            resources = page.get("/Resources", pikepdf.Dictionary())
            self._resources(resources)
            page.contents_coalesce()
            contents = page.obj.get("/Contents")
            if isinstance(contents, pikepdf.Stream):
                contents.write(self._content(contents, resources))
            self._group(page.obj)
            for note in page.obj.get("/Annots", ()):
                self._annotation(note)

    def _new(self, thing: Any) -> bool:
        """Whether something is met for the first time."""
        if thing.objgen in self.done and thing.objgen != (0, 0):
            return False
        self.done.add(thing.objgen)
        return True

    def _resources(self, resources: Any) -> None:
        import pikepdf

        for thing in _values(resources, "/XObject"):
            if thing.get("/Subtype") == "/Image":
                if self._new(thing):
                    recoloured(self.pdf, thing, resources, self.inks)
            elif isinstance(thing, pikepdf.Stream) and self._new(thing):
                self._form(thing, resources)
        for thing in _values(resources, "/Pattern"):
            if self._new(thing):
                if thing.get("/PatternType") == 1:
                    self._form(thing, resources)
                elif "/Shading" in thing:
                    self._shading(thing.Shading, resources)
        for thing in _values(resources, "/Shading"):
            self._shading(thing, resources)
        for font in _values(resources, "/Font"):
            if font.get("/Subtype") == "/Type3" and self._new(font):
                own = font.get("/Resources", resources)
                self._resources(own)
                for glyph in font.CharProcs.values():
                    glyph.write(self._content(glyph, own))

    def _form(self, form: Any, around: Any) -> None:
        own = form.get("/Resources", around)
        if own is not around:
            self._resources(own)
        self._group(form)
        form.write(self._content(form, own))

    def _shading(self, thing: Any, resources: Any) -> None:
        if self._new(thing) or thing.objgen == (0, 0):
            shaded(self.pdf, thing, resources, self.inks)

    def _group(self, thing: Any) -> None:
        """Let a transparency group blend in the new space."""
        import pikepdf

        group = thing.get("/Group")
        if group is not None and "/CS" in group and not self.inks.keeps(space(group.CS)):
            group.CS = pikepdf.Name(self.inks.space)

    def _annotation(self, note: Any) -> None:
        import pikepdf

        for holder, key in ((note, "/C"), (note, "/IC"), *((note.get("/MK"), k) for k in _MK)):
            if holder is not None and key in holder and len(holder[key]) in (3, 4):
                parts = [float(part) for part in holder[key]]
                of = PLAIN_RGB if len(parts) == 3 else CMYK
                if not self.inks.keeps(of):
                    holder[key] = pikepdf.Array(map(_number, self.inks.flat(of.rgb(parts))))
        for shown in note.get("/AP", {}).values():
            for form in [shown] if isinstance(shown, pikepdf.Stream) else shown.values():
                if isinstance(form, pikepdf.Stream) and self._new(form):
                    self._form(form, pikepdf.Dictionary())

    def _content(self, stream: Any, resources: Any) -> bytes:
        import pikepdf

        out = list[Any]()
        spaces: list[Space | None] = [GREY, GREY]  # to fill, to stroke
        kept = list[list[Space | None]]()
        for said in pikepdf.parse_content_stream(stream):
            operands, operator = said.operands, said.operator
            name = str(operator)
            if name == "q":
                kept.append([*spaces])
            elif name == "Q" and kept:
                spaces = kept.pop()
            elif name == "INLINE IMAGE":
                out += inline(self.pdf, operands[0], resources, self.inks)
                continue
            elif name in _DIRECT or name in ("cs", "CS", "sc", "SC", "scn", "SCN"):
                out += self._colour(operands, name, spaces, resources)
                continue
            out.append((operands, operator))
        return pikepdf.unparse_content_stream(out)

    def _colour(
        self, operands: Any, name: str, spaces: list[Space | None], resources: Any
    ) -> Iterator[tuple[list[Any], Any]]:
        """Write what stands in the place of an operator that says a colour or a space."""
        import pikepdf

        which = int(name in _STROKING)
        if name in _DIRECT:
            spaces[which] = _DIRECT[name]
        elif name in ("cs", "CS"):
            spaces[which] = None if operands[0] == "/Pattern" else _pattern(operands[0], resources)
            of = spaces[which]
            if of is not None and not self.inks.keeps(of):
                yield self._said(of, of.first, which)
                return
        of = spaces[which]
        said = name in _DIRECT or name.lower().startswith("sc")
        if said and of is not None and not self.inks.keeps(of):
            yield self._said(of, [float(part) for part in operands], which)
        else:
            yield list(operands), pikepdf.Operator(name)

    def _said(self, of: Space, parts: Any, which: int) -> tuple[list[Any], Any]:
        import pikepdf

        numbers = [_number(part) for part in self.inks.flat(of.rgb(parts))]
        return numbers, pikepdf.Operator(self.inks.operators[which])


_MK = ("/BC", "/BG")


def _pattern(value: Any, resources: Any) -> Space | None:
    """The space that an operator names; none for patterns."""
    named = resources.get("/ColorSpace", {})
    real = named.get(value, value)
    if _family(real) != "/Pattern":
        return space(value, resources)
    if str(real) != "/Pattern" and len(real) > 1:
        raise unknown("patterns that are given their colour where they are used")
    return None


def _family(value: Any) -> str:
    import pikepdf

    return str(value[0]) if isinstance(value, pikepdf.Array) else str(value)


def _masks(pdf: Any) -> Iterator[Any]:
    """Find every soft mask that is a drawing, wherever its graphics state stands."""
    import pikepdf

    def held(holder: Any, key: str) -> Any:
        known = isinstance(holder, (pikepdf.Dictionary, pikepdf.Stream))
        return holder.get(key) if known else None

    for thing in pdf.objects:
        tables = [held(thing, "/ExtGState"), held(held(thing, "/Resources"), "/ExtGState")]
        states = [state for table in tables if table is not None for state in table.values()]
        for state in (thing, *states):
            mask = held(state, "/SMask")
            if isinstance(held(mask, "/G"), pikepdf.Stream):
                yield mask


def _values(resources: Any, kind: str) -> Iterator[Any]:
    held = resources.get(kind)
    if held is not None:
        yield from held.values()


def _number(value: float) -> Decimal:
    """A component with as many digits as eight bits, and one more, need."""
    return Decimal(f"{value:.4f}").normalize() + 0
