"""Reading what we said no to: a list of them always in one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import peewee

from crm import paging
from crm.accounts.models import User
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.facts import Origin
from crm.interactions.models import Interaction
from crm.refusals.models import Refusal
from crm.words import N_

PAGE = 30
IN_BRIEF = 4


@dataclass(slots=True)
class Item:
    """A "no" as a list shows it: what was asked, why not, and where that was said."""

    id: int
    body: str
    reason: str
    origin: Origin


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``department`` is that of the contact, days are the company's.

    ``mine``: said by this colleague, or at customers of theirs.
    """

    customer: int | None = None
    department: int | None = None
    first: date | None = None
    last: date | None = None
    mine: User | None = None
    q: str = ""

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Some of them, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def select() -> peewee.ModelSelect:
    """Those that were not taken back, with what an item shows."""
    return facts.select(Refusal, Refusal.id, Refusal.body, Refusal.reason)


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [Item(*row[:3], facts.origin(row)) for row in query.tuples()]


def item(refusal_id: int) -> Item:
    """One of them, taken back or not. Raises NotFound."""
    one = facts.every(Refusal, Refusal.id, Refusal.body, Refusal.reason).where(Refusal.id == refusal_id)
    found = items(one)
    if not found:
        raise NotFound(N_("This “no” is not in the file."))
    return found[0]


def page(filters: Filters, after: str = "", size: int = PAGE, contacts: Sequence[int] | None = None) -> Page:
    """A page of the list, the newest first, by key; ``contacts`` are those that have the words of ``filters.q``."""
    query = _newest(_narrowed(select(), filters))
    if contacts is not None:
        query = query.where(Refusal.interaction.in_(contacts))
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(Refusal.created_at, Refusal.id) < key)
    found = items(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].origin.created_at, rows[-1].id) if more else "")


def of_customer(customer_id: int, limit: int = IN_BRIEF) -> list[Item]:
    """What we last said no to at a customer. Most were never told no: then one light query."""
    here = (Refusal.customer == customer_id) & Refusal.deleted_at.is_null()
    return _of_ids(_newest(Refusal.select(Refusal.id).where(here)).limit(limit))


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """What we said no to in these contacts."""
    there = Refusal.interaction.in_(list(interaction_ids)) & Refusal.deleted_at.is_null()
    return _of_ids(Refusal.select(Refusal.id).where(there))


def between(first: datetime, last: datetime) -> list[tuple[int, int, int | None]]:
    """Number, customer and who wrote it down of all from ``first`` up to ``last``, the newest first; light rows."""
    written = (Refusal.created_at >= first) & (Refusal.created_at < last)
    query = Refusal.select(Refusal.id, Refusal.customer_id, Refusal.created_by_id)
    query = query.join(Interaction).join_from(Refusal, Customer, on=Refusal.customer == Customer.id)
    return list(_newest(query.where(written & Refusal.deleted_at.is_null() & facts.PRESENT)).tuples())


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, the newest first."""
    return items(_newest(select().where(Refusal.id.in_(ids)))) if ids else []


def _of_ids(found: peewee.ModelSelect) -> list[Item]:
    """These, if any: building the wide query costs more than asking."""
    return by_ids([id for (id,) in found.tuples()])


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Refusal.created_at.desc(), Refusal.id.desc())


def _narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    if filters.customer:
        query = query.where(Refusal.customer == filters.customer)
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if filters.mine:
        query = query.where((Refusal.created_by == filters.mine) | (Customer.owner == filters.mine))
    if filters.first or filters.last:  # when it was written down
        query = query.where(company.between(Refusal.created_at, filters.first, filters.last))
    return query
