"""Reading surprises: a list of them always in one query, and the contacts one can choose from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm import paging
from crm.accounts.models import Department, User
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.surprises.causes import WORDS, Words
from crm.surprises.models import Cause, Surprise
from crm.words import N_

PAGE = 30
BEGINNING = 400  # characters of a contact, for its title
Told, Missed = Interaction.alias("told"), Interaction.alias("missed_contact")
Author, AuthorDepartment = User.alias("author"), Department.alias("author_department")
THERE = Surprise.deleted_at.is_null()
PRESENT = THERE & Told.deleted_at.is_null() & Customer.deleted_at.is_null()


@dataclass(slots=True)
class Item:
    """A surprise as a list shows it. Of a contact that is gone ``missed_id`` is None, and ``missed_gone`` says so."""

    id: int
    cause: Cause
    created_at: datetime
    marked_by_id: int | None
    customer_id: int
    customer_name: str
    told_id: int
    told_at: datetime
    told_subject: str
    told_body: str  # its beginning
    author_name: str | None
    department: SimpleNamespace | None
    missed_id: int | None
    missed_at: datetime | None
    missed_title: str
    missed_gone: bool

    @property
    def told_title(self) -> str:
        """What the contact is called in which it was told; may be empty."""
        return title_of(self.told_subject, self.told_body)

    @property
    def words(self) -> Words:
        """Its cause, for people."""
        return WORDS[self.cause]


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``department`` is that of who was surprised.

    ``first`` and ``last`` (included) are days of the company's clock on which they were marked.
    """

    cause: str = ""
    department: int | None = None
    customer: int | None = None
    first: date | None = None
    last: date | None = None

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Some surprises, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def select() -> peewee.ModelSelect:
    """Surprises that were not taken back and whose contact is there, with every name that an item shows."""
    gone = Missed.deleted_at.is_null(False)
    return (
        Surprise.select(
            *(Surprise.id, Surprise.cause, Surprise.created_at, Surprise.created_by_id, Customer.id, Customer.name),
            *(Told.id, Told.occurred_at, Told.subject, fn.SUBSTR(Told.body, 1, BEGINNING), Author.name),
            *(AuthorDepartment.id, AuthorDepartment.name, AuthorDepartment.mark),
            *(Missed.id, Missed.occurred_at, Missed.subject, fn.SUBSTR(Missed.body, 1, BEGINNING), gone),
        )
        .join(Told, on=Surprise.interaction == Told.id)
        .join_from(Surprise, Customer, on=Surprise.customer == Customer.id)
        .join_from(Told, Author, JOIN.LEFT_OUTER, on=Told.author == Author.id)
        .join_from(Told, AuthorDepartment, JOIN.LEFT_OUTER, on=Told.department == AuthorDepartment.id)
        .join_from(Surprise, Missed, JOIN.LEFT_OUTER, on=Surprise.missed == Missed.id)
        .where(PRESENT)
    )


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [_item(row) for row in query.tuples()]


def item(surprise_id: int) -> Item:
    """One surprise. Raises NotFound."""
    found = items(select().where(Surprise.id == surprise_id))
    if not found:
        raise NotFound(N_("This surprise is not in the file."))
    return found[0]


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of the list, the last marked first, by key: ``after`` is the previous page's ``next_cursor``."""
    query = _newest(_narrowed(select(), filters))
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(Surprise.created_at, Surprise.id) < key)
    found = items(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].created_at, rows[-1].id) if more else "")


def by_cause(first: datetime, last: datetime, filters: Filters | None = None) -> dict[Cause, int]:
    """How many surprises of each cause were marked from ``first`` up to but not including ``last``. One query."""
    query = _present(Surprise.cause, fn.COUNT(Surprise.id)).group_by(Surprise.cause)
    query = query.where((Surprise.created_at >= first) & (Surprise.created_at < last))
    counted = dict(_narrowed(query, filters or Filters()).tuples())
    return {cause: counted.get(cause, 0) for cause in Cause}


def of_customer(customer_id: int, since: datetime, limit: int) -> list[Item]:
    """What surprised us at a customer since then, the last first. Most have none: then one light query."""
    here = _present(Surprise.id).where((Surprise.customer == customer_id) & (Surprise.created_at >= since))
    return _of_ids(_newest(here).limit(limit), _newest)


def between(first: datetime, last: datetime) -> list[tuple[int, int, int | None]]:
    """Number, customer and who marked it of all from ``first`` up to ``last``, the last first; light rows."""
    marked = (Surprise.created_at >= first) & (Surprise.created_at < last)
    query = _present(Surprise.id, Surprise.customer_id, Surprise.created_by_id)
    return list(_newest(query.where(marked)).tuples())


def newest(since: datetime, limit: int) -> list[Item]:
    """The last that were marked since then, the last first."""
    return items(_newest(select().where(Surprise.created_at >= since)).limit(limit))


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, the last first."""
    return items(_newest(select().where(Surprise.id.in_(ids)))) if ids else []


def around(interaction_ids: Iterable[int]) -> list[Item]:
    """What was told in these contacts, and what stood in them."""
    ids = list(interaction_ids)
    there = Surprise.interaction.in_(ids) | Surprise.missed.in_(ids)
    return _of_ids(Surprise.select(Surprise.id).where(there & THERE), lambda query: query.order_by(Surprise.id))


def in_contact() -> Any:
    """Whether the customer had to tell us something in a contact; narrows the timeline."""
    return fn.EXISTS(Surprise.select(Surprise.id).where((Surprise.interaction == Interaction.id) & THERE))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts in which these were told."""
    rows = Surprise.select(Surprise.interaction_id).where(Surprise.id.in_(ids)).tuples()
    return {contact for (contact,) in rows}


def _present(*columns: Any) -> peewee.ModelSelect:
    """Only these columns, of the same surprises as ``select()``."""
    query = Surprise.select(*columns).join(Told, on=Surprise.interaction == Told.id)
    return query.join_from(Surprise, Customer, on=Surprise.customer == Customer.id).where(PRESENT)


def _of_ids(found: peewee.ModelSelect, ordered: Callable[[peewee.ModelSelect], peewee.ModelSelect]) -> list[Item]:
    """These, if any: building the wide query costs more than asking."""
    ids = [id for (id,) in found.tuples()]
    return items(ordered(select().where(Surprise.id.in_(ids)))) if ids else []


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Surprise.created_at.desc(), Surprise.id.desc())


def _narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    if filters.cause:
        query = query.where(Surprise.cause == filters.cause)
    if filters.department:
        query = query.where(Surprise.department == filters.department)
    if filters.customer:
        query = query.where(Surprise.customer == filters.customer)
    if filters.first:
        query = query.where(Surprise.created_at >= _begin(filters.first))
    if filters.last:
        query = query.where(Surprise.created_at < _begin(filters.last + timedelta(days=1)))
    return query


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), company.zone()).astimezone(UTC)


def _item(row: tuple) -> Item:
    id, cause, created_at, marked_by, customer_id, customer_name = row[:6]
    told_id, told_at, subject, body, author, department_id, department, number = row[6:14]
    missed_id, missed_at, missed_subject, missed_body, in_bin = row[14:]
    gone = bool(in_bin) or (missed_id is None and cause != Cause.NOT_LOGGED)
    return Item(
        *(id, Cause(cause), created_at, marked_by, customer_id, customer_name),
        *(told_id, told_at, subject, body, author),
        SimpleNamespace(id=department_id, name=department, mark=number) if department_id else None,
        None if gone else missed_id,
        missed_at,
        title_of(missed_subject or "", missed_body or ""),
        gone,
    )
