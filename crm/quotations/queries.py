"""Reading quotations: a list of them always in one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import peewee
from peewee import fn

from crm import paging
from crm.company import clock as company
from crm.customers.models import Customer
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT, title_of
from crm.journal import Change
from crm.quotations.checks import DECIDED
from crm.quotations.models import Quotation, Reason, Stage
from crm.quotations.words import REASONS, STAGES
from crm.words import N_, Text

PAGE, IN_BRIEF = 50, 10
DAY = timedelta(days=1)
OPEN = (Stage.ASKED, Stage.SENT)
NARROW = {"open": OPEN, "decided": DECIDED} | {one.value: (one,) for one in Stage}  # what ``stage`` may say
WHERE = (Quotation.interaction, Quotation.sent_in, Quotation.decided_in)  # the contacts in which it stands


@dataclass(slots=True)
class Item:
    """A quotation as it is shown. ``expired``: it was sent, and its last day is over."""

    id: int
    body: str
    reference: str
    stage: Stage
    asked_on: date | None
    sent_on: date | None
    valid_until: date | None
    decided_on: date | None
    reason: str
    explanation: str
    sent_in_id: int | None
    decided_in_id: int | None
    origin: facts.Origin
    expired: bool

    @property
    def since(self) -> date | None:
        """When it got to its stage."""
        return {Stage.ASKED: self.asked_on, Stage.SENT: self.sent_on}.get(self.stage, self.decided_on)

    @property
    def word(self) -> Text:
        """Its stage."""
        return STAGES[self.stage]

    @property
    def why(self) -> Text | None:
        """What decided it."""
        return REASONS[Reason(self.reason)] if self.reason else None

    @property
    def open(self) -> bool:
        """Whether nobody decided on it yet."""
        return self.stage in OPEN


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``first`` and ``last``: the days ``from`` and ``until``, both
    included, on which those that were decided on were, and others were written down.
    """

    stage: str = ""
    reason: str = ""
    department: int | None = None
    customer: int | None = None
    first: date | None = None
    last: date | None = None
    mine: int | None = None  # a colleague who wrote it down, or whose customer it is

    @property
    def active(self) -> bool:
        """Whether anything but ``mine`` narrows the list."""
        return self != Filters(mine=self.mine)

    @property
    def by_decision(self) -> bool:
        """Whether only what was decided on is listed, and so in the order of that."""
        return bool(self.stage) and set(NARROW[self.stage]) <= set(DECIDED)


@dataclass(frozen=True)
class Page:
    """Some quotations, and where the next page begins (empty: there is none)."""

    rows: list[Item]
    next_cursor: str


def select() -> peewee.ModelSelect:
    """Those that were not taken back, with all that an item shows."""
    return facts.select(Quotation, *_columns())


def items(query: peewee.ModelSelect, on: date) -> list[Item]:
    """Run a query made with ``select()``; whether each is still good is told as of the day ``on``."""
    return [_item(row, on) for row in query.tuples()]


def item(quotation_id: int) -> Item:
    """One of them, also one that was taken back. Raises NotFound."""
    query = facts.every(Quotation, *_columns()).where(Quotation.id == quotation_id)
    found = items(query, company.today())
    if not found:
        raise NotFound(N_("This quotation is not in the file."))
    return found[0]


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of the list, by key: what was decided last, else what was written down last, on top."""
    by_day = filters.by_decision
    column = Quotation.decided_on if by_day else Quotation.created_at
    query = narrowed(select(), filters).order_by(column.desc(), Quotation.id.desc())
    if key := (paging.day_key if by_day else paging.moment_key)(after):
        query = query.where(peewee.Tuple(column, Quotation.id) < key)
    found = items(query.limit(size + 1), company.today())
    more, rows = len(found) > size, found[:size]
    last = (rows[-1].decided_on if by_day else rows[-1].origin.created_at) if more else None
    return Page(rows, paging.cursor(last, rows[-1].id) if last else "")


def narrowed(query: peewee.ModelSelect, filters: Filters) -> peewee.ModelSelect:
    """Only what the filters ask for."""
    if filters.stage:
        query = query.where(Quotation.stage.in_(NARROW[filters.stage]))
    if filters.reason:
        query = query.where(Quotation.reason == filters.reason)
    if filters.department:
        query = query.where(Quotation.department == filters.department)
    if filters.customer:
        query = query.where(Quotation.customer == filters.customer)
    if filters.mine:
        query = query.where((Quotation.created_by == filters.mine) | (Customer.owner == filters.mine))
    if filters.first or filters.last:
        query = query.where(_during(filters))
    return query


def of_customer(customer_id: int) -> list[Item]:
    """What is open at a customer, the newest first. Most have nothing: then one light query."""
    here = (Quotation.customer == customer_id) & Quotation.stage.in_(OPEN) & Quotation.deleted_at.is_null()
    ids = [id for (id,) in Quotation.select(Quotation.id).where(here).tuples()]
    if not ids:
        return []
    newest = select().where(Quotation.id.in_(ids)).order_by(Quotation.created_at.desc(), Quotation.id.desc())
    return items(newest.limit(IN_BRIEF), company.today())


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """What was asked for, sent or decided in these contacts."""
    wanted = list(interaction_ids)
    there = _any(column.in_(wanted) for column in WHERE) & Quotation.deleted_at.is_null()
    ids = [id for (id,) in Quotation.select(Quotation.id).where(there).tuples()]
    return items(select().where(Quotation.id.in_(ids)).order_by(Quotation.id), company.today()) if ids else []


def titles(interaction_ids: Sequence[int]) -> dict[int, tuple[str, datetime]]:
    """What these contacts are called, and when they were; without those in the bin."""
    there = Interaction.id.in_(interaction_ids) & Interaction.deleted_at.is_null()
    columns = Interaction.id, Interaction.subject, fn.SUBSTR(Interaction.body, 1, facts.BEGINNING)
    rows = Interaction.select(*columns, Interaction.occurred_at).where(there).tuples()
    return {id: (title_of(subject, body), at) for id, subject, body, at in rows}


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, the newest first."""
    newest = select().where(Quotation.id.in_(ids)).order_by(Quotation.created_at.desc(), Quotation.id.desc())
    return items(newest, company.today()) if ids else []


