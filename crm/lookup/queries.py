"""Whose phone number is this?"""

from dataclasses import dataclass, replace
from typing import Any

from peewee import JOIN

from crm.customers import phones
from crm.customers.models import Address, ContactPoint, Customer, Person, PointKind

FEWEST_DIGITS = 4
MOST = 50


@dataclass(frozen=True)
class Match:
    """A customer with this number, and the person if it is a person's."""

    customer_id: int
    customer_number: str
    customer_name: str
    city: str | None
    person_id: int | None
    person_name: str | None

    @property
    def brief_path(self) -> str:
        """The page to read before calling, this person in front."""
        path = f"/customers/{self.customer_id}/brief"
        return f"{path}?person={self.person_id}" if self.person_id else path


def lookup(phone: str) -> list[Match]:
    """Who has this number in any spelling; else whose numbers end in these digits (four at least)."""
    normal = phones.normal(phone)
    if not normal:
        return []
    found = _matches(ContactPoint.normal == normal)
    ending = phones.reverse(normal)
    if found or normal.startswith("+") or len(ending) < FEWEST_DIGITS:
        return found
    return _matches((ContactPoint.reversed >= ending) & (ContactPoint.reversed < ending + ":"))  # ":" follows "9"


def only_customer(matches: list[Match]) -> Match | None:
    """The one customer that all matches are of, with the person if it is only one's number."""
    if len({match.customer_id for match in matches}) != 1:
        return None
    people = [match for match in matches if match.person_id]
    return people[0] if len(people) == 1 else replace(matches[0], person_id=None, person_name=None)


def _matches(condition: Any) -> list[Match]:
    """Archived customers and people who left come only where nobody else has the number."""
    selected = (
        ContactPoint.select(Customer.id, Customer.number, Customer.name, Address.city, Person.id, Person.name)
        .select_extend(Customer.archived_at, Person.archived_at)
        .join(Customer)
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .switch(ContactPoint)
        .join(Person, JOIN.LEFT_OUTER)
        .where(condition & (ContactPoint.kind == PointKind.PHONE))
        .where(Customer.deleted_at.is_null() & Person.deleted_at.is_null())
        .order_by(Customer.sort_name, Person.sort_name, ContactPoint.id)
        .limit(MOST)
    )
    rows = [(Match(*shown), archived or left) for *shown, archived, left in selected.tuples()]
    present = [match for match, gone in rows if gone is None] or [match for match, _gone in rows]
    return list(dict.fromkeys(present))
