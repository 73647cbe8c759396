"""Days of the calendar: which one is meant, and how it is said where the reader is."""

from datetime import UTC, date, datetime

import pytest

from crm import clock
from crm.followups import due
from crm.web import moments


@pytest.mark.parametrize(
    ("today", "then"), [("2026-11-19", "2026-11-20"), ("2026-11-20", "2026-11-23"), ("2026-11-22", "2026-11-23")]
)
def test_the_next_working_day_skips_the_weekend(today, then):
    assert due.next_workday(date.fromisoformat(today)) == date.fromisoformat(then)


@pytest.mark.parametrize("text", ["2026-11-23", "23-11-2026", "23.11.2026", " 23/11/2026 "])
def test_a_day_as_a_field_sends_it_or_as_people_type_it(text):
    assert due.parse(text) == date(2026, 11, 23)


@pytest.mark.parametrize("text", ["", "morgen", "31-02-2026", "2026-13-01", "²³-11-2026", "23-11-26"])
def test_anything_else_is_no_day(text):
    assert due.parse(text) is None


@pytest.mark.parametrize(
    ("day", "said", "late"),
    [("2026-11-21", "today", 0), ("2026-11-22", "tomorrow", -1), ("2026-11-19", "Thu 19 Nov", 2)],
)
def test_today_begins_at_midnight_of_the_reader(app, monkeypatch, day, said, late):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 23, 30, tzinfo=UTC))  # 0:30 in Amsterdam
    with app.test_request_context():
        assert moments.near_day(date.fromisoformat(day)) == said
        assert moments.days_late(date.fromisoformat(day)) == late


def test_another_year_is_said(app):
    with app.test_request_context():
        assert moments.short_day(date(2031, 3, 4)) == "Tue 4 Mar 2031"
