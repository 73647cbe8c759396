"""Keeping the tallies right: marking days in the transaction of each change, and counting them again afterwards.

None of it is journalled: it changes no fact, and what was counted can be counted anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from peewee import fn

from crm.company import clock as company
from crm.consults.models import Consult
from crm.consults.weeks import Week
from crm.db import transaction
from crm.jobs.portion import SECONDS, Portion
from crm.journal import Change
from crm.teamwork import changes, days, looking, stale
from crm.teamwork.days import Span
from crm.teamwork.measures import FIGURES, Counts, stocks
from crm.teamwork.models import StaleDay, Tally

AT_ONCE = 92  # days that are counted in one query
BATCH = 500  # rows per statement
Progress = Callable[[int, int], None]  # days done so far, and in all


class _Overtaken(Exception):
    """Another worker counted the same, or the clock was changed meanwhile; what we have may be older."""


@dataclass(frozen=True)
class Waiting:
    """Days of a figure, and the marks that say that they must be counted; what is marked later, waits for its turn."""

    figure: str
    days: set[int]
    marks: list[int]
    span: Span


def on_change(change: Change, ids: list[int]) -> None:
    """For the journal: mark the days that a change touches, in its transaction."""
    stale.mark(changes.touched(change, ids))


def on_look(sitting: Consult) -> None:
    """For ``consults``: mark the contacts for which this sitting may count now, in the transaction of the look."""
    stale.mark({"consulted": looking.touched(sitting)})


def on_forgotten(week: Week) -> None:
    """For ``consults``: of this week only counts are left; in the transaction in which they were made."""
    monday = week.monday.toordinal()
    stale.mark({"consulted": range(monday, monday + days.WEEK)})


def mark_everything() -> None:
    """Let all be counted again: after something that nobody can tell the days of."""
    with transaction():
        stale.mark_everything()


def count_some(seconds: float = SECONDS) -> bool:
    """Count what waits, the newest days first, for so many ``seconds``. Says whether there is more.

    Counting is reading: nobody who writes waits for it. Only the tallies of a quarter are then replaced in one go.
    """
    with Portion(seconds) as portion:
        for waiting in _rounds():
            portion.step()
            _count(waiting)
    return portion.is_over


def recount(progress: Progress = lambda _done, _total: None) -> None:
    """Count everything anew, while people work; ``progress(done, total)`` tells of days of figures."""
    follow_the_clock()
    mark_everything()
    for name in FIGURES:
        _spread(name)
    newest = StaleDay.select(fn.MAX(StaleDay.id)).scalar() or 0
    total = _pending(newest)
    progress(0, total)
    for waiting in _rounds(newest):
        _count(waiting)
        progress(total - _pending(newest), total)
    count_stocks()


def count_stocks() -> date:
    """Count what is not of one day: as it was at the end of yesterday, which it answers."""
    zone, yesterday = company.zone(), company.today().toordinal() - 1
    end = days.start_of(yesterday + 1, zone)
    found = {name: count(end) for name, count in stocks.STOCKS.items()}
    with transaction():
        for name, amounts in found.items():
            Tally.delete().where((Tally.figure == name) & (Tally.day == yesterday)).execute()
            _insert(name, {(yesterday, *key): amount for key, amount in amounts.items()})
    return date.fromordinal(yesterday)


def count_stocks_tonight() -> None:
    """The same, for the worker."""
    count_stocks()


def follow_the_clock() -> None:
    """Where the company took another clock, every day is another one; and where nothing was ever counted, all waits."""
    if stale.counted_by(company.zone()):
        return
    with transaction():
        stale.count_by(company.zone())
    count_stocks()


def _rounds(newest_mark: int | None = None) -> Iterator[Waiting]:
    """What waits, a stretch of one figure at a time, the newest days first; up to that mark where one is given."""
    mine = StaleDay.id <= newest_mark if newest_mark is not None else StaleDay.id.is_null(False)
    while True:
        follow_the_clock()
        every = StaleDay.select(StaleDay.figure).where(mine & (StaleDay.day == stale.EVERY)).distinct()
        for (name,) in list(every.tuples()):  # a reading that is still going on would refuse us to write
            _spread(name)
        last = StaleDay.select(StaleDay.figure, fn.MAX(StaleDay.day)).where(mine).group_by(StaleDay.figure)
        newest = max(((day, name) for name, day in last.tuples() if day != stale.EVERY), default=None)
        if newest is None:
            return
        yield _waiting(newest[1], newest[0])


def _waiting(name: str, last: int) -> Waiting:
    """The stretch of days that ends on ``last``. What is read here, is read before it is counted."""
    there = (StaleDay.figure == name) & StaleDay.day.between(last - AT_ONCE + 1, last)
    rows = list(StaleDay.select(StaleDay.id, StaleDay.day).where(there).tuples())
    some = {day for _id, day in rows}
    span = Span(min(some, default=last), last, company.zone())
    return Waiting(name, some, [id for id, _day in rows], span)


def _count(waiting: Waiting) -> None:
    found = FIGURES[waiting.figure].count(waiting.span)
    try:
        _replace(waiting, found)
    except _Overtaken:
        return


def _replace(waiting: Waiting, found: Counts) -> None:
    """What was counted, instead of what was there; where all marks that we saw are there still, so nobody was first."""
    with transaction():
        gone = 0
        for start in range(0, len(waiting.marks), BATCH):
            gone += StaleDay.delete().where(StaleDay.id.in_(waiting.marks[start : start + BATCH])).execute()
        if gone != len(waiting.marks) or not stale.counted_by(waiting.span.zone):
            raise _Overtaken
        Tally.delete().where((Tally.figure == waiting.figure) & Tally.day.in_(sorted(waiting.days))).execute()
        _insert(waiting.figure, {key: amount for key, amount in found.items() if key[0] in waiting.days})


def _insert(figure: str, found: dict[tuple[int, int, str], int]) -> None:
    rows = [(figure, *key, amount) for key, amount in found.items() if amount]
    columns = (Tally.figure, Tally.day, Tally.department, Tally.detail, Tally.amount)
    for start in range(0, len(rows), BATCH):
        Tally.insert_many(rows[start : start + BATCH], fields=columns).execute()


def _spread(name: str) -> None:
    """Instead of "every day" mark each day on which there is something to count, or was.

    What is marked is read before what is tallied: another worker may be turning the one into the other.
    """
    every = (StaleDay.figure == name) & (StaleDay.day == stale.EVERY)
    ids = [id for (id,) in StaleDay.select(StaleDay.id).where(every).tuples()]
    some = FIGURES[name].every_day(company.zone())
    for model in (StaleDay, Tally):
        some |= {day for (day,) in model.select(model.day).where(model.figure == name).distinct().tuples()}
    with transaction():
        stale.mark({name: some - {stale.EVERY}})
        StaleDay.delete().where(StaleDay.id.in_(ids)).execute()


def _pending(newest: int) -> int:
    pairs = StaleDay.select(StaleDay.figure, StaleDay.day).where(StaleDay.id <= newest).distinct()
    return pairs.count()
