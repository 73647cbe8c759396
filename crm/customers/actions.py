"""Everything that writes customers and people. One transaction and one Change each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from crm import clock, journal, names
from crm.accounts.models import Console, Role, User
from crm.accounts.rules import require
from crm.customers import phones, queries
from crm.customers.models import (
    Address,
    ContactPoint,
    Customer,
    CustomerFollow,
    CustomerTag,
    CustomerView,
    Kind,
    Person,
    PointKind,
)
from crm.db import still_kept, transaction
from crm.errors import Invalid, NotFound, Refused
from crm.words import N_

Kept = TypeVar("Kept", Customer, Person)


@dataclass(frozen=True)
class Reach:
    """A number or address as somebody typed it."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class Place:
    """An address as somebody typed it; the first of a customer is the main one."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "NL"
    kind: str = "visit"


@dataclass
class CustomerValues:
    """What is known of a customer; a form, an import or a program fills it in."""

    name: str
    number: str = ""
    kind: str = Kind.ORGANISATION
    status: str = "customer"
    owner_id: int | None = None
    since: int | None = None
    website: str = ""
    kvk_number: str = ""
    vat_number: str = ""
    note: str = ""
    tags: list[str] = field(default_factory=list)
    points: list[Reach] = field(default_factory=list)
    addresses: list[Place] = field(default_factory=list)

    def columns(self) -> dict[str, Any]:
        """The customer's own columns."""
        own = ("number", "name", "kind", "status", "since", "website", "kvk_number", "vat_number", "note")
        return {name: getattr(self, name) for name in own} | {
            "owner": self.owner_id,
            "sort_name": sort_name(self.name, self.kind),
        }


@dataclass
class PersonValues:
    """What is known of a person."""

    name: str
    role: str = ""
    note: str = ""
    points: list[Reach] = field(default_factory=list)


def sort_name(name: str, kind: str) -> str:
    """The key by which a customer is found under its letter."""
    return names.person_sort_name(name) if kind == Kind.HOUSEHOLD else names.organisation_sort_name(name)


def create(values: CustomerValues, *, by: User | Console) -> Customer:
    """Add a customer; without a number it gets the next one. Raises Invalid for a number in use."""
    require(by, Role.STAFF)
    now = clock.now()
    with transaction():
        values.number = values.number or queries.next_number()
        _number_is_free(values.number, None)
        customer = Customer.create(**values.columns(), created_at=now, updated_at=now)
        _write_parts(customer, values)
        journal.record("customer.create", customer, by=by, customer=customer.id, after=snapshot(customer))
    return customer


