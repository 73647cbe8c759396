"""Stretches of days that figures are counted over: twelve weeks, a week, a month, a quarter; the company's days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from crm.words import N_, Text

USUAL = "12w"
WEEKS = 12
NAMES = {
    USUAL: N_("12 weeks"),
    "week": N_("Week"),
    "month": N_("Month"),
    "quarter": N_("Quarter"),
}
BEFORE = {
    USUAL: N_("The 12 weeks before: %(value)s"),
    "week": N_("The week before: %(value)s"),
    "month": N_("The month before: %(value)s"),
    "quarter": N_("The quarter before: %(value)s"),
}
EARLIEST, DAY = date(1990, 1, 1), timedelta(days=1)


@dataclass(frozen=True)
class Bucket:
    """One column of a chart: a week, or a day. ``key`` is what ``queries.counted`` calls it by; both ends included."""

    key: date
    first: date
    last: date

    @property
    def week(self) -> int:
        """The ISO number of its week."""
        return self.key.isocalendar().week


@dataclass(frozen=True)
class Period:
    """From ``first`` up to and including ``last``; of one that runs only the days up to ``until`` are there yet."""

    name: str
    first: date
    last: date
    until: date
    today: date

    @property
    def by(self) -> str:
        """What it is divided in: days or weeks."""
        return "day" if self.name == "week" else "week"

    @property
    def runs(self) -> bool:
        """Whether it is not over yet."""
        return self.until < self.last

    @property
    def buckets(self) -> list[Bucket]:
        """Its days or weeks that have begun, of weeks the part that lies in it."""
        step = timedelta(days=1 if self.by == "day" else 7)
        key = self.first if self.by == "day" else monday(self.first)
        found = []
        while key <= self.until:
            found.append(Bucket(key, max(key, self.first), min(key + step - DAY, self.last)))
            key += step
        return found

    def earlier(self) -> "Period":
        """The one before, whole."""
        return of(self.name, self.first - DAY, self.today)

    def later(self) -> "Period | None":
        """The one after, if it has begun."""
        on = self.last + DAY
        if on > self.today:
            return None
        return of(self.name, min(on + timedelta(weeks=WEEKS - 1) if self.name == USUAL else on, self.today), self.today)

    def before(self) -> "Period":
        """What to compare it with: the one before; of one that runs as many of its days."""
        whole = self.earlier()
        if not self.runs:
            return whole
        until = min(whole.last, whole.first + (self.until - self.first))
        return Period(self.name, whole.first, whole.last, until, self.today)


def read(name: str, on: str, today: date) -> Period:
    """As somebody typed it in an address: whatever is no period or day is the usual one, or today."""
    try:
        day = min(max(date.fromisoformat(on), EARLIEST), today)
    except ValueError:
        day = today
    return of(name if name in NAMES else USUAL, day, today)


def of(name: str, day: date, today: date) -> Period:
    """The period of this sort in which ``day`` lies; of twelve weeks that is the last one."""
    first, last = _ends(name, day)
    return Period(name, first, last, min(last, today), today)


def monday(day: date) -> date:
    """Of the week in which it lies."""
    return day - timedelta(days=day.weekday())


def title(period: Period) -> Text:
    """12 weeks, up to week 47; week 47 of 2026; quarter 4 of 2026. A month is named by the page."""
    year, week, _day = period.last.isocalendar()
    if period.name == USUAL:
        return N_("12 weeks, up to week %(week)s", week=week)
    if period.name == "week":
        return N_("Week %(week)s of %(year)s", week=week, year=year)
    return N_("Quarter %(number)s of %(year)s", number=(period.first.month + 2) // 3, year=period.first.year)


def _ends(name: str, day: date) -> tuple[date, date]:
    if name in (USUAL, "week"):
        weeks = WEEKS if name == USUAL else 1
        return monday(day) - timedelta(weeks=weeks - 1), monday(day) + timedelta(days=6)
    first = day.month if name == "month" else (day.month - 1) // 3 * 3 + 1
    last = first if name == "month" else first + 2
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])
