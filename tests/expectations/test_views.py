"""/expectations/ and what an expectation adds to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.expectations import actions
from crm.expectations.checks import Review
from crm.expectations.models import Expectation
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of

QUOTE = "Dat jullie zelf bellen als het later wordt."


@pytest.fixture
def typed(contact) -> dict[str, str]:
    return {"body": QUOTE, "review_on": "over 3 maanden", "expectation_contact": str(contact.id), "key": "een"}


@pytest.fixture
def call(customer) -> dict[str, str]:
    """The log form with its expectation filled in."""
    contact = {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees belt.",
        "key": "1",
    }
    return contact | {"expectation": "1", "expectation_body": QUOTE, "expectation_review_on": "morgen"}


def test_alone_it_is_written_once_in_the_chosen_contact(login, bob, customer, contact, typed):
    browser = login(bob)
    url = f"/expectations/new?customer={customer.id}"
    assert 'name="expectation_contact"' not in text_of(browser.get(f"{url}&interaction={contact.id}"))
    for _turn in range(2):
        assert browser.post(url, data=typed).status_code == 303
    made = Expectation.get()
    assert made.interaction_id == contact.id and made.review_on > factories.today() + timedelta(days=85)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"body": ""}, "in their words"),
        ({"review_on": "ooit"}, "Write when we look"),
        ({"review_on": "gisteren"}, "This day is over"),
        ({"expectation_contact": ""}, "Choose the contact in which this was said."),
    ],
)
def test_a_refused_form_keeps_what_was_typed(login, bob, customer, typed, change, says):
    answer = login(bob).post(f"/expectations/new?customer={customer.id}", data=typed | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and Expectation.select().count() == 0
    assert f'value="{(typed | change)["review_on"]}"' in page


def test_one_form_logs_the_contact_and_the_expectation(login, bob, call):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    made = Expectation.get()
    assert (made.interaction_id, made.review_on) == (Interaction.get().id, factories.today() + timedelta(days=1))
    refused = browser.post("/interactions/", data=call | {"expectation_review_on": "ooit", "key": "2"})
    assert refused.status_code == 422 and 'name="expectation_review_on" value="ooit"' in text_of(refused)


def test_reviewing_reopening_and_once_more(login, bob, contact, customer):
    made, browser = factories.expectation(contact, by=bob, days=-1), login(bob)
    url = f"/expectations/{made.id}"
    assert '<details class="review" open>' in text_of(browser.get(url))
    refused = browser.post(f"{url}/review", data={"note": "Gebeld.", "next_on": "ooit"})
    page = unescape(text_of(refused))
    assert refused.status_code == 422 and "Choose how it turned out." in page and 'value="Gebeld."' in page
    sent = {
        "outcome": "not_met",
        "note": "Niet gebeld.",
        "expectation_shown": str(contact.id),
        "next_on": "over 2 weken",
    }
    assert browser.post(f"{url}/review", data=sent).location == url
    page = unescape(text_of(browser.get(url)))
    assert "not met" in page and "Niet gebeld." in page and f'action="{url}/reopen"' in page
    assert Expectation.select().where(Expectation.deleted_at.is_null()).count() == 2
    brief = text_of(browser.get(f"/customers/{customer.id}/brief"))
    assert '<span class="late">not met</span>' in brief
    assert browser.post(f"{url}/review", data=sent | {"outcome": "met"}).status_code == 409
    carried = re.search(r'name="reviewed" value="(\d+)"', page)[1]
    assert browser.post(f"{url}/reopen").status_code == 409
    browser.post(f"{url}/reopen", data={"reviewed": carried})
    assert [one.outcome for one in Expectation.select().where(Expectation.deleted_at.is_null())] == [""]


def test_a_stale_undo_leaves_a_colleagues_review_and_says_so(login, alice, bob, contact):
    made, browser = factories.expectation(contact, by=bob, days=-1), login(bob)
    url = f"/expectations/{made.id}"
    actions.review(made.id, Review("met", note="Gebeld."), by=bob)
    stale = actions.review_of(made.id)
    actions.reopen(made.id, by=alice)
    actions.review(made.id, Review("not_met", note="Te laat gebeld."), by=alice)
    answer = browser.post(f"{url}/reopen?reviewed={stale}")
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "A colleague reviewed this anew" in page and "Te laat gebeld." in page
    kept = Expectation.get_by_id(made.id)
    assert (kept.outcome, kept.note) == ("not_met", "Te laat gebeld.")
    assert "said how it turned out: met, <q>Gebeld.</q>" in page


def test_editing_taking_back_and_the_way_back(login, bob, contact, typed):
    made, browser = factories.expectation(contact, by=bob), login(bob)
    url = f"/expectations/{made.id}"
    assert browser.post(f"{url}/edit", data=typed | {"body": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data=typed | {"body": "Anders."}).location == url
    assert browser.post(f"{url}/edit", data=typed | {"seen": "0", "body": "Te laat."}).status_code == 409
    back = browser.post(f"{url}/delete").location
    undo = re.search(rf'action="({url}/restore)"', text_of(browser.get(back)))[1]
    assert f'href="{url}"' not in text_of(browser.get("/expectations/"))
    browser.post(undo)
    assert f'href="{url}"' in text_of(browser.get("/expectations/")) and Expectation.get().body == "Anders."


@pytest.mark.parametrize("kind", ["soort:verwachting", "kind:expectation"])
def test_search_and_timeline_find_it_by_kind_and_words(login, bob, charlie, contact, customer, kind):
    factories.interaction(customer, by=bob, body="Pomp in kas 4 is in orde.")
    made = factories.expectation(contact, by=bob)
    actions.review(made.id, Review("met", note="Telefonisch aangekondigd."), by=bob)
    browser = login(charlie)
    for url in (f"/search?q=pomp+{kind}", "/search?q=aangekondigd", f"/customers/{customer.id}?kind=expectation"):
        page = text_of(browser.get(url))
        assert "kas 3" in page and "kas 4" not in page, url


def test_readers_see_but_do_not_touch(login, charlie, bob, contact):
    made, browser = factories.expectation(contact, by=bob, days=-1), login(charlie)
    page = text_of(browser.get(f"/expectations/{made.id}"))
    assert f"/expectations/{made.id}/" not in page
    for verb in ("review", "reopen", "delete", "restore", "edit"):
        assert browser.post(f"/expectations/{made.id}/{verb}").status_code == 403


def test_hostile_text_is_text_everywhere(login, bob, contact, customer):
    made = factories.expectation(contact, by=bob, body="<script>alert(1)</script>")
    browser = login(bob)
    places = ("/expectations/", f"/expectations/{made.id}", f"/interactions/{contact.id}")
    for url in (*places, f"/customers/{customer.id}/brief"):
        page = text_of(browser.get(url))
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page, url


@pytest.mark.parametrize("url", ["/expectations/", "/customers/1/brief", "/interactions/1"])
def test_ten_more_cost_no_more_queries(login, alice, contact, url, query_count):
    browser, seen = login(alice), []
    for _turn in range(2):
        for number in range(5):
            factories.expectation(contact, by=alice, days=number)
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]


def test_who_reviews_second_loses_no_text_and_is_offered_no_undo_of_the_first(login, alice, bob, contact):
    made, browser = factories.expectation(contact, by=bob, days=-1), login(bob)
    url = f"/expectations/{made.id}"
    actions.review(made.id, Review("met", note="Gebeld."), by=alice)
    for sent in ({"outcome": "not_met", "note": "Hij wachtte."}, {"outcome": "met", "next_on": "over 2 weken"}):
        answer = browser.post(f"{url}/review", data=sent)
        page = unescape(text_of(answer))
        assert answer.status_code == 409 and "A colleague had just reviewed this" in page and "Gebeld." in page
        assert all(f'value="{text}"' in page for text in sent.values())
    page = text_of(browser.get(browser.post(f"{url}/review", data={"outcome": "met", "note": "Gebeld."}).location))
    assert "A colleague had just said the same." in page and "Expectation reviewed" not in page
    assert Expectation.select().count() == 1 and Expectation.get().note == "Gebeld."


def test_what_was_reviewed_while_somebody_wrote_gives_them_their_text_back(login, alice, bob, contact, typed):
    made = factories.expectation(contact, by=bob)
    actions.review(made.id, Review("met"), by=alice)
    answer = login(bob).post(f"/expectations/{made.id}/edit", data=typed | {"body": "Dat jullie appen."})
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and 'value="Dat jullie appen."' in page and "over 3 maanden" in page
    assert "This was reviewed; reopen it before you change it." in page and Expectation.get().body == QUOTE


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("“Bel even.”", ">“Bel even.”<"),
        ('"Bel even", zei hij', '>"Bel even", zei hij<'),
        ("Bel even.", ">“Bel even.”<"),
        ('Slang van 2" los meegeleverd', '>“Slang van 2" los meegeleverd”<'),
    ],
)
def test_what_has_quotation_marks_of_its_own_gets_none_of_ours(login, bob, contact, customer, body, shown):
    made = factories.expectation(contact, by=bob, body=body)
    browser = login(bob)
    for url in ("/expectations/", f"/expectations/{made.id}", f"/customers/{customer.id}/brief"):
        assert shown in unescape(text_of(browser.get(url))), url
