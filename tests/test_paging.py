"""Where a page ended, there and back; what somebody made up is the first page."""

from datetime import UTC, date, datetime

import pytest

from crm.paging import cursor, day_key, moment_key, name_key

READERS = (moment_key, day_key, name_key)


def test_the_moment_comes_back_in_seconds():
    at = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert moment_key(cursor(at, 42)) == (int(at.timestamp()), 42) == (1795161600, 42)


def test_the_day_comes_back_as_the_database_compares_it():
    assert cursor(date(2026, 11, 20), 42) == "2026-11-20.42"
    assert day_key("2026-11-20.42") == day_key("20261120.42") == ("2026-11-20", 42)


@pytest.mark.parametrize("name", ["bakker", "", "bakker ~ zoon", "~1", "de vries, ijmuiden b.v."])
def test_the_name_comes_back_whatever_stands_in_it(name):
    assert name_key(cursor(name, 42)) == (name, 42)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("ending", ["", "x", "-1", "+1", "1_0", " 1", "²", "٣", "9" * 12, "9" * 5000, "\0", "1\n"])
@pytest.mark.parametrize("beginning", ["2026-11-20.", "1763625600.", "bakker~", "", ".", "~"])
def test_without_the_number_of_a_record_it_is_the_first_page(read, beginning, ending):
    assert read(beginning + ending) is None


@pytest.mark.parametrize("moment", ["", "x", "-1", "²²²²", "1.1", "9" * 40, "2026-11-20", "1_0", " 1"])
def test_without_a_moment_it_is_the_first_page(moment):
    assert moment_key(f"{moment}.1") is None


@pytest.mark.parametrize(
    "day", ["", "x", "2026-13-40", "2026-02-29", "²²²²-11-20", "9" * 40, "1763625600", "2026-11-20.1"]
)
def test_without_a_day_of_the_calendar_it_is_the_first_page(day):
    assert day_key(f"{day}.1") is None
