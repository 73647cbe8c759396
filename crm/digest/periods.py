"""What a week or a day of digests is called, from when to when it lasts, and which come before and after it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.digest.models import Series
from crm.digest.slots import WORKDAYS, monday_of, week_of
from crm.words import N_, Text

YEARS = range(1990, 2100)
DAY = timedelta(days=1)
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


@dataclass(frozen=True)
class Period:
    """An ISO week, ``2026-W47``, or one day, ``2026-11-20``; ``first`` and ``last`` belong to it."""

    key: str
    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    @property
    def before(self) -> str:
        """The week before, or the working day before."""
        return self._beside(-1)

    @property
    def after(self) -> str:
        """The week after, or the working day after."""
        return self._beside(1)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From midnight to midnight on this clock."""
        return tuple(datetime.combine(day, time(), zone) for day in (self.first, self.last + DAY))

    def _beside(self, step: int) -> str:
        day = self.first + (DAY if self.is_day else 7 * DAY) * step
        if not self.is_day:
            return week_of(day)
        while day.weekday() not in WORKDAYS:
            day += DAY * step
        return day.isoformat()


def read(key: str) -> Period:
    """The period of this name. Raises ValueError where there is none."""
    first = date.fromisoformat(key) if is_day(key) else monday_of(key)
    name = first.isoformat() if is_day(key) else key
    if name != key or first.year not in YEARS:  # there are other ways to write a day, and years that nothing was in
        raise ValueError(key)
    return Period(key, first, first if is_day(key) else first + 6 * DAY)


def is_day(key: str) -> bool:
    """Whether a period is a single day."""
    return "W" not in key


def path(key: str, series: str) -> str:
    """Our page of that period."""
    return f"/digest/{key}" + ("?of=department" if series == Series.DEPARTMENT else "")


def short_name(key: str) -> Text:
    """Week 47, or 20 November, within a sentence."""
    found = read(key)
    if found.is_day:
        return N_("%(day)s %(month)s", day=found.first.day, month=MONTHS[found.first.month - 1])
    return N_("week %(number)s", number=int(key[-2:]))


def title(key: str, department: object | None) -> Text:
    """What stands above it: Week 47 at your customers."""
    found = read(key)
    if found.is_day:
        name = {"day": found.first.day, "month": MONTHS[found.first.month - 1]}
        if department:
            return N_("%(day)s %(month)s at customers of %(department)s", department=department.name, **name)
        return N_("%(day)s %(month)s at your customers", **name)
    if department:
        return N_("Week %(number)s at customers of %(department)s", number=int(key[-2:]), department=department.name)
    return N_("Week %(number)s at your customers", number=int(key[-2:]))


def dates(first: date, last: date) -> Text:
    """16 to 20 November 2026; what both days share is said once."""
    end = {"day": last.day, "month": MONTHS[last.month - 1], "year": last.year}
    whole = N_("%(day)s %(month)s %(year)s", **end)
    if first == last:
        return whole
    begin = {"day": first.day, "month": MONTHS[first.month - 1], "year": first.year}
    if first.year != last.year:
        start = N_("%(day)s %(month)s %(year)s", **begin)
    elif first.month != last.month:
        start = N_("%(day)s %(month)s", day=first.day, month=begin["month"])
    else:
        start = str(first.day)
    return N_("%(first)s to %(last)s", first=start, last=whole)
