"""The list and its filters; what was said elsewhere to the same question; what other rooms are told."""

from datetime import date, timedelta

import pytest

from crm import clock
from crm.news import Edition
from crm.refusals import actions, alike, parts, queries
from crm.refusals.models import Refusal
from crm.refusals.queries import Filters
from crm.search.queries import interaction_ids
from crm.web.asked import FIRST, LAST
from tests import factories

DAY = timedelta(days=1)


def bodies(found) -> list[str]:
    return [item.body for item in found]


def listed(**filters) -> list[str]:
    return bodies(queries.page(Filters(**filters)).rows)


def test_the_list_narrows_by_customer_department_and_whose(contact, alice, bob):
    factories.refusal(contact, by=bob, body="Hier.")
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    factories.refusal(elsewhere, by=bob, body="Elders.")
    assert listed() == ["Elders.", "Hier."]
    assert listed(customer=contact.customer_id) == ["Hier."]
    assert listed(department=alice.department_id) == ["Hier."]
    assert listed(department=bob.department_id) == ["Elders."]
    assert listed(mine=alice) == ["Hier."] and listed(mine=bob) == ["Elders.", "Hier."]
    assert listed(mine=factories.user("Frits de Boer")) == []


@pytest.mark.parametrize(
    ("moment", "first", "last", "there"),
    [  # the night in which the clock goes back is 25 hours; its first hour is of the day before in UTC
        ("2026-10-24T22:00:00+00:00", date(2026, 10, 25), date(2026, 10, 25), True),
        ("2026-10-25T22:59:59+00:00", date(2026, 10, 25), date(2026, 10, 25), True),
        ("2026-10-25T23:00:00+00:00", None, date(2026, 10, 25), False),
        ("2026-10-24T21:59:59+00:00", date(2026, 10, 25), None, False),
        ("2026-10-25T12:00:00+00:00", FIRST, LAST, True),
    ],
)
def test_from_and_until_are_days_of_the_company_both_included(contact, bob, moment, first, last, there):
    Refusal.update(created_at=factories.at(moment)).where(Refusal.id == factories.refusal(contact, by=bob).id).execute()
    assert bool(listed(first=first, last=last)) is there


def test_a_page_goes_on_where_the_one_before_ended(contact, bob):
    for number in range(7):
        factories.refusal(contact, by=bob, body=f"Nummer {number}")
    seen, after = [], ""
    while True:
        page = queries.page(Filters(), after, size=3)
        seen += bodies(page.rows)
        if not (after := page.next_cursor):
            break
    assert seen == [f"Nummer {number}" for number in reversed(range(7))]


def test_where_there_is_none_the_brief_costs_one_query(customer, query_count):
    with query_count() as count:
        assert queries.of_customer(customer.id) == [] and count() == 1


def test_what_was_said_elsewhere_to_the_same_question_is_found_also_in_other_words(contact, alice, bob):
    asked = factories.refusal(contact, by=bob, body="Een storingscontract voor 24 uur per dag")
    for name, body in (
        ("Wasserij Steenbeek", "Storingscontracten ook in het weekend"),
        ("Bakkerij Kuipers", "8% korting op de tweede pomp"),
        ("Gemaal De Vliet", "Storingscontract voor 24 uur"),
    ):
        factories.refusal(factories.interaction(factories.customer(name), by=bob), by=bob, body=body)
    gone = factories.refusal(contact, by=bob, body="Storingscontract zonder voorrijkosten")
    actions.delete(gone.id, by=bob)
    found = alike.elsewhere(queries.item(asked.id), interaction_ids)
    assert sorted(bodies(found)) == ["Storingscontract voor 24 uur", "Storingscontracten ook in het weekend"]


def test_at_most_five_are_told_and_a_question_without_words_finds_none(contact, bob):
    for number in range(8):
        made = factories.refusal(contact, by=bob, body=f"Storingscontract nummer {number}")
    assert len(alike.elsewhere(queries.item(made.id), interaction_ids)) == 5
    odd = factories.refusal(contact, by=bob, body="8% ?? (( OR")
    assert alike.elsewhere(queries.item(odd.id), interaction_ids) == []


def test_the_digest_tells_what_colleagues_said_at_ones_customers(contact, customer, alice, bob):
    factories.refusal(contact, by=alice, body="Van de lezer zelf")
    factories.refusal(contact, by=bob, reason="Geen monteurs na 17:00.")
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    factories.refusal(elsewhere, by=bob)
    now = clock.now()
    edition = Edition(alice, now - DAY, now + DAY, factories.today(), frozenset([customer.id]))
    [row] = parts.in_digest(edition).rows
    assert (row.title, row.quote, row.by) == (customer.name, "24-uurs storingscontract", bob.name)
    assert str(row.note) == "Reason: Geen monteurs na 17:00."
    assert parts.in_digest(Edition(alice, now - DAY, now + DAY, factories.today(), frozenset())) is None


def test_an_open_contact_has_a_row_for_each_and_a_neutral_mark(contact, bob):
    factories.refusal(contact, by=bob)
    facts = parts.in_contacts([contact.id])[contact.id]
    assert len(facts.items) == 1 and [(mark.icon, mark.kind) for mark in facts.marks] == [("ban", "")]
