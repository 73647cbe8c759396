"""/headsups/ and what warnings add to other pages."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.headsups import actions
from crm.headsups.models import HeadsUp
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of

BANNER = 'class="banner banner-warn headsup"'


def listed(page: str) -> list[int]:
    return [int(id) for id in re.findall(r'class="row-link" href="/headsups/(\d+)"', page)]


@pytest.fixture
def typed() -> dict[str, str]:
    return {"body": "Niet over de winterorder beginnen.", "until_on": "over 2 weken", "key": "een"}


@pytest.fixture
def call(customer) -> dict[str, str]:
    """The log form with its warning filled in."""
    return {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees is boos over de pomp in kas 3.",
        "key": "een",
        "headsup": "1",
        "headsup_body": "Eerst de vervanging, dan pas de order.",
        "headsup_until_on": "morgen",
    }


def test_the_menu_of_a_customer_leads_to_the_form_and_back(login, bob, customer, typed, today):
    browser = login(bob)
    url = f"/headsups/new?customer={customer.id}"
    assert url in text_of(browser.get(f"/customers/{customer.id}"))
    page = unescape(text_of(browser.get(url)))
    assert f'value="{today + timedelta(days=14):%d-%m-%Y}"' in page and customer.name in page
    for _turn in range(2):
        answer = browser.post(url, data=typed)
        assert answer.status_code == 303 and answer.location == f"/customers/{customer.id}"
    made = HeadsUp.get()
    assert (made.until_on, made.created_by_id) == (today + timedelta(days=14), bob.id)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"body": " "}, "Write what colleagues must know first"),
        ({"until_on": "later"}, "Write until which day this holds"),
        ({"until_on": "gisteren"}, "This day is over"),
        ({"until_on": "over 2 jaar"}, "Choose a day within a year"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(login, bob, customer, typed, change, says):
    answer = login(bob).post(f"/headsups/new?customer={customer.id}", data=typed | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and HeadsUp.select().count() == 0
    for name in ("body", "until_on"):
        assert f'name="{name}" type="text" value="{(typed | change)[name]}"' in page


def test_without_a_customer_it_asks_whose_it_is(login, bob, customer):
    browser = login(bob)
    assert f"/headsups/new?customer={customer.id}" in text_of(browser.get("/headsups/new?q=kwekerij"))
    assert "Nobody is called" in text_of(browser.get("/headsups/new?q=xyz"))


def test_it_stands_first_on_both_briefs_with_who_and_until_when(login, alice, bob, warn, customer):
    factories.followup(customer, by=alice)
    warn()
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        page = unescape(text_of(login(alice).get(url)))
        assert "<b>Niet over de winterorder beginnen.</b> Bel eerst over de vervanging van de CP-40." in page
        assert page.index(BANNER) < page.index("Kees terugbellen</a>")
        assert re.search(rf"{bob.name} · <a [^>]+>until and including \w", page)


def test_over_or_ended_it_is_gone_from_the_brief(login, alice, bob, warn, customer):
    warn(days=-1)
    actions.end(warn().id, by=bob)
    assert BANNER not in text_of(login(alice).get(f"/customers/{customer.id}/brief"))


def test_one_form_logs_the_contact_and_warns(login, bob, call, today):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    made = HeadsUp.get()
    assert (HeadsUp.select().count(), made.interaction_id) == (1, Interaction.get().id)
    assert (made.body, made.until_on) == (call["headsup_body"], today + timedelta(days=1))


def test_with_its_button_off_nothing_is_warned_of(login, bob, call):
    del call["headsup"]
    login(bob).post("/interactions/", data=call)
    assert (Interaction.select().count(), HeadsUp.select().count()) == (1, 0)


@pytest.mark.parametrize("change", [{"headsup_body": ""}, {"headsup_until_on": "ooit"}, {"body": ""}])
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="headsup" value="1" checked', page)
    assert (Interaction.select().count(), HeadsUp.select().count()) == (0, 0)
    for name in ("headsup_body", "headsup_until_on"):
        assert f'name="{name}" value="{(call | change)[name]}"' in page


def test_a_fresh_log_form_offers_two_weeks_and_is_off(login, bob, customer, today):
    page = text_of(login(bob).get(f"/interactions/new?customer={customer.id}"))
    assert f'name="headsup_until_on" value="{today + timedelta(days=14):%d-%m-%Y}"' in page
    assert not re.search(r'name="headsup" value="1" checked', page)


def test_its_contact_shows_it_and_is_marked_while_it_holds(login, bob, warn, contact, customer):
    made, browser = warn(interaction_id=contact.id), login(bob)
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert made.body in opened and 'class="mark mark-warn"' in opened
    actions.end(made.id, by=bob)
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert made.body in opened and 'class="entry-state">ended<' in opened and "mark-warn" not in opened


def test_the_timeline_and_search_narrow_to_it(login, bob, charlie, warn, contact, customer):
    factories.interaction(customer, by=bob, body="Pomp in kas 4 is in orde.")
    warn(interaction_id=contact.id)
    browser = login(charlie)  # who writes is offered other contacts beside the timeline
    for url in (f"/customers/{customer.id}?kind=headsup", "/search?q=pomp+kind:headsup"):
        page = text_of(browser.get(url))
        assert "kas 3" in page and "kas 4" not in page, url


def test_editing_ending_and_the_way_back(login, bob, warn, typed, today):
    made, browser = warn(), login(bob)
    url = f"/headsups/{made.id}"
    assert f'value="{made.until_on:%d-%m-%Y}"' in text_of(browser.get(f"{url}/edit"))
    answer = browser.post(f"{url}/edit", data=typed | {"until_on": "morgen"})
    assert answer.location == url and HeadsUp.get().until_on == today + timedelta(days=1)
    assert browser.post(f"{url}/edit", data=typed | {"body": ""}).status_code == 422
    assert browser.post(f"{url}/edit", data=typed | {"seen": "0", "body": "Te laat."}).status_code == 409
    browser.post(f"{url}/end")
    page = unescape(text_of(browser.get(url)))
    undo = re.search(rf'action="({url}/restore\?[^"]+)"', page)[1]
    assert f"<b>{bob.name}</b> ended this" in page
    assert browser.post(undo).location == url and HeadsUp.get().deleted_at is None


def test_who_edits_meanwhile_sees_both_texts_and_what_they_left_alone_is_the_colleagues(login, alice, bob, warn, today):
    made = warn()
    form = unescape(text_of(login(bob).get(f"/headsups/{made.id}/edit")))
    carried = {name: re.search(rf'name="{name}" value="([^"]*)"', form)[1] for name in ("seen", "was")}
    actions.edit(made.id, actions.Values("Eerst de creditnota.", today + timedelta(days=3)), by=alice)
    typed = {"body": "Eerst de vervanging.", "until_on": f"{made.until_on:%d-%m-%Y}"}
    answer = login(bob).post(f"/headsups/{made.id}/edit", data=carried | typed)
    page = unescape(text_of(answer))
    assert answer.status_code == 409 and 'value="Eerst de vervanging."' in page and "creditnota" in page
    assert f"{alice.name} changed this while you were writing." in page
    assert f'value="{today + timedelta(days=3):%d-%m-%Y}"' in page


def test_the_list_holds_what_holds_and_narrows_to_mine(login, alice, bob, warn):
    elsewhere = warn("Elders.", days=1, at=factories.customer("Wasserij Steenbeek"))
    here = warn("Hier.", days=0)
    warn("Voorbij.", days=-1)
    browser = login(alice)
    assert listed(text_of(browser.get("/headsups/"))) == [here.id, elsewhere.id]
    assert listed(text_of(browser.get("/headsups/?mine=1"))) == [here.id]
    assert "No heads-up of yours holds now" in unescape(text_of(login(factories.user("Eva")).get("/headsups/?mine=1")))


def test_readers_see_but_do_not_touch(login, charlie, warn, customer):
    made, browser = warn(), login(charlie)
    assert listed(text_of(browser.get("/headsups/"))) == [made.id]
    assert f"/headsups/{made.id}/edit" not in text_of(browser.get(f"/headsups/{made.id}"))
    for url in (f"/headsups/new?customer={customer.id}", f"/headsups/{made.id}/edit"):
        assert browser.get(url).status_code == 403
    for verb in ("end", "restore", "edit"):
        assert browser.post(f"/headsups/{made.id}/{verb}").status_code == 403


@pytest.mark.parametrize("url", ["/headsups/", "/customers/1", "/customers/1/brief", "/interactions/1"])
def test_ten_more_warnings_cost_no_more_queries(login, alice, warn, contact, url, query_count):
    browser, seen = login(alice), []
    for _turn in range(2):
        for number in range(5):
            warn(f"Nummer {number}.", interaction_id=contact.id)
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1]
