"""Days of the calendar: which one is meant, and how it is said where the reader is."""

from datetime import UTC, date, datetime

import pytest

from crm import clock
from crm.followups import due
from crm.web import moments

FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "then"), [("2026-11-19", "2026-11-20"), ("2026-11-20", "2026-11-23"), ("2026-11-22", "2026-11-23")]
)
def test_the_next_working_day_skips_the_weekend(today, then):
    assert due.next_workday(date.fromisoformat(today)) == date.fromisoformat(then)


@pytest.mark.parametrize("text", ["2026-11-23", "23-11-2026", "23.11.2026", " 23/11/2026 ", "23-11-26", "23-11"])
def test_a_day_as_a_field_sends_it_or_as_people_type_it(text):
    assert due.parse(text, FRIDAY) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("vandaag", "2026-11-20"),
        ("morgen", "2026-11-21"),
        ("tomorrow", "2026-11-21"),
        ("vrijdag", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("over 2 weken", "2026-12-04"),
        ("in two weeks", "2026-12-04"),
        ("1-12", "2026-12-01"),
        ("1-11", "2027-11-01"),
        ("volgende week", "2026-11-27"),
        ("eind van de maand", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("januari", "2027-01-29"),
        ("gisteren", "2026-11-19"),
    ],
)
def test_a_day_in_words_lies_ahead_and_a_stretch_ends_on_its_last_working_day(text, day):
    assert due.parse(text, FRIDAY) == date.fromisoformat(day)


def test_of_a_week_that_is_nearly_over_what_is_left_counts():
    assert due.parse("deze week", SUNDAY) == SUNDAY
    assert due.parse("dit weekend", FRIDAY) == SUNDAY


@pytest.mark.parametrize("text", ["", " ", "ooit", "31-02-2026", "2026-13-01", "Kees", "x" * 500])
def test_anything_else_is_no_day(text):
    assert due.parse(text, FRIDAY) is None and due.back_on(text, FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "day"), [("morgen", "2026-11-21"), ("maandag", "2026-11-23"), ("volgende week", "2026-11-23")]
)
def test_what_is_put_aside_until_a_week_comes_back_when_it_begins(text, day):
    assert due.back_on(text, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "minute"), [("14:30", 870), ("14.30", 870), ("14u30", 870), ("14 uur", 840), ("0:05", 5), ("", None)]
)
def test_a_time_of_the_day(text, minute):
    assert due.minute_of(text) == minute


@pytest.mark.parametrize("text", ["24:00", "14:60", "half drie", "14:3", "²:30"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=text):
        due.minute_of(text)


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
