"""Customers to choose again: effort against what came of it."""

from datetime import timedelta

import pytest

from crm import clock
from crm.departures import choosing
from crm.followups import actions as followups
from crm.interactions import actions as interactions
from tests import factories

DAY = timedelta(days=1)


def contacts(at, by, count: int, **values) -> list:
    return [factories.interaction(at, by=by, ago=(number + 1) * DAY, **values) for number in range(count)]


@pytest.fixture
def asker(alice):
    return factories.customer("Zwembad Elzenhage", status="prospect", owner=alice)


def again() -> list[choosing.Effort]:
    return choosing.again(clock.now())[0]


def test_visits_and_complaints_count_double_and_follow_ups_that_were_done_as_one(asker, alice):
    contacts(asker, alice, 3)
    contacts(asker, alice, 1, direction="internal", channel="note")
    [binned] = contacts(asker, alice, 1)
    interactions.delete(binned.id, by=alice)
    [visit] = contacts(asker, alice, 1, channel="visit")
    factories.complaint(visit, by=alice)
    assert again() == []  # 3 + 2 + 2: one short
    followups.finish(factories.followup(asker, by=alice).id, "Gebeld.", by=alice)
    [found] = again()
    assert (found.effort, found.contacts, found.visits, found.complaints, found.followups) == (8, 4, 1, 1, 1)
    assert [str(one) for one in found.reasons] == ["much contact, and no quotation won yet"]
    assert found.department.name == "Verkoop"


def test_who_won_a_quotation_or_is_a_customer_is_worth_it(asker, customer, alice):
    made = contacts(asker, alice, 12)
    contacts(customer, alice, 12)
    factories.quotation(made[0], by=alice, stage="lost")
    [found] = again()
    assert [str(one) for one in found.reasons] == ["much contact, and one quotation lost, none won"]
    factories.quotation(made[0], by=alice, stage="won")
    assert again() == []


def test_what_is_longer_ago_than_a_year_is_no_effort_now(asker, alice):
    for number in range(12):
        factories.interaction(asker, by=alice, ago=(366 + number) * DAY)
    assert again() == []


def test_a_customer_with_many_complaints_and_a_former_one_with_much_contact(customer, alice):
    for contact in contacts(customer, alice, 3):
        assert again() == []
        factories.complaint(contact, by=alice)
    factories.rating(contact, by=alice, score=4)
    left = factories.customer("Smederij Van Loon")
    contacts(left, alice, 10)
    factories.departure(left, by=alice)
    found = again()
    assert [(one.name, one.effort) for one in found] == [("Smederij Van Loon", 10), (customer.name, 9)]
    assert (str(found[1].reasons[0]), found[1].score) == ("3 complaints", 4.0)


def test_the_list_is_bounded_and_says_how_many_more(asker, alice, monkeypatch):
    monkeypatch.setattr(choosing, "MOST", 1)
    contacts(asker, alice, 9)
    contacts(factories.customer("Koelhuis Noord", status="prospect"), alice, 10)
    rows, more = choosing.again(clock.now())
    assert ([one.name for one in rows], more) == (["Koelhuis Noord"], 1)
