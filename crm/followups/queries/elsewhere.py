"""What other rooms ask: contacts about their follow-ups, the digest about what was open."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import peewee
from peewee import fn

from crm.accounts.models import Department, User
from crm.customers.models import Customer
from crm.followups.models import OPEN, FollowUp
from crm.followups.queries.desk import desk
from crm.followups.queries.items import PRESENT, Item, items, of_ids, select
from crm.interactions.models import Interaction
from crm.news import Edition

LATEST = 200  # contacts in which a colleague who may know is looked for


def open_at_the_end(edition: Edition, until: date, limit: int) -> list[tuple[int, date]]:
    """Numbers and due dates, soonest first, of what was open when the edition ended and due by ``until``.

    For its reader, their department as a whole and the absent in whose place they are, without what was put aside; of
    a department's edition for all who work there. What is open now, and the little that was done since.
    """
    query = (
        FollowUp.select(FollowUp.id, FollowUp.due_on)
        .join(Customer)
        .where(_whose(edition) & PRESENT & Customer.archived_at.is_null())
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


def around(interaction_ids: Iterable[int]) -> list[Item]:
    """What arose in these contacts, and what they settled."""
    ids = list(interaction_ids)
    there = FollowUp.interaction.in_(ids) | FollowUp.result.in_(ids)
    found = FollowUp.select(FollowUp.id).where(there & FollowUp.deleted_at.is_null())
    return of_ids(found, lambda query: query.order_by(FollowUp.id))


def in_contact() -> Any:
    """Whether a contact asked for a follow-up or settled one; narrows the timeline."""
    own = (FollowUp.interaction == Interaction.id) | (FollowUp.result == Interaction.id)
    return fn.EXISTS(FollowUp.select(FollowUp.id).where(own & FollowUp.deleted_at.is_null()))


def contacts_of(ids: Sequence[int]) -> set[int]:
    """The contacts that asked for these follow-ups or settled them."""
    rows = FollowUp.select(FollowUp.interaction_id, FollowUp.result_id).where(FollowUp.id.in_(ids)).tuples()
    return {contact for row in rows for contact in row if contact}


def who_may_know(customer_id: int, user: User) -> int | None:
    """The department, other than one's own, that spoke with this customer last; else any other."""
    latest = Interaction.select(Interaction.department_id).where(Interaction.customer == customer_id)
    latest = latest.where(Interaction.deleted_at.is_null()).order_by(Interaction.occurred_at.desc()).limit(LATEST)
    for (department_id,) in latest.tuples():
        if department_id and department_id != user.department_id:
            return department_id
    others = Department.select(Department.id).where(Department.id != user.department_id)
    return others.order_by(Department.id).limit(1).scalar()


def _whose(edition: Edition) -> peewee.Expression:
    if department := edition.department:
        colleagues = User.select(User.id).where(User.department == department.id)
        return FollowUp.user.in_(colleagues) | (FollowUp.department == department.id)
    here = desk(edition.reader, edition.ends_at, edition.today)
    return here.mine & here.in_sight
