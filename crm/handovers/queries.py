"""Reading hand-overs: which there are, which customers can go, and of those that went how they stand."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import and_
from typing import Any

import peewee
from peewee import JOIN

from crm import paging
from crm.accounts.models import Department, User
from crm.customers.models import Address, ContactPoint, Customer, Person, PointKind
from crm.errors import NotFound
from crm.followups import queries as followups
from crm.followups.models import FollowUp
from crm.handovers.models import HandOver, HandOverCustomer
from crm.headsups import queries as headsups
from crm.headsups.models import HeadsUp
from crm.interactions import queries as interactions
from crm.interactions import silence
from crm.interactions.models import Interaction
from crm.journal import BATCH, Change
from crm.names import fold
from crm.words import N_

PAGE = 25  # customers of a hand-over
CHOOSABLE = 200  # offered at once to be ticked; the rest is looked for
LISTED = 50
NOTES = 3  # first lines of what is good to know
MOST_OPEN = 500  # follow-ups and warnings on one page
LONG_AGO = timedelta(days=3650)
IN_LIST = Customer.deleted_at.is_null() & Customer.archived_at.is_null()
FromUser, ToUser = User.alias("from_user"), User.alias("to_user")
FromDepartment, ToDepartment = Department.alias("from_department"), Department.alias("to_department")


@dataclass
class Line:
    """A customer that went along, with what must be known of it. ``silent``: no contact for longer than is usual."""

    id: int
    name: str
    sort_name: str
    number: str
    city: str
    owner_id: int | None
    notes: list[str]
    headsups: list[Any] = field(default_factory=list)
    followups: list[Any] = field(default_factory=list)
    person: Any = None  # with ``phone``
    last: interactions.Entry | None = None
    silent: bool = False


@dataclass(frozen=True)
class Page:
    """Some customers by name, and where the next page begins (empty: there is none)."""

    rows: list[Line]
    next_cursor: str


@dataclass(frozen=True)
class Choice:
    """Customers to tick, those that were ticked first; ``more`` says that there are others.

    ``carried`` are the numbers of what was ticked too, and is not among the rows.
    """

    rows: list[Any]
    more: bool
    carried: list[int]


def get(hand_over_id: int) -> HandOver:
    """One hand-over with both colleagues. Raises NotFound."""
    found = _with_names().where(HandOver.id == hand_over_id).first()
    if found is None:
        raise NotFound(N_("This hand-over is not there."))
    return found


def open_of(user_id: int, limit: int) -> list[Any]:
    """What is open for this colleague in person, soonest first."""
    return followups.items(followups.soonest_first(followups.select()).where(FollowUp.user == user_id).limit(limit))


def path_of(hand_over_id: int) -> str | None:
    """Our page about it; None where it is not there."""
    return f"/handovers/{hand_over_id}" if HandOver.select().where(HandOver.id == hand_over_id).exists() else None


def listed(user: User | None) -> list[HandOver]:
    """The newest hand-overs from or to this colleague, or (None) of all."""
    query = _with_names().order_by(HandOver.id.desc()).limit(LISTED)
    return list(query.where((HandOver.from_user == user) | (HandOver.to_user == user)) if user else query)


def count(found: HandOver) -> int:
    """How many customers went along."""
    return HandOverCustomer.select().where(HandOverCustomer.hand_over == found).count()


def was_undone(found: HandOver) -> bool:
    """Whether it was taken back."""
    undone = (Change.kind == "handover") & (Change.record == found.id) & (Change.verb == "handover.undo")
    return Change.select(Change.id).where(undone).exists()


def customer_ids(found: HandOver) -> list[int]:
    """All that went along."""
    mine = HandOverCustomer.hand_over == found
    return [id for (id,) in HandOverCustomer.select(HandOverCustomer.customer_id).where(mine).tuples()]


def followups_of(found: HandOver) -> tuple[dict[int, dict[str, Any]], dict[int, dict[str, Any]]]:
    """The follow-ups that went along, by number: as they were before and after that. The journal knows them."""
    before, after = {}, {}
    given = (Change.verb == "followup.hand_over") & (Change.at >= found.created_at)
    customers = customer_ids(found)
    for start in range(0, len(customers), BATCH):
        here = Change.customer.in_(customers[start : start + BATCH])
        for record, data in Change.select(Change.record, Change.data).where(here & given).tuples():
            told = json.loads(data)
            if told.get("after", {}).get("hand_over") == found.id:
                before[record], after[record] = told["before"], told["after"]
    return before, after


def owned(user_id: int, limit: int) -> list[int]:
    """The first customers in the lists, by name, that this colleague owns."""
    query = Customer.select(Customer.id).where((Customer.owner == user_id) & IN_LIST)
    return [id for (id,) in query.order_by(Customer.sort_name, Customer.id).limit(limit).tuples()]


def owned_count(user_id: int, most: int) -> int:
    """How many those are; counted no further than ``most``."""
    return Customer.select(Customer.id).where((Customer.owner == user_id) & IN_LIST).limit(most).count()


def choosable(user_id: int, asked: str, ticked: list[int]) -> Choice:
    """Customers of this colleague in whose name or town ``asked`` stands; two queries.

    Names also without regard to accents and capitals, and to the order of the words: as they are sorted.
    """
    all_ticked = _to_tick(user_id, Customer.id.in_(ticked), len(ticked)) if ticked else []
    rows = all_ticked[:CHOOSABLE]
    known = {row.id for row in rows}
    fits = (Customer.name.contains(asked) | Address.city.contains(asked)) if asked else None
    if words := fold(asked).split():
        fits |= reduce(and_, [Customer.sort_name.contains(word) for word in words])
    matches = _to_tick(user_id, fits, CHOOSABLE + 1)
    others = [row for row in matches if row.id not in known][:CHOOSABLE]
    known |= {row.id for row in others}
    carried = [row.id for row in all_ticked if row.id not in known]
    return Choice(rows + others, len(matches) > CHOOSABLE, carried)


def page(found: HandOver, now: datetime, after: str = "") -> Page:
    """A page of the customers that went along, by key, with what must be known of each; the queries are fixed."""
    rows = _lines(found, after)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    by_id = {line.id: line for line in rows}
    if by_id:
        _add_open(by_id)
        _add_last(by_id)
        _add_people(by_id)
        for one in silence.begun(Customer.id.in_(list(by_id)), now - LONG_AGO, now):
            by_id[one.customer_id].silent = True
    return Page(rows, paging.cursor(rows[-1].sort_name, rows[-1].id) if more else "")


def _lines(found: HandOver, after: str) -> list[Line]:
    query = (
        HandOverCustomer.select(
            *(Customer.id, Customer.name, Customer.sort_name, Customer.number, Address.city),
            *(Customer.owner_id, Customer.note),
        )
        .join(Customer)
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .where((HandOverCustomer.hand_over == found) & Customer.deleted_at.is_null())
        .order_by(Customer.sort_name, Customer.id)
        .limit(PAGE + 1)
    )
    if key := paging.name_key(after):
        query = query.where(peewee.Tuple(Customer.sort_name, Customer.id) > key)
    return [Line(*own, city or "", owner, _first(note)) for *own, city, owner, note in query.tuples()]


def _first(note: str) -> list[str]:
    return [line.strip() for line in note.splitlines() if line.strip()][:NOTES]


def _add_open(by_id: dict[int, Line]) -> None:
    ids, on = list(by_id), headsups.today()
    wide = headsups.select().where(HeadsUp.customer.in_(ids) & headsups.current(on))
    for one in headsups.items(headsups.soonest_first(wide).limit(MOST_OPEN), on):
        by_id[one.customer_id].headsups.append(one)
    open_there = followups.soonest_first(followups.select()).where(FollowUp.customer.in_(ids))
    for item in followups.items(open_there.limit(MOST_OPEN)):
        by_id[item.customer_id].followups.append(item)


def _add_last(by_id: dict[int, Line]) -> None:
    here = (Interaction.customer == Customer.id) & Interaction.deleted_at.is_null()
    newest = Interaction.select(Interaction.id).where(here)
    newest = newest.order_by(Interaction.occurred_at.desc(), Interaction.id.desc()).limit(1)
    rows = Customer.select(Customer.id, newest).where(Customer.id.in_(list(by_id))).tuples()
    for entry in interactions.by_ids(id for _customer, id in rows if id):
        by_id[entry.customer_id].last = entry


def _add_people(by_id: dict[int, Line]) -> None:
    """Whom one would ask for: who took part in the last contact, else the first by surname; with a phone number."""
    there = (Person.customer == Customer.id) & Person.archived_at.is_null() & Person.deleted_at.is_null()
    first = Person.select(Person.id).where(there).order_by(Person.sort_name, Person.id).limit(1)
    rows = Customer.select(Customer.id, first).where(Customer.id.in_(list(by_id))).tuples()
    wanted = {}
    for customer_id, person_id in rows:
        last = by_id[customer_id].last
        wanted[customer_id] = last.people[0].id if last and last.people else person_id
    ids = [id for id in wanted.values() if id]
    people = {one.id: one for one in Person.select().where(Person.id.in_(ids) & Person.deleted_at.is_null())}
    phones: dict[int, Any] = defaultdict(lambda: None)
    numbers = (ContactPoint.person.in_(ids)) & (ContactPoint.kind == PointKind.PHONE)
    for point in ContactPoint.select().where(numbers).order_by(ContactPoint.position.desc(), ContactPoint.id.desc()):
        phones[point.person_id] = point
    for customer_id, person_id in wanted.items():
        if person := people.get(person_id):
            person.phone = phones[person_id]
            by_id[customer_id].person = person


def _to_tick(user_id: int, condition: Any, limit: int) -> list[Any]:
    query = (
        Customer.select(Customer.id, Customer.name, Customer.number, Address.city.alias("city"))
        .join(Address, JOIN.LEFT_OUTER, on=(Address.customer == Customer.id) & (Address.position == 0))
        .where((Customer.owner == user_id) & IN_LIST)
        .order_by(Customer.sort_name, Customer.id)
        .limit(limit)
    )
    return list((query.where(condition) if condition is not None else query).namedtuples())


def _with_names():
    return (
        HandOver.select(HandOver, FromUser, FromDepartment, ToUser, ToDepartment)
        .join(FromUser, on=HandOver.from_user == FromUser.id)
        .join(FromDepartment, on=FromUser.department == FromDepartment.id)
        .join_from(HandOver, ToUser, on=HandOver.to_user == ToUser.id)
        .join(ToDepartment, on=ToUser.department == ToDepartment.id)
    )
