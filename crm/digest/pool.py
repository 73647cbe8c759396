"""What was new in the whole company in one period, in few words: read once for all digests of that time.

500 digests of the same week each choose from the same contacts. Reading those once (30,000 rows: 0.2 s) and choosing
in Python leaves only the few that are chosen to be read whole, for each reader. Of the last few periods it is kept.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from time import monotonic
from typing import Any, NamedTuple

from peewee import JOIN, fn

from crm import clock, db
from crm.accounts.models import User
from crm.company import queries as company
from crm.customers.models import Customer, Person
from crm.digest.customers import THERE
from crm.interactions import channels, timeline
from crm.interactions.models import Comment, Direction, Interaction
from crm.interactions.queries import PRESENT
from crm.news import Edition
from crm.words import Text

LATE = timedelta(days=7)  # a contact that was written down later than this is no news
CLOCKS = timedelta(hours=1)  # how far ahead of us a contact may be dated
KEPT_FOR, KEPT = 60, 3  # seconds, and how many periods: each may hold some 10 MB
NEWCOMERS = 5_000  # more than this at once was an import
# what a contact tells to who was not there, in points: it decides which few are quoted
MARKED = 6
COMMENT, MOST_COMMENTS = 2, 3
INCOMING = 2
EACH, MOST_FOR_LENGTH = 100, 3  # characters for a point, and the ceiling
SHORTEST = 12  # characters; "Gemaild." tells nothing
Owner = User.alias("owner")


class Light(NamedTuple):
    """A contact in few words; ``created`` in seconds since 1970."""

    id: int
    customer: int
    owner_department: int | None
    author: int | None
    department: int | None
    created: int
    score: int


class Newcomer(NamedTuple):
    """A customer that is new, with whose it is; or a person, where ``owner_department`` is empty."""

    id: int
    customer: int
    owner_department: int | None


@dataclass(frozen=True)
class Pool:
    """``rows`` are the contacts worth telling, the most telling first, then the newest; the numbers are of all."""

    rows: list[Light]
    by_customer: dict[int, list[Light]]
    contacts: int
    authors: int
    customers: int
    new_customers: list[Newcomer]
    new_people: list[Newcomer]
    channels: dict[str, Text | str]


_kept: dict[tuple[datetime, datetime], tuple[Any, float, Pool]] = {}


def of(edition: Edition) -> Pool:
    """That of the edition's time; read at most once for it."""
    if "pool" not in edition.found:
        edition.found["pool"] = between(edition.starts_at, edition.ends_at)
    return edition.found["pool"]


def forget() -> None:
    """For who begins with another file, or with the same one filled anew."""
    _kept.clear()


def between(starts_at: datetime, ends_at: datetime) -> Pool:
    """What was logged and made from ``starts_at`` up to ``ends_at``; of a period that is over at most a minute old."""
    key, now = (starts_at, ends_at), monotonic()
    database, read_at, pool = _kept.get(key, (None, 0.0, None))
    if pool and database is db.database.obj and now - read_at < KEPT_FOR:
        return pool
    pool = _read(starts_at, ends_at)
    _kept.pop(key, None)
    if ends_at <= clock.now():  # else more may come
        for oldest in list(_kept)[: len(_kept) - KEPT + 1]:
            _kept.pop(oldest, None)
        _kept[key] = (db.database.obj, now, pool)
    return pool


def score(reached: bool, length: int, incoming: bool, marked: bool, comments: int) -> int:
    """Points of a contact whose subject and text have ``length`` characters together; 0: not worth telling.

    ``marked``: something came of it (a follow-up, "good to know", and what later rooms mark); that is what colleagues
    must know. ``comments``: of others than the author; who answers found it worth that. ``incoming``: the customer
    wanted something. A long text often tells more, but a long mail does not tell ten times as much.
    """
    if not reached or (length < SHORTEST and not marked):
        return 0
    points = 1 + MARKED * marked + COMMENT * min(comments, MOST_COMMENTS) + INCOMING * incoming
    return points + min(length // EACH, MOST_FOR_LENGTH)


def logged(starts_at: datetime, ends_at: datetime) -> Any:
    """The condition on ``Interaction``: written down in this time, of what did not take place long before."""
    took_place = Interaction.occurred_at.between(starts_at - LATE, ends_at + CLOCKS)
    return took_place & (Interaction.created_at >= starts_at) & (Interaction.created_at < ends_at)


def _read(starts_at: datetime, ends_at: datetime) -> Pool:
    """Four queries, however much there is."""
    rows: list[Light] = []
    authors, customers = set(), set()
    count = 0
    for row in _contacts(starts_at, ends_at).tuples().iterator():
        *about, reached, length, direction, marked, comments = row
        light = Light(*about, score(reached, length, direction == Direction.IN, bool(marked), comments))
        count += 1
        authors.add(light.author)
        customers.add(light.customer)
        if light.score:
            rows.append(light)
    rows.sort(key=lambda one: (-one.score, -one.created, -one.id))
    by_customer = defaultdict(list)
    for one in rows:
        by_customer[one.customer].append(one)
    own = {channel.key: channel for channel in company.own_channels()}
    return Pool(
        rows=rows,
        by_customer=dict(by_customer),
        contacts=count,
        authors=len(authors - {None}),
        customers=len(customers),
        new_customers=_new_customers(starts_at, ends_at),
        new_people=_new_people(starts_at, ends_at),
        channels=channels.words(own),
    )


def _contacts(starts_at: datetime, ends_at: datetime) -> Any:
    others = Comment.author != fn.COALESCE(Interaction.author, 0)
    comments = Comment.select(fn.COUNT(Comment.id)).where((Comment.interaction == Interaction.id) & others)
    marked = reduce(or_, [condition for kind, (_word, condition) in timeline.KINDS.items() if kind != "missed"])
    return (
        Interaction.select(
            Interaction.id,
            Interaction.customer_id,
            Owner.department_id,
            Interaction.author_id,
            Interaction.department_id,
            Interaction.created_at + 0,  # a number: a moment in Python costs ten times as much
            Interaction.reached,
            (fn.LENGTH(Interaction.subject) + fn.LENGTH(Interaction.body)).coerce(False),
            Interaction.direction,
            marked,
            comments,
        )
        .join(Customer)
        .join(Owner, JOIN.LEFT_OUTER, on=Customer.owner == Owner.id)
        .where(logged(starts_at, ends_at) & PRESENT & THERE)
    )


def _new_customers(starts_at: datetime, ends_at: datetime) -> list[Newcomer]:
    made = (Customer.created_at >= starts_at) & (Customer.created_at < ends_at)
    query = Customer.select(Customer.id, Customer.id, Owner.department_id)
    query = query.join(Owner, JOIN.LEFT_OUTER, on=Customer.owner == Owner.id).where(made & THERE)
    return [
        Newcomer(*row)
        for row in query.order_by(Customer.created_at.desc(), Customer.id.desc()).limit(NEWCOMERS).tuples()
    ]


def _new_people(starts_at: datetime, ends_at: datetime) -> list[Newcomer]:
    """Not those who came with a customer that is new itself."""
    made = (Person.created_at >= starts_at) & (Person.created_at < ends_at) & (Customer.created_at < starts_at)
    there = Person.deleted_at.is_null() & Person.archived_at.is_null() & THERE
    query = Person.select(Person.id, Person.customer_id).join(Customer).where(made & there)
    newest_first = query.order_by(Person.created_at.desc(), Person.id.desc()).limit(NEWCOMERS)
    return [Newcomer(*row, None) for row in newest_first.tuples()]
