"""What has a place on the calendar: days, weeks, months, quarters, years, with or without their year.

A rule is a pattern and what it means; it may raise ValueError for what does not exist, such as 31-2.
"""

import re
from collections.abc import Callable
from datetime import date

from crm.dates.seen import Seen
from crm.dates.spans import DAY, Period, day_of, month_of, quarter_of, week_of, year_of
from crm.dates.vocabulary import (
    A_DAY,
    A_MONTH,
    A_WEEKDAY,
    A_WHICH,
    A_YEAR,
    CALENDAR_NEXT,
    DUTCH_MONTHS,
    MAYBE_YEAR,
    MONTH,
    ORDINAL,
    PART_OF_DAY,
    STEP,
    WEEKDAY,
    full_year,
    one_of,
)

Rule = tuple[str, Callable[[re.Match, Seen], Period | None]]


def _in_its_year(make: Callable[[int], Period], found: re.Match, seen: Seen) -> Period | None:
    """``make`` of the year that was typed, else of the nearest that fits."""
    groups = found.groupdict()
    if digits := groups.get("year"):
        return make(full_year(digits, seen.today))
    if which := groups.get("which_year"):
        return make(seen.today.year + STEP[which])
    return seen.nearest(make, seen.today.year)


def _day(found: re.Match, seen: Seen) -> Period | None:
    """1-12, 1 december 2025, December 1st."""
    day, name = int(found["day"]), found["month"]
    month = MONTH.get(name) or int(name)
    return _in_its_year(lambda year: day_of(date(year, month, day)), found, seen)


def _english_day(found: re.Match, seen: Seen) -> Period | None:
    """December 1; nobody writes "maart 25" for a day."""
    return None if found["month"] in DUTCH_MONTHS else _day(found, seen)


def _day_of_month(found: re.Match, seen: Seen) -> Period | None:
    """de 15e; the 31st is that of a month that has one."""
    day = int(found["day"])
    months = seen.today.year * 12 + seen.today.month - 1
    return seen.nearest(lambda at: day_of(date(at // 12, at % 12 + 1, day)), months)


def _month(found: re.Match, seen: Seen) -> Period | None:
    """maart, 12-2025, vorig jaar maart."""
    month = MONTH.get(found["month"]) or int(found["month"])
    return _in_its_year(lambda year: month_of(date(year, month, 1)), found, seen)


def _which_month(found: re.Match, seen: Seen) -> Period | None:
    """afgelopen maart is over, komende maart has yet to begin, deze maart is this year's."""
    step, month = STEP[found["which"]], MONTH[found["month"]]
    if step == 0:
        return month_of(date(seen.today.year, month, 1))
    strictly = Seen(seen.today, step > 0, seen.part, strict=True)
    return strictly.nearest(lambda year: month_of(date(year, month, 1)), seen.today.year)


def _quarter(found: re.Match, seen: Seen) -> Period | None:
    """q3 2025, 3e kwartaal, third quarter last year."""
    quarter = ORDINAL.get(found["quarter"]) or int(found["quarter"])
    return _in_its_year(lambda year: quarter_of(date(year, quarter * 3, 1)), found, seen)


def _week(found: re.Match, seen: Seen) -> Period | None:
    """week 40, 2026-W40; 2026-W40-5 is its Friday."""
    number = int(found["week"])
    whole = _in_its_year(lambda year: week_of(date.fromisocalendar(year, number, 1)), found, seen)
    weekday = found.groupdict().get("weekday")
    return day_of(whole.start + (int(weekday) - 1) * DAY) if whole and weekday else whole


def _year(found: re.Match, seen: Seen) -> Period:
    return year_of(date(int(found["year"]), 1, 1))


def _weekday(found: re.Match, seen: Seen) -> Period | None:
    """vrijdag: never today."""
    monday, weekday = week_of(seen.today).start, WEEKDAY[found["weekday"]]
    strictly = Seen(seen.today, seen.future, strict=True)
    return strictly.nearest(lambda week: day_of(monday + (7 * week + weekday) * DAY), 0)


def _which_weekday(found: re.Match, seen: Seen) -> Period | None:
    """afgelopen vrijdag, deze vrijdag, komende vrijdag, volgende vrijdag."""
    step = STEP[found["which"]]
    if step and found["which"] not in CALENDAR_NEXT:
        return _weekday(found, Seen(seen.today, step > 0))
    day = week_of(seen.today).start + (7 * step + WEEKDAY[found["weekday"]]) * DAY
    return day_of(day + 7 * DAY if seen.future and day < seen.today else day)


NTH_QUARTER = rf"(?P<quarter>[1-4]|{one_of(ORDINAL)})(?:e|de|ste|st|nd|rd|th)?\s?(?:kwartaal|quarter|kw|q)"
QUARTER = r"(?:kwartaal|quarter|kw|q|k)\s?(?P<quarter>[1-4])"
WEEK = r"(?:week|wk|w)\s?(?P<week>\d{1,2})"
RULES: tuple[Rule, ...] = (
    (r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})", _day),
    (r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>'?\d\d|\d{4})", _day),
    (rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})(?: {A_YEAR})?", _day),
    (rf"{A_DAY}([-/.]){A_MONTH}\2(?P<year>\d\d|\d{{4}})", _day),
    (rf"{A_DAY}[ /.-]?{A_MONTH}{MAYBE_YEAR}", _day),
    (rf"{A_MONTH} {A_DAY}{MAYBE_YEAR}", _english_day),
    (r"(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)", _day_of_month),
    (r"(?P<year>\d{4})[-/](?P<month>\d{1,2})", _month),
    (r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", _month),
    (rf"{A_MONTH}{MAYBE_YEAR}", _month),
    (rf"{A_YEAR} {A_MONTH}", _month),
    (rf"{A_WHICH} {A_MONTH}", _which_month),
    (rf"{NTH_QUARTER}{MAYBE_YEAR}", _quarter),
    (rf"{QUARTER}{MAYBE_YEAR}", _quarter),
    (rf"{A_YEAR}[ -]?{QUARTER}", _quarter),
    (rf"{A_YEAR} {NTH_QUARTER}", _quarter),
    (rf"{WEEK}{MAYBE_YEAR}", _week),
    (rf"{A_YEAR}[ -]?{WEEK}(?:-(?P<weekday>[1-7]))?", _week),
    (r"(?:jaar |year |heel )?(?P<year>\d{4})", _year),
    (rf"{A_WEEKDAY}{PART_OF_DAY}", _weekday),
    (rf"{A_WHICH} {A_WEEKDAY}{PART_OF_DAY}", _which_weekday),
)
