"""The list of agreements: narrowed, by the day on which each is due or ends, page by page."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import peewee
from peewee import fn

from crm import paging
from crm.accounts.models import User
from crm.agreements.models import Agreement, AgreementDepartment, State
from crm.agreements.queries.items import Item, items, select, with_departments
from crm.customers.models import Customer
from crm.interactions.models import Interaction

PAGE = 50
ON_FIRST_PAGE = 5
OPEN, LATE, ENDED, ALL = "open", "late", "ended", "all"
STATES = (OPEN, State.KEPT, LATE, State.BROKEN, State.WITHDRAWN, ENDED, ALL)
NO_DAY = date(9999, 12, 31)  # what has no day comes last
DAY = fn.COALESCE(Agreement.due_on, Agreement.ends_on, NO_DAY.isoformat())
FIRST_DAY = date(1, 1, 1)
IS_OPEN = Agreement.state == State.OPEN
KEPT_LATE = (Agreement.state == State.KEPT) & (Agreement.settled_on > Agreement.due_on)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. Days are of ``due_on``, both included.

    ``state``: what is open; ``kept`` in time; ``late`` kept after its day; ``broken``; ``withdrawn``; ``ended`` an
    open price or discount whose last day is over; ``all``. ``department`` is that of the contact in which it was made,
    ``must_know`` one that must know. ``mine``: made by this colleague or at a customer of theirs.
    """

    state: str = OPEN
    customer: int | None = None
    department: int | None = None
    must_know: int | None = None
    side: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    mine: User | None = None

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()

    @property
    def forward(self) -> bool:
        """Whether the soonest stands on top: of what is open; of what is over it is the newest."""
        return self.state == OPEN


@dataclass(frozen=True)
class Page:
    """Some agreements, where the next page begins (empty: there is none), and the day the one before ended with."""

    rows: list[Item]
    next_cursor: str
    ended: date | None = None


def page(filters: Filters, today: date, after: str = "", size: int = PAGE) -> Page:
    """A page of the list, by key: ``after`` is the previous page's ``next_cursor``. At most four queries."""
    query, key = _narrowed(select(), filters, today), paging.day_key(after)
    found = (_soonest if filters.forward else _newest)(query, key, size + 1, today)
    more, rows = len(found) > size, found[:size]
    with_departments(rows)
    cursor = paging.cursor(_key_day(rows[-1], filters.forward), rows[-1].id) if more else ""
    return Page(rows, cursor, date.fromisoformat(key[0]) if key else None)


def mine(user: User, covered: list[int], today: date, until: date) -> tuple[list[Item], bool]:
    """What is late, due or ends by then, of what ``user`` or who they stand in for made or has at their customers.

    The soonest first, and whether there is more of it.
    """
    whose = [user.id, *covered]
    theirs = Agreement.created_by.in_(whose) | Customer.owner.in_(whose)
    soon = _in_force(today) & ((Agreement.due_on <= until) | (Agreement.ends_on <= until))
    query = select().where(IS_OPEN & soon & theirs & Customer.archived_at.is_null())
    found = _dated(query, None, ON_FIRST_PAGE + 1, today)
    return found[:ON_FIRST_PAGE], len(found) > ON_FIRST_PAGE


def _in_force(today: date) -> Any:
    """Not: a price or discount that has ended, about which nothing must be done any more."""
    return Agreement.due_on.is_null(False) | Agreement.ends_on.is_null() | (Agreement.ends_on >= today)


def _of_state(state: str, today: date) -> Any:
    if state == OPEN:
        return IS_OPEN & _in_force(today)
    if state == ENDED:
        return IS_OPEN & (Agreement.ends_on <= today - timedelta(days=1)) & Agreement.due_on.is_null()
    if state == LATE:
        return KEPT_LATE
    in_time = Agreement.due_on.is_null() | (Agreement.settled_on <= Agreement.due_on)
    return (Agreement.state == state) & in_time if state == State.KEPT else Agreement.state == state


def _narrowed(query: peewee.ModelSelect, filters: Filters, today: date) -> peewee.ModelSelect:
    if filters.state != ALL:
        query = query.where(_of_state(filters.state, today))
    for column, wanted in (
        (Agreement.customer, filters.customer),
        (Interaction.department, filters.department),
        (Agreement.side, filters.side),
        (Agreement.kind, filters.kind),
    ):
        query = query.where(column == wanted) if wanted else query
    if filters.must_know:
        told = AgreementDepartment.department == filters.must_know
        query = query.where(Agreement.id.in_(AgreementDepartment.select(AgreementDepartment.agreement).where(told)))
    if filters.first:
        query = query.where(Agreement.due_on >= filters.first)
    if filters.last:
        query = query.where(Agreement.due_on <= filters.last)
    if filters.mine:
        query = query.where((Agreement.created_by == filters.mine) | (Customer.owner == filters.mine))
    return query


def _soonest(query: peewee.ModelSelect, key: tuple[str, int] | None, limit: int, today: date) -> list[Item]:
    """By ``DAY``; then, if there is room, what has no day at all."""
    found = _dated(query, key, limit, today)
    if len(found) < limit:
        rest = query.where(Agreement.due_on.is_null() & Agreement.ends_on.is_null())
        rest = rest.where(Agreement.id > key[1]) if key and key[0] == NO_DAY.isoformat() else rest
        found += items(rest.order_by(Agreement.id).limit(limit - len(found)), today)
    return found


def _dated(query: peewee.ModelSelect, key: tuple[str, int] | None, limit: int, today: date) -> list[Item]:
    """The soonest. What is due and what only ends are two queries: each has its index, and nothing more is read."""

    def soonest(rest: peewee.ModelSelect, day: Any) -> list[Item]:
        rest = rest.where(peewee.Tuple(day, Agreement.id) > key) if key else rest
        return items(rest.order_by(day, Agreement.id).limit(limit), today)

    due = soonest(query.where(Agreement.due_on.is_null(False)), Agreement.due_on)
    end = soonest(query.where(Agreement.due_on.is_null() & Agreement.ends_on.is_null(False)), Agreement.ends_on)
    return sorted(due + end, key=lambda one: (one.day, one.id))[:limit]


def _newest(query: peewee.ModelSelect, key: tuple[str, int] | None, limit: int, today: date) -> list[Item]:
    """By due day; what has none comes after it, the last made first: two queries, so that each has its index."""
    found, undated = [], key is not None and key[0] == FIRST_DAY.isoformat()
    if not undated:
        dated = query.where(Agreement.due_on.is_null(False))
        dated = dated.where(peewee.Tuple(Agreement.due_on, Agreement.id) < key) if key else dated
        found = items(dated.order_by(Agreement.due_on.desc(), Agreement.id.desc()).limit(limit), today)
    if len(found) < limit:
        rest = query.where(Agreement.due_on.is_null())
        rest = rest.where(Agreement.id < key[1]) if key and undated else rest
        found += items(rest.order_by(Agreement.id.desc()).limit(limit - len(found)), today)
    return found


def _key_day(last: Item, forward: bool) -> date:
    return (last.day or NO_DAY) if forward else (last.due_on or FIRST_DAY)
