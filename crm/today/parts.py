"""What other rooms add to the first page; ``wiring/pages.py`` registers them, in the order in which they stand."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from crm.accounts.models import User

Load = Callable[[User, datetime], Any]  # for whom, now; in a fixed number of queries; what is falsy is left out
_parts: dict[str, Load] = {}


def add(room: str, load: Load) -> None:
    """Show what ``load`` finds by ``<room>/_today.html``, as ``part``."""
    _parts[room] = load


def load_all(user: User, now: datetime) -> dict[str, Any]:
    """By room, what there is to show."""
    found = {room: load(user, now) for room, load in _parts.items()}
    return {room: part for room, part in found.items() if part}
