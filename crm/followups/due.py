"""Due dates: days of the calendar where the reader is, never moments."""

import re
from datetime import date, timedelta

FIRST = date(2000, 1, 1)
LONGEST_AHEAD = timedelta(days=3660)  # ten years: later is a slip of the keys
DUTCH = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})", re.ASCII)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)


def next_workday(today: date) -> date:
    """The working day after ``today``: by then most things that are promised must be done."""
    return today + timedelta(days={4: 3, 5: 2}.get(today.weekday(), 1))


def parse(text: str) -> date | None:
    """``2026-11-23`` as a date field sends it, ``23-11-2026`` as people type it; None for anything else."""
    found = ISO.fullmatch(text.strip()) or DUTCH.fullmatch(text.strip())
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None
