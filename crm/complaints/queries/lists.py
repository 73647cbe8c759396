"""The list of complaints, open ones first, and what we learnt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import peewee

from crm import paging
from crm.company import clock as company
from crm.complaints.models import Complaint, State
from crm.complaints.queries.items import OPEN, Item, items, select
from crm.interactions import facts
from crm.interactions.models import Interaction

PAGE = 30
HITS = 1_000
ASKED = 200  # characters
DATES = {
    "received": Complaint.received_at,
    "answered": Complaint.answered_at,
    "solved": Complaint.solved_at,
    "learnt": Complaint.learnt_at,
}
WITHOUT = "none"  # cause: nobody said which
TextFilter = Callable[..., list[int]]


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means all. ``department`` is that of the contact.

    ``first`` and ``last``, days of the company's calendar, are about the moment that ``date`` names. ``state`` may be
    ``open``, ``cause`` a number or ``none``.
    """

    state: str = ""
    cause: str = ""
    department: int | None = None
    customer: int | None = None
    owner: int | None = None
    first: date | None = None
    last: date | None = None
    date: str = "received"

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters(date=self.date)


@dataclass(frozen=True)
class Page:
    """Some complaints, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """Open ones, the oldest first, then what is over, the newest first, by key. Three queries at most, and the clock.

    Of the open ones first only the numbers: to sort them with all that is shown costs ten times as much.
    """
    whole, over = _narrowed(select(), filters), after[:1] == "o"
    key = paging.moment_key(after[1:])
    at = peewee.Tuple(Complaint.received_at, Complaint.id)
    found: list[Item] = []
    if not over:
        still = _narrowed(_numbers(filters), filters).where(Complaint.state.in_(OPEN))
        oldest = (still.where(at > key) if key else still).order_by(Complaint.received_at, Complaint.id)
        ids = [id for (id,) in oldest.limit(size + 1).tuples()]
        shown = select().where(Complaint.id.in_(ids)).order_by(Complaint.received_at, Complaint.id)
        found = items(shown) if ids else []
    if len(found) <= size:
        done = whole.where(Complaint.state.not_in(OPEN)).order_by(Complaint.received_at.desc(), Complaint.id.desc())
        done = done.where(at < key) if over and key else done
        found += items(done.limit(size + 1 - len(found)))
    more, rows = len(found) > size, found[:size]
    if not more:
        return Page(rows, "")
    mark = "n" if rows[-1].open else "o"
    return Page(rows, mark + paging.cursor(rows[-1].received_at, rows[-1].id))


def lessons(q: str, text_filter: TextFilter, cause: str = "", after: str = "", size: int = PAGE) -> Page:
    """What we learnt, the newest first, by key; with words (``q``) of the newest contacts that have them."""
    query = _of_cause(select().where(Complaint.state == State.LEARNT), cause)
    if q := q.strip()[:ASKED]:
        query = query.where(Complaint.interaction.in_(text_filter(q, limit=HITS)))
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(Complaint.learnt_at, Complaint.id) < key)
    found = items(query.order_by(Complaint.learnt_at.desc(), Complaint.id.desc()).limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].learnt_at, rows[-1].id) if more else "")


def _numbers(filters: Filters) -> peewee.ModelSelect:
    query = Complaint.select(Complaint.id).where(facts.is_there(Complaint))
    return query.join(Interaction, on=Complaint.interaction == Interaction.id) if filters.department else query


def _narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    if filters.state:
        wanted = OPEN if filters.state == "open" else (filters.state,)
        query = query.where(Complaint.state.in_(wanted))
    query = _of_cause(query, filters.cause)
    for field, wanted_id in (
        (Interaction.department, filters.department),
        (Complaint.customer, filters.customer),
        (Complaint.owner, filters.owner),
    ):
        query = query.where(field == wanted_id) if wanted_id else query
    return _in_days(query, filters) if filters.first or filters.last else query


def _of_cause(query: peewee.ModelSelect, cause: str) -> peewee.ModelSelect:
    if not cause:
        return query
    return query.where(Complaint.cause.is_null() if cause == WITHOUT else Complaint.cause == int(cause))


def _in_days(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    return query.where(company.between(DATES[filters.date], filters.first, filters.last))
