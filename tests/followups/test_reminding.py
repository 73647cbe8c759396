"""Reminding: whose it is hears of it once, at the right hour on their own clock."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

import pytest

from crm import clock
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, User
from crm.company.models import TIMEZONE, keep
from crm.customers import actions as customers
from crm.customers.models import Customer
from crm.db import database
from crm.followups import actions, reminding
from crm.followups.models import FollowUp
from crm.jobs import registry
from crm.journal import Change
from crm.news import Notice
from tests import factories

MONDAY = date(2026, 11, 23)


@pytest.fixture
def at(app, monkeypatch) -> Callable[[str], list[int]]:
    """``at("2026-11-23T07:00Z")``: it is then, and the worker reminds; the follow-ups of which it did."""

    def remind(moment: str) -> list[int]:
        now = datetime.fromisoformat(moment.replace("Z", "+00:00"))
        monkeypatch.setattr(clock, "now", lambda: now)
        known = Change.select().where(Change.verb == reminding.VERB).count()
        assert reminding.remind_some(now) is False
        told = Change.select().where(Change.verb == reminding.VERB).order_by(Change.id).offset(known)
        return [change.record for change in told]

    return remind


def asked(whose: User, due_on: date = MONDAY, **about: Any) -> FollowUp:
    """Something that was asked long before it is due."""
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    whose = {"department": about.pop("department")} if "department" in about else {"user": whose}
    there = about.pop("customer", None) or factories.customer()
    row = {"what": "Kees terugbellen", "created_by": None, "created_at": now, "updated_at": now}
    return FollowUp.create(customer=there, due_on=due_on, **row, **whose, **about)


def living(user: User, zone: str) -> User:
    """The colleague by another clock."""
    user.timezone = zone
    user.save()
    return user


def test_it_comes_at_eight_and_not_a_second_before(alice, at):
    one = asked(alice)
    assert at("2026-11-23T06:59:59Z") == []
    assert at("2026-11-23T07:00:00Z") == [one.id]
    assert at("2026-11-23T07:05:00Z") == []
    assert at("2026-11-24T07:00:00Z") == []


@pytest.mark.parametrize(
    ("zone", "day", "eight"),
    [
        ("Europe/Amsterdam", "2027-03-27", "2027-03-27T07:00Z"),  # the day before the clock goes forward
        ("Europe/Amsterdam", "2027-03-28", "2027-03-28T06:00Z"),
        ("Europe/Amsterdam", "2026-10-24", "2026-10-24T06:00Z"),  # the day before it goes back
        ("Europe/Amsterdam", "2026-10-25", "2026-10-25T07:00Z"),
        ("America/Paramaribo", "2026-11-23", "2026-11-23T11:00Z"),
        ("Asia/Kolkata", "2026-11-23", "2026-11-23T02:30Z"),
        ("Pacific/Auckland", "2026-11-23", "2026-11-22T19:00Z"),
        ("Pacific/Kiritimati", "2027-01-01", "2026-12-31T18:00Z"),
        ("Pacific/Pago_Pago", "2026-12-31", "2026-12-31T19:00Z"),
        ("Mars/Olympus", "2027-01-01", "2027-01-01T07:00Z"),  # no such clock: the company's
    ],
)
def test_eight_is_eight_on_the_clock_of_whose_it_is(alice, at, zone, day, eight):
    one = asked(living(alice, zone), date.fromisoformat(day))
    before = datetime.fromisoformat(eight.replace("Z", "+00:00")) - timedelta(seconds=1)
    assert at(before.isoformat()) == []
    assert at(eight) == [one.id]


def test_a_department_goes_by_the_clock_of_the_company(alice, bob, at):
    keep(TIMEZONE, "America/Paramaribo")
    living(bob, "Asia/Kolkata")
    one = asked(alice, department=bob.department)
    assert at("2026-11-23T10:59Z") == []
    assert at("2026-11-23T11:00Z") == [one.id]


@pytest.mark.parametrize(
    ("day", "minute", "moment"),
    [
        ("2026-11-23", 14 * 60, "2026-11-23T12:30Z"),
        ("2027-03-28", 3 * 60 + 15, "2027-03-28T00:45Z"),  # half an hour before it, an hour is skipped
        ("2027-03-28", 2 * 60 + 15, "2027-03-28T00:45Z"),  # a time that is skipped
        ("2026-10-25", 2 * 60 + 30, "2026-10-25T00:00Z"),  # a time that comes twice: the first
        ("2026-11-23", 10, "2026-11-22T22:40Z"),  # ten past midnight
    ],
)
def test_what_has_a_time_comes_half_an_hour_before_it(alice, at, day, minute, moment):
    one = asked(living(alice, "Asia/Kolkata"), date.fromisoformat(day), at_minute=minute)  # the time is the company's
    before = datetime.fromisoformat(moment.replace("Z", "+00:00")) - timedelta(seconds=1)
    assert at(before.isoformat()) == []
    assert at(moment) == [one.id]


def test_what_was_put_off_comes_when_it_is_back(alice, at):
    one = asked(alice, snoozed_until=MONDAY + timedelta(days=2), at_minute=14 * 60)
    assert at("2026-11-23T13:00Z") == at("2026-11-24T13:00Z") == []
    assert at("2026-11-25T07:00Z") == [one.id]
    assert at("2026-11-25T13:00Z") == []


def test_what_comes_back_before_it_is_due_comes_twice(alice, at):
    one = asked(alice, MONDAY + timedelta(days=3), snoozed_until=MONDAY)
    assert at("2026-11-23T07:00Z") == [one.id]
    assert at("2026-11-25T07:00Z") == []
    assert at("2026-11-26T07:00Z") == [one.id]


def test_what_was_put_off_after_the_reminder_comes_once_more(alice, at):
    one = asked(alice)
    assert at("2026-11-23T07:00Z") == [one.id]
    FollowUp.update(snoozed_until=MONDAY + timedelta(days=1)).execute()
    assert at("2026-11-23T12:00Z") == []
    assert at("2026-11-24T07:00Z") == [one.id]


def test_what_moved_to_a_later_day_comes_again_then_and_to_an_earlier_one_not(alice, at):
    one = asked(alice)
    assert at("2026-11-23T07:00Z") == [one.id]
    actions.edit(one.id, actions.Values(one.what, MONDAY + timedelta(days=2), user_id=alice.id), by=alice)
    assert at("2026-11-24T07:00Z") == []
    assert at("2026-11-25T07:00Z") == [one.id]
    actions.edit(one.id, actions.Values(one.what, MONDAY + timedelta(days=1), user_id=alice.id), by=alice)
    assert at("2026-11-25T12:00Z") == []


def test_a_worker_that_slept_for_three_days_reminds_once(alice, at):
    one = asked(alice, MONDAY, snoozed_until=MONDAY - timedelta(days=1))
    assert at("2026-11-26T16:00Z") == [one.id]
    assert at("2026-11-26T16:05Z") == []


def test_nobody_is_reminded_of_what_is_late_for_weeks(alice, at):
    asked(alice, MONDAY - timedelta(days=8))
    one = asked(alice, MONDAY - timedelta(days=6))
    assert at("2026-11-23T07:00Z") == [one.id]


def test_who_was_just_asked_is_not_reminded_as_well(alice, at):
    one = asked(alice)
    FollowUp.update(created_at=datetime(2026, 11, 23, 9, tzinfo=UTC)).execute()
    assert at("2026-11-23T09:05Z") == []
    FollowUp.update(created_at=datetime(2026, 11, 23, 6, 59, tzinfo=UTC)).execute()
    assert at("2026-11-23T09:10Z") == [one.id]


def test_a_clock_that_is_set_back_reminds_nobody_twice(alice, at):
    one = asked(alice)
    assert at("2026-11-23T08:00Z") == [one.id]
    assert at("2026-11-23T07:00Z") == at("2026-11-22T07:00Z") == at("2026-11-23T08:00Z") == []


def test_nobody_is_reminded_of_what_is_done_deleted_or_of_a_customer_who_is_gone(alice, diana, at):
    done, deleted, gone, archived = (asked(alice) for _each in range(4))
    actions.finish(done.id, "Gebeld.", by=alice)
    actions.delete(deleted.id, by=diana)
    customers.delete(gone.customer_id, by=diana)
    customers.archive(archived.customer_id, by=alice)
    assert at("2026-11-23T07:00Z") == []
    customers.unarchive(archived.customer_id, by=alice)
    assert at("2026-11-23T07:05Z") == [archived.id]


def test_of_what_a_colleague_left_behind_its_new_owner_hears(alice, bob, diana, at):
    one = asked(bob)
    accounts.disable_user(bob, by=CONSOLE)
    assert at("2026-11-23T07:00Z") == []
    actions.hand_over(bob.id, alice.id, by=diana)
    assert at("2026-11-23T07:05Z") == [one.id]


def test_it_tells_whose_it_is_else_everybody_of_the_department(alice, bob, at):
    mine, claimed, ours = (
        asked(alice),
        asked(alice, user=bob, department=alice.department),
        asked(alice, department=bob.department),
    )
    at("2026-11-23T07:00Z")
    told = {change.record: reminding.notices(change) for change in Change.select().where(Change.verb == reminding.VERB)}
    who = {"kind": "due", "words": "Kees terugbellen"}
    assert told[mine.id] == [
        Notice(record=("followup", mine.id), customer=mine.customer_id, users=frozenset([alice.id]), **who)
    ]
    assert told[claimed.id][0].users == {bob.id} and not told[claimed.id][0].departments
    assert told[ours.id][0].departments == {bob.department_id} and not told[ours.id][0].users
    assert reminding.notices(Change(verb="followup.edit", kind="followup", record=mine.id, data="{}")) == []


def test_it_is_written_down_with_the_day_and_by_nobody(alice, at):
    one = asked(alice)
    at("2026-11-23T07:00Z")
    change = Change.get(Change.verb == reminding.VERB)
    assert FollowUp.get_by_id(one.id).reminded_on == MONDAY
    assert change.user is None and change.customer == one.customer_id and change.values["after"]["on"] == "2026-11-23"
    assert FollowUp.get_by_id(one.id).updated_at == one.updated_at


def test_of_two_workers_at_the_same_moment_one_reminds(alice, monkeypatch):
    for _each in range(30):
        asked(alice)
    now, both, found = datetime(2026, 11, 23, 7, tzinfo=UTC), threading.Barrier(2), reminding._remind

    def together(ids, now, clocks) -> None:
        both.wait(10)  # both read the same rows
        found(ids, now, clocks)

    def work(_worker: int) -> bool:
        with database.connection_context():
            return reminding.remind_some(now)

    monkeypatch.setattr(reminding, "_remind", together)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [False, False]
    told = [change.record for change in Change.select().where(Change.verb == reminding.VERB)]
    assert sorted(told) == [one.id for one in FollowUp.select().order_by(FollowUp.id)]


def test_the_companys_clock_is_asked_for_once_however_many_are_due(alice, bob, statements):
    def settings_read(count: int) -> int:
        FollowUp.update(reminded_on=MONDAY).execute()
        there = factories.customer()
        for _each in range(count):
            asked(alice, customer=there)
        with statements() as seen:
            reminding.remind_some(datetime(2026, 11, 23, 7, tzinfo=UTC))
        told = sum(sql.startswith('INSERT INTO "notification"') for sql in seen)
        assert told == count
        return sum('FROM "setting"' in sql for sql in seen) - told  # who is away is asked of each notice

    assert settings_read(1) == settings_read(30) == 1


def test_it_works_in_portions_until_all_is_told(alice, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 3)
    monkeypatch.setattr(reminding, "READ", 4)
    there = factories.customer()
    for _each in range(10):
        asked(alice, customer=there)
    now, turns = datetime(2026, 11, 23, 7, tzinfo=UTC), 1
    while reminding.remind_some(now, seconds=0):
        turns += 1
    assert turns == 4
    assert Change.select().where(Change.verb == reminding.VERB).count() == 10


def test_fifty_thousand_that_are_open_cost_little(alice, statements):
    there, now = factories.customer(), datetime(2026, 11, 23, 7, tzinfo=UTC)
    row = {
        "customer": there,
        "what": "Kees terugbellen",
        "user": alice,
        "created_at": now - timedelta(days=60),
        "updated_at": now,
    }
    rows = [
        row | {"due_on": MONDAY + timedelta(days=n % 400 - 200), "reminded_on": MONDAY if n % 400 <= 200 else None}
        for n in range(50_000)
    ]
    with database.atomic():
        for start in range(0, len(rows), 2_000):
            FollowUp.insert_many(rows[start : start + 2_000]).execute()
    began = perf_counter()
    with statements() as seen:
        assert reminding.remind_some(now) is False
    assert perf_counter() - began < 1.5
    assert len(seen) <= 3 and not Change.select().where(Change.verb == reminding.VERB).exists()


def test_the_worker_looks_each_five_minutes(app):
    task = registry.tasks["followups.remind"]
    assert task.next(datetime(2026, 11, 23, 7, 1, tzinfo=UTC)) == datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    assert Customer.select().count() == 0 and task.handler() is None
