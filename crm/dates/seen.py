"""From where somebody looks at the calendar: which of the many Marches and Fridays is meant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crm.dates.spans import Period, part_of

FURTHEST = 9  # years: between 1896 and 1904 there was no 29 February


@dataclass(frozen=True)
class Seen:
    """Looking from ``today`` back or ahead; ``part`` (0 begin, 1 middle, 2 end) of a period is asked for."""

    today: date
    future: bool
    part: int | None = None
    strict: bool = False  # wholly gone by, or wholly to come

    def cut(self, whole: Period) -> Period:
        """The part of it that is asked for. Raises ValueError where it has no parts."""
        return whole if self.part is None else part_of(whole, self.part)

    def nearest(self, make: Callable[[int], Period], at: int) -> Period | None:
        """The nearest of ``make(at)`` and its neighbours, whole; ValueError from ``make``: there is none."""
        steps = range(-1, FURTHEST) if self.future else range(1, -FURTHEST, -1)
        for step in steps:
            try:
                whole = make(at + step)
                if self._fits(self.cut(whole)):
                    return whole
            except ValueError:
                continue
        return None

    def _fits(self, found: Period) -> bool:
        if self.future:
            return found.start > self.today if self.strict else found.end > self.today
        return found.end <= self.today if self.strict else found.start <= self.today
