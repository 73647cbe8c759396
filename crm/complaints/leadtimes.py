"""How long things took, in words: "after 3 hours", "after 4 days"."""

from datetime import datetime, timedelta

from crm.words import N_, N_n, Text

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def after(begun: datetime, done: datetime) -> Text:
    """How long after ``begun`` something was done, in whole hours, and from a day on in whole days, rounded."""
    took = done - begun
    if took < HOUR:
        return N_("within the hour")
    hours = round(took / HOUR)
    if hours < 24:
        return N_n("after %(num)s hour", "after %(num)s hours", hours)
    return N_n("after %(num)s day", "after %(num)s days", round(took / DAY))


def open_for(days: int) -> Text:
    """How many days of the calendar something has been open."""
    return N_n("%(num)s day open", "%(num)s days open", days) if days > 0 else N_("open since today")
