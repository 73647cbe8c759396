"""A portion of something that takes long: some seconds of it, since others wait for the worker too."""

import time
from types import TracebackType

SECONDS = 5.0


class _Enough(Exception):
    """Its time is over."""


class Portion:
    """``with Portion() as portion:`` what calls ``portion.step()`` before each step is left when the time is over.

    Then ``is_over`` is true: there was more to do. The first step is always done, so that it comes to an end in some
    number of portions, however slow the machine is.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.is_over = False
        self._begun = False
        self._end = time.monotonic() + seconds

    def __enter__(self) -> "Portion":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        return isinstance(error, _Enough)

    def step(self) -> None:
        """Begin another step, if there is time; never comes back otherwise."""
        if self._begun and time.monotonic() > self._end:
            self.is_over = True
            raise _Enough
        self._begun = True
