"""What several rooms' tests stand on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from machine import PROJECT, ROOT, Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    folder = tmp_path / "book"
    folder.mkdir()
    shutil.copy(ROOT / "build.py", folder)
    (folder / "pyproject.toml").write_text(PROJECT)
    (folder / "requirements.lock").write_text("press==1\n")
    (folder / "requirements-test.lock").write_text("press==1\npytest==9\n")
    return Machine(folder, monkeypatch)
