"""A terminal in which the commands of a document are typed, one after the other.

It stands in a copy of the checkout at first. Its commands are those that the documents use; a
document that needs another one teaches it here.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import fontpkg
from documents import ROOT, Block

from booklet.catalogue.po import PoFile, parse
from booklet.catalogue.quill import drawn

#: What the translator of the manual's book writes in Poedit.
GERMAN = Path(__file__).parent / "repair-evening.de.po"

#: Where the reader's store lies, as the documents say.
STORE = "/home/ada/.cache/booklet-press"

#: The chapter that the reader changes while the press watches.
WATCHED = "content/02-door.md"

BOOKLET = Path(sysconfig.get_path("scripts"), "booklet")


@dataclass(frozen=True)
class Answer:
    """What a command printed, and how it ended."""

    text: str
    code: int = 0


Meanwhile = Callable[["subprocess.Popen[str]", str], None]


def nothing(process: subprocess.Popen[str], line: str) -> None:
    pass


def fill_in(path: Path, text: str) -> None:
    """Put the translations of a text into a PO file, as its editor does."""
    file = parse(path.read_text("utf-8"), path)
    said = {item.key: item.texts for item in parse(text, path).items}
    assert said.keys() <= {item.key for item in file.items}, "the file has no such message"
    items = (replace(it, texts=said[it.key]) if it.key in said else it for it in file.items)
    path.write_text(drawn(PoFile(file.header, tuple(items), file.tail)), "utf-8")


class Terminal:
    """Types commands as the reader of a document would."""

    def __init__(self, folder: Path) -> None:
        self.press = folder / "booklet-press"
        hidden = shutil.ignore_patterns(".*", "__pycache__", "out", "dist")
        shutil.copytree(ROOT, self.press, ignore=hidden)
        self.place = self.press
        self.known = {  # by their first words, longest first
            "source .venv/bin/activate": self.activate,
            ".venv/bin/python docs/picture.py": self.picture,
            "python3 build.py test": self.test,
            "python3 build.py lock": self.lock,
            "python3 build.py": self.build,
            "pip install .": self.install,
            "booklet watch": self.watch,
            "booklet": self.booklet,
            "poedit": self.poedit,
            "mkdir": self.mkdir,
            "cd": self.cd,
        }

    def type(self, command: str) -> Answer:
        """Type one command."""
        for words, act in self.known.items():
            if command == words or command.startswith(f"{words} "):
                return act(shlex.split(command.removeprefix(words)))
        raise AssertionError(f"tests/terminal.py does not know this command: {command}")

    def follow(self, block: Block) -> None:
        """Write the file that a block shows."""
        verb, name = block.file
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if verb == "fill in":
            fill_in(path, block.text)
            return
        before = path.read_text("utf-8") + "\n" if verb == "add to" else ""
        path.write_text(before + block.text, "utf-8")
        for font in re.findall(r"url\((\S+\.ttf)\)", block.text):  # the reader has this one
            (path.parent / font).parent.mkdir(exist_ok=True)
            shutil.copy(fontpkg.path("source-sans-3"), path.parent / font)

    def run(
        self, command: list[str | Path], meanwhile: Meanwhile = nothing, **variables: str
    ) -> Answer:
        """Run a program where the terminal stands; do something at each line that it prints."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("BOOKLET_")}
        store = str(self.press.parent / "store")
        process = subprocess.Popen(
            command,
            cwd=self.place,
            env={
                **env,
                "COLUMNS": "80",
                "BOOKLET_PRINTER": str(self.press.parent / "printer.toml"),
                "BOOKLET_STORE": store,
                **variables,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        lines = []
        for line in process.stdout:
            lines.append(line)
            meanwhile(process, line)
        text = "".join(lines).replace(store, STORE)
        return Answer(text, process.wait())

    def booklet(self, words: list[str]) -> Answer:
        return self.run([sys.executable, BOOKLET, *words])

    def watch(self, words: list[str]) -> Answer:
        """The reader writes once while the press waits for a change, then types Ctrl-C."""
        if "--help" in words:
            return self.booklet(["watch", *words])
        edited = False

        def write(process: subprocess.Popen[str], line: str) -> None:
            nonlocal edited
            if not line.startswith("waiting"):
                return
            if edited:
                process.send_signal(signal.SIGINT)
                return
            chapter, edited = self.place / WATCHED, True
            chapter.write_text(f"{chapter.read_text('utf-8')}\nMore to come.\n", "utf-8")

        answer = self.run([sys.executable, BOOKLET, "watch", *words], write)
        assert answer.code == 130, answer.text
        return Answer(answer.text)

    def cd(self, words: list[str]) -> Answer:
        self.place = (self.place / words[0]).resolve(strict=True)
        return Answer("")

    def mkdir(self, words: list[str]) -> Answer:
        for word in words:
            (self.place / word).mkdir()
        return Answer("")

    def poedit(self, words: list[str]) -> Answer:
        """A translator fills in what is missing and mends what is wrong."""
        fill_in(self.place / words[0], GERMAN.read_text("utf-8"))
        return Answer("")

    def activate(self, words: list[str]) -> Answer:
        """The terminal has its commands by other ways; the folder must be build.py's, though."""
        assert self.place == self.press
        programs = self._script().PROGRAMS
        assert programs == self.press / ".venv/bin"
        return Answer("")

    def build(self, words: list[str]) -> Answer:
        """Run build.py itself, on a .venv that is the one of these tests."""
        script, venv = self._script(), self.press / ".venv"
        assert sys.prefix != sys.base_prefix, "run the tests with python3 build.py test"
        if not venv.exists():
            venv.mkdir()
            for entry in Path(sys.prefix).iterdir():
                if entry.name != "build-stamp":
                    (venv / entry.name).symlink_to(entry)
            (venv / "build-stamp").write_text(script.digest(script.BOOK), "ascii")
        return self.run([sys.executable, "build.py", *words])

    def test(self, words: list[str]) -> Answer:
        """The tests can't run inside of the tests; .ci/run has to run them with this very line."""
        assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == "python3 build.py test"
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        markers = settings["tool"]["pytest"]["ini_options"]["markers"]
        assert words in ([], ["-m", "not slow"])
        assert [marker.partition(":")[0] for marker in markers] == ["slow"]
        return Answer("")

    def lock(self, words: list[str]) -> Answer:
        """New versions come from the network; the locks name the command that chose them."""
        for name in (self._script().BOOK, self._script().TEST):
            assert "#    python3 build.py lock\n" in (ROOT / name).read_text("utf-8")
        return Answer("")

    def install(self, words: list[str]) -> Answer:
        """Install the package from the copy, into a folder of its own and without the network."""
        self.place = self.press  # "in the folder of this repository"
        target = self.press.parent / "installed"
        offline = ["--no-index", "--no-deps", "--no-build-isolation", "--target", target]
        done = self.run([sys.executable, "-m", "pip", "install", "--quiet", *offline, "."])
        assert done.code == 0, done.text
        start = "import booklet.galley.shelf as s; print(s.house())"
        house = self.run([sys.executable, "-P", "-c", start], PYTHONPATH=str(target)).text
        assert house == f"{target / 'booklet/house'}\n"
        return Answer("")

    def picture(self, words: list[str]) -> Answer:
        return self.run([sys.executable, "docs/picture.py"])

    def _script(self):
        spec = importlib.util.spec_from_file_location("build_script", self.press / "build.py")
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        return script
