"""Reminding: a day before it is due, a week before it ends, at eight by the company's clock, once of each day."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crm import clock
from crm.absences.models import Absence
from crm.agreements import actions, reminding
from crm.agreements.actions import Ending, Values
from crm.agreements.models import Agreement, AgreementDepartment
from crm.company.models import TIMEZONE, keep
from crm.customers import actions as customers
from crm.db import database
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.notifications import queries as notifications
from crm.notifications.models import Notification
from tests import factories

LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def at(app, monkeypatch) -> Callable[[str], list[int]]:
    """``at("2026-11-23T07:00Z")``: it is then, and the worker reminds; the agreements of which it did."""

    def remind(moment: str) -> list[int]:
        now = datetime.fromisoformat(moment.replace("Z", "+00:00"))
        monkeypatch.setattr(clock, "now", lambda: now)
        known = Change.select().where(Change.verb == reminding.VERB).count()
        assert reminding.remind_some(now) is False
        told = Change.select().where(Change.verb == reminding.VERB).order_by(Change.id).offset(known)
        return [change.record for change in told]

    return remind


@pytest.fixture
def promised(contact, bob) -> Callable[..., Agreement]:
    """Something that was agreed long before."""

    def of(due_on: date | None = TUESDAY, **about: Any) -> Agreement:
        row = {"side": "we", "kind": "discount" if "ends_on" in about else "delivery", "body": "CP-40 leveren"}
        row |= {"customer": contact.customer_id, "interaction": contact, "created_by": bob, "created_at": LONG_AGO}
        return Agreement.create(**(row | {"updated_at": LONG_AGO, "due_on": due_on} | about))

    return of


def test_the_day_before_it_is_due_at_eight_and_not_a_second_before_and_once(promised, at):
    one = promised()
    assert at("2026-11-23T06:59:59Z") == []
    assert at("2026-11-23T07:00:00Z") == [one.id]
    assert at("2026-11-23T07:05:00Z") == at("2026-11-24T07:00:00Z") == at("2026-11-25T07:00:00Z") == []


def test_a_week_before_it_ends(promised, at):
    one = promised(None, ends_on=date(2026, 11, 30))
    assert at("2026-11-23T06:59:59Z") == []
    assert at("2026-11-23T07:00:00Z") == [one.id]
    assert at("2026-11-29T07:00:00Z") == []


def test_a_reminder_says_who_what_sort_and_by_which_day(promised, at, alice):
    promised(side="they")
    promised(None, ends_on=date(2026, 11, 30), kind="price")
    at("2026-11-23T07:00Z")
    told = {str(item.said): item.words for item in notifications.page(alice.id).items}
    assert set(told) == {
        "Tomorrow this must be done: they (Delivery, 24-11-2026)",
        "Ends on 30-11-2026: we (Price)",
    }
    assert set(told.values()) == {"CP-40 leveren"}
    at("2026-11-25T07:00Z")
    assert "This must be done by 24-11-2026: they (Delivery)" in {
        str(item.said) for item in notifications.page(alice.id).items
    }


@pytest.mark.parametrize(
    ("due", "eight"),
    [
        (date(2027, 3, 29), "2027-03-28T06:00Z"),  # on the day on which the clock goes forward
        (date(2026, 10, 26), "2026-10-25T07:00Z"),  # and back
        (date(2027, 1, 1), "2026-12-31T07:00Z"),
    ],
)
def test_eight_is_eight_whatever_the_clock_does(promised, at, due, eight):
    one = promised(due)
    moment = datetime.fromisoformat(eight.replace("Z", "+00:00"))
    assert at((moment.replace(minute=59, hour=moment.hour - 1)).isoformat()) == []
    assert at(eight) == [one.id]


def test_it_is_the_clock_of_the_company(promised, at):
    keep(TIMEZONE, "America/Paramaribo")
    one = promised()
    assert at("2026-11-23T10:59Z") == []
    assert at("2026-11-23T11:00Z") == [one.id]


def test_its_two_days_are_warned_of_once_each_in_whatever_order_they_come(promised, at):
    one = promised(date(2026, 11, 28), ends_on=date(2026, 11, 30))
    assert at("2026-11-23T07:00Z") == [one.id]  # it ends in a week
    assert at("2026-11-26T07:00Z") == []
    assert at("2026-11-27T07:00Z") == [one.id]  # it is due tomorrow
    assert at("2026-11-27T07:05Z") == at("2026-11-28T07:00Z") == []


def test_another_day_is_warned_of_anew(promised, at, bob):
    one = promised()
    assert at("2026-11-23T07:00Z") == [one.id]
    actions.edit(one.id, Values("CP-40 leveren", due_on=date(2026, 11, 26)), by=bob)
    assert at("2026-11-24T07:00Z") == []
    assert at("2026-11-25T07:00Z") == [one.id]


def test_what_was_agreed_after_that_hour_was_just_heard(promised, at):
    promised(created_at=datetime(2026, 11, 23, 7, 1, tzinfo=UTC))
    assert at("2026-11-23T07:05Z") == []


def test_a_worker_that_slept_catches_up_for_a_week_and_not_longer(promised, at):
    one = promised()
    assert at("2026-11-30T07:00:01Z") == []
    assert at("2026-11-30T07:00:00Z") == [one.id]


def test_what_ended_was_taken_back_or_lies_in_the_bin_is_left_alone(promised, at, bob, alice, customer, contact):
    actions.settle(promised().id, Ending("kept"), by=bob)
    actions.delete(promised().id, by=bob)
    assert at("2026-11-23T07:00Z") == []
    promised()
    interactions.delete(contact.id, by=alice)
    assert at("2026-11-23T07:05Z") == []
    interactions.restore(contact.id, by=alice)
    customers.archive(customer.id, by=alice)
    assert at("2026-11-23T07:10Z") == []


def test_maker_owner_who_must_know_and_a_stand_in_hear_it(promised, at, alice, bob, monkeypatch):
    youssef = factories.user("Youssef el Amrani", department="Buitendienst")
    jan = factories.user("Jan de Boer", department="Directie")
    AgreementDepartment.create(agreement=promised(), department=youssef.department_id)
    away = {"starts_on": TUESDAY.replace(day=20), "ends_on": TUESDAY, "created_at": LONG_AGO}
    Absence.create(user=alice, stand_in=jan, **away)
    at("2026-11-23T07:00Z")
    told = Notification.select(Notification.user_id).where(Notification.kind == "agreement_due").tuples()
    assert {id for (id,) in told} == {alice.id, bob.id, youssef.id, jan.id}


def test_two_workers_remind_once(promised, at):
    promised()
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    def work(_number: int) -> None:
        with database.connection_context():
            reminding.remind_some(now)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert Change.select().where(Change.verb == reminding.VERB).count() == 1


def test_in_portions_each_is_told_once(promised, app, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    monkeypatch.setattr(reminding, "READ", 2)
    ids = [promised().id for _number in range(5)]
    now, turns = datetime(2026, 11, 23, 7, tzinfo=UTC), 1
    while reminding.remind_some(now, seconds=0):
        turns += 1
    told = Change.select(Change.record).where(Change.verb == reminding.VERB).tuples()
    assert [id for (id,) in told] == ids and turns > 1
