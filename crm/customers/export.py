"""Customers and people as rows of a file that the import reads back.

A batch at a time and by key, so that a hundred thousand cost no more memory than five hundred. Each batch is read
by itself: one long look at the file would keep its log from being folded in for as long as a slow download takes.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import peewee
from peewee import JOIN

from crm.accounts.models import User
from crm.customers.models import Address, ContactPoint, Customer, CustomerTag, Person, PointKind
from crm.customers.queries import Filters, conditions

CUSTOMERS = (
    *("number", "name", "kind", "status", "owner_email", "phone", "email", "website", "street", "postcode"),
    *("city", "country", "kvk_number", "vat_number", "tags", "note"),
)
PEOPLE = ("customer_number", "name", "role", "phone", "mobile", "email", "note")
BATCH = 500
MOBILE = "mobile"


def customers(filters: Filters) -> Iterator[tuple]:
    """Every customer that passes, in the order of the list; the columns are ``CUSTOMERS``."""
    for batch in _batches(filters):
        ids = [one.id for one in batch]
        points = _points(ContactPoint.customer.in_(ids) & ContactPoint.person.is_null(), "customer")
        tags = _tags(ids)
        for one in batch:
            reach = points[one.id]
            yield (
                *(one.number, one.name, one.kind, one.status, one.owner_email),
                *(_lines(reach, PointKind.PHONE), _lines(reach, PointKind.EMAIL), one.website),
                *(one.street, one.postcode, one.city, one.country, one.kvk_number, one.vat_number),
                *(", ".join(tags[one.id]), one.note),
            )


def people(filters: Filters) -> Iterator[tuple]:
    """Everybody who is still there at the customers that pass, customer by customer; the columns are ``PEOPLE``."""
    for batch in _batches(filters):
        numbers = {one.id: one.number for one in batch}
        found = _people(batch)
        points = _points(ContactPoint.customer.in_(list(numbers)) & ContactPoint.person.is_null(False), "person")
        for person in found:
            reach = points[person.id]
            mobile = [point for point in reach if point.label == MOBILE]
            others = [point for point in reach if point.label != MOBILE]
            yield (
                *(numbers[person.customer_id], person.name, person.role),
                *(_lines(others, PointKind.PHONE), _lines(mobile, PointKind.PHONE), _lines(reach, PointKind.EMAIL)),
                person.note,
            )


def _batches(filters: Filters) -> Iterator[list]:
    """The customers that pass with their owner's address and their own main one, in the order of their names."""
    query = (
        Customer.select(
            Customer,
            User.email.alias("owner_email"),
            *(Address.street, Address.postcode, Address.city, Address.country),
        )
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .switch(Customer)
        .join(User, JOIN.LEFT_OUTER)
        .where(*conditions(filters))
        .order_by(Customer.sort_name, Customer.id)
        .limit(BATCH)
    )
    batch = list(query.objects())
    while batch:
        yield batch
        last = peewee.Tuple(Customer.sort_name, Customer.id) > (batch[-1].sort_name, batch[-1].id)
        batch = list(query.where(last).objects()) if len(batch) == BATCH else []


def _people(batch: list) -> list[Person]:
    """By customer in the order of the batch, then by surname."""
    places = {one.id: at for at, one in enumerate(batch)}
    present = Person.archived_at.is_null() & Person.deleted_at.is_null()
    found = Person.select().where(Person.customer.in_(list(places)) & present)
    return sorted(found, key=lambda person: (places[person.customer_id], person.sort_name, person.id))


def _points(condition: Any, whose: str) -> dict[int, list[ContactPoint]]:
    found: dict[int, list[ContactPoint]] = defaultdict(list)
    for point in ContactPoint.select().where(condition).order_by(ContactPoint.position, ContactPoint.id):
        found[point.__data__[whose]].append(point)
    return found


def _tags(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    selected = CustomerTag.select(CustomerTag.customer_id, CustomerTag.name).where(CustomerTag.customer.in_(ids))
    for customer_id, name in selected.order_by(CustomerTag.name).tuples():
        found[customer_id].append(name)
    return found


def _lines(points: list[ContactPoint], kind: str) -> str:
    """Several in one cell stand on lines of their own: any other sign may occur in a number."""
    return "\n".join(point.value for point in points if point.kind == kind)
