"""By which clock people go: a colleague's own, else the company's, else the server's.

A name that is no clock (any more) counts as none chosen.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import clock
from crm.accounts.models import User
from crm.clock import zone_named
from crm.company import queries
from crm.company.models import TIMEZONE

_usual = "Europe/Amsterdam"
_facts: Callable[[], dict[str, str]] = queries.facts


def live_in(timezone: str) -> None:
    """Go by this clock (an IANA name, CRM_TIMEZONE) where neither the reader nor the company chose one."""
    global _usual
    _usual = timezone


def read_from(facts: Callable[[], dict[str, str]]) -> None:
    """Ask this for the company's settings: whoever reads them once per request."""
    global _facts
    _facts = facts


def zone_of(user: User) -> ZoneInfo:
    """The clock by which ``user`` lives."""
    return zone_named(user.timezone) or zone()


def zone() -> ZoneInfo:
    """The company's clock, else the server's. At most one query."""
    return zone_in(_facts())


def today(now: datetime | None = None) -> date:
    """The date where the company is, now or at another moment."""
    return (now or clock.now()).astimezone(zone()).date()


def midnight(day: date) -> datetime:
    """The moment at which a day of the company's calendar begins, in UTC. At most one query."""
    return datetime.combine(day, time(), zone()).astimezone(UTC)


def between(moment: Any, first: date | None, last: date | None) -> Any:
    """The condition that a column of moments lies on the company's days ``first`` to ``last``, both included.

    A day at the very end of the calendar, which has no midnight in every zone, is as none.
    """
    begins = moment >= midnight(first) if first and first.year > date.min.year else moment.is_null(False)
    ends = last and last.year < date.max.year
    return begins & (moment < midnight(last + timedelta(days=1))) if ends else begins


def zone_in(facts: dict[str, str]) -> ZoneInfo:
    """The same out of the company's settings, for who has read those."""
    return zone_named(facts.get(TIMEZONE, "")) or ZoneInfo(_usual)
