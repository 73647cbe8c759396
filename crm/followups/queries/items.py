"""A follow-up as a list shows it: always in one query, whoever is behind the names in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.customers import phones
from crm.customers.models import Customer, Person, PointKind
from crm.errors import NotFound
from crm.followups import due, kinds, recurring
from crm.followups.models import OPEN, FollowUp, Kind
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.words import N_, Text

PRESENT = FollowUp.deleted_at.is_null() & Customer.deleted_at.is_null()
Assignee, AssigneeDepartment = User.alias("assignee"), Department.alias("assignee_department")
Asker, AskerDepartment = User.alias("asker"), Department.alias("asker_department")
Doer, DoerDepartment = User.alias("doer"), Department.alias("doer_department")
Origin, Result = Interaction.alias("origin"), Interaction.alias("outcome")
BEGINNING = fn.SUBSTR(Origin.body, 1, 400)  # of the contact where it arose, for its title
OWN = (
    *("id", "what", "due_on", "kind", "phone", "at_minute", "repeats", "snoozed_until", "created_at", "done_at"),
    *("customer_id", "customer_name", "customer_number"),
)


@dataclass(slots=True, kw_only=True)
class Item:
    """A follow-up as a list shows it. A contact in the bin is not linked: its id is None.

    ``assignee`` has it; with a ``department`` as well they took it on from there. ``away_until`` is the last day on
    which the assignee is away, where the reader stands in.
    """

    id: int
    what: str
    due_on: date
    kind: str
    phone: str
    at_minute: int | None
    repeats: str
    snoozed_until: date | None
    created_at: datetime
    done_at: datetime | None
    customer_id: int
    customer_name: str
    customer_number: str
    person: SimpleNamespace | None
    origin_id: int | None
    origin_title: str
    result_id: int | None
    outcome: str | None
    assignee: SimpleNamespace | None
    department: SimpleNamespace | None
    asker: SimpleNamespace | None
    doer: SimpleNamespace | None
    away_until: date | None = None

    @property
    def for_name(self) -> str:
        """Whose it is: the colleague's name, else the department's."""
        whose = self.assignee or self.department
        return whose.name if whose else ""

    @property
    def icon(self) -> str:
        """Of its kind."""
        return kinds.ICONS.get(self.kind, kinds.ICONS[Kind.TASK])

    @property
    def time(self) -> str:
        """``14:30`` on the company's clock, or nothing."""
        return due.time_of(self.at_minute)

    @property
    def again(self) -> Text | None:
        """How often it comes back."""
        return recurring.WORDS.get(self.repeats)

    @property
    def number(self) -> SimpleNamespace | None:
        """On what number to call back, as the pages show contact points."""
        if not self.phone:
            return None
        return SimpleNamespace(kind=PointKind.PHONE, normal=phones.normal(self.phone), value=self.phone)


def select() -> peewee.ModelSelect:
    """Follow-ups that are not in the bin, nor their customer, with every name that an item shows."""
    person_there = (FollowUp.person == Person.id) & Person.deleted_at.is_null()
    origin_there = (FollowUp.interaction == Origin.id) & Origin.deleted_at.is_null()
    result_there = (FollowUp.result == Result.id) & Result.deleted_at.is_null()
    return (
        FollowUp.select(
            *(FollowUp.id, FollowUp.what, FollowUp.due_on, FollowUp.kind, FollowUp.phone, FollowUp.at_minute),
            *(FollowUp.repeats, FollowUp.snoozed_until, FollowUp.created_at, FollowUp.done_at),
            *(FollowUp.customer_id, Customer.name, Customer.number),
            *(Person.id, Person.name, Origin.id, Origin.subject, BEGINNING, Result.id, Result.body),
            *(Department.id, Department.name, Department.mark),
            *(Assignee.id, Assignee.name, AssigneeDepartment.id, AssigneeDepartment.name, AssigneeDepartment.mark),
            *(Asker.id, Asker.name, AskerDepartment.id, AskerDepartment.name, AskerDepartment.mark),
            *(Doer.id, Doer.name, DoerDepartment.id, DoerDepartment.name, DoerDepartment.mark),
        )
        .join(Customer)
        .join_from(FollowUp, Person, JOIN.LEFT_OUTER, on=person_there)
        .join_from(FollowUp, Origin, JOIN.LEFT_OUTER, on=origin_there)
        .join_from(FollowUp, Result, JOIN.LEFT_OUTER, on=result_there)
        .join_from(FollowUp, Assignee, JOIN.LEFT_OUTER, on=FollowUp.user == Assignee.id)
        .join_from(Assignee, AssigneeDepartment, JOIN.LEFT_OUTER, on=Assignee.department == AssigneeDepartment.id)
        .join_from(FollowUp, Department, JOIN.LEFT_OUTER, on=FollowUp.department == Department.id)
        .join_from(FollowUp, Asker, JOIN.LEFT_OUTER, on=FollowUp.created_by == Asker.id)
        .join_from(Asker, AskerDepartment, JOIN.LEFT_OUTER, on=Asker.department == AskerDepartment.id)
        .join_from(FollowUp, Doer, JOIN.LEFT_OUTER, on=FollowUp.done_by == Doer.id)
        .join_from(Doer, DoerDepartment, JOIN.LEFT_OUTER, on=Doer.department == DoerDepartment.id)
        .where(PRESENT)
    )


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [_item(row) for row in query.tuples()]


def item(followup_id: int) -> Item:
    """One follow-up. Raises NotFound."""
    found = items(select().where(FollowUp.id == followup_id))
    if not found:
        raise NotFound(N_("This follow-up is not in the file."))
    return found[0]


def soonest_first(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """What is open, by due date: what is late comes first by itself."""
    return query.where(OPEN).order_by(FollowUp.due_on, FollowUp.id)


def of_ids(found: peewee.ModelSelect, ordered: Callable[[peewee.ModelSelect], peewee.ModelSelect]) -> list[Item]:
    """These, if any: most contacts and customers have none, and building the wide query costs more than asking."""
    ids = [id for (id,) in found.tuples()]
    return items(ordered(select()).where(FollowUp.id.in_(ids))) if ids else []


def _item(row: tuple) -> Item:
    own = dict(zip(OWN, row, strict=False))
    person_id, person_name, origin_id, subject, beginning, result_id, outcome = row[13:20]
    about = own | {"created_at": _moment(own["created_at"]), "done_at": _moment(own["done_at"])}
    return Item(
        **about,
        person=SimpleNamespace(id=person_id, name=person_name) if person_id else None,
        origin_id=origin_id,
        origin_title=title_of(subject or "", beginning or ""),
        result_id=result_id,
        outcome=outcome,
        department=SimpleNamespace(id=row[20], name=row[21], mark=row[22]) if row[20] else None,
        assignee=_colleague(*row[23:28]),
        asker=_colleague(*row[28:33]),
        doer=_colleague(*row[33:38]),
    )


def _moment(value: Any) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value


def _colleague(id: int | None, name: str, department_id: int, department: str, mark: int) -> SimpleNamespace | None:
    own = SimpleNamespace(id=department_id, name=department, mark=mark)
    return SimpleNamespace(id=id, name=name, department=own) if id else None
