"""Reading customers and people."""

from dataclasses import dataclass
from datetime import datetime

import peewee
from peewee import JOIN, fn

from crm import paging
from crm.accounts.models import Department, User
from crm.customers.models import Address, ContactPoint, Customer, CustomerFollow, CustomerTag, CustomerView, Person
from crm.errors import NotFound
from crm.words import N_

PAGE = 50
MANY = 100  # above this nobody wants to know how many exactly
SITTING = 30 * 60  # seconds: looking again within half an hour is the same sitting


def get(customer_id: int) -> Customer:
    """The customer with its owner. Raises NotFound."""
    query = (
        Customer.select(Customer, User, Department)
        .join(User, JOIN.LEFT_OUTER)
        .join(Department, JOIN.LEFT_OUTER)
        .where((Customer.id == customer_id) & Customer.deleted_at.is_null())
    )
    found = query.get_or_none()
    if found is None:
        raise NotFound(N_("This customer is not in the file."))
    return found


def find(customer_id: int | None) -> Customer | None:
    """The one that a list is narrowed to; None also where it is gone, and then the list is empty."""
    try:
        return get(customer_id) if customer_id else None
    except NotFound:
        return None


def by_number(number: str) -> Customer | None:
    """The customer with this number, also one in the bin, or None."""
    return Customer.get_or_none(Customer.number == number.strip())


def next_number() -> str:
    """One more than the highest number in use (of at most nine digits); 10001 in an empty file."""
    starts_with_digit = (Customer.number >= "0") & (Customer.number < ":") & (fn.LENGTH(Customer.number) <= 9)
    longest_first = (
        Customer.select(Customer.number)
        .where(starts_with_digit)
        .order_by(fn.LENGTH(Customer.number).desc(), Customer.number.desc())
    )
    highest = next((int(number) for (number,) in longest_first.tuples().iterator() if number.isdecimal()), 0)
    return str(max(highest, 10000) + 1)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``letter`` is a-z, or # for the rest."""

    letter: str = ""
    status: str = ""
    owner: str = ""
    tag: str = ""
    followed_by: int | None = None
    archived: bool = False

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.letter or self.status or self.owner or self.tag or self.followed_by or self.archived)


@dataclass(frozen=True)
class Page:
    """Some customers in the order of their names, and where the next page begins."""

    rows: list
    next_cursor: str


def page(filters: Filters, after: str = "") -> Page:
    """A page of the list, by key: ``after`` is the previous page's ``next_cursor``."""
    query = (
        Customer.select(
            Customer.id,
            Customer.number,
            Customer.name,
            Customer.sort_name,
            Customer.status,
            Customer.archived_at,
            Address.city.alias("city"),
            User.name.alias("owner_name"),
            Department.name.alias("department_name"),
            Department.mark.alias("department_mark"),
        )
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .switch(Customer)
        .join(User, JOIN.LEFT_OUTER)
        .join(Department, JOIN.LEFT_OUTER)
        .order_by(Customer.sort_name, Customer.id)
        .limit(PAGE + 1)
    )
    for condition in conditions(filters):
        query = query.where(condition)
    if key := paging.name_key(after):
        query = query.where(peewee.Tuple(Customer.sort_name, Customer.id) > key)
    rows = list(query.namedtuples())
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(rows, paging.cursor(rows[-1].sort_name, rows[-1].id) if more else "")


def conditions(filters: Filters) -> list:
    """What a customer must meet to stand in the list."""
    found = [Customer.deleted_at.is_null(), Customer.archived_at.is_null(not filters.archived)]
    if filters.letter == "#":
        found.append((Customer.sort_name < "a") | (Customer.sort_name >= "{"))
    elif filters.letter:
        found.append((Customer.sort_name >= filters.letter) & (Customer.sort_name < chr(ord(filters.letter) + 1)))
    if filters.status:
        found.append(Customer.status == filters.status)
    if filters.owner:
        found.append(Customer.owner == int(filters.owner))
    if filters.tag:
        found.append(Customer.id.in_(CustomerTag.select(CustomerTag.customer).where(CustomerTag.name == filters.tag)))
    if filters.followed_by:
        followed = CustomerFollow.select(CustomerFollow.customer).where(CustomerFollow.user == filters.followed_by)
        found.append(Customer.id.in_(followed))
    return found


