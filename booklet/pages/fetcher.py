"""The one way out of the page engine leads into the galley, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import MimeTypes
from typing import Any
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.galley import BASE_URL
from booklet.pages.model import REFUSAL

#: Kinds of files as the standard library knows them, without what this machine adds.
_KINDS = MimeTypes()


class GalleyFetcher(URLFetcher):
    """Hands out the galley's files, and remembers every other request.

    The engine turns a refusal into a line of its log, and inside drawings it swallows even that;
    so whoever uses a fetcher asks for `refused` when the PDF is written.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            allowed_protocols=frozenset({"data"}), allow_redirects=False
        )
        self._files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Return a file of the galley, or what a data: address holds."""
        if url.startswith("data:"):
            return super().fetch(url, headers)  # type: ignore[no-untyped-call]
        name = unquote(url.removeprefix(BASE_URL).partition("?")[0].partition("#")[0])
        if not url.startswith(BASE_URL) or name not in self._files:
            self.refused.append(url.removeprefix(BASE_URL))
            raise ValueError(f"'{url}' {REFUSAL}")
        kind = _KINDS.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self._files[name], {"Content-Type": kind})
