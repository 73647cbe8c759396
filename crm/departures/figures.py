"""Why they leave: how many, by reason, by department and over time. About causes, never about people."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peewee import fn

from crm.accounts import queries as accounts
from crm.customers.models import Customer
from crm.dates.spans import moved, quarter_of
from crm.departures import queries
from crm.departures.models import Departure
from crm.departures.queries import Filters
from crm.departures.words import UNKNOWN, word
from crm.words import N_, N_n, Text, in_words

QUARTERS = 8  # the one that is not over included


@dataclass(frozen=True)
class Bar:
    """One row: what is counted, how many, and that as a part of the longest bar in percent."""

    word: Text | str
    count: int
    percent: int
    share: Text | None = None
    key: str = ""  # as the filter has it
    unknown: bool = False
    first: date | None = None  # of a quarter
    last: date | None = None


@dataclass(frozen=True)
class Figures:
    """Of those who left in the last two years, or in the days that the filters name, and did not come back."""

    total: int
    reasons: list[Bar]
    departments: list[Bar]
    quarters: list[Bar]
    finding: Text
    first: date
    last: date


def of(filters: Filters, today: date) -> Figures:
    """The figures in one query; ``today`` is the company's. The filter by reason does not narrow them."""
    first = filters.first or moved(quarter_of(today).start, 3 * (1 - QUARTERS), "month")
    last = filters.last or today
    everything = Filters(department=filters.department, customer=filters.customer, first=first, last=last)
    about = Departure.reason, Departure.department_id, Departure.left_on
    counted = Departure.select(*about, fn.COUNT(Departure.id)).join(Customer).where(queries.THERE)
    query = queries.narrowed(counted, everything).group_by(*about)
    by_reason, by_department, by_quarter = Counter(), Counter(), Counter()
    for reason, department, day, count in query.tuples():
        by_reason[reason] += count
        by_department[department] += count
        by_quarter[quarter_of(day).start] += count
    total = sum(by_reason.values())
    return Figures(
        total,
        _reasons(by_reason, total),
        _departments(by_department, total),
        list(_quarters(by_quarter, first, last)),
        _finding(by_reason, total),
        first,
        last,
    )


def share(count: int, total: int) -> Text:
    """A part in words: "half", "a quarter", "about three in ten", "fewer than one in twenty"."""
    if count == total:
        return N_("all of them")
    if 20 * count < total:
        return N_("fewer than one in twenty")
    tenths = max(round(10 * count / total), 1)
    if 2 * count == total:
        return N_("half")
    if 4 * count == total:
        return N_("a quarter")
    return N_("nearly all of them") if tenths == 10 else N_("about %(tenths)s in ten", tenths=in_words(tenths))


def _reasons(counted: Counter, total: int) -> list[Bar]:
    most = max(counted.values(), default=1)
    return [
        Bar(word(reason), count, _percent(count, most), share(count, total), reason or UNKNOWN, unknown=not reason)
        for reason, count in sorted(counted.items(), key=lambda one: (not one[0], -one[1], one[0]))
    ]


def _departments(counted: Counter, total: int) -> list[Bar]:
    names = {one.id: one.name for one in accounts.departments()}
    most = max(counted.values(), default=1)
    return [
        Bar(names.get(id, N_("Nobody’s")), count, _percent(count, most), share(count, total), str(id or ""))
        for id, count in sorted(counted.items(), key=lambda one: (one[0] is None, -one[1], one[0] or 0))
    ]


def _quarters(counted: Counter, first: date, last: date) -> Iterator[Bar]:
    """Each quarter from the first to the last, also those in which nobody left; of a longer time the last of them."""
    most, start = max(counted.values(), default=1), quarter_of(last).start
    starts = [moved(start, -3 * back, "month") for back in range(2 * QUARTERS)]
    for start in reversed([one for one in starts if quarter_of(one).end > first]):
        count, ends = counted[start], quarter_of(start).last
        name = N_("%(year)s, quarter %(quarter)s", year=start.year, quarter=start.month // 3 + 1)
        yield Bar(name, count, _percent(count, most), first=max(start, first), last=min(ends, last))


def _finding(counted: Counter, total: int) -> Text:
    """The figure as a sentence."""
    known = [(count, reason) for reason, count in counted.items() if reason]
    if not total:
        return N_("Nobody left in this time")
    if not known:
        return N_n("One customer left; nobody said why yet", "%(num)s customers left; nobody said why yet", total)
    count, reason = max(known)
    if sum(one == count for one, _reason in known) > 1:
        return N_("No reason stands out among the %(total)s who left", total=total)
    said = {"reason": word(reason), "count": count, "total": total}
    return N_("The reason named most is “%(reason)s”: %(count)s of the %(total)s who left", **said)


def _percent(count: int, most: int) -> int:
    return max(round(100 * count / most), 1) if count else 0
