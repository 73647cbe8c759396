"""What SQLite and PostgreSQL would see differently of themselves, and must not here; on whichever this run is."""

import pytest

from crm import db
from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Department
from crm.customers import queries as customers
from crm.customers.models import Customer
from crm.interactions.models import Interaction
from crm.journal import Change
from crm.search.queries import customers_like
from tests import factories
from tests.conftest import text_of

HUGE = ("2147483648", "9223372036854775807", "9223372036854775808", "9" * 40)
CUSTOMER = {
    "name": "Bak\0kerij Kuipers",
    "kind": "organisation",
    "status": "customer",
    "note": "Kees\0 belt",
    "tags": "\0",
}


def test_a_nul_in_what_is_typed_is_taken_out(login, alice):
    answer = login(alice).post("/customers/new", data=CUSTOMER)
    assert answer.status_code == 303, text_of(answer)
    [kept] = Customer.select()
    assert (kept.name, kept.note) == ("Bakkerij Kuipers", "Kees belt")
    form = {"customer": kept.id, "channel": "phone", "direction_phone": "in", "body": "Poort\0 3", "subject": "a\0b"}
    assert login(alice).post("/interactions/", data=form).status_code == 303
    assert [(one.body, one.subject) for one in Interaction.select()] == [("Poort 3", "ab")]


@pytest.mark.parametrize(
    "url", ["/customers/?after=a\0~1&tag=\0&owner=\0&letter=\0", "/search?q=\0", "/lookup?phone=\0", "/?x=\0"]
)
def test_a_nul_in_an_address_breaks_nothing(login, alice, url):
    factories.customer(owner=alice)
    assert login(alice).get(url.replace("\0", "%00")).status_code in (200, 302, 303)


def test_a_nul_from_a_program_or_at_the_door_breaks_nothing(app, client, alice):
    headers = {"Authorization": f"Bearer {accounts.create_token(alice, by=CONSOLE)}", "Idempotency-Key": "a\0b"}
    contact = {"customer_id": factories.customer().id, "channel": "phone", "direction": "in", "body": "a\0b"}
    sent = client.post(
        "/api/v1/interactions", json=contact | {"external_id": "x\0y"}, headers={**headers, "Idempotency-Key": "k"}
    )
    assert sent.status_code in (201, 422)
    form = {"email": "a\0@b.example", "password": "pa\0s"}
    answer = client.post("/login", data=form, headers={"User-Agent": "Mozilla"})
    assert answer.status_code in (200, 422, 401, 429)


def test_a_nul_in_the_words_of_many_rows_at_once_is_taken_out(app):
    mark = db.database.param
    sql = f"INSERT INTO department (name, mark) VALUES ({mark}, {mark})"
    db.database.execute_many(sql, [("Ver\0koop", 1), ("Binnendienst", 2)])
    assert {one.name for one in Department.select()} == {"Verkoop", "Binnendienst"}


@pytest.mark.parametrize("number", HUGE)
def test_numbers_larger_than_any_row_has_are_of_nobody(app, login, diana, number):
    factories.customer(owner=diana)
    browser = login(diana)
    for url in ("/customers/{}", "/customers/{}/brief", "/interactions/{}", "/attachments/{}", "/history/customer/{}"):
        assert browser.get(url.format(number)).status_code == 404, url
    for url in ("/customers/?owner={}", "/interactions/new?customer={}", "/customers/1?author={}&department={}"):
        assert browser.get(url.format(number, number)).status_code in (200, 404), url
    form = {"customer": number, "channel": "phone", "direction_phone": "in", "body": "Poort 3"}
    assert browser.post("/interactions/", data=form).status_code in (404, 422)
    headers = {"Authorization": f"Bearer {accounts.create_token(diana, by=CONSOLE)}"}
    contact = {
        "customer_id": int(number),
        "channel": "phone",
        "direction": "in",
        "body": "a",
        "person_ids": [int(number)],
    }
    assert app.test_client().post("/api/v1/interactions", json=contact, headers=headers).status_code in (404, 422)
    assert (
        app.test_client().post("/api/v1/interactions", json=contact | {"customer_id": 1}, headers=headers).status_code
        == 422
    )


def test_names_sort_and_begin_alike(app):
    for name in ("Zaan Staal", "’t Hof", "Éclair", "de Boer", "_onderstreept", "100% Puur", "aannemer Bos"):
        factories.customer(name)
    rows = customers.page(customers.Filters()).rows
    assert [one.sort_name for one in rows] == sorted(one.sort_name for one in rows)
    assert [one.name for one in customers_like("100%")] == ["100% Puur"]
    assert [one.name for one in customers_like("_onder")] == ["_onderstreept"]
    assert [one.name for one in customers_like("ZAAN")] == ["Zaan Staal"]


def test_a_text_that_is_longer_than_its_column_says_is_not_what_breaks_the_page(app, login, alice):
    long = "w" * 5_000
    answer = login(alice).post("/customers/new", data=CUSTOMER | {"name": long, "website": long, "vat_number": long})
    assert answer.status_code == 422
    Department.create(name=long)
    assert Department.get(Department.name == long)


def test_what_fails_inside_a_transaction_can_be_caught_and_the_rest_is_kept(app):
    Department.create(name="Verkoop")
    with db.transaction():
        Department.create(name="Binnendienst")
        with pytest.raises(db.peewee.IntegrityError), db.transaction():
            Department.create(name="Verkoop")
        Change.create(at=0, verb="x.y", kind="x", data="{}")
    assert Department.select().count() == 2 and Change.select().where(Change.verb == "x.y").exists()
