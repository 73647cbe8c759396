"""What one must know before contacting a customer. The number of queries is fixed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peewee import fn

from crm.accounts.models import Department
from crm.brief import parts
from crm.customers import queries as customers
from crm.customers.models import ContactPoint, Customer, PointKind
from crm.interactions import queries as interactions
from crm.interactions.models import Interaction
from crm.interactions.timeline import Reader, newer

WEEKS = 12
RECENT = 10
MOST_NEW = 5


@dataclass
class DepartmentContact:
    """When a department last had contact, and on which days (0-83) of the last twelve weeks."""

    department: Department
    last_at: datetime | None
    ticks: list[int]


@dataclass
class Dial:
    """A number to call, and whose it is (None: the customer's own)."""

    point: ContactPoint
    person: Any


@dataclass
class Brief:
    """Everything on the page, in its order."""

    customer: Customer
    notes: list[str]
    pinned: list[interactions.Entry]
    new: list[interactions.Entry]
    looked_at: datetime | None
    departments: list[DepartmentContact]
    people: list[Any]
    points: list[ContactPoint]
    recent: list[interactions.Entry]
    dial: Dial | None
    dial_options: list[Dial]
    parts: dict[str, Any]  # what other rooms add, by their name


def brief(customer: Customer, reader: Reader, person_id: int | None = None) -> Brief:
    """The brief of ``customer`` for ``reader``; ``person_id`` is whom they are about to call."""
    of_customer = interactions.newest_first(interactions.select()).where(Interaction.customer == customer)
    new, recent, pinned = interactions.entries_of(
        newer(reader, customer.id, MOST_NEW),
        of_customer.limit(RECENT),
        of_customer.where(Interaction.pinned_at.is_null(False)).limit(MOST_NEW),
    )
    people = customers.people(customer.id)
    points = customers.contact_points(customer.id)
    for person in people:
        person.reach = [point for point in points if point.person_id == person.id]
    own = [point for point in points if point.person_id is None]
    first_choice = person_id or next((person.id for entry in recent for person in entry.people), None)
    people.sort(key=lambda person: person.id != first_choice)
    dials = _dials(people, own)
    return Brief(
        customer=customer,
        notes=[line.strip() for line in customer.note.splitlines() if line.strip()],
        pinned=pinned,
        new=new,
        looked_at=reader.looked_at,
        departments=_departments(customer, reader),
        people=people,
        points=own,
        recent=recent,
        dial=dials[0] if dials else None,
        dial_options=dials[1:],
        parts=parts.load_all(customer, reader),
    )


def _departments(customer: Customer, reader: Reader) -> list[DepartmentContact]:
    today = reader.now.astimezone(ZoneInfo(reader.zone)).date()
    begin = today - timedelta(days=WEEKS * 7 - 1)
    ticks = _ticks(customer, begin, today, reader.zone)
    # one step in the index per department; grouping would read every contact of the customer
    last = Interaction.select(fn.MAX(Interaction.occurred_at)).where(
        (Interaction.customer == customer)
        & (Interaction.department == Department.id)
        & Interaction.deleted_at.is_null()
    )
    found = Department.select(Department, last.alias("last_at")).order_by(Department.id)
    return [DepartmentContact(one, _moment(one.last_at), sorted(ticks[one.id])) for one in found]


def _moment(seconds: int | datetime | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else seconds


def _ticks(customer: Customer, begin: date, today: date, zone: str) -> dict[int, set[int]]:
    since = int(datetime(begin.year, begin.month, begin.day, tzinfo=ZoneInfo(zone)).timestamp())
    rows = (
        Interaction.select(Interaction.department_id, Interaction.occurred_at)
        .where((Interaction.customer == customer) & (Interaction.occurred_at >= since))
        .where(Interaction.deleted_at.is_null())
        .order_by(Interaction.occurred_at.desc())
        .limit(1000)  # a mark per day: more than that shows nothing more
        .tuples()
    )
    days: dict[int, set[int]] = defaultdict(set)
    for department_id, occurred_at in rows:
        day = occurred_at.astimezone(ZoneInfo(zone)).date()
        if begin <= day <= today:
            days[department_id].add((day - begin).days)
    return days


def _dials(people: list[Any], own: list[ContactPoint]) -> list[Dial]:
    of_people = [Dial(point, person) for person in people for point in person.reach if point.kind == PointKind.PHONE]
    return of_people + [Dial(point, None) for point in own if point.kind == PointKind.PHONE]
