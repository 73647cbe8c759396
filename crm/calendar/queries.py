"""Whose feed a link shows, and what stands in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crm.accounts import keys
from crm.accounts.models import Department, User
from crm.calendar import events
from crm.calendar.models import CalendarFeed
from crm.company import clock as company
from crm.news import Event

BACK, AHEAD = timedelta(days=30), timedelta(days=365)
MOST = 1_000  # events: what a telephone still reads at ease


@dataclass(frozen=True)
class Period:
    """The days that a feed tells of, ``first`` up to and including ``last``, on the company's clock."""

    first: date
    last: date


def period(now: datetime) -> Period:
    """From a month back to a year ahead."""
    today = company.today(now)
    return Period(today - BACK, today + AHEAD)


def link(user: User) -> CalendarFeed | None:
    """The link of this colleague that works, if they have one."""
    return CalendarFeed.get_or_none(CalendarFeed.user == user.id, CalendarFeed.revoked_at.is_null())


def owner(key: str) -> User | None:
    """Whose feed ``key`` opens, with department; None for a key that is wrong or ended, or whose owner was disabled."""
    query = User.select(User, Department).join(Department).join_from(User, CalendarFeed)
    works = CalendarFeed.revoked_at.is_null() & User.disabled_at.is_null()
    return query.where(CalendarFeed.key_hash == keys.hash_of(key), works).first()


def of(user: User, during: Period) -> list[Event]:
    """What stands in the calendar of ``user``, by day; where that is too much, what is furthest away stays out."""
    found = events.of(user, during.first, during.last)
    return sorted(found, key=lambda one: (one.on, one.starts_at is not None, one.starts_at or one.changed_at))[:MOST]
