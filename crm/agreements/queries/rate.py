"""How many agreements were kept of those whose day has come: over the last year, and by quarter."""

from dataclasses import dataclass, field
from datetime import date

import peewee
from peewee import SQL, Case, fn

from crm.agreements.models import Agreement, Side, State
from crm.agreements.queries.lists import KEPT_LATE
from crm.customers.models import Customer
from crm.interactions.models import Interaction

QUARTERS = 4  # before the one at hand


@dataclass
class Count:
    """Of agreements whose day is over, without those that were withdrawn: how many, kept, and of those too late."""

    due: int = 0
    kept: int = 0
    late: int = 0

    def add(self, state: str, late: bool, count: int) -> None:
        """Count so many more."""
        self.due += count
        self.kept += count if state == State.KEPT else 0
        self.late += count if late else 0


@dataclass
class Quarter:
    """Three months of a year (``number`` 1-4), ours and theirs."""

    year: int
    number: int
    we: Count = field(default_factory=Count)
    they: Count = field(default_factory=Count)


@dataclass
class Rate:
    """``year``: ours of the twelve months before today; the quarters, the newest first."""

    year: Count
    quarters: list[Quarter]

    @property
    def empty(self) -> bool:
        """Whether nothing was due yet."""
        return not any(one.we.due or one.they.due for one in self.quarters)


def rate(today: date) -> Rate:
    """As of this day: due before it. One query over what was due since five quarters."""
    year_ago = _year_before(today)
    starts = [_quarters_before(today, back) for back in range(QUARTERS, -1, -1)]
    found = Rate(Count(), [Quarter(one.year, (one.month + 2) // 3) for one in starts])
    for side, state, late, at, in_year, count in _counted(starts, year_ago, today):
        quarter = found.quarters[at]
        (quarter.we if side == Side.WE else quarter.they).add(state, bool(late), count)
        if side == Side.WE and in_year:
            found.year.add(state, bool(late), count)
    found.quarters.reverse()
    return found


def _counted(starts: list[date], year_ago: date, today: date) -> list[tuple]:
    at = Case(None, [(Agreement.due_on < later, place) for place, later in enumerate(starts[1:])], len(starts) - 1)
    late = Case(None, [(KEPT_LATE, 1)], 0)
    in_year = Case(None, [(Agreement.due_on >= year_ago, 1)], 0)
    over = (Agreement.due_on >= min(starts[0], year_ago)) & (Agreement.due_on < today)
    query = (
        Agreement.select(
            Agreement.side,
            Agreement.state,
            late.alias("late"),
            at.alias("at"),
            in_year.alias("in_year"),
            fn.COUNT(Agreement.id),
        )
        .where(over & (Agreement.state != State.WITHDRAWN) & Agreement.deleted_at.is_null())
        .where(Agreement.interaction.not_in(_in_bin(Interaction)) & Agreement.customer.not_in(_in_bin(Customer)))
    )
    # by their places: PostgreSQL takes each parameter of a repeated expression for another one
    return list(query.group_by(*(SQL(str(number)) for number in range(1, 6))).tuples())


def _in_bin(model: type[Interaction] | type[Customer]) -> peewee.ModelSelect:
    """The few that are; to join all that are there costs four times as much."""
    return model.select(model.id).where(model.deleted_at.is_null(False))


def _quarters_before(day: date, count: int) -> date:
    month = day.year * 12 + (day.month - 1) // 3 * 3 - 3 * count
    return date(month // 12, month % 12 + 1, 1)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
