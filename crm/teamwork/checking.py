"""Proving that what was counted is what a recount gives."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crm.company import clock as company
from crm.teamwork import stale
from crm.teamwork.days import Span
from crm.teamwork.measures import FIGURES, Counts, Figure
from crm.teamwork.models import StaleDay, Tally

AT_ONCE = 31  # days
TRIES = 3  # a colleague may write, or the worker count, between two of our queries


@dataclass(frozen=True)
class Difference:
    """A day of a figure that is not as a recount gives it; ``waits``: it is known that it must be counted again."""

    figure: str
    day: date
    kept: int
    recounted: int
    waits: bool


def differences() -> Iterator[Difference]:
    """Every day that differs, figure by figure, the earliest first."""
    for figure in FIGURES.values():
        some = sorted(figure.every_day(company.zone()) | _tallied(figure))
        for stretch in _stretches(some):
            yield from _of_stretch(figure, stretch)


def _of_stretch(figure: Figure, some: list[int]) -> Iterator[Difference]:
    span = Span(some[0], some[-1], company.zone())
    recounted, kept = _by_day(figure.count(span)), _by_day(_kept(figure, span))
    for day in sorted(recounted.keys() | kept.keys()):
        if recounted.get(day) != kept.get(day) and (found := _again(figure, Span(day, day, span.zone))):
            yield found


def _again(figure: Figure, span: Span) -> Difference | None:
    """The same for one day: it differs, and is not marked, each time that we look."""
    for _try in range(TRIES):
        recounted, kept = figure.count(span), _kept(figure, span)
        if recounted == kept:
            return None
        sums = sum(kept.values()), sum(recounted.values())
        if _waits(figure, span):
            return Difference(figure.name, date.fromordinal(span.first), *sums, waits=True)
    return Difference(figure.name, date.fromordinal(span.first), *sums, waits=False)


def _waits(figure: Figure, span: Span) -> bool:
    if not stale.counted_by(span.zone):
        return True
    mine = (StaleDay.figure == figure.name) & StaleDay.day.in_([span.first, stale.EVERY])
    return StaleDay.select().where(mine).exists()


def _kept(figure: Figure, span: Span) -> Counts:
    here = (Tally.figure == figure.name) & Tally.day.between(span.first, span.last)
    rows = Tally.select(Tally.day, Tally.department, Tally.detail, Tally.amount).where(here)
    return Counter({tuple(key): amount for *key, amount in rows.tuples()})


def _tallied(figure: Figure) -> set[int]:
    return {day for (day,) in Tally.select(Tally.day).where(Tally.figure == figure.name).distinct().tuples()}


def _by_day(found: Counts) -> dict[int, Counts]:
    apart: dict[int, Counts] = {}
    for key, amount in found.items():
        if amount:
            apart.setdefault(key[0], Counter())[key] = amount
    return apart


def _stretches(some: list[int]) -> Iterator[list[int]]:
    """These days, so many of the calendar together as are counted at once."""
    stretch: list[int] = []
    for day in some:
        if stretch and day - stretch[0] >= AT_ONCE:
            yield stretch
            stretch = []
        stretch.append(day)
    if stretch:
        yield stretch
