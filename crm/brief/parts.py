"""What other rooms add to the brief; ``wiring/pages.py`` registers them, in each place in the order of the page."""

from collections.abc import Callable
from typing import Any

from crm.customers.models import Customer
from crm.interactions.timeline import Reader

Load = Callable[[Customer, Reader], Any]  # in a fixed number of queries; what is falsy is left out
FIRST = "first"  # before all else: let op, complaints, agreements, follow-ups
BACKGROUND = "background"  # after the people, such as what we said no to
WRONG = "wrong"  # at the end: what went wrong before
PLACES = (FIRST, BACKGROUND, WRONG)
_parts: dict[str, tuple[str, Load]] = {}


def add(room: str, load: Load, place: str = FIRST) -> None:
    """Show what ``load`` finds as ``part``.

    Beside the timeline by ``<room>/_brief_column.html``, on the full page by ``<room>/_brief_page.html``; what is
    background stands in a column on both, by the first.
    """
    if place not in PLACES:
        raise ValueError(f"{place!r} is no place on the brief")
    _parts[room] = (place, load)


def load_all(customer: Customer, reader: Reader) -> dict[str, dict[str, Any]]:
    """By place and then by room, what there is to show."""
    found: dict[str, dict[str, Any]] = {place: {} for place in PLACES}
    for room, (place, load) in _parts.items():
        if part := load(customer, reader):
            found[place][room] = part
    return found
