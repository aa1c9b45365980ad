"""A PDF is looked into before it is printed."""

from booklet.check.ink import coverage

__all__ = ["coverage"]
