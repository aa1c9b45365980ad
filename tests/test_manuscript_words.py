"""The law of the manuscript: every word is printed once, or its author is told."""

from __future__ import annotations

import itertools
import re
from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.manuscript.allowed import words
from booklet.manuscript.blocks import kinds
from booklet.manuscript.passage import Passage, Setter
from booklet.manuscript.sources import Source, uncommented
from booklet.manuscript.tongue import Tongue
from booklet.project.locales import locale

SETTER = Setter(Tongue(locale("en"), ["quotes"]))
KINDS = kinds(["quotes"])

#: What chapters are made of; W is a word, N is a number of its own.
SCRAPS = """
W W
W
---
W *W* **W** `W`
W
---
- W
- W

    W
---
1. W
2. W
    - W
---
| W | W |
|---|:-:|
| W | W |
---
## W W {#idN}
---
W
====
---
> W
> W
---
/// callout | W
    type: question

W
///
---
//// columns

### W

/// quotes | ann
///

### W
////
---
- W

    /// worksheet
        lines: 2
    W
    ///
---
```
W
```
---
    W
---
W[^nN] W

[^nN]: W
    W
---
W [W](x.md) [W][rN]

[rN]: http://x.y
---
![W](x.png) <b>W</b> "W" 'W' it's \\[W\\] <http://aN.b> W & W < W
---
<div class="x">
W
</div>
---
W
:   W
---
W  
W {: .y }
{: .z }
---
<!-- never -->
W
""".strip("\n").split("\n---\n")  # noqa: W291 - two spaces break a line

#: What slips in, or out, when somebody types fast.
SLIPS = [
    *(
        "\n",
        "\n\n",
        "    ",
        "///",
        "/// ",
        "> ",
        "- ",
        "1. ",
        "| ",
        "```",
        "~~~",
        "`",
        "*",
        "**",
        "_",
    ),
    *(
        "[",
        "]",
        "](",
        "[^",
        "]:",
        "(",
        ")",
        "<",
        "</",
        "<b>",
        "</b>",
        "<p>",
        "<div>",
        "</div>",
        "<!--",
    ),
    *("-->", "<?", "<![", "{:", "{#a}", "#", "=", "---", ":", "!", '"', "'", "&", "\\", "\t", ";"),
]


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """Chapters in which each word stands once, with a few slips."""
    scraps = draw(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=4))
    text = "\n\n".join(scrap.replace("N", str(n)) for n, scrap in enumerate(scraps))
    numbers = itertools.count()
    text = re.sub(r"\bW\b", lambda _: f"zw{next(numbers)}q", text)
    for _ in range(draw(st.integers(0, 3))):
        spot = draw(st.integers(0, len(text)))
        if draw(st.booleans()):
            text = text[:spot] + draw(st.sampled_from(SLIPS)) + text[spot:]
        elif not text[spot : spot + 1].isalnum():
            text = text[:spot] + text[spot + 1 :]
    return text


def printed(text: str) -> Passage:
    body = uncommented(text).expandtabs(4)
    source = Source(PurePath("01-one.md"), text, body)
    return SETTER.passage(source, body, KINDS)


def shown(passage: Passage) -> str:
    """The words of a passage: its text, what pictures show, and the language of code."""
    spoken = re.findall(r'(?:alt|title|class)="([^"]*)"', passage.html)
    return " ".join([words(str(passage.html)), *spoken])


@pytest.mark.slow
@settings(max_examples=300)
@given(chapters())
def test_every_word_is_printed_once_or_told(text: str) -> None:
    passage = printed(text)
    if not passage.findings:
        wanted = re.findall(r"zw\d+q", uncommented(text))
        found = shown(passage)
        assert {word: found.count(word) for word in wanted} == dict.fromkeys(wanted, 1)


@pytest.mark.slow
@settings(max_examples=200)
@given(chapters())
def test_nothing_is_printed_that_was_meant_as_a_sign(text: str) -> None:
    passage = printed(text)
    if not passage.findings:
        plain = re.sub(r"(?s)<(pre|code).*?</\1>", "", str(passage.html))
        assert not re.search(r"(?m)^\s*///+ *\w|\{: ?\.\w+ ?\}|\[\^\d\]|<!--", plain)


@pytest.mark.slow
@given(chapters() | st.text(max_size=80))
def test_any_chapter_is_set_or_told(text: str) -> None:
    passage = printed(text)
    lines = text.count("\n") + 1
    places = [finding.place for finding in passage.findings]
    assert all(place and (place.line is None or 1 <= place.line <= lines) for place in places)
    assert printed(text) == passage


@given(st.text(st.sampled_from("*_`[](){}<>&#-+1.:|/\"' az\\^=~!")))
def test_any_line_is_set_or_told(text: str) -> None:
    """What would begin a list, a heading or a table means nothing in a title."""
    passage = SETTER.line(Source(PurePath("01-one.md"), "", ""), text.strip(), 7)
    assert {finding.place.line for finding in passage.findings if finding.place} <= {7}
    if not passage.findings:
        assert re.findall(r"</?(?:p|ul|ol|h\d|table|blockquote|pre|hr)\b", passage.html) == []
        letters = [sign for sign in words(passage.html) if sign in "az"]
        assert letters == [sign for sign in text if sign in "az"] or set("[<&{") & set(text)
