"""Which days must be counted again, and by which clock all were counted.

A mark is a row that says: what was counted of this day before this row may be wrong. Marks are only ever added, and
taken away one by one by who counted after reading them: nobody who writes waits, and no mark is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from crm.company import models, queries
from crm.db import database
from crm.teamwork.measures import FIGURES
from crm.teamwork.models import StaleDay

EVERY = 0  # as a day: all days of this figure
COUNTED_BY = "teamwork_clock"  # the setting that says by which clock the tallies were counted
Marks = Mapping[str, Iterable[int]]  # days, or EVERY, by figure


@dataclass(frozen=True)
class Stale:
    """The days that wait in some period, by figure; ``every``: figures of which each day waits."""

    days: dict[str, set[int]]
    every: frozenset[str]

    def of(self, figure: str, first: int, last: int) -> set[int]:
        """The days from ``first`` to ``last`` that wait."""
        return set(range(first, last + 1)) if figure in self.every else self.days.get(figure, set())


def mark(marks: Marks) -> None:
    """Let these days be counted again. Inside a transaction."""
    rows = [(figure, day) for figure, some in marks.items() for day in set(some)]
    if rows:
        database.fill(StaleDay._meta.table_name, ("figure", "day"), rows)


def mark_everything() -> None:
    """Let all be counted again. Inside a transaction."""
    mark({name: [EVERY] for name in FIGURES})


def waiting_in(first: int, last: int, zone: ZoneInfo) -> Stale:
    """What waits from day ``first`` to ``last``. Two queries."""
    if not counted_by(zone):
        return Stale({}, frozenset(FIGURES))
    here = (StaleDay.day == EVERY) | StaleDay.day.between(first, last)
    days: dict[str, set[int]] = {}
    every = set()
    for figure, day in StaleDay.select(StaleDay.figure, StaleDay.day).where(here).distinct().tuples():
        if day == EVERY:
            every.add(figure)
        else:
            days.setdefault(figure, set()).add(day)
    return Stale(days, frozenset(every))


def counted_by(zone: ZoneInfo) -> bool:
    """Whether the tallies are those of this clock; not where the company chose another, or nothing was ever counted."""
    return queries.facts().get(COUNTED_BY) == zone.key


def count_by(zone: ZoneInfo) -> None:
    """From now on tallies are counted by this clock; none that there are is good any more. Inside a transaction."""
    models.keep(COUNTED_BY, zone.key)
    mark_everything()
