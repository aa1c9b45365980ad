"""Matrices of PDF: six numbers that lead from one system of places to another."""

from __future__ import annotations

from booklet.check.model import Box

Matrix = tuple[float, ...]  #: Six numbers (ISO 32000-1, 8.3.3).

WHOLE: Matrix = (1, 0, 0, 1, 0, 0)


def times(one: Matrix, other: Matrix) -> Matrix:
    """First one, then the other."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l = other  # noqa: E741
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + l),
    )


def spot(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a spot lands."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around(spots: list[tuple[float, float]]) -> Box:
    """The box around some spots."""
    xs, ys = zip(*spots, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def scale(matrix: Matrix) -> float:
    """How much larger things become."""
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)
