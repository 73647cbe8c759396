"""Reminding: on the day that something is due, or comes back after it was put off, whoever must do it hears of it.

At 08:00 on their own clock; what has a time half an hour before that. Of each such day once, and of days that passed
while no worker ran only the last. What is asked after that moment has just been heard of.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import peewee
from peewee import JOIN, fn

from crm import clock, journal
from crm.accounts.models import CONSOLE, User
from crm.company import clock as company
from crm.customers.models import Customer
from crm.db import transaction
from crm.followups.calendar import moment
from crm.followups.models import OPEN, FollowUp
from crm.jobs.portion import SECONDS, Portion
from crm.journal import Change
from crm.news import Notice

VERB = "followup.remind"
MORNING = 8 * 60  # minutes since midnight
BEFORE = timedelta(minutes=30)
LATEST = timedelta(days=7)  # a reminder later than this helps nobody: lists show what is late
READ, AT_ONCE = 2_000, 100  # rows read at a time; reminders in one transaction


def remind_some(now: datetime, *, seconds: float = SECONDS) -> bool:
    """Remind of what is due, for so many ``seconds``; says whether there is more. For the worker."""
    clocks = _Clocks()
    with Portion(seconds) as portion:
        for ids in _in_batches(_due(now, clocks)):
            portion.step()
            _remind(ids, now, clocks)
    return portion.is_over


def notices(change: Change) -> list[Notice]:
    """What a reminder tells: whose it is, or everybody of the department while nobody took it."""
    if change.verb != VERB:
        return []
    about = change.values["after"]
    user, department = about["user"], about["department"]
    whose = {"users": frozenset([user])} if user else {"departments": frozenset([department])}
    return [Notice("due", ("followup", change.record), customer=change.customer, words=about["what"], **whose)]


def _remind(ids: Sequence[int], now: datetime, clocks: "_Clocks") -> None:
    """Of those for which it still is time: another worker, or who did it, may have been first."""
    with transaction():
        days = {row.id: day for row in _rows(FollowUp.id.in_(ids)) if (day := _day(row, now, clocks))}
        for found in FollowUp.select().where(FollowUp.id.in_(list(days))).order_by(FollowUp.id):
            found.reminded_on = days[found.id]
            found.save(only=[FollowUp.reminded_on])
            whose = {"user": found.user_id, "department": found.department_id}
            after = {"what": found.what, "on": found.reminded_on, **whose}
            journal.record(VERB, found, by=CONSOLE, customer=found.customer_id, after=after)


def _due(now: datetime, clocks: "_Clocks") -> Iterator[int]:
    """What must be told of now, by due date; read some rows at a time, each once."""
    first, last = (now - LATEST).date() - timedelta(days=1), (now + timedelta(days=1)).date()  # wherever its owner is
    soon = FollowUp.due_on.between(first, last) | FollowUp.snoozed_until.between(first, last)
    newest = fn.COALESCE(FollowUp.snoozed_until, FollowUp.due_on)
    told = FollowUp.reminded_on.is_null(False) & (FollowUp.reminded_on >= FollowUp.due_on)
    told &= FollowUp.reminded_on >= newest
    after = None
    while rows := _rows(soon & ~told, after):
        yield from (row.id for row in rows if _day(row, now, clocks))
        after = rows[-1]


def _rows(which: peewee.Expression, after: Any = None) -> list[Any]:
    """Open ones at customers who are there, whose owner works here, in the order of the index of what is open."""
    query = (
        FollowUp.select(
            *(FollowUp.id, FollowUp.due_on, FollowUp.at_minute, FollowUp.snoozed_until, FollowUp.reminded_on),
            *(FollowUp.created_at, FollowUp.user_id, User.timezone.alias("timezone")),
        )
        .join(Customer)
        .join_from(FollowUp, User, JOIN.LEFT_OUTER, on=FollowUp.user == User.id)
        .where(OPEN & which & User.disabled_at.is_null())
        .where(Customer.deleted_at.is_null() & Customer.archived_at.is_null())
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(READ)
    )
    if after:
        query = query.where(peewee.Tuple(FollowUp.due_on, FollowUp.id) > (after.due_on.isoformat(), after.id))
    return list(query.namedtuples())


def _day(row: Any, now: datetime, clocks: "_Clocks") -> date | None:
    """The latest day of which it is time to remind; None where there is none, or that was done."""
    passed = [(day, at) for day, at in _moments(row, clocks) if at <= now]
    if not passed:
        return None
    day, at = max(passed)
    told = row.reminded_on and row.reminded_on >= day
    return None if told or at < row.created_at or at < now - LATEST else day


def _moments(row: Any, clocks: "_Clocks") -> Iterator[tuple[date, datetime]]:
    """Each day of which somebody is reminded, and when."""
    here, snoozed = clocks.of(row), row.snoozed_until
    if snoozed and snoozed != row.due_on:
        yield snoozed, moment(snoozed, MORNING, here)
    if snoozed is None or snoozed <= row.due_on:
        if row.at_minute is None:
            yield row.due_on, moment(row.due_on, MORNING, here)
        else:
            yield row.due_on, moment(row.due_on, row.at_minute, clocks.companys) - BEFORE


class _Clocks:
    """Colleagues' clocks and the company's, each looked up once."""

    def __init__(self) -> None:
        self.companys = company.zone()
        self._known: dict[str, ZoneInfo] = {"": self.companys}

    def of(self, row: Any) -> ZoneInfo:
        """The clock of whose it is; the company's, where that is a department."""
        name = row.timezone or ""
        if name not in self._known:
            self._known[name] = clock.zone_named(name) or self.companys
        return self._known[name]


def _in_batches(ids: Iterator[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for one in ids:
        batch.append(one)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
