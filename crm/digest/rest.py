"""All that was logged in the time of a digest: what the few quoted contacts were chosen from, newest first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from peewee import JOIN

from crm import paging
from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.digest.customers import THERE, theirs
from crm.digest.pool import logged
from crm.interactions import queries
from crm.interactions.models import Interaction
from crm.interactions.queries import Entry
from crm.news import Edition

PAGE = 50
LATEST = 7_258_118_400  # seconds since 1970: the year 2200
Owner = User.alias("owner")


class Where(StrEnum):
    """Whose contacts: with the customers of the digest's reader (or department), or the others of the department."""

    YOURS = "yours"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class Page:
    """Some contacts, and where the next page begins (empty: there is none)."""

    rows: list[Entry]
    next_cursor: str


def path(edition: Edition, where: Where) -> str:
    """Our page with all of them."""
    span = {"since": int(edition.starts_at.timestamp()), "until": int(edition.ends_at.timestamp())}
    of = {"of": "department"} if edition.department else {}
    return "/digest/contacts?" + urlencode({"where": where.value, **span, **of})


def page(
    reader: User, department: Department | None, where: Where, span: tuple[datetime, datetime], after: str = ""
) -> Page:
    """Contacts that others logged in this time, by key: ``after`` is the previous page's ``next_cursor``."""
    query = queries.newest_first(queries.select()).where(logged(*span) & THERE & _whose(reader, department, where))
    query = query.join_from(Customer, Owner, JOIN.LEFT_OUTER, on=Customer.owner == Owner.id)
    if department is None:
        query = query.where(Interaction.author.is_null() | (Interaction.author != reader.id))
    if key := paging.moment_key(after):
        query = query.where(queries.before(key))
    found = queries.entries(query.limit(PAGE + 1))
    more, rows = len(found) > PAGE, found[:PAGE]
    return Page(rows, paging.cursor(rows[-1].occurred_at, rows[-1].id) if more else "")


def moment(seconds: str) -> int:
    """Seconds since 1970 out of an address. Raises ValueError."""
    if not (seconds.isascii() and seconds.isdigit()) or len(seconds) > 12 or int(seconds) > LATEST:
        raise ValueError(seconds)
    return int(seconds)


def _whose(reader: User, department: Department | None, where: Where) -> Any:
    mine = theirs(reader, department)
    if where == Where.YOURS:
        return mine
    ours = reader.department_id
    others = Customer.id.not_in(Customer.select(Customer.id).where(mine))  # NOT mine is unknown where nobody owns it
    return others & ((Interaction.department == ours) | (Owner.department == ours))
