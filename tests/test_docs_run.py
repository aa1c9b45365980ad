"""The documents are run: what they show is what happens.

Each document is typed into a terminal of its own, the manual's chapters into one; "Write `name`:"
above a block makes that file.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from documents import MANUAL, ROOT, Block, blocks, documents
from terminal import Terminal

TEXTS = {path.name: [path] for path in documents() if path.parent != MANUAL} | {
    "the manual": sorted(MANUAL.glob("*.md"))
}


def shown(block: Block) -> list[tuple[str, str]]:
    """Split a block into its commands and what the text says that each prints."""
    parts = re.split(r"(?m)^\$ (.+)\n", block.text)
    assert parts[0] == "", f"{block} does not begin with $"
    return list(zip(parts[1::2], parts[2::2], strict=True))


def normal(text: str) -> str:
    """Take out what differs from one run to the next.

    >>> normal("out/a.pdf  5 pages  41 kB  1.1 s")
    'out/a.pdf  5 pages  N kB  N s'
    """
    for pattern, word in (
        (r"\d+ kB", "N kB"),
        (r"\d+\.\d s\b", "N s"),
        (r"\d+ entries, [\d.]+ MB", "N entries, N MB"),
        (r"(?m)^(made .*\n.*?) +[\d.]+ +[\d.]+ MB$", r"\1  N  N MB"),  # at the end of a run
        (r'"(bytes|seconds)": [\d.]+', r'"\1": N'),
    ):
        text = re.sub(pattern, word, text)
    return text


def shortened(text: str, said: str) -> str:
    r"""Shorten what was printed as the text does: a line of three full stops stands for some.

    >>> shortened("one\ntwo\nthree\n", "one\n...\nthree\n")
    'one\n...\nthree\n'
    >>> shortened("one\ntwo\n", "one\n...\nthree\n")
    'one\ntwo\n'
    """
    parts = re.split(r"(?m)^\.\.\.\n", said)
    looked_for = r"(?:.*\n)+".join(map(re.escape, parts))
    return said if len(parts) > 1 and re.fullmatch(looked_for, text) else text


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_commands_print_what_the_text_says(name: str, tmp_path: Path):
    terminal = Terminal(tmp_path)
    said, printed = [], []
    for block in (block for path in TEXTS[name] for block in blocks(path)):
        if block.file:
            terminal.follow(block)
        for command, text in shown(block) if block.kind == "console" else ():
            answer = terminal.type(command)
            here = f"{block} $ {command}\n"
            said.append(here + normal(text))
            printed.append(here + shortened(normal(answer.text), normal(text)))
            # A check tells what is wrong without being wrong itself.
            wrong = re.search(r"(?m)(?:^| )error: ", text) and "i18n check" not in command
            assert (answer.code != 0) == bool(wrong), answer.text
    assert printed == said


def test_files_and_commands_are_found():
    """Guard the guard: an empty list of blocks would please the test above."""
    found = [block for path in documents() for block in blocks(path)]
    commands = [command for b in found if b.kind == "console" for command, _ in shown(b)]
    files = [b.file for b in found if b.file]
    assert {"python3 build.py", "python3 build.py test", "booklet build"} <= set(commands)
    assert ("write", "booklet.toml") in files
    assert ("add to", "booklet.toml") in files


@pytest.mark.slow
def test_the_manual_is_set_without_findings(tmp_path: Path):
    terminal = Terminal(tmp_path)
    answer = terminal.booklet(["build", "--project", "docs"])
    assert answer.code == 0
    assert not re.findall(r".*(?:warning|error|hint):.*", answer.text)
    assert len(list((terminal.press / "docs/out").glob("*.pdf"))) == 3


@pytest.mark.slow
def test_the_picture_shows_the_first_book_of_today(tmp_path: Path):
    from PIL import Image, ImageChops, ImageStat

    terminal = Terminal(tmp_path)
    assert (
        terminal.booklet(
            ["build", "--locale", "en-GB", "--audience", "general", "--format", "screen"]
        ).code
        == 0
    )
    assert terminal.picture([]).code == 0
    committed = ROOT / "docs/images/first-book.png"
    today = Image.open(terminal.press / "docs/images/first-book.png").convert("RGB")
    apart = ImageChops.difference(Image.open(committed).convert("RGB"), today)
    # A word more or less does not make it another picture; a page does.
    assert sum(ImageStat.Stat(apart).mean) / 3 < 4, "run .venv/bin/python docs/picture.py"
    assert committed.stat().st_size < 300_000
