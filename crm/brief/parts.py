"""What other rooms add to the brief; ``wiring/pages.py`` registers them, in each place in the order of the page."""

from collections.abc import Callable
from typing import Any

import peewee

from crm.customers.models import Customer
from crm.interactions import having
from crm.interactions.timeline import Reader

Load = Callable[[Customer, Reader], Any]  # in a fixed number of queries; what is falsy is left out
FIRST = "first"  # before all else: let op, complaints, agreements, follow-ups
BACKGROUND = "background"  # after the people, such as what we said no to
WRONG = "wrong"  # at the end: what went wrong before
PLACES = (FIRST, BACKGROUND, WRONG)
_parts: dict[str, tuple[str, Load, having.Columns]] = {}


def add(room: str, load: Load, place: str = FIRST, held_in: peewee.Field | None = None) -> None:
    """Show what ``load`` finds as ``part``.

    Beside the timeline by ``<room>/_brief_column.html``, on the full page by ``<room>/_brief_page.html``; what is
    background stands in a column on both, by the first. ``held_in`` is a column of customers, with an index that begins
    with it: of a customer who does not stand in it ``load`` is not asked.
    """
    if place not in PLACES:
        raise ValueError(f"{place!r} is no place on the brief")
    _parts[room] = (place, load, () if held_in is None else (held_in,))


def load_all(customer: Customer, reader: Reader) -> dict[str, dict[str, Any]]:
    """By place and then by room, what there is to show."""
    found: dict[str, dict[str, Any]] = {place: {} for place in PLACES}
    there = having.customer([held_in for _place, _load, held_in in _parts.values()], customer.id)
    for (room, (place, load, _held_in)), known in zip(_parts.items(), there, strict=True):
        if known and (part := load(customer, reader)):
            found[place][room] = part
    return found
