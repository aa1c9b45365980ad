"""The command as a process: exit codes, interruptions, a terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workshop import make, measured

BOOKLET = [sys.executable, "-m", "booklet"]


# As a process.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# One\n", 0),
        ("# One\n\n[a](#b)\n", 3),
        ("# One\n\n\U0001f600\n", 4),
        ("---\nx: 1\n---\n", 3),
    ],
)
def test_exit_codes(tmp_path: Path, text: str, code: int) -> None:
    done = subprocess.run([*BOOKLET, "build"], cwd=make(tmp_path, text), capture_output=True)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert (done.stdout != b"") == (code == 0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize("wait", [0.0, 0.3, 0.8, 1.5])
def test_control_c(tmp_path: Path, wait: float) -> None:
    long = {
        f"{n:03}.md": f"---\nid: c{n}\ntitle: C\n---\n{'Some words. ' * 4000}\n" for n in range(40)
    }
    out = make(tmp_path, long) / "out"
    out.mkdir()
    (out / "small-en-screen.pdf").write_bytes(b"before")
    process = subprocess.Popen(
        [*BOOKLET, "build"], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        while not (out / ".booklet-lock").exists():
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert err.decode().strip() == "interrupted; files from before are as they were"
    assert process.returncode == 130
    assert sorted(path.name for path in out.iterdir()) == [".booklet-lock", "small-en-screen.pdf"]
    assert (out / "small-en-screen.pdf").read_bytes() == b"before"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_progress_shows_on_a_terminal_alone(tmp_path: Path) -> None:
    import pty

    make(tmp_path)
    screen, terminal = pty.openpty()
    try:
        process = subprocess.Popen(
            [*BOOKLET, "build"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=terminal,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        )
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # the end of a terminal, on Linux
            while more := os.read(screen, 4096):
                shown += more
        out, _ = process.communicate()
    finally:
        os.close(screen)
    assert process.returncode == 0
    assert measured(out.decode()).splitlines()[:2] == [
        "out/small-en-screen.pdf  1 page  - kB  - s",
        "out/small-en-booklet.pdf  1 page on 1 sheet of A4  - kB  - s",
    ]
    assert b"screen and booklet: " in shown
    assert b"small-en" not in shown
    quiet = subprocess.run([*BOOKLET, "build"], cwd=tmp_path, capture_output=True, check=True)
    assert quiet.stderr == b""
    assert b"\x1b" not in quiet.stdout
