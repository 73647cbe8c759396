"""People type when a contact was as they would say it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.interactions import when

ZONE = "Europe/Amsterdam"
NOW = datetime(2026, 11, 22, 9, 30, 5, tzinfo=UTC)  # Sunday, 10:30 in Amsterdam
UNDERSTOOD = {
    "20-11-2026 10:42": "20-11-2026 10:42",
    "20-11 10:42": "20-11-2026 10:42",
    "20/11/26 9:00": "20-11-2026 09:00",
    "20.11 9.05": "20-11-2026 09:05",
    "20 nov 14:00": "20-11-2026 14:00",
    "20 november 2025 om 9:15": "20-11-2025 09:15",
    "Nov 20, 2026 2:30 pm": "20-11-2026 14:30",
    "1 mrt": "01-03-2026 12:00",
    "do 19 nov 10:00": "19-11-2026 10:00",
    "9:00": "22-11-2026 09:00",
    "9.00": "22-11-2026 09:00",
    "9u30": "22-11-2026 09:30",
    "9u": "22-11-2026 09:00",
    "10 uur": "22-11-2026 10:00",
    "gisteren 14:00": "21-11-2026 14:00",
    "14:00 gisteren": "21-11-2026 14:00",
    "Gisteren": "21-11-2026 12:00",
    "eergisteren 9:15": "20-11-2026 09:15",
    "vandaag 8:30": "22-11-2026 08:30",
    "vandaag": "22-11-2026 10:30",
    "maandag 10:00": "16-11-2026 10:00",
    "ma 10:00": "16-11-2026 10:00",
    "zondag 10:00": "22-11-2026 10:00",  # today, just past
    "zondag 12:00": "15-11-2026 12:00",  # today it has yet to come
    "afgelopen vrijdag": "20-11-2026 12:00",
    "yesterday 2pm": "21-11-2026 14:00",
    "last Friday at 9am": "20-11-2026 09:00",
    "2026-11-20": "20-11-2026 12:00",
    "2026-11-20T10:42": "20-11-2026 10:42",
    "2026-11-20T10:42:11Z": "20-11-2026 11:42",
    "2026-11-20T10:42+05:00": "20-11-2026 06:42",
}


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD.items())
def test_what_people_type_is_understood(typed: str, meant: str) -> None:
    assert when.show(when.parse(typed, NOW, ZONE), ZONE) == meant


@pytest.mark.parametrize("typed", ["", "  ", "nu"])
def test_nothing_means_now(typed: str) -> None:
    assert when.parse(typed, NOW, ZONE) == NOW


@pytest.mark.parametrize("typed", ["vorige week", "31-02-2026", "25:00", "12", "2026-13-01", "13pm", "x" * 500])
def test_what_is_not_understood_is_repeated_with_what_works(typed: str) -> None:
    with pytest.raises(Invalid, match="write 20-11-2026 10:42") as refused:
        when.parse(typed, NOW, ZONE)
    assert list(refused.value.fields) == ["when"]


@pytest.mark.parametrize("typed", ["14:00", "morgen", "23-11", "01-01-2027", "9999-12-31T23:59-14:00"])
def test_a_contact_is_not_in_the_future(typed: str) -> None:
    with pytest.raises(Invalid):
        when.parse(typed, NOW, ZONE)


def test_a_clock_may_be_an_hour_ahead() -> None:
    assert when.show(when.parse("11:29", NOW, ZONE), ZONE) == "22-11-2026 11:29"


def test_nobody_called_before_1900() -> None:
    with pytest.raises(Invalid, match="1900"):
        when.parse("01-01-1823", NOW, ZONE)


def test_in_january_december_was_last_year() -> None:
    january = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert when.show(when.parse("28-12 9:00", january, ZONE), ZONE) == "28-12-2026 09:00"


def test_the_hour_that_spring_skips_is_read_an_hour_later() -> None:
    assert when.parse("29-03-2026 02:30", NOW, ZONE) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("hour", [0, 1])
def test_both_hours_that_autumn_has_twice_survive_an_edit(hour: int) -> None:
    moment = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert when.parse(when.show(moment, ZONE), NOW, ZONE) == moment


@given(st.datetimes(datetime(1950, 1, 1), datetime(2026, 11, 21)), st.sampled_from([ZONE, "UTC", "America/New_York"]))
def test_what_is_shown_is_read_back(naive: datetime, zone: str) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    assert when.parse(when.show(moment, zone), NOW, zone) == moment


@given(st.text(max_size=70) | st.text("0123456789-:./ amptznovu", max_size=30))
def test_any_text_gives_a_moment_or_a_sentence(typed: str) -> None:
    try:
        moment = when.parse(typed, NOW, ZONE)
    except Invalid:
        return
    assert moment.tzinfo is UTC
    assert moment.year >= 1899
