"""Reading what was deleted lately, of each kind the newest, merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import Tuple, Value, fn

from crm.accounts.models import Role, User
from crm.customers.models import Customer, Person
from crm.db import KEPT_IN_BIN
from crm.followups.models import FollowUp
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.journal import Change

PAGE = 30
KINDS = ("customer", "person", "interaction", "followup")  # in the order in which one moment's stand
BEGINNING = 400  # characters of a contact's text, for its title
Cursor = tuple[int, int, int]  # moment in seconds, place in KINDS, id


@dataclass
class Thrown:
    """One thing in the bin. ``held`` where its customer lies there too and must come back first."""

    kind: str
    id: int
    name: str
    customer_id: int
    customer_name: str
    deleted_at: datetime
    held: bool
    channel: str = ""
    occurred_at: datetime | None = None
    deleted_by: str | None = None
    days_left: int = 0

    @property
    def key(self) -> Cursor:
        """Its place in the order of the list."""
        return int(self.deleted_at.timestamp()), KINDS.index(self.kind), self.id


@dataclass
class Page:
    """Some of what lies there, and after what the next page begins."""

    rows: list[Thrown]
    next: Cursor | None


def page(user: User, now: datetime, before: Cursor | None = None) -> Page:
    """What ``user`` may bring back, the last deleted first; what lies there too long is left out."""
    found = [thrown for kind in KINDS for thrown in _of(kind, user, now, before)]
    found.sort(key=lambda thrown: thrown.key, reverse=True)
    more, rows = len(found) > PAGE, found[:PAGE]
    _add_who(rows)
    for row in rows:
        row.days_left = -((now - row.deleted_at - KEPT_IN_BIN) // timedelta(days=1))
    return Page(rows, rows[-1].key if more else None)


def _of(kind: str, user: User, now: datetime, before: Cursor | None) -> list[Thrown]:
    manages = user.may(Role.MANAGER)
    if kind == "customer":
        return _customers(now, before) if manages else []
    if kind == "person":
        return _people(now, before, manages)
    return (_contacts if kind == "interaction" else _followups)(user, now, before, manages)


def _customers(now: datetime, before: Cursor | None) -> list[Thrown]:
    query = Customer.select(Customer.id, Customer.name, Customer.deleted_at)
    rows = _newest(query, Customer, now, before).tuples()
    return [Thrown("customer", id, name, id, name, at, held=False) for id, name, at in rows]


def _people(now: datetime, before: Cursor | None, manages: bool) -> list[Thrown]:
    columns = (Person.id, Person.name, Customer.id, Customer.name, Person.deleted_at, Customer.deleted_at)
    query = Person.select(*columns).join(Customer)
    rows = _newest(query if manages else query.where(Customer.deleted_at.is_null()), Person, now, before).tuples()
    return [Thrown("person", *row, held is not None) for *row, held in rows]


def _contacts(user: User, now: datetime, before: Cursor | None, manages: bool) -> list[Thrown]:
    query = Interaction.select(
        Interaction.id,
        Interaction.subject,
        fn.SUBSTR(Interaction.body, 1, BEGINNING),
        Customer.id,
        Customer.name,
        Interaction.deleted_at,
        Interaction.channel,
        Interaction.occurred_at,
        Customer.deleted_at,
    ).join(Customer)
    if not manages:
        query = query.where((Interaction.author == user) & Customer.deleted_at.is_null())
    return [
        Thrown("interaction", id, title_of(subject, body), *customer, at, held is not None, channel, occurred_at)
        for id, subject, body, *customer, at, channel, occurred_at, held in _newest(
            query, Interaction, now, before
        ).tuples()
    ]


def _followups(user: User, now: datetime, before: Cursor | None, manages: bool) -> list[Thrown]:
    """Without an index of their own: few are deleted, and they go after 30 days."""
    columns = (FollowUp.id, FollowUp.what, Customer.id, Customer.name, FollowUp.deleted_at, Customer.deleted_at)
    query = FollowUp.select(*columns).join(Customer)
    if not manages:
        theirs = (FollowUp.created_by == user) | (FollowUp.user == user)
        query = query.where(theirs & Customer.deleted_at.is_null())
    rows = _newest(query, FollowUp, now, before).tuples()
    return [Thrown("followup", *row, held is not None) for *row, held in rows]


def _newest(query: Any, model: Any, now: datetime, before: Cursor | None) -> Any:
    query = query.where(model.deleted_at > now - KEPT_IN_BIN)
    if before:
        place = KINDS.index(model._meta.table_name.replace("_", ""))
        query = query.where(Tuple(model.deleted_at, Value(place), model.id) < before)
    return query.order_by(model.deleted_at.desc(), model.id.desc()).limit(PAGE + 1)


def _add_who(rows: Sequence[Thrown]) -> None:
    """Who deleted each, from the newest such change, in one query."""
    if not rows:
        return
    wanted = Value(False)
    for kind in KINDS:
        ids = [row.id for row in rows if row.kind == kind]
        if ids:
            wanted |= (Change.kind == kind) & Change.record.in_(ids) & (Change.verb == f"{kind}.delete")
    query = Change.select(Change.kind, Change.record, User.name).join(User, on=Change.user == User.id)
    who = {(kind, record): name for kind, record, name in query.where(wanted).order_by(Change.id).tuples()}
    for row in rows:
        row.deleted_by = who.get((row.kind, row.id))
