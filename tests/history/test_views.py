"""The page: who, when, before and after in words, and the way back."""

import re
from datetime import timedelta

import pytest

from crm import clock
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues, PersonValues, Place, Reach
from crm.customers.models import Customer
from crm.history import queries
from crm.interactions import actions
from crm.interactions.actions import Values
from crm.interactions.models import Interaction
from crm.journal import Change, record_many, revision
from tests import factories
from tests.conftest import text_of


def words(page: str) -> str:
    """What a reader sees, with <del> and <ins> left in."""
    shown = page[page.index('class="ledger history"') :] if "ledger history" in page else page
    return " ".join(re.sub(r"<(?!/?(?:del|ins)>)[^>]*>", " ", shown).split())


@pytest.fixture
def customer(alice):
    return factories.customer(
        owner=alice, phones=["0612345678"], note="Kees neemt vóór 7:30 en na 17:00 op, Annelies altijd."
    )


def edit(customer, by, **values):
    customers.edit(customer.id, CustomerValues(**({"name": customer.name} | values)), by=by)


def test_a_customers_changes_are_told_in_the_readers_words(login, alice, bob, customer):
    edit(
        customer,
        bob,
        status="former",
        owner_id=bob.id,
        points=[Reach("phone", "0612345679", "mobile")],
        addresses=[Place("Postbus 88", "2690 AB", "’s-Gravenzande", kind="post")],
        note="Kees neemt vóór 8:00 en na 17:00 op, Annelies altijd.",
    )
    text = words(text_of(login(alice).get(f"/history/customer/{customer.id}")))
    assert f"{bob.name} changed this" in text and f"{alice.name}" in text
    assert "status <del>Customer</del> → <ins>Former customer</ins>" in text
    assert f"owner <del>{alice.name}</del> → <ins>{bob.name}</ins>" in text
    assert "<del>06 12 34 56 78</del> → <ins>06 12 34 56 79 (mobile)</ins>" in text
    assert "<ins>Postbus 88, 2690 AB ’s-Gravenzande (post)</ins>" in text
    assert "Kees neemt vóór <del>7:30 </del><ins>8:00 </ins>en na 17:00 op, Annelies altijd." in text
    assert "The system put this customer in the file" in text


def test_a_contacts_changes_are_told_on_the_readers_clock(login, alice, customer):
    person = factories.person(customer)
    contact = factories.interaction(customer, by=alice, people=[person], occurred_at=factories.at("2026-06-01T07:15Z"))
    values = Values(channel="visit", direction="in", body="<b>Toch</b>", occurred_at=factories.at("2026-06-01T08:00Z"))
    actions.edit(contact.id, values, by=alice)
    page = text_of(login(alice).get(f"/history/interaction/{contact.id}"))
    text = words(page)
    assert "how <del>Phone</del> → <ins>Visit</ins>" in text
    assert "<del>We called</del> → <ins>They visited us</ins>" in text
    assert "<del>Monday 1 June 2026 09:15</del> → <ins>Monday 1 June 2026 10:00</ins>" in text
    assert f"with whom <del>{person.name}</del>" in text and "logged this contact" in text
    assert "&lt;b&gt;Toch&lt;/b&gt;" in page and "<b>Toch" not in page


def test_an_old_version_is_brought_back_and_that_is_undone(login, alice, bob, customer):
    edit(customer, alice, name="Verkeerde naam")
    client, url = login(bob), f"/history/customer/{customer.id}"
    page = text_of(client.get(url))
    [action] = re.findall(r'action="(/history/\d+/restore\?side=after)"', page)
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    answer = client.post(action, data={"seen": seen})
    assert (answer.status_code, answer.location) == (303, url)
    assert Customer.get_by_id(customer.id).name == customer.name
    undo = re.search(r'class="toast".*?action="([^"]+)"', text_of(client.get(url)), re.DOTALL)[1].replace("&amp;", "&")
    client.post(undo)
    assert Customer.get_by_id(customer.id).name == "Verkeerde naam"


def test_who_is_late_sees_what_is_there_now_and_nothing_is_lost(login, alice, bob, customer):
    edit(customer, alice, name="Eerste")
    change = revision("customer", customer.id)
    edit(customer, alice, name="Tweede")
    answer = login(bob).post(f"/history/{change}/restore?side=before", data={"seen": change})
    assert answer.status_code == 409 and "A colleague changed this while you were reading." in text_of(answer)
    assert Customer.get_by_id(customer.id).name == "Tweede"


def test_a_reader_reads_and_has_no_button(login, alice, charlie, customer):
    edit(customer, alice, name="Verkeerde naam")
    client = login(charlie)
    assert "/restore" not in text_of(client.get(f"/history/customer/{customer.id}"))
    change = revision("customer", customer.id)
    assert client.post(f"/history/{change}/restore?side=before").status_code == 403


