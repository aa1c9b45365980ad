"""The content of a page is followed, and everything that it paints told: where, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.check.matrix import WHOLE, Matrix, around, scale, spot, times
from booklet.check.model import Box
from booklet.inks import CMYK, GREY, PLAIN_RGB, Space, space

#: Forms in forms, deeper than which none is followed.
DEEP = 12


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in its space; none for patterns."""

    of: Space | None = GREY
    parts: tuple[float, ...] = (0.0,)

    @property
    def inks(self) -> tuple[float, ...]:
        """Cyan, magenta, yellow, black; nothing for colours that are no inks."""
        if self.of is None:
            return ()
        if self.of.kind == "cmyk":
            return self.parts
        return (0.0, 0.0, 0.0, 1 - self.parts[0]) if self.of.kind == "grey" else ()


@dataclass(frozen=True, slots=True)
class Paint:
    """One thing that is painted."""

    kind: str  #: "text", "fill", "stroke", "image", "shading".
    thing: str  #: As people would call it.
    box: Box
    colour: Colour = Colour()
    size: float = 0.0  #: Of type, or the width of a line, in points on the page.
    empty: bool = False  #: Whether a glyph is shown that stands for a missing one.
    resolution: float = 0.0  #: Of a picture, in pixels to the inch.
    bits: int = 8  #: Of a picture.
    font: Any = None


@dataclass(slots=True)
class _State:
    ctm: Matrix
    fill: Colour = Colour()
    stroke: Colour = Colour()
    width: float = 1.0
    font: Any = None
    name: str = ""
    size: float = 0.0
    mode: int = 0
    see_through: bool = False


@dataclass(slots=True)
class Followed:
    """What a page paints, and what else it does."""

    paints: list[Paint] = field(default_factory=list)
    see_through: bool = False  #: Whether anything lets shine through what is below.
    fonts: dict[str, Any] = field(default_factory=dict)


def follow(page: Any) -> Followed:
    """Follow the content of a page; what can't be read of it is passed over."""
    import pikepdf

    found = Followed()
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    _Follower(found).run(page, resources, _State(WHOLE), 0)
    return found


