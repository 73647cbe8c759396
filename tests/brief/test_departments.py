"""Last contact per department: its days, how long ago in words, and gaps."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.brief import counted, departments
from crm.interactions.models import Interaction
from crm.interactions.timeline import Reader
from tests import factories

ZONE = "Europe/Amsterdam"
NOW = factories.at("2024-11-22T09:00:00+01:00")


@pytest.fixture
def customer(app):
    return factories.customer()


def contacts_of(customer, user, *, now=NOW, zone=ZONE) -> dict[str, departments.DepartmentContact]:
    found = departments.contacts(customer.id, counted.newest(customer.id), Reader(user, now, zone))
    return {one.department.name: one for one in found}


def test_every_department_stands_in_it_also_who_never_had_contact(customer, alice, bob):
    factories.department("Buitendienst")
    factories.interaction(customer, by=alice, ago=timedelta(days=3))
    last = factories.interaction(customer, by=bob, ago=timedelta(hours=30))
    factories.interaction(factories.customer("Bakkerij Smit"), by=alice)
    found = contacts_of(customer, alice, now=clock.now())
    assert list(found) == ["Verkoop", "Binnendienst", "Buitendienst"]
    assert found["Binnendienst"].last_at == last.occurred_at
    assert found["Buitendienst"].last_at is None and found["Buitendienst"].ticks == []
    assert clock.now() - found["Verkoop"].last_at >= timedelta(days=3)


def test_the_last_contact_may_lie_before_the_twelve_weeks_that_are_drawn(customer, alice):
    old = factories.interaction(customer, by=alice, occurred_at=factories.at("2021-05-04T10:00:00+02:00"))
    one = contacts_of(customer, alice)["Verkoop"]
    assert (one.last_at, one.ticks) == (old.occurred_at, [])


@pytest.mark.parametrize(
    ("moment", "ticks"),
    [
        ("2024-11-22T08:59:00+01:00", [83]),
        ("2024-11-21T23:59:00+01:00", [82]),
        ("2024-11-21T00:00:00+01:00", [82]),
        ("2024-08-31T00:00:00+02:00", [0]),
        ("2024-08-30T23:59:59+02:00", []),
    ],
)
def test_a_contact_is_a_tick_on_its_day_of_the_last_84(customer, alice, moment, ticks):
    factories.interaction(customer, by=alice, occurred_at=factories.at(moment))
    assert contacts_of(customer, alice)["Verkoop"].ticks == ticks


def test_the_day_is_that_of_the_readers_clock(customer, alice):
    factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-21T23:30:00+00:00"))
    here, there = (contacts_of(customer, alice, zone=zone) for zone in (ZONE, "America/New_York"))
    assert (here["Verkoop"].ticks, there["Verkoop"].ticks) == ([83], [82])


def test_several_contacts_on_a_day_are_one_tick(customer, alice):
    for hour in (8, 9, 10):
        factories.interaction(customer, by=alice, occurred_at=factories.at(f"2024-11-20T{hour:02}:00:00+01:00"))
    factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-18T08:00:00+01:00"))
    assert contacts_of(customer, alice)["Verkoop"].ticks == [79, 81]


def test_contacts_that_were_imported_belong_to_no_department_and_break_nothing(customer, alice):
    contact = factories.interaction(customer, by=alice, occurred_at=NOW)
    Interaction.update(author=None, department=None).where(Interaction.id == contact.id).execute()
    assert contacts_of(customer, alice)["Verkoop"].last_at is None


def test_who_reached_nobody_or_wrote_a_note_had_no_contact(customer, alice):
    factories.interaction(customer, by=alice, occurred_at=NOW, reached=False)
    factories.interaction(customer, by=alice, occurred_at=NOW, channel="note", direction="internal")
    assert contacts_of(customer, alice)["Verkoop"].last_at is None


def test_a_day_of_23_hours_is_a_day(customer, alice):
    """On 31 March 2024 the clock went from 2 to 3."""
    for moment in ("2024-03-30T23:59:59+01:00", "2024-03-31T23:59:59+02:00", "2024-04-01T00:00:00+02:00"):
        factories.interaction(customer, by=alice, occurred_at=factories.at(moment))
    now = factories.at("2024-04-01T12:00:00+02:00")
    assert contacts_of(customer, alice, now=now)["Verkoop"].ticks == [81, 82, 83]


@pytest.mark.parametrize("most", [1, 3, 5])
def test_where_there_are_more_contacts_than_are_counted_every_day_still_has_its_tick(
    customer, alice, bob, monkeypatch, most
):
    monkeypatch.setattr(counted, "MOST", most)
    for day in ("2024-11-22T08:00:00+01:00", "2024-11-20T23:30:00+01:00", "2024-10-27T23:30:00+01:00"):
        factories.interaction(customer, by=alice, occurred_at=factories.at(day))
    for day in ("2024-10-26T23:59:59+02:00", "2024-08-31T00:00:00+02:00", "2024-08-30T23:59:59+02:00"):
        factories.interaction(customer, by=bob, occurred_at=factories.at(day))
    found = contacts_of(customer, alice)
    assert (found["Verkoop"].ticks, found["Binnendienst"].ticks) == ([57, 81, 83], [0, 56])


@pytest.mark.parametrize(
    ("then", "today", "months"),
    [
        ("2024-04-22", "2024-11-22", 7),
        ("2024-04-23", "2024-11-22", 6),
        ("2024-08-31", "2024-11-30", 3),
        ("2024-08-31", "2024-11-29", 2),
        ("2023-11-30", "2024-02-29", 3),
        ("2022-11-30", "2023-02-28", 3),
        ("2024-02-29", "2025-02-28", 12),
        ("2023-12-31", "2024-01-31", 1),
        ("2022-11-23", "2024-11-22", 23),
        ("2022-11-22", "2024-11-22", 24),
    ],
)
def test_months_are_those_of_the_calendar(then, today, months):
    assert departments.months_between(date.fromisoformat(then), date.fromisoformat(today)) == months


@pytest.mark.parametrize(
    ("moment", "months"),
    [("2024-08-31T00:00:00+02:00", None), ("2024-08-30T23:59:59+02:00", 2), ("2024-04-22T23:59:00+02:00", 7)],
)
def test_what_lies_before_the_twelve_weeks_is_said_in_months(customer, alice, moment, months):
    factories.interaction(customer, by=alice, occurred_at=factories.at(moment))
    assert contacts_of(customer, alice)["Verkoop"].months == months


def test_a_gap_is_long_ago_for_one_while_others_had_contact_since(customer, alice, bob):
    factories.department("Buitendienst")
    factories.interaction(customer, by=bob, occurred_at=factories.at("2024-04-20T10:00:00+02:00"))
    assert not any(one.gap for one in contacts_of(customer, alice).values())  # nobody had: silent, but no gap
    factories.interaction(customer, by=alice, occurred_at=factories.at("2024-11-02T10:00:00+01:00"))
    assert {name for name, one in contacts_of(customer, alice).items() if one.gap} == {"Binnendienst"}
