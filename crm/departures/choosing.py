"""Customers to choose again: where much was done in twelve months and nothing came of it. For managers.

Effort is counted in contacts: one for each contact with the customer, reached or not, and for each follow-up that was
done; a visit counts for two, since somebody travels for it, and so does a complaint. Whether somebody is worth it is
for people to say: this only shows where it may be asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from peewee import JOIN, Case, fn

from crm.accounts.models import Department, User
from crm.complaints.models import Complaint
from crm.customers.models import Customer, Status
from crm.followups.models import FollowUp
from crm.interactions.models import Channel, Direction, Interaction
from crm.quotations.models import Quotation, Stage
from crm.satisfaction.models import Rating
from crm.words import N_, N_n, Text

YEAR = timedelta(days=365)
VISIT, COMPLAINT = 2, 2  # what they count for
MUCH, MANY = 8, 3  # effort without result; complaints
LOOKED_AT = 250  # of each status, those with most contacts; and those with most complaints
MOST = 50
THERE = Customer.deleted_at.is_null() & Customer.archived_at.is_null()
BUSY = (Status.PROSPECT, Status.FORMER)


@dataclass
class Effort:
    """What was done for a customer in twelve months, and what came of it (``won``, ``lost``: ever)."""

    customer_id: int
    name: str
    status: str
    department: SimpleNamespace | None  # of its owner
    contacts: int = 0
    visits: int = 0
    complaints: int = 0
    followups: int = 0
    won: int = 0
    lost: int = 0
    score: float | None = None  # the marks it gave, on average
    reasons: list[Text] = field(default_factory=list)

    @property
    def effort(self) -> int:
        """In contacts."""
        extra = self.visits * (VISIT - 1) + self.complaints * COMPLAINT
        return self.contacts + self.followups + extra


def again(now: datetime) -> tuple[list[Effort], int]:
    """Those where it may be asked, most effort first, and how many more there are among those looked at.

    Eight queries. The busiest of each status are found from an index that knows customer and time alone; only of those
    is all counted, so that notes among ourselves and contacts in the bin do not count in the end.
    """
    since = now - YEAR
    ids = {id for status in BUSY for id in _busiest(status, since)} | set(_complained(since))
    found = _filled(_customers(ids), since) if ids else []
    listed = [one for one in found if _say_why(one)]
    listed.sort(key=lambda one: (-one.effort, one.customer_id))
    return listed[:MOST], max(len(listed) - MOST, 0)


def _say_why(one: Effort) -> bool:
    """Give it the reasons for which it stands in the list, if any."""
    in_vain = one.status == Status.PROSPECT and one.effort >= MUCH and not one.won
    if in_vain:
        one.reasons.append(_in_vain(one))
    if one.status == Status.FORMER and one.effort >= MUCH:
        one.reasons.append(N_("much contact, although they left"))
    if one.complaints >= MANY:
        one.reasons.append(N_n("one complaint", "%(num)s complaints", one.complaints))
    if one.reasons and one.lost and not one.won and not in_vain:
        one.reasons.append(N_n("one quotation lost, none won", "%(num)s quotations lost, none won", one.lost))
    return bool(one.reasons)


def _in_vain(one: Effort) -> Text:
    if not one.lost:
        return N_("much contact, and no quotation won yet")
    return N_n(
        "much contact, and one quotation lost, none won",
        "much contact, and %(num)s quotations lost, none won",
        one.lost,
    )


def _busiest(status: Status, since: datetime) -> list[int]:
    count = fn.COUNT(Interaction.id)
    of_them = (Customer.status == status) & THERE
    query = (
        Interaction.select(Interaction.customer_id).join(Customer).where(of_them & (Interaction.occurred_at >= since))
    )
    # fewer contacts may still be much effort: visits and what comes beside them count as well
    busiest = query.group_by(Interaction.customer_id).having(count * 2 >= MUCH).order_by(count.desc()).limit(LOOKED_AT)
    return [id for (id,) in busiest.tuples()]


def _complained(since: datetime) -> list[int]:
    count = fn.COUNT(Complaint.id)
    query = _complaints(since, Complaint.customer_id).group_by(Complaint.customer_id)
    return [id for (id,) in query.having(count >= MANY).order_by(count.desc()).limit(LOOKED_AT).tuples()]


def _complaints(since: datetime, *columns: Any) -> Any:
    here = (Complaint.received_at >= since) & Complaint.deleted_at.is_null() & Interaction.deleted_at.is_null()
    return Complaint.select(*columns).join(Interaction, on=Complaint.interaction == Interaction.id).where(here)


def _customers(ids: Iterable[int]) -> dict[int, Effort]:
    query = (
        Customer.select(Customer.id, Customer.name, Customer.status, Department.id, Department.name, Department.mark)
        .join(User, JOIN.LEFT_OUTER, on=Customer.owner == User.id)
        .join(Department, JOIN.LEFT_OUTER, on=User.department == Department.id)
        .where(Customer.id.in_(list(ids)) & THERE)
    )
    found = {}
    for id, name, status, department_id, department, mark in query.tuples():
        own = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
        found[id] = Effort(id, name, status, own)
    return found


def _filled(found: dict[int, Effort], since: datetime) -> list[Effort]:
    """With all that is counted of them, a query for each kind."""
    ids = list(found)
    visits = fn.SUM(Case(None, [(Interaction.channel == Channel.VISIT, 1)], 0))
    here = Interaction.customer.in_(ids) & (Interaction.occurred_at >= since) & Interaction.deleted_at.is_null()
    contacts = Interaction.select(Interaction.customer_id, fn.COUNT(Interaction.id), visits)
    contacts = contacts.where(here & (Interaction.direction != Direction.INTERNAL))
    for id, count, visited in contacts.group_by(Interaction.customer_id).tuples():
        found[id].contacts, found[id].visits = count, int(visited)
    complained = _complaints(since, Complaint.customer_id, fn.COUNT(Complaint.id))
    _put(found, "complaints", complained.where(Complaint.customer.in_(ids)).group_by(Complaint.customer_id))
    done = (FollowUp.done_at >= since) & FollowUp.deleted_at.is_null() & FollowUp.customer.in_(ids)
    finished = FollowUp.select(FollowUp.customer_id, fn.COUNT(FollowUp.id)).where(done)
    _put(found, "followups", finished.group_by(FollowUp.customer_id))
    decided = Quotation.select(Quotation.customer_id, Quotation.stage, fn.COUNT(Quotation.id))
    decided = decided.join(Interaction, on=Quotation.interaction == Interaction.id).where(
        Interaction.deleted_at.is_null()
    )
    decided = decided.where(Quotation.customer.in_(ids) & Quotation.deleted_at.is_null())
    decided = decided.where(Quotation.stage.in_([Stage.WON, Stage.LOST]))
    for id, stage, count in decided.group_by(Quotation.customer_id, Quotation.stage).tuples():
        setattr(found[id], stage, count)
    marks = Rating.select(Rating.customer_id, fn.AVG(Rating.score))
    marks = marks.join(Interaction, on=Rating.interaction == Interaction.id).where(Interaction.deleted_at.is_null())
    marks = marks.where(Rating.customer.in_(ids) & Rating.deleted_at.is_null() & (Rating.created_at >= since))
    _put(found, "score", marks.group_by(Rating.customer_id))
    return list(found.values())


def _put(found: dict[int, Effort], name: str, query: Any) -> None:
    for id, value in query.tuples():
        setattr(found[id], name, value if value is None else float(value) if name == "score" else int(value))
