"""How the page engine is started: without a search, without a clock, and with no sweeping."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_books import book, read

from booklet.galley import Galley, compose
from booklet.pages import typeset


@pytest.fixture
def galley(tmp_path: Path) -> Galley:
    return compose(read(book(tmp_path, {"01-one.md": "# One\n\nWords.\n"})))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the search starts no process")
def test_no_process_is_started_to_find_a_library() -> None:
    watched = [
        "import sys",
        "from booklet.pages import warm",
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and sys.exit('searched'))",
        "warm()",
    ]
    awake = "from ctypes.util import find_library; find_library('c')"
    for lines, said in ((watched, ""), ([*watched, awake], "searched")):
        done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True)
        assert done.stderr.decode().strip() == said


def test_the_hour_is_not_in_the_pdf(galley: Galley, monkeypatch: pytest.MonkeyPatch) -> None:
    today = typeset(galley).pdf
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86400)
    assert typeset(galley).pdf == today


def test_python_sweeps_again_after_a_run(galley: Galley) -> None:
    swept: list[bool] = []
    typeset(galley, lambda stage: swept.append(gc.isenabled()))
    assert swept
    assert not any(swept)
    assert gc.isenabled()
