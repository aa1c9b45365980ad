"""The watch prints what a change concerns, again and again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from builds import BOOKLET, readers, tray, type_

from booklet.press import changes, watch

WAITING = "waiting for a change; Ctrl-C ends"


class Watch:
    """A watch at work, and what it says."""

    def __init__(self, project: Path, *words: str) -> None:
        self.process = subprocess.Popen(
            [*BOOKLET, "watch", *words],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
        )
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def said(self) -> list[str]:
        """What is said until it waits; sizes and times left out."""
        said = list[str]()
        while WAITING not in said:
            try:
                said.append(self.lines.get(timeout=30))
            except Empty:
                raise AssertionError(f"it went silent after {said}") from None
        return [re.sub(r"  \d+ kB  \d+\.\d s", "", line) for line in said]

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(10)
        finally:
            self.process.kill()
            self.reader.join()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return readers(tmp_path / "book")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_watch_prints_what_a_change_concerns(book: Path) -> None:
    watching = Watch(book, "--only", "en-*-screen")
    chapter = book / "content/02-two.md"
    try:
        assert watching.said() == [
            "out/small-en-a-screen.pdf  1 page",
            "out/small-en-b-screen.pdf  2 pages",
            WAITING,
        ]
        before = tray(book)
        chapter.write_text(chapter.read_text().replace("for B", "of B"))
        again = [
            "changed: content/02-two.md",
            "out/small-en-a-screen.pdf  1 page, pages kept",
            "out/small-en-b-screen.pdf  2 pages",
            WAITING,
        ]
        assert watching.said() == again
        after = tray(book)
        assert {name for name in after if after[name] != before[name]} == {"small-en-b-screen.pdf"}

        # Another build is not told that the watch is writing: it waits.
        assert type_("build", "--project", book, "--only", "en-a-screen").code == 0

        text = chapter.read_text()
        chapter.write_text(f"{text}\n[a](#nowhere)\n")
        broken = watching.said()
        assert broken[:2] == ["changed: content/02-two.md", again[1]]
        assert broken[2].startswith("content/02-two.md:8: error: ")
        assert "not made: small-en-b-screen.pdf" in broken
        assert tray(book) == after

        (book / "booklet.toml").rename(book / "other.toml")
        assert any("booklet.toml" in line for line in watching.said()[1:])
        (book / "other.toml").rename(book / "booklet.toml")
        watching.said()

        chapter.write_text(text)
        assert watching.said()[0] == "changed: content/02-two.md"
        assert tray(book) == after
    finally:
        code = watching.end()
    assert code == 130
    assert watching.lines.get_nowait() == "interrupted; files from before are as they were"


# What is seen of a folder.


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    monkeypatch.setattr(watch, "_LOOK", 0.02)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a")
    return changes(tmp_path)


def test_what_changes_is_told_by_name(tmp_path: Path, seen: Iterator[tuple[str, ...]]) -> None:
    (tmp_path / "content/a.md").write_text("other")
    (tmp_path / "content/b.md").write_text("b")
    (tmp_path / "content/.hidden").write_text("b")
    assert next(seen) == ("content/a.md", "content/b.md")
    (tmp_path / "content/a.md").unlink()
    (tmp_path / "content/b.md").rename(tmp_path / "c.md")
    assert next(seen) == ("content/a.md", "content/b.md", "c.md")


def test_a_change_is_told_when_all_is_still(
    tmp_path: Path, seen: Iterator[tuple[str, ...]]
) -> None:
    """An editor may write a file in several steps; a checkout, many files."""
    stop = time.monotonic() + 0.2

    def write() -> None:
        number = 0
        while time.monotonic() < stop:
            (tmp_path / f"{number}.md").write_text("words")
            number += 1
            time.sleep(0.005)

    writer = threading.Thread(target=write)
    writer.start()
    names = next(seen)
    assert time.monotonic() >= stop
    writer.join()
    assert len(names) == len(list(tmp_path.glob("*.md")))


def test_what_is_printed_is_no_change(tmp_path: Path, seen: Iterator[tuple[str, ...]]) -> None:
    for folder, mark in [("out", ".booklet-lock"), ("venv", "pyvenv.cfg"), (".git", "HEAD")]:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / mark).write_text("")
        (tmp_path / folder / "a.pdf").write_text("")
    (tmp_path / "last.md").write_text("")
    assert next(seen) == ("last.md",)
