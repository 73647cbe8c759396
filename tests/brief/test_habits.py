"""How and when a customer is usually in contact: only what is clear from enough contacts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.brief import habits
from crm.brief.counted import Row
from crm.words import in_language

ZONE = "Europe/Amsterdam"
MONDAY = datetime(2024, 3, 4, tzinfo=ZoneInfo(ZONE))
NINE, THREE, EIGHT = 9.25, 15.5, 20.0


def row(day: int, hour: float, channel: str = "phone", direction: str = "in", week: int = 0) -> Row:
    """A contact on that day of the week (Monday 0), at that hour of the clock on the wall."""
    on = (MONDAY + timedelta(days=week * 7 + day)).date()
    at = datetime(on.year, on.month, on.day, int(hour), int(hour % 1 * 60), 1, tzinfo=ZoneInfo(ZONE))
    return Row(1, 1, channel, direction, int(at.timestamp()))


def weekly(days: list[int], hour: float, weeks: int, channel: str = "phone", direction: str = "in") -> list[Row]:
    return [row(day, hour, channel, direction, week) for week in range(weeks) for day in days]


def said(rows: list[Row], zone: str = ZONE) -> str | None:
    found = habits.usual(rows, zone)
    return ", ".join(in_language(one, "en") for one in (found.way, found.hours) if one) if found else None


def test_who_calls_on_tuesday_and_thursday_mornings():
    assert said(weekly([1, 3], NINE, 6)) == "Usually calls us, Tuesday and Thursday mornings"


def test_it_holds_over_the_change_of_the_clock():
    """Twelve weeks from 4 March 2024, with summer time from the 31st: nine by the clock on the wall stays nine."""
    assert said(weekly([0], 11.75, 12)) == "Usually calls us, Monday mornings"
    assert said(weekly([0], 12.25, 12)) == "Usually calls us, Monday afternoons"


def test_the_hours_are_those_of_the_readers_clock():
    assert said(weekly([0], 11.75, 12), "Europe/Moscow") == "Usually calls us, Monday afternoons"


def test_seven_contacts_are_too_few():
    assert said(weekly([1], NINE, 7)) is None
    assert said(weekly([1], NINE, 8)) == "Usually calls us, Tuesday mornings"


def test_six_in_ten_by_a_channel_are_usual_and_fewer_are_not():
    calls, mails = weekly([1], NINE, 6), weekly([4], THREE, 4, "email")
    assert said(calls + mails) == "Usually calls us"
    mixed = [row(day, NINE, "phone" if day % 2 else "email", week=week) for week in range(3) for day in (0, 1, 2, 3)]
    assert said(mixed) == "in the morning"
    assert said([*weekly([0, 2, 4], NINE, 2), *weekly([1, 2, 3], THREE, 2, "email")]) is None


def test_where_both_call_it_is_by_phone():
    assert said(weekly([0, 2, 4], NINE, 2) + weekly([1, 3], THREE, 3, direction="out")).startswith("Usually by phone")


@pytest.mark.parametrize(
    ("channel", "direction", "words"),
    [
        ("phone", "out", "Usually we call, Tuesday mornings"),
        ("email", "in", "Usually mails us, Tuesday mornings"),
        ("email", "out", "Usually we mail"),  # when we write says nothing of when they are there
        ("letter", "out", "Usually we write"),
        ("visit", "out", "Usually we visit them, Tuesday mornings"),
        ("visit", "in", "Usually comes to us, Tuesday mornings"),
        ("chat", "out", "Usually by chat"),
        ("meeting", "out", "Usually in a meeting"),
        ("own-3", "in", "Tuesday mornings"),
    ],
)
def test_each_channel_has_its_words(channel, direction, words):
    assert said(weekly([1], NINE, 9, channel, direction)) == words


def test_mornings_of_any_day():
    assert said(weekly([0, 1, 2, 3, 4], NINE, 2)) == "Usually calls us, in the morning"
    assert said(weekly([0, 1, 2, 3, 4], EIGHT, 2)) == "Usually calls us, in the evening"


def test_a_day_at_any_hour():
    assert said(weekly([4], NINE, 5) + weekly([4], THREE, 5)) == "Usually calls us, on Friday"
    rows = weekly([0, 4], NINE, 3) + weekly([0, 4], THREE, 3)
    assert said(rows) == "Usually calls us, on Monday and Friday"


def test_contacts_all_over_the_week_say_nothing_of_hours():
    assert said(weekly([0, 1, 2, 3, 4], NINE, 2) + weekly([0, 1, 2, 3, 4], THREE, 2)) == "Usually calls us"


def test_one_contact_on_a_day_makes_it_no_habit():
    assert said([*weekly([1], NINE, 7), row(3, NINE), *weekly([4], THREE, 2)]) == "Usually calls us, Tuesday mornings"


def test_noon_sharp_means_that_only_the_day_was_known():
    noon = [entry._replace(at=entry.at - 1) for entry in weekly([1], 12, 9)]
    assert said(noon) == "Usually calls us"
    assert said(weekly([1], 3, 9)) == "Usually calls us"  # nor is the night anybody’s habit
