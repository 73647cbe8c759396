"""Days as people say them."""

from datetime import date

import pytest

from crm.agreements import days

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "due", "until"),
    [
        ("vrijdag", date(2026, 11, 27), date(2026, 11, 27)),
        ("30-11", date(2026, 11, 30), date(2026, 11, 30)),
        ("volgende week", date(2026, 11, 27), date(2026, 11, 29)),
        ("december", date(2026, 12, 31), date(2026, 12, 31)),
        ("januari", date(2027, 1, 29), date(2027, 1, 31)),
        ("28-11-2026", date(2026, 11, 28), date(2026, 11, 28)),  # a Saturday that was meant
        ("ooit", None, None),
        ("", None, None),
    ],
)
def test_a_promise_of_a_whole_week_is_due_on_its_last_working_day_and_a_price_holds_until_its_end(said, due, until):
    assert (days.due(said, SUNDAY), days.until(said, SUNDAY)) == (due, until)


@pytest.mark.parametrize(
    ("said", "day"),
    [("vandaag", SUNDAY), ("vrijdag", date(2026, 11, 20)), ("20-11", date(2026, 11, 20)), ("vorige week", None)],
)
def test_how_something_ended_looks_back_and_is_of_one_day(said, day):
    assert days.settled(said, SUNDAY) == day
