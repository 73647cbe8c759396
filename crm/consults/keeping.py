"""How long it is kept who opened which customer."""

from datetime import datetime, timedelta

_days = 90


def live_in(days: int) -> None:
    """Keep consults for so many days (CRM_CONSULT_DAYS) from now on."""
    global _days
    _days = days


def days() -> int:
    """For how many days they are kept."""
    return _days


def kept_since(now: datetime) -> datetime:
    """What is older is forgotten, a whole week at a time."""
    return now - timedelta(days=_days)
