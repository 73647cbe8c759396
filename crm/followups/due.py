"""Due dates: days of the calendar where the reader is, never moments; as people say them, in Dutch and English."""

import re
from datetime import date, timedelta

from crm.dates import Period, period

FIRST = date(2000, 1, 1)
LONGEST_AHEAD = timedelta(days=3660)  # ten years: later is a slip of the keys
LAST_WORKDAY = 4  # Friday
A_TIME = re.compile(r"(?P<hour>\d{1,2})(?:(?:[:.u](?P<minute>\d{2}))|\s?(?:uur|u|h))", re.ASCII)


def next_workday(today: date) -> date:
    """The working day after ``today``: by then most things that are promised must be done."""
    return today + timedelta(days={4: 3, 5: 2}.get(today.weekday(), 1))


def parse(text: str, today: date) -> date | None:
    """The day that ``text`` means: ``vrijdag``, ``over 2 weken``, ``1-12``, ``23-11-2026``, ``2026-11-23``; else None.

    Of a stretch of days (``volgende week``, ``december``) it is the last working day.
    """
    found = period(text.strip(), today, future=True)
    return _last_workday(found, today) if found else None


def back_on(text: str, today: date) -> date | None:
    """The day on which what is put aside comes back: of a stretch of days (``volgende week``) the first to come."""
    found = period(text.strip(), today, future=True)
    if found is None:
        return None
    return found.start if found.days == 1 else max(found.start, min(today + timedelta(days=1), found.last))


def typed(day: date | None) -> str:
    """``23-11-2026``, as it stands in a field."""
    return f"{day.day:02}-{day.month:02}-{day.year}" if day else ""


def minute_of(text: str) -> int | None:
    """Minutes since midnight of ``14:30``, ``14.30``, ``14u30`` or ``14 uur``. Raises ValueError for anything else."""
    found = A_TIME.fullmatch(text.strip().lower()) if text.strip() else None
    if not found:
        if text.strip():
            raise ValueError(text)
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(text)
    return hour * 60 + minute


def time_of(minute: int | None) -> str:
    """``14:30``; nothing for no time."""
    return "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"


def _last_workday(found: Period, today: date) -> date:
    """A day stays itself, also on a Sunday. Of this week, asked for on a Saturday, only the weekend is left."""
    day = found.last
    while found.days > 1 and day.weekday() > LAST_WORKDAY and day > max(found.start, today):
        day -= timedelta(days=1)
    return day if day.weekday() <= LAST_WORKDAY else found.last
