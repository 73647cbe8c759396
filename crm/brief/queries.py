"""What one must know before contacting a customer. The number of queries is fixed."""

from dataclasses import dataclass
from typing import Any

from crm.brief import counted, departments, habits, knows, parts, since
from crm.brief.departments import DepartmentContact
from crm.brief.habits import Habits
from crm.brief.knows import YEAR, Knows
from crm.brief.since import News
from crm.customers import queries as customers
from crm.customers.models import ContactPoint, Customer, PointKind
from crm.interactions import queries as interactions
from crm.interactions.models import Interaction
from crm.interactions.timeline import Reader, newer

RECENT = 10
PINNED = 5


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
    news: News
    departments: list[DepartmentContact]
    people: list[Any]
    points: list[ContactPoint]
    knows: Knows | None
    habits: Habits | None
    recent: list[interactions.Entry]
    dial: Dial | None
    dial_options: list[Dial]
    parts: dict[str, dict[str, Any]]  # what other rooms add, by place and then by their name
    made: int  # seconds since 1970


def brief(customer: Customer, reader: Reader, person_id: int | None = None, *, beside: bool = False) -> Brief:
    """The brief of ``customer`` for ``reader``; ``person_id`` is whom they are about to call.

    ``beside`` the timeline it needs no last contacts, and of the others only titles.
    """
    of_customer = interactions.newest_first(interactions.select()).where(Interaction.customer == customer)
    news = newer(reader, customer.id, since.MOST + 1)
    kept = of_customer.where(Interaction.pinned_at.is_null(False)).limit(PINNED)
    if beside:
        (new, pinned), recent = interactions.bare(news, kept), []
    else:
        new, pinned, recent = interactions.entries_of(news, kept, of_customer.limit(RECENT))
    people, own = _people(customer.id, person_id or interactions.last_person(customer.id))
    dials = _dials(people, own)
    known = counted.newest(customer.id)
    return Brief(
        customer=customer,
        notes=[line.strip() for line in customer.note.splitlines() if line.strip()],
        pinned=pinned,
        news=since.news(new, customer.id, reader),
        departments=departments.contacts(customer.id, known, reader),
        people=people,
        points=own,
        knows=knows.best(known, reader),
        habits=habits.usual(known.since(reader.now - YEAR), reader.zone),
        recent=recent,
        dial=dials[0] if dials else None,
        dial_options=dials[1:],
        parts=parts.load_all(customer, reader),
        made=int(reader.now.timestamp()),
    )


def _people(customer_id: int, first: int | None) -> tuple[list[Any], list[ContactPoint]]:
    """Who is there, ``first`` of all who is to be called; and what is nobody's."""
    people = customers.people(customer_id)
    points = customers.contact_points(customer_id)
    for person in people:
        person.reach = [point for point in points if point.person_id == person.id]
    people.sort(key=lambda person: person.id != first)
    return people, [point for point in points if point.person_id is None]


def _dials(people: list[Any], own: list[ContactPoint]) -> list[Dial]:
    of_people = [Dial(point, person) for person in people for point in person.reach if point.kind == PointKind.PHONE]
    return of_people + [Dial(point, None) for point in own if point.kind == PointKind.PHONE]
