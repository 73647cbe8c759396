"""Reading marks. A list always takes one query, and shows whose department the contact was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import peewee
from peewee import JOIN, fn

from crm import clock, paging
from crm.company import clock as company
from crm.customers.models import Customer, Person
from crm.errors import NotFound
from crm.interactions import facts
from crm.interactions.models import Interaction, InteractionPerson
from crm.interactions.queries import PRESENT
from crm.satisfaction import asked
from crm.satisfaction.models import Rating, RatingRequest, Source
from crm.words import N_

PAGE = 50
YEAR = timedelta(days=365)
SOURCES = {Source.LOGGED: N_("heard by a colleague"), Source.LINK: N_("given by the customer")}
MISSING = N_("This mark is not in the file.")
LOW = 5  # and less: the customer is not content


@dataclass(slots=True)
class Item:
    """A mark as a list shows it. ``person``: who gave it, where that is known and they are still there."""

    id: int
    score: int
    body: str
    source: str
    created_by_id: int | None
    person: str | None
    origin: facts.Origin

    @property
    def is_low(self) -> bool:
        """Whether the customer is not content."""
        return self.score <= LOW

    @property
    def is_given(self) -> bool:
        """Whether the customer gave it, and no colleague wrote it down."""
        return self.source == Source.LINK


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; empty means all. ``marks``: lowest and highest; ``department``: of the contact.

    ``first`` and ``last`` are days on the company's clock, both included. ``mine``: a colleague's number.
    """

    marks: tuple[int, int] | None = None
    department: int | None = None
    customer: int | None = None
    source: str = ""
    first: date | None = None
    last: date | None = None
    mine: int | None = None

    @property
    def active(self) -> bool:
        """Whether anything narrows the list."""
        return self != Filters()


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next page begins (empty: there is none)."""

    rows: list
    next_cursor: str


@dataclass(frozen=True)
class Average:
    """The mean of so many marks."""

    mean: float
    count: int


def page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of the marks, the newest first, by key: ``after`` is the previous page's ``next_cursor``."""
    query = _narrowed(_select(), Rating, filters)
    if filters.marks:
        query = query.where(Rating.score.between(*filters.marks))
    if filters.source:
        query = query.where(Rating.source == filters.source)
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(Rating.created_at, Rating.id) < key)
    found = _items(_newest(query).limit(size + 1))
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].origin.created_at, rows[-1].id) if more else "")


