"""Reading what was counted: sums over the tallies, and what still waits counted at once."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from peewee import SQL, Case, Expression, fn

from crm.company import clock as company
from crm.db import database
from crm.interactions.models import Interaction
from crm.teamwork import days, stale
from crm.teamwork.days import Span
from crm.teamwork.measures import FIGURES
from crm.teamwork.models import StaleDay, Tally
from crm.teamwork.stale import Stale

LIVE = 14  # days that are counted while somebody waits; more of them wait for the worker


class Cell(NamedTuple):
    """How often (``amount``) in the week that begins on ``day``, or on that day; ``department`` 0 is none."""

    figure: str
    day: date
    department: int
    detail: str
    amount: int


def counted(first: date, last: date, figures: Collection[str] | None = None, by: str = "week") -> list[Cell]:
    """Everything from ``first`` to ``last``, both included, summed ``by`` "week" or "day"; in no order.

    Of the days that changed since they were counted the newest are counted now; those before them are as they were.
    """
    span = Span(first.toordinal(), last.toordinal(), company.zone())
    asked = list(FIGURES) if figures is None else [name for name in FIGURES if name in figures]
    live = _live(asked, span)  # first: what the worker writes meanwhile is then counted once, by it or by us
    more = _counted_now(live, span, by)
    cells = []
    for figure, day, department, detail, amount in _tallied(asked, span, live, by):
        now = more.pop((figure, day, department, detail), 0) if more else 0
        cells.append(Cell(figure, _date(day), department, detail, amount + now))
    return cells + [Cell(figure, _date(day), *rest, amount) for (figure, day, *rest), amount in more.items() if amount]


def stretches(figure: str, begins: Sequence[date], before: date) -> list[Counter[str]] | None:
    """How often each detail from each of these days up to the next, the last up to ``before``.

    None where more days wait than can be counted now. For pages that show one figure over a long time.
    """
    span = Span(begins[0].toordinal(), before.toordinal() - 1, company.zone())
    waits = _waiting([figure], span)
    if len(waits.get(figure, ())) > LIVE:
        return None
    days_of = [day.toordinal() for day in begins]
    at = Case(None, [(Tally.day < later, place) for place, later in enumerate(days_of[1:])], len(begins) - 1)
    query = Tally.select(at, Tally.detail, fn.SUM(Tally.amount)).where(_here([figure], span, waits))
    found: list[Counter[str]] = [Counter() for _day in begins]
    for place, detail, amount in query.group_by(SQL("1"), SQL("2")).tuples():
        found[place][detail] += int(amount)
    for (_figure, day, _department, detail), amount in _counted_now(waits, span, "day").items():
        found[bisect_right(days_of, day) - 1][detail] += amount
    return found


def stock(figure: str, on: date) -> tuple[date, dict[tuple[int, str], int]] | None:
    """The newest count of a stock that is not after ``on``: its day, and amounts by department and detail."""
    earlier = (Tally.figure == figure) & (Tally.day <= on.toordinal())
    newest = Tally.select(fn.MAX(Tally.day)).where(earlier).scalar()
    if newest is None:
        return None
    rows = Tally.select(Tally.department, Tally.detail, Tally.amount)
    rows = rows.where((Tally.figure == figure) & (Tally.day == newest))
    return date.fromordinal(newest), {(department, detail): amount for department, detail, amount in rows.tuples()}


def waiting() -> int:
    """How many days wait for the worker, beyond those that are counted while somebody waits."""
    zone = company.zone()
    every = not stale.counted_by(zone) or StaleDay.select().where(StaleDay.day == stale.EVERY).exists()
    if every:
        first = Interaction.select(Interaction.occurred_at).order_by(Interaction.occurred_at).limit(1).scalar()
        return max(0, company.today().toordinal() + 1 - days.day_at(first, zone) - LIVE) if first else 0
    return max(0, StaleDay.select(fn.COUNT(StaleDay.day.distinct())).scalar() - LIVE)


def _live(asked: list[str], span: Span) -> dict[str, set[int]]:
    """By figure the days that are counted now: of all that wait here the newest, those to come after today's last."""
    of_figure = _waiting(asked, span)
    if not of_figure:
        return {}
    today = company.today().toordinal()
    all_days = sorted(set().union(*of_figure.values()), key=lambda day: (day > today, -day))
    newest = set(all_days[:LIVE])
    return {name: some & newest for name, some in of_figure.items() if some & newest}


def _waiting(asked: list[str], span: Span) -> dict[str, set[int]]:
    """By figure the days that wait; without figures of which none does."""
    waits: Stale = stale.waiting_in(span.first, span.last, span.zone)
    of_figure = ((name, waits.of(name, span.first, span.last)) for name in asked)
    return {name: some for name, some in of_figure if some}


def _tallied(asked: list[str], span: Span, live: dict[str, set[int]], by: str) -> Iterable[tuple]:
    """Rows of figure, day, department, detail and amount, as they come from the database: there are thousands."""
    bucket = (Tally.day - 1) / days.WEEK * days.WEEK + 1 if by == "week" else Tally.day
    amount = fn.SUM(Tally.amount) if by == "week" else Tally.amount
    query = Tally.select(Tally.figure, bucket, Tally.department, Tally.detail, amount).where(_here(asked, span, live))
    return database.execute(query.group_by(*(SQL(str(at)) for at in range(1, 5))) if by == "week" else query)


def _here(asked: list[str], span: Span, live: dict[str, set[int]]) -> Expression:
    """What was counted of these days, without those that are counted anew."""
    here = Tally.figure.in_(asked) & Tally.day.between(span.first, span.last)
    for name, some in live.items():
        here &= ~_one_of(name, some)
    return here


def _counted_now(live: dict[str, set[int]], span: Span, by: str) -> Counter:
    found: Counter = Counter()
    for name, some in live.items():
        for begin, end in days.runs(some):
            for (day, department, detail), amount in FIGURES[name].count(Span(begin, end, span.zone)).items():
                found[name, days.monday_of(day) if by == "week" else day, department, detail] += amount
    return found


@lru_cache(4096)
def _date(day: int) -> date:
    return date.fromordinal(day)


def _one_of(name: str, some: set[int]) -> Expression:
    return (Tally.figure == name) & Tally.day.in_(sorted(some))
