"""The tools that read the code find nothing."""

from __future__ import annotations

import re
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


def test_no_pattern_holds_a_possessive_group() -> None:
    # Python before 3.11.5 can loop for ever in one: https://github.com/python/cpython/issues/106052
    group = re.compile(r"[)}][*+?]\+(?!\+)")
    found = [
        f"{path.name}: {line.strip()}"
        for path in (ROOT / "booklet").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if group.search(line)
    ]
    assert found == []
