"""What other rooms show: the brief, open contacts, digests, the empty chair."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import peewee
from peewee import JOIN

from crm.complaints.models import Complaint, ComplaintCause
from crm.complaints.queries.items import OPEN, Item, items, select
from crm.customers.models import Customer
from crm.interactions import facts
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT

IN_BRIEF = 20
THERE = Complaint.deleted_at.is_null()
Ordered = Callable[[peewee.ModelSelect], peewee.ModelSelect]


def of_customer(customer_id: int) -> list[Item]:
    """What is open at a customer, the oldest first. Most have nothing: then one light query says so."""
    here = THERE & (Complaint.customer == customer_id) & Complaint.state.in_(OPEN)
    return _of_ids(_oldest(Complaint.select(Complaint.id).where(here)).limit(IN_BRIEF), _oldest)


def open_with(user_id: int) -> Any:
    """The condition that a complaint is open and this colleague sees to it."""
    return facts.is_there(Complaint) & (Complaint.owner == user_id) & Complaint.state.in_(OPEN)


def open_of(user_id: int) -> list[Item]:
    """All that this colleague must still see to, the oldest first."""
    return items(_oldest(select().where((Complaint.owner == user_id) & Complaint.state.in_(OPEN))))


def open_count(user_id: int) -> int:
    """How many those are."""
    return Complaint.select().where(open_with(user_id)).count()


def over_of_customer(customer_id: int, since: datetime, limit: int) -> list[Item]:
    """What was received since then and is over, the newest first. Most have nothing, as above."""
    here = THERE & (Complaint.customer == customer_id) & Complaint.state.not_in(OPEN)
    here &= Complaint.received_at >= since
    return _of_ids(_newest(Complaint.select(Complaint.id).where(here)).limit(limit), _newest)


def in_contacts(interaction_ids: Iterable[int]) -> list[Item]:
    """What came up in these contacts."""
    here = THERE & Complaint.interaction.in_(list(interaction_ids))
    return _of_ids(Complaint.select(Complaint.id).where(here), _oldest)


def between(field: peewee.Field, starts_at: datetime, ends_at: datetime) -> list[tuple[int, int]]:
    """Number and customer of what was written down, solved or learnt (``field``) in this time, the last first."""
    then = (field >= starts_at) & (field < ends_at) & Customer.archived_at.is_null()
    query = present(Complaint.id, Complaint.customer_id).where(then).order_by(field.desc(), Complaint.id.desc())
    return list(query.tuples())


def newest(since: datetime, limit: int) -> list[Item]:
    """What customers complained about since then, the last first."""
    return items(_newest(select().where(Complaint.received_at >= since)).limit(limit))


def by_ids(ids: Sequence[int]) -> list[Item]:
    """These, in their order."""
    found = {one.id: one for one in items(select().where(Complaint.id.in_(ids)))} if ids else {}
    return [found[id] for id in ids if id in found]


def path_of(complaint_id: int) -> str | None:
    """Its page; None where it was taken back or its contact is gone."""
    there = present(Complaint.id).where(Complaint.id == complaint_id).exists()
    return f"/complaints/{complaint_id}" if there else None


def words_of(interaction_ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    """What these contacts are found by too: what a complaint was about, cause, remedy and lesson. One query."""
    here = THERE & Complaint.interaction.in_(interaction_ids)
    texts = (Complaint.body, ComplaintCause.name, Complaint.remedy, Complaint.lesson)
    query = Complaint.select(Complaint.interaction_id, *texts).join(ComplaintCause, JOIN.LEFT_OUTER)
    for contact_id, *said in query.where(here).tuples():
        yield contact_id, "\n".join(text for text in said if text)


def contacts_with_causes(ids: Sequence[int]) -> set[int]:
    """The contacts that are found by the names of these causes."""
    query = Complaint.select(Complaint.interaction_id).where(Complaint.cause.in_(ids))
    return {contact for (contact,) in query.tuples()}


def present(*columns: Any) -> peewee.ModelSelect:
    """Only these columns, of complaints that were not taken back and whose contact and customer are there."""
    query = Complaint.select(*columns).join(Interaction, on=Complaint.interaction == Interaction.id)
    return query.join_from(Complaint, Customer, on=Complaint.customer == Customer.id).where(THERE & PRESENT)


def _of_ids(found: Any, ordered: Ordered) -> list[Item]:
    """These, if any: building the wide query costs more than asking."""
    ids = [id for (id,) in found.tuples()]
    return items(ordered(select().where(Complaint.id.in_(ids)))) if ids else []


def _oldest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Complaint.received_at, Complaint.id)


def _newest(query: peewee.ModelSelect) -> peewee.ModelSelect:
    return query.order_by(Complaint.received_at.desc(), Complaint.id.desc())
