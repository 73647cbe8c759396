"""Which days a period has, what it is compared with, and what comes before and after it."""

from datetime import date

import pytest

from crm.teamwork import periods

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("name", "on", "first", "last", "until"),
    [
        ("12w", "", "2026-08-31", "2026-11-22", "2026-11-18"),
        ("12w", "2026-11-15", "2026-08-24", "2026-11-15", "2026-11-15"),
        ("week", "2026-11-16", "2026-11-16", "2026-11-22", "2026-11-18"),
        ("month", "2026-02-28", "2026-02-01", "2026-02-28", "2026-02-28"),
        ("month", "2024-02-01", "2024-02-01", "2024-02-29", "2024-02-29"),
        ("quarter", "2026-12-31", "2026-10-01", "2026-12-31", "2026-11-18"),
        ("quarter", "2026-09-30", "2026-07-01", "2026-09-30", "2026-09-30"),
        ("jaar", "gisteren", "2026-08-31", "2026-11-22", "2026-11-18"),
        ("week", "9999-12-31", "2026-11-16", "2026-11-22", "2026-11-18"),
        ("month", "0001-01-01", "1990-01-01", "1990-01-31", "1990-01-31"),
    ],
)
def test_an_address_means_these_days(name, on, first, last, until):
    found = periods.read(name, on, TODAY)
    assert [str(found.first), str(found.last), str(found.until)] == [first, last, until]


def test_a_period_that_runs_is_compared_with_as_many_days_of_the_one_before():
    running = periods.read("12w", "", TODAY)
    assert running.runs
    assert [str(running.before().first), str(running.before().until)] == ["2026-06-08", "2026-08-26"]
    whole = periods.read("12w", "2026-11-15", TODAY)
    assert [str(whole.before().first), str(whole.before().until)] == ["2026-06-01", "2026-08-23"]


def test_a_long_month_is_compared_with_no_more_days_than_a_short_one_has():
    on = date(2026, 3, 30)
    march = periods.of("month", on, on)
    assert [str(march.before().first), str(march.before().until)] == ["2026-02-01", "2026-02-28"]


@pytest.mark.parametrize("name", periods.NAMES)
def test_earlier_and_later_lead_there_and_back_and_never_into_the_future(name):
    now = periods.of(name, TODAY, TODAY)
    assert now.later() is None
    before = now.earlier()
    assert before.last == now.first - periods.DAY
    assert before.earlier().later() == before
    assert before.later() == now


def test_the_weeks_of_a_month_are_cut_at_its_ends():
    weeks = periods.of("month", date(2026, 10, 9), TODAY).buckets
    assert [one.week for one in weeks] == [40, 41, 42, 43, 44]
    assert (str(weeks[0].key), str(weeks[0].first), str(weeks[0].last)) == ("2026-09-28", "2026-10-01", "2026-10-04")
    assert str(weeks[-1].last) == "2026-10-31"


def test_of_a_week_the_days_that_have_come_are_columns():
    assert [str(one.key) for one in periods.of("week", TODAY, TODAY).buckets] == [
        "2026-11-16",
        "2026-11-17",
        "2026-11-18",
    ]


def test_week_53_is_one_of_the_twelve():
    found = periods.of("12w", date(2027, 1, 10), date(2027, 3, 1))
    assert [one.week for one in found.buckets][-3:] == [52, 53, 1]
