"""When what comes back comes back: from its due date on, never before today."""

from calendar import monthrange
from datetime import date, timedelta

from crm.followups.models import Repeats
from crm.words import N_, Text

DAYS = {Repeats.WEEKLY: 7, Repeats.FORTNIGHTLY: 14}
MONTHS = {Repeats.MONTHLY: 1, Repeats.QUARTERLY: 3, Repeats.YEARLY: 12}
WORDS: dict[str, Text] = {
    Repeats.WEEKLY: N_("every week"),
    Repeats.FORTNIGHTLY: N_("every two weeks"),
    Repeats.MONTHLY: N_("every month"),
    Repeats.QUARTERLY: N_("every quarter"),
    Repeats.YEARLY: N_("every year"),
}


def following(due_on: date, repeats: str, today: date, day: int | None = None) -> date:
    """The first due date after ``due_on`` that is not before ``today``.

    ``day`` is the day of the month on which it once began, where that is not ``due_on``'s own: what began on the 31st
    is due on 28 February and on 31 March again.
    """
    if days := DAYS.get(repeats):
        behind = max((today - due_on).days, 1)
        return due_on + timedelta(days=-(-behind // days) * days)
    step = MONTHS[Repeats(repeats)]
    turn = 1
    while (found := _months_on(due_on, turn * step, day or due_on.day)) < today:
        turn += 1
    return found


def _months_on(from_day: date, months: int, day: int) -> date:
    year, month = divmod(from_day.year * 12 + from_day.month - 1 + months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))
