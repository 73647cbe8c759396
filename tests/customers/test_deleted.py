"""Nothing of what was deleted is shown, found or reached; brought back it is all there again."""

import re

import pytest

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE, Role
from crm.customers import actions
from crm.customers import queries as customer_queries
from crm.interactions import actions as interactions
from crm.journal import Change
from crm.search import queries as searching
from tests import factories
from tests.conftest import text_of

PHONE = "0174 62 41 88"


@pytest.fixture
def manager(app):
    return factories.user("Daniëlle Koçak", role=Role.MANAGER)


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice, phones=[PHONE], tags=["glastuinbouw"])


@pytest.fixture
def person(customer):
    return factories.person(customer, "Thérèse Duinkerken", phones=["06 12 34 56 78"])


@pytest.fixture
def contact(customer, person, bob):
    return factories.interaction(customer, by=bob, people=[person], body="Zwanenhals lekt.", subject="Zwanenhals")


def pages(customer, person, contact) -> list[str]:
    """Every page of the three."""
    return [
        f"/customers/{customer.id}",
        f"/customers/{customer.id}/edit",
        f"/customers/{customer.id}/brief",
        f"/customers/{customer.id}/people/new",
        f"/customers/people/{person.id}",
        f"/customers/people/{person.id}/vcard",
        f"/interactions/{contact.id}",
        f"/interactions/{contact.id}/edit",
        f"/interactions/new?customer={customer.id}",
        f"/search?q=pomp&customer={customer.id}",
        f"/history/customer/{customer.id}",
        f"/history/person/{person.id}",
        f"/history/interaction/{contact.id}",
    ]


LISTS = [
    "/",
    "/customers/",
    "/customers/?letter=k",
    "/customers/?tag=glastuinbouw",
    "/customers/?followed=1",
    "/customers/export",
    "/customers/people/export",
    "/search?q=zwanenhals",
    "/search?q=kwekerij",
    "/search?q=Therese",
    "/search/suggest?q=kwek",
    "/search/suggest?q=ther&for=customer",
    "/search/suggest?q=0612345678",
    "/lookup?phone=0174624188",
    "/lookup?phone=0612345678",
    "/api/v1/search?q=zwanenhals",
    "/api/v1/lookup?phone=0612345678",
]
TRACES = ("Kwekerij", "Zwanenhals", "Thérèse", "Duinkerken")


def shown(client, token: dict[str, str]) -> set[str]:
    """Which of the lists show something of the three; a search box may show what was asked for."""
    found = set()
    for url in LISTS:
        answer = client.get(url, headers=token if url.startswith("/api/") else {}, follow_redirects=True)
        text = re.sub(r'value="[^"]*"|“[^”]*”|<title>.*?</title>', "", text_of(answer))
        if any(word in text for word in TRACES) or answer.request.path not in url:
            found.add(url)
    return found


def test_a_deleted_customer_and_all_that_is_kept_of_it_is_nowhere_until_it_is_back(
    login, manager, customer, person, contact
):
    token = {"Authorization": f"Bearer {accounts.create_token(manager, by=CONSOLE)}"}
    client = login(manager)
    client.post(f"/consults/{customer.id}")
    client.post(f"/customers/{customer.id}/follow")
    there = shown(client, token)
    assert there == set(LISTS)
    client.post(f"/customers/{customer.id}/delete")
    client.get("/")  # takes the toast away
    assert shown(client, token) == set()
    assert [url for url in pages(customer, person, contact) if client.get(url).status_code != 404] == []
    assert client.get(f"/api/v1/customers/{customer.id}/interactions", headers=token).status_code == 404
    client.post(f"/customers/{customer.id}/restore")
    assert shown(client, token) == there
    assert [url for url in pages(customer, person, contact) if client.get(url).status_code != 200] == []


def test_nothing_can_be_written_to_a_deleted_customer(login, manager, customer, person, contact):
    actions.delete(customer.id, by=CONSOLE)
    client, before = login(manager), Change.select().count()
    token = {"Authorization": f"Bearer {accounts.create_token(manager, by=CONSOLE)}"}
    call = {"customer": customer.id, "channel": "phone", "direction_phone": "in", "body": "Belt terug."}
    before = Change.select().count()
    for url in (
        "/interactions/",
        f"/interactions/{contact.id}/comments",
        f"/interactions/{contact.id}/pin",
        f"/interactions/{contact.id}/delete",
        f"/customers/{customer.id}/edit",
        f"/customers/{customer.id}/archive",
        f"/customers/{customer.id}/follow",
        f"/consults/{customer.id}",
        f"/customers/{customer.id}/people/new",
        f"/customers/people/{person.id}",
        f"/customers/people/{person.id}/delete",
    ):
        assert client.post(url, data=call | {"name": "Iemand"}).status_code == 404, url
    sent = {"customer_number": customer.number, "channel": "phone", "direction": "in", "body": "Belt."}
    assert client.post("/api/v1/interactions", json=sent, headers=token).status_code in (404, 422)
    assert client.post(f"/customers/people/{person.id}/restore").status_code in (303, 409)
    assert Change.select().count() == before