def asked_page(filters: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of what was asked and not answered, the newest first, in the same way."""
    query = _narrowed(asked.unanswered(), RatingRequest, filters)
    if key := paging.moment_key(after):
        query = query.where(peewee.Tuple(RatingRequest.created_at, RatingRequest.id) < key)
    ordered = query.order_by(RatingRequest.created_at.desc(), RatingRequest.id.desc())
    found = asked.items(ordered.limit(size + 1), clock.now())
    more, rows = len(found) > size, found[:size]
    return Page(rows, paging.cursor(rows[-1].created_at, rows[-1].id) if more else "")


def item(rating_id: int) -> Item:
    """One mark, taken back or not. Raises NotFound."""
    found = _items(_with_names(facts.every(Rating, *COLUMNS)).where(Rating.id == rating_id))
    if not found:
        raise NotFound(MISSING)
    return found[0]


def average(now: datetime, *, department: int | None = None, customer: int | None = None) -> Average | None:
    """Of the last twelve months, of all or of one department or customer; never of a colleague. One query."""
    query = (
        Rating.select(fn.COUNT(Rating.id), fn.SUM(Rating.score))
        .join(Interaction, on=Rating.interaction == Interaction.id)
        .join_from(Rating, Customer, on=Rating.customer == Customer.id)
        .where(PRESENT & Rating.deleted_at.is_null() & (Rating.created_at >= now - YEAR))
    )
    count, total = _narrowed(query, Rating, Filters(department=department, customer=customer)).tuples().first()
    return Average(total / count, count) if count else None


def last_of_customer(customer_id: int) -> Item | None:
    """The newest mark of a customer. Most have none: then one light query."""
    here = (Rating.customer == customer_id) & Rating.deleted_at.is_null()
    present = Rating.select(Rating.id).join(Interaction, on=Rating.interaction == Interaction.id)
    id = _newest(present.where(here & Interaction.deleted_at.is_null())).limit(1).scalar()
    return next(iter(by_ids([id])), None) if id else None


def in_contacts(interaction_ids: Iterable[int]) -> list[tuple[int, Item]]:
    """Contact and mark of all that belong to these contacts. Most have none: then one light query."""
    there = Rating.interaction.in_(list(interaction_ids)) & Rating.deleted_at.is_null()
    ids = [id for (id,) in Rating.select(Rating.id).where(there).tuples()]
    return [(one.origin.interaction_id, one) for one in reversed(by_ids(ids))]


def logged(interaction_id: int, person_id: int | None, besides: int | None = None) -> int | None:
    """The mark that a colleague wrote down with this contact, of this person or of nobody that is known."""
    whose = Rating.person.is_null() if person_id is None else Rating.person == person_id
    there = (Rating.interaction == interaction_id) & Rating.deleted_at.is_null() & (Rating.source == Source.LOGGED)
    found = Rating.select(Rating.id).where(there & whose).order_by(Rating.id)
    return (found.where(Rating.id != besides) if besides else found).limit(1).scalar()


def between(first: datetime, last: datetime) -> list[tuple[int, int, int | None]]:
    """Number, customer and who wrote it down of all from ``first`` up to ``last``, the newest first; light rows."""
    query = (
        Rating.select(Rating.id, Rating.customer_id, Rating.created_by_id)
        .join(Interaction, on=Rating.interaction == Interaction.id)
        .join_from(Rating, Customer, on=Rating.customer == Customer.id)
        .where(PRESENT & Rating.deleted_at.is_null() & (Rating.created_at >= first) & (Rating.created_at < last))
    )
    return list(_newest(query).tuples())


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, the newest first."""
    return _items(_newest(_select().where(Rating.id.in_(ids)))) if ids else []


def only_person(interaction_id: int) -> int | None:
    """Who took part in a contact, where it was one person: they gave the mark."""
    part = InteractionPerson.select(InteractionPerson.person).where(InteractionPerson.interaction == interaction_id)
    found = [id for (id,) in part.limit(2).tuples()]
    return found[0] if len(found) == 1 else None


def path_of(rating_id: int) -> str | None:
    """Where a mark is read; None where it was taken back or its contact is gone."""
    there = facts.is_there(Rating) & (Rating.id == rating_id)
    return f"/satisfaction/{rating_id}" if Rating.select().where(there).exists() else None


COLUMNS = (Rating.id, Rating.score, Rating.body, Rating.source, Rating.created_by_id, Person.name)


def _select() -> peewee.ModelSelect:
    return _with_names(facts.select(Rating, *COLUMNS))


def _with_names(query: peewee.ModelSelect) -> peewee.ModelSelect:
    there = (Rating.person == Person.id) & Person.deleted_at.is_null()
    return query.join_from(Rating, Person, JOIN.LEFT_OUTER, on=there)


def _items(query: peewee.ModelSelect) -> list[Item]:
    return [Item(*row[: len(COLUMNS)], facts.origin(row)) for row in query.tuples()]


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Rating.created_at.desc(), Rating.id.desc())


def _narrowed(
    query: peewee.ModelSelect, model: type[Rating] | type[RatingRequest], filters: Filters
) -> peewee.ModelSelect:
    """By what marks and links both have."""
    if filters.department:
        query = query.where(Interaction.department == filters.department)
    if filters.customer:
        query = query.where(model.customer == filters.customer)
    if filters.first or filters.last:
        query = query.where(company.between(model.created_at, filters.first, filters.last))
    if filters.mine:
        own = (Customer.owner == filters.mine) | (model.created_by == filters.mine)
        query = query.where(own | (Interaction.author == filters.mine))
    return query
