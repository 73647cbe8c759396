"""Follow-ups by the day on which they were due: which were done by then, which later, and which are still open."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import peewee
from peewee import Case, fn

from crm import paging
from crm.company import clock as company
from crm.followups.models import FollowUp
from crm.followups.queries.items import Assignee, Item, items, select

PAGE = 50
ON_TIME, LATE, OPEN = "on_time", "late", "open"
STATES = (ON_TIME, LATE, OPEN)
LONGEST = timedelta(days=400)  # each day has its own last moment, which the database is told


@dataclass(frozen=True)
class Due:
    """What was due from ``first`` up to and including ``last``; ``state`` empty: whatever became of it.

    ``department`` is its own, else that of whose it is.
    """

    first: date
    last: date
    state: str = ""
    department: int | None = None


def due(state: str, first: date | None, last: date | None, department: int | None, today: date) -> Due:
    """As somebody asked for it in an address; without days the last twelve weeks."""
    last = last or today
    first = max(first or last - timedelta(weeks=12), last - LONGEST)
    return Due(first, last, state if state in STATES else "", department)


def due_page(asked: Due, after: str = "", size: int = PAGE) -> tuple[list[Item], str]:
    """Some of them, the last due first, and where the next page begins (empty: there is none). One query."""
    query = select().where(FollowUp.due_on.between(asked.first, asked.last))
    if asked.state:
        query = query.where(_became(asked))
    if asked.department:
        query = query.where(fn.COALESCE(FollowUp.department, Assignee.department) == asked.department)
    if key := paging.day_key(after):
        query = query.where(peewee.Tuple(FollowUp.due_on, FollowUp.id) < key)
    found = items(query.order_by(FollowUp.due_on.desc(), FollowUp.id.desc()).limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return rows, paging.cursor(rows[-1].due_on, rows[-1].id) if more else ""


def _became(asked: Due) -> Any:
    if asked.state == OPEN:
        return FollowUp.done_at.is_null()
    zone = company.zone()
    ends = []
    for number in range((asked.last - asked.first).days + 1):
        day = asked.first + timedelta(days=number)
        midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        ends.append((FollowUp.due_on == day, int(midnight.timestamp())))
    late = FollowUp.done_at >= Case(None, ends)
    return FollowUp.done_at.is_null(False) & (late if asked.state == LATE else ~late)
