"""A store gives back what was put into it, or nothing; and is never in the way."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from booklet import whole
from booklet.cli import cli
from booklet.store import NOWHERE, Stats, Store, digest


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def key(of: object) -> str:
    return digest(str(of))


def files(store: Store) -> list[Path]:
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def test_what_is_put_is_found(store: Store) -> None:
    assert store.get("pages", key(1)) is None
    store.put("pages", key(1), b"one")
    assert store.get("pages", key(1)) == b"one"
    assert store.get("pages", key(2)) is None
    assert store.get("survey", key(1)) is None
    store.put("pages", key(1), b"another")
    assert store.get("pages", key(1)) == b"another"
    store.put("pages", key(2), b"")
    assert store.get("pages", key(2)) == b""
    assert store.stats().entries == 2


@pytest.mark.parametrize("data", [b"\n", b"\n\n\0", bytes(range(256)) * 300], ids=repr)
def test_any_bytes_are_kept(store: Store, data: bytes) -> None:
    store.put("pages", key(1), data)
    assert store.get("pages", key(1)) == data


def test_parts_of_a_key_are_told_apart() -> None:
    keys = {digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", ""), digest()}
    assert len(keys) == 5
    assert digest("ü") == digest("ü".encode())


# Damage.


def truncated(entry: Path, chance: random.Random) -> None:
    data = entry.read_bytes()
    entry.write_bytes(data[: chance.randrange(len(data))])


def lengthened(entry: Path, chance: random.Random) -> None:
    entry.write_bytes(entry.read_bytes() + chance.randbytes(chance.randint(1, 9)))


def flipped(entry: Path, chance: random.Random) -> None:
    data = bytearray(entry.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    entry.write_bytes(data)


def flipped_in_the_head(entry: Path, chance: random.Random) -> None:
    data = bytearray(entry.read_bytes())
    data[chance.randrange(data.index(b"\n", 20))] ^= 1 << chance.randrange(8)
    entry.write_bytes(data)


def emptied(entry: Path, chance: random.Random) -> None:
    entry.write_bytes(b"" if chance.random() < 0.5 else bytes(entry.stat().st_size))


def foreign(entry: Path, chance: random.Random) -> None:
    entry.write_bytes(chance.choice([b"%PDF-1.7\n", b"booklet-store 1\n3 abc\n", b"\n\n\n", b"{}"]))


def swapped(entry: Path, chance: random.Random) -> None:
    """Two whole entries, each in the place of the other."""
    other = chance.choice([path for path in entry.parents[2].rglob("*/*/*") if path != entry])
    mine, theirs = entry.read_bytes(), other.read_bytes()
    entry.write_bytes(theirs)
    other.write_bytes(mine)


def a_folder(entry: Path, chance: random.Random) -> None:
    entry.unlink()
    entry.mkdir()
    if chance.random() < 0.5:
        (entry / "page").write_text("words")


DAMAGES = (
    *(truncated, lengthened, flipped, flipped_in_the_head),
    *(emptied, foreign, swapped, a_folder),
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_as_good_as_none(
    tmp_path: Path, damage: Callable[[Path, random.Random], None]
) -> None:
    """More than 300 in all, and never a wrong answer; what is not damaged is still there."""
    chance = random.Random(7)
    for turn in range(40):
        store = Store(tmp_path / str(turn))
        for number in range(3):
            store.put("pages", key((turn, number)), f"pages {turn} {number}\n".encode() * 9)
        damage(chance.choice(files(store)), chance)
        for number in range(3):
            found = store.get("pages", key((turn, number)))
            assert found in (None, f"pages {turn} {number}\n".encode() * 9)
        gone = [number for number in range(3) if store.get("pages", key((turn, number))) is None]
        assert len(gone) == (2 if damage is swapped else 1)
        for number in gone:  # it is made again
            store.put("pages", key((turn, number)), b"again")
            expected = None if damage is a_folder else b"again"
            assert store.get("pages", key((turn, number))) == expected


# Its size.


def test_what_was_not_used_for_the_longest_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most=5 * 1200)
    for number in range(10):
        store.put("pages", key(number), bytes(1000))
        entry = store._path("pages", key(number))
        os.utime(entry, (number, number))
    assert store.stats().entries == 10
    assert store.get("pages", key(0)) is not None  # it is used again
    store.trim()
    left = [number for number in range(10) if store.get("pages", key(number)) is not None]
    assert left == [0, 6, 7, 8, 9]
    assert store.stats().size <= store.most
    store.trim()
    assert store.stats().entries == 5


def test_what_is_no_entry_takes_no_room(store: Store) -> None:
    store.put("pages", key(1), b"one")
    before = store.stats()
    (store.folder / "pages/ab").mkdir()
    (store.folder / "pages/ab/folder").mkdir()
    (store.folder / "pages/ab/.booklet-1.part").write_bytes(b"unfinished")
    (store.folder / "readme").write_text("words")
    assert store.stats() == before
    assert store.clear() == before
    assert [path.name for path in files(store)] == [".lock", "readme"]
    assert store.stats() == Stats(0, 0)


def test_a_store_that_somebody_else_shrinks_is_left_to_them(store: Store) -> None:
    store.put("pages", key(1), b"one")
    lock = whole.lock(store.folder / ".lock")
    assert lock
    with lock:
        assert store.clear() == Stats(0, 0)
        assert store.get("pages", key(1)) == b"one"
    assert store.clear().entries == 1


def test_a_writer_may_lose_its_entry_and_no_more(store: Store) -> None:
    """Whoever shrinks a store sweeps up what is unfinished; that may be of this moment."""
    stop = threading.Event()

    def shrink() -> None:
        while not stop.is_set():
            store.clear()

    thread = threading.Thread(target=shrink)
    thread.start()
    try:
        for number in range(200):
            store.put("pages", key(number), b"words")
            assert store.get("pages", key(number)) in (None, b"words")
    finally:
        stop.set()
        thread.join()


WRITER = """
import sys
from pathlib import Path
from booklet.store import Store, digest
store = Store(Path(sys.argv[1]))
for number in range(150):
    store.put("pages", digest("same"), sys.argv[2].encode() * 20_000)
    found = store.get("pages", digest("same"))
    assert found in (b"a" * 20_000, b"b" * 20_000), found
