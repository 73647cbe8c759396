"""The shares of departments as a table. Departments are so large in it that they cannot stand for one person."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.accounts import queries as accounts
from crm.company import clock as company
from crm.consults import queries, weeks
from crm.consults.weeks import Week

FEWEST = 3  # colleagues; smaller departments are taken together, or left out where even so they are fewer


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
    columns, place, left_out = _columns()
    cells: Counter[tuple[str, int, str]] = Counter()
    for one in queries.share(first, last):
        if one.department_id in place:
            cells[one.week, place[one.department_id], "outgoing"] += one.outgoing
            cells[one.week, place[one.department_id], "consulted"] += one.consulted
    span = weeks.through(weeks.week_of(first, zone), weeks.week_of(last, zone), zone)
    rows = [Row(week, [_cell(cells, week.name, at) for at in range(len(columns))]) for week in reversed(list(span))]
    totals = [_sum([row.cells[at] for row in rows]) for at in range(len(columns))]
    return Table(columns, rows, totals, left_out)


def _columns() -> tuple[list[Any], dict[int, int], list[Any]]:
    """The columns, in which of them each department counts, and the departments that are left out."""
    departments = sorted(accounts.departments_with_size(), key=lambda one: one.id)
    large = [one for one in departments if one.here >= FEWEST]
    small = [one for one in departments if one.here < FEWEST]
    place = {one.id: at for at, one in enumerate(large)}
    if sum(one.here for one in small) < FEWEST:
        return large, place, small
    return [*large, None], place | dict.fromkeys((one.id for one in small), len(large)), []


def _cell(cells: Counter, week: str, at: int) -> Cell:
    return Cell(cells[week, at, "outgoing"], cells[week, at, "consulted"])


def _sum(cells: list[Cell]) -> Cell:
    return Cell(sum(one.outgoing for one in cells), sum(one.consulted for one in cells))
