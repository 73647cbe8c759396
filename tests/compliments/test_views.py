"""/compliments/: the list and its filters, writing one down from a contact or alone, editing, and the way back."""

import re
from html import unescape

import pytest

from crm.compliments import actions, queries
from crm.compliments.actions import Values
from crm.compliments.models import Compliment
from crm.compliments.queries import Filters
from tests import factories
from tests.conftest import text_of


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/compliments/(\d+)"', page)]


def made_on(compliment: Compliment, moment: str) -> int:
    Compliment.update(created_at=factories.at(moment)).where(Compliment.id == compliment.id).execute()
    return compliment.id


@pytest.fixture
def typed(ingrid) -> dict[str, str | list[str]]:
    return {"body": "Ingrid stond er binnen een uur.", "named": [str(ingrid.id)], "key": "een"}


def test_from_a_contact_it_is_of_that_contact(login, bob, contact, customer, typed, ingrid):
    browser, url = login(bob), f"/compliments/new?interaction={contact.id}"
    page = unescape(text_of(browser.get(url)))
    assert customer.name in page and "In which contact?" not in page
    for _turn in range(2):
        answer = browser.post(url, data=typed)
        assert answer.status_code == 303 and answer.location == f"/customers/{customer.id}#i{contact.id}"
    made = Compliment.get()
    assert Compliment.select().count() == 1 and (made.interaction_id, made.created_by_id) == (contact.id, bob.id)
    assert [one.user_id for one in made.named] == [ingrid.id]


def test_alone_it_asks_which_customer_and_then_in_which_contact(login, bob, contact, customer, typed):
    browser, url = login(bob), f"/compliments/new?customer={customer.id}"
    assert url in text_of(browser.get("/compliments/new?q=kwekerij"))
    page = unescape(text_of(browser.get(url)))
    assert "In which contact?" in page and f"/interactions/new?customer={customer.id}" in page
    answer = browser.post(url, data=typed)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and "Choose the contact in which the customer said so." in page
    assert typed["body"] in page and Compliment.select().count() == 0
    assert browser.post(url, data=typed | {"contact": str(contact.id)}).status_code == 303
    assert Compliment.get().interaction_id == contact.id


def test_a_contact_of_another_customer_is_none_of_it(login, bob, contact, typed):
    other = factories.customer("Wasserij Steenbeek")
    browser = login(bob)
    assert browser.get(f"/compliments/new?customer={other.id}&interaction={contact.id}").status_code == 404


@pytest.mark.parametrize("change", [{"body": " "}, {"body": "x" * 501}, {"named": ["999"]}])
def test_a_refused_form_keeps_what_was_typed(login, bob, contact, typed, change):
    answer = login(bob).post(f"/compliments/new?interaction={contact.id}", data=typed | change)
    assert answer.status_code == 422 and Compliment.select().count() == 0
    assert (typed | change)["body"].strip() in unescape(text_of(answer))


