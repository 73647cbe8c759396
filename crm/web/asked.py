"""What stands in an address, typed: each page reads the same thing in the same way."""

from datetime import date

from flask import request

FIRST, LAST = date(1971, 1, 1), date(2199, 12, 31)  # what lies further away is a mistake, and no database counts it


def day(name: str) -> date | None:
    """The day in this argument (``2026-11-22``); None for what is none."""
    try:
        found = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return found if FIRST <= found <= LAST else None
