"""Customers who are silent now, with whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from peewee import JOIN

from crm import paging
from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.interactions import silence
from crm.interactions.silence import Silent
from crm.words import N_, Text

PAGE = 50
MONTHS = {"3": N_("3 months"), "6": N_("6 months"), "12": N_("a year"), "24": N_("two years")}
THERE = Customer.deleted_at.is_null() & Customer.archived_at.is_null()


@dataclass(frozen=True)
class Row:
    """One of them: how long in words, and who owns it (``name``, ``department``)."""

    one: Silent
    said: Text
    owner: SimpleNamespace | None


@dataclass(frozen=True)
class Page:
    """Some of them, in the order of ``silence.lasting``; how many more of those looked at; ``back_to``: see there."""

    rows: list[Row]
    more: int
    next_cursor: str
    back_to: datetime | None


def whose(department_id: int | None, owner_id: int | None) -> Any:
    """The condition on customers."""
    found = THERE
    if department_id:
        found &= Customer.owner.in_(User.select(User.id).where(User.department == department_id))
    return found & (Customer.owner == owner_id) if owner_id else found


def page(of_whom: Any, now: datetime, before: datetime | None = None, after: str = "") -> Page:
    """A page, by key: ``Silent.rank`` and the number. Four queries."""
    found = silence.lasting(of_whom, now, before)
    rest = found.rows
    if key := paging.moment_key(after):
        rest = [one for one in rest if (-one.rank, one.customer_id) > (-key[0], key[1])]
    shown, more = rest[:PAGE], max(len(rest) - PAGE, 0)
    owners = _owners([one.customer_id for one in shown])
    rows = [Row(one, silence.said(one, now), owners.get(one.customer_id)) for one in shown]
    last = f"{shown[-1].rank}.{shown[-1].customer_id}" if more else ""
    return Page(rows, more, last, found.back_to)


def _owners(ids: Sequence[int]) -> dict[int, SimpleNamespace]:
    query = (
        Customer.select(Customer.id, User.name, Department.id, Department.name, Department.mark)
        .join(User)
        .join(Department, JOIN.LEFT_OUTER)
        .where(Customer.id.in_(ids))
    )
    found = {}
    for id, name, department_id, department, mark in query.tuples():
        own = SimpleNamespace(id=department_id, name=department, mark=mark) if department_id else None
        found[id] = SimpleNamespace(name=name, department=own)
    return found
