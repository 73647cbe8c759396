"""How many agreements were kept of those whose day has come: over the last year, and by quarter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from peewee import SQL, Case, fn

from crm.agreements.models import Agreement, Side, State
from crm.agreements.queries.lists import KEPT_LATE, LATE
from crm.interactions import facts

QUARTERS = 4  # before the one at hand
Ended = Mapping[tuple[str, str], int]  # how many, by side and by how: a state, or ``late``

# (figure, days, before) -> of what was due from each day up to the next, the last up to ``before``, how many by
# "side:how"; None where that is not known yet. Teamwork, which keeps these figures, is a higher room; wired in
# wiring/pages.py.
tallied: list[Callable[[str, Sequence[date], date], Sequence[Mapping[str, int]] | None]] = []


@dataclass
class Count:
    """Of agreements whose day is over, without those that were withdrawn: how many, kept, and of those too late."""

    due: int = 0
    kept: int = 0
    late: int = 0

    def add(self, how: str, count: int) -> None:
        """Count so many more that ended so: a state, or ``late``."""
        if how != State.WITHDRAWN:
            self.due += count
            self.kept += count if how in (State.KEPT, LATE) else 0
            self.late += count if how == LATE else 0


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
    """As of this day: due before it. What was due since five quarters, from the tallies where they are up to date."""
    first, *later = (_quarters_before(today, back) for back in range(QUARTERS, -1, -1))
    found = Rate(Count(), [Quarter(one.year, (one.month + 2) // 3) for one in (first, *later)])
    begins = [first, _year_before(today), *later]
    for at, ended in enumerate(_tallied(begins, today) or _counted(begins, today)):
        quarter = found.quarters[max(at - 1, 0)]
        for (side, how), count in ended.items():
            (quarter.we if side == Side.WE else quarter.they).add(how, count)
            if side == Side.WE and at:  # the first stretch is of before the year
                found.year.add(how, count)
    found.quarters.reverse()
    return found


def _tallied(begins: Sequence[date], before: date) -> list[Ended] | None:
    for read in tallied:
        stretches = read("agreements", begins, before)
        if stretches is not None:
            return [{_side_and_how(detail): count for detail, count in one.items()} for one in stretches]
    return None


def _side_and_how(detail: str) -> tuple[str, str]:
    side, _colon, how = detail.partition(":")
    return side, how


def _counted(begins: Sequence[date], before: date) -> list[Ended]:
    at = Case(None, [(Agreement.due_on < later, place) for place, later in enumerate(begins[1:])], len(begins) - 1)
    how = Case(None, [(KEPT_LATE, LATE)], Agreement.state)
    over = (Agreement.due_on >= begins[0]) & (Agreement.due_on < before) & facts.is_there(Agreement)
    columns = at.alias("at"), Agreement.side, how.alias("how"), fn.COUNT(Agreement.id)
    # by their places: PostgreSQL takes each parameter of a repeated expression for another one
    query = Agreement.select(*columns).where(over).group_by(*(SQL(str(number)) for number in range(1, 4)))
    found: list[Ended] = [{} for _begin in begins]
    for place, side, ended, count in query.tuples():
        found[place][side, ended] = count
    return found


def _quarters_before(day: date, count: int) -> date:
    month = day.year * 12 + (day.month - 1) // 3 * 3 - 3 * count
    return date(month // 12, month % 12 + 1, 1)


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
