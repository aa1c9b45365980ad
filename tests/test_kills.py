"""Whatever is killed, at whatever moment: a file is whole, or as it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builds import BOOKLET, build, readers, tray, type_
from workshop import make

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc"),
]

KILLER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from killer import torment

project = Path(sys.argv[2])
texts = [(project.parent / f"{n}.md").read_text() for n in range(2)]
clean = [project.parent / f"clean{n}" for n in range(2)]
expected = [{path.name: path.read_bytes() for path in folder.glob("*.pdf")} for folder in clean]
states = [lambda text=text: (project / "content/01-one.md").write_text(text) for text in texts]
killed = torment(project, states, expected, 200)
print(*(f"{name}={count}" for name, count in killed.items()))
"""


def test_two_hundred_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = readers(tmp_path / "book")
    text = (book / "content/01-one.md").read_text()
    for number, state in enumerate([text, text.replace("For all", "For every one of us")]):
        (tmp_path / f"{number}.md").write_text(state)
        (book / "content/01-one.md").write_text(state)
        clean = tmp_path / f"clean{number}"
        assert (
            build(book, "--audience", "b", "--locale", "en", "--output", clean, "--fresh").code == 0
        )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", KILLER, str(Path(__file__).parent), str(book)],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    killed = {name: int(count) for name, count in (each.split("=") for each in done.stdout.split())}
    assert killed["parent"] + killed["worker"] == 200
    assert killed["worker"] >= 20
    assert killed["written"] >= 5  # in the midst of its files
    # Each run sweeps up after those that were killed before it.
    assert len(list(temporary.iterdir())) <= 1


def started(project: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*BOOKLET, *words],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def below(pid: int) -> list[int]:
    """All processes that one has started, and those that they have."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        for child in (task / "children").read_text().split():
            found += [int(child), *below(int(child))]
    return found


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A book that takes a while, of which something is there from before."""
    chapters = {
        f"{n:02}.md": f"---\nid: c{n}\ntitle: C\n---\n{'Some words. ' * 3000}\n" for n in range(20)
    }
    keys = 'language = "en"\n[audiences.a]\n[audiences.b]\n[audiences.c]\n'
    (tmp_path / "book/out").mkdir(parents=True)
    make(tmp_path / "book", chapters, keys=keys)
    for reader in "abc":
        (tmp_path / f"book/out/small-en-{reader}-screen.pdf").write_bytes(b"before")
    return tmp_path / "book"


@pytest.mark.parametrize("send", ["SIGINT", "SIGINT twice", "SIGTERM", "SIGKILL"])
def test_an_end_from_outside_leaves_nobody_at_work(
    long: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, send: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    process = started(long, "build", "--jobs", "2")
    while len(below(process.pid)) < 2:
        time.sleep(0.01)
    time.sleep(0.3)
    workers = below(process.pid)
    name, _, twice = send.partition(" ")
    process.send_signal(getattr(signal, name))
    if twice:
        time.sleep(0.01)
        process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=20)
    assert out == ""
    if name == "SIGINT":
        assert err == "interrupted; files from before are as they were\n"
        assert process.returncode == 130
    end = time.monotonic() + 2
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < end:
        time.sleep(0.01)
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []
    assert {path.read_bytes() for path in (long / "out").glob("*.pdf")} == {b"before"}
    assert not list((long / "out").glob("*.part"))
    if send == "SIGINT":
        assert list(temporary.iterdir()) == []
        assert sorted(path.name for path in (long / "out").iterdir())[0] == ".booklet-lock"
    shutil.rmtree(long / "content")
    (long / "content").mkdir()
    (long / "content/01.md").write_text("# One\n\nWords.\n")
    assert type_("build", "--project", long, "--only", "screen").code == 0
    assert len(tray(long)) == 3
