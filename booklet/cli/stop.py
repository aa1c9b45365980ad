"""Ctrl-C ends the work where that does no harm, and is never lost."""

from __future__ import annotations


class Stopped(BaseException):
    """Ctrl-C, without what Python does about KeyboardInterrupt.

    Where that passes through an exec, as in a dataclass, Python dies of the signal in the end,
    and no exit code is left.
    """


class _Stop:
    """Ctrl-C, remembered: a library that catches everything while it loads or draws swallows it."""

    asked = False

    def __call__(self, *_: object) -> None:
        self.asked = True
        raise Stopped

    def again(self) -> None:
        """Stop now, if that was asked for."""
        if self.asked:
            raise Stopped


stop = _Stop()
