"""The libraries of the system that pages depend on."""

from __future__ import annotations

import ctypes
import functools

#: Each with its names on Linux, macOS and Windows, and its function that tells a version.
_LIBRARIES = (
    ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")),
)


@functools.cache
def libraries() -> str:
    """Tell the versions of Pango and HarfBuzz, without the engine; nothing of what isn't found."""
    return " ".join(_version(function, names) for function, names in _LIBRARIES).strip()


def _version(function: str, names: tuple[str, ...]) -> str:
    for name in names:
        try:
            ask = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        ask.restype = ctypes.c_char_p
        return f"{function.partition('_')[0]} {ask().decode()}"
    return ""
