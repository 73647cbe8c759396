"""Reading who looked at what: before a contact, after it was logged, and per department and week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from peewee import SQL, Case, fn

from crm.accounts.models import Department, User
from crm.company import clock as company
from crm.consults import beforehand, keeping, weeks
from crm.consults.models import Consult, ConsultCount
from crm.consults.weeks import Week
from crm.customers.models import Customer
from crm.customers.queries import SITTING
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT, Entry


@dataclass(frozen=True)
class Reader:
    """A colleague who read a contact, and when first."""

    name: str
    department: Any
    at: datetime


@dataclass(frozen=True)
class ReadBy:
    """How many colleagues read a contact. Its author learns who, all others only of which departments."""

    count: int
    readers: list[Reader] = field(default_factory=list)
    departments: list[tuple[Any, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Share:
    """Of one department and week (``2026-W47``): outgoing contacts, and how many were looked up beforehand."""

    week: str
    department_id: int
    outgoing: int
    consulted: int


def sitting(user: User, customer_id: int, now: datetime) -> Consult | None:
    """The sitting of this colleague at the customer that is still going on: less than half an hour ago."""
    theirs = (Consult.customer == customer_id) & (Consult.user == user)
    newest = Consult.select().where(theirs).order_by(Consult.last_at.desc()).first()
    return newest if newest and (now - newest.last_at).total_seconds() < SITTING else None


def before(interaction_ids: Sequence[int]) -> dict[int, int | None]:
    """Which of these contacts were looked up beforehand, with whole minutes (None: not known); one query."""
    rows = (
        Interaction.select(
            Interaction.id, Interaction.occurred_at, Consult.started_at, Consult.last_at, Consult.brief_at
        )
        .join(Consult, on=beforehand.sittings())
        .where(Interaction.id.in_(list(interaction_ids)) & beforehand.outgoing())
        .order_by(Interaction.id, Consult.last_at)
        .tuples()
    )
    found: dict[int, int | None] = {}
    for id, occurred_at, *sitting in rows:
        opened_at = beforehand.opened_at(occurred_at, *sitting)
        found[id] = int((occurred_at - opened_at).total_seconds()) // 60 if opened_at else found.get(id)
    return found


def read_by(entry: Entry, now: datetime, *, by: User) -> ReadBy | None:
    """Who looked at the customer since this contact was logged; None where nobody did, or it is too long ago.

    One query, in which a colleague costs one step in the index, however often they looked. Names leave the database
    only for the author.
    """
    if entry.created_at < keeping.kept_since(now):
        return None
    since = (Consult.customer == entry.customer_id) & (Consult.user == User.id) & (Consult.last_at >= entry.created_at)
    readers = User.id != (entry.author_id or 0)
    if by.id == entry.author_id:
        found = _readers(since, readers, entry.created_at)
        return ReadBy(len(found), readers=found) if found else None
    counts = _departments(since, readers)
    return ReadBy(sum(count for _one, count in counts), departments=counts) if counts else None


def _readers(since: Any, who: Any, logged_at: datetime) -> list[Reader]:
    first = Consult.select(Consult.started_at).where(since).order_by(Consult.last_at).limit(1)
    last = Consult.select(Consult.last_at).where(since).order_by(Consult.last_at).limit(1)
    rows = (
        User.select(User.name, Department.name, Department.mark, first.alias("first"), last.alias("last"))
        .join(Department)
        .where(who & fn.EXISTS(last))
        .order_by(User.sort_name, User.id)
        .tuples()
    )
    found = []
    for name, department, mark, started_at, last_at in rows:
        began = _moment(started_at)
        at = began if began >= logged_at else _moment(last_at)  # the sitting began before: seen when opened again
        found.append(Reader(name, SimpleNamespace(name=department, mark=mark), at))
    return found


def _departments(since: Any, who: Any) -> list[tuple[Any, int]]:
    rows = (
        Department.select(Department.name, Department.mark, fn.COUNT(User.id))
        .join(User)
        .where(who & fn.EXISTS(Consult.select(Consult.id).where(since)))
        .group_by(Department.id, Department.name, Department.mark)
        .order_by(Department.id)
        .tuples()
    )
    return [(SimpleNamespace(name=name, mark=mark), count) for name, mark, count in rows]


def share(first: date, last: date) -> list[Share]:
    """Per department and ISO week, from the one of ``first`` to the one of ``last``; without outgoing contacts: none.

    What is forgotten comes from the counts that were kept of it, the rest is counted now. Of weeks before anybody's
    consults were kept nothing is known, so there is nothing. In a fixed number of queries.
    """
    zone = company.zone()
    begin, end, live_from = weeks.week_of(first, zone), weeks.week_of(last, zone), _live_from(zone)
    asked = (ConsultCount.week >= begin.name) & (ConsultCount.week <= end.name) & (ConsultCount.outgoing > 0)
    found = [
        Share(one.week, one.department_id, one.outgoing, one.consulted) for one in ConsultCount.select().where(asked)
    ]
    if live_from:
        found += count(list(weeks.through(max(begin, live_from, key=_monday), end, zone)))
    return sorted(found, key=lambda one: (one.week, one.department_id))


def count(asked: list[Week]) -> list[Share]:
    """These weeks, one after the other, as they are now; one query."""
    if not asked:
        return []
    which = Case(None, [(Interaction.occurred_at < week.ends_at, at) for at, week in enumerate(asked)], len(asked))
    consulted = fn.EXISTS(Consult.select(Consult.id).where(beforehand.sittings()))
    between = (Interaction.occurred_at >= asked[0].starts_at) & (Interaction.occurred_at < asked[-1].ends_at)
    rows = (
        Interaction.select(
            which.alias("week"),
            Interaction.department_id,
            fn.COUNT(Interaction.id),
            fn.SUM(Case(None, [(consulted, 1)], 0)),
        )
        .join(Customer)
        .where(between & PRESENT & beforehand.outgoing() & Interaction.department.is_null(False))
        .group_by(SQL("1"), Interaction.department_id)
        .tuples()
    )
    return [Share(asked[at].name, department, total, looked) for at, department, total, looked in rows]


def uncounted(now: datetime) -> list[Week]:
    """The weeks of which consults are old enough to be forgotten and that were not counted yet, the oldest first."""
    zone = company.zone()
    live_from = _live_from(zone)
    return list(weeks.through(live_from, _last_old(now), zone)) if live_from else []


def forget_before(now: datetime) -> datetime:
    """Up to where consults may go: the last hour of a week may count for a contact early in the next one."""
    return _last_old(now).ends_at - timedelta(seconds=beforehand.WITHIN)


def _live_from(zone: ZoneInfo) -> Week | None:
    """The first week that is not counted: the one after the last that is, else that of the oldest consult."""
    if counted := ConsultCount.select(fn.MAX(ConsultCount.week)).scalar():
        return weeks.after(weeks.named(counted, zone), zone)
    oldest = _moment(Consult.select(fn.MIN(Consult.last_at)).scalar())
    return weeks.at(oldest, zone) if oldest else None


def _last_old(now: datetime) -> Week:
    """The last week of which every consult was kept long enough."""
    zone = company.zone()
    running = weeks.at(keeping.kept_since(now), zone)
    return weeks.week_of(running.monday - timedelta(days=1), zone)


def _monday(week: Week) -> date:
    return week.monday


def _moment(seconds: int | datetime | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else seconds
