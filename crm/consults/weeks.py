"""ISO weeks (``2026-W53``) on the company's clock: from Monday 0:00 up to the next one, 167 to 169 hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Week(NamedTuple):
    """Its name, its Monday, and the moments between which it lies; ``ends_at`` is the first that no longer does."""

    name: str
    monday: date
    starts_at: datetime
    ends_at: datetime


def week_of(day: date, zone: ZoneInfo) -> Week:
    """The week in which ``day`` lies."""
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Week(f"{year}-W{number:02}", monday, _midnight(monday, zone), _midnight(monday + timedelta(days=7), zone))


def at(moment: datetime, zone: ZoneInfo) -> Week:
    """The week in which ``moment`` lies."""
    return week_of(moment.astimezone(zone).date(), zone)


def named(name: str, zone: ZoneInfo) -> Week:
    """The week of this name. Raises ValueError where there is none."""
    year, _mark, number = name.partition("-W")
    return week_of(date.fromisocalendar(int(year), int(number), 1), zone)


def after(week: Week, zone: ZoneInfo) -> Week:
    """The next one."""
    return week_of(week.monday + timedelta(days=7), zone)


def through(first: Week, last: Week, zone: ZoneInfo) -> Iterator[Week]:
    """From ``first`` to ``last``, both included."""
    while first.monday <= last.monday:
        yield first
        first = after(first, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