def edit(customer_id: int, values: CustomerValues, *, by: User | Console, seen: int | None = None) -> Customer:
    """Replace what is known of a customer. Raises Invalid for a number in use. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("customer", customer_id, seen)
        customer = queries.get(customer_id)
        values.number = values.number or customer.number
        _number_is_free(values.number, customer_id)
        before = snapshot(customer)
        Customer.update(**values.columns(), updated_at=clock.now()).where(Customer.id == customer_id).execute()
        _write_parts(customer, values)
        customer = queries.get(customer_id)
        after = snapshot(customer)
        if after != before:
            journal.record("customer.edit", customer, by=by, customer=customer_id, before=before, after=after)
    return customer


def set_status(customer_id: int, status: str, *, by: User | Console) -> Customer:
    """Where the customer stands with us now; all else stays as it is."""
    require(by, Role.STAFF)
    with transaction():
        customer = queries.get(customer_id)
        if customer.status != status:
            before = snapshot(customer)
            customer.status, customer.updated_at = status, clock.now()
            customer.save(only=[Customer.status, Customer.updated_at])
            after = snapshot(customer)
            journal.record("customer.edit", customer, by=by, customer=customer_id, before=before, after=after)
    return customer


def hand_over(customer_ids: Sequence[int], from_user: int, to: int, *, by: User | Console) -> list[int]:
    """Give those of these customers that ``from_user`` still owns to another; answers which. A Change for each."""
    require(by, Role.STAFF)
    moved: list[int] = []
    with transaction():
        for start in range(0, len(customer_ids), journal.BATCH):
            batch = Customer.id.in_(customer_ids[start : start + journal.BATCH])
            theirs = batch & (Customer.owner == from_user) & Customer.deleted_at.is_null()
            found = [id for (id,) in Customer.select(Customer.id).where(theirs).tuples()]
            Customer.update(owner=to, updated_at=clock.now()).where(Customer.id.in_(found)).execute()
            moved += found
        deeds = [journal.Deed(id, id, {"owner": from_user}, {"owner": to}) for id in moved]
        journal.record_each("customer.hand_over", deeds, by=by)
    return moved


def archive(customer_id: int, *, by: User | Console) -> None:
    """Take a customer out of the lists; nothing is removed."""
    _set_archived(customer_id, "customer.archive", clock.now(), by=by)


def unarchive(customer_id: int, *, by: User | Console) -> None:
    """Bring an archived customer back."""
    _set_archived(customer_id, "customer.unarchive", None, by=by)


def _set_archived(customer_id: int, verb: str, moment: Any, *, by: User | Console) -> None:
    require(by, Role.STAFF)
    with transaction():
        customer = queries.get(customer_id)
        if (customer.archived_at is None) == (moment is None):
            return
        customer.archived_at = moment
        customer.save(only=[Customer.archived_at])
        journal.record(verb, customer, by=by, customer=customer_id)


def add_person(customer_id: int, values: PersonValues, *, by: User | Console) -> Person:
    """Add somebody at a customer."""
    require(by, Role.STAFF)
    now = clock.now()
    with transaction():
        customer = queries.get(customer_id)
        person = Person.create(customer=customer, **_person_columns(values), created_at=now, updated_at=now)
        _write_points(customer.id, person.id, values.points)
        journal.record("person.create", person, by=by, customer=customer.id, after=person_snapshot(person))
    return person


def edit_person(person_id: int, values: PersonValues, *, by: User | Console, seen: int | None = None) -> Person:
    """Replace what is known of a person. ``seen``: see ``journal.revision``."""
    require(by, Role.STAFF)
    with transaction():
        journal.refuse_if_changed("person", person_id, seen)
        person = queries.person(person_id)
        before = person_snapshot(person)
        Person.update(**_person_columns(values), updated_at=clock.now()).where(Person.id == person_id).execute()
        _write_points(person.customer_id, person_id, values.points)
        person = queries.person(person_id)
        after = person_snapshot(person)
        if after != before:
            journal.record("person.edit", person, by=by, customer=person.customer_id, before=before, after=after)
    return person


def archive_person(person_id: int, *, by: User | Console) -> Person:
    """Somebody left: no longer offered, still named on old contacts."""
    return _set_person_archived(person_id, "person.archive", clock.now(), by=by)


def unarchive_person(person_id: int, *, by: User | Console) -> Person:
    """Somebody came back."""
    return _set_person_archived(person_id, "person.unarchive", None, by=by)


def _set_person_archived(person_id: int, verb: str, moment: Any, *, by: User | Console) -> Person:
    require(by, Role.STAFF)
    with transaction():
        person = queries.person(person_id)
        if (person.archived_at is None) != (moment is None):
            person.archived_at = moment
            person.save(only=[Person.archived_at])
            journal.record(verb, person, by=by, customer=person.customer_id, after={"name": person.name})
    return person


def delete(customer_id: int, *, by: User | Console) -> Customer:
    """Put a customer in the bin, and out of sight with it everything that is kept of it. Managers only."""
    require(by, Role.MANAGER)
    with transaction():
        return _set_deleted(queries.get(customer_id), "customer.delete", clock.now(), by=by)


def restore(customer_id: int, *, by: User | Console) -> Customer:
    """Take a customer, with everything that is kept of it, out of the bin. Raises NotFound."""
    require(by, Role.MANAGER)
    with transaction():
        found = Customer.get_or_none(Customer.id == customer_id)
        if found is None or not still_kept(found.deleted_at, clock.now()):
            raise NotFound(N_("This customer is not in the file."))
        return _set_deleted(found, "customer.restore", None, by=by)


def delete_person(person_id: int, *, by: User | Console) -> Person:
    """Put a person in the bin: gone from the customer's page; old contacts keep the name."""
    require(by, Role.STAFF)
    with transaction():
        return _set_deleted(queries.person(person_id), "person.delete", clock.now(), by=by)


def restore_person(person_id: int, *, by: User | Console) -> Person:
    """Take a person out of the bin. Raises NotFound, and Refused while their customer is in there too."""
    require(by, Role.STAFF)
    with transaction():
        found = Person.get_or_none(Person.id == person_id)
        if found is None or not still_kept(found.deleted_at, clock.now()):
            raise NotFound(N_("This person is not in the file."))
        if found.customer.deleted_at:
            raise Refused(N_("Their customer is in the bin as well; bring that back first."))
        return _set_deleted(found, "person.restore", None, by=by)


