"""The files of a project: which are read, which are refused, and that none is lost in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import SETTINGS, book, picture, read, told

from booklet.project import Unreadable, files, hidden, load, read_text
from booklet.project import read as read_bytes

ONE = "# One\n\nWords.\n"


def refused(root: Path, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(root, name)
    return f"{caught.value} [{caught.value.code}]"


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    assert refused(tmp_path, "a.md") == "there is no file 'a.md' [file-missing]"
    assert refused(tmp_path, "a\0b") == "there is no file 'a\0b' [file-missing]"
    assert refused(tmp_path, "loop") == "there is no file 'loop' [file-missing]"
    assert refused(tmp_path, "folder") == (
        "'folder' can't be read: is a directory [file-unreadable]"
    )
    assert refused(tmp_path, "pipe") == "'pipe' is not a plain file [file-odd]"


def test_files_outside(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (tmp_path / "secret").write_text("x")
    (root / "inside").write_text("y")
    (root / "link").symlink_to("../secret")
    (root / "deep").symlink_to("..", target_is_directory=True)
    (root / "near").symlink_to("inside")
    for name in ("../secret", "link", "deep/secret", str(tmp_path / "secret")):
        assert refused(root, name) == f"'{name}' lies outside the project [file-outside]"
    assert read_bytes(root, "near") == b"y"
    assert read_bytes(root, root / "inside") == b"y"


def test_files_that_are_too_large(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(files.TEXT_LIMIT + 1)
    assert len(read_bytes(tmp_path, "large")) == files.TEXT_LIMIT + 1
    with pytest.raises(Unreadable, match=r"^'large' is larger than 4 MiB$"):
        read_text(tmp_path, "large")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("é".encode(), "é"),
        (b"", ""),
    ],
)
def test_texts(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_text(tmp_path, "a.md") == text


def test_a_text_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("eins\nz\u00fcei".encode("latin-1"))
    with pytest.raises(Unreadable, match=r"^'a.md' is not UTF-8: line 2 holds another encoding$"):
        read_text(tmp_path, "a.md")


# Characters that nobody sees


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\tb\nc", []),
        ("می‌خواهم é 👩‍👩‍👧 soft\u00adhyphen \u200fRTL", []),
        ("a\n\u202eb\x07", [(2, "U+202E"), (2, "U+0007")]),
        ("a\x00", [(1, "U+0000")]),
        ("\ufeffa", [(1, "U+FEFF")]),
        ("a\u2028b", [(1, "U+2028")]),
        ("\U000e0041", [(1, "U+E0041")]),
        ("\u2066a\u2069", []),
        (
            "a\n\u2067b\nc\u2069",
            [(2, "an isolate that is not closed on its line")] * 1
            + [(3, "an isolate that is not closed on its line")],
        ),
    ],
)
def test_hidden_characters(text: str, found: list[tuple[int, str]]) -> None:
    assert list(hidden(text)) == found


@given(st.text())
def test_what_is_not_hidden_survives_utf_8(text: str) -> None:
    if not list(hidden(text)):
        assert text.encode().decode() == text


# Chapters and data


def names(root: Path) -> list[str]:
    return [path.name for path in load(root).chapters]


def test_chapters_stand_as_their_authors_count(tmp_path: Path) -> None:
    files = dict.fromkeys(["10-end.md", "2-middle.md", "1-start.md", "about.md"], ONE)
    assert names(book(tmp_path, files)) == ["1-start.md", "2-middle.md", "10-end.md", "about.md"]


def test_leftovers_of_editors_are_no_chapters(tmp_path: Path) -> None:
    files = {"01-one.md": ONE, "._01-one.md": b"\x00\x05\x16", ".#01-one.md": "x", "01-one.md~": ""}
    root = book(tmp_path, files)
    assert names(root) == ["01-one.md"]
    assert told(root) == ""


def test_what_looks_like_a_part_of_the_book_and_is_none(tmp_path: Path) -> None:
    files = {
        "01-one.md": ONE,
        "02-two.MD": ONE,
        "03-three.markdown": ONE,
        "part/04-four.md": ONE,
        "quotes.yml": "a: {b: c}",
        "notes.txt": "mine",
    }
    assert told(book(tmp_path, files)) == picture("""
        content/02-two.MD: warning: this file is not in the book [chapter-left-out]
          hint: rename it to 02-two.md
        content/03-three.markdown: warning: this file is not in the book [chapter-left-out]
          hint: rename it to 03-three.md
        content/part/04-four.md: warning: this file is not in the book [chapter-left-out]
          hint: chapters and data stand in content/ itself
        content/quotes.yml: warning: this file is not in the book [data-left-out]
          hint: rename it to quotes.yaml
    """)


def test_chapters_that_can_not_be_read(tmp_path: Path) -> None:
    root = book(tmp_path, {"02-two.md": "# Two\n\ncaf\u00e9".encode("latin-1")})
    (tmp_path.parent / "secret.md").write_text("# Secret")
    (root / "content/01-one.md").symlink_to("../../secret.md")
    os.mkfifo(root / "content/03-three.md")
    (root / "content/04-four.md").mkdir()
    (root / "content/05-five.md").write_bytes(b"x" * (files.TEXT_LIMIT + 1))
    assert told(root) == picture("""
        content/01-one.md: error: 'content/01-one.md' lies outside the project [file-outside]
        content/02-two.md: error: 'content/02-two.md' is not UTF-8: line 3 holds another encoding [file-encoding]
          hint: save it again, with the encoding UTF-8
        content/03-three.md: error: 'content/03-three.md' is not a plain file [file-odd]
        content/04-four.md: error: 'content/04-four.md' can't be read: is a directory [file-unreadable]
        content/05-five.md: error: 'content/05-five.md' is larger than 4 MiB [file-large]
    """)  # noqa: E501 - as it is printed


def test_lines_count_from_any_system(tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: One\r\n---\r\n\r\nWords.\r\n\r\n/// callot\r\n///\r\n"
    assert told(book(tmp_path, {"01-one.md": text.encode()})).startswith(
        "content/01-one.md:7: error: no block is called 'callot' [block-unknown]"
    )


def test_a_project_by_way_of_a_link(tmp_path: Path) -> None:
    root = tmp_path / "book"
    root.mkdir()
    (tmp_path / "link").symlink_to("book", target_is_directory=True)
    book(root, {"01-one.md": ONE}, SETTINGS)
    assert read(tmp_path / "link").chapters[0].html == "<p>Words.</p>"
