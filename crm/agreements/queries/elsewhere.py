"""What other rooms ask: customers and contacts about their agreements, the digest about what is new and due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import peewee

from crm import clock
from crm.agreements.models import Agreement, Side, State
from crm.agreements.queries.items import Item, items, of_ids, select
from crm.agreements.queries.lists import DAY, IS_OPEN
from crm.company import clock as company
from crm.customers.models import Customer
from crm.interactions import facts
from crm.interactions.models import Interaction

IN_BRIEF = 12
REMEMBERED = timedelta(days=60)  # after its end the brief still says that a discount was for once
YEAR = timedelta(days=365)
SOMEWHERE = timedelta(days=1)  # so far behind UTC the date may be where the company is
THERE = Agreement.deleted_at.is_null()


def of_customer(customer_id: int) -> list[Item]:
    """What is open at a customer, the soonest first, and then what held until lately; in most one light query."""
    since = clock.now().date() - REMEMBERED - SOMEWHERE
    here = (Agreement.customer == customer_id) & THERE & _worth_saying(since)
    ids = [id for (id,) in Agreement.select(Agreement.id).where(here).order_by(DAY, Agreement.id).limit(50).tuples()]
    if not ids:
        return []
    today = company.today()
    found = of_ids(ids, today, DAY, Agreement.id)
    told = [one for one in found if not one.over or one.days_late or one.ends_on >= today - REMEMBERED]
    return sorted(told, key=lambda one: one.held is not None)[:IN_BRIEF]


def _worth_saying(since: date) -> peewee.Expression:
    recent = Agreement.ends_on.is_null(False) & (Agreement.ends_on >= since)
    still = IS_OPEN & (Agreement.due_on.is_null(False) | Agreement.ends_on.is_null())
    return Agreement.state.in_([State.OPEN, State.KEPT]) & (still | recent)


def broken_at(customer_id: int, limit: int) -> list[Item]:
    """What we did not keep there in the last year, the last first. Most have none: one light query."""
    since = clock.now().date() - YEAR - SOMEWHERE
    ours = (Agreement.customer == customer_id) & (Agreement.state == State.BROKEN) & (Agreement.side == Side.WE)
    last = (Agreement.settled_on.desc(), Agreement.id.desc())
    here = Agreement.select(Agreement.id, Agreement.settled_on).where(ours & THERE & (Agreement.settled_on >= since))
    found = list(here.order_by(*last).limit(limit).tuples())
    if not found:
        return []
    today = company.today()
    return of_ids([id for id, settled_on in found if settled_on >= today - YEAR], today, *last)


def around(interaction_ids: Iterable[int]) -> list[Item]:
    """What was agreed in these contacts, and what they show the end of; one light query where there is nothing."""
    ids = list(interaction_ids)
    here = Agreement.interaction.in_(ids) | Agreement.settled_in.in_(ids)
    found = [id for (id,) in Agreement.select(Agreement.id).where(here & THERE).tuples()]
    return of_ids(found, company.today(), Agreement.id) if found else []


def made_between(starts_at: datetime, ends_at: datetime) -> list[tuple[int, int, int | None]]:
    """Number, customer and maker of what was written down in this time, the newest first; light rows."""
    made = (Agreement.created_at >= starts_at) & (Agreement.created_at < ends_at)
    query = _light(Agreement.id, Agreement.customer_id, Agreement.created_by_id).where(made)
    return list(query.order_by(Agreement.created_at.desc(), Agreement.id.desc()).tuples())


def due_until(first: date, today: date, last: date) -> list[tuple[int, int, int | None, date]]:
    """Number, customer, maker and day of what is open and should have been kept, or is due or ends by then.

    The soonest first, from ``first``: what is late for longer than that the list shows. A price or discount that ended
    before ``today`` is over, not late. Light rows of two queries, each with its index; what is due and ends is told of
    its due day, unless that lies further away.
    """
    found = {}
    for day, begins in ((Agreement.ends_on, today), (Agreement.due_on, first)):
        query = _light(Agreement.id, Agreement.customer_id, Agreement.created_by_id, day)
        found |= {row[0]: row for row in query.where(IS_OPEN & day.between(begins, last)).tuples()}
    return sorted(found.values(), key=lambda row: (row[3], row[0]))


def by_ids(ids: Sequence[int], today: date) -> list[Item]:
    """These, in the order that was given."""
    known = {one.id: one for one in items(select().where(Agreement.id.in_(list(ids))), today)} if ids else {}
    return [known[id] for id in ids if id in known]


def path_of(agreement_id: int) -> str | None:
    """Our page about it; None where it, its contact or its customer was deleted."""
    found = facts.select(Agreement).where(Agreement.id == agreement_id).exists()
    return f"/agreements/{agreement_id}" if found else None


def _light(*columns: peewee.Field) -> peewee.ModelSelect:
    """Only these columns, at customers in the lists, of contacts that are there."""
    query = Agreement.select(*columns).join(Interaction, on=Agreement.interaction == Interaction.id)
    query = query.join_from(Agreement, Customer, on=Agreement.customer == Customer.id)
    return query.where(THERE & facts.PRESENT & Customer.archived_at.is_null())