class _Follower:
    def __init__(self, found: Followed) -> None:
        self.found = found

    def run(self, stream: Any, resources: Any, state: _State, depth: int) -> None:
        import pikepdf

        self.resources, self.depth = resources, depth
        kept: list[_State] = []
        path: list[tuple[float, float]] = []
        text = line = WHOLE
        for said in pikepdf.parse_content_stream(stream):
            name, operands = str(said.operator), said.operands
            if name == "INLINE IMAGE":
                self._image(operands[0].obj if hasattr(operands[0], "obj") else None, "", state)
                continue
            numbers = _numbers(operands)
            if name == "q":
                kept.append(replace(state))
            elif name == "Q" and kept:
                state = kept.pop()
            elif name == "cm" and len(numbers) == 6:
                state.ctm = times(numbers, state.ctm)
            elif name in ("m", "l", "c", "v", "y") and len(numbers) % 2 == 0:
                spots = zip(numbers[::2], numbers[1::2], strict=True)
                path += [spot(state.ctm, x, y) for x, y in spots]
            elif name == "re" and len(numbers) == 4:
                x, y, w, h = numbers
                corners = ((x, y), (x + w, y), (x, y + h), (x + w, y + h))
                path += [spot(state.ctm, *corner) for corner in corners]
            elif name in _PAINTS:
                self._path(name, path, state)
                path = []
            elif name == "w" and numbers:
                state.width = numbers[0]
            elif name in _COLOURS:
                self._colour(name, operands, numbers, state)
            elif name == "gs":
                self._more(operands[0], state)
            elif name == "Do":
                self._object(operands[0], state)
            elif name == "sh":
                self._shade(operands[0], state)
            elif name == "BT":
                text = line = WHOLE
            elif name == "Tf" and len(operands) == 2:
                state.name, state.size = str(operands[0]), float(operands[1])
                state.font = self._named("/Font", operands[0])
            elif name == "Tr" and numbers:
                state.mode = int(numbers[0])
            elif name in ("Td", "TD") and len(numbers) == 2:
                text = line = times((1, 0, 0, 1, numbers[0], numbers[1]), line)
            elif name == "Tm" and len(numbers) == 6:
                text = line = numbers
            elif name in ("Tj", "TJ", "'", '"'):
                self._text(operands[-1], text, state)

    def _named(self, kind: str, name: Any) -> Any:
        held = self.resources.get(kind)
        return held.get(name) if held is not None else None

    def _path(self, name: str, path: list[tuple[float, float]], state: _State) -> None:
        if not path or name == "n":
            return
        box = around(path)
        if name not in ("S", "s"):
            self._add(Paint("fill", "a filled area", box, state.fill))
        if name not in ("f", "F", "f*"):
            width = state.width * scale(state.ctm)
            self._add(Paint("stroke", "a line", box, state.stroke, width))

    def _add(self, paint: Paint) -> None:
        self.found.paints.append(paint)

    def _colour(self, name: str, operands: Any, numbers: Any, state: _State) -> None:
        import pikepdf

        strokes = name[0].isupper()
        now = state.stroke if strokes else state.fill
        if name in _DIRECT:
            now = Colour(_DIRECT[name], tuple(numbers))
        elif name in ("cs", "CS"):
            now = self._space(operands[0])
        elif operands and isinstance(operands[-1], pikepdf.Name):
            now = Colour(None, ())
        else:
            now = Colour(now.of, tuple(numbers))
        if now.of is not None and len(now.parts) != now.of.count:
            return
        if strokes:
            state.stroke = now
        else:
            state.fill = now

    def _space(self, name: Any) -> Colour:
        from booklet.finding import BookletError

        try:
            of = space(name, self.resources)
        except (BookletError, ValueError, TypeError, AttributeError, KeyError, IndexError):
            return Colour(None, ())
        return Colour(of, of.first)

    def _more(self, name: Any, state: _State) -> None:
        more = self._named("/ExtGState", name)
        if more is None:
            return
        opaque = float(more.get("/ca", 1)) == 1 and float(more.get("/CA", 1)) == 1
        mixed = str(more.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
        masked = str(more.get("/SMask", "/None")) != "/None"
        self.found.see_through |= not opaque or mixed or masked
        if "/LW" in more:
            state.width = float(more.LW)

    def _object(self, name: Any, state: _State) -> None:
        thing = self._named("/XObject", name)
        if thing is None:
            return
        if thing.get("/Subtype") == "/Image":
            self._image(thing, str(name), state)
        elif self.depth < DEEP:
            matrix = tuple(float(part) for part in thing.get("/Matrix", WHOLE))
            inner = replace(state, ctm=times(matrix, state.ctm))
            outer, depth = self.resources, self.depth
            self.run(thing, thing.get("/Resources", outer), inner, depth + 1)
            self.resources, self.depth = outer, depth

    def _image(self, image: Any, name: str, state: _State) -> None:
        if image is None:
            return
        a, b, c, d, _, _ = state.ctm
        wide, high = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        box = around([spot(state.ctm, x, y) for x in (0, 1) for y in (0, 1)])
        width = int(image.get("/Width", image.get("/W", 0)))
        height = int(image.get("/Height", image.get("/H", 0)))
        dense = min(72 * width / wide, 72 * height / high) if wide and high else 0.0
        mask = image.get("/ImageMask", image.get("/IM", False)) is True
        colour = state.fill if mask else self._pixels(image)
        if "/SMask" in image:
            self.found.see_through = True
        bits = 1 if mask else int(image.get("/BitsPerComponent", image.get("/BPC", 8)))
        thing = f"image {name}".rstrip()
        self._add(Paint("image", thing, box, colour, resolution=dense, bits=bits))

    def _pixels(self, image: Any) -> Colour:
        import pikepdf

        value = image.get("/ColorSpace", image.get("/CS"))
        if value is None:
            return Colour(None, ())
        if isinstance(value, pikepdf.Array) and str(value[0]) in ("/Indexed", "/I"):
            value = value[1]
        return self._space(value)

    def _shade(self, name: Any, state: _State) -> None:
        shading = self._named("/Shading", name)
        if shading is not None:
            box = around([spot(state.ctm, x, y) for x in (0, 1) for y in (0, 1)])
            self._add(Paint("shading", "a gradient", box, self._space(shading.ColorSpace)))

    def _text(self, said: Any, text: Matrix, state: _State) -> None:
        import pikepdf

        parts = list(said) if isinstance(said, pikepdf.Array) else [said]
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        if state.font is None or not codes:
            return
        own = str(state.font.get("/BaseFont", state.name)).removeprefix("/").partition("+")
        name = (own[2] or own[0]).rstrip(",")
        self.found.fonts[name] = state.font
        wide = state.font.get("/Subtype") == "/Type0"
        empty = wide and any(codes[n : n + 2] == b"\0\0" for n in range(0, len(codes), 2))
        whole = times(text, state.ctm)
        size = state.size * scale(whole)
        length = len(codes) / (2 if wide else 1) * state.size / 2
        box = around([spot(whole, x, y) for x in (0, length) for y in (0, state.size)])
        if state.mode == 3 and not empty:
            return
        colour = state.stroke if state.mode == 1 else state.fill
        self._add(Paint("text", f"text in {name} {size:.1f} pt", box, colour, size, empty))


_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_DIRECT = {
    "g": GREY,
    "rg": PLAIN_RGB,
    "k": CMYK,
    "G": GREY,
    "RG": PLAIN_RGB,
    "K": CMYK,
}
_COLOURS = frozenset((*_DIRECT, "cs", "CS", "sc", "SC", "scn", "SCN"))


def _numbers(operands: Any) -> tuple[float, ...]:
    found = []
    for operand in operands:
        try:
            found.append(float(operand))
        except (TypeError, ValueError):
            continue
    return tuple(found)


def fonts(followed: Followed) -> Iterator[tuple[str, Any]]:
    """The fonts of a page by name, those in them that hold the shapes."""
    for name, font in followed.fonts.items():
        inner = font.get("/DescendantFonts")
        yield name, inner[0] if inner is not None else font
