"""What is counted from today: gisteren, vorige week, 3 weken geleden, over 2 maanden, dit weekend."""

import re
from datetime import date

from crm.dates.fixed import Rule
from crm.dates.seen import Seen
from crm.dates.spans import AROUND, DAY, Period, day_of, moved, week_of
from crm.dates.vocabulary import (
    A_WEEKDAY,
    A_WHICH,
    CALENDAR_NEXT,
    DAYS,
    PART_OF_DAY,
    RECENT,
    SOME_UNITS,
    STEP,
    UNIT,
    WEEKDAY,
    number,
    one_of,
)

AHEAD = one_of({word for word, step in STEP.items() if step == 1})
BACK = one_of({word for word, step in STEP.items() if step == -1})


def _on(day: date, found: re.Match, sign: int) -> date:
    return moved(day, sign * number(found["count"]), UNIT[found["unit"]])


def _ago(found: re.Match, seen: Seen) -> Period:
    return day_of(_on(seen.today, found, -1))


def _later(found: re.Match, seen: Seen) -> Period:
    return day_of(_on(seen.today, found, 1))


def _bare(found: re.Match, seen: Seen) -> Period:
    """Dutch says "sinds 3 weken"; a follow-up in "2 weken" lies ahead."""
    return _later(found, seen) if seen.future else _ago(found, seen)


def _up_to_today(found: re.Match, seen: Seen) -> Period:
    return Period(_on(seen.today, found, -1), seen.today + DAY)


def _from_today(found: re.Match, seen: Seen) -> Period:
    return Period(seen.today, _on(seen.today, found, 1) + DAY)


def _day_later(found: re.Match, seen: Seen) -> Period:
    """maandag over een week: a week after the coming Monday; morgen over een week: in eight days."""
    if weekday := found["weekday"]:
        days = (WEEKDAY[weekday] - seen.today.weekday() - 1) % 7 + 1
    else:
        days = 1 if found["tomorrow"] else 0
    return day_of(_on(seen.today + days * DAY, found, 1))


def _which(found: re.Match, seen: Seen) -> Period:
    """vorige week; but afgelopen week, unless its beginning or end is asked for, runs up to today."""
    step, unit = STEP[found["which"]], UNIT[found["unit"]]
    target = moved(seen.today, step, unit)
    if found["which"] in RECENT and unit != "day" and seen.part is None:
        return Period(target, seen.today + DAY)
    return AROUND[unit](target)


def _this(found: re.Match, seen: Seen) -> Period | None:
    """eind van de maand; without eind "maand" alone says nothing."""
    return None if seen.part is None else AROUND[UNIT[found["unit"]]](seen.today)


def _weekend(found: re.Match, seen: Seen) -> Period | None:
    """dit weekend is this week's; komend weekend too, until it has begun; "weekend" alone is the nearest."""
    if not found["which"]:
        return seen.nearest(lambda week: _weekend_of(seen.today + 7 * week * DAY), 0)
    step = STEP[found["which"]]
    if step == 1 and found["which"] not in CALENDAR_NEXT and seen.today.weekday() < 5:
        step = 0
    return _weekend_of(seen.today + 7 * step * DAY)


def _weekend_of(day: date) -> Period:
    week = week_of(day)
    return Period(week.start + 5 * DAY, week.end)


def _rule_for_days(step: int, words: str) -> Rule:
    return rf"(?:{words}){PART_OF_DAY}", lambda _found, seen: day_of(seen.today + step * DAY)


RULES: tuple[Rule, ...] = (
    *(_rule_for_days(step, words) for step, words in DAYS.items()),
    (rf"{SOME_UNITS} (?:geleden|terug|ago)", _ago),
    (rf"(?:over|in) {SOME_UNITS}", _later),
    (rf"{SOME_UNITS} (?:from now|from today|vanaf nu|later)", _later),
    (SOME_UNITS, _bare),
    (rf"(?:{BACK}) {SOME_UNITS}", _up_to_today),
    (rf"(?:{AHEAD}|binnen|within) {SOME_UNITS}", _from_today),
    (rf"(?:{A_WEEKDAY}|vandaag|today|(?P<tomorrow>morgen|tomorrow)){PART_OF_DAY} (?:over|in) {SOME_UNITS}", _day_later),
    (rf"{A_WHICH} (?P<unit>{one_of(UNIT)})", _which),
    (rf"(?P<unit>{one_of(UNIT)})", _this),
    (rf"(?:{A_WHICH} )?weekend", _weekend),
)
