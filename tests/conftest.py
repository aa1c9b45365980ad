"""What several rooms' tests stand on."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from machine import PROJECT, ROOT, Machine
from small_books import Desk

# A law is no slower than it is; what a busy machine takes says nothing.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def no_printer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The profile of a developer's own printer changes no test, nor does a test change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOOKLET_PRINTER", str(tmp_path_factory.mktemp("printer") / "none.toml"))
        yield


@pytest.fixture(autouse=True)
def own_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests keep their pages apart, from each other's and from those of a developer's books."""
    stores = tmp_path_factory.getbasetemp() / "stores"
    monkeypatch.setenv("BOOKLET_STORE", str(stores / uuid.uuid4().hex))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB, where this user may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only the administrator of a machine can mount a file system")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    folder = tmp_path / "book"
    folder.mkdir()
    shutil.copy(ROOT / "build.py", folder)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "requirements.lock").write_text("press==1\n")
    (folder / "requirements-test.lock").write_text("press==1\npytest==9\n")
    return Machine(folder, monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
