"""Stretches of the calendar: a day, a week, a month, a quarter, a year, and how to move between them."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """All days from ``start`` up to but not including ``end``.

    "Since" and "before" look at ``start``; a due date ("eind van de maand") is ``last``.
    """

    start: date
    end: date

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - DAY

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def day_of(day: date) -> Period:
    """That one day."""
    return Period(day, day + DAY)


def week_of(day: date) -> Period:
    """Monday to Sunday around ``day``."""
    monday = day - day.weekday() * DAY
    return Period(monday, monday + 7 * DAY)


def months_of(day: date, count: int) -> Period:
    """The month, quarter (3) or year (12) of the calendar around ``day``."""
    start = day.replace(month=(day.month - 1) // count * count + 1, day=1)
    return Period(start, moved(start, count, "month"))


def month_of(day: date) -> Period:
    """The month around ``day``."""
    return months_of(day, 1)


def quarter_of(day: date) -> Period:
    """The quarter around ``day``."""
    return months_of(day, 3)


def year_of(day: date) -> Period:
    """The year around ``day``."""
    return months_of(day, 12)


AROUND: dict[str, Callable[[date], Period]] = {
    "day": day_of,
    "week": week_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
}
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def moved(day: date, count: int, unit: str) -> date:
    """``day`` so many units on, or back when ``count`` is negative; where the month has no such day its last.

    Raises ValueError or OverflowError outside the years 1-9999.
    """
    if unit not in MONTHS_IN:
        return day + count * {"day": 1, "week": 7}[unit] * DAY
    year, month = divmod(day.year * 12 + day.month - 1 + count * MONTHS_IN[unit], 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(year, month + 1)[1]))


def part_of(whole: Period, part: int) -> Period:
    """Its beginning (0), middle (1) or end (2); a day stays whole. Raises ValueError for any other stretch."""
    if whole.days == 1:
        return whole
    if whole.days == 7:
        cuts = [whole.start + days * DAY for days in (0, 2, 3, 5)]  # the end of the week is Friday
    elif 28 <= whole.days <= 31:
        cuts = [whole.start, whole.start + 10 * DAY, whole.start + 20 * DAY, whole.end]
    elif 90 <= whole.days <= 92:
        cuts = [moved(whole.start, months, "month") for months in (0, 1, 2, 3)]
    elif 365 <= whole.days <= 366:
        cuts = [moved(whole.start, months, "month") for months in (0, 3, 9, 12)]
    else:
        raise ValueError(whole)
    return Period(cuts[part], cuts[part + 1])
