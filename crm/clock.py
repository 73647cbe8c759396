"""The time. Everything is UTC inside; people see their own zone."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC, to the second: what is stored is what was returned."""
    return datetime.now(UTC).replace(microsecond=0)
