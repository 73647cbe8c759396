"""/quotations/ and what quotations add to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.interactions.models import Interaction
from crm.quotations import actions, queries
from crm.quotations.actions import Details, Step
from crm.quotations.models import Quotation
from crm.quotations.queries import Filters
from tests import factories
from tests.conftest import text_of

DAY = timedelta(days=1)


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/quotations/(\d+)"', page)]


@pytest.fixture
def typed() -> dict[str, str]:
    return {"body": "Twaalf pompen", "reference": "OFF-26", "stage": "asked", "key": "een"}


@pytest.fixture
def call(customer) -> dict[str, str]:
    """The log form with its quotation filled in."""
    own = {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees wil pompen.",
        "key": "een",
    }
    quoted = {"body": "Twaalf pompen", "stage": "sent", "valid_until": "over 4 weken"}
    return own | {"quotation": "1"} | {f"quotation_{name}": value for name, value in quoted.items()}


def test_one_form_logs_the_contact_and_the_quotation(login, bob, call):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    made = Quotation.get()
    assert (Quotation.select().count(), made.interaction_id) == (1, Interaction.get().id)
    assert (made.stage, made.valid_until) == ("sent", factories.today() + 28 * DAY)


@pytest.mark.parametrize(
    "change",
    [{"quotation_body": ""}, {"quotation_stage": "won"}, {"quotation_valid_until": "gisteren"}, {"body": ""}],
)
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="quotation" value="1" checked', page)
    assert (Interaction.select().count(), Quotation.select().count()) == (0, 0)
    assert f'name="quotation_body" value="{(call | change)["quotation_body"]}"' in page


def test_alone_it_asks_for_the_customer_then_for_the_contact(login, bob, customer, contact, typed):
    browser = login(bob)
    assert f"/quotations/new?customer={customer.id}" in text_of(browser.get("/quotations/new?q=kwekerij"))
    url = f"/quotations/new?customer={customer.id}"
    page = text_of(browser.get(url))
    assert f'name="interaction" value="{contact.id}"' in page and f"/interactions/new?customer={customer.id}" in page
    refused = browser.post(url, data=typed)
    assert refused.status_code == 422 and "Choose the contact in which this came up" in text_of(refused)
    for _turn in range(2):
        assert browser.post(url, data=typed | {"interaction": str(contact.id)}).status_code == 303
    assert (Quotation.get().interaction_id, Quotation.select().count()) == (contact.id, 1)


def test_from_a_contact_it_is_of_that_and_goes_back_to_it(login, bob, contact, customer, typed):
    answer = login(bob).post(f"/quotations/new?interaction={contact.id}", data=typed)
    assert answer.location == f"/customers/{customer.id}#i{contact.id}" and Quotation.get().interaction_id == contact.id


def test_its_page_takes_it_further_and_back(login, bob, quote, customer):
    made, browser = quote(), login(bob)
    shown_in, url = factories.interaction(customer, by=bob, body="Kees kiest ons."), f"/quotations/{made.id}"
    assert browser.post(f"{url}/win", data={"reason": ""}).status_code == 422
    assert browser.post(f"{url}/win", data={"reason": "price", "on": "morgen"}).status_code == 422
    won = {"reason": "time", "explanation": "Binnen twee weken leverbaar.", "contact": str(shown_in.id)}
    assert browser.post(f"{url}/win", data=won).location == url
    page = unescape(text_of(browser.get(url)))
    assert "Binnen twee weken leverbaar." in page and f"<b>{bob.name}</b> noted that it was won" in page
    undo = re.search(rf'action="({url}/reopen\?[^"]+)"', page)[1]
    assert browser.post(undo).location == url and Quotation.get().stage == "asked"
    browser.post(f"{url}/delete")
    assert 'action="/quotations/1/restore"' in text_of(browser.get(url))
    browser.post(f"{url}/restore")
    assert Quotation.get().deleted_at is None


def test_who_comes_second_reads_that_and_keeps_the_words(login, alice, bob, quote):
    made, browser, words = quote(), login(bob), "De concurrent leverde binnen een week."
    url, lost = f"/quotations/{made.id}/lose", {"reason": "time", "explanation": words, "on": "gisteren"}
    actions.win(made.id, Step(reason="price"), by=alice)
    answers = [browser.post(url, data=lost)]
    actions.reopen(made.id, by=alice)
    actions.lose(made.id, Step(reason="price"), by=alice)
    answers.append(browser.post(url, data=lost))
    for answer, said in zip(answers, ("was decided on already", "wrote this step down already"), strict=True):
        page = unescape(text_of(answer))
        assert answer.status_code == 409 and said in page
        assert f'value="{words}"' in page and 'value="gisteren"' in page and 'value="time" selected' in page
    assert Quotation.get().reason == "price"


def test_editing_shows_a_colleagues_words_where_both_wrote(login, alice, bob, quote):
    made, browser = quote(), login(bob)
    url = f"/quotations/{made.id}/edit"
    form = text_of(browser.get(url))
    assert 'name="asked_on"' in form and 'name="sent_on"' not in form and 'name="reason"' not in form
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    assert browser.post(url, data=carried | {"body": ""}).status_code == 422
    actions.edit(made.id, Details("Tien pompen"), by=alice)
    answer = browser.post(url, data=carried | {"body": "Elf pompen"})
    assert answer.status_code == 409 and "Tien" in text_of(answer) and 'value="Elf pompen"' in text_of(answer)


def test_it_stands_in_each_contact_of_its_steps_and_on_the_brief_while_open(
    login, alice, bob, quote, customer, contact
):
    made, browser = quote(), login(alice)
    sent = factories.interaction(customer, by=bob, ago=9 * DAY)
    lost = factories.interaction(customer, by=bob)
    actions.send(made.id, Step(contact_id=sent.id), by=bob)
    assert made.body in text_of(browser.get(f"/customers/{customer.id}/brief"))
    actions.lose(made.id, Step(contact_id=lost.id, reason="price", explanation="Een kwart duurder."), by=bob)
    assert made.body not in text_of(browser.get(f"/customers/{customer.id}/brief"))
    said = {contact.id: "Quotation asked for:", sent.id: "Quotation sent:", lost.id: "Quotation lost:"}
    for id, words in said.items():
        opened = text_of(browser.get(f"/interactions/{id}"))
        assert f"<b>{words}</b>" in opened and ("Een kwart duurder." in opened) == (id == lost.id)


def test_the_timeline_and_search_find_its_contacts_and_forget_what_was_undone(login, charlie, bob, quote, customer):
    made = quote(reference="OFF-2611")
    shown = factories.interaction(customer, by=bob, body="Kees belt over de winter.")
    actions.win(made.id, Step(contact_id=shown.id, reason="price"), by=bob)
    browser = login(charlie)
    for url in (f"/customers/{customer.id}?kind=quotation", "/search?q=kind:quotation", "/search?q=OFF-2611"):
        page = text_of(browser.get(url))
        assert "de winter" in page and "kas 3" in page, url
    actions.reopen(made.id, by=bob)
    for url in (f"/customers/{customer.id}?kind=quotation", "/search?q=kind:quotation"):
        page = text_of(browser.get(url))
        assert "de winter" not in page and "kas 3" in page, url


def test_the_list_narrows_by_every_filter(app, alice, bob, quote, customer):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    asked, other = quote(by=alice), quote(at=elsewhere)
    won, lost = quote(stage="won"), quote(stage="lost", reason="trust")
    today, then = factories.today(), factories.today() - 20 * DAY

    def ids(**asked) -> list[int]:
        return [one.id for one in queries.page(Filters(**asked)).rows]

    assert ids() == [lost.id, won.id, other.id, asked.id]
    assert ids(stage="open") == [other.id, asked.id] and ids(stage="won") == [won.id]
    assert ids(reason="trust") == [lost.id] and ids(customer=customer.id) == [lost.id, won.id, asked.id]
    assert ids(department=alice.department_id) == [asked.id]
    assert ids(mine=alice.id) == [lost.id, won.id, asked.id]
    assert ids(first=today, last=today) == [other.id, asked.id]  # written down today
    assert ids(first=then, last=then) == [lost.id, won.id]  # decided then
    assert ids(first=then + DAY, stage="decided") == []


def test_pages_follow_each_other_without_a_gap(app, quote):
    made = [quote(stage="won").id for _number in range(5)]
    for asked in (Filters(), Filters(stage="won")):
        found, after = [], ""
        while True:
            page = queries.page(asked, after, size=2)
            found += [one.id for one in page.rows]
            if not (after := page.next_cursor):
                break
        assert found == made[::-1]


def test_readers_see_and_do_not_touch(login, charlie, quote):
    made, browser = quote("<b>Pompen</b>"), login(charlie)
    page = text_of(browser.get("/quotations/"))
    assert listed(page) == [made.id] and "&lt;b&gt;Pompen" in page
    assert f"/quotations/{made.id}/edit" not in text_of(browser.get(f"/quotations/{made.id}"))
    for verb in ("send", "win", "lose", "reopen", "delete", "restore", "edit"):
        assert browser.post(f"/quotations/{made.id}/{verb}").status_code == 403


def test_nonsense_in_the_address_is_no_filter(login, bob, quote):
    made = quote()
    url = "/quotations/?stage=x&reason=y&from=9999-12-31&until=0001-01-01&customer=x&after=~&department=-1"
    assert listed(text_of(login(bob).get(url))) == [made.id]


@pytest.mark.parametrize("url", ["/quotations/", "/customers/1", "/interactions/1"])
def test_ten_more_cost_no_more_queries(login, alice, quote, url, query_count):
    browser, seen = login(alice), []
    for _turn in range(2):
        for _number in range(5):
            quote()
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]
