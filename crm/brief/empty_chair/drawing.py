"""Whose turn it is. On one day everybody draws the same customers in the same order, wall and meeting alike.

The order comes from the date and the customers' numbers alone, so that an occasion more or less hardly moves the rest.
Sorts of occasions take turns, so that many silences do not hide the one compliment.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest

from crm.brief import occasions
from crm.brief.occasions import Registered
from crm.customers.models import Customer
from crm.news import Occasion

RECENT, LONG_AGO = timedelta(days=30), timedelta(days=365)  # how far is looked back; further where there is nothing
MOST = 40  # occasions of each sort


@dataclass(frozen=True)
class Drawn:
    """A customer in the chair, and on which occasion: ``sort`` and ``occasion`` are None where somebody chose it."""

    customer_id: int
    sort: Registered | None = None
    occasion: Occasion | None = None


def order(day: date, now: datetime, only: str = "") -> list[Drawn]:
    """Everybody whose turn may come on ``day``, each once; ``only`` of one sort. So many queries as the sorts need."""
    for back in (RECENT, LONG_AGO):
        sorts = [one for one in occasions.every() if only in ("", one.name)]
        found = {sort.name: _of_sort(sort, now - back, day) for sort in sorts}
        present = _present({one.customer_id for drawn in found.values() for one in drawn})
        turns = [[one for one in found[sort.name] if one.customer_id in present] for sort in _shuffled(sorts, day)]
        if any(turns):
            return _in_turn(turns)
    return []


def about(customer_id: int, order: list[Drawn]) -> Drawn:
    """The customer that somebody chose, with the occasion on which it would be drawn, if any."""
    return next((one for one in order if one.customer_id == customer_id), Drawn(customer_id))


def _of_sort(sort: Registered, since: datetime, day: date) -> list[Drawn]:
    """Its customers in the order of the day; of several occasions at one customer the newest."""
    newest: dict[int, Occasion] = {}
    for occasion in sort.find(since, MOST):
        newest.setdefault(occasion.customer_id, occasion)
    ids = sorted(newest, key=lambda id: _lot(day, str(id)))
    return [Drawn(id, sort, newest[id]) for id in ids]


def _shuffled(sorts: list[Registered], day: date) -> list[Registered]:
    return sorted(sorts, key=lambda sort: _lot(day, sort.name))


def _in_turn(turns: list[list[Drawn]]) -> list[Drawn]:
    """The first of each sort, then the second of each. Of two sorts a customer comes on the rarer, and once."""
    rarer: dict[int, Drawn] = {}
    for drawn in sorted(turns, key=len):
        for one in drawn:
            rarer.setdefault(one.customer_id, one)
    left = [[one for one in drawn if rarer[one.customer_id] is one] for drawn in turns]
    return [one for round_ in zip_longest(*left) for one in round_ if one]


def _present(customer_ids: set[int]) -> set[int]:
    """Those in the lists: neither in the bin nor put away."""
    there = Customer.id.in_(customer_ids) & Customer.deleted_at.is_null() & Customer.archived_at.is_null()
    return {id for (id,) in Customer.select(Customer.id).where(there).tuples()} if customer_ids else set()


def _lot(day: date, what: str) -> bytes:
    return hashlib.sha256(f"{day.isoformat()} {what}".encode()).digest()
