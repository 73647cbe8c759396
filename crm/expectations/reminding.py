"""Reminding: on the day of its review, whoever wrote an expectation down and whose customer it is hear of it.

At 08:00 on the company's clock, of each such day once; a worker that slept tells it later, up to a week. What was told
stands in the journal: no column keeps it. One whose day was moved is told again on that day.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import peewee
from peewee import fn

from crm import journal
from crm.accounts.models import CONSOLE
from crm.company import clock as company
from crm.customers.models import Customer
from crm.db import transaction
from crm.expectations.models import Expectation
from crm.expectations.notices import REMIND
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.jobs.portion import SECONDS, Portion
from crm.journal import Change

MORNING = time(8)
LATEST = timedelta(days=7)  # a reminder later than this helps nobody: the list shows what is late
READ, AT_ONCE = 500, 100  # rows read at a time; reminders in one transaction


def remind_some(now: datetime, *, seconds: float = SECONDS) -> bool:
    """Remind of what is to be reviewed, for so many ``seconds``; says whether there is more. For the worker."""
    with Portion(seconds) as portion:
        for rows in _batches(now):
            portion.step()
            _remind([row.id for row in rows], now)
    return portion.is_over


def _remind(ids: Sequence[int], now: datetime) -> None:
    """Of those for which it still is time: another worker, or who reviewed it, may have been first."""
    with transaction():
        for row in _untold(list(_rows(now).where(Expectation.id.in_(ids)).namedtuples()), now):
            found = Expectation.get_by_id(row.id)
            after = {"body": found.body, "on": found.review_on, "created_by": found.created_by_id}
            journal.record(REMIND, found, by=CONSOLE, customer=found.customer_id, after=after)


def _batches(now: datetime) -> Iterator[list[Any]]:
    """What must be told of now, in the order of the index; read some rows at a time, each once."""
    after: Any = None
    while True:
        query = _rows(now).limit(READ)
        if after:
            query = query.where(peewee.Tuple(Expectation.review_on, Expectation.id) > (str(after.review_on), after.id))
        rows = list(query.namedtuples())
        if not rows:
            return
        untold = _untold(rows, now)
        for start in range(0, len(untold), AT_ONCE):
            yield untold[start : start + AT_ONCE]
        after = rows[-1]


def _rows(now: datetime) -> peewee.ModelSelect:
    """Those whose day has come, of customers who are in the lists."""
    last = company.today(now)
    due = (Expectation.outcome == "") & Expectation.review_on.between(last - LATEST, last)
    return (
        Expectation.select(Expectation.id, Expectation.review_on, Expectation.created_at)
        .join(Interaction, on=Expectation.interaction == Interaction.id)
        .join_from(Expectation, Customer, on=Expectation.customer == Customer.id)
        .where(due & Expectation.deleted_at.is_null() & facts.PRESENT & Customer.archived_at.is_null())
        .order_by(Expectation.review_on, Expectation.id)
    )


def _untold(rows: list[Any], now: datetime) -> list[Any]:
    """Of these those whose moment has passed and that were not told since; what was asked later is just known."""
    zone = company.zone()
    told = (Change.kind == "expectation") & Change.record.in_([row.id for row in rows]) & (Change.verb == REMIND)
    last = dict(Change.select(Change.record, fn.MAX(Change.at)).where(told).group_by(Change.record).tuples())
    found = []
    for row in rows:
        day = date.fromisoformat(str(row.review_on))
        begins, at = (datetime.combine(day, moment, zone) for moment in (time(), MORNING))
        once = row.id in last and _moment(last[row.id]) >= begins
        if _moment(row.created_at) < at <= now and not once:
            found.append(row)
    return found


def _moment(value: Any) -> datetime:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
