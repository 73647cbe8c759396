"""A timeline as a file."""

import csv
import io
from datetime import timedelta

import pytest

from crm.company import actions as company
from crm.interactions import actions, export, timeline
from crm.search import queries as search
from tests import factories
from tests.conftest import text_of


def table(answer) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def test_everything_the_columns_have_a_place_for(login, alice, diana, customer, person):
    beurs = company.add_channel("Vakbeurs", by=diana)
    contact = {"by": alice, "people": [person, factories.person(customer, "Jan de Vries")], "channel": beurs.key}
    moment = factories.at("2024-07-01T10:42:07+00:00")
    factories.interaction(customer, occurred_at=moment, subject="Nieuwe pomp", external_id="x-1", **contact)
    [row] = table(login(alice).get(f"/interactions/export?customer={customer.id}"))
    assert row == {
        "customer_number": customer.number,
        "occurred_at": "2024-07-01T12:42:07+02:00",
        "channel": "Vakbeurs",
        "direction": "out",
        "author_email": alice.email,
        "person": "Annelies van den Berg; Jan de Vries",
        "subject": "Nieuwe pomp",
        "body": "Pomp in kas 3 lekt weer langs de as.",
        "external_id": "x-1",
    }


def test_the_filters_of_the_timeline_are_those_of_its_export(login, alice, bob, customer):
    factories.interaction(customer, by=alice, body="Offerte besproken.", ago=timedelta(days=2))
    factories.interaction(customer, by=bob, body="Pomp lekt.", channel="visit", ago=timedelta(days=1))
    factories.interaction(factories.customer("Bakker"), by=bob, body="Pomp lekt ook bij Bakker.")
    gone = factories.interaction(customer, by=alice, body="Pomp in de bak.")
    actions.delete(gone.id, by=alice)
    browser = login(alice)
    for query, bodies in (
        ("", ["Pomp lekt.", "Offerte besproken."]),
        ("&channel=visit", ["Pomp lekt."]),
        (f"&author={alice.id}", ["Offerte besproken."]),
        ("&q=pompen", ["Pomp lekt."]),
        ("&q=pomp&channel=phone", []),
        ("&kind=missed", []),
    ):
        rows = table(browser.get(f"/interactions/export?customer={customer.id}{query}"))
        assert [row["body"] for row in rows] == bodies, query
    page = text_of(browser.get(f"/customers/{customer.id}?channel=visit"))
    assert f'href="/interactions/export?customer={customer.id}&amp;channel=visit"' in page


@pytest.mark.parametrize("customer_id", ["", "0", "999", "x", "1e3"])
def test_a_customer_that_is_not_there_is_not_found(login, alice, contact, customer_id):
    assert login(alice).get(f"/interactions/export?customer={customer_id}").status_code == 404


def test_a_reader_may_not_and_is_not_offered_it(login, charlie, contact, customer):
    browser = login(charlie)
    assert browser.get(f"/interactions/export?customer={customer.id}").status_code == 403
    assert "/interactions/export" not in text_of(browser.get(f"/customers/{customer.id}"))


@pytest.mark.parametrize("q", ["", "pomp"])
def test_batches_join_without_a_seam_and_each_costs_the_same(alice, customer, person, monkeypatch, query_count, q):
    monkeypatch.setattr(export, "BATCH", 4)
    moment = factories.at("2024-07-01T10:42:07+00:00")
    for number in range(11):
        factories.interaction(customer, by=alice, people=[person], occurred_at=moment, body=f"Pomp nummer {number}")

    def cost() -> tuple[int, list[tuple]]:
        with query_count() as count:
            found = list(export.contacts(customer.id, timeline.Filters(q=q), search.interaction_ids, {}))
            return count(), found

    few, found = cost()
    assert [row[7] for row in found] == [f"Pomp nummer {number}" for number in reversed(range(11))]
    monkeypatch.setattr(export, "BATCH", 2)
    many, again = cost()
    assert again == found and many <= 2 * few + 1
