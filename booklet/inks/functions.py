"""Functions of PDF, as far as colours need them (ISO 32000-1, 7.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from booklet.finding import TypesettingError, error

Function = Callable[[Sequence[float]], tuple[float, ...]]


def function(value: Any) -> Function:
    """Read a function, or several that have one result each.

    Raises TypesettingError for one that is not known.
    """
    import pikepdf

    if isinstance(value, pikepdf.Array):
        parts = [function(part) for part in value]
        return lambda at: tuple(part(at)[0] for part in parts)
    kind = int(value.FunctionType)
    if kind == 2:
        return _power(value)
    if kind == 3:
        return _stitched(value)
    if kind == 0 and len(value.Domain) == 2:
        return _sampled(value)
    message = f"the press can't change colours of this kind: functions of type {kind}"
    raise TypesettingError(error("ink-unknown", message, hint="save the PDF in RGB"))


def _numbers(value: Any) -> list[float]:
    return [float(part) for part in value]


def _power(value: Any) -> Function:
    start = _numbers(value.get("/C0", [0]))
    end = _numbers(value.get("/C1", [1]))
    power = float(value.N)

    def at(where: Sequence[float]) -> tuple[float, ...]:
        part = where[0] ** power if where[0] > 0 or power > 0 else 0.0
        return tuple(one + part * (other - one) for one, other in zip(start, end, strict=True))

    return at


def _stitched(value: Any) -> Function:
    low, high = _numbers(value.Domain)
    parts = [function(part) for part in value.Functions]
    bounds = [low, *_numbers(value.Bounds), high]
    encode = _numbers(value.Encode)

    def at(where: Sequence[float]) -> tuple[float, ...]:
        spot = min(max(where[0], low), high)
        inside = [n for n in range(len(parts)) if bounds[n] <= spot < bounds[n + 1]]
        number = inside[0] if inside else len(parts) - 1
        start, end = bounds[number], bounds[number + 1]
        first, last = encode[2 * number], encode[2 * number + 1]
        part = (spot - start) / (end - start) if end > start else 0.0
        return parts[number]((first + part * (last - first),))

    return at


def _sampled(value: Any) -> Function:
    """Samples of one number, with lines between them."""
    data, bits = value.read_bytes(), int(value.BitsPerSample)
    (size,) = (int(part) for part in value.Size)
    low, high = _numbers(value.Domain)
    span = _numbers(value.get("/Decode", value.Range))
    count, most = len(span) // 2, 2**bits - 1
    whole = int.from_bytes(data, "big")
    total = 8 * len(data)

    def sample(number: int) -> list[float]:
        found = []
        for part in range(count):
            shift = total - bits * (number * count + part + 1)
            raw = (whole >> shift) & most
            found.append(span[2 * part] + raw * (span[2 * part + 1] - span[2 * part]) / most)
        return found

    def at(where: Sequence[float]) -> tuple[float, ...]:
        spot = (min(max(where[0], low), high) - low) / (high - low) * (size - 1)
        first = min(int(spot), size - 2) if size > 1 else 0
        one, other = sample(first), sample(min(first + 1, size - 1))
        return tuple(a + (spot - first) * (b - a) for a, b in zip(one, other, strict=True))

    return at
