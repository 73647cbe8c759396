"""Reading who left: a list of them always in one query. Who came back no longer counts as gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm import paging
from crm.accounts.models import Department
from crm.company import clock as company
from crm.customers.models import Customer
from crm.departures.models import Departure
from crm.departures.words import UNKNOWN, word
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.journal import Change
from crm.words import N_, Text

PAGE = 50
LATE = timedelta(days=366)  # so long ago a customer may have left that is written down today
STANDS = Departure.deleted_at.is_null()
THERE, GONE = STANDS & Customer.deleted_at.is_null(), STANDS & Departure.returned_on.is_null()
Contact = Interaction.alias("last_contact")


@dataclass(slots=True)
class Item:
    """A customer who left. ``interaction_id`` is None where its contact lies in the bin."""

    id: int
    left_on: date
    reason: str
    explanation: str
    returned_on: date | None
    created_at: datetime
    deleted_at: datetime | None
    customer_id: int
    customer_name: str
    owner_id: int | None
    created_by_id: int | None
    department: SimpleNamespace | None
    interaction_id: int | None
    title: str  # of that contact; may be empty

    @property
    def why(self) -> Text:
        """The reason in words, also where there is none."""
        return word(self.reason)


@dataclass(frozen=True)
class Filters:
    """What the list and the figures are narrowed to; empty means all. ``first`` and ``last``: both included."""

    reason: str = ""  # one of Reason, or UNKNOWN
    department: int | None = None
    customer: int | None = None
    first: date | None = None
    last: date | None = None
    returned: bool = False  # those who came back instead

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
    """Departures that were not taken back, of customers that are not in the bin, with all that an item shows."""
    return every().where(STANDS)


def every() -> peewee.ModelSelect:
    """The same, with those that were taken back."""
    there = (Departure.interaction == Contact.id) & Contact.deleted_at.is_null()
    return (
        Departure.select(
            *(Departure.id, Departure.left_on, Departure.reason, Departure.explanation, Departure.returned_on),
            *(Departure.created_at, Departure.deleted_at),
            *(Customer.id, Customer.name, Customer.owner_id, Departure.created_by_id),
            *(Department.id, Department.name, Department.mark),
            *(Contact.id, Contact.subject, fn.SUBSTR(Contact.body, 1, facts.BEGINNING)),
        )
        .join(Customer)
        .join_from(Departure, Department, JOIN.LEFT_OUTER, on=Departure.department == Department.id)
        .join_from(Departure, Contact, JOIN.LEFT_OUTER, on=there)
        .where(Customer.deleted_at.is_null())
    )


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [_item(row) for row in query.tuples()]


def item(departure_id: int) -> Item:
    """One of them, also one that was taken back. Raises NotFound."""
    found = items(every().where(Departure.id == departure_id))
    if not found:
        raise NotFound(N_("This departure is not in the file."))
    return found[0]


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of the list, who left last on top, by key."""
    query = narrowed(select(), filters).order_by(Departure.left_on.desc(), Departure.id.desc())
    if key := paging.day_key(after):
        query = query.where(peewee.Tuple(Departure.left_on, Departure.id) < key)
    found = items(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].left_on, rows[-1].id) if more else "")


def narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    """Only what the filters ask for; who came back only where that is asked."""
    query = query.where(Departure.returned_on.is_null(not filters.returned))
    if filters.reason:
        query = query.where(Departure.reason == ("" if filters.reason == UNKNOWN else filters.reason))
    if filters.department:
        query = query.where(Departure.department == filters.department)
    if filters.customer:
        query = query.where(Departure.customer == filters.customer)
    if filters.first:
        query = query.where(Departure.left_on >= filters.first)
    if filters.last:
        query = query.where(Departure.left_on <= filters.last)
    return query


def current(customer_id: int) -> Departure | None:
    """The departure of a customer who is gone, if it is known."""
    gone = (Departure.customer == customer_id) & GONE
    return Departure.select().where(gone).order_by(Departure.id.desc()).first()


def of_customer(customer_id: int) -> Item | None:
    """The same, as it is shown."""
    gone = select().where((Departure.customer == customer_id) & GONE)
    return next(iter(items(gone.order_by(Departure.id.desc()).limit(1))), None)


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """Whose departure these contacts show. Most show none: then one light query."""
    there = Departure.interaction.in_(list(interaction_ids)) & STANDS
    ids = [id for (id,) in Departure.select(Departure.id).where(there).tuples()]
    return items(select().where(Departure.id.in_(ids)).order_by(Departure.id)) if ids else []


def between(starts_at: datetime, ends_at: datetime) -> list[tuple[int, int]]:
    """Number and customer of who was written down as gone in this time and still is, the last first. Light rows."""
    made = (Departure.created_at >= starts_at) & (Departure.created_at < ends_at)
    lately = Departure.left_on >= company.today(starts_at) - LATE
    query = Departure.select(Departure.id, Departure.customer_id).join(Customer)
    newest = query.where(made & lately & GONE & THERE).order_by(Departure.created_at.desc(), Departure.id.desc())
    return list(newest.tuples())


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, who left last first."""
    query = select().where(Departure.id.in_(ids)).order_by(Departure.left_on.desc(), Departure.id.desc())
    return items(query) if ids else []


def in_contact() -> Any:
    """Whether a contact shows that the customer left; for the timeline's filter and search by kind."""
    return fn.EXISTS(Departure.select(Departure.id).where((Departure.interaction == Interaction.id) & STANDS))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts that show these, or did before the last change: those must forget them."""
    rows = Departure.select(Departure.interaction_id).where(Departure.id.in_(ids)).tuples()
    found = {contact for (contact,) in rows if contact}
    last = Change.select(fn.MAX(Change.id)).where((Change.kind == "departure") & Change.record.in_(ids))
    for change in Change.select().where(Change.id.in_(last.group_by(Change.record))):
        before = change.values.get("before") or {}
        found |= {before["interaction"]} if before.get("interaction") else set()
    return found


def words_of(interaction_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """What these contacts are found by. One query."""
    rows = Departure.select(Departure.interaction_id, Departure.explanation)
    theirs = Departure.interaction.in_(list(interaction_ids)) & STANDS
    yield from rows.where(theirs & (Departure.explanation != "")).tuples()


def _item(row: tuple) -> Item:
    department_id, department, mark, contact_id, subject, beginning = row[-6:]
    own = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
    return Item(*row[:-6], own, contact_id, title_of(subject or "", beginning or "") if contact_id else "")
