"""Customers and people as a file."""

import csv
import io

import pytest

from crm.customers import actions, export
from crm.customers.actions import Place, Reach
from crm.customers.queries import Filters
from crm.imports import columns
from tests import factories
from tests.conftest import text_of


def table(answer) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert answer.status_code == 200
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_those_of_the_import():
    assert columns.CUSTOMERS.names == export.CUSTOMERS
    assert columns.PEOPLE.names == export.PEOPLE


def test_everything_known_of_a_customer_stands_in_its_row(login, alice):
    factories.customer(
        "De Waard Pompen",
        number="10001",
        owner=alice,
        status="prospect",
        phones=["0174-123461", "06 12345678"],
        emails=["info@waard.example"],
        website="https://waard.example",
        kvk_number="12345678",
        vat_number="NL123456782B12",
        tags=["pompen", "onderhoud"],
        note="Belt voor tienen.\nGeen hond.",
        addresses=[Place("Dijkweg 3", "2691 AB", "Naaldwijk", "BE"), Place("Postbus 1", "2690 AA", "Naaldwijk")],
    )
    [row] = table(login(alice).get("/customers/export"))
    assert row == {
        "number": "10001",
        "name": "De Waard Pompen",
        "kind": "organisation",
        "status": "prospect",
        "owner_email": alice.email,
        "phone": "0174-123461\n06 12345678",
        "email": "info@waard.example",
        "website": "https://waard.example",
        "street": "Dijkweg 3",
        "postcode": "2691 AB",
        "city": "Naaldwijk",
        "country": "BE",
        "kvk_number": "12345678",
        "vat_number": "NL123456782B12",
        "tags": "onderhoud, pompen",
        "note": "Belt voor tienen.\nGeen hond.",
    }


def test_everything_known_of_a_person_stands_in_their_row(login, alice):
    at = factories.customer(number="10001")
    person = factories.person(at, "Jan de Vries", role="inkoper", note="Liefst per mail", emails=["jan@waard.example"])
    reach = [Reach("phone", "0174-123461", "work"), Reach("phone", "+31 6 12345678", "mobile")]
    values = actions.PersonValues(person.name, person.role, person.note, [*reach, Reach("email", "jan@waard.example")])
    actions.edit_person(person.id, values, by=alice)
    left, gone = factories.person(at, "Weg van Hier"), factories.person(at, "Kees in de Bak")
    actions.archive_person(left.id, by=alice)
    actions.delete_person(gone.id, by=alice)

    [row] = table(login(alice).get("/customers/people/export"))
    assert list(row.values()) == [
        *("10001", "Jan de Vries", "inkoper", "0174-123461", "'+31 6 12345678", "jan@waard.example", "Liefst per mail")
    ]


def test_the_filters_of_the_list_are_those_of_its_export(login, alice, bob):
    mine, his = factories.customer("Aalbers", owner=alice), factories.customer("Bakker", owner=bob)
    old = factories.customer("Zwart")
    actions.archive(old.id, by=alice)
    gone = factories.customer("Weg")
    for at in (mine, his, old, gone):
        factories.person(at, f"Iemand van {at.name}")
    actions.delete(gone.id, by=factories.user(role="manager"))
    browser = login(alice)
    for query, names in (
        ("", ["Aalbers", "Bakker"]),
        ("?letter=b", ["Bakker"]),
        (f"?owner={alice.id}", ["Aalbers"]),
        ("?archived=1", ["Zwart"]),
        ("?tag=geen", []),
    ):
        assert [row["name"] for row in table(browser.get(f"/customers/export{query}"))] == names
        people = [f"Iemand van {name}" for name in names]
        assert [row["name"] for row in table(browser.get(f"/customers/people/export{query}"))] == people


def test_the_list_offers_its_export_with_its_filters_to_who_may(login, alice, charlie):
    factories.customer("Bakker")
    page = text_of(login(alice).get("/customers/?letter=b"))
    assert 'href="/customers/export?letter=b"' in page and 'href="/customers/people/export?letter=b"' in page
    reader = login(charlie)
    assert "export" not in text_of(reader.get("/customers/"))
    assert {reader.get(f"/customers/{what}export").status_code for what in ("", "people/")} == {403}


@pytest.mark.parametrize("rows", [export.customers, export.people])
def test_batches_join_without_a_seam_and_each_costs_the_same(app, alice, monkeypatch, query_count, rows):
    monkeypatch.setattr(export, "BATCH", 4)
    for number in range(10):
        at = factories.customer(f"Klant {number % 3}", phones=["0174-123461"], tags=["pomp"])
        factories.person(at, f"Persoon {number}", phones=["06 12345678"])
    with query_count() as count:
        found = list(rows(Filters()))
        assert count() == 9  # three batches of three questions
    assert len({row[0] for row in found}) == len(found) == 10
