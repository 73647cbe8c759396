"""On the day of its review the maker and the owner hear of it: once, at eight, and not if it is over or gone."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.customers import actions as customers
from crm.expectations import actions, notices, queries, reminding
from crm.expectations.checks import Review, Values
from crm.expectations.models import Expectation
from crm.journal import Change
from crm.notifications.models import Notification
from tests import factories

DAY = date(2027, 3, 28)  # the clock goes forward that night
EIGHT = factories.at("2027-03-28T08:00:00+02:00")


@pytest.fixture
def made(contact, bob) -> Expectation:
    found = factories.expectation(contact, by=bob)
    Expectation.update(review_on=DAY).where(Expectation.id == found.id).execute()
    return found


def told() -> int:
    return Change.select().where(Change.verb == notices.REMIND).count()


@pytest.fixture
def at(monkeypatch):
    """``at(moment)``: the worker's turn then."""

    def of(moment) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        assert reminding.remind_some(moment) is False

    return of


def test_at_eight_by_the_companys_clock_and_of_a_day_once(made, at):
    at(EIGHT - timedelta(seconds=1))
    assert told() == 0
    for minutes in (0, 5, 24 * 60):
        at(EIGHT + timedelta(minutes=minutes))
    assert told() == 1


@pytest.mark.parametrize(("days", "count"), [(7, 1), (8, 0)])
def test_a_worker_that_slept_tells_it_later_up_to_a_week(made, at, days, count):
    at(EIGHT + timedelta(days=days))
    assert told() == count


def test_the_maker_and_the_owner_hear_of_it(made, at, alice, bob):
    at(EIGHT)
    kept = Notification.select().where(Notification.kind == "expectation_due")
    assert {one.user_id for one in kept} == {alice.id, bob.id}
    assert queries.path_of(made.id) == f"/expectations/{made.id}"


def test_one_whose_day_was_moved_is_told_again_on_that_day(made, at, bob):
    at(EIGHT)
    actions.edit(made.id, Values(made.body, DAY + timedelta(days=3)), by=bob)
    at(EIGHT + timedelta(days=1))
    assert told() == 1
    at(EIGHT + timedelta(days=3))
    assert told() == 2


def test_what_was_reviewed_or_taken_back_or_is_gone_is_told_to_nobody(made, contact, customer, alice, bob, at):
    others = [factories.expectation(contact, by=bob) for _number in range(2)]
    Expectation.update(review_on=DAY).execute()
    actions.review(others[0].id, Review("met"), by=bob)
    actions.delete(others[1].id, by=bob)
    customers.archive(customer.id, by=alice)
    at(EIGHT)
    assert told() == 0
    customers.unarchive(customer.id, by=alice)
    at(EIGHT)
    assert [change.record for change in Change.select().where(Change.verb == notices.REMIND)] == [made.id]


def test_what_was_asked_that_morning_after_eight_is_just_known(contact, bob, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: EIGHT + timedelta(hours=1))
    actions.create(contact.id, Values("Vandaag nog terugbellen.", DAY), by=bob)
    at(EIGHT + timedelta(hours=2))
    assert told() == 0


def test_two_workers_tell_it_once(made, at):
    at(EIGHT - timedelta(hours=1))
    reminding._remind([made.id], EIGHT)
    reminding._remind([made.id], EIGHT)
    assert told() == 1


def test_more_than_one_read_are_all_told(contact, bob, at, monkeypatch):
    monkeypatch.setattr(reminding, "READ", 3)
    monkeypatch.setattr(reminding, "AT_ONCE", 2)
    for _number in range(8):
        factories.expectation(contact, by=bob)
    Expectation.update(review_on=DAY).execute()
    at(EIGHT)
    assert told() == 8
