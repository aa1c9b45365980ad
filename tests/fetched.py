"""Texts that other people test their Markdown with, fetched once and kept."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def sdist(name: str, cache: pytest.Cache) -> tarfile.TarFile:
    """Open the source distribution of an installed package, in the version installed."""
    version = importlib.metadata.version(name)
    folder = cache.mkdir("sdists") / f"{name}-{version}"
    if not any(folder.glob("*.tar.gz")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        wanted = ["--no-binary", ":all:", "--dest", folder, f"{name}=={version}"]
        done = subprocess.run([*command, *wanted], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"{name} {version} can't be fetched: {done.stderr.strip()[-200:]}")
    return tarfile.open(next(folder.glob("*.tar.gz")))


def members(archive: tarfile.TarFile, folder: str, ending: str) -> Iterator[tuple[str, str]]:
    """Read the texts of a folder of an archive, with their names."""
    for member in archive:
        path = Path(member.name)
        if path.suffix == ending and path.is_relative_to(Path(path.parts[0], folder)):
            file = archive.extractfile(member)
            assert file
            yield path.name, file.read().decode("utf-8", "replace")
