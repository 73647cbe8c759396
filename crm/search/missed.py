"""What people searched for and did not find, per month. Nobody can tell from it who searched.

It shows what the file lacks: a product nobody writes about, a code the supplier uses. Addresses and numbers of a
person are left out before it is kept: e-mail, and six digits and more however they are grouped (of phones, passports,
accounts, birthdays). Names stay: a customer whom nobody entered is what it is for. After a year a month is dropped.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from crm.search.models import MissedSearch

LONGEST = 200  # characters
SHOWN_FROM = 2  # times: what was searched once tells of somebody rather than of the file
MOST = 100  # rows of a month that are shown
HIDDEN = "…"
ADDRESS = re.compile(r"\S*@\S*")
NUMBER = re.compile(r"[^\s:]*\d(?:[\s.,/()+-]*\d){5,}\S*")
MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Month:
    """What was not found in a month, most often first; the months before and after it that have something."""

    month: str
    rows: list[MissedSearch]
    more: bool
    older: str | None
    newer: str | None


def without_who(q: str) -> str:
    """``q`` as it is counted: small letters, one space between words, nothing personal; "" where nothing is left."""
    words = " ".join(unicodedata.normalize("NFKC", q).casefold().split())
    for personal in (ADDRESS, NUMBER):
        words = personal.sub(HIDDEN, words)
    words = " ".join(words.split())[:LONGEST].rstrip()
    return words if re.search(r"\w", words.replace(HIDDEN, "")) else ""


def month_of(day: date) -> str:
    """2026-11"""
    return f"{day.year:04}-{day.month:02}"


def oldest_kept(today: date) -> str:
    """The same month a year ago."""
    return f"{today.year - 1:04}-{today.month:02}"


def of_month(asked: str = "") -> Month | None:
    """The month that was asked for, or the newest that has something; None where nothing was missed yet."""
    month = asked if MONTH.fullmatch(asked) else _edge(fn.MAX)
    if month is None:
        return None
    rows = MissedSearch.select().where((MissedSearch.month == month) & (MissedSearch.times >= SHOWN_FROM))
    found = list(rows.order_by(MissedSearch.times.desc(), MissedSearch.words).limit(MOST + 1))
    older = _edge(fn.MAX, MissedSearch.month < month)
    return Month(month, found[:MOST], len(found) > MOST, older, _edge(fn.MIN, MissedSearch.month > month))


def _edge(which: Any, where: Any = True) -> str | None:
    """The first or last month in the index: one step, however many rows there are."""
    shown = MissedSearch.times >= SHOWN_FROM
    return MissedSearch.select(which(MissedSearch.month)).where(shown & where).scalar()
