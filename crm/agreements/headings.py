"""The headings over the list of what is open; what stands under which follows from its day alone."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crm.agreements.queries import Item
from crm.agreements.queries.lists import NO_DAY
from crm.words import N_, Text

LATE, THIS_WEEK, LATER, NONE = N_("Late"), N_("This week"), N_("Later"), N_("Without a date")


def heading(day: date | None, today: date) -> Text:
    """Under which a day stands; weeks begin on Monday."""
    if day is None or day == NO_DAY:
        return NONE
    if day < today:
        return LATE
    return THIS_WEEK if day <= end_of_week(today) else LATER


def end_of_week(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


def under(items: Iterable[Item], today: date, ended: date | None) -> Iterator[tuple[Text | None, Item]]:
    """Each with the heading before it, if any; ``ended`` is the day with which the page before ended."""
    last = heading(ended, today) if ended else None
    for one in items:
        here = heading(one.day, today)
        yield (None if here == last else here), one
        last = here
