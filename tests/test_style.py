"""The tools that read the code find nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "words",
    [
        "ruff check --no-cache .",
        "ruff format --no-cache --check .",
        pytest.param("mypy", marks=pytest.mark.slow),
    ],
)
def test_nothing_is_found(words: str) -> None:
    tool = subprocess.run(
        [sys.executable, "-m", *words.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tool.returncode == 0, tool.stdout + tool.stderr
