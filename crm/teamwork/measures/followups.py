"""Follow-ups by the day on which they were due, and whether they were done by then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import peewee
from peewee import JOIN, Case, fn

from crm.accounts.models import User
from crm.customers.models import Customer
from crm.followups.models import FollowUp
from crm.followups.queries import PRESENT
from crm.teamwork import days
from crm.teamwork.days import Span
from crm.teamwork.measures.figure import Figure

ON_TIME, LATE, OPEN = "on_time", "late", "open"


def _present(query: peewee.ModelSelect) -> peewee.ModelSelect:
    whose = query.join(Customer).join_from(FollowUp, User, JOIN.LEFT_OUTER, on=FollowUp.user == User.id)
    return whose.where(PRESENT)


def _details(span: Span) -> Sequence[Any]:
    """Whether it is done, and whether that was after the last moment of its day."""
    by_day = range(span.first, span.last + 1)
    ends = [(FollowUp.due_on == date.fromordinal(day), days.start_of(day + 1, span.zone)) for day in by_day]
    return FollowUp.done_at.is_null(False), FollowUp.done_at >= Case(None, ends)


def _said(done: Any, late: Any) -> str:
    return (LATE if late else ON_TIME) if done else OPEN


FOLLOWUPS = Figure(
    *("followups", FollowUp, FollowUp.due_on, _present),
    department=fn.COALESCE(FollowUp.department, User.department),
    details=_details,
    said=_said,
)
