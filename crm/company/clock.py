"""By which clock people go: a colleague's own, else the company's, else the server's.

A name that is no clock (any more) counts as none chosen.
"""

from zoneinfo import ZoneInfo

from crm.accounts.models import User
from crm.clock import zone_named
from crm.company import queries
from crm.company.models import TIMEZONE

_usual = "Europe/Amsterdam"


def live_in(timezone: str) -> None:
    """Go by this clock (an IANA name, CRM_TIMEZONE) where neither the reader nor the company chose one."""
    global _usual
    _usual = timezone


def zone_of(user: User) -> ZoneInfo:
    """The clock by which ``user`` lives. One query for who left it to the company."""
    return zone_named(user.timezone) or zone()


def zone() -> ZoneInfo:
    """The company's clock, else the server's. One query."""
    return zone_in(queries.facts())


def zone_in(facts: dict[str, str]) -> ZoneInfo:
    """The same out of the company's settings, for who has read those."""
    return zone_named(facts.get(TIMEZONE, "")) or ZoneInfo(_usual)
