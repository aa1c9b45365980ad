"""Make the press's own profile of four inks, booklet/inks/office.icc.

    python docs/profile.py CGATS001Compat-v2-micro.icc

How inks look is measured data, taken as it is from a profile that is in the public domain (CC0, of
the Compact ICC Profiles; the npm package pdfjs-dist has it in iccs/). That one tells what colour
inks make, and not which inks make a colour, so no print file can name it. This works out the way
back: for each colour of a grid the inks that come nearest to it, with black in place of three
colours where it is dark and dull, and no more than 300 % of ink. Needs numpy.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np

TARGET = Path(__file__).parents[1] / "booklet/inks/office.icc"

#: Colours of the grid, along each axis; and how much ink paper takes, where 1 is a full plate.
GRID, MOST = 17, 3.0

#: Lab of 16 bits has 100 at FF00 (ICC.1:2001-04, 6.3.4.2).
FULL = 0xFF00


def main() -> None:
    """Read one profile, write the other."""
    data = Path(sys.argv[1]).read_bytes()
    tags = dict(_tags(data))
    forward = _Forward(tags[b"A2B0"])
    back = _table(_inverse(forward))
    name = b"booklet-press office paper, after CGATS TR 001"
    described = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(1 + 8 + 3 + 67)
    out = [
        (b"desc", described),
        (b"cprt", b"text\0\0\0\0CC0\0"),
        (b"wtpt", tags[b"wtpt"]),
        *((sig, tags[b"A2B0"]) for sig in (b"A2B0", b"A2B1", b"A2B2")),
        *((sig, back) for sig in (b"B2A0", b"B2A1", b"B2A2")),
        (b"gamt", _gamut()),
    ]
    TARGET.write_bytes(_profile(data, out))
    print(f"{TARGET.name}  {TARGET.stat().st_size / 1000:.0f} kB")


def _tags(data: bytes):
    """Yield the tags of a profile with their data."""
    (count,) = struct.unpack_from(">I", data, 128)
    for number in range(count):
        name, start, size = struct.unpack_from(">4sII", data, 132 + 12 * number)
        yield name, data[start : start + size]


class _Forward:
    """From inks, 0 up to 1, to Lab: a table of 16 bits (mft2), between whose points is a line."""

    def __init__(self, tag: bytes) -> None:
        inks, colours, self.points = tag[8:11]
        entries, ends = struct.unpack_from(">HH", tag, 48)
        start = 52 + 2 * inks * entries
        count = self.points**inks * colours
        table = np.frombuffer(tag, ">u2", count, start).astype(float)
        self.table = table.reshape([self.points] * inks + [colours])
        curves = np.frombuffer(tag, ">u2", inks * entries, 52).reshape(inks, entries)
        self.curves = curves / 65535
        after = np.frombuffer(tag, ">u2", colours * ends, start + 2 * count)
        self.after = after.reshape(colours, ends) / 65535

    def __call__(self, inks: np.ndarray) -> np.ndarray:
        spots = np.linspace(0, 1, self.curves.shape[1])
        at = np.stack(
            [np.interp(inks[:, n], spots, self.curves[n]) for n in range(inks.shape[1])], axis=1
        ) * (self.points - 1)
        low = np.clip(at.astype(int), 0, self.points - 2)
        part, found = at - low, 0.0
        for corner in np.ndindex(2, 2, 2, 2):
            weight = np.prod(np.where(corner, part, 1 - part), axis=1)
            place = tuple((low + corner).T)
            found = found + weight[:, None] * self.table[place]
        ends = np.linspace(0, 1, self.after.shape[1])
        found = found / 65535
        out = np.stack([np.interp(found[:, n], ends, self.after[n]) for n in range(3)], axis=1)
        return _lab(out * 65535)


def _lab(words: np.ndarray) -> np.ndarray:
    """Read Lab as profiles write it."""
    return words / np.array([FULL / 100, 256, 256]) - np.array([0, 128, 128])


def _inverse(forward: _Forward) -> np.ndarray:
    """Find the inks for each colour of the grid."""
    axis = np.linspace(0, 65535, GRID)
    wanted = _lab(np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3))
    levels = np.linspace(0, 1, 11)
    tried = np.stack(np.meshgrid(*[levels] * 4, indexing="ij"), -1).reshape(-1, 4)
    tried = tried[tried.sum(axis=1) <= MOST + 1e-9]
    shown = forward(tried)
    inks = np.empty((len(wanted), 4))
    for number, colour in enumerate(wanted):
        each = np.broadcast_to(colour, shown.shape)
        inks[number] = tried[np.argmin(_cost(tried, shown, each))]
    cost = _cost(inks, forward(inks), wanted)
    for step in (0.05, 0.025, 0.0125, 0.006, 0.003):
        for _ in range(12):
            for move in np.concatenate([np.eye(4), -np.eye(4)]) * step:
                other = np.clip(inks + move, 0, 1)
                price = _cost(other, forward(other), wanted)
                better = price < cost
                inks[better], cost[better] = other[better], price[better]
    return inks


def _cost(inks: np.ndarray, shown: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How far from what is wanted some inks are: in colour, in their share of black, in all."""
    light, chroma = wanted[:, 0], np.hypot(wanted[:, 1], wanted[:, 2])
    black = np.clip((95 - light) / 85, 0, 1) ** 2.2 * np.clip(1 - chroma / 90, 0, 1)
    apart = ((shown - wanted) ** 2 * np.array([1.5, 1, 1])).sum(axis=1)
    over = np.clip(inks.sum(axis=1) - MOST, 0, None)
    return apart + 25 * (inks[:, 3] - black) ** 2 + 1e5 * over


def _table(inks: np.ndarray) -> bytes:
    """Write a table of 16 bits from Lab to inks (ICC.1:2001-04, 6.5.7)."""
    unit = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    line = struct.pack(">2H", 0, 65535)
    words = np.round(inks * 65535).astype(">u2").tobytes()
    return (
        b"mft2\0\0\0\0"
        + bytes([3, 4, GRID, 0])
        + unit
        + struct.pack(">HH", 2, 2)
        + (line * 3 + words + line * 4)
    )


def _gamut() -> bytes:
    """The tag that every such profile must have; it says that all colours can be printed."""
    unit = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    line = struct.pack(">2H", 0, 65535)
    return (
        b"mft2\0\0\0\0"
        + bytes([3, 1, 2, 0])
        + unit
        + struct.pack(">HH", 2, 2)
        + (line * 3 + bytes(2 * 8) + line)
    )


def _profile(data: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    """Put a profile of an output device together; tags with the same data share it."""
    start, table, body = 132 + 12 * len(tags), b"", b""
    places: dict[bytes, int] = {}
    for name, content in tags:
        if content not in places:
            places[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += struct.pack(">4sII", name, places[content], len(content))
    size = start + len(body)
    head = struct.pack(">I", size) + bytes(4) + data[8:12] + b"prtrCMYKLab " + data[24:128]
    return head + struct.pack(">I", len(tags)) + table + body


if __name__ == "__main__":
    main()
