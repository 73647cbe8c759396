"""The figures of a stretch of days, to be added up by department, by what they are of, or by week."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from crm.teamwork.periods import Bucket, Period


@dataclass(frozen=True)
class Counts:
    """``cells`` as ``queries.counted`` gives them, of the figures of ``period``; ``today`` those that are due today."""

    cells: list[Any]
    period: Period
    today: list[Any] = field(default_factory=list)

    @cached_property
    def by_figure(self) -> dict[str, list[Any]]:
        """The same, looked through once: a page adds them up some fifty times."""
        found: dict[str, list[Any]] = defaultdict(list)
        for one in self.cells:
            found[one.figure].append(one)
        return found

    def of(self, departments: Collection[int]) -> "Counts":
        """Those of these departments alone."""
        cells, today = ([one for one in some if one.department in departments] for some in (self.cells, self.today))
        return Counts(cells, self.period, today)

    def total(self, figure: str, *details: str) -> int:
        """How often, of these ``details``; of none: of all."""
        return sum(one.amount for one in self._of(figure, details))

    def by_detail(self, figure: str) -> Counter[str]:
        """How often each detail."""
        return self._added(figure, (), lambda one: one.detail)

    def by_department(self, figure: str, *details: str) -> Counter[int]:
        """How often in each department; 0 is none."""
        return self._added(figure, details, lambda one: one.department)

    def by_bucket(self, figure: str, *details: str) -> list[int]:
        """How often in each day or week of the period."""
        found = self._added(figure, details, lambda one: one.day)
        return [found[bucket.key] for bucket in self.buckets]

    def due_today(self, figure: str, detail: str) -> int:
        """How much of what is open need not be done before today is over."""
        open_today = sum(one.amount for one in self.today if one.figure == figure and one.detail == detail)
        return min(open_today, self.total(figure, detail))  # a colleague may write between the two that we read

    def overdue(self, figure: str, detail: str) -> int:
        """How much of what was due before today is still open."""
        return self.total(figure, detail) - self.due_today(figure, detail)

    @cached_property
    def buckets(self) -> list[Bucket]:
        """The columns of a chart."""
        return self.period.buckets

    def _of(self, figure: str, details: Collection[str]) -> Iterable[Any]:
        cells = self.by_figure.get(figure, [])
        return [one for one in cells if one.detail in details] if details else cells

    def _added(self, figure: str, details: Collection[str], key: Callable[[Any], Any]) -> Counter[Any]:
        found: Counter[Any] = Counter()
        for one in self._of(figure, details):
            found[key(one)] += one.amount
        return found


def median(histogram: Counter[str]) -> int | None:
    """The least number of days within which half of them were; None where there are none."""
    days = {int(detail): amount for detail, amount in histogram.items() if amount and detail.isdigit()}
    seen, half = 0, sum(days.values()) / 2
    for day in sorted(days):
        seen += days[day]
        if seen >= half:
            return day
    return None


def percent(part: int, whole: int) -> int | None:
    """Rounded; a hundred is all of them and 0 none. None of nothing."""
    if not whole:
        return None
    if part in (0, whole):
        return 100 * part // whole
    return min(99, max(1, round(part * 100 / whole)))