"""


def test_two_may_put_the_same_thing(store: Store) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(store.folder), letter])
        for letter in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert store.stats().entries == 1
    assert len(files(store)) == 1


# A store that can't be used.


def useless(folder: Path) -> None:
    store = Store(folder)
    store.put("pages", key(1), b"one")
    assert store.get("pages", key(1)) is None
    store.trim()
    assert store.stats() == store.clear() == Stats(0, 0)


def test_a_store_that_is_nowhere(tmp_path: Path) -> None:
    useless(NOWHERE.folder)
    (tmp_path / "file").write_text("words")
    useless(tmp_path / "file")
    useless(tmp_path / "file/below")
    assert (tmp_path / "file").read_text() == "words"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")
def test_a_store_that_can_only_be_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("pages", key(1), b"one")
    folders = [store.folder, *(path for path in store.folder.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        if os.access(store.folder, os.W_OK):
            pytest.skip("nothing is forbidden to this user")
        assert store.get("pages", key(1)) == b"one"
        store.put("pages", key(2), b"two")
        store.trim()
        assert store.get("pages", key(2)) is None
        assert store.clear() == Stats(0, 0)
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_store_on_a_full_disk(small_disk: Path) -> None:
    store = Store(small_disk / "store")
    store.put("pages", key(1), b"one")
    store.put("pages", key(2), bytes(2_000_000))
    assert store.get("pages", key(2)) is None
    assert store.get("pages", key(1)) == b"one"
    assert store.stats().entries == 1
    assert not list(small_disk.rglob("*.part"))
    store.put("pages", key(3), bytes(100_000))  # there is room again
    assert store.get("pages", key(3)) == bytes(100_000)


# The command.


def typed(*words: str) -> str:
    done = CliRunner().invoke(cli, ["store", *words])
    assert done.exit_code == 0
    return done.output


def test_the_user_sees_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKLET_STORE", str(tmp_path / "kept"))
    store = Store(tmp_path / "kept")
    assert typed("stats") == f"{tmp_path / 'kept'}: 0 entries, 0.0 MB\n"
    assert typed("clear") == "thrown away: 0 entries, 0.0 MB\n"
    assert not (tmp_path / "kept").exists()
    store.put("pages", key(1), bytes(120_000))
    assert typed("stats") == f"{tmp_path / 'kept'}: 1 entry, 0.1 MB\n"
    store.put("pages", key(2), bytes(1_900_000))
    assert typed("stats") == f"{tmp_path / 'kept'}: 2 entries, 2.0 MB\n"
    assert typed("clear") == "thrown away: 2 entries, 2.0 MB\n"
    assert typed("stats") == f"{tmp_path / 'kept'}: 0 entries, 0.0 MB\n"


def test_where_the_store_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOOKLET_STORE")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    for platform, place in [
        ("linux", ".cache/booklet-press"),
        ("darwin", "Library/Caches/booklet-press"),
        ("win32", "booklet-press/store"),
    ]:
        monkeypatch.setattr(sys, "platform", platform)
        assert typed("stats") == f"{tmp_path / place}: 0 entries, 0.0 MB\n"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    assert typed("stats") == f"{tmp_path / 'caches/booklet-press'}: 0 entries, 0.0 MB\n"
