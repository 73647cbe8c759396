"""The names of weeks and days: 2026-W47, 2026-11-20. What they are called, how long they last, what is beside them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm.digest.models import Rhythm, Series
from crm.words import N_, Text

YEARS = range(1990, 2100)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WORKDAYS = range(5)
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August")),
    *(N_("September"), N_("October"), N_("November"), N_("December")),
)
WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))


@dataclass(frozen=True)
class Issue:
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
        day = self.first + (DAY if self.is_day else WEEK) * step
        if not self.is_day:
            return week_of(day)
        while day.weekday() not in WORKDAYS:
            day += DAY * step
        return day.isoformat()


def week_of(day: date) -> str:
    """The ISO week of a day: ``2026-W47``."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of(week: str) -> date:
    """The first day of an ISO week like ``2026-W47``. Raises ValueError where it is none."""
    year, mark, number = week.partition("-W")
    if not (mark and len(year) == 4 and len(number) == 2 and (year + number).isascii() and (year + number).isdigit()):
        raise ValueError(week)
    return date.fromisocalendar(int(year), int(number), 1)


def of_slot(slot: datetime, rhythm: str) -> str:
    """What the digest of a slot is called: the ISO week of the middle of the seven days before it, or the day."""
    if rhythm == Rhythm.DAILY:
        return slot.date().isoformat()
    return week_of((slot.replace(tzinfo=None) - WEEK / 2).date())


def read(key: str) -> Issue:
    """The period of this name. Raises ValueError where there is none."""
    first = date.fromisoformat(key) if is_day(key) else monday_of(key)
    name = first.isoformat() if is_day(key) else key
    if name != key or first.year not in YEARS:  # there are other ways to write a day, and years that nothing was in
        raise ValueError(key)
    return Issue(key, first, first if is_day(key) else first + 6 * DAY)


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
