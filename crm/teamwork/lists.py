"""What is behind figures that no other list shows: outgoing contacts looked up or not, and who knows each customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import peewee
from peewee import fn

from crm import paging
from crm.accounts.models import Department
from crm.accounts.small import Split
from crm.company import clock as company
from crm.consults import beforehand
from crm.consults.models import Consult, ConsultCount
from crm.customers.models import Customer
from crm.interactions import queries as interactions
from crm.interactions.models import Interaction
from crm.interactions.queries import Entry
from crm.interactions.silence import CONTACT
from crm.teamwork.measures.stocks import OURS, YEAR
from crm.teamwork.section import SMALL
from crm.words import Text

PAGE = 30
BATCH, MOST_BATCHES = 200, 10  # customers that are looked at for one page
MANY = 4  # departments; as many and more are one
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Filters:
    """Outgoing contacts from ``first`` up to and including ``last``; ``consulted`` empty: of either sort."""

    first: date
    last: date
    consulted: str = ""
    department: int | None = None


@dataclass(frozen=True)
class Contacts:
    """Some of them, the newest first, and where the next page begins (empty: there is none)."""

    rows: list[Entry]
    next_cursor: str


@dataclass(frozen=True)
class KnownCustomer:
    """A customer, and the departments that had contact."""

    id: int
    number: str
    name: str
    departments: list[str]


@dataclass(frozen=True)
class Customers:
    """Some of them by name. With a cursor there may be more, also where no row is shown."""

    rows: list[KnownCustomer]
    next_cursor: str


def contacts(filters: Filters, after: str = "", size: int = PAGE) -> Contacts:
    """A page of outgoing contacts, by key."""
    looked = fn.EXISTS(Consult.select(Consult.id).where(beforehand.sittings()))
    query = interactions.newest_first(interactions.select()).where(
        (Interaction.occurred_at >= _begin(filters.first))
        & (Interaction.occurred_at < _begin(filters.last + timedelta(days=1)))
        & beforehand.outgoing()
        & Interaction.department.is_null(False)
    )
    if filters.consulted:
        query = query.where(looked if filters.consulted == YES else ~looked)
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if key := paging.moment_key(after):
        query = query.where(interactions.before(key))
    found = interactions.entries(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Contacts(rows, paging.cursor(rows[-1].occurred_at, rows[-1].id) if more else "")


def forgotten_until() -> date | None:
    """The Sunday up to which who opened what is only counted; None where all of it is still known."""
    week = ConsultCount.select(fn.MAX(ConsultCount.week)).scalar()
    if not week:
        return None
    year, _mark, number = week.partition("-W")
    return date.fromisocalendar(int(year), int(number), 7)


def customers(many: int, today: date, after: str = "", size: int = PAGE) -> Customers:
    """A page of customers whom so many departments had contact with within a year, by name.

    Nobody keeps this per customer, so they are looked at a batch at a time until the page is full.
    """
    found: list[KnownCustomer] = []
    for _batch in range(MOST_BATCHES):
        batch = _batch_after(after)
        known = _departments_of([id for id, *_names in batch], today)
        for id, number, name, sort_name in batch:
            after = paging.cursor(sort_name, id)
            if min(len(known.get(id, ())), MANY) == many:
                found.append(KnownCustomer(id, number, name, known.get(id, [])))
                if len(found) == size:
                    return Customers(found, after)
        if len(batch) < BATCH:
            return Customers(found, "")
    return Customers(found, after)


def may_narrow(split: Split, department: int | None) -> int | None:
    """The department, where it is large enough to be looked at by itself."""
    return department if department in {one.id for one in split.columns if one} else None


def named(split: Split) -> dict[int, str | Text]:
    """What a row calls each department: one so small that its name stands for a colleague's goes with the others.

    Where such a one cannot be taken together with others, no row names any: else what is not named would tell it.
    """
    if split.left_out:
        return {}
    return {one.id: one.name for one in split.columns if one} | {one.id: SMALL for one in split.together}


def _batch_after(after: str) -> list[tuple[int, str, str, str]]:
    query = Customer.select(Customer.id, Customer.number, Customer.name, Customer.sort_name)
    query = query.where(OURS).order_by(Customer.sort_name, Customer.id).limit(BATCH)
    if key := paging.name_key(after):
        query = query.where(peewee.Tuple(Customer.sort_name, Customer.id) > key)
    return list(query.tuples())


def _departments_of(ids: Sequence[int], today: date) -> dict[int, list[str]]:
    """Names of the departments that reached each of these customers within a year, by customer."""
    end = int(_begin(today + timedelta(days=1)).timestamp())
    lately = (Interaction.occurred_at >= end - YEAR) & (Interaction.occurred_at < end)
    query = Interaction.select(Interaction.customer_id, Department.name).join(Department).distinct()
    rows = query.where(Interaction.customer.in_(list(ids)) & lately & CONTACT).tuples()
    found: dict[int, list[str]] = {}
    for customer, name in sorted(rows):
        found.setdefault(customer, []).append(name)
    return found


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), company.zone()).astimezone(UTC)
