"""The headings over a list by due date; what stands under which follows from the date alone, so they cost no query."""

from collections.abc import Iterable, Iterator
from datetime import date

from crm.followups.queries import Item
from crm.words import N_, Text

LATE, TODAY, TOMORROW = N_("Late"), N_("Today"), N_("Tomorrow")
THIS_WEEK, NEXT_WEEK, LATER = N_("This week"), N_("Next week"), N_("Later")


def heading(due_on: date, today: date) -> Text:
    """Under which a due date stands; weeks begin on Monday."""
    days = (due_on - today).days
    if days < 0:
        return LATE
    if days <= 1:
        return TOMORROW if days else TODAY
    weeks = (days + today.weekday()) // 7
    return {0: THIS_WEEK, 1: NEXT_WEEK}.get(weeks, LATER)


def under(items: Iterable[Item], today: date, ended: date | None) -> Iterator[tuple[Text | None, Item]]:
    """Each with the heading before it, if any; ``ended`` is the due date with which the page before ended."""
    last = heading(ended, today) if ended else None
    for one in items:
        here = heading(one.due_on, today)
        yield (None if here == last else here), one
        last = here
