"""Reading expectations: a list of them always in one query."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import peewee

from crm import paging
from crm.accounts.models import User
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.expectations.models import Expectation, Outcome
from crm.expectations.outcomes import OPEN, WORDS
from crm.interactions import facts
from crm.interactions.facts import Origin
from crm.interactions.models import Interaction
from crm.words import N_, Text

PAGE = 30
IN_BRIEF = 4
YEAR = timedelta(days=365)
REVIEWED = "~"  # before a cursor: the page before ended among those that were reviewed
TO_REVIEW = Expectation.outcome == ""
Shown = Interaction.alias("shown")
COLUMNS = (
    *(Expectation.id, Expectation.body, Expectation.review_on, Expectation.outcome, Expectation.reviewed_on),
    *(Expectation.note, Shown.id),
)


@dataclass(slots=True)
class Item:
    """An expectation as a list shows it. ``shown_in``: the contact that shows the outcome; None where it is gone."""

    id: int
    body: str
    review_on: date
    outcome: str
    reviewed_on: date | None
    note: str
    shown_in: int | None
    origin: Origin

    @property
    def word(self) -> Text | None:
        """How it turned out; None while nobody looked."""
        return WORDS.get(self.outcome)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``outcome`` may be ``OPEN``.

    ``department`` is that of the contact, days are those on which we look; ``mine``: written by this colleague, or of
    customers of theirs.
    """

    outcome: str = ""
    customer: int | None = None
    department: int | None = None
    first: date | None = None
    last: date | None = None
    mine: User | None = None

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Some of them, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def select(source: Callable[..., peewee.ModelSelect] = facts.select) -> peewee.ModelSelect:
    """Those that were not taken back, with what an item shows."""
    there = (Expectation.reviewed_in == Shown.id) & Shown.deleted_at.is_null()
    return source(Expectation, *COLUMNS).join_from(Expectation, Shown, peewee.JOIN.LEFT_OUTER, on=there)


def items(query: peewee.ModelSelect) -> list[Item]:
    """Run a query made with ``select()``."""
    return [Item(*row[: len(COLUMNS)], facts.origin(row)) for row in query.tuples()]


def item(expectation_id: int) -> Item:
    """One of them, taken back or not. Raises NotFound."""
    found = items(select(facts.every).where(Expectation.id == expectation_id))
    if not found:
        raise NotFound(N_("This expectation is not in the file."))
    return found[0]


def path_of(expectation_id: int) -> str | None:
    """Our page about it; None where it is gone."""
    there = facts.select(Expectation, Expectation.id).where(Expectation.id == expectation_id)
    return f"/expectations/{expectation_id}" if there.exists() else None


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page by key: first what is to be reviewed, the soonest on top; then what was, the latest on top.

    ``after`` is the previous page's ``next_cursor``.
    """
    rows: list[Item] = []
    if filters.outcome in ("", OPEN) and not after.startswith(REVIEWED):
        rows = items(_part(filters, TO_REVIEW, after, size, newest=False))
        if len(rows) > size:
            return Page(rows[:size], _cursor(rows[size - 1]))
        after = ""
    if filters.outcome == OPEN:
        return Page(rows, "")
    place = size - len(rows)
    reviewed = ~TO_REVIEW if not filters.outcome else Expectation.outcome == filters.outcome
    more = items(_part(filters, reviewed, after.removeprefix(REVIEWED), place, newest=True))
    if len(more) <= place:
        return Page(rows + more, "")
    return Page(rows + more[:place], REVIEWED + (_cursor(more[place - 1]) if place else ""))


def of_customer(customer_id: int, today: Callable[[], date] = company.today) -> list[Item]:
    """What the customer expects of us now, the soonest review first; then what we did not meet in the last year.

    Most expect nothing in particular: then one light query says so.
    """
    known = (Expectation.customer == customer_id) & Expectation.outcome.in_(["", Outcome.NOT_MET])
    here = Expectation.select(Expectation.id).where(known & Expectation.deleted_at.is_null())
    ids = [id for (id,) in here.tuples()]
    if not ids:
        return []
    wanted = Expectation.id.in_(ids) & (TO_REVIEW | (Expectation.reviewed_on >= today() - YEAR))
    found = select().where(wanted).order_by(Expectation.outcome, Expectation.review_on, Expectation.id)
    return items(found.limit(IN_BRIEF))


def around(interaction_ids: Iterable[int]) -> list[Item]:
    """What was expected in these contacts, and what they show the outcome of."""
    ids = list(interaction_ids)
    there = Expectation.interaction.in_(ids) | Expectation.reviewed_in.in_(ids)
    light = Expectation.select(Expectation.id).where(there & Expectation.deleted_at.is_null())
    return by_ids([id for (id,) in light.tuples()])


def between(first: datetime, last: datetime) -> list[tuple[int, int, int | None, bool]]:
    """Number, customer, who wrote it down and whether it was reviewed of what was new or reviewed in this time.

    Light rows, the latest first; two queries, for the two are not found by the same index. What was reviewed is not
    changed any more, so that it was then; its day is the company's.
    """
    new = (Expectation.created_at >= first) & (Expectation.created_at < last)
    that_day = Expectation.reviewed_on.between(company.today(first), company.today(last))
    reviewed = ~TO_REVIEW & that_day & (Expectation.updated_at >= first) & (Expectation.updated_at < last)
    found = {row[0]: row for which in (new, reviewed) for row in _light(which).tuples()}
    latest = sorted(found.values(), key=lambda row: (row[4], row[0]), reverse=True)
    return [(id, customer, writer, bool(outcome)) for id, customer, writer, outcome, _changed_at in latest]


def _light(which: Any) -> peewee.ModelSelect:
    own = (Expectation.id, Expectation.customer_id, Expectation.created_by_id)
    return (
        Expectation.select(*own, Expectation.outcome, Expectation.updated_at)
        .join(Interaction, on=Expectation.interaction == Interaction.id)
        .join_from(Expectation, Customer, on=Expectation.customer == Customer.id)
        .where(which & Expectation.deleted_at.is_null() & facts.PRESENT)
    )


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, in the order of their review."""
    if not ids:
        return []
    return items(select().where(Expectation.id.in_(ids)).order_by(Expectation.review_on, Expectation.id))


def _part(filters: Filters, which: Any, after: str, size: int, *, newest: bool) -> peewee.ModelSelect:
    """One part of the list and one more row, in its own order."""
    order = (Expectation.review_on, Expectation.id)
    query = _narrowed(select().where(which), filters).limit(size + 1)
    key = paging.day_key(after)
    if key:
        here = peewee.Tuple(*order)
        query = query.where(here < key if newest else here > key)
    return query.order_by(*(one.desc() for one in order)) if newest else query.order_by(*order)


def _cursor(last: Item) -> str:
    return paging.cursor(last.review_on, last.id)


def _narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    if filters.customer:
        query = query.where(Expectation.customer == filters.customer)
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if filters.first:
        query = query.where(Expectation.review_on >= filters.first)
    if filters.last:
        query = query.where(Expectation.review_on <= filters.last)
    if filters.mine:
        query = query.where((Expectation.created_by == filters.mine) | (Customer.owner == filters.mine))
    return query
