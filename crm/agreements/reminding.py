"""Reminding: before an agreement is due or ends, who made it, whose customer it is and who must know hear of it.

At 08:00 on the company's clock: a day before it is due, a week before a price or discount ends. Of each such day once,
and of days that passed while no worker ran only the last. What was agreed after that moment has just been heard of.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crm import journal
from crm.accounts.models import CONSOLE
from crm.agreements.models import Agreement, State
from crm.agreements.queries import departments
from crm.company import clock as company
from crm.customers.models import Customer
from crm.db import transaction
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.jobs.portion import SECONDS, Portion

VERB = "agreement.remind"
MORNING = time(8)
BEFORE_DUE, BEFORE_END = timedelta(days=1), timedelta(days=7)
LATEST = timedelta(days=7)  # a reminder later than this helps nobody: lists show what is late
READ, AT_ONCE = 2_000, 100  # rows read at a time; reminders in one transaction


def remind_some(now: datetime, *, seconds: float = SECONDS) -> bool:
    """Remind of what is near, for so many ``seconds``; says whether there is more. For the worker."""
    zone = company.zone()
    with Portion(seconds) as portion:
        for ids in _in_batches(_near(now, zone)):
            portion.step()
            _remind(ids, now, zone)
    return portion.is_over


def _remind(ids: Sequence[int], now: datetime, zone: ZoneInfo) -> None:
    """Of those for which it still is time: another worker, or who kept it, may have been first."""
    with transaction():
        rows = {row.id: row for row in _rows(Agreement.id.in_(ids))}
        known = departments(rows)
        for found in Agreement.select().where(Agreement.id.in_(list(rows))).order_by(Agreement.id):
            row = rows[found.id]
            day = _day(row, now, zone)
            if day is None:
                continue
            found.reminded_on = day
            found.save(only=[Agreement.reminded_on])
            told = [one.id for one in known.get(found.id, [])]
            whose = {"made_by": row.made_by, "owner": row.owner, "departments": told}
            after = {"body": found.body, "on": day, "due_on": found.due_on, **whose}
            journal.record(VERB, found, by=CONSOLE, customer=found.customer_id, after=after)


def _near(now: datetime, zone: ZoneInfo) -> Iterator[int]:
    """What must be told of now; read some rows at a time, each once."""
    today = now.astimezone(zone).date()
    due = Agreement.due_on.between(today + BEFORE_DUE - LATEST - BEFORE_DUE, today + BEFORE_DUE)
    ends = Agreement.ends_on.between(today + BEFORE_END - LATEST - BEFORE_DUE, today + BEFORE_END)
    last = 0
    while rows := _rows((due | ends) & (Agreement.id > last)):
        yield from (row.id for row in rows if _day(row, now, zone))
        last = rows[-1].id


def _rows(which: Any) -> list[Any]:
    """Open ones whose contact and customer are there."""
    query = (
        Agreement.select(
            *(Agreement.id, Agreement.due_on, Agreement.ends_on, Agreement.reminded_on, Agreement.created_at),
            *(Agreement.created_by.alias("made_by"), Customer.owner.alias("owner")),
        )
        .join(Interaction, on=Agreement.interaction == Interaction.id)
        .join_from(Agreement, Customer, on=Agreement.customer == Customer.id)
        .where((Agreement.state == State.OPEN) & Agreement.deleted_at.is_null() & which)
        .where(PRESENT & Customer.archived_at.is_null())
        .order_by(Agreement.id)
        .limit(READ)
    )
    return list(query.namedtuples())


def _day(row: Any, now: datetime, zone: ZoneInfo) -> date | None:
    """The day of which it last became time to warn; None where there is none, or that was done."""
    days = ((row.due_on, BEFORE_DUE), (row.ends_on, BEFORE_END))
    moments = [(_morning(day - before, zone), day) for day, before in days if day]
    passed = [one for one in moments if one[0] <= now]
    if not passed:
        return None
    at, day = max(passed)
    return None if day == row.reminded_on or at < row.created_at or at < now - LATEST else day


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def _in_batches(ids: Iterator[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for one in ids:
        batch.append(one)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
