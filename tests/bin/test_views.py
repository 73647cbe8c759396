"""What lies in the bin, who sees it, and the way back."""

import re
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import CONSOLE, Role
from crm.bin import queries
from crm.customers import actions as customers
from crm.customers.models import Customer
from crm.followups import actions as followups
from crm.interactions import actions
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def manager(app):
    return factories.user("Daniëlle Koçak", role=Role.MANAGER)


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


def names(page: str) -> list[str]:
    return re.findall(r'<h2 class="row-title"><b>(.*?)</b>', page)


def test_each_sees_what_they_may_bring_back(login, alice, bob, charlie, manager, customer):
    mine = factories.interaction(customer, by=alice, subject="Pomp lekt")
    other = factories.interaction(customer, by=bob, subject="Factuur klopt niet")
    person = factories.person(customer, "Kees de Wit")
    gone = factories.customer("Wasserij Steenbeek")
    actions.delete(mine.id, by=alice)
    actions.delete(other.id, by=manager)
    customers.delete_person(person.id, by=bob)
    customers.delete(gone.id, by=manager)
    shown = {who.name: set(names(text_of(login(who).get("/bin/")))) for who in (alice, bob, manager)}
    assert shown == {
        alice.name: {"Pomp lekt", "Kees de Wit"},
        bob.name: {"Factuur klopt niet", "Kees de Wit"},
        manager.name: {"Pomp lekt", "Factuur klopt niet", "Kees de Wit", "Wasserij Steenbeek"},
    }
    assert login(charlie).get("/bin/").status_code == 403
    assert "/bin/" not in text_of(login(charlie).get("/")) and "/bin/" in text_of(login(alice).get("/"))


def test_who_deleted_it_when_and_how_long_it_stays(login, manager, alice, customer):
    contact = factories.interaction(customer, by=alice, body="De pomp lekt langs de as. Morgen verder.")
    actions.delete(contact.id, by=manager)
    Interaction.update(deleted_at=clock.now() - timedelta(days=12)).execute()
    page = text_of(login(alice).get("/bin/"))
    assert names(page) == ["De pomp lekt langs de as"] and customer.name.replace("&", "&amp;") in page
    assert f"deleted by {manager.name}" in page and "18 days left" in page
    Interaction.update(deleted_at=clock.now() - timedelta(days=31)).execute()
    assert "The bin is empty" in text_of(login(alice).get("/bin/"))


def test_it_is_put_back_with_one_press(login, alice, customer):
    contact = factories.interaction(customer, by=alice, subject="Pomp lekt")
    actions.delete(contact.id, by=alice)
    client = login(alice)
    [action] = re.findall(r'class="row-right" method="post" action="([^"]+)"', text_of(client.get("/bin/")))
    for _twice in range(2):
        assert client.post(action).location == f"/customers/{customer.id}#i{contact.id}"
    assert "Pomp lekt" in text_of(client.get(f"/customers/{customer.id}"))
    assert "The bin is empty" in text_of(client.get("/bin/"))


def test_what_lies_there_with_its_customer_waits_for_it(login, alice, manager, customer):
    contact = factories.interaction(customer, by=alice, subject="Pomp lekt")
    actions.delete(contact.id, by=alice)
    customers.delete(customer.id, by=manager)
    page = text_of(login(manager).get("/bin/"))
    assert "first bring the customer back" in page and f"/interactions/{contact.id}/restore" not in page
    assert names(text_of(login(alice).get("/bin/"))) == []  # nothing of the customer is shown


def test_pages_follow_one_another_without_gap_or_double(login, manager, alice):
    made = []
    for number in range(queries.PAGE):
        one = factories.customer(f"Klant {number}")
        contact = factories.interaction(one, by=alice, subject=f"Contact {number}")
        actions.delete(contact.id, by=alice)
        gone = factories.customer(f"Weg {number}")
        customers.delete(gone.id, by=CONSOLE)
        made += [f"Contact {number}", f"Weg {number}"]
    same = clock.now() - timedelta(days=1)
    Customer.update(deleted_at=same).where(
        Customer.deleted_at.is_null(False), Customer.id.in_(range(0, 2000, 4))
    ).execute()
    Interaction.update(deleted_at=same).where(Interaction.id.in_(range(0, 2000, 2))).execute()
    client, url, seen = login(manager), "/bin/", []
    while url:
        page = text_of(client.get(url))
        seen += names(page)
        found = re.search(r'class="ledger-foot older"><a href="([^"]+)"', page)
        url = found[1] if found else None
    assert sorted(seen) == sorted(made)
    assert "Nothing older lies here" in text_of(client.get("/bin/?before=1.0.1"))
    assert client.get("/bin/?before=onzin").status_code == 200


def test_ten_more_cost_no_more_queries(login, manager, alice, customer, query_count):
    client = login(manager)

    def throw(number: int) -> None:
        for _again in range(number):
            actions.delete(factories.interaction(customer, by=alice).id, by=alice)
            customers.delete_person(factories.person(customer).id, by=alice)
            customers.delete(factories.customer().id, by=CONSOLE)

    def count() -> int:
        with query_count() as counted:
            client.get("/bin/")
            return counted()

    throw(1)
    before = count()
    throw(10)
    assert count() <= before


def test_a_deleted_follow_up_comes_back_from_the_bin(login, alice, bob, customer):
    gone = factories.followup(customer, by=alice, what="Kees terugbellen")
    followups.delete(gone.id, by=alice)
    browser, url = login(alice), f"/followups/{gone.id}/restore"
    page = text_of(browser.get("/bin/"))
    assert names(page) == ["Kees terugbellen"] and f'action="{url}"' in page
    assert names(text_of(login(bob).get("/bin/"))) == []
    assert browser.post(url).status_code == 303
    assert names(text_of(browser.get("/bin/"))) == []
    assert browser.get(f"/followups/{gone.id}").status_code == 200
