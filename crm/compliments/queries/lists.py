"""Lists of compliments, the newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee

from crm import paging
from crm.accounts.models import User
from crm.company import clock as company
from crm.compliments.models import Compliment, ComplimentUser
from crm.compliments.queries.rows import MISSING, Item, items, select
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT

PAGE = 30


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; None means all.

    ``department`` is that of the contact; ``first`` and ``last`` are days of the company's calendar on which it was
    written down, both included; ``named`` the colleague whom it names.
    """

    customer: int | None = None
    department: int | None = None
    first: date | None = None
    last: date | None = None
    named: int | None = None

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Some compliments, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of the list by key: ``after`` is the previous page's ``next_cursor``."""
    query = _newest(_narrowed(select(), filters))
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(Compliment.created_at, Compliment.id) < key)
    found = items(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].origin.created_at, rows[-1].id) if more else "")


def item(compliment_id: int) -> Item:
    """One compliment, taken back or not. Raises NotFound."""
    query = facts.every(Compliment, Compliment.id, Compliment.body).where(Compliment.id == compliment_id)
    found = items(query)
    if not found:
        raise NotFound(MISSING)
    return found[0]


def of_customer(customer_id: int, since: datetime, limit: int) -> list[Item]:
    """What a customer said since then. Most said nothing: then one light query."""
    here = (Compliment.customer == customer_id) & (Compliment.created_at >= since) & Compliment.deleted_at.is_null()
    ids = [id for (id,) in _newest(Compliment.select(Compliment.id).where(here)).limit(2 * limit).tuples()]
    return by_ids(ids)[:limit]


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """What was said in these contacts, the first that was written down first."""
    there = Compliment.interaction.in_(list(interaction_ids)) & Compliment.deleted_at.is_null()
    ids = [id for (id,) in Compliment.select(Compliment.id).where(there).tuples()]
    return items(select().where(Compliment.id.in_(ids)).order_by(Compliment.id)) if ids else []


def between(first: datetime, last: datetime) -> list[tuple[int, int, int | None]]:
    """Number, customer and who wrote it down of all from ``first`` up to ``last``; light rows."""
    made = (Compliment.created_at >= first) & (Compliment.created_at < last) & Compliment.deleted_at.is_null()
    query = Compliment.select(Compliment.id, Compliment.customer_id, Compliment.created_by_id)
    query = query.join(Interaction, on=Compliment.interaction == Interaction.id)
    query = query.join_from(Compliment, Customer, on=Compliment.customer == Customer.id)
    return list(_newest(query.where(made & PRESENT)).tuples())


def who_is_named(ids: Sequence[int]) -> list[tuple[int, int, int]]:
    """Of these compliments: number, colleague and their department, one row for each whom the customer named."""
    query = ComplimentUser.select(ComplimentUser.compliment_id, User.id, User.department_id).join(User)
    return list(query.where(ComplimentUser.compliment.in_(ids)).tuples()) if ids else []


def newest(since: datetime, limit: int) -> list[Item]:
    """The last that were written down since then."""
    return items(_newest(select().where(Compliment.created_at >= since)).limit(limit))


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, as far as they are there."""
    return items(_newest(select().where(Compliment.id.in_(ids)))) if ids else []


def path_of(compliment_id: int) -> str | None:
    """Where to read it; None where it was taken back, or went with its contact."""
    return f"/compliments/{compliment_id}" if by_ids([compliment_id]) else None


def in_contact() -> Any:
    """Whether a contact has one; narrows the timeline."""
    return facts.in_contact(Compliment)


contacts_of = facts.contacts_of(Compliment)
words_of = facts.words_of(Compliment, Compliment.body)


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Compliment.created_at.desc(), Compliment.id.desc())


def _narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    if filters.customer:
        query = query.where(Compliment.customer == filters.customer)
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if filters.first or filters.last:
        query = query.where(company.between(Compliment.created_at, filters.first, filters.last))
    return query.where(_names(filters.named)) if filters.named else query


def _names(user_id: int) -> Any:
    mine = ComplimentUser.select(ComplimentUser.compliment).where(ComplimentUser.user == user_id)
    return Compliment.id.in_(mine)
