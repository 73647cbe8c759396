"""What comes back: when, for whom, and that it is not made twice."""

from datetime import date, timedelta

import pytest

from crm.accounts.models import CONSOLE
from crm.errors import Invalid
from crm.followups import actions
from crm.followups.actions import Values
from crm.followups.models import FollowUp
from crm.followups.queries.past import REMINDED
from crm.followups.recurring import following
from crm.interactions.models import Interaction
from crm.journal import Change, record
from tests.conftest import text_of


@pytest.mark.parametrize(
    ("due_on", "repeats", "today", "then"),
    [
        ("2026-11-20", "week", "2026-11-20", "2026-11-27"),
        ("2026-11-20", "week", "2026-11-16", "2026-11-27"),  # done before it was due
        ("2026-11-20", "week", "2026-12-04", "2026-12-04"),  # weeks late: not one for each of them
        ("2026-11-20", "week", "2026-12-05", "2026-12-11"),
        ("2026-11-20", "fortnight", "2026-11-21", "2026-12-04"),
        ("2026-01-31", "month", "2026-01-31", "2026-02-28"),
        ("2027-12-31", "month", "2028-02-01", "2028-02-29"),
        ("2026-11-30", "quarter", "2026-11-30", "2027-02-28"),
        ("2028-02-29", "year", "2028-03-01", "2029-02-28"),
        ("2026-01-15", "month", "2026-11-22", "2026-12-15"),
    ],
)
def test_the_next_due_date_follows_from_the_one_before_and_is_not_over(due_on, repeats, today, then):
    found = following(date.fromisoformat(due_on), repeats, date.fromisoformat(today))
    assert found == date.fromisoformat(then)


def test_the_31st_comes_back_after_february():
    assert following(date(2026, 2, 28), "month", date(2026, 2, 28), 31) == date(2026, 3, 31)


@pytest.fixture
def monthly(customer, alice, bob):
    """What Alice asks of Bob each month, from 31 January 2027 on."""
    day = date(2027, 1, 31)
    values = Values("Onderhoudscontract nalopen", day, bob.id, repeats="month", kind="visit", at_minute=570)
    return actions.create(customer.id, values, by=alice, today=day)


def newest() -> FollowUp:
    return FollowUp.select().order_by(FollowUp.id.desc()).first()


def test_done_it_comes_back_at_once_for_whom_it_was_and_asked_by_who_asked(monthly, alice, bob):
    done, _mine = actions.finish(monthly.id, "Alles in orde.", by=bob, today=date(2027, 1, 29))
    again = newest()
    assert again.id != monthly.id and (again.user_id, again.created_by_id) == (bob.id, alice.id)
    assert (again.what, again.kind, again.at_minute, again.repeats) == (monthly.what, "visit", 570, "month")
    assert again.due_on == date(2027, 2, 28) and again.interaction_id == done.result_id
    actions.finish(again.id, "Ook goed.", by=bob, today=date(2027, 2, 26))
    assert newest().due_on == date(2027, 3, 31)


def test_another_day_chosen_meanwhile_is_the_day_from_then_on(monthly, bob):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    again = newest()
    values = Values(again.what, date(2027, 2, 25), bob.id, repeats="month")
    actions.edit(again.id, values, by=bob)
    actions.finish(again.id, "", by=bob, today=date(2027, 2, 25))
    assert newest().due_on == date(2027, 3, 25)


def test_of_a_department_it_is_nobodys_again(customer, alice, bob, today):
    values = Values("Voorraad tellen", today, department_id=bob.department_id, repeats="week")
    asked = actions.create(customer.id, values, by=alice, today=today)
    actions.claim(asked.id, by=bob)
    actions.finish(asked.id, "Geteld.", by=bob, today=today)
    assert (newest().user_id, newest().department_id) == (None, bob.department_id)
    assert newest().due_on == today + timedelta(days=7)


def test_reopening_takes_the_next_one_back_and_done_again_makes_one(monthly, bob):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    actions.reopen(monthly.id, by=bob)
    assert [one.id for one in FollowUp.select().where(FollowUp.deleted_at.is_null())] == [monthly.id]
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    assert FollowUp.select().where(FollowUp.deleted_at.is_null() & FollowUp.done_at.is_null()).count() == 1


def still_open() -> list[tuple[int, str]]:
    rows = FollowUp.select().where(FollowUp.deleted_at.is_null() & FollowUp.done_at.is_null())
    return [(one.id, one.repeats) for one in rows.order_by(FollowUp.id)]


