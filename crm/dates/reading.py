"""From what was typed to a period: the words put in order, then the first rule that makes sense of them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from crm.dates import fixed, relative
from crm.dates.seen import Seen
from crm.dates.spans import DAY, Period, day_of
from crm.dates.vocabulary import A_WEEKDAY, PART, PART_OF_DAY, WEEKDAY, one_of
from crm.names import fold

FIRST, END = date(1900, 1, 1), date(2200, 1, 1)
LONGEST = 60  # characters, and
MOST_WORDS = 8
RULES = tuple((re.compile(pattern, re.ASCII), meaning) for pattern, meaning in (*fixed.RULES, *relative.RULES))
BETWEEN = {"de", "het", "the", "van", "of"}  # "eind van de maand" says no more than "eind maand"
BEFORE = {"op", "in", "per", "uiterlijk", "on", "by", "at"}
WORD = re.compile(r"[^\s,;()\[\]\"“”!?]+")
IN_PART = re.compile(rf"(?P<part>{one_of(PART)})[ -](?P<rest>.+)")
DAY_FIRST = re.compile(rf"{A_WEEKDAY}{PART_OF_DAY} (?:in )?(?P<rest>.+)")
DAY_LAST = re.compile(rf"(?P<rest>.+) (?:op |on )?{A_WEEKDAY}{PART_OF_DAY}")
GONE_BY = re.compile(r"(?P<rest>.+) (?:jl|j\.l|ll|l\.l|jongstleden|laatstleden)")
TO_COME = re.compile(r"(?P<rest>.+) (?:a\.s|aanstaande)")
HALVES = (
    (re.compile(r"\banderhalf jaar\b"), "18 maanden"),
    (re.compile(r"\b(?:een |a )?half (?:a )?(?:jaar|year)\b"), "6 maanden"),
)


def period(text: str, today: date, *, future: bool = False) -> Period | None:
    """The days that ``text`` means as a whole, within the years 1900-2199; None where it means none.

    Case, accents and extra spaces do not matter. ``future`` looks ahead from ``today`` instead of back. What is
    meant by what stands in the docstring of ``crm.dates``. Never raises.
    """
    if len(text) > LONGEST:
        return None
    for typed in _wordings(text):
        found = _read(typed, Seen(today, future))
        if found and FIRST <= found.start < found.end <= END:
            return found
    return None


def leading(text: str, today: date, *, future: bool = False) -> tuple[Period, int] | None:
    """The longest beginning of ``text`` that is a period, and its length: "vorige week" of ``vorige week pomp``.

    It ends at the end of a word; spaces before it count, those after it do not. None where there is none.
    """
    ends = [word.end() for word in WORD.finditer(text[: LONGEST + 1])][:MOST_WORDS]
    for end in reversed(ends):
        if found := period(text[:end], today, future=future):
            return found, end
    return None


def _wordings(text: str) -> Iterator[str]:
    """The bare words, then without the ``op`` or ``in`` before them."""
    words = [word.rstrip(".") for word in fold(text).replace(",", " ").split()]
    if not words or words[-1] in BETWEEN:
        return
    words = [word for word in words if word not in BETWEEN]
    typed = " ".join(words)
    for pattern, plain in HALVES:
        typed = pattern.sub(plain, typed)
    yield typed
    if words[0] in BEFORE:
        yield typed.partition(" ")[2]


def _read(typed: str, seen: Seen) -> Period | None:
    """The words with what may stand around a date: ``jl.``, ``eind``, a day of the week."""
    for pattern, future in ((GONE_BY, False), (TO_COME, True)):
        if found := pattern.fullmatch(typed):
            return _with_weekday(found["rest"], replace(seen, future=future))
    if (found := IN_PART.fullmatch(typed)) and (part := _in_part(found, seen)):
        return part
    return _with_weekday(typed, seen)


def _in_part(found: re.Match, seen: Seen) -> Period | None:
    seen = replace(seen, part=PART[found["part"]])
    whole = _plain(found["rest"], seen)
    try:
        return seen.cut(whole) if whole else None
    except (ValueError, OverflowError):
        return None


def _with_weekday(typed: str, seen: Seen) -> Period | None:
    if plain := _plain(typed, seen):
        return plain
    for pattern in (DAY_FIRST, DAY_LAST):
        if (found := pattern.fullmatch(typed)) and (around := _plain(found["rest"], seen)):
            return _that_weekday(around, WEEKDAY[found["weekday"]])
    return None


def _that_weekday(around: Period, weekday: int) -> Period | None:
    """The Tuesday of a week; a date that says itself to be a Tuesday must be one."""
    day = around.start + (weekday - around.start.weekday()) % 7 * DAY
    return day_of(day) if around.days <= 8 and day in around else None


def _plain(typed: str, seen: Seen) -> Period | None:
    """The first rule that fits all of the words and means something that exists."""
    for pattern, meaning in RULES:
        try:
            if (found := pattern.fullmatch(typed)) and (result := meaning(found, seen)):
                return result
        except (ValueError, OverflowError):
            continue
    return None
