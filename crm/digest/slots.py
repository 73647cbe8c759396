"""When somebody's digest is due, and of what time it tells. Pure: of a choice, a clock and a moment.

A slot is a moment on the reader’s own clock (compare it in UTC: see PEP 495). An hour that the clock skips comes as
much later (02:30 at 03:30), of an hour that comes twice the first counts: RFC 5545, 3.3.5.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.digest import choices
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.digest.periods import WORKDAYS, monday_of

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=31)  # how long before its slot a digest may begin


def latest(choice: DigestChoice, zone: ZoneInfo, now: datetime, series: str = Series.OWN) -> datetime | None:
    """The newest slot that is not after ``now``; None for who wants none."""
    return next((slot for slot in _around(choice, zone, now, series, step=-1) if slot <= now), None)


def following(choice: DigestChoice, zone: ZoneInfo, now: datetime, series: str = Series.OWN) -> datetime | None:
    """The first slot after ``now``; None for who wants none."""
    return next((slot for slot in _around(choice, zone, now, series, step=1) if slot > now), None)


def of_week(week: str, choice: DigestChoice, zone: ZoneInfo) -> datetime:
    """The slot of which the digest tells of this ISO week, ``2026-W47``, on this choice's weekday.

    Raises ValueError where there is no such week.
    """
    thursday = monday_of(week) + timedelta(days=3)
    day = thursday + timedelta(days=(choice.weekday - thursday.weekday()) % 7)
    if day == thursday and choice.minute < 12 * 60:  # more of its seven days lie in the week before
        day += timedelta(days=7)
    return _at(day, choice.minute, zone)


def span(slot: datetime, rhythm: str, previous_end: datetime | None) -> tuple[datetime, datetime]:
    """From when to when the digest of ``slot`` tells, in UTC: on from where the previous one ended.

    Where that was too long ago, or there was none, from the slot before.
    """
    end = slot.astimezone(UTC)
    if previous_end and SHORTEST <= end - previous_end <= LONGEST:
        return previous_end, end
    back = 7 if rhythm == Rhythm.WEEKLY else 3 if slot.weekday() == 0 else 1
    return (slot.replace(fold=0) - timedelta(days=back)).astimezone(UTC), end


def _around(choice: DigestChoice, zone: ZoneInfo, now: datetime, series: str, step: int) -> Iterator[datetime]:
    """Slots from a day on the other side of ``now`` on, in this direction."""
    rhythm = choices.rhythm(choice, series)
    if rhythm == Rhythm.OFF:
        return
    wanted = WORKDAYS if rhythm == Rhythm.DAILY else (choice.weekday,)
    today = now.astimezone(zone).date()
    for days in range(-1, 10):
        day = today + timedelta(days=days * step)
        if day.weekday() in wanted:
            yield _at(day, choice.minute, zone)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """This minute of this day. Through UTC, so that it is an hour that exists."""
    wall = datetime.combine(day, time(*divmod(minute, 60)), zone)
    return wall.astimezone(UTC).astimezone(zone)
