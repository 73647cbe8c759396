"""The shares of departments as a table; small departments are taken together in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.accounts import small
from crm.company import clock as company
from crm.consults import queries, weeks
from crm.consults.weeks import Week


@dataclass(frozen=True)
class Cell:
    """Outgoing contacts, and how many were looked up beforehand."""

    outgoing: int = 0
    consulted: int = 0

    @property
    def percent(self) -> int:
        """The second of the first, rounded; a hundred is all of them."""
        if self.consulted == self.outgoing:
            return 100 if self.outgoing else 0
        return min(99, round(self.consulted * 100 / self.outgoing))


@dataclass(frozen=True)
class Row:
    """A week, and a cell per column."""

    week: Week
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The newest week first. A column is a department, or None for the small ones together."""

    columns: list[Any]
    rows: list[Row]
    totals: list[Cell]
    left_out: list[Any]

    @property
    def total(self) -> Cell:
        """Of all that is shown."""
        return _sum(self.totals)


def table(first: date, last: date) -> Table:
    """The weeks from the one of ``first`` to the one of ``last``."""
    zone = company.zone()
    split = small.split()
    cells: Counter[tuple[str, int, str]] = Counter()
    for one in queries.share(first, last):
        if one.department_id in split.place:
            cells[one.week, split.place[one.department_id], "outgoing"] += one.outgoing
            cells[one.week, split.place[one.department_id], "consulted"] += one.consulted
    span = weeks.through(weeks.week_of(first, zone), weeks.week_of(last, zone), zone)
    rows = [
        Row(week, [_cell(cells, week.name, at) for at in range(len(split.columns))]) for week in reversed(list(span))
    ]
    totals = [_sum([row.cells[at] for row in rows]) for at in range(len(split.columns))]
    return Table(split.columns, rows, totals, split.left_out)


def _cell(cells: Counter, week: str, at: int) -> Cell:
    return Cell(cells[week, at, "outgoing"], cells[week, at, "consulted"])


def _sum(cells: list[Cell]) -> Cell:
    return Cell(sum(one.outgoing for one in cells), sum(one.consulted for one in cells))
