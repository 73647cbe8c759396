"""Days of the company's clock: those of 23 and 25 hours, and clocks that are changed at midnight."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.interactions.models import Interaction
from crm.teamwork import days
from crm.teamwork.days import Span
from tests import factories

ZONES = [  # at night, at midnight, a minute after it, by half an hour, at a quarter, by a whole day
    *(("Europe/Amsterdam", 2026, 3, 29), ("Europe/Amsterdam", 2026, 10, 25), ("America/Sao_Paulo", 2018, 11, 4)),
    *(("America/Sao_Paulo", 2018, 2, 18), ("America/St_Johns", 2010, 11, 7), ("Australia/Lord_Howe", 2026, 4, 5)),
    *(("Asia/Kathmandu", 2026, 5, 1), ("Africa/Cairo", 2026, 4, 24), ("Europe/London", 2026, 3, 29)),
]


@pytest.mark.parametrize(("zone", "year", "month", "day"), ZONES)
def test_every_moment_lies_in_one_day_and_the_database_says_the_same(app, alice, zone, year, month, day):
    zone, middle = ZoneInfo(zone), date(year, month, day).toordinal()
    span = Span(middle - 2, middle + 2, zone)
    begin, end = span.starts_at, span.ends_at
    steps = [
        *range(begin, end, 1740),
        *(days.start_of(one, zone) - 1 for one in range(middle - 1, middle + 4)),
        end - 1,
    ]
    customer = factories.customer()
    made = {}
    for at in sorted(set(steps)):
        moment = datetime.fromtimestamp(at, UTC)
        about = {"customer": customer, "author": alice, "channel": "phone", "direction": "in"}
        made[Interaction.create(**about, occurred_at=moment, created_at=moment, updated_at=moment).id] = at
    found = dict(Interaction.select(Interaction.id, span.day_of(Interaction.occurred_at)).tuples())
    for id, at in made.items():
        expected = next(one for one in range(middle - 2, middle + 3) if at < days.start_of(one + 1, zone))
        assert days.day_at(at, zone) == found[id] == expected


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-10-24T21:59:59+00:00", 24),  # 23:59:59 in summer
        ("2026-10-24T22:00:00+00:00", 25),
        ("2026-10-25T22:59:59+00:00", 25),  # 23:59:59 in winter: the day had 25 hours
        ("2026-10-25T23:00:00+00:00", 26),
    ],
)
def test_a_contact_just_before_midnight_is_of_that_day(moment, day):
    assert days.day_at(datetime.fromisoformat(moment), ZoneInfo("Europe/Amsterdam")) == date(2026, 10, day).toordinal()


def test_days_touched_are_all_of_them_and_hardly_more():
    zone = ZoneInfo("America/New_York")
    moments = [datetime(2026, 10, 30, tzinfo=UTC) + timedelta(hours=hours) for hours in range(0, 72, 5)]
    exact = {days.day_at(moment, zone) for moment in moments}
    touched = days.days_touched({int(moment.timestamp()) // days.SECONDS for moment in moments}, zone)
    assert exact <= touched
    assert len(touched) <= len(exact) + 1


def test_a_snapshot_tells_its_day_as_date_moment_or_seconds():
    zone, day = ZoneInfo("Europe/Amsterdam"), date(2026, 11, 22).toordinal()
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    kept = ["2026-11-22", moment.isoformat(), int(moment.timestamp()), date(2026, 11, 22)]
    assert [days.day_in(one, zone) for one in kept] == [day] * 4
    assert days.day_in(None, zone) is None
    assert days.day_in("", zone) is None


def test_runs_are_unbroken():
    assert days.runs([5, 3, 4, 9]) == [(3, 5), (9, 9)]
    assert date.fromordinal(days.monday_of(date(2026, 11, 22).toordinal())) == date(2026, 11, 16)
