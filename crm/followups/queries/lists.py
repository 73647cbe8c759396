"""The lists of follow-ups: whose, which, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import peewee

from crm import clock, paging
from crm.accounts.models import User
from crm.followups.models import OPEN, FollowUp
from crm.followups.queries.desk import Desk, desk
from crm.followups.queries.items import Item, items, of_ids, select, soonest_first

PAGE = 50
ON_FIRST_PAGE = 7
IN_BRIEF = 10


@dataclass(frozen=True)
class Filters:
    """Whose ("": mine and what nobody of my department took on; ``department``: all of my department; ``all``).

    Which: what is open; of mine what was put aside (``snoozed``) stands apart; what is ``done``.
    """

    whose: str = ""
    done: bool = False
    snoozed: bool = False


@dataclass(frozen=True)
class Page:
    """Some follow-ups, where the next page begins (empty: there is none), and the due date that the one before ended
    with."""

    rows: list[Item]
    next_cursor: str
    ended: date | None = None


def page(filters: Filters, user: User, after: str = "", size: int = PAGE) -> Page:
    """A page of the list for ``user``, by key: ``after`` is the previous page's ``next_cursor``."""
    here, key = desk(user, clock.now()), None if filters.done else paging.day_key(after)
    query = _of(select(), filters, here)
    query = _done(query, after) if filters.done else _open(query, key)
    found = here.marked(items(query.limit(size + 1)))
    more, rows = len(found) > size, found[:size]
    return Page(rows, _cursor(rows[-1]) if more else "", date.fromisoformat(key[0]) if key else None)


def every(filters: Filters, user: User) -> Iterator[Item]:
    """The whole list, a batch at a time."""
    batch = page(filters, user, size=500)
    yield from batch.rows
    while batch.next_cursor:
        batch = page(filters, user, batch.next_cursor, size=500)
        yield from batch.rows


def mine(user: User, limit: int = ON_FIRST_PAGE) -> tuple[list[Item], bool]:
    """What ``user`` must see to now, and whether there is more of it."""
    here = desk(user, clock.now())
    found = here.marked(items(soonest_first(_of(select(), Filters(), here)).limit(limit + 1)))
    return found[:limit], len(found) > limit


def of_customer(customer_id: int) -> list[Item]:
    """What is open at a customer, whoever must do it, also what they put aside."""
    here = FollowUp.select(FollowUp.id).where((FollowUp.customer == customer_id) & OPEN)
    return of_ids(here.order_by(FollowUp.due_on, FollowUp.id).limit(IN_BRIEF), soonest_first)


def open_of(user: User) -> list[Item]:
    """Everything that is open for this colleague in person."""
    return items(soonest_first(select()).where(FollowUp.user == user))


def _of(query: peewee.ModelSelect, filters: Filters, here: Desk) -> peewee.ModelSelect:
    if filters.whose != "all":
        query = query.where(here.ours if filters.whose else here.mine)
    if filters.done:
        return query
    if filters.snoozed:
        return query.where(here.put_aside)
    return query if filters.whose else query.where(here.in_sight)


def _open(query: peewee.ModelSelect, key: tuple[str, int] | None) -> peewee.ModelSelect:
    query = soonest_first(query)
    return query.where(peewee.Tuple(FollowUp.due_on, FollowUp.id) > key) if key else query


def _done(query: peewee.ModelSelect, after: str) -> peewee.ModelSelect:
    query = query.where(FollowUp.done_at.is_null(False)).order_by(FollowUp.done_at.desc(), FollowUp.id.desc())
    key = paging.moment_key(after)
    return query.where(peewee.Tuple(FollowUp.done_at, FollowUp.id) < key) if key else query


def _cursor(last: Item) -> str:
    return paging.cursor(last.done_at or last.due_on, last.id)


def was_asked(customer_id: int, what: str, *, by: User) -> bool:
    """Whether ``by`` asked for this at the customer, in these words, whatever became of it."""
    theirs = (FollowUp.customer == customer_id) & (FollowUp.created_by == by)
    return FollowUp.select().where(theirs & (FollowUp.what == " ".join(what.split()))).exists()
