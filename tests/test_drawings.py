"""Pictures of what hands do: every step has one, in two weights of line and one colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from small_pdfs import A5, A6, book

from booklet.measure import Paper, points
from booklet.sheets import SCHEMES, Imposition, Picture, Printer, Step, impose, pictures
from booklet.sheets.drawings import DRAWINGS
from booklet.sheets.steps import Kind

SVG = "{http://www.w3.org/2000/svg}"

#: Schemes whose pages are not of A5, and those that do not take as many as one likes.
SIZES = {
    **dict.fromkeys(("quarto", "twins", "halves", "stack", "cards"), A6),
    "zine": Paper("panel", points("74.25mm"), points("105mm")),
    "letter-fold": Paper("panel", points("97mm"), points("210mm")),
    "z-fold": Paper("panel", points("99mm"), points("210mm")),
}
PAGES = {"zine": 8, "letter-fold": 6, "z-fold": 6}


def of(scheme: str, **wanted: object) -> tuple[Picture, ...]:
    """The pictures of a book of forty pages."""
    pdf = book(PAGES.get(scheme, 40), SIZES.get(scheme, A5))
    return pictures(impose(pdf, Imposition(scheme, **wanted)).steps)  # type: ignore[arg-type]


def every_step() -> Iterator[Step]:
    """Steps of every kind, with all that changes their pictures."""
    for kind in get_args(Kind):
        for binding in ("left", "right", "top"):
            grids = ((), (2, 2), (4, 1), (2, 5)) if kind in ("cut", "pile") else ((9, 8), (4,) * 9)
            for parts in grids:
                yield Step(kind, 3, "A4", binding=binding, parts=parts, first=11, last=20)
    for flip in ("short", "long"):
        for lies in (False, True):
            yield Step("print", 3, "A4", flip, lies=lies)


def drawn(step: Step) -> list[Element]:
    return [ElementTree.fromstring(picture.drawing) for picture in pictures([step])]


def digits(root: Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def test_every_kind_of_step_has_a_picture() -> None:
    assert set(DRAWINGS) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("saddle", "print nest fold staple"),
        ("sewn", "print nest fold collate sew"),
        ("perfect", "print fold collate glue"),
        ("quarto", "print fold-twice collate sew trim-head"),
        ("twins", "print cut-across fold staple"),
        ("halves", "print cut-across lay-around fold staple"),
        ("stack", "print cut pile"),
        ("2-up", "print"),
        ("3-up", "print"),
        ("4-up", "print"),
        ("6-up", "print"),
        ("9-up", "print"),
        ("cards", "print cut"),
        ("zine", "print-one zine-1 zine-2 zine-3 zine-4"),
        ("letter-fold", "print letter-1 letter-2"),
        ("z-fold", "print z-1 z-2"),
    ],
)
def test_the_pictures_of_each_scheme(scheme: str, names: str) -> None:
    assert [picture.name for picture in of(scheme)] == names.split()


def test_no_scheme_is_left_out() -> None:
    tried = test_the_pictures_of_each_scheme.pytestmark[0].args[1]
    assert [scheme for scheme, _ in tried] == list(SCHEMES)


def test_a_printer_that_prints_on_one_side_is_fed_twice() -> None:
    fronts, backs, *_ = of("saddle", printer=Printer(manual="reversed"))
    assert (fronts.name, backs.name) == ("print-fronts", "print-backs")
    assert digits(ElementTree.fromstring(fronts.drawing)) == ["1–10"]
    assert digits(ElementTree.fromstring(backs.drawing)) == ["11–20"]


def test_all_stays_on_the_board() -> None:
    for step in every_step():
        for root in drawn(step):
            assert root.get("viewBox") == "0 0 240 150"
            for path in root.iter(f"{SVG}path"):
                numbers = [float(each) for each in re.findall(r"-?[\d.]+", path.attrib["d"])]
                if "Q" in path.attrib["d"]:  # a curve comes half as near to the point it bends to
                    numbers[2:4] = [
                        (start + 2 * bend + end) / 4
                        for start, bend, end in zip(
                            numbers[:2], numbers[2:4], numbers[4:], strict=True
                        )
                    ]
                assert all(0 <= x <= 240 for x in numbers[::2]), (step, path.attrib)
                assert all(0 <= y <= 150 for y in numbers[1::2]), (step, path.attrib)


def test_two_weights_and_one_colour() -> None:
    """Grey printers tell them apart: each of the inks and tints has a lightness of its own."""
    inks, tints = set[str](), set[str]()
    for step in every_step():
        for root in drawn(step):
            for path in root.iter(f"{SVG}path"):
                inks.add(path.attrib["stroke"])
                tints.add(path.attrib["fill"])
    assert inks == {"#20282c", "#b35a1f"}
    assert tints == {"none", "#ffffff", "#e3ebeb", "#c3d1d2"}
    greys = sorted(map(grey, inks | tints - {"none"}))
    assert all(after - before > 0.05 for before, after in pairwise(greys))


def grey(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", [kind for kind in get_args(Kind) if "print" not in kind])
def test_what_opens_from_the_right_is_mirrored_and_its_digits_are_not(kind: Kind) -> None:
    left, right = (drawn(Step(kind, 3, binding=binding)) for binding in ("left", "right"))
    for one, other in zip(left, right, strict=True):
        assert digits(one) == digits(other)
        assert "scale" not in ElementTree.tostring(other, "unicode")
        assert abscissae(other) == pytest.approx(sorted(240 - x for x in abscissae(one)), abs=0.11)
        assert off_middle(one) == [] or off_middle(one) != off_middle(other)


def off_middle(root: Element) -> list[str]:
    """Where digits stand that are not in the middle."""
    return [x for text in root.iter(f"{SVG}text") if (x := text.attrib["x"]) != "120.0"]


def abscissae(root: Element) -> list[float]:
    """How far from the left everything stands, in order."""
    paths = (re.findall(r"-?[\d.]+", path.attrib["d"])[::2] for path in root.iter(f"{SVG}path"))
    words = (text.attrib["x"] for text in root.iter(f"{SVG}text"))
    return sorted(float(x) for x in [*(x for path in paths for x in path), *words])


@pytest.mark.parametrize("binding", ["left", "right"])
def test_printers_do_not_read(binding: str) -> None:
    kinds = ("print", "print-one", "print-fronts", "print-backs")
    for kind in kinds:
        [picture] = pictures([Step(kind, 3, binding=binding)])  # type: ignore[arg-type]
        [plain] = pictures([Step(kind, 3)])  # type: ignore[arg-type]
        assert picture.drawing == plain.drawing


@pytest.mark.parametrize(
    ("flip", "lies", "upright"),
    [("short", True, True), ("long", False, True), ("long", True, False), ("short", False, False)],
)
def test_the_edge_about_which_a_sheet_turns(flip: str, lies: bool, upright: bool) -> None:
    """A lying sheet that turns about its short edge turns like the page of a book."""
    [root] = drawn(Step("print", 3, "A4", flip, lies=lies))  # type: ignore[arg-type]
    [edge] = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray") == "7 5"]
    x, y, to_x, to_y = (float(each) for each in re.findall(r"[\d.]+", edge.attrib["d"]))
    assert (x == to_x, y == to_y) == (upright, not upright)
    sheet = next(root.iter(f"{SVG}path"))
    xs = abscissae_of(sheet)
    ys = [float(each) for each in re.findall(r"[\d.]+", sheet.attrib["d"])][1::2]
    assert (max(xs) - min(xs) > max(ys) - min(ys)) is lies


def abscissae_of(path: Element) -> list[float]:
    return [float(each) for each in re.findall(r"[\d.]+", path.attrib["d"])][::2]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((), []),
        ((10,), []),
        ((4, 3, 3), ["4 + 3 + 3"]),
        ((4,) * 6, ["4 + 4 + 4 + 4 + 4 + 4"]),
        ((4, 4, 4, 4, 4, 4, 3), ["4 + 4 + 4 + … + 3"]),
    ],
)
def test_how_many_sheets_each_part_has(parts: tuple[int, ...], told: list[str]) -> None:
    assert digits(drawn(Step("nest", 4, parts=parts))[0]) == told


def test_sheets_that_are_folded_are_nested_so() -> None:
    nest = Step("nest", 2, parts=(2, 2))
    assert pictures([Step("fold-twice"), nest])[1].drawing != pictures([nest])[0].drawing


def test_the_panels_of_a_zine_are_those_of_its_plan() -> None:
    fold, cut, push, close = drawn(Step("zine"))
    assert digits(fold) == digits(cut) == ["7", "8", "6", "1", "5", "2", "4", "3"]
    turned = [
        text.text for text in fold.iter(f"{SVG}text") if "rotate(180" in text.get("transform", "")
    ]
    assert turned == ["7", "6", "5", "4"]
    assert "".join(digits(push)) == "8312"
    assert digits(close) == ["1"]


def test_the_same_steps_give_the_same_bytes() -> None:
    assert [pictures([step]) for step in every_step()] == [
        pictures([step]) for step in every_step()
    ]
