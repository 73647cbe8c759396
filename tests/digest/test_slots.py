"""When a digest is due: on every clock, over the ends of summer time and of years."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.digest import periods, slots
from crm.digest.models import DigestChoice, Rhythm, Series
from tests.factories import at

ZONES = [ZoneInfo(name) for name in ("Europe/Amsterdam", "America/Paramaribo", "Asia/Kolkata", "Pacific/Auckland")]
AMSTERDAM, PARAMARIBO, KOLKATA, AUCKLAND = ZONES
clocks = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2015, 1, 5), datetime(2040, 12, 31)).map(lambda one: one.replace(tzinfo=UTC))
minutes = st.integers(0, 24 * 60 - 1)
weekdays = st.integers(0, 6)


def choice(weekday: int = 0, minute: int = 450, rhythm: str = Rhythm.WEEKLY) -> DigestChoice:
    return DigestChoice(rhythm=rhythm, weekday=weekday, minute=minute)


@pytest.mark.parametrize(
    ("zone", "newest", "next_one"),
    [
        (AMSTERDAM, "2026-11-16T06:30Z", "2026-11-23T06:30Z"),
        (PARAMARIBO, "2026-11-16T10:30Z", "2026-11-23T10:30Z"),
        (KOLKATA, "2026-11-16T02:00Z", "2026-11-23T02:00Z"),
        (AUCKLAND, "2026-11-15T18:30Z", "2026-11-22T18:30Z"),
    ],
)
def test_monday_at_half_past_seven_is_that_of_the_reader(zone, newest, next_one):
    now = at("2026-11-22T12:00Z")
    assert slots.latest(choice(), zone, now) == at(newest)
    assert slots.following(choice(), zone, now) == at(next_one)


def test_a_slot_has_come_at_its_own_second_and_not_before():
    slot = at("2026-11-23T06:30Z")
    assert slots.latest(choice(), AMSTERDAM, slot) == slot
    assert slots.latest(choice(), AMSTERDAM, slot - timedelta(seconds=1)) == slot - timedelta(days=7)
    assert slots.following(choice(), AMSTERDAM, slot) == slot + timedelta(days=7)


def test_who_wants_none_has_no_slots_but_that_of_the_department():
    off, now = choice(rhythm=Rhythm.OFF), at("2026-11-22T12:00Z")
    assert slots.latest(off, AMSTERDAM, now) is None and slots.following(off, AMSTERDAM, now) is None
    assert slots.latest(off, AMSTERDAM, now, Series.DEPARTMENT) == at("2026-11-16T06:30Z")


def test_a_daily_one_comes_on_working_days():
    daily, now = choice(rhythm=Rhythm.DAILY), at("2026-11-20T12:00Z")  # a Friday
    found = [slots.latest(daily, AMSTERDAM, now)]
    for _step in range(3):
        found.append(slots.following(daily, AMSTERDAM, found[-1]))
    assert [periods.of_slot(one, Rhythm.DAILY) for one in found] == [
        "2026-11-20",
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
    ]


def test_the_department_s_comes_each_week_to_who_reads_daily():
    daily = choice(weekday=4, minute=960, rhythm=Rhythm.DAILY)
    assert slots.latest(daily, AMSTERDAM, at("2026-11-24T12:00Z"), Series.DEPARTMENT) == at("2026-11-20T15:00Z")


def test_half_past_two_in_the_night_without_it_comes_after_the_gap():
    sunday = choice(weekday=6, minute=150)
    assert slots.latest(sunday, AMSTERDAM, at("2026-03-29T12:00Z")) == at("2026-03-29T03:30+02:00")
    assert slots.following(sunday, AMSTERDAM, at("2026-03-29T01:29:59Z")) == at("2026-03-29T01:30Z")
    assert slots.following(sunday, AMSTERDAM, at("2026-03-29T01:30Z")) == at("2026-04-05T02:30+02:00")


def test_half_past_two_in_the_night_with_two_of_them_is_the_first():
    sunday = choice(weekday=6, minute=150)
    first = slots.latest(sunday, AMSTERDAM, at("2026-10-25T12:00Z"))
    assert first.astimezone(UTC) == at("2026-10-25T00:30Z")  # an hour that comes twice equals none on other clocks
    assert slots.following(sunday, AMSTERDAM, at("2026-10-25T00:30Z")) == at("2026-11-01T01:30Z")


def test_the_next_goes_on_where_the_previous_ended():
    slot = at("2026-11-23T07:30+01:00").astimezone(AMSTERDAM)
    for ago in (timedelta(minutes=1), timedelta(days=3), timedelta(days=31)):
        previous = slot.astimezone(UTC) - ago
        assert slots.span(slot, Rhythm.WEEKLY, previous) == (previous, slot)


def test_without_a_previous_one_or_long_after_it_goes_back_a_week():
    slot = at("2026-11-23T07:30+01:00").astimezone(AMSTERDAM)
    week_ago = at("2026-11-16T07:30+01:00")
    end = slot.astimezone(UTC)
    ahead = end + timedelta(days=300)
    for previous in (None, end - timedelta(days=31, seconds=1), end - timedelta(seconds=59), end, ahead):
        assert slots.span(slot, Rhythm.WEEKLY, previous) == (week_ago, slot)


def test_the_week_before_the_end_of_summer_time_has_an_hour_more():
    slot = at("2026-10-26T07:30+01:00").astimezone(AMSTERDAM)
    begin, end = slots.span(slot, Rhythm.WEEKLY, None)
    assert begin == at("2026-10-19T07:30+02:00") and end - begin == timedelta(days=7, hours=1)


@pytest.mark.parametrize(("day", "since"), [("2026-11-23", "2026-11-20"), ("2026-11-24", "2026-11-23")])
def test_a_daily_one_goes_back_to_the_working_day_before(day, since):
    slot = at(f"{day}T07:30+01:00").astimezone(AMSTERDAM)
    assert slots.span(slot, Rhythm.DAILY, None)[0] == at(f"{since}T07:30+01:00")


@given(moments, weekdays, minutes, clocks)
def test_slots_follow_each_other_and_each_week_has_one(now, weekday, minute, zone):
    mine = choice(weekday, minute)
    newest, upcoming = slots.latest(mine, zone, now), slots.following(mine, zone, now)
    assert newest <= now < upcoming
    assert slots.following(mine, zone, newest) == upcoming
    assert slots.latest(mine, zone, upcoming.astimezone(UTC) - timedelta(seconds=1)) == newest
    assert (
        timedelta(days=6, hours=22) <= upcoming.astimezone(UTC) - newest.astimezone(UTC) <= timedelta(days=7, hours=2)
    )
    first, second = (periods.monday_of(periods.of_slot(one, Rhythm.WEEKLY)) for one in (newest, upcoming))
    assert second - first == timedelta(days=7)


@given(moments, weekdays, minutes, clocks)
def test_the_slot_of_a_week_is_found_by_its_name(now, weekday, minute, zone):
    mine = choice(weekday, minute)
    slot = slots.latest(mine, zone, now)
    assert slots.of_week(periods.of_slot(slot, Rhythm.WEEKLY), mine, zone) == slot
