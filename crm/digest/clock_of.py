"""By which clock a colleague reads: their own, else the company's."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm.accounts.models import User
from crm.company import queries as company
from crm.company.models import TIMEZONE

_usual = "Europe/Amsterdam"


def live_in(timezone: str) -> None:
    """Go by this clock (an IANA name, CRM_TIMEZONE) where neither the reader nor the company chose one."""
    global _usual
    _usual = timezone


def zone_of(reader: User) -> ZoneInfo:
    """The clock by which ``reader`` lives. One query for who left it to the company."""
    return known(reader.timezone) or companys()


def companys() -> ZoneInfo:
    """The company's clock, else the server's. One query."""
    return known(company.facts().get(TIMEZONE, "")) or ZoneInfo(_usual)


def known(name: str) -> ZoneInfo | None:
    """The clock of this name; None where there is none, for lists of clocks change."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
