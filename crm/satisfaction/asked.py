"""Reading the links by which marks were asked: whom one can ask, what a key opens, what was not answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import peewee
from peewee import JOIN, fn

from crm import clock
from crm.accounts import keys as hashing
from crm.accounts.models import User
from crm.company import clock as company
from crm.customers.models import ContactPoint, Customer, Person, PointKind, Status
from crm.errors import NotFound
from crm.interactions.facts import BEGINNING
from crm.interactions.models import Channel, Direction, Interaction, InteractionPerson
from crm.interactions.queries import PRESENT, title_of
from crm.mail import written
from crm.satisfaction.models import Rating, RatingRequest
from crm.words import N_, Text

VALID = timedelta(days=30)  # a link works for so long
REST = timedelta(days=30)  # for so long a customer is not asked again
FRESH = timedelta(days=60)  # about an older contact nobody is asked
LONGEST_KEY, LONGEST_ADDRESS = 100, 200


@dataclass(frozen=True)
class Recipient:
    """An address at a customer that mail can be sent to. ``present``: of who took part in the contact."""

    point_id: int
    email: str
    person_id: int | None
    name: str  # empty: of the customer itself
    present: bool


@dataclass(slots=True)
class Asked:
    """A link as a list shows it. ``expired``: nobody can answer by it any more."""

    id: int
    email: str
    person: str | None
    created_at: datetime
    expires_at: datetime
    expired: bool
    by: str | None
    customer_id: int
    customer_name: str
    interaction_id: int
    title: str


def open_at(now: datetime) -> Any:
    """The condition: can still be answered."""
    waits = RatingRequest.answered_at.is_null() & RatingRequest.revoked_at.is_null()
    return waits & (RatingRequest.expires_at > now)


def addresses(contact: Interaction) -> list[Recipient]:
    """To whom one can write about a contact: who took part in it, other people, the customer itself. One query."""
    part = InteractionPerson.select(InteractionPerson.person).where(InteractionPerson.interaction == contact.id)
    took_part = Person.id.in_(part)
    there = Person.deleted_at.is_null() & Person.archived_at.is_null()
    here = (ContactPoint.customer == contact.customer_id) & (ContactPoint.kind == PointKind.EMAIL)
    query = (
        ContactPoint.select(ContactPoint.id, ContactPoint.value, Person.id, Person.name, took_part)
        .join(Person, JOIN.LEFT_OUTER)
        .where(here & (ContactPoint.person.is_null() | there))
        .order_by(Person.sort_name, ContactPoint.position, ContactPoint.id)
    )
    rows = [(id, value.strip(), person, name or "", bool(took)) for id, value, person, name, took in query.tuples()]
    found = [Recipient(*row) for row in rows if _can_be_written_to(row[1])]
    return sorted(found, key=lambda one: (not one.present, one.person_id is None))


def hindrance(contact: Interaction, now: datetime) -> Text | None:
    """Why no mark can be asked about this contact now, if so: customers are left in peace. At most two queries."""
    if why := _never(contact, now):
        return why
    about = (RatingRequest.interaction == contact.id) & open_at(now)
    if RatingRequest.select().where(about).exists():
        return N_("A mark was asked about this contact already; the link still works.")
    newest = RatingRequest.select(fn.MAX(RatingRequest.created_at))
    last = newest.where(RatingRequest.customer == contact.customer_id).scalar()
    last = RatingRequest.created_at.python_value(last) if isinstance(last, int) else last
    if last is None or last + REST <= now:
        return None
    asked_on, again_on = (f"{company.today(at):%d-%m-%Y}" for at in (last, last + REST))
    return N_(
        "This customer was asked for a mark on %(day)s, and nobody is asked more than once in 30 days: "
        "again from %(again)s.",
        day=asked_on,
        again=again_on,
    )


def _never(contact: Interaction, now: datetime) -> Text | None:
    """Why this contact is none to ask about, whatever was asked before."""
    if contact.customer.status == Status.FORMER:
        return N_("This is a former customer; they are no longer asked for marks.")
    if contact.direction == Direction.INTERNAL or contact.channel == Channel.NOTE:
        return N_("This was among ourselves, so the customer cannot give a mark for it.")
    if not contact.reached:
        return N_("Nobody was reached in this contact, so there is nothing to give a mark for.")
    if contact.occurred_at < now - FRESH:
        return N_("This contact was more than 60 days ago; ask about a later one.")
    return None


def of_key(key: str) -> RatingRequest | None:
    """What a key opens, whatever became of it, with its contact; None where that or its customer is gone."""
    if len(key) > LONGEST_KEY:
        return None
    return _with_contact().where((RatingRequest.key_hash == hashing.hash_of(key)) & PRESENT).first()


def get(request_id: int) -> RatingRequest:
    """The row with its contact. Raises NotFound."""
    found = _with_contact().where((RatingRequest.id == request_id) & PRESENT).first()
    if found is None:
        raise NotFound(N_("This question is not in the file."))
    return found


def works(found: RatingRequest, now: datetime) -> bool:
    """Whether a mark can be given by it."""
    return found.answered_at is None and found.revoked_at is None and found.expires_at > now


def score_given(found: RatingRequest) -> int | None:
    """The mark that came in by it, if it counts."""
    there = (Rating.id == found.rating_id) & Rating.deleted_at.is_null()
    return Rating.select(Rating.score).where(there).scalar() if found.rating_id else None


def unanswered() -> peewee.ModelSelect:
    """What was asked and neither answered nor taken back, with what ``items`` reads; User is who asked."""
    waits = RatingRequest.answered_at.is_null() & RatingRequest.revoked_at.is_null()
    return (
        RatingRequest.select(
            *(RatingRequest.id, RatingRequest.email, Person.name, RatingRequest.created_at, RatingRequest.expires_at),
            *(User.name, Customer.id, Customer.name, Interaction.id, Interaction.subject),
            fn.SUBSTR(Interaction.body, 1, BEGINNING),
        )
        .join(Interaction, on=RatingRequest.interaction == Interaction.id)
        .join_from(RatingRequest, Customer, on=RatingRequest.customer == Customer.id)
        .join_from(RatingRequest, User, JOIN.LEFT_OUTER, on=RatingRequest.created_by == User.id)
        .join_from(RatingRequest, Person, JOIN.LEFT_OUTER, on=RatingRequest.person == Person.id)
        .where(waits & PRESENT)
    )


def items(query: peewee.ModelSelect, now: datetime) -> list[Asked]:
    """Run a query made with ``unanswered()``."""
    return [Asked(*row[:5], row[4] <= now, *row[5:-2], title_of(row[-2], row[-1])) for row in query.tuples()]


def in_contacts(interaction_ids: Iterable[int]) -> list[Asked]:
    """What was asked about these contacts and can still be answered. Most have none: then one light query."""
    now = clock.now()
    there = RatingRequest.interaction.in_(list(interaction_ids)) & open_at(now)
    ids = [id for (id,) in RatingRequest.select(RatingRequest.id).where(there).tuples()]
    return items(unanswered().where(RatingRequest.id.in_(ids)), now) if ids else []


def _with_contact() -> peewee.ModelSelect:
    query = RatingRequest.select(RatingRequest, Interaction).join(Interaction)
    return query.join_from(RatingRequest, Customer, on=RatingRequest.customer == Customer.id)


def _can_be_written_to(address: str) -> bool:
    try:
        return bool(written.recipient(address)) and len(address) <= LONGEST_ADDRESS
    except ValueError:
        return False
