"""A complaint as pages show it."""

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN

from crm import clock
from crm.accounts.models import Department, User
from crm.company import clock as company
from crm.complaints import leadtimes
from crm.complaints.models import Complaint, ComplaintCause, State
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.facts import Origin
from crm.words import N_, Text

Owner, OwnerDepartment = User.alias("complaint_owner"), Department.alias("complaint_owner_department")
OPEN = (State.RECEIVED, State.ANSWERED)
WORDS = {
    State.RECEIVED: N_("received"),
    State.ANSWERED: N_("answered"),
    State.SOLVED: N_("solved"),
    State.LEARNT: N_("learnt"),
}


@dataclass(slots=True)
class Item:
    """A complaint. ``days``: of the company's calendar since it was received; ``late``: open after its day."""

    id: int
    body: str
    state: State
    cause_id: int | None
    cause: str
    remedy: str
    lesson: str
    cost_cents: int | None
    due_on: date | None
    received_at: datetime
    answered_at: datetime | None
    solved_at: datetime | None
    learnt_at: datetime | None
    updated_at: datetime
    owner: SimpleNamespace | None  # ``id``, ``name``, ``department`` (``id``, ``name``, ``mark``)
    origin: Origin
    days: int
    late: bool

    @property
    def open(self) -> bool:
        """Whether it must still be solved."""
        return self.state in OPEN

    @property
    def said_state(self) -> Text:
        """How far it is, in a few words: "4 days open", "solved after 4 days"."""
        if self.open:
            return leadtimes.open_for(self.days)
        return N_("solved %(after)s", after=leadtimes.after(self.received_at, self.solved_at or self.received_at))

    @property
    def answered_after(self) -> Text:
        """How long the customer waited for an answer."""
        return leadtimes.after(self.received_at, self.answered_at or self.received_at)

    @property
    def solved_after(self) -> Text:
        """How long it took until it was made good."""
        return leadtimes.after(self.received_at, self.solved_at or self.received_at)


def select(every: bool = False) -> peewee.ModelSelect:
    """Complaints whose contact is there with every name that an item shows; ``every``: also what was taken back."""
    own = (
        *(Complaint.id, Complaint.body, Complaint.state, ComplaintCause.id, ComplaintCause.name),
        *(Complaint.remedy, Complaint.lesson, Complaint.cost_cents, Complaint.due_on),
        *(Complaint.received_at, Complaint.answered_at, Complaint.solved_at, Complaint.learnt_at),
        Complaint.updated_at,
        *(Owner.id, Owner.name, OwnerDepartment.id, OwnerDepartment.name, OwnerDepartment.mark),
    )
    return (
        (facts.every if every else facts.select)(Complaint, *own)
        .join_from(Complaint, ComplaintCause, JOIN.LEFT_OUTER, on=Complaint.cause == ComplaintCause.id)
        .join_from(Complaint, Owner, JOIN.LEFT_OUTER, on=Complaint.owner == Owner.id)
        .join_from(Owner, OwnerDepartment, JOIN.LEFT_OUTER, on=Owner.department == OwnerDepartment.id)
    )


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``; one more for the company's clock, where there is anything to tell."""
    rows = list(query.tuples())
    if not rows:
        return []
    zone = company.zone()
    today = clock.now().astimezone(zone).date()
    return [_item(row, today, (today - row[9].astimezone(zone).date()).days) for row in rows]


def item(complaint_id: int) -> Item:
    """One complaint, also one that was taken back. Raises NotFound."""
    found = items(select(every=True).where(Complaint.id == complaint_id))
    if not found:
        raise NotFound(N_("This complaint is not in the file."))
    return found[0]


def _item(row: tuple[Any, ...], today: date, days: int) -> Item:
    id, body, state, cause_id, cause, remedy, lesson, cost, due_on, *moments = row[:14]
    owner_id, name, department_id, department, mark = row[14:19]
    own = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
    owner = SimpleNamespace(id=owner_id, name=name, department=own) if owner_id else None
    state = State(state)
    late = state in OPEN and due_on is not None and due_on < today
    about = (remedy, lesson, cost, due_on, *moments, owner, facts.origin(row), max(days, 0), late)
    return Item(id, body, state, cause_id, cause or "", *about)
