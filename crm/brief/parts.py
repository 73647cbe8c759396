"""What other rooms add to the brief; ``app.py`` registers them, in the order in which they stand."""

from collections.abc import Callable
from typing import Any

from crm.customers.models import Customer
from crm.interactions.timeline import Reader

Load = Callable[[Customer, Reader], Any]  # in a fixed number of queries; what is falsy is left out
_parts: dict[str, Load] = {}


def add(room: str, load: Load) -> None:
    """Show what ``load`` finds, by ``<room>/_brief_column.html`` and ``<room>/_brief_page.html`` as ``part``."""
    _parts[room] = load


def load_all(customer: Customer, reader: Reader) -> dict[str, Any]:
    """By room, what there is to show."""
    found = {room: load(customer, reader) for room, load in _parts.items()}
    return {room: part for room, part in found.items() if part}
