"""Days on the company's clock, as numbers (``date.toordinal()``), and stretches of them, for the database.

A day goes from its midnight to the next one: 24 hours, or 23 or 25 where the clock is changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import peewee
from peewee import Case

SECONDS = 86_400
WEEK = 7


@dataclass(frozen=True)
class Span:
    """The days from ``first`` to ``last``, both included."""

    first: int
    last: int
    zone: ZoneInfo

    @property
    def starts_at(self) -> int:
        """The first second of it, since 1970 in UTC."""
        return start_of(self.first, self.zone)

    @property
    def ends_at(self) -> int:
        """The first second after it."""
        return start_of(self.last + 1, self.zone)

    def day_of(self, field: peewee.Field) -> Case:
        """The day of a moment within this span, as an expression: a step for each change of the clock."""
        return Case(None, [(field < end, value) for end, value in self._steps(field)])

    def _steps(self, field: peewee.Field) -> Iterator[tuple[int, Any]]:
        begin, at, day = self.first, self.starts_at, self.first
        start = at
        while day <= self.last:
            end = start_of(day + 1, self.zone)
            if end - start != SECONDS:
                if day > begin:
                    yield start, (field - at) / SECONDS + begin
                yield end, day
                begin, at = day + 1, end
            start, day = end, day + 1
        if begin <= self.last:
            yield start, (field - at) / SECONDS + begin


def start_of(day: int, zone: ZoneInfo) -> int:
    """When it begins, in seconds since 1970 in UTC."""
    return int(datetime.combine(date.fromordinal(day), time(), zone).timestamp())


def day_at(moment: datetime | int, zone: ZoneInfo) -> int:
    """The day in which this moment lies."""
    seconds = int(moment.timestamp()) if isinstance(moment, datetime) else moment
    day = datetime.fromtimestamp(seconds, zone).date().toordinal()
    if seconds < start_of(day, zone):  # a clock that was put back over midnight shows a date twice
        return day - 1
    return day + 1 if seconds >= start_of(day + 1, zone) else day


def days_touched(utc_days: Iterable[int], zone: ZoneInfo) -> set[int]:
    """All days that lie in part in these days of 86,400 s since 1970: at most one too many on either side."""
    found: set[int] = set()
    for one in utc_days:
        found.update(range(day_at(one * SECONDS, zone), day_at((one + 1) * SECONDS - 1, zone) + 1))
    return found


def day_in(kept: Any, zone: ZoneInfo) -> int | None:
    """The day that a snapshot of the journal means: a date, a moment, seconds since 1970; None where it is none."""
    if not kept:
        return None
    if isinstance(kept, int):
        return day_at(kept, zone)
    text = str(kept)
    if len(text) == len("2026-11-22"):
        return date.fromisoformat(text).toordinal()
    moment = datetime.fromisoformat(text)
    return day_at(moment if moment.tzinfo else moment.replace(tzinfo=UTC), zone)


def monday_of(day: int) -> int:
    """The Monday of its week."""
    return (day - 1) // WEEK * WEEK + 1


def runs(days: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken stretch of these days, the earliest first."""
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and day == found[-1][1] + 1:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found
