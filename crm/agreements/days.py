"""Days of an agreement as people say them, looking ahead, on the company's calendar."""

from datetime import date, timedelta

from crm import dates

LAST_WORKDAY = 4  # Friday


def due(text: str, today: date) -> date | None:
    """By when: ``vrijdag``, ``over 2 weken``, ``1-12``; of a stretch (``volgende week``) its last working day."""
    found = dates.period(text.strip(), today, future=True)
    if found is None:
        return None
    day = found.last
    while found.days > 1 and day.weekday() > LAST_WORKDAY and day > max(found.start, today):
        day -= timedelta(days=1)
    return day if day.weekday() <= LAST_WORKDAY else found.last


def until(text: str, today: date) -> date | None:
    """Up to and including when: of a stretch (``december``) its last day."""
    found = dates.period(text.strip(), today, future=True)
    return found.last if found else None


def settled(text: str, today: date) -> date | None:
    """When it was kept or broken: ``vandaag``, ``gisteren``, ``maandag`` (the last one)."""
    found = dates.period(text.strip(), today)
    return found.last if found and found.days == 1 else None


def written(day: date | None) -> str:
    """The day as it stands in a field: 27-11-2026."""
    return f"{day:%d-%m-%Y}" if day else ""
