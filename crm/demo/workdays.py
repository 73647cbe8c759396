"""The company's working days in Amsterdam time, and how busy each was.

A day is a number: 0 is the first working day of the demo's three years. Summer time
never begins or ends on a working day, so a day's midnight plus seconds is a moment.
"""

from bisect import bisect
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEARS = 3
MORNING = time(10, 30)  # before this hour the newest day is the working day before
AHEAD = 90  # working days known after today, for promises
FREE = frozenset({(1, 1), (4, 27), (12, 25), (12, 26)})
BUSY_MONTHS = {
    7: 0.8,
    8: 0.65,
    12: 0.85,
    3: 1.2,
    4: 1.15,
    10: 1.1,
}  # growers build in spring, everybody is away in August
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


class Workdays:
    """All working days from three years before ``now`` until some months after it.

    ``today`` is the newest that has contacts.
    """

    def __init__(self, now: datetime) -> None:
        local = now.astimezone(AMSTERDAM)
        today = local.date()
        first = today - timedelta(days=YEARS * 365)
        run = (first + timedelta(days=step) for step in range(YEARS * 365 + AHEAD * 2))
        self.dates = [day for day in run if day.weekday() < 5 and (day.month, day.day) not in FREE]
        self.starts = [int(datetime.combine(day, time(), AMSTERDAM).timestamp()) for day in self.dates]
        begun = local.time() >= MORNING or today not in self.dates
        self.today = bisect(self.dates, today) - (1 if begun else 2)  # at weekends, Friday
        self.now = int(now.timestamp())
        self._busy = list(accumulate(self._weight(day) for day in range(self.today + 1)))

    def at(self, share: float) -> int:
        """The day on which ``share`` (0-1) of all contacts had taken place."""
        return min(bisect(self._busy, share * self._busy[-1]), self.today)

    def moment(self, day: int, seconds: int) -> int:
        """Seconds since 1970 of a local time on a day."""
        return self.starts[day] + seconds

    def words(self, day: int, style: int) -> str:
        """A date as people write it: ``donderdag 12 november``, ``do 12-11``, ``12 november``, ``12-11``."""
        when = self.dates[day]
        name = DAYS[when.weekday()]
        if style == 0:
            return f"{name} {when.day} {MONTHS[when.month - 1]}"
        if style == 1:
            return f"{name[:2]} {when.day}-{when.month}"
        return f"{when.day} {MONTHS[when.month - 1]}" if style == 2 else f"{name} {when.day}-{when.month}"

    def week(self, day: int) -> str:
        """``week 47``"""
        return f"week {self.dates[day].isocalendar().week}"

    def _weight(self, day: int) -> float:
        growth = 0.5 + day / (self.today + 1)
        return growth * BUSY_MONTHS.get(self.dates[day].month, 1.0)


def weekday(when: date) -> str:
    """``donderdag``"""
    return DAYS[when.weekday()]
