"""Where a page of a list ended, as text in an address: of its last row what the list is ordered by, and its number.

Whoever typed an address gets an answer: text that was never given out reads as None, which is the first page.
"""

from datetime import date, datetime

LONGEST = 11  # digits: more are no number of a record, nor seconds since 1970 that a date can hold


def cursor(last: datetime | date | str, id: int) -> str:
    """What ``moment_key``, ``day_key`` and ``name_key`` read: a page's last row in the order of the list."""
    if isinstance(last, datetime):
        return f"{int(last.timestamp())}.{id}"
    return f"{last.isoformat()}.{id}" if isinstance(last, date) else f"{last}~{id}"


def moment_key(text: str) -> tuple[int, int] | None:
    """``"1763625600.42"`` -> the moment in seconds since 1970, as a MomentField keeps it, and the number."""
    seconds, _dot, id = text.rpartition(".")
    return (int(seconds), int(id)) if _is_number(seconds) and _is_number(id) else None


def day_key(text: str) -> tuple[str, int] | None:
    """``"2026-11-20.42"`` -> the day, written as the database compares it, and the number."""
    day, _dot, id = text.rpartition(".")
    try:
        return (date.fromisoformat(day).isoformat(), int(id)) if _is_number(id) else None
    except ValueError:
        return None


def name_key(text: str) -> tuple[str, int] | None:
    """``"bakker ~ zoon~42"`` -> the name as it is sorted, and the number."""
    name, _tilde, id = text.rpartition("~")
    return (name, int(id)) if _is_number(id) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST
