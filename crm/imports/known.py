"""What is in the file already: a few queries per batch, however many rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import peewee

from crm.customers.actions import CustomerValues, PersonValues, Place, Reach, normalised, sort_name
from crm.customers.models import Address, ContactPoint, Customer, Person
from crm.interactions.models import Interaction
from crm.names import fold

Identity = tuple[Any, ...]


@dataclass(slots=True)
class Somebody:
    """A person that rows can mean; without an id somebody new in this batch."""

    id: int | None
    customer_id: int
    values: PersonValues
    normals: set[str]

    @classmethod
    def new(cls, customer_id: int, values: PersonValues) -> "Somebody":
        """Somebody who is not in the file."""
        return cls(None, customer_id, values, normals_of(values.points))

    def may_be(self, values: PersonValues) -> bool:
        """Whether ``values``, of the same name, can be this person: two J. Jansens have no number in common."""
        normals = normals_of(values.points)
        return not normals or not self.normals or bool(normals & self.normals)

    def complete(self, values: PersonValues) -> bool:
        """Fill the gaps with ``values``; False where there was none to fill."""
        mine = self.values
        gaps = (values.role and not mine.role, values.note and not mine.note, values.points and not self.normals)
        mine.role, mine.note = mine.role or values.role, mine.note or values.note
        if values.points and not self.normals:
            mine.points, self.normals = values.points, normals_of(values.points)
        return any(gaps)


def customer_ids(numbers: Iterable[str]) -> dict[str, int]:
    """Ids of the customers with these numbers, those in the bin left out."""
    found = _numbered(numbers).where(Customer.deleted_at.is_null())
    return dict(found.tuples())


def numbers_in_use(numbers: Iterable[str]) -> set[str]:
    """Which of these numbers some customer has, also one in the bin."""
    return {number for number, _id in _numbered(numbers).tuples()}


def _numbered(numbers: Iterable[str]) -> peewee.ModelSelect:
    return Customer.select(Customer.number, Customer.id).where(Customer.number.in_(list(set(numbers))))


def identity(values: CustomerValues) -> Identity:
    """What a customer without a number is known by: name, KvK number, main address, numbers and addresses."""
    place = values.addresses[0] if values.addresses else Place()
    return (
        fold(values.name),
        values.kvk_number,
        fold(place.street),
        place.postcode,
        fold(place.city),
        frozenset(normals_of(values.points)),
    )


def identities(wanted: Iterable[CustomerValues]) -> set[Identity]:
    """The identities of all customers in the file that are called like ``wanted``."""
    names = {sort_name(values.name, values.kind) for values in wanted}
    rows = list(Customer.select(Customer.id, Customer.name, Customer.kvk_number).where(Customer.sort_name.in_(names)))
    ids = [row.id for row in rows]
    points: dict[int, list[Reach]] = defaultdict(list)
    for point in ContactPoint.select().where(ContactPoint.customer.in_(ids) & ContactPoint.person.is_null()):
        points[point.customer_id].append(Reach(point.kind, point.value))
    places = {
        place.customer_id: Place(place.street, place.postcode, place.city)
        for place in Address.select().where(Address.customer.in_(ids) & (Address.position == 0))
    }
    return {
        identity(
            CustomerValues(
                name=row.name,
                kvk_number=row.kvk_number,
                addresses=[places[row.id]] if row.id in places else [],
                points=points[row.id],
            )
        )
        for row in rows
    }


def people(customers: Iterable[int]) -> dict[tuple[int, str], list[Somebody]]:
    """Everybody at these customers, by customer and folded name."""
    ids = list(set(customers))
    normals: dict[int, set[str]] = defaultdict(set)
    points = ContactPoint.select(ContactPoint.person, ContactPoint.normal).where(
        ContactPoint.customer.in_(ids) & ContactPoint.person.is_null(False)
    )
    for person_id, normal in points.tuples():
        normals[person_id].add(normal)
    found: dict[tuple[int, str], list[Somebody]] = defaultdict(list)
    selected = Person.select(Person.id, Person.customer, Person.name, Person.role, Person.note)
    for id, customer_id, name, role, note in selected.where(Person.customer.in_(ids)).tuples():
        found[customer_id, fold(name)].append(Somebody(id, customer_id, PersonValues(name, role, note), normals[id]))
    return found


def person_ids(customers: Iterable[int]) -> dict[tuple[int, str], int]:
    """The first person of each name at these customers."""
    selected = Person.select(Person.customer, Person.name, Person.id).where(Person.customer.in_(list(set(customers))))
    found: dict[tuple[int, str], int] = {}
    for customer_id, name, id in selected.order_by(Person.id).tuples():
        found.setdefault((customer_id, fold(name)), id)
    return found


def external_ids(wanted: Iterable[str]) -> set[str]:
    """Which of these contacts are in the file."""
    selected = Interaction.select(Interaction.external_id).where(Interaction.external_id.in_(list(wanted)))
    return {external_id for (external_id,) in selected.tuples()}


def normals_of(points: list[Reach]) -> set[str]:
    """Numbers and addresses as they are compared."""
    return {normalised(point)["normal"] for point in points}