def person(person_id: int) -> Person:
    """One person. Raises NotFound."""
    query = Person.select(Person, Customer).join(Customer)
    found = query.where((Person.id == person_id) & Person.deleted_at.is_null()).get_or_none()
    if found is None or found.customer.deleted_at:
        raise NotFound(N_("This person is not in the file."))
    return found


def people(customer_id: int) -> list[Person]:
    """The people at a customer, by surname."""
    return list(
        Person.select()
        .where((Person.customer == customer_id) & Person.archived_at.is_null() & Person.deleted_at.is_null())
        .order_by(Person.sort_name, Person.id)
    )


def contact_points(customer_id: int) -> list[ContactPoint]:
    """Every number and address of a customer and its people, in the order they were entered."""
    return list(
        ContactPoint.select()
        .where(ContactPoint.customer == customer_id)
        .order_by(ContactPoint.position, ContactPoint.id)
    )


def main_address(customer_id: int) -> Address | None:
    """Where a customer is, as far as is known."""
    return Address.get_or_none((Address.customer == customer_id) & (Address.position == 0))


def archived_people(customer_id: int) -> list[Person]:
    """Who used to be there."""
    return list(
        Person.select()
        .where((Person.customer == customer_id) & Person.archived_at.is_null(False) & Person.deleted_at.is_null())
        .order_by(Person.sort_name)
    )


def in_bin(limit: int) -> list[int]:
    """The customers that were deleted last and not removed yet."""
    binned = Customer.select(Customer.id).where(Customer.deleted_at.is_null(False))
    return [id for (id,) in binned.order_by(Customer.deleted_at.desc()).limit(limit).tuples()]


def is_empty() -> bool:
    """Whether there is no customer at all."""
    return not Customer.select().exists()


def owned_by(user: User) -> int:
    """How many customers in the list this colleague owns; counts no further than one more than ``MANY``."""
    mine = (Customer.owner == user) & Customer.deleted_at.is_null() & Customer.archived_at.is_null()
    return Customer.select(Customer.id).where(mine).limit(MANY + 1).count()


def follows_any(user: User) -> bool:
    """Whether this colleague owns or follows a customer."""
    owns = Customer.select().where((Customer.owner == user) & Customer.deleted_at.is_null())
    return owns.exists() or CustomerFollow.select().where(CustomerFollow.user == user).exists()


def follows(user: User, customer_id: int) -> bool:
    """Whether this colleague asked to hear what is new at the customer."""
    asked = (CustomerFollow.user == user) & (CustomerFollow.customer == customer_id)
    return CustomerFollow.select().where(asked).exists()


def tag_names() -> list[str]:
    """Every tag in use."""
    binned = Customer.select(Customer.id).where(Customer.deleted_at.is_null(False))
    names = CustomerTag.select(CustomerTag.name).where(CustomerTag.customer.not_in(binned)).distinct()
    return [name for (name,) in names.order_by(CustomerTag.name).tuples()]


def looked_at(user: User, customer_id: int, now: datetime) -> datetime | None:
    """When this colleague looked at the customer in the sitting before this one; None if never."""
    seen = CustomerView.get_or_none((CustomerView.user == user) & (CustomerView.customer == customer_id))
    if seen is None:
        return None
    same_sitting = (now - seen.seen_at).total_seconds() < SITTING
    return seen.before_at if same_sitting else seen.seen_at


def last_viewed(user: User, limit: int = 8) -> list:
    """The customers this colleague looked at last.

    ``customer_id``, ``customer_number``, ``customer_name``, ``archived_at``, ``seen_at``.
    """
    return list(
        CustomerView.select(
            *(Customer.id.alias("customer_id"), Customer.number.alias("customer_number")),
            *(Customer.name.alias("customer_name"), Customer.archived_at, CustomerView.seen_at),
        )
        .join(Customer)
        .where((CustomerView.user == user) & Customer.deleted_at.is_null())
        .order_by(CustomerView.seen_at.desc())
        .limit(limit)
        .namedtuples()
    )
