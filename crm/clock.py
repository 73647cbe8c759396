"""The time. Everything is UTC inside; people see their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment in UTC, to the second: what is stored is what was returned."""
    return datetime.now(UTC).replace(microsecond=0)


def local(moment: datetime, zone: str) -> datetime:
    """``moment`` on the clock of ``zone`` (an IANA name)."""
    return moment.astimezone(ZoneInfo(zone))