def between(starts_at: datetime, ends_at: datetime) -> list[tuple[int, int]]:
    """Number and customer of what was written down or decided on in this time, the newest first. Two light queries."""
    made = (Quotation.created_at >= starts_at) & (Quotation.created_at < ends_at)
    touched = (Quotation.updated_at >= starts_at) & (Quotation.updated_at < ends_at)
    decided = (Quotation.decided_on >= company.today(starts_at) - 60 * DAY) & touched
    rows = list(
        Quotation.select(Quotation.id, Quotation.customer_id, Quotation.created_at >= starts_at)
        .join(Interaction, on=Quotation.interaction == Interaction.id)
        .join_from(Quotation, Customer, on=Quotation.customer == Customer.id)
        .where((made | decided) & Quotation.deleted_at.is_null())
        .where(PRESENT & Customer.archived_at.is_null())
        .order_by(Quotation.updated_at.desc(), Quotation.id.desc())
        .tuples()
    )
    older = [id for id, _customer, new in rows if not new]
    then = (Change.at >= starts_at) & (Change.at < ends_at) & Change.verb.in_(["quotation.win", "quotation.lose"])
    of_these = (Change.kind == "quotation") & Change.record.in_(older)
    told = {id for (id,) in Change.select(Change.record).where(of_these & then).tuples()} if older else set()
    return [(id, customer) for id, customer, new in rows if new or id in told]


def in_contact() -> Any:
    """Whether a contact has one, by any of its steps; for the timeline's filter and search by kind."""
    here = _any(column == Interaction.id for column in WHERE) & Quotation.deleted_at.is_null()
    return fn.EXISTS(Quotation.select(Quotation.id).where(here))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts in which these stand, and stood before the last change: those must forget them."""
    rows = Quotation.select(*WHERE).where(Quotation.id.in_(ids)).tuples()
    found = {contact for row in rows for contact in row if contact}
    last = Change.select(fn.MAX(Change.id)).where((Change.kind == "quotation") & Change.record.in_(ids))
    for change in Change.select().where(Change.id.in_(last.group_by(Change.record))):
        before = change.values.get("before") or {}
        found |= {before[name] for name in ("sent_in", "decided_in") if before.get(name)}
    return found


def words_of(interaction_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """What these contacts are found by: for what it is, its number, and why it was won or lost. One query."""
    wanted = set(interaction_ids)
    there = _any(column.in_(list(wanted)) for column in WHERE) & Quotation.deleted_at.is_null()
    texts = Quotation.body, Quotation.reference, Quotation.explanation
    for *contacts, body, reference, explanation in Quotation.select(*WHERE, *texts).where(there).tuples():
        for contact in wanted.intersection(contacts):
            yield contact, "\n".join(filter(None, (body, reference, explanation)))


def _columns() -> tuple:
    own = Quotation.id, Quotation.body, Quotation.reference, Quotation.stage, Quotation.asked_on, Quotation.sent_on
    decided = Quotation.valid_until, Quotation.decided_on, Quotation.reason, Quotation.explanation
    return (*own, *decided, Quotation.sent_in, Quotation.decided_in)


def _item(row: tuple, on: date) -> Item:
    own = list(row[: -facts.ORIGIN])
    own[3] = Stage(own[3])
    expired = own[3] == Stage.SENT and own[6] is not None and own[6] < on
    return Item(*own, facts.origin(row), expired)


def _during(filters: Filters) -> Any:
    """The condition of ``from`` and ``until``."""
    decided, written = Quotation.stage.in_(DECIDED), Quotation.stage.in_(OPEN)
    written &= company.between(Quotation.created_at, filters.first, filters.last)
    if filters.first:
        decided &= Quotation.decided_on >= filters.first
    if filters.last:
        decided &= Quotation.decided_on <= filters.last
    return decided if filters.by_decision else decided | written


def _any(conditions: Iterable[Any]) -> Any:
    first, *others = conditions
    for one in others:
        first |= one
    return first
