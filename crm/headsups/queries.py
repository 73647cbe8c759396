"""Reading warnings. One holds up to and including its last day on the company's clock, whoever looks and wherever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm import clock, paging, quoting
from crm.accounts.models import Department, User
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.headsups.models import HeadsUp
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.words import N_

PAGE = 50
IN_BRIEF = 20
SOMEWHERE = timedelta(days=1)  # so far behind UTC the date may be where the company is
THERE = Customer.deleted_at.is_null()
BEGINNING = fn.SUBSTR(Interaction.body, 1, 400)  # of the contact where it arose, for its title


@dataclass(slots=True)
class Item:
    """A warning as it is shown. ``holds``: it has not ended; a contact in the bin is not linked: its id is None."""

    id: int
    body: str
    until_on: date
    customer_id: int
    customer_name: str
    origin_id: int | None
    origin_title: str
    created_at: datetime
    ended_at: datetime | None
    maker: SimpleNamespace | None
    holds: bool

    @property
    def first(self) -> str:
        """The sentence that stands out."""
        return (quoting.sentences(self.body) or [""])[0]

    @property
    def rest(self) -> str:
        """What comes after it."""
        return self.body[len(self.first) :].strip()


@dataclass(frozen=True)
class Page:
    """Some warnings, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def today() -> date:
    """The date where the company is: the last day of a warning is one of its calendar. One query."""
    return company.today()


def current(on: date) -> Any:
    """The condition: holds on this day."""
    return HeadsUp.deleted_at.is_null() & (HeadsUp.until_on >= on)


def select() -> peewee.ModelSelect:
    """Warnings on customers that are not in the bin, with what an item shows."""
    present = (HeadsUp.interaction == Interaction.id) & Interaction.deleted_at.is_null()
    return (
        HeadsUp.select(
            *(HeadsUp.id, HeadsUp.body, HeadsUp.until_on, HeadsUp.customer_id, Customer.name),
            *(Interaction.id, Interaction.subject, BEGINNING, HeadsUp.created_at, HeadsUp.deleted_at),
            *(User.id, User.name, Department.id, Department.name, Department.mark),
        )
        .join(Customer)
        .join_from(HeadsUp, Interaction, JOIN.LEFT_OUTER, on=present)
        .join_from(HeadsUp, User, JOIN.LEFT_OUTER, on=HeadsUp.created_by == User.id)
        .join_from(User, Department, JOIN.LEFT_OUTER)
        .where(THERE)
    )


def items(query: peewee.ModelSelect, on: date) -> list[Item]:
    """Run a query made with ``select()``; whether each holds is told as of the day ``on``."""
    return [_item(row, on) for row in query.tuples()]


def item(headsup_id: int) -> Item:
    """One warning, ended or not. Raises NotFound."""
    found = items(select().where(HeadsUp.id == headsup_id), today())
    if not found:
        raise NotFound(N_("This heads-up is not in the file."))
    return found[0]


def soonest_first(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """The order in which they end."""
    return query.order_by(HeadsUp.until_on, HeadsUp.id)


def of_customer(customer_id: int) -> list[Item]:
    """What holds at a customer today. Most have nothing: then one light query says so, not even which day it is."""
    perhaps = HeadsUp.deleted_at.is_null() & (HeadsUp.until_on >= clock.now().date() - SOMEWHERE)
    here = HeadsUp.select(HeadsUp.id).where((HeadsUp.customer == customer_id) & perhaps)
    ids = [id for (id,) in soonest_first(here).limit(2 * IN_BRIEF).tuples()]
    if not ids:
        return []
    on = today()
    return items(soonest_first(select()).where(HeadsUp.id.in_(ids) & current(on)).limit(IN_BRIEF), on)


def page(user: User | None, on: date, after: str = "", size: int = PAGE) -> Page:
    """A page of what holds, by key: those that ``user`` made or at customers of theirs, else all."""
    query = soonest_first(select()).where(current(on))
    if user:
        query = query.where((HeadsUp.created_by == user) | (Customer.owner == user))
    if key := paging.day_key(after):
        query = query.where(peewee.Tuple(HeadsUp.until_on, HeadsUp.id) > key)
    found = items(query.limit(size + 1), on)
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].until_on, rows[-1].id) if more else "")


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """What arose in these contacts, whether it still holds or not."""
    there = HeadsUp.interaction.in_(list(interaction_ids))
    ids = [id for (id,) in HeadsUp.select(HeadsUp.id).where(there).tuples()]
    return items(soonest_first(select()).where(HeadsUp.id.in_(ids)), today()) if ids else []


def made_between(starts_at: datetime, ends_at: datetime) -> list[tuple[int, int, date]]:
    """Number, customer and last day of what was made in this time at customers in the lists, the newest first.

    Light rows, without what was over by the end of it wherever the company is.
    """
    made = (HeadsUp.created_at >= starts_at) & (HeadsUp.created_at < ends_at)
    perhaps = current(ends_at.astimezone(UTC).date() - SOMEWHERE)
    there = THERE & Customer.archived_at.is_null()
    query = HeadsUp.select(HeadsUp.id, HeadsUp.customer_id, HeadsUp.until_on).join(Customer)
    return list(_newest(query.where(made & perhaps & there)).tuples())


def by_ids(ids: Sequence[int], on: date) -> list[Item]:
    """These, the newest first; whether each holds is told as of the day ``on``."""
    return items(_newest(select().where(HeadsUp.id.in_(ids))), on) if ids else []


def in_contact() -> Any:
    """Whether a warning arose in a contact; narrows the timeline."""
    return fn.EXISTS(HeadsUp.select(HeadsUp.id).where(HeadsUp.interaction == Interaction.id))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts in which these arose."""
    rows = HeadsUp.select(HeadsUp.interaction_id).where(HeadsUp.id.in_(ids)).tuples()
    return {contact for (contact,) in rows if contact}


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(HeadsUp.created_at.desc(), HeadsUp.id.desc())


def _item(row: tuple, on: date) -> Item:
    *own, origin_id, subject, beginning, created_at, ended_at = row[:10]
    user_id, name, department_id, department, mark = row[10:]
    own_department = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
    maker = SimpleNamespace(id=user_id, name=name, department=own_department) if user_id else None
    title = title_of(subject or "", beginning or "")
    created_at, ended_at = _moment(created_at), _moment(ended_at)
    return Item(*own, origin_id, title, created_at, ended_at, maker, holds=ended_at is None and own[2] >= on)


def _moment(value: Any) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value
