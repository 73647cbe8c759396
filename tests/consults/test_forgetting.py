"""After so many days whole weeks are counted once and then forgotten, wherever it stops in between."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm import db
from crm.consults import actions, keeping, queries, weeks
from crm.consults.models import Consult, ConsultCount
from crm.interactions import actions as interactions
from crm.jobs import registry
from tests import factories

HERE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def ninety_days(app):
    keeping.live_in(90)


def call(time, customer, by, moment: str, *, consulted: bool = False):
    """An outgoing contact at that moment, five minutes after ``by`` opened the brief or without it."""
    at = factories.at(moment)
    if consulted:
        time.time = at - timedelta(minutes=5)
        actions.look(customer.id, brief=True, by=by)
    time.time = at
    return factories.interaction(customer, by=by, occurred_at=at)


def forget(time, moment: str) -> bool:
    time.time = factories.at(moment)
    return actions.forget_some()


def kept(department) -> dict[str, tuple[int, int]]:
    rows = ConsultCount.select().where(ConsultCount.department == department)
    return {one.week: (one.outgoing, one.consulted) for one in rows}


def test_a_week_is_counted_per_department_and_then_forgotten(time, customer, alice, bob):
    call(time, customer, alice, "2026-08-17T09:00:00+02:00", consulted=True)
    call(time, customer, alice, "2026-08-19T09:00:00+02:00")
    call(time, customer, bob, "2026-08-23T22:00:00+02:00", consulted=True)
    call(time, customer, bob, "2026-08-24T09:00:00+02:00", consulted=True)  # the week after
    assert not forget(time, "2026-11-21T22:59:59+01:00")  # 90 times 24 hours ago it was still Sunday
    assert Consult.select().count() == 3 and not ConsultCount.select().exists()
    forget(time, "2026-11-21T23:00:00+01:00")
    assert Consult.select().count() == 1
    assert (kept(alice.department), kept(bob.department)) == ({"2026-W34": (2, 1)}, {"2026-W34": (1, 1)})


def test_counting_again_changes_nothing_whatever_happened_since(time, customer, alice):
    call(time, customer, alice, "2026-08-19T09:00:00+02:00", consulted=True)
    forget(time, "2026-11-22T03:50:00+01:00")
    for contact in range(3):
        factories.interaction(
            customer, by=alice, body=f"Nagekomen {contact}.", occurred_at=factories.at("2026-08-20T09:00:00+02:00")
        )
    forget(time, "2026-11-23T03:50:00+01:00")
    assert kept(alice.department) == {"2026-W34": (1, 1)}
    assert [(one.outgoing, one.consulted) for one in queries.share(date(2026, 8, 17), date(2026, 8, 23))] == [(1, 1)]


def test_who_is_killed_between_counting_and_deleting_goes_on(time, customer, alice, monkeypatch):
    call(time, customer, alice, "2026-08-12T09:00:00+02:00", consulted=True)
    call(time, customer, alice, "2026-08-19T09:00:00+02:00", consulted=True)
    counted = []

    def killed(week):
        if counted:
            raise KeyboardInterrupt
        counted.append(week.name)
        count(week)

    count = actions._count
    monkeypatch.setattr(actions, "_count", killed)
    with pytest.raises(KeyboardInterrupt):
        forget(time, "2026-11-22T03:50:00+01:00")
    assert kept(alice.department) == {"2026-W33": (1, 1)} and Consult.select().count() == 2
    monkeypatch.setattr(actions, "_count", count)
    forget(time, "2026-11-22T03:50:00+01:00")
    assert kept(alice.department) == {"2026-W33": (1, 1), "2026-W34": (1, 1)} and not Consult.select().exists()


def test_a_count_that_fails_half_way_is_not_there_at_all(time, customer, alice, bob, monkeypatch):
    call(time, customer, alice, "2026-08-19T09:00:00+02:00", consulted=True)
    monkeypatch.setattr(ConsultCount, "create", _fails_the_second_time(ConsultCount.create))
    with pytest.raises(db.DatabaseError):
        forget(time, "2026-11-22T03:50:00+01:00")
    monkeypatch.undo()
    assert not ConsultCount.select().exists() and Consult.select().exists()


def _fails_the_second_time(create):
    calls = []

    def failing(**values):
        calls.append(values)
        if len(calls) > 1:
            raise db.DatabaseError("disk full")
        return create(**values)

    return failing


def test_it_goes_in_portions(time, customer, alice, monkeypatch):
    call(time, customer, alice, "2026-08-19T09:00:00+02:00", consulted=True)
    old = factories.at("2026-08-18T09:00:00+02:00")
    Consult.insert_many([{"user": alice, "customer": customer, "started_at": old, "last_at": old}] * 20).execute()
    monkeypatch.setattr(actions, "BATCH", 5)
    time.time = factories.at("2026-11-22T03:50:00+01:00")
    portions = 1
    while actions.forget_some(seconds=0):
        portions += 1
    assert portions > 4 and not Consult.select().exists() and kept(alice.department) == {"2026-W34": (1, 1)}


def test_a_look_late_on_sunday_still_counts_for_a_call_on_monday(time, customer, alice):
    call(time, customer, alice, "2026-08-24T00:02:00+02:00", consulted=True)
    forget(time, "2026-11-22T03:50:00+01:00")
    forget(time, "2026-11-29T03:50:00+01:00")
    assert kept(alice.department)["2026-W35"] == (1, 1) and not Consult.select().exists()


def test_weeks_without_a_look_are_counted_too_once_counting_began(time, customer, alice):
    call(time, customer, alice, "2026-08-12T09:00:00+02:00", consulted=True)
    forget(time, "2026-11-15T03:50:00+01:00")
    call(time, customer, alice, "2026-08-19T09:00:00+02:00")
    forget(time, "2026-11-22T03:50:00+01:00")
    assert kept(alice.department) == {"2026-W33": (1, 1), "2026-W34": (1, 0)}


def test_the_week_with_the_hour_that_comes_twice_and_the_turn_of_the_year(time, customer, alice):
    keeping.live_in(1)
    call(time, customer, alice, "2026-10-25T23:59:59+01:00", consulted=True)  # the last second of 2026-W43
    call(time, customer, alice, "2026-10-26T00:55:00+01:00")  # an hour and a second after that look
    call(time, customer, alice, "2027-01-03T23:59:59+01:00", consulted=True)  # the last second of 2026-W53
    call(time, customer, alice, "2027-01-04T00:54:59+01:00")  # an hour after it
    forget(time, "2027-01-15T03:50:00+01:00")
    found = {week: both for week, both in kept(alice.department).items() if both != (0, 0)}
    assert found == {"2026-W43": (1, 1), "2026-W44": (1, 0), "2026-W53": (1, 1), "2027-W01": (1, 1)}
    assert len(kept(alice.department)) == 12  # W43 to W53, and W01


def test_weeks_have_as_many_hours_as_the_clock_gives_them():
    hours = {}
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2027, 1, 4)):
        week = weeks.week_of(day, HERE)
        hours[week.name] = (week.ends_at - week.starts_at).total_seconds() / 3600
        assert weeks.named(week.name, HERE) == week and weeks.at(week.starts_at, HERE) == week
        assert weeks.at(week.ends_at, HERE) == weeks.after(week, HERE)
    assert hours == {"2026-W13": 167, "2026-W43": 169, "2026-W53": 168, "2027-W01": 168}


def test_the_worker_does_it_every_night(app):
    task = registry.tasks["consults.forget"]
    assert task.next(factories.at("2026-11-22T12:00:00+01:00")) == factories.at("2026-11-23T03:50:00+01:00")
    assert task.handler() is None


def test_a_deleted_contact_does_not_count(time, customer, alice):
    gone = call(time, customer, alice, "2026-11-18T09:00:00+01:00", consulted=True)
    call(time, customer, alice, "2026-11-19T09:00:00+01:00")
    interactions.delete(gone.id, by=alice)
    assert [
        (one.week, one.outgoing, one.consulted) for one in queries.share(date(2026, 11, 19), date(2026, 11, 19))
    ] == [("2026-W47", 1, 0)]