def test_editing_taking_back_and_the_way_back(login, bob, contact, typed, ingrid, youssef):
    made, browser = factories.compliment(contact, by=bob, named=[ingrid]), login(bob)
    url = f"/compliments/{made.id}"
    form = text_of(browser.get(f"{url}/edit"))
    assert re.findall(r'name="named" value="(\d+)" checked', form) == [str(ingrid.id)]
    answer = browser.post(f"{url}/edit", data={"body": "Anders gezegd.", "named": [str(youssef.id)]})
    assert answer.location == url and queries.item(made.id).named[0].name == youssef.name
    assert browser.post(f"{url}/edit", data={"body": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data={"body": "Te laat.", "seen": "0"}).status_code == 409
    gone = browser.post(f"{url}/delete")
    page = unescape(text_of(browser.get(gone.location.split("#")[0])))
    assert re.search(rf'action="{url}/restore"', page)
    assert f"<b>{bob.name}</b> took this back" in unescape(text_of(browser.get(url)))
    assert browser.post(f"{url}/restore").location == url and Compliment.get().deleted_at is None


def test_who_edits_meanwhile_sees_both_texts_and_what_they_left_alone_is_the_colleagues(
    login, alice, bob, contact, ingrid
):
    made = factories.compliment(contact, by=bob, named=[ingrid])
    form = unescape(text_of(login(bob).get(f"/compliments/{made.id}/edit")))
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    actions.edit(made.id, Values("Woorden van Alice.", []), by=alice)
    answer = login(bob).post(
        f"/compliments/{made.id}/edit", data=carried | {"body": "Woorden van Bob.", "named": [str(ingrid.id)]}
    )
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and "Woorden van Bob." in page and "Alice" in page
    assert f"{alice.name} changed this while you were writing." in page
    assert 'name="named" value="' in page and not re.search(r'name="named" value="\d+" checked', page)


def test_the_list_narrows_to_customer_department_days_and_me(login, alice, bob, ingrid, contact):
    elsewhere = factories.interaction(factories.customer("Wasserij Steenbeek"), by=bob)
    first = made_on(factories.compliment(contact, by=bob, named=[alice]), "2026-10-31T23:59:59+01:00")
    second = made_on(factories.compliment(elsewhere, by=bob, named=[ingrid]), "2026-11-01T00:00:00+01:00")
    third = made_on(factories.compliment(contact, by=alice), "2026-11-05T12:00:00+01:00")
    browser = login(alice)

    def at(query: str = "") -> list[int]:
        return listed(text_of(browser.get(f"/compliments/{query}")))

    assert at() == [third, second, first] and at("?mine=1") == [first]
    assert at(f"?customer={contact.customer_id}") == [third, first]
    assert at(f"?department={bob.department_id}") == [second]
    assert at("?from=2026-11-01") == [third, second] and at("?until=2026-10-31") == [first]
    assert at("?from=2026-11-01&until=2026-11-01") == [second]
    assert at("?from=gisteren&until=9999-12-31&department=x&after=y") == [third, second, first]
    assert "No compliments with these filters" in text_of(browser.get("/compliments/?from=2026-12-01"))


def test_days_go_by_the_company_clock_also_when_it_is_put_back(contact, bob, app):
    inside = made_on(factories.compliment(contact, by=bob), "2026-10-25T22:59:59+00:00")  # a day of 25 hours
    made_on(factories.compliment(contact, by=bob), "2026-10-25T23:00:00+00:00")
    made_on(factories.compliment(contact, by=bob), "2026-10-24T21:59:59+00:00")
    day = factories.at("2026-10-25T12:00:00+01:00").date()
    assert [one.id for one in queries.page(Filters(first=day, last=day)).rows] == [inside]


def test_a_page_goes_on_where_the_one_before_ended(contact, bob):
    ids = [factories.compliment(contact, by=bob, body=f"Nummer {number}.").id for number in range(7)]
    seen, after = [], ""
    while True:
        page = queries.page(Filters(), after, size=3)
        seen += [one.id for one in page.rows]
        if not (after := page.next_cursor):
            break
    assert seen == ids[::-1]


def test_readers_see_but_do_not_touch(login, charlie, bob, contact):
    made, browser = factories.compliment(contact, by=bob, named=[charlie]), login(charlie)
    assert listed(text_of(browser.get("/compliments/?mine=1"))) == [made.id]
    page = text_of(browser.get(f"/compliments/{made.id}"))
    assert f"/compliments/{made.id}/edit" not in page and "/delete" not in page
    for url in (f"/compliments/new?interaction={contact.id}", f"/compliments/{made.id}/edit"):
        assert browser.get(url).status_code == 403
    for verb in ("delete", "restore", "edit"):
        assert browser.post(f"/compliments/{made.id}/{verb}").status_code == 403


def test_htmx_gets_the_rows_alone(login, bob, contact):
    factories.compliment(contact, by=bob)
    page = text_of(login(bob).get("/compliments/", headers={"HX-Request": "true"}))
    assert "<html" not in page and len(listed(page)) == 1
