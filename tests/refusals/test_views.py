"""/refusals/ and what a "no" adds to other pages."""

import re
from html import unescape

import pytest

from crm.interactions.models import Interaction
from crm.refusals import actions
from crm.refusals.models import Refusal
from tests import factories
from tests.conftest import text_of

HOSTILE = "Korting <script>alert(1)</script> \u202e8%"


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/refusals/(\d+)"', page)]


@pytest.fixture
def typed(contact) -> dict[str, str]:
    return {"body": "Weekendcontract", "reason": "Geen monteurs.", "refusal_contact": str(contact.id), "key": "een"}


@pytest.fixture
def call(customer) -> dict[str, str]:
    """The log form with its refusal filled in."""
    contact = {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees belt.",
        "key": "1",
    }
    return contact | {"refusal": "1", "refusal_body": "Weekendcontract", "refusal_reason": "Geen monteurs."}


def test_from_a_contact_it_is_of_that_and_the_same_form_writes_once(login, bob, customer, contact, typed):
    browser = login(bob)
    url = f"/refusals/new?customer={customer.id}"
    assert 'name="refusal_contact"' not in text_of(browser.get(f"{url}&interaction={contact.id}"))
    for _turn in range(2):
        answer = browser.post(url, data=typed)
        assert answer.status_code == 303
    made = Refusal.get()
    assert answer.location == f"/customers/{customer.id}#i{contact.id}" and made.interaction_id == contact.id
    assert f"/refusals/new?customer={customer.id}" in text_of(browser.get("/refusals/new?q=kwekerij"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"body": ""}, "Write what the customer asked for."),
        ({"reason": " "}, "Write why not"),
        ({"refusal_contact": ""}, "Choose the contact in which this was said."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(login, bob, customer, typed, change, says):
    answer = login(bob).post(f"/refusals/new?customer={customer.id}", data=typed | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and Refusal.select().count() == 0
    assert f'value="{(typed | change)["body"]}"' in page


def test_one_form_logs_the_contact_and_the_no(login, bob, call):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    assert (Refusal.get().interaction_id, Refusal.select().count()) == (Interaction.get().id, 1)


@pytest.mark.parametrize("change", [{"refusal_body": ""}, {"refusal_reason": ""}, {"body": ""}])
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="refusal" value="1" checked', page)
    assert (Interaction.select().count(), Refusal.select().count()) == (0, 0)
    for name in ("refusal_body", "refusal_reason"):
        assert f'name="{name}" value="{(call | change)[name]}"' in page


def test_it_stands_on_the_brief_in_its_contact_and_on_its_page_with_what_belongs_to_it(
    login, bob, eva, contact, customer
):
    made = factories.refusal(contact, by=bob, reason="Geen monteurs na 17:00.")
    other = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    factories.refusal(other, by=bob, body="Storingscontracten voor 24 uur")
    rule = factories.houserule(by=eva, title="Alleen tijdens kantooruren.", words="storingscontract")
    browser = login(bob)
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        assert f'href="/refusals/{made.id}"' in text_of(browser.get(url))
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert "<b>Said no:</b>" in opened and "Reason: Geen monteurs na 17:00." in opened
    page = text_of(browser.get(f"/refusals/{made.id}"))
    assert rule.title in page and "Storingscontracten voor 24 uur" in page and "Wasserij Steenbeek" in page


@pytest.mark.parametrize("kind", ["soort:nee", "kind:refusal"])
def test_search_finds_it_by_its_kind_and_its_words(login, bob, charlie, contact, customer, kind):
    factories.interaction(customer, by=bob, body="Pomp in kas 4 is in orde.")
    factories.refusal(contact, by=bob, reason="Buiten werktijd geen monteurs.")
    browser = login(charlie)
    for url in (f"/search?q=pomp+{kind}", "/search?q=storingscontracten", f"/customers/{customer.id}?kind=refusal"):
        page = text_of(browser.get(url))
        assert "kas 3" in page and "kas 4" not in page, url


def test_the_list_narrows_by_words_and_the_rest_of_its_filters_stay(login, alice, bob, contact):
    here = factories.refusal(contact, by=bob)
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob, body="Over de prijs.")
    factories.refusal(elsewhere, by=bob, body="8% korting")
    browser = login(alice)
    assert listed(text_of(browser.get("/refusals/?q=storingscontracten"))) == [here.id]
    assert listed(text_of(browser.get("/refusals/?q=%28%28+OR"))) in ([], [here.id + 1, here.id])
    assert listed(text_of(browser.get("/refusals/?mine=1&from=2026-01-01&until=2099-12-31"))) == [here.id]
    assert listed(text_of(browser.get("/refusals/?until=1999-01-01&department=x&from=gisteren"))) == []


def test_editing_taking_back_and_the_way_back(login, bob, contact, typed):
    made, browser = factories.refusal(contact, by=bob), login(bob)
    url = f"/refusals/{made.id}"
    assert browser.post(f"{url}/edit", data=typed | {"body": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data=typed).location == url and Refusal.get().body == "Weekendcontract"
    assert browser.post(f"{url}/edit", data=typed | {"seen": "0", "body": "Te laat."}).status_code == 409
    back = browser.post(f"{url}/delete").location
    undo = re.search(rf'action="({url}/restore)"', text_of(browser.get(back)))[1]
    assert "taken back" in unescape(text_of(browser.get(url))) and listed(text_of(browser.get("/refusals/"))) == []
    assert browser.post(undo).location == url and listed(text_of(browser.get("/refusals/"))) == [made.id]


def test_hostile_text_is_text_everywhere(login, bob, contact, customer):
    made = factories.refusal(contact, by=bob, body=HOSTILE, reason=HOSTILE)
    browser = login(bob)
    for url in ("/refusals/", f"/refusals/{made.id}", f"/interactions/{contact.id}", f"/customers/{customer.id}/brief"):
        assert "<script>alert" not in text_of(browser.get(url)), url


@pytest.mark.parametrize("url", ["/refusals/", "/customers/1/brief", "/interactions/1", "/refusals/1"])
def test_ten_more_cost_no_more_queries(login, alice, contact, url, query_count):
    browser, seen = login(alice), []
    for turn in range(2):
        for number in range(5):
            factories.refusal(contact, by=alice, body=f"Storingscontract {turn} {number}")
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]


def test_who_changed_it_is_told_on_its_page(login, alice, bob, contact):
    made = factories.refusal(contact, by=bob)
    actions.edit(made.id, actions.Values("Weekendcontract", "Nee."), by=alice)
    page = unescape(text_of(login(bob).get(f"/refusals/{made.id}")))
    assert f"<b>{bob.name}</b> wrote this down" in page and f"<b>{alice.name}</b> changed this" in page
