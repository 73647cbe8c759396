"""The timeline of one customer: filters, pages by key, days, gaps, and what is new to the reader."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import peewee

from crm.accounts.models import User
from crm.customers.models import Person
from crm.interactions import having, queries
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.words import N_, Text

PAGE = 30
HITS = (300, 2400, 19200)  # of a text filter; SQLite takes 32,766 values at most
GAP = 7  # days without contact that are worth saying
KINDS: dict[str, tuple[Text, Any]] = {  # by its name in the address: what it is called, and the condition
    "pinned": (N_("Pinned"), Interaction.pinned_at.is_null(False)),
    "missed": (N_("Not reached"), ~Interaction.reached),
}
# By kind the columns one of which holds a contact of that kind; of a kind that is not here, any contact may be one.
HELD_IN: dict[str, having.Columns] = {}
TextFilter = Callable[..., list[int]]


@dataclass(frozen=True)
class Filters:
    """What the timeline is narrowed to; empty means all. ``changes`` adds the changes of data."""

    q: str = ""
    channel: str = ""
    department: int | None = None
    author: int | None = None
    kind: str = ""
    changes: bool = False

    @property
    def active(self) -> bool:
        """Whether anything narrows the timeline."""
        return replace(self, changes=False) != Filters()


@dataclass
class ChangeLine:
    """A change of data between the contacts."""

    at: datetime
    user_name: str | None
    verb: str
    fields: list[str]
    url: str | None  # of the history in which it stands
    type: str = "change"


@dataclass
class Day:
    """The lines of one date, newest first. ``gap_days`` is the silence between it and the newer day above."""

    date: datetime
    is_today: bool
    is_yesterday: bool
    gap_days: int = 0
    entries: list[Any] = field(default_factory=list)


@dataclass
class Timeline:
    """One page. ``next`` is the (moment, id) after which the next page begins."""

    days: list[Day]
    next: tuple[int, int] | None
    new_after: int | None
    looked_at: datetime | None
    last_date: str


@dataclass(frozen=True)
class Reader:
    """Who looks, when, by which clock, and when they last did."""

    user: User
    now: datetime
    zone: str
    looked_at: datetime | None = None


def page(
    customer_id: int,
    reader: Reader,
    filters: Filters,
    text_filter: TextFilter,
    before: tuple[int, int] | None = None,
    after_date: str = "",
) -> Timeline:
    """The customer's contacts older than ``before``. ``after_date`` (ISO) is the last date of the page above."""
    found = _found(customer_id, filters, text_filter, before)
    more, found = len(found) > PAGE, found[:PAGE]
    for entry in found:
        entry.is_new = _is_new(entry, reader)
    lines: list[Any] = list(found)
    if filters.changes:
        oldest = found[-1].occurred_at if more else datetime.fromtimestamp(0, UTC)
        lines = sorted(lines + _changes(customer_id, oldest, before), key=_moment, reverse=True)
    days = _by_day(lines, reader, after_date, gaps=not filters.active and not filters.changes)
    last = found[-1] if found else None
    return Timeline(
        days=days,
        next=(int(last.occurred_at.timestamp()), last.id) if more and last else None,
        new_after=None if before or filters.active else _last_of_the_new(found, reader),
        looked_at=reader.looked_at,
        last_date=_local(days[-1].date, reader.zone).isoformat() if days else after_date,
    )


def _found(
    customer_id: int, filters: Filters, text_filter: TextFilter, before: tuple[int, int] | None
) -> list[queries.Entry]:
    """A page and one more. Few of many hits may pass the other filters: then more hits are asked for."""
    query = narrowed(customer_id, filters, before, PAGE + 1)
    if not filters.q:
        return queries.entries(query)
    for limit in HITS:
        hits = text_filter(filters.q, customer=customer_id, before=before, limit=limit)
        found = queries.entries(query.where(Interaction.id.in_(hits)))
        if len(found) > PAGE or len(hits) < limit:
            break
    return found


def narrowed(customer_id: int, filters: Filters, before: tuple[int, int] | None, limit: int) -> peewee.ModelSelect:
    """The newest contacts older than ``before`` that pass every filter but the text."""
    query = queries.newest_first(queries.select()).where(Interaction.customer == customer_id).limit(limit)
    if before:
        query = query.where(queries.before(before))
    if filters.channel:
        query = query.where(Interaction.channel == filters.channel)
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if filters.author:
        query = query.where(Interaction.author == filters.author)
    if filters.kind in KINDS:
        query = query.where(KINDS[filters.kind][1])
    return query


def _is_new(entry: queries.Entry, reader: Reader) -> bool:
    """The rule of ``newer``, for a contact that was read already."""
    return reader.looked_at is not None and entry.created_at > reader.looked_at and entry.author_id != reader.user.id


def newer(reader: Reader, customer_id: int, limit: int) -> peewee.ModelSelect:
    """What others logged with this customer since ``reader`` last looked, newest first; nothing at the first look.

    By when it was logged: a visit of last month that was written down this morning is new.
    """
    query = queries.newest_first(queries.select()).limit(limit)
    if reader.looked_at is None:
        return query.where(peewee.SQL("FALSE"))
    others = Interaction.author.is_null() | (Interaction.author != reader.user)
    return query.where((Interaction.customer == customer_id) & (Interaction.created_at > reader.looked_at) & others)


def _last_of_the_new(found: list[queries.Entry], reader: Reader) -> int | None:
    """The lowest new entry of the run at the top that was logged since the last look, the reader’s own among it."""
    since = [] if reader.looked_at is None else list(takewhile(lambda one: one.created_at > reader.looked_at, found))
    new = [entry.id for entry in since if entry.is_new]
    return new[-1] if new and new[-1] != found[-1].id else None


def _changes(customer_id: int, oldest: datetime, before: tuple[int, int] | None) -> list[ChangeLine]:
    query = (
        Change.select(Change, User.name, Person.deleted_at)
        .join(User, peewee.JOIN.LEFT_OUTER, on=Change.user == User.id)
        .join(Person, peewee.JOIN.LEFT_OUTER, on=(Change.kind == "person") & (Change.record == Person.id))
        .where((Change.customer == customer_id) & Change.kind.in_(("customer", "person")) & (Change.at >= oldest))
        .order_by(Change.at.desc(), Change.id.desc())
        .limit(100)
    )
    if before:
        query = query.where(Change.at < before[0])
    return [_change_line(change) for change in query.objects()]


def _change_line(change: Any) -> ChangeLine:
    values = change.values
    old, new = values.get("before", {}), values.get("after", {})
    fields = [name for name in new if old and old.get(name) != new[name]]
    url = None if change.deleted_at else f"/history/{change.kind}/{change.record}"
    return ChangeLine(change.at, change.name, change.verb, fields, url)


def _moment(line: Any) -> datetime:
    return line.at if line.type == "change" else line.occurred_at


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _by_day(lines: list[Any], reader: Reader, after_date: str, gaps: bool) -> list[Day]:
    today = _local(reader.now, reader.zone)
    previous = date.fromisoformat(after_date) if after_date else None
    days: list[Day] = []
    for line in lines:
        at = _moment(line)
        here = _local(at, reader.zone)
        if here != previous or not days:
            silence = (previous - here).days - 1 if previous and gaps else 0
            days.append(Day(at, here == today, here == today - timedelta(days=1), silence if silence >= GAP else 0))
            previous = here
        days[-1].entries.append(line)
    return days
