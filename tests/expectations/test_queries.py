"""The list and its filters; what the brief, the calendar, an open contact and the digest are told."""

from datetime import timedelta
from itertools import pairwise

import pytest

from crm import clock
from crm.accounts.models import User
from crm.expectations import actions, calendar, parts, queries
from crm.expectations.checks import Review
from crm.expectations.models import Expectation
from crm.expectations.queries import Filters
from crm.news import Edition
from tests import factories
from tests.databases import plan

DAY = timedelta(days=1)


def bodies(found) -> list[str]:
    return [item.body for item in found]


def listed(**filters) -> list[str]:
    return bodies(queries.page(Filters(**filters)).rows)


@pytest.fixture
def four(contact, bob) -> list[Expectation]:
    """Two to review, the sooner made last; one met, one not met, each a day."""
    made = [
        factories.expectation(contact, by=bob, body=body, days=days)
        for body, days in (("Later.", 9), ("Voldaan.", 3), ("Niet voldaan.", 4), ("Te laat.", -2))
    ]
    actions.review(made[1].id, Review("met"), by=bob)
    actions.review(made[2].id, Review("not_met", note="Niet gebeld."), by=bob)
    return made


def test_first_what_is_to_be_reviewed_then_the_rest_with_the_latest_on_top(four):
    assert listed() == ["Te laat.", "Later.", "Niet voldaan.", "Voldaan."]
    assert listed(outcome="open") == ["Te laat.", "Later."]
    assert listed(outcome="met") == ["Voldaan."] and listed(outcome="exceeded") == []


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_page_goes_on_where_the_one_before_ended(four, size):
    seen, after = [], ""
    for _turn in range(9):
        page = queries.page(Filters(), after, size=size)
        seen += bodies(page.rows)
        if not (after := page.next_cursor):
            break
    assert seen == ["Te laat.", "Later.", "Niet voldaan.", "Voldaan."]


@pytest.mark.parametrize("cursor", ["x", "~", "~x", "2026-13-40.1", "~2026-11-20.9999999999999", "."])
def test_a_cursor_that_makes_no_sense_answers(four, cursor):
    assert len(queries.page(Filters(), cursor).rows) in (2, 4)


def test_days_customers_departments_and_whose(four, contact, alice, bob):
    today = factories.today()
    assert listed(first=today + 3 * DAY, last=today + 4 * DAY) == ["Niet voldaan.", "Voldaan."]
    assert listed(customer=contact.customer_id + 1) == [] == listed(department=bob.department_id)
    assert len(listed(department=alice.department_id)) == len(listed(mine=alice)) == len(listed(mine=bob)) == 4
    assert listed(mine=factories.user("Frits de Boer")) == []


def test_the_brief_has_what_is_expected_and_what_was_not_met_this_year(four, customer, query_count):
    with query_count() as count:
        assert bodies(queries.of_customer(customer.id)) == ["Te laat.", "Later.", "Niet voldaan."]
        assert count() == 3  # which, the company's clock, and the rows
    Expectation.update(reviewed_on=factories.today() - timedelta(days=366)).where(Expectation.outcome != "").execute()
    assert bodies(queries.of_customer(customer.id)) == ["Te laat.", "Later."]
    other = factories.customer("Wasserij Steenbeek")
    with query_count() as count:
        assert queries.of_customer(other.id) == [] and count() == 1


def test_the_calendar_of_the_maker_and_the_owner_has_the_days_to_look(four, customer, alice, bob):
    today = factories.today()
    for user in (alice, bob):
        [event] = calendar.events(user, today, today + 30 * DAY)
        assert (event.on, event.path) == (today + 9 * DAY, f"/expectations/{four[0].id}")
        assert str(event.title) == f"Was it met? “Later.”, {customer.name}"
    assert calendar.events(factories.user("Frits de Boer"), today, today + 30 * DAY) == []


def test_a_contact_shows_what_was_said_there_and_what_it_shows_the_outcome_of(contact, customer, alice):
    said = factories.expectation(contact, by=alice)
    shows = factories.interaction(customer, by=alice)
    actions.review(said.id, Review("exceeded", shows.id), by=alice)
    found = parts.in_contacts([contact.id, shows.id])
    assert [fact.said for fact in found[contact.id].items] == [True] and found[contact.id].marks
    assert [fact.said for fact in found[shows.id].items] == [False] and found[shows.id].marks == []


def edition(reader: User, *owned: int) -> Edition:
    now = clock.now()
    return Edition(reader, now - DAY, now + DAY, factories.today(), frozenset(owned))


def test_the_digest_tells_new_ones_of_colleagues_and_how_others_turned_out(four, customer, alice, bob):
    old = factories.at("2026-01-05T09:00:00+01:00")
    Expectation.update(created_at=old, updated_at=old).where(Expectation.id.in_([four[0].id, four[1].id])).execute()
    rows = parts.in_digest(edition(alice, customer.id)).rows
    assert {row.quote: [str(mark.word) for mark in row.marks] for row in rows} == {
        "Te laat.": [],
        "Niet voldaan.": ["not met"],
    }
    assert [row.quote for row in parts.in_digest(edition(bob, customer.id)).rows] == ["Niet voldaan."]
    assert parts.in_digest(edition(alice)) is None


def test_what_is_new_or_was_reviewed_is_told_in_one_edition_only(contact, alice, bob, monkeypatch):
    written, looked = factories.at("2026-11-16T09:00:00+01:00"), factories.at("2026-11-21T00:30:00+01:00")
    made = factories.expectation(contact, by=bob)
    Expectation.update(created_at=written, updated_at=written).execute()
    monkeypatch.setattr(clock, "now", lambda: looked)  # the day before, in UTC
    actions.review(made.id, Review("met"), by=alice)
    mornings = [factories.at(f"2026-11-{day}T07:00:00+01:00") for day in range(15, 23)]
    told = [bool(queries.between(*one)) for one in pairwise(mornings)]
    assert told == [False, True, False, False, False, True, False]
    assert queries.between(mornings[0], mornings[-1]) == [(made.id, contact.customer_id, bob.id, True)]


@pytest.mark.sqlite("its plan")
def test_what_is_new_is_found_by_an_index(contact):
    query = queries._light((Expectation.created_at >= clock.now()) & (Expectation.created_at < clock.now()))
    assert "USING INDEX expectation_created_at_id" in plan(query)
