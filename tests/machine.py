"""A machine that stands in for the real one: build.py's commands are written down, not run."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = """\
[build-system]
requires = ["hatchling"]
[project]
name = "a-book"
[tool.ruff]
line-length = 100
"""
Reply = Callable[[str], "tuple[int, str]"]


class Machine:
    """Stands in for everything outside build.py, and writes down what it is asked to do."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.ran: list[str] = []
        self.handed_over: list[str] = []
        self.lacks: set[str] = set()  #: Libraries that cannot be loaded.
        self.programs: set[str] = set()  #: What is on the PATH.
        self.reply: Reply = lambda command: (0, "")
        self.script = self.load()

    def load(self) -> ModuleType:
        """Import build.py afresh, as another start would."""
        spec = importlib.util.spec_from_file_location("build_script", self.folder / "build.py")
        assert spec is not None
        assert spec.loader is not None
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        fakes = {
            "run": self.run,
            "hand_over": self.hand_over,
            "loads": lambda files: files[0] not in self.lacks,
        }
        for name, fake in fakes.items():
            self.monkeypatch.setattr(script, name, fake)
        programs = SimpleNamespace(which=lambda name: name if name in self.programs else None)
        self.monkeypatch.setattr(script.shutil, "which", programs.which)
        return script

    def run(self, command: list[str], text: str = "") -> SimpleNamespace:
        line = " ".join(command).replace(str(self.folder), "~")
        self.ran.append(line)
        if " -m venv " in line:
            (self.folder / ".venv/lib").mkdir(exist_ok=True)
            (self.folder / ".venv/pyvenv.cfg").touch()
        code, output = self.reply(line)
        return SimpleNamespace(returncode=code, stdout=output)

    def hand_over(self, command: list[str]) -> int:
        self.handed_over = [word.replace(str(self.folder), "~") for word in command]
        return 0

    def start(self, *arguments: str) -> int:
        """Run build.py; only what this start did is written down."""
        self.ran, self.handed_over = [], []
        code: int = self.script.main(list(arguments))
        return code

    def made_anew(self) -> bool:
        return any(" -m venv " in line for line in self.ran)


def python() -> str:
    return getattr(sys, "_base_executable", sys.executable)
