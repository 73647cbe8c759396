"""What compliments add elsewhere: at once to who is named, log form, open contact, timeline, search, brief, chair."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm import clock
from crm.accounts.models import User
from crm.brief import occasions
from crm.compliments import actions, parts
from crm.compliments.actions import Values
from crm.compliments.models import Compliment
from crm.customers import actions as customers
from crm.interactions.models import Interaction
from crm.notifications import records
from crm.notifications.models import Notification
from crm.search.queries import interaction_ids
from tests import factories
from tests.conftest import text_of


def heard() -> list[tuple[int, str]]:
    rows = Notification.select(Notification.user_id, Notification.words).where(Notification.kind == "compliment")
    return list(rows.order_by(Notification.id).tuples())


def test_who_is_named_hears_it_at_once_and_owner_and_followers_do_not(contact, customer, bob, charlie, ingrid, youssef):
    customers.follow(customer.id, by=charlie)
    made = factories.compliment(contact, by=bob, named=[ingrid, youssef])
    assert heard() == [(ingrid.id, made.body), (youssef.id, made.body)]
    assert {records.path(one) for one in Notification.select()} == {f"/compliments/{made.id}"}


def test_who_names_themself_hears_nothing_at_once(contact, bob, ingrid):
    factories.compliment(contact, by=bob, named=[bob, ingrid])
    assert [user for user, _words in heard()] == [ingrid.id]


def test_an_edit_tells_who_is_new_in_it_and_coming_back_tells_nobody(contact, bob, ingrid, youssef):
    made = factories.compliment(contact, by=bob, named=[ingrid])
    actions.edit(made.id, Values("Beter onthouden.", [ingrid.id, youssef.id]), by=bob)
    actions.delete(made.id, by=bob)
    assert records.path(Notification.get()) is None
    actions.restore(made.id, by=bob)
    assert heard()[1:] == [(youssef.id, "Beter onthouden.")]


@pytest.fixture
def call(customer, ingrid, youssef) -> dict[str, str | list[str]]:
    """The log form with its compliment filled in."""
    return {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kees belt over de pomp.",
        "key": "een",
        "compliment": "1",
        "compliment_body": "Ingrid en Youssef zijn toppers.",
        "compliment_named": [str(ingrid.id), str(youssef.id)],
    }


def test_one_form_logs_the_contact_and_the_compliment_once(login, bob, call, ingrid, youssef):
    browser = login(bob)
    for _turn in range(2):
        assert browser.post("/interactions/", data=call).status_code == 303
    made = Compliment.get()
    assert (Compliment.select().count(), made.interaction_id) == (1, Interaction.get().id)
    assert (made.body, made.created_by_id) == (call["compliment_body"], bob.id)
    assert {one.user_id for one in made.named} == {ingrid.id, youssef.id}


def test_with_its_button_off_nothing_is_written(login, bob, call):
    del call["compliment"]
    login(bob).post("/interactions/", data=call)
    assert (Interaction.select().count(), Compliment.select().count()) == (1, 0)


@pytest.mark.parametrize("change", [{"compliment_body": " "}, {"compliment_named": ["999"]}, {"body": ""}])
def test_a_refused_log_form_writes_nothing_and_keeps_everything(login, bob, call, ingrid, change):
    answer = login(bob).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and re.search(r'name="compliment" value="1" checked', page)
    assert (Interaction.select().count(), Compliment.select().count()) == (0, 0)
    assert f">{(call | change)['compliment_body']}</textarea>" in page
    chosen = re.findall(r'name="compliment_named" value="(\d+)" checked', page)
    assert (str(ingrid.id) in chosen) == ("compliment_named" not in change)


def test_the_open_contact_says_what_for_whom_and_is_marked(login, bob, contact, ingrid, youssef):
    factories.compliment(contact, by=bob, named=[ingrid], body="<b>Top</b> geholpen.")
    gone = factories.compliment(contact, by=bob, body="Nooit gezegd.")
    factories.compliment(contact, by=bob, named=[youssef, bob, ingrid], body="Allen goed.")
    factories.compliment(contact, by=bob, body="Iedereen goed.")
    actions.delete(gone.id, by=bob)
    page = text_of(login(bob).get(f"/interactions/{contact.id}"))
    assert "&lt;b&gt;Top&lt;/b&gt; geholpen." in page and "<b>Top</b>" not in page
    page = unescape(page)
    assert f"<b>Compliment</b> for {ingrid.name}: " in page and "<b>Compliment</b> for all of us: " in page
    assert f"for {youssef.name}, {ingrid.name} and {bob.name}: " in page
    assert 'class="mark mark-ok"' in page and "Nooit gezegd." not in page


def test_the_timeline_and_search_find_it_by_kind_and_by_its_words(login, bob, customer, contact):
    factories.interaction(customer, by=bob, body="Pomp in kas 4 is in orde.")
    made = factories.compliment(contact, by=bob, body="Een vakman uit duizenden.")
    for url in (f"/customers/{customer.id}?kind=compliment", "/search?q=pomp+kind:compliment", "/search?q=duizenden"):
        page = text_of(login(factories.user("Eva Prins")).get(url))
        assert "kas 3" in page and "kas 4 is in orde" not in re.sub(r'(?s)<form class="log-form.*?</form>', "", page), (
            url
        )
    assert interaction_ids("soort:compliment") == [contact.id]
    actions.delete(made.id, by=bob)
    assert interaction_ids("soort:compliment") == interaction_ids("duizenden") == []


class At:
    """Who reads, and when."""

    def __init__(self, days: int) -> None:
        self.now = clock.now() + timedelta(days=days)


def test_the_brief_has_the_last_one_of_a_year_on_one_line(login, alice, bob, customer, contact, ingrid, query_count):
    with query_count() as count:
        assert parts.in_brief(customer, At(0)) == [] and count() == 1
    factories.compliment(contact, by=bob, body="De eerste.")
    factories.compliment(contact, by=bob, named=[ingrid], body="De laatste.")
    assert [one.body for one in parts.in_brief(customer, At(364))] == ["De laatste."]
    assert parts.in_brief(customer, At(366)) == []
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        page = unescape(text_of(login(alice).get(url)))
        assert page.count('class="fact-row compliment-line"') == 1 and "“De laatste.”" in page


def test_a_customer_who_praised_us_may_sit_in_the_empty_chair(customer, contact, bob):
    factories.compliment(contact, by=bob)
    [registered] = [one for one in occasions.every() if one.name == "compliments"]
    [found] = registered.find(clock.now() - timedelta(days=7), 5)
    assert (found.customer_id, found.interaction_id) == (customer.id, contact.id)
    assert registered.find(clock.now() + timedelta(seconds=5), 5) == []


@pytest.mark.parametrize("url", ["/compliments/", "/customers/1", "/customers/1/brief", "/interactions/1"])
def test_ten_more_compliments_cost_no_more_queries(login, alice, bob, ingrid, contact, url, query_count):
    browser, seen = login(alice), []
    for _turn in range(2):
        for number in range(5):
            factories.compliment(contact, by=bob, named=[ingrid, alice], body=f"Nummer {number}.")
        browser.get(url)
        with query_count() as count:
            browser.get(url)
            seen.append(count())
    assert seen[0] == seen[1] and User.select().count() == 3
