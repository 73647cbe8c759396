"""What stands in somebody's calendar; ``wiring/pages.py`` registers the rooms that know of dates."""

from collections.abc import Callable
from datetime import date

from crm.accounts.models import User
from crm.news import Event

Load = Callable[[User, date, date], list[Event]]  # of whom, from, up to and including; in a fixed number of queries
_loaders: list[Load] = []


def add(load: Load) -> None:
    """Put what ``load`` finds in everybody's calendar from now on."""
    if load not in _loaders:
        _loaders.append(load)


def of(user: User, first: date, last: date) -> list[Event]:
    """Everything with a date for ``user``."""
    return [event for load in _loaders for event in load(user, first, last)]
