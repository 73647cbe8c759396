"""/houserules/, and the note below what somebody types."""

import re
from html import unescape

import pytest

from crm.houserules import actions
from crm.houserules.models import HouseRule
from crm.interactions.models import Interaction
from crm.journal import Change
from tests import factories
from tests.conftest import text_of

TYPED = {"does": "0", "title": "Korting alleen via Verkoop.", "body": "", "words": "korting, prijs"}


def test_everybody_reads_and_managers_have_the_buttons(login, charlie, bob, eva):
    rule = factories.houserule(by=eva, body="De marge staat al in de offerte. <b>Echt</b>.")
    for user in (charlie, bob):
        page = text_of(login(user).get("/houserules/"))
        assert rule.title in page and "&lt;b&gt;Echt" in page
        assert f"/houserules/{rule.id}/" not in page and "/houserules/new" not in page
        assert login(user).get("/houserules/new").status_code == 403
    assert f"/houserules/{rule.id}/move" in text_of(login(eva).get("/houserules/"))


def test_adding_changing_moving_removing_and_the_way_back(login, eva):
    browser = login(eva)
    browser.post("/houserules/new", data=TYPED)
    browser.post("/houserules/new", data=TYPED | {"title": "Geen monteurs na 17:00."})
    first, second = (rule.id for rule in HouseRule.select().order_by(HouseRule.id))
    answer = browser.post(f"/houserules/{second}/move", data={"to": "up"})
    assert answer.location == f"/houserules/#rule-{second}"
    page = text_of(browser.get("/houserules/"))
    assert page.index("Geen monteurs") < page.index("Korting alleen")
    browser.post(f"/houserules/{first}/edit", data=TYPED | {"title": "Korting? Verkoop."})
    browser.post(f"/houserules/{first}/delete")
    page = unescape(text_of(browser.get("/houserules/")))
    assert f'action="/houserules/{first}/restore' in page and f'id="rule-{first}"' not in page
    browser.post(f"/houserules/{first}/restore")
    assert "Korting? Verkoop." in unescape(text_of(browser.get("/houserules/")))


@pytest.mark.parametrize("change", [{"title": ""}, {"body": "x" * 601}, {"does": "misschien"}])
def test_a_refused_form_keeps_what_was_typed(login, eva, change):
    answer = login(eva).post("/houserules/new", data=TYPED | change)
    assert answer.status_code == 422 and "korting, prijs" in text_of(answer) and HouseRule.select().count() == 0


def test_two_managers_at_once_see_both_texts(login, eva, diana):
    rule = factories.houserule(by=eva)
    form = unescape(text_of(login(eva).get(f"/houserules/{rule.id}/edit")))
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    actions.edit(rule.id, actions.Values("Van Diana.", "", False, rule.words), by=diana)
    sent = {"does": "0", "title": "Van Eva.", "body": "", "words": rule.words}
    answer = login(eva).post(f"/houserules/{rule.id}/edit", data=carried | sent)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and 'value="Van Eva."' in page and "Diana." in page


def test_what_is_typed_gets_its_rules_once_and_writes_nothing(login, bob, eva):
    rule = factories.houserule(by=eva)
    browser, written = login(bob), Change.select().count()
    typed = {"body": "Kees wil kortingen.", "shown": ""}
    page = text_of(browser.post("/houserules/matching", data=typed))
    assert rule.title in page and f'name="shown" value="{rule.id}"' in page
    assert browser.post("/houserules/matching", data=typed | {"shown": str(rule.id)}).status_code == 204
    gone = browser.post("/houserules/matching", data={"body": "Alles goed.", "shown": str(rule.id)})
    assert gone.status_code == 200 and rule.title not in text_of(gone)
    said_no = browser.post("/houserules/matching", data={"body": "Belt.", "refusal_body": "8% eraf"})
    assert rule.title in text_of(said_no) and Change.select().count() == written


FIELDS = ("agreement_body", "complaint_body", "refusal_body", "refusal_reason", "expectation_body", "quotation_body")


@pytest.mark.parametrize("field", FIELDS)
def test_each_row_of_the_log_form_gets_its_rules(login, bob, eva, field):
    rule, browser = factories.houserule(by=eva), login(bob)
    assert rule.title in text_of(browser.post("/houserules/matching", data={field: "Kees wil korting."}))
    form = text_of(browser.get(f"/interactions/new?customer={factories.customer().id}"))
    asked = re.search(r'hx-params="([^"]*)" hx-trigger="([^"]*)"', form)
    assert field in asked[1].split(",") and f"target:#{field}" in asked[2] and f'id="{field}"' in form


def test_the_forms_of_one_fact_show_them_too(login, bob, eva):
    customer = factories.customer()
    for room, names in (("refusals", ["body", "reason"]), ("agreements", ["body"])):
        form = text_of(login(bob).get(f"/{room}/new?customer={customer.id}"))
        assert f'hx-params="{",".join(names)},shown"' in form
        assert all(f"from:closest form target:#{name}" in form and f'id="{name}"' in form for name in names)


def test_who_is_no_longer_logged_in_is_not_sent_away(client, eva):
    factories.houserule(by=eva)
    answer = client.post("/houserules/matching", data={"body": "korting"})
    assert (answer.status_code, answer.headers.get("HX-Redirect"), text_of(answer)) == (204, None, "")


def test_a_log_form_that_was_refused_says_the_rules_and_a_fresh_one_none(login, bob, eva, customer):
    rule, browser = factories.houserule(by=eva), login(bob)
    typed = {"customer": str(customer.id), "channel": "phone", "direction_phone": "in", "body": "Wil korting."}
    answer = browser.post("/interactions/", data=typed | {"when": "ooit"})
    assert answer.status_code == 422 and rule.title in text_of(answer)
    fresh = text_of(browser.get(f"/interactions/new?customer={customer.id}"))
    assert rule.title not in fresh and '<noscript><p class="rules-page"><a href="/houserules/">' in fresh
    assert browser.post("/interactions/", data=typed).status_code == 303 and Interaction.select().count() == 1


@pytest.mark.parametrize("user", ["eva", "charlie"])
def test_ten_more_rules_cost_no_more_queries(login, request, eva, query_count, user):
    browser, seen = login(request.getfixturevalue(user)), []
    for turn in range(2):
        for number in range(5):
            factories.houserule(by=eva, title=f"Regel {turn} {number}.")
        browser.get("/houserules/")
        with query_count() as count:
            browser.get("/houserules/")
            seen.append(count())
    assert seen[0] == seen[1]


def test_a_list_that_does_not_exist_is_refused_in_the_house_s_words(login, diana):
    answer = login(diana).post("/houserules/new", data={"title": "Wij tutoyeren.", "does": "3"})
    page = answer.text
    assert answer.status_code == 422 and "Not a valid choice" not in page and "Wij tutoyeren." in page
    assert "Choose on which of the two lists it stands." in page
