"""Customers that went silent, as an occasion. Looking at every customer would take a second at a hundred thousand."""

from datetime import datetime, timedelta

from crm import clock
from crm.customers.models import Customer
from crm.interactions import silence
from crm.interactions.models import Interaction
from crm.news import Occasion

AGES = tuple(timedelta(days=days) for days in (60, 90, 150, 240, 365))  # after which silence may become remarkable
LOOKED_AT = 150  # contacts per age: the last ones before it


def find(since: datetime, limit: int) -> list[Occasion]:
    """Some of those whose silence became remarkable since then, what they said last the newest first.

    Where contacts are many these are not all of them: for telling one story a day they are plenty. Seven queries.
    """
    now = clock.now()
    ids = {customer_id for age in AGES for customer_id in _spoken_to_before(now - age)}
    there = Customer.id.in_(ids) & Customer.deleted_at.is_null() & Customer.archived_at.is_null()
    found = silence.begun(there, since, now) if ids else []
    newest_first = sorted(found, key=lambda one: one.last_at, reverse=True)[:limit]
    return [Occasion(one.customer_id, one.last_at, said=silence.said(one, now)) for one in newest_first]


def _spoken_to_before(moment: datetime) -> list[int]:
    newest = Interaction.select(Interaction.customer_id).where(Interaction.occurred_at < moment)
    newest = newest.order_by(Interaction.occurred_at.desc(), Interaction.id.desc()).limit(LOOKED_AT)
    return [id for (id,) in newest.tuples()]