def test_what_was_finished_again_meanwhile_goes_on_and_the_reopened_one_no_longer_comes_back(monthly, bob):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    second = newest()
    actions.finish(second.id, "", by=bob, today=date(2027, 2, 26))
    third = newest()
    found, whole = actions.reopen(monthly.id, by=bob)
    assert (found.repeats, whole) == ("", False)
    assert still_open() == [(monthly.id, ""), (third.id, "month")]
    actions.finish(monthly.id, "", by=bob, today=date(2027, 2, 27))
    assert still_open() == [(third.id, "month")]


@pytest.mark.parametrize(
    "touch",
    [
        lambda one, by: actions.edit(one.id, Values(one.what, one.due_on, by.id, repeats="month", kind="visit"), by=by),
        lambda one, by: actions.snooze(one.id, date(2027, 3, 1), by=by, today=date(2027, 2, 1)),
        lambda one, by: actions.stop(one.id, by=by),
        lambda one, by: actions.delete(one.id, by=by),
    ],
    ids=["edited", "put aside", "stopped", "deleted"],
)
def test_the_next_one_that_somebody_touched_stays_as_it_is(monthly, bob, touch):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    touch(newest(), bob)
    second = newest()
    assert actions.reopen(monthly.id, by=bob)[1] is False
    after = FollowUp.get_by_id(second.id)
    assert (after.deleted_at, after.repeats) == (second.deleted_at, second.repeats)
    assert FollowUp.get_by_id(monthly.id).repeats == ""


def test_a_reminder_touches_nothing(monthly, bob, monkeypatch):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    second = newest()
    record(REMINDED, second, by=CONSOLE, after={"what": second.what, "user": bob.id, "department": None})
    assert actions.reopen(monthly.id, by=bob)[1] is True
    assert still_open() == [(monthly.id, "month")]


def test_who_reopens_what_goes_on_already_is_told_so(login, monthly, bob):
    actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    actions.finish(newest().id, "", by=bob, today=date(2027, 2, 26))
    page = text_of(login(bob).post(f"/followups/{monthly.id}/reopen", follow_redirects=True))
    assert "is open again, but does not come back: the next one goes on" in page


def test_what_was_asked_on_its_note_later_stays_when_it_is_reopened(monthly, customer, bob, today):
    done, _mine = actions.finish(monthly.id, "", by=bob, today=date(2027, 1, 29))
    FollowUp.update(done_at=done.done_at - timedelta(hours=1)).where(FollowUp.id == monthly.id).execute()
    later = actions.create(customer.id, Values("Iets anders", today, bob.id), by=bob, today=today)
    FollowUp.update(interaction=done.result_id).where(FollowUp.id == later.id).execute()
    actions.reopen(monthly.id, by=bob)
    assert FollowUp.get_by_id(later.id).deleted_at is None


def test_it_can_be_stopped(monthly, alice, bob):
    actions.stop(monthly.id, by=alice)
    actions.finish(monthly.id, "", by=bob)
    assert FollowUp.select().count() == 1
    assert [one.verb for one in Change.select().where(Change.kind == "followup")][1] == "followup.stop"


def test_done_and_next_in_one_go(customer, alice, bob, today):
    asked = actions.create(customer.id, Values("Offerte sturen", today, alice.id), by=alice, today=today)
    then = Values("Offerte nabellen", today + timedelta(days=7), bob.id, kind="call")
    done, mine = actions.finish(asked.id, "Verstuurd.", by=alice, then=then, today=today)
    assert mine and newest().what == "Offerte nabellen" and newest().interaction_id == done.result_id


@pytest.mark.parametrize(
    ("outcome", "change"),
    [
        ("Verstuurd.", {"what": ""}),
        ("Verstuurd.", {"user_id": 999}),
        ("Verstuurd.", {"due_on": date(2020, 1, 1)}),
        ("Verstuurd.", {"kind": "call", "phone": "06 123"}),
        ("x" * 100_001, {}),
    ],
)
def test_where_either_half_is_wrong_nothing_is_written(customer, alice, bob, today, outcome, change):
    asked = actions.create(
        customer.id, Values("Offerte sturen", today, alice.id, repeats="week"), by=alice, today=today
    )
    then = Values(**{"what": "Nabellen", "due_on": today, "user_id": bob.id} | change)
    with pytest.raises(Invalid):
        actions.finish(asked.id, outcome, by=alice, then=then, today=today)
    assert FollowUp.select().count() == 1 and Interaction.select().count() == 0
    assert FollowUp.get().done_at is None and Change.select().where(Change.kind == "followup").count() == 1


def test_who_comes_second_asks_nothing_either(customer, alice, bob, today):
    asked = actions.create(customer.id, Values("Offerte sturen", today, alice.id), by=alice, today=today)
    actions.finish(asked.id, "Eerst.", by=alice)
    _found, mine = actions.finish(asked.id, "Dan.", by=bob, then=Values("Nabellen", today, bob.id), today=today)
    assert not mine and FollowUp.select().count() == 1
