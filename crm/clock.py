"""The time. Everything is UTC inside; people see their own zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def now() -> datetime:
    """This moment in UTC, to the second: what is stored is what was returned."""
    return datetime.now(UTC).replace(microsecond=0)


def zone_named(name: str) -> ZoneInfo | None:
    """The clock of this IANA name; None where there is none (any more: Europe/Kiev became Europe/Kyiv)."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "Europe" is a folder
        return None