def _set_deleted(found: Kept, verb: str, moment: Any, *, by: User | Console) -> Kept:
    if (found.deleted_at is None) != (moment is None):
        found.deleted_at = moment
        found.save(only=[type(found).deleted_at])
        customer_id = found.id if isinstance(found, Customer) else found.customer_id
        journal.record(verb, found, by=by, customer=customer_id, after={"name": found.name})
    return found


def follow(customer_id: int, *, by: User) -> None:
    """Tell ``by`` from now on what is new at this customer. Not journalled: it changes no fact."""
    require(by, Role.READER)
    with transaction():
        customer = queries.get(customer_id)
        CustomerFollow.insert(user=by, customer=customer, created_at=clock.now()).on_conflict_ignore().execute()


def unfollow(customer_id: int, *, by: User) -> None:
    """Tell ``by`` no longer; what they own they hear of anyway."""
    require(by, Role.READER)
    with transaction():
        customer = queries.get(customer_id)
        CustomerFollow.delete().where((CustomerFollow.user == by) & (CustomerFollow.customer == customer)).execute()


def mark_viewed(customer_id: int, *, by: User | Console) -> None:
    """Remember that ``by`` looks at this customer now; any colleague may. Not journalled: it changes no fact."""
    require(by, Role.READER)
    now = clock.now()
    with transaction():
        queries.get(customer_id)
        seen = CustomerView.get_or_none((CustomerView.user == by) & (CustomerView.customer == customer_id))
        if seen is None:
            CustomerView.create(user=by, customer=customer_id, seen_at=now)
            return
        if (now - seen.seen_at).total_seconds() >= queries.SITTING:
            seen.before_at = seen.seen_at
        seen.seen_at = now
        seen.save()


def snapshot(customer: Customer) -> dict[str, Any]:
    """Everything known of a customer, for the journal."""
    own = {
        name: value
        for name, value in customer.__data__.items()
        if name not in ("id", "sort_name", "created_at", "updated_at", "archived_at", "deleted_at")
    }
    places = Address.select().where(Address.customer == customer).order_by(Address.position).dicts()
    return own | {
        "tags": sorted(tag.name for tag in CustomerTag.select().where(CustomerTag.customer == customer)),
        "addresses": [
            {name: row[name] for name in ("kind", "street", "postcode", "city", "country")} for row in places
        ],
        "points": _point_snapshot((ContactPoint.customer == customer) & ContactPoint.person.is_null()),
    }


def person_snapshot(person: Person) -> dict[str, Any]:
    """Everything known of a person, for the journal."""
    return {
        "name": person.name,
        "role": person.role,
        "note": person.note,
        "points": _point_snapshot(ContactPoint.person == person),
    }


def _point_snapshot(condition: Any) -> list[dict[str, str]]:
    rows = ContactPoint.select().where(condition).order_by(ContactPoint.position)
    return [{"kind": row.kind, "label": row.label, "value": row.value} for row in rows]


def _person_columns(values: PersonValues) -> dict[str, str]:
    return {
        "name": values.name,
        "sort_name": names.person_sort_name(values.name),
        "role": values.role,
        "note": values.note,
    }


def _number_is_free(number: str, mine: int | None) -> None:
    other = queries.by_number(number)
    if other is not None and other.id != mine:
        raise Invalid(number=N_("Number %(number)s belongs to %(name)s already.", number=number, name=other.name))


def _write_parts(customer: Customer, values: CustomerValues) -> None:
    CustomerTag.delete().where(CustomerTag.customer == customer).execute()
    for name in dict.fromkeys(tag.strip().lower() for tag in values.tags if tag.strip()):
        CustomerTag.create(customer=customer, name=name)
    Address.delete().where(Address.customer == customer).execute()
    for position, place in enumerate(values.addresses):
        Address.create(customer=customer, position=position, **place.__dict__)
    _write_points(customer.id, None, values.points)


def _write_points(customer_id: int, person_id: int | None, points: list[Reach]) -> None:
    old = ContactPoint.person.is_null() if person_id is None else ContactPoint.person == person_id
    ContactPoint.delete().where((ContactPoint.customer == customer_id) & old).execute()
    for position, point in enumerate(points):
        ContactPoint.create(
            customer=customer_id, person=person_id, position=position, **point.__dict__, **normalised(point)
        )


def normalised(point: Reach) -> dict[str, str]:
    """The columns by which a contact point is looked up."""
    if point.kind == PointKind.EMAIL:
        return {"normal": point.value.strip().lower(), "reversed": ""}
    normal = phones.normal(point.value)
    return {"normal": normal, "reversed": phones.reverse(normal)}