def test_only_who_may_change_a_contact_has_the_button(login, alice, bob, diana, customer):
    contact = factories.interaction(customer, by=alice)
    actions.edit(contact.id, Values(channel="phone", direction="in", body="Anders."), by=alice)
    for who, may in ((alice, True), (bob, False), (diana, True)):
        assert ("/restore" in text_of(login(who).get(f"/history/interaction/{contact.id}"))) == may


def test_what_a_file_brought_in_says_so_and_its_first_version_can_come_back(login, alice, diana, customer):
    Change.delete().execute()
    record_many("customer.import", [customer.id], by=diana, file="klanten.csv")
    edit(customer, alice, name="Verkeerde naam")
    client = login(alice)
    page = text_of(client.get(f"/history/customer/{customer.id}"))
    assert f"{diana.name} brought this in from a file klanten.csv" in words(page)
    [action] = re.findall(r'action="(/history/\d+/restore\?side=before)"', page)
    client.post(action)
    assert Customer.get_by_id(customer.id).name == customer.name


def test_pages_follow_one_another_without_gap_or_double(login, alice, customer):
    for number in range(queries.PAGE + 5):
        edit(customer, alice, name=f"Naam {number}")
    client, url, seen = login(alice), f"/history/customer/{customer.id}", []
    while url:
        page = text_of(client.get(url))
        seen += re.findall(r"<ins>Naam (\d+)</ins>", page)
        found = re.search(r'class="ledger-foot older"><a href="([^"]+)"', page)
        url = found[1].replace("&amp;", "&") if found else None
    assert seen == [str(number) for number in reversed(range(queries.PAGE + 5))]
    assert "<html" not in text_of(client.get(f"/history/customer/{customer.id}", headers={"HX-Request": "true"}))


def test_ten_more_changes_cost_no_more_queries(login, alice, bob, customer, query_count):
    client = login(alice)

    def count() -> int:
        with query_count() as counted:
            client.get(f"/history/customer/{customer.id}")
            return counted()

    edit(customer, alice, name="Een", owner_id=bob.id)
    before = count()
    for number in range(10):
        edit(customer, alice, name=f"Naam {number}", owner_id=factories.user(f"Collega {number}").id)
    assert count() <= before


@pytest.mark.parametrize("url", ["/history/user/1", "/history/comment/1", "/history/customer/999"])
def test_what_has_no_history_is_not_there(login, alice, customer, url):
    assert login(alice).get(url).status_code == 404


def test_data_of_another_time_or_blanked_does_not_break_the_page(login, alice, customer):
    edit(customer, alice, name="Nieuw")
    Change.update(data="{}").where(Change.record == customer.id).execute()
    strange = '{"before": {"status": "gold", "owner": 999, "colour": 1}, "after": {"status": null, "owner": null}}'
    Change.create(
        at=clock.now(), user=None, verb="customer.edit", kind="customer", record=customer.id, customer=1, data=strange
    )
    text = words(text_of(login(alice).get(f"/history/customer/{customer.id}")))
    assert "<del>gold</del>" in text and "somebody who was removed" in text


# Where it is led to


def test_the_pages_lead_to_the_history(login, alice, customer):
    person = factories.person(customer)
    client = login(alice)
    assert f"/history/customer/{customer.id}" in text_of(client.get(f"/customers/{customer.id}"))
    assert f"/history/person/{person.id}" in text_of(client.get(f"/customers/people/{person.id}"))
    customers.edit_person(person.id, PersonValues("Anneke"), by=alice)
    page = text_of(client.get(f"/customers/{customer.id}?changes=1"))
    assert page.count(f'href="/history/person/{person.id}"') == 2
    customers.delete_person(person.id, by=alice)
    assert f"/history/person/{person.id}" not in text_of(client.get(f"/customers/{customer.id}?changes=1"))


def test_a_contact_changed_after_a_day_says_by_whom_and_how_much_later(login, alice, diana, customer):
    contact = factories.interaction(customer, by=alice)
    client, url = login(alice), f"/interactions/{contact.id}"
    assert "/history/interaction" not in text_of(client.get(url))
    actions.edit(contact.id, Values(channel="phone", direction="in", body="Anders."), by=alice)
    assert f"edited by {alice.name}" in text_of(client.get(url))
    made = clock.now() - timedelta(days=3, minutes=5)
    Interaction.update(created_at=made).where(Interaction.id == contact.id).execute()
    actions.edit(contact.id, Values(channel="phone", direction="in", body="Weer anders."), by=diana)
    page = text_of(client.get(url))
    assert f'<a href="/history/interaction/{contact.id}">changed by {diana.name}, 3 days later</a>' in page
    assert "#history" in text_of(client.get(f"/customers/{customer.id}"))
