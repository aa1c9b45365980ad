"""The bench runs, and tells a row for each claim; how fast this machine is, no test asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench" / "run.py"

BOOK = """
[book]
name = "small"
title = "Small"
language = "en"
"""


def bench(project: Path, *rows: str, path: Path | None = None) -> list[list[str]]:
    """Run the bench on a tiny book, without other tools; split its table into words."""
    (project / "booklet.toml").write_text(BOOK)
    (project / "content").mkdir()
    (project / "content" / "01-welcome.md").write_text("# Welcome\n\nCome in.\n")
    few = ("--pairs", "1", "--pages", "4", "--messages", "40", "--chapters", "40", "--large", "30")
    asked = [part for row in rows for part in ("--row", row)]
    nowhere = {**os.environ, "PATH": str(path or project), "BENCH_PDFIMPOSE": ""}
    done = subprocess.run(
        [sys.executable, BENCH, *few, "--project", project, *asked],
        env=nowhere,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_every_row(tmp_path: Path) -> None:
    heads, *rows = bench(tmp_path)
    assert heads == ["name", "what", "ours", "theirs", "ratio", "spread", "claim", "kept"]
    names = [
        "build",
        "memory",
        "impose",
        "extract",
        "translated",
        "update",
        "large",
        "tags",
        "growth",
        "help",
    ]
    assert [row[0] for row in rows] == names
    assert "pdfimpose saddle: not installed" in " ".join(rows[2])
    assert " ".join(rows[3]).startswith("extract extraction of 40 chapters ")
    assert " en-XA - " in " ".join(rows[4])
    assert "msgmerge: not installed" in " ".join(rows[5])


@pytest.mark.slow
def test_one_row(tmp_path: Path) -> None:
    _, row = bench(tmp_path, "help")
    assert " ".join(row).startswith("help wall time of --help")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("msgmerge"), reason="msgmerge (gettext) is not installed")
def test_an_update_beside_that_of_msgmerge(tmp_path: Path) -> None:
    folder = Path(str(shutil.which("msgmerge"))).parent
    _, row = bench(tmp_path, "update", path=folder)
    assert " ".join(row).startswith("update CPU of updating 40 messages")
    assert "msgmerge:" in row
    assert "installed" not in row


@pytest.mark.slow
def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    asked = [sys.executable, BENCH, "--row", "build", "--project", str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True)
    assert done.returncode == 1
    assert "there is no booklet.toml" in done.stderr
