"""When a contact was: what people type in the log form, in Dutch or English.

``gisteren 14:00``, ``20-11 10:42``, ``ma 9u30``, ``20 nov 2026``, ``2pm``, ISO 8601. A day without a time
is noon of it; a time without a day is today's. Written down afterwards, so never in the future.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from crm.errors import Invalid
from crm.words import N_, Text

AHEAD = timedelta(hours=1)  # clocks differ, and a visit is sometimes logged while it lasts
FIRST_YEAR = 1900
FUTURE = N_("This lies in the future; log a contact after it took place.")
NOON = time(12)
HALF_A_YEAR = timedelta(days=183)
DAYS_AGO = {
    "vandaag": 0,
    "today": 0,
    "gisteren": 1,
    "yesterday": 1,
    "eergisteren": 2,
    "day before yesterday": 2,
    "the day before yesterday": 2,
}
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?[uh]\s?)(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s?(?:uur|u|h))?|\s?(?:uur|u|h))?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?",
    re.ASCII,
)
NUMBERS = re.compile(r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})(?:[-/.](?P<year>\d{4}|\d{2}))?", re.ASCII)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:e|st|nd|rd|th)?\s(?P<name>[^\W\d]+)\.?|(?P<name2>[^\W\d]+)\.?\s(?P<day2>\d{1,2}))"
    r"(?:,?\s(?P<year>\d{4}))?",
    re.ASCII,
)
LAST = re.compile(r"(afgelopen|vorige|last)\s+")


def parse(text: str, now: datetime, zone: str, locale: str = "nl") -> datetime:
    """The moment that ``text`` means, in UTC; ``now`` for an empty text. Raises Invalid(when=…).

    ``zone`` is the writer's; a time that the clock skips in spring is read as one hour later.
    """
    typed = " ".join(text.lower().split())
    if typed in ("", "nu", "now"):
        return now
    if len(typed) > 60:
        raise _not_understood(text)
    here = now.astimezone(ZoneInfo(zone))
    return _checked(_exact(typed) or _local(text, typed, here, locale), now)


def show(moment: datetime, zone: str) -> str:
    """``20-11-2026 10:42``, which ``parse`` reads back; in the hour that autumn has twice with CET or CEST."""
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%d-%m-%Y %H:%M}" + (f" {here.tzname()}" if here.fold else "")


def _exact(typed: str) -> datetime | None:
    """ISO 8601 with its offset says everything itself."""
    if not re.search(r"\dt?[\d:.]*\s?(z|[+-]\d\d:?\d\d)$", typed) or not ISO.match(typed):
        return None
    try:
        moment = datetime.fromisoformat(typed.upper())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _local(text: str, typed: str, here: datetime, locale: str) -> datetime:
    """Each way to cut the text into a day and a time; the first that makes sense is meant."""
    bare, second = _without_zone_name(typed, here)
    for day_text, time_text in _cuts(bare):
        at = _time(time_text)
        day = _day(day_text, at or NOON, here, locale) if at or not time_text else None
        if day is not None:
            is_today = at is None and day == here.date()
            moment = here if is_today else datetime.combine(day, at or NOON, here.tzinfo).replace(fold=second)
            return moment
    raise _not_understood(text)


def _cuts(typed: str) -> list[tuple[str, str]]:
    """Day and time: the whole a time, the whole a day, the time last, the time first."""
    words = re.sub(r"(?<=\d)t(?=\d\d:)|,|\b(om|at)\b", " ", typed).split()
    cuts = [("", " ".join(words)), (" ".join(words), "")]
    for at in range(len(words) - 1, 0, -1):
        cuts.append((" ".join(words[:at]), " ".join(words[at:])))
        cuts.append((" ".join(words[at:]), " ".join(words[:at])))
    return cuts


def _time(text: str) -> time | None:
    """``14:00``, ``14.00``, ``9u30``, ``9 uur``, ``2pm``; a bare number is no time."""
    found = TIME.fullmatch(text)
    if not found or text.isdigit():
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, at: time, here: datetime, locale: str) -> date | None:
    """The day that the words mean, seen from ``here``; None where they mean none."""
    if text in ("", *DAYS_AGO):
        return here.date() - timedelta(days=DAYS_AGO.get(text, 0))
    weekdays, months = _names(locale)
    bare = LAST.sub("", text)
    if (weekday := weekdays.get(bare.rstrip("."))) is not None:
        return _last_weekday(weekday, at, here, strictly=bare != text)
    first, _, rest = text.partition(" ")
    return _date(rest if rest and first.rstrip(".") in weekdays else text, here, months)


def _last_weekday(weekday: int, at: time, here: datetime, *, strictly: bool) -> date:
    days = (here.weekday() - weekday) % 7
    today_fits = not strictly and at <= here.time()
    return here.date() - timedelta(days=days or (0 if today_fits else 7))


def _date(text: str, here: datetime, months: dict[str, int]) -> date | None:
    if found := NUMBERS.fullmatch(text) or ISO.fullmatch(text):
        return _existing(int(found["day"]), int(found["month"]), found["year"], here)
    found = WORDS.fullmatch(text)
    month = months.get(found["name"] or found["name2"]) if found else None
    return _existing(int(found["day"] or found["day2"]), month, found["year"], here) if found and month else None


def _existing(day: int, month: int, year: str | None, here: datetime) -> date | None:
    """A day of the calendar; without a year the one just past, unless it is near ahead: that is a mistake."""
    number = here.year if year is None else int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = date(number, month, day)
        if year is None and found - here.date() > HALF_A_YEAR:
            found = date(number - 1, month, day)
    except ValueError:
        return None
    return found


def _without_zone_name(typed: str, here: datetime) -> tuple[str, int]:
    """``… 02:30 CET`` is the second of two; without a name the first is meant."""
    words = typed.split()
    winter = datetime(here.year, 1, 1, tzinfo=here.tzinfo).tzname() or ""
    return (" ".join(words[:-1]), 1) if len(words) > 2 and words[-1] == winter.lower() else (typed, 0)


@cache
def _names(locale: str) -> tuple[dict[str, int], dict[str, int]]:
    """Names of days (Monday 0) and months (January 1), long and short, in Dutch, English and ``locale``."""
    days: dict[str, int] = {}
    months: dict[str, int] = {"mrt": 3, "sept": 9}
    for language in ("nl", "en", locale):
        found = Locale.parse(language, sep="-" if "-" in language else "_")
        for width in ("wide", "abbreviated"):
            days |= {name.lower().rstrip("."): n for n, name in found.days["format"][width].items()}
            months |= {name.lower().rstrip("."): n for n, name in found.months["format"][width].items()}
    return days, months


def _checked(moment: datetime, now: datetime) -> datetime:
    if moment.year < FIRST_YEAR:
        raise Invalid(when=N_("This lies before 1900."))
    if moment.year > now.year + 1 or moment > now + AHEAD:
        raise Invalid(when=FUTURE)
    return moment.astimezone(UTC).replace(microsecond=0)


def _not_understood(text: str) -> Invalid:
    wrong: Text = N_(
        "“%(text)s” is not a moment we can read; write 20-11-2026 10:42, 14:00 or yesterday 14:00.", text=text[:40]
    )
    return Invalid(when=wrong)
