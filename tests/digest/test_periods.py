"""What weeks and days are called."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.digest import periods
from crm.digest.models import Rhythm
from tests.factories import at

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("slot", "week"),
    [
        ("2026-11-23T07:30+01:00", "2026-W47"),  # a Monday: of the week before
        ("2026-11-20T16:00+01:00", "2026-W47"),  # a Friday: of that week
        ("2026-11-19T11:59+01:00", "2026-W46"),  # a Thursday morning: more of its days are of the week before
        ("2026-11-19T12:00+01:00", "2026-W47"),
        ("2027-01-04T07:30+01:00", "2026-W53"),
        ("2027-01-11T07:30+01:00", "2027-W01"),
        ("2021-01-04T07:30+01:00", "2020-W53"),
        ("2021-01-11T07:30+01:00", "2021-W01"),
        ("2025-01-06T07:30+01:00", "2025-W01"),
        ("2024-12-30T07:30+01:00", "2024-W52"),
    ],
)
def test_a_digest_is_called_after_the_week_of_its_middle(slot, week):
    assert periods.of_slot(at(slot).astimezone(AMSTERDAM), Rhythm.WEEKLY) == week


@pytest.mark.parametrize(
    "nonsense", ["2026-W54", "2025-W53", "2026-W00", "2026-47", "W47", "", "２０２６-W47", "2026-W4"]
)
def test_what_is_no_week_has_no_monday(nonsense):
    with pytest.raises(ValueError):
        periods.monday_of(nonsense)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_a_day_lies_in_the_week_that_is_called_after_it(day):
    assert 0 <= (day - periods.monday_of(periods.week_of(day))).days < 7
