"""Lengths and paper."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.measure import PAPERS, UNITS, Paper, millimetres, paper, points


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("72pt", 72),
        ("1in", 72),
        (" 2.54 cm ", 72),
        ("25.4mm", 72),
        ("25400um", 72),
        (".5in", 36),
        ("0", 0),
        ("0.0", 0),
    ],
)
def test_lengths(text: str, length: float) -> None:
    assert points(text) == pytest.approx(length)


@pytest.mark.parametrize("text", ["", "3", "3 miles", "-3mm", "3mm 4mm", "1e3mm", "mm", "3,5mm"])
def test_what_is_no_length(text: str) -> None:
    wrong = f"'{text}' is not a length; write for example 3mm, 0.5in or 12pt"
    with pytest.raises(ValueError, match=re.escape(wrong)):
        points(text)


@given(st.text(max_size=20))
def test_any_text_is_a_length_or_told(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert points(text) >= 0


@given(st.integers(0, 10**7), st.sampled_from(sorted(UNITS)))
def test_millimetres_are_read_back(hundredths: int, unit: str) -> None:
    length = points(f"{hundredths / 100:.2f}{unit}")
    assert points(millimetres(length).replace(" ", "")) == pytest.approx(length, abs=0.015)


def test_sizes_are_upright() -> None:
    assert [size.name for size in PAPERS.values() if size.width >= size.height] == []


def test_unfolding_takes_back_a_fold() -> None:
    pairs = {size.name: size.folded.name for size in PAPERS.values() if size.folded}
    assert pairs == {
        "A3": "A4",
        "A4": "A5",
        "A5": "A6",
        "A6": "A7",
        "Tabloid": "Letter",
        "Letter": "half-letter",
        "half-letter": "quarter-letter",
        "Legal": "half-legal",
    }
    back = {size.unfolded.name: size.name for size in PAPERS.values() if size.unfolded}
    assert back == pairs


def test_a_size_of_no_known_half() -> None:
    square = Paper("square", 400, 400)
    assert square.folded is None
    assert square.unfolded is None


@given(st.sampled_from([size.name for size in PAPERS.values()]), st.booleans())
def test_paper_is_named_in_any_case(name: str, upper: bool) -> None:
    assert paper(name.upper() if upper else name.lower()).name == name


def test_unknown_paper() -> None:
    with pytest.raises(ValueError, match=r"^no paper is called 'A9'; there are: A3, A4, A5, "):
        paper("A9")
