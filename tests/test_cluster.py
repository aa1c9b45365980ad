"""A cluster sets the same pages as the press at home, and loses none of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import BOOKLET, build, readers, tray, type_
from workshop import make

from booklet.press import fleet
from booklet.press.kept import engine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes of another kind"),
]

START = "from dask.__main__ import main; main()"
ROOT = Path(__file__).parents[1]


def free() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, dict[str, subprocess.Popen[bytes]]()
        port = free()
        self.address = f"tcp://127.0.0.1:{port}"
        plain = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
        self.start("scheduler", "scheduler", *plain)
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)

    def start(self, name: str, *words: str, **variables: str) -> None:
        self.running[name] = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def hire(self, *names: str, **variables: str) -> None:
        """Start workers, and wait for them."""
        from distributed import Client

        for name in names:
            quiet = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name]
            self.start(name, "worker", self.address, *quiet, **variables)
        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(len(self.running) - 1, timeout=60)

    def end(self, name: str) -> None:
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster")
    yield made
    for name in list(made.running):
        made.end(name)


def test_a_cluster_sets_the_same_pages(cluster: Cluster, tmp_path: Path) -> None:
    book = readers(tmp_path / "book")
    home = build(book, "--fresh")
    expected = tray(book)
    cluster.hire("one", "two")
    away = build(book, "--fresh", "--cluster", cluster.address)
    assert (away.code, away.err) == (0, "")
    assert away.made == home.made
    assert tray(book) == expected

    # What goes wrong is told as it is at home.
    (book / "content/02-two.md").write_text("# Two\n\n\U0001f600\n")
    assert [build(book, *words).code for words in ((), ("--cluster", cluster.address))] == [4, 4]
    words = [
        [each["findings"] for each in build(book, *words).events if each["event"] == "failed"]
        for words in (["--fresh"], ["--fresh", "--cluster", cluster.address])
    ]
    assert words[0] == words[1]
    assert "\U0001f600" in str(words[0])


def test_a_worker_that_is_killed_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    readers = "".join(f"[audiences.a{n}]\n" for n in range(8))
    texts = "".join(f"\n{'Some words. ' * 600}\n{{: only='a{n}' }}\n" for n in range(8))
    keys = f'language = "en"\nformats = ["screen"]\n{readers}'
    (tmp_path / "book").mkdir()
    book = make(tmp_path / "book", f"# One\n{texts}", keys=keys)
    assert build(book, "--fresh").code == 0
    expected = tray(book)
    cluster.hire("one", "two")
    command = [*BOOKLET, "build", "--fresh", "--json", "--cluster", cluster.address]
    building = subprocess.Popen(command, cwd=book, stdout=subprocess.PIPE, text=True)
    assert building.stdout
    for line in building.stdout:
        if '"event": "made"' in line:
            cluster.end("one")
            break
    building.stdout.read()
    assert building.wait(60) == 0
    assert tray(book) == expected


def failed(book: Path, address: str) -> str:
    found = type_("build", "--project", book, "--cluster", address)
    assert (found.code, found.out) == (2, "")
    assert not (book / "out").exists()
    return found.err


def test_a_cluster_without_workers(cluster: Cluster, tmp_path: Path) -> None:
    assert failed(make(tmp_path), cluster.address) == (
        "error: the cluster has no workers [cluster-empty]\n"
        "  hint: dask worker --nthreads 1 ADDRESS\n"
    )


def test_a_cluster_with_another_press(cluster: Cluster, tmp_path: Path) -> None:
    """It has the same version of everything, and one file of the house is another."""
    other = tmp_path / "other"
    for path in (ROOT / "booklet").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = other / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    with (other / "booklet/measure.py").open("a") as file:
        file.write("\n")
    cluster.hire("one", PYTHONPATH=str(other))
    told = failed(make(tmp_path), cluster.address)
    assert told.startswith("error: the worker tcp://127.0.0.1:")
    assert told.endswith(
        " has another booklet-press, or none [cluster-other]\n"
        "  hint: install the same there, with the same versions of what it needs\n"
    )


def test_libraries_of_the_system_count_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    here = engine()
    assert here == engine()
    monkeypatch.setattr("booklet.pages.libraries", lambda: "pango 1.0")
    assert engine() != here


def test_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet, "_PATIENCE", 0.5)
    make(tmp_path)
    for address in (f"tcp://127.0.0.1:{free()}", "nonsense", "odd://1.2.3.4:5"):
        assert failed(tmp_path, address) == (
            f"error: no scheduler answers at '{address}' [cluster-away]\n"
            "  hint: start one: dask scheduler; and workers: dask worker --nthreads 1 ADDRESS\n"
        )


def test_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert failed(make(tmp_path), "tcp://127.0.0.1:1") == (
        "error: clusters need one package more [cluster-missing]\n"
        "  hint: python3 -m pip install distributed\n"
    )
