"""Where a notification leads to; ``wiring/telling.py`` registers the pages of records that this room does not know."""

from collections.abc import Callable

from crm.customers.models import Customer, Person
from crm.followups.models import FollowUp
from crm.headsups.models import HeadsUp
from crm.interactions.models import Interaction
from crm.interactions.queries import PRESENT
from crm.notifications.models import Notification
from crm.surprises.models import Surprise

Find = Callable[[int], str | None]  # the path of this record; None where it is deleted
_pages: dict[str, Find] = {}


def add(kind: str, find: Find) -> None:
    """Lead to ``find(id)`` what tells of records of this kind."""
    _pages[kind] = find


def known() -> frozenset[str]:
    """The kinds of records that have a page."""
    return frozenset(_pages)


def path(notification: Notification) -> str | None:
    """Where to read it; None where it was deleted meanwhile. A record without a page is read at its customer."""
    find = _pages.get(notification.record_kind)
    if find:
        return find(notification.record)
    return _customer(notification.customer_id) if notification.customer_id else None


def _customer(id: int) -> str | None:
    found = Customer.select().where((Customer.id == id) & Customer.deleted_at.is_null())
    return f"/customers/{id}" if found.exists() else None


def _interaction(id: int) -> str | None:
    found = Interaction.select().join(Customer).where((Interaction.id == id) & PRESENT)
    return f"/interactions/{id}" if found.exists() else None


def _followup(id: int) -> str | None:
    there = (FollowUp.id == id) & FollowUp.deleted_at.is_null() & Customer.deleted_at.is_null()
    return f"/followups/{id}" if FollowUp.select().join(Customer).where(there).exists() else None


def _person(id: int) -> str | None:
    found = Person.get_or_none((Person.id == id) & Person.deleted_at.is_null())
    return _customer(found.customer_id) if found else None


def _surprise(id: int) -> str | None:
    found = Surprise.get_or_none((Surprise.id == id) & Surprise.deleted_at.is_null())
    return _interaction(found.interaction_id) if found else None


def _headsup(id: int) -> str | None:
    found = HeadsUp.get_or_none((HeadsUp.id == id) & HeadsUp.deleted_at.is_null())
    return _customer(found.customer_id) if found else None


for _kind, _find in {
    "customer": _customer,
    "interaction": _interaction,
    "followup": _followup,
    "person": _person,
    "surprise": _surprise,
    "headsup": _headsup,
}.items():
    add(_kind, _find)
