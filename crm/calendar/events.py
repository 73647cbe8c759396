"""What stands in somebody's calendar; ``app.py`` registers the rooms that know of dates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from crm.accounts.models import User


@dataclass(frozen=True)
class Event:
    """One thing with a date: all day (``on``), or from ``starts_at`` for ``minutes``. ``uid`` stays the same for ever.

    ``path`` is its page in the product.
    """

    uid: str
    title: str
    on: date
    path: str
    changed_at: datetime
    starts_at: datetime | None = None
    minutes: int = 60
    note: str = ""
    place: str = ""


Load = Callable[[User, date, date], list[Event]]  # of whom, from, up to and including; in a fixed number of queries
_loaders: list[Load] = []


def add(load: Load) -> None:
    """Put what ``load`` finds in everybody's calendar from now on."""
    if load not in _loaders:
        _loaders.append(load)


def of(user: User, first: date, last: date) -> list[Event]:
    """Everything with a date for ``user``."""
    return [event for load in _loaders for event in load(user, first, last)]