def test_a_deleted_person_is_not_offered_or_found_but_old_contacts_keep_the_name(login, bob, customer, person, contact):
    client = login(bob)
    answer = client.post(f"/customers/people/{person.id}/delete")
    assert answer.location == f"/customers/{customer.id}"
    page = text_of(client.get(answer.location))
    assert page.count(person.name) == 3 and 'class="toast"' in page  # in the toast, what it says aloud, and the contact
    for url in (f"/customers/{customer.id}/brief", f"/interactions/new?customer={customer.id}"):
        assert f"person={person.id}" not in text_of(client.get(url)) and "12 34 56 78" not in text_of(client.get(url))
    assert client.get(f"/customers/people/{person.id}").status_code == 404
    assert not searching.search("Duinkerken").parties and "Thérèse" not in text_of(
        client.get("/lookup?phone=0612345678")
    )
    client.post(re.search(r'class="toast".*?action="([^"]+)"', page, re.DOTALL)[1])
    assert searching.search("Duinkerken").parties and client.get(f"/customers/people/{person.id}").status_code == 200


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_contact_is_deleted_and_brought_back_at_once(login, bob, customer, contact, headers):
    client = login(bob)
    assert f'action="/interactions/{contact.id}/delete"' in text_of(client.get(f"/interactions/{contact.id}"))
    answer = client.post(f"/interactions/{contact.id}/delete", headers=headers)
    assert (answer.location or answer.headers["HX-Redirect"]).endswith(f"/customers/{customer.id}")
    page = text_of(client.get(f"/customers/{customer.id}"))
    assert "Zwanenhals" not in page and f'action="/interactions/{contact.id}/restore"' in page
    assert searching.search("zwanenhals").empty
    client.post(f"/interactions/{contact.id}/restore")
    page = text_of(client.get(f"/customers/{customer.id}"))
    assert "Zwanenhals" in page and "toast" not in re.sub(r"<(link|script)[^>]*>", "", page)
    assert not searching.search("zwanenhals").empty


def test_who_may_not_delete_is_not_offered_it(login, alice, charlie, manager, customer, person, contact):
    for who, may in ((alice, False), (charlie, False), (manager, True)):
        page = text_of(login(who).get(f"/customers/{customer.id}"))
        assert (f'action="/customers/{customer.id}/delete"' in page) == may
    assert f'action="/customers/people/{person.id}/delete"' in text_of(
        login(alice).get(f"/customers/people/{person.id}")
    )
    assert "/delete" not in text_of(login(alice).get(f"/interactions/{contact.id}"))  # of Bob


def test_search_pages_are_full_however_many_hits_lie_in_the_bin(login, alice, customer):
    kept = [factories.interaction(customer, by=alice, body=f"Waterslot {number}").id for number in range(30)]
    for number in range(3):
        gone = factories.customer(f"Klant {number}")
        for _again in range(30):
            factories.interaction(gone, by=alice, body="Waterslot verstopt")
        actions.delete(gone.id, by=CONSOLE)
    first = searching.search("waterslot")
    second = searching.search("waterslot", cursor=first.next_cursor)
    assert (len(first.interactions), len(second.interactions), second.next_cursor) == (20, 10, "")
    assert {hit.id for hit in (*first.interactions, *second.interactions)} == set(kept)
    assert len(searching.search("water* NOT verstopt -lek").interactions) == 20


def test_many_customers_in_the_bin_do_not_break_the_search(alice, customer, contact):
    for number in range(searching.MOST_BINNED + 3):
        actions.delete(factories.customer(f"Klant {number}", city="").id, by=CONSOLE)
    assert [hit.id for hit in searching.search("zwanenhals").interactions] == [contact.id]


# Following


def test_following_is_a_button_that_says_what_it_is(login, alice, bob, charlie, customer):
    client, url = login(charlie), f"/customers/{customer.id}"
    assert "/unfollow" not in text_of(client.get(url)) and f'action="{url}/follow"' in text_of(client.get(url))
    fragment = text_of(client.post(f"{url}/follow", headers={"HX-Request": "true"}))
    assert "<html" not in fragment and f'hx-post="{url}/unfollow"' in fragment and "Followed" in fragment
    page = text_of(client.get(url))
    assert page.count(f'action="{url}/unfollow"') == 2 and f'action="{url}/follow"' not in page  # desk and phone
    assert client.post(f"{url}/follow").location == url  # twice does no harm
    client.post(f"{url}/unfollow")
    assert not customer_queries.follows(charlie, customer.id)
    assert '/follow"' not in text_of(login(alice).get(url))  # who owns it hears it anyway


def test_the_list_can_be_narrowed_to_what_one_follows(login, bob, customer):
    factories.customer("Wasserij Steenbeek")
    client = login(bob)
    assert "No customer fits this" in text_of(client.get("/customers/?followed=1"))
    client.post(f"/customers/{customer.id}/follow")
    page = text_of(client.get("/customers/?followed=1"))
    assert "Kwekerij" in page and "Wasserij" not in page and 'name="followed" value="1" checked' in page
    assert "Kwekerij" not in text_of(client.get("/customers/?followed=1&letter=w"))


def test_tags_of_the_bin_are_not_offered(customer):
    assert customer_queries.tag_names() == ["glastuinbouw"]
    actions.delete(customer.id, by=CONSOLE)
    assert customer_queries.tag_names() == []


def test_a_contact_of_a_deleted_customer_waits_for_it(login, bob, customer, contact):
    interactions.delete(contact.id, by=bob)
    actions.delete(customer.id, by=CONSOLE)
    assert login(bob).post(f"/interactions/{contact.id}/restore").status_code == 409
