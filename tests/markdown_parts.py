"""Pieces of Markdown to make messages of, and what Python-Markdown makes of a message."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import strategies as st
from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import Registry

ROOT = Path(__file__).parent.parent

#: Whole signs.
SIGNS = (
    *("[words](https://x.org)", "[two *words*](page.md#part 'A title')", "![alt](a.png)", "[w][n]"),
    *("[![alt](a.png)](b.md)", "<https://x.org>", "<me@x.org>", "[^1]", "`code`", "``c`d``"),
    *("**bold**", "*it*{.x}", "_it_", "***both***", "<b>x</b>", '<i title="t">y</i>', "<br>"),
    *("&amp;", "&#8212;", "\\*", "\\[", "%(num)s", "%s", "{{ name }}", "https://x.org/a_b?c=d"),
)

#: Halves of them, and words.
SCRAPS = (
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "<",
        ">",
        "{",
        "}",
        "`",
        "``",
        "*",
        "**",
        "_",
        "\\",
        "&",
        "%",
    ),
    *(
        "!",
        "^",
        '"',
        "'",
        "=",
        ":",
        "://",
        "www.",
        "/",
        "a",
        "b c",
        "Straße",
        "كلمة",
        "言葉",
        "7",
        " ",
    ),
)

messages = st.lists(st.sampled_from([*SIGNS, *SCRAPS]) | st.text(max_size=4), max_size=12).map(
    "".join
)

#: The same, of these pieces alone.
scraps = st.lists(st.sampled_from([*SIGNS, *SCRAPS]), max_size=6).map("".join)

_WORDS = (
    "Hello",
    "a few words",
    "x",
    "Über",
    "don't",
    "42",
    "(so)",
    "كلمة",
    "of snake_case,",
    "5 % of",
)

#: Messages as people write them: whole signs, with words between.
sensible = st.lists(st.sampled_from([*SIGNS, *_WORDS]), min_size=1, max_size=8).map(" ".join)


def paragraphs() -> list[str]:
    """What the first book says, paragraph by paragraph."""
    found = list[str]()
    for path in sorted((ROOT / "content").glob("*.md")):
        text = re.sub(r"\[\^\w+\](?!:)", "[^1]", path.read_text("utf-8").partition("\n---\n")[2])
        text = re.sub(r"\s*\{: (?:only|not)=[^}]*\}", "", text)  # no part of any message
        for block in re.split(r"\n\s*\n", text):
            if not block.startswith(("///", "|", "[^")):
                found.append(" ".join(re.sub(r"(?m)^(#+|-|\d+\.|:) +|^///$", "", block).split()))
    return list(filter(None, found))


class _Message(Extension):
    """Paragraphs alone, a note called 1 and an address called n."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.preprocessors = Registry()
        # Whether [n] is a link no message can tell; the book writes it as [n][n] for translators.
        md.inlinePatterns.deregister("short_reference")
        md.inlinePatterns.deregister("short_image_ref")
        md.parser.blockprocessors = Registry()
        md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "paragraph", 10)


class _Skeleton(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = list[tuple[str, tuple[tuple[str, str | None], ...]]]()
        self.words = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((key, value) for key, value in attrs if key not in ("alt", "title"))
        self.found.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        if self.found[-1][0] == "code":
            self.found.append((f"code {data}", ()))
        self.words.append(data)


_NOTES = FootnoteExtension()
_MARKDOWN = Markdown(extensions=["attr_list", _NOTES, _Message()], output_format="html")


def html(message: str) -> str:
    """Set a message as a paragraph."""
    _MARKDOWN.reset()
    _MARKDOWN.references = {"n": ("https://n.org", "")}
    _NOTES.footnotes["1"] = "A note."
    return _MARKDOWN.convert(message).partition('<div class="footnote">')[0]


def skeleton(message: str) -> list[tuple[str, tuple[tuple[str, str | None], ...]]]:
    """The tags of a message, their attributes without words for readers, and the code."""
    read = _Skeleton()
    read.feed(html(message))
    return read.found


def plain(message: str) -> str:
    """The words of a message as they are printed."""
    read = _Skeleton()
    read.feed(re.sub(r"<sup.*?</sup>", "", html(message)))  # the numbers of notes
    return " ".join("".join(read.words).split())
