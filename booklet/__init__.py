"""A print shop for small teams: one manuscript, every edition."""

__version__ = "0.1.0"
