"""The same complaint elsewhere: what caused how many, and what worked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import peewee
from peewee import Case, fn

from crm.complaints.models import Complaint, ComplaintCause, State
from crm.complaints.queries.elsewhere import present
from crm.complaints.queries.items import OPEN, Item, items, select

KNOWN = 300  # causes that are offered while typing
SHOWN = 10


@dataclass(frozen=True)
class Counted:
    """A cause (None: nobody said which): ``times`` since some moment; ever, how many are ``open``, and ``lessons``.

    ``last_at`` is None where its complaints were all taken back, or lie in the bin.
    """

    id: int | None
    name: str
    times: int
    open: int
    lessons: int
    last_at: datetime | None


def causes_counted(since: datetime) -> list[Counted]:
    """Every cause, what happened most since then first, and then what happened before. Two queries."""
    recent = Complaint.received_at >= since
    times = fn.SUM(Case(None, [(recent, 1)], 0))
    still = fn.SUM(Case(None, [(Complaint.state.in_(OPEN), 1)], 0))
    learnt = fn.SUM(Case(None, [(Complaint.state == State.LEARNT, 1)], 0))
    last = fn.MAX(Complaint.received_at)
    query = present(ComplaintCause.id, ComplaintCause.name, times, still, learnt, last)
    query = query.join_from(Complaint, ComplaintCause, peewee.JOIN.LEFT_OUTER, on=Complaint.cause == ComplaintCause.id)
    counted = query.group_by(ComplaintCause.id, ComplaintCause.name).order_by(times.desc(), last.desc())
    found = [
        Counted(id, name or "", int(times), int(still), int(learnt), last)
        for id, name, times, still, learnt, last in counted.tuples()
    ]
    known = {one.id for one in found}
    return found + [Counted(id, name, 0, 0, 0, None) for id, name in _every_cause() if id not in known]


def known_causes() -> list[str]:
    """The names, for who begins to type one, by name."""
    return [name for _id, name in causes_named()]


def causes_named() -> list[tuple[int, str]]:
    """Number and name of each, by name, to filter by."""
    return list(_every_cause().limit(KNOWN))


def _every_cause() -> Any:
    return ComplaintCause.select(ComplaintCause.id, ComplaintCause.name).order_by(ComplaintCause.key).tuples()


def earlier_with(key: str) -> tuple[int | None, int]:
    """The cause with this folded name, and how many complaints had it; None and 0 where there is none. Two queries."""
    found = ComplaintCause.get_or_none(ComplaintCause.key == key) if key else None
    if found is None:
        return None, 0
    return found.id, present(fn.COUNT(Complaint.id)).where(Complaint.cause == found.id).scalar()


def same_cause(of: Item, limit: int = SHOWN) -> Sequence[Item]:
    """The newest others with the same cause, at other customers."""
    if of.cause_id is None:
        return []
    others = (Complaint.cause == of.cause_id) & (Complaint.customer != of.origin.customer_id)
    return items(select().where(others).order_by(Complaint.received_at.desc(), Complaint.id.desc()).limit(limit))
