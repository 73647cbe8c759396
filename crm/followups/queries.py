"""Reading follow-ups: a list of them always in one query, whoever is behind the names in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import peewee
from peewee import JOIN, fn

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.followups.models import OPEN, FollowUp
from crm.interactions.models import Interaction
from crm.interactions.queries import title_of
from crm.journal import Change
from crm.news import Edition
from crm.words import N_

PAGE = 50
ON_FIRST_PAGE = 7
IN_BRIEF = 10
PRESENT = FollowUp.deleted_at.is_null() & Customer.deleted_at.is_null()
Assignee, AssigneeDepartment = User.alias("assignee"), Department.alias("assignee_department")
Asker, AskerDepartment = User.alias("asker"), Department.alias("asker_department")
Doer, DoerDepartment = User.alias("doer"), Department.alias("doer_department")
Origin, Result = Interaction.alias("origin"), Interaction.alias("outcome")
BEGINNING = fn.SUBSTR(Origin.body, 1, 400)  # of the contact where it arose, for its title


@dataclass(slots=True)
class Item:
    """A follow-up as a list shows it. A contact in the bin is not linked: its id is None."""

    id: int
    what: str
    due_on: date
    customer_id: int
    customer_name: str
    customer_number: str
    origin_id: int | None
    origin_title: str
    result_id: int | None
    outcome: str | None
    created_at: datetime
    done_at: datetime | None
    assignee: SimpleNamespace | None
    department: SimpleNamespace | None
    asker: SimpleNamespace | None
    doer: SimpleNamespace | None

    @property
    def for_name(self) -> str:
        """Whose it is: the colleague's name, else the department's."""
        whose = self.assignee or self.department
        return whose.name if whose else ""


@dataclass(frozen=True)
class Filters:
    """Whose ("": mine and my department's as a whole; ``department``: all of my department; ``all``), and which."""

    whose: str = ""
    done: bool = False


@dataclass(frozen=True)
class Page:
    """Some follow-ups, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def select() -> peewee.ModelSelect:
    """Follow-ups that are not in the bin, nor their customer, with every name that an item shows."""
    return (
        FollowUp.select(
            *(FollowUp.id, FollowUp.what, FollowUp.due_on, FollowUp.customer_id, Customer.name, Customer.number),
            *(Origin.id, Origin.subject, BEGINNING, Result.id, Result.body, FollowUp.created_at, FollowUp.done_at),
            *(Assignee.id, Assignee.name, AssigneeDepartment.id, AssigneeDepartment.name, AssigneeDepartment.mark),
            *(Department.id, Department.name, Department.mark),
            *(Asker.id, Asker.name, AskerDepartment.id, AskerDepartment.name, AskerDepartment.mark),
            *(Doer.id, Doer.name, DoerDepartment.id, DoerDepartment.name, DoerDepartment.mark),
        )
        .join(Customer)
        .join_from(
            FollowUp, Origin, JOIN.LEFT_OUTER, on=(FollowUp.interaction == Origin.id) & Origin.deleted_at.is_null()
        )
        .join_from(FollowUp, Result, JOIN.LEFT_OUTER, on=(FollowUp.result == Result.id) & Result.deleted_at.is_null())
        .join_from(FollowUp, Assignee, JOIN.LEFT_OUTER, on=FollowUp.user == Assignee.id)
        .join_from(Assignee, AssigneeDepartment, JOIN.LEFT_OUTER, on=Assignee.department == AssigneeDepartment.id)
        .join_from(FollowUp, Department, JOIN.LEFT_OUTER, on=FollowUp.department == Department.id)
        .join_from(FollowUp, Asker, JOIN.LEFT_OUTER, on=FollowUp.created_by == Asker.id)
        .join_from(Asker, AskerDepartment, JOIN.LEFT_OUTER, on=Asker.department == AskerDepartment.id)
        .join_from(FollowUp, Doer, JOIN.LEFT_OUTER, on=FollowUp.done_by == Doer.id)
        .join_from(Doer, DoerDepartment, JOIN.LEFT_OUTER, on=Doer.department == DoerDepartment.id)
        .where(PRESENT)
    )


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [_item(row) for row in query.tuples()]


def item(followup_id: int) -> Item:
    """One follow-up. Raises NotFound."""
    found = items(select().where(FollowUp.id == followup_id))
    if not found:
        raise NotFound(N_("This follow-up is not in the file."))
    return found[0]


def soonest_first(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """What is open, by due date: what is late comes first by itself."""
    return query.where(OPEN).order_by(FollowUp.due_on, FollowUp.id)


def page(filters: Filters, user: User, after: str = "", size: int = PAGE) -> Page:
    """A page of the list for ``user``, by key: ``after`` is the previous page's ``next_cursor``."""
    query = _of(select(), filters.whose, user)
    query = _done(query, _key(after)) if filters.done else _open(query, _key(after))
    found = items(query.limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, _cursor(rows[-1]) if more else "")


def every(filters: Filters, user: User) -> Iterator[Item]:
    """The whole list, a batch at a time."""
    batch = page(filters, user, size=500)
    yield from batch.rows
    while batch.next_cursor:
        batch = page(filters, user, batch.next_cursor, size=500)
        yield from batch.rows


def mine(user: User, limit: int = ON_FIRST_PAGE) -> tuple[list[Item], bool]:
    """What is open for ``user`` and for their department as a whole, and whether there is more of it."""
    found = items(soonest_first(_of(select(), "", user)).limit(limit + 1))
    return found[:limit], len(found) > limit


def of_customer(customer_id: int) -> list[Item]:
    """What is open at a customer, whoever must do it."""
    here = FollowUp.select(FollowUp.id).where((FollowUp.customer == customer_id) & OPEN)
    return _of_ids(here.order_by(FollowUp.due_on, FollowUp.id).limit(IN_BRIEF), soonest_first)


def open_at_the_end(edition: Edition, until: date, limit: int) -> list[tuple[int, date]]:
    """Numbers and due dates, soonest first, of what was open when the edition ended and due by ``until``.

    For its reader and their department as a whole; of a department's edition for all who work there. Two queries: what
    is open now, and the little that was done since.
    """
    department = edition.department
    if department:
        colleagues = User.select(User.id).where(User.department == department.id)
        whose = FollowUp.user.in_(colleagues) | (FollowUp.department == department.id)
    else:
        whose = (FollowUp.user == edition.reader.id) | (FollowUp.department == edition.reader.department_id)
    query = (
        FollowUp.select(FollowUp.id, FollowUp.due_on)
        .join(Customer)
        .where(whose & PRESENT & Customer.archived_at.is_null())
        .where((FollowUp.created_at < edition.ends_at) & (FollowUp.due_on <= until))
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(limit)
    )
    still = list(query.where(OPEN).tuples())
    done_since = list(query.where(FollowUp.done_at >= edition.ends_at).tuples())
    return sorted(still + done_since, key=lambda one: (one[1], one[0]))[:limit]


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, by due date."""
    return items(select().where(FollowUp.id.in_(ids)).order_by(FollowUp.due_on, FollowUp.id))


def open_of(user: User) -> list[Item]:
    """Everything that is open for this colleague in person."""
    return items(soonest_first(select()).where(FollowUp.user == user))


def around(interaction_ids: Iterable[int]) -> list[Item]:
    """What arose in these contacts, and what they settled."""
    ids = list(interaction_ids)
    there = FollowUp.interaction.in_(ids) | FollowUp.result.in_(ids)
    found = FollowUp.select(FollowUp.id).where(there & FollowUp.deleted_at.is_null())
    return _of_ids(found, lambda query: query.order_by(FollowUp.id))


def _of_ids(found: peewee.ModelSelect, ordered: Callable[[peewee.ModelSelect], peewee.ModelSelect]) -> list[Item]:
    """These, if any: most contacts and customers have none, and building the wide query costs more than asking."""
    ids = [id for (id,) in found.tuples()]
    return items(ordered(select()).where(FollowUp.id.in_(ids))) if ids else []


def in_contact() -> Any:
    """Whether a contact asked for a follow-up or settled one; narrows the timeline."""
    own = (FollowUp.interaction == Interaction.id) | (FollowUp.result == Interaction.id)
    return fn.EXISTS(FollowUp.select(FollowUp.id).where(own & FollowUp.deleted_at.is_null()))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts that asked for these follow-ups or settled them."""
    rows = FollowUp.select(FollowUp.interaction_id, FollowUp.result_id).where(FollowUp.id.in_(ids)).tuples()
    return {contact for row in rows for contact in row if contact}


def history(followup_id: int) -> list[Any]:
    """Who did what with it, newest last: ``at``, ``verb``, ``user_name``."""
    mine_only = (Change.kind == "followup") & (Change.record == followup_id)
    query = Change.select(Change.at, Change.verb, User.name.alias("user_name"))
    return list(
        query.join(User, JOIN.LEFT_OUTER, on=Change.user == User.id)
        .where(mine_only)
        .order_by(Change.id)
        .limit(200)
        .namedtuples()
    )


def _of(query: peewee.ModelSelect, whose: str, user: User) -> peewee.ModelSelect:
    if whose == "all":
        return query
    mine_or_ours = (FollowUp.user == user.id) | (FollowUp.department == user.department_id)
    return query.where(mine_or_ours | (Assignee.department == user.department_id) if whose else mine_or_ours)


def _open(query: peewee.ModelSelect, key: tuple[str, int] | None) -> peewee.ModelSelect:
    query = soonest_first(query)
    if key is None:
        return query
    try:
        due_on = date.fromisoformat(key[0])
    except ValueError:
        return query
    return query.where(peewee.Tuple(FollowUp.due_on, FollowUp.id) > (due_on.isoformat(), key[1]))


def _done(query: peewee.ModelSelect, key: tuple[str, int] | None) -> peewee.ModelSelect:
    query = query.where(FollowUp.done_at.is_null(False)).order_by(FollowUp.done_at.desc(), FollowUp.id.desc())
    if key is None or not key[0].isdigit() or len(key[0]) > 11:
        return query
    return query.where(peewee.Tuple(FollowUp.done_at, FollowUp.id) < (int(key[0]), key[1]))


def _cursor(last: Item) -> str:
    key = int(last.done_at.timestamp()) if last.done_at else last.due_on.isoformat()
    return f"{key}.{last.id}"


def _key(cursor: str) -> tuple[str, int] | None:
    """``"2026-11-20.42"`` -> where the page above ended; anything else is the first page."""
    first, _dot, last = cursor.rpartition(".")
    return (first, int(last)) if first.isascii() and last.isascii() and last.isdigit() and len(last) < 12 else None


def _item(row: tuple) -> Item:
    *own, origin_id, subject, beginning, result_id, outcome, created_at, done_at = row[:13]
    row = row[13:]
    return Item(
        *own,
        origin_id,
        title_of(subject or "", beginning or ""),
        result_id,
        outcome,
        created_at=_moment(created_at),
        done_at=_moment(done_at),
        assignee=_colleague(*row[0:5]),
        department=SimpleNamespace(id=row[5], name=row[6], mark=row[7]) if row[5] else None,
        asker=_colleague(*row[8:13]),
        doer=_colleague(*row[13:18]),
    )


def _moment(value: Any) -> datetime | None:
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value


def _colleague(id: int | None, name: str, department_id: int, department: str, mark: int) -> SimpleNamespace | None:
    own = SimpleNamespace(id=department_id, name=department, mark=mark)
    return SimpleNamespace(id=id, name=name, department=own) if id else None
