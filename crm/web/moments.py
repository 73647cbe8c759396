"""Dates and times the way people here write them.

Written by hand per language: Babel's format_datetime costs 40 µs a call, a timeline has a hundred of them.
The names of days and months are CLDR's, read once.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from flask import Flask
from flask_babel import gettext as _

from crm import clock
from crm.web.language import locale, zone


def install(app: Flask) -> None:
    """Register the filters under their own names."""
    shown: tuple[Callable, ...] = (clock_time, daymonth, dayname, short, near, full, week, iso, ago_days)
    shown += (short_day, near_day, days_late)
    app.jinja_env.filters.update({function.__name__: function for function in shown})
    app.jinja_env.filters["clock"] = clock_time


@cache
def _names(language: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Short months, long months, short days (Monday first), long days."""
    found = Locale(language)

    def words(table: dict, keys: range) -> list[str]:
        return [table[key].rstrip(".") for key in keys]

    months, days = found.months["format"], found.days["format"]
    return (
        words(months["abbreviated"], range(1, 13)),
        words(months["wide"], range(1, 13)),
        words(days["abbreviated"], range(7)),
        words(days["wide"], range(7)),
    )


_zone = cache(ZoneInfo)


def clock_of_reader() -> ZoneInfo:
    """The reader's zone, for what is written after the request is done."""
    return _zone(zone())


def here(moment: datetime) -> datetime:
    """The reader's own clock."""
    return moment.astimezone(clock_of_reader())


def today() -> date:
    """The date where the reader is."""
    return here(clock.now()).date()


def clock_time(moment: datetime) -> str:
    """09:47"""
    return here(moment).strftime("%H:%M")


def daymonth(moment: datetime) -> str:
    """20 nov"""
    at = here(moment)
    return f"{at.day} {_names(locale())[0][at.month - 1]}"


def dayname(moment: datetime) -> str:
    """Woensdag"""
    return _names(locale())[3][here(moment).weekday()].capitalize()


def short(moment: datetime) -> str:
    """wo 18 nov; with the year when it is another one."""
    return short_day(here(moment).date())


def short_day(day: date) -> str:
    """wo 18 nov, for a day of the calendar; with the year when it is another one."""
    months, _long, days, _names_of_days = _names(locale())
    year = "" if day.year == today().year else f" {day.year}"
    return f"{days[day.weekday()]} {day.day} {months[day.month - 1]}{year}"


def near_day(day: date) -> str:
    """vandaag, morgen, else like ``short_day``: by when something must be done."""
    return {0: _("today"), -1: _("tomorrow")}.get(days_late(day)) or short_day(day)


def days_late(day: date) -> int:
    """How many days ago that day was where the reader is; below zero it is still to come."""
    return (today() - day).days


def near(moment: datetime) -> str:
    """vandaag, gisteren, else like ``short``."""
    days = ago_days(moment)
    return {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}.get(days) or short(moment)


def full(moment: datetime) -> str:
    """woensdag 18 november 2026 16:20"""
    at = here(moment)
    _short, months, _days, days = _names(locale())
    return f"{days[at.weekday()]} {at.day} {months[at.month - 1]} {at.year} {at:%H:%M}"


def week(moment: datetime) -> int:
    """The ISO week number."""
    return here(moment).isocalendar().week


def iso(moment: datetime) -> str:
    """2026-11-18T15:20:00Z, for machines."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago_days(moment: datetime) -> int:
    """Whole calendar days between then and today, on the reader's clock."""
    return (today() - here(moment).date()).days
