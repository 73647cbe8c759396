"""A new fact of any register: its form keeps what was typed, whatever became of the contact meanwhile."""

from html import unescape

import pytest

from crm.interactions import actions
from tests import factories
from tests.conftest import text_of

WORDS = "Levering in kas 4"
GONE = "That contact is no longer at this customer; choose another one."
PICKERS = {
    "agreements": "made_in",
    "complaints": "complaint_contact",
    "compliments": "contact",
    "expectations": "expectation_contact",
    "quotations": "interaction",
    "refusals": "refusal_contact",
    "satisfaction": "interaction",
}
TYPED = {
    **{"key": "een", "body": WORDS, "side": "we", "kind": "delivery", "due_on": "morgen", "review_on": "morgen"},
    **{"stage": "asked", "score": "8", "reason": "Geen monteurs."},
}


@pytest.fixture(params=PICKERS)
def room(request) -> str:
    return request.param


@pytest.fixture
def gone(customer, bob, app) -> int:
    """A contact that went into the bin while somebody had it chosen."""
    contact = factories.interaction(customer, by=bob)
    actions.delete(contact.id, by=bob)
    return contact.id


def test_a_contact_that_is_gone_or_elsewhere_loses_no_words(login, bob, customer, gone, room):
    browser, there = login(bob), factories.interaction(customer, by=bob)
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    url = f"/{room}/new?customer={customer.id}"
    for contact_id in (gone, elsewhere.id, 999_999):
        answer = browser.post(url, data=TYPED | {PICKERS[room]: str(contact_id)})
        page = unescape(text_of(answer))
        assert answer.status_code == 422 and WORDS in page and page.count(GONE) == 1
        assert "One field is not right" in page
    assert browser.post(url, data=TYPED | {PICKERS[room]: str(there.id)}).status_code == 303


def test_where_the_address_names_one_that_went_another_can_be_chosen(login, bob, customer, gone, room):
    browser, there = login(bob), factories.interaction(customer, by=bob)
    url = f"/{room}/new?interaction={gone}"
    assert browser.get(url).status_code == 404
    answer = browser.post(url, data=TYPED)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and WORDS in page and GONE in page and f'value="{there.id}"' in page
    answer = browser.post(url, data=TYPED | {PICKERS[room]: str(there.id)})
    assert (answer.status_code, answer.location) == (303, f"/customers/{customer.id}#i{there.id}")


def test_every_wrong_thing_is_counted(login, bob, customer, room):
    wrong = {"body": "\u200b\u200b", "score": ""}
    page = unescape(text_of(login(bob).post(f"/{room}/new?customer={customer.id}", data=TYPED | wrong)))
    assert "2 fields are not right" in page and page.count("autofocus") == 1


def test_it_leads_back_to_where_it_was_begun(login, bob, customer, room):
    browser, there = login(bob), factories.interaction(customer, by=bob)
    choosing = unescape(text_of(browser.get(f"/{room}/new?q=kwekerij&back=/{room}/")))
    assert f"back=/{room}/" in choosing.replace("%2F", "/")
    url, later = f"/{room}/new?interaction=", factories.interaction(customer, by=bob)
    assert browser.post(f"{url}{there.id}&back=/{room}/", data=TYPED).location == f"/{room}/"
    assert browser.post(f"{url}{later.id}&back=//elders.example/", data=TYPED | {"key": "twee"}).location == "/"
