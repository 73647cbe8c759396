"""What an open page hears: who is here in words, and what colleagues wrote since it was made."""

import re
from html import unescape

import pytest

from crm.customers import actions as customers
from crm.followups import actions as followups
from crm.interactions import actions as interactions
from crm.presence import actions
from crm.presence.models import Presence
from tests import factories
from tests.conftest import text_of


def mark_of(client, url: str) -> str:
    """What the page of a customer says that it shows."""
    return re.search(r'data-seen="([\d.]+)"', text_of(client.get(url)))[1]


def heard(client, customer, **form) -> tuple[str, str]:
    """The sentences, and the mark."""
    answer = client.post(f"/presence/{customer.id}", data={"doing": "reads", "seen": "0.0"} | form)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", "", text_of(answer))).split()), answer.headers["X-Seen"]


def test_a_colleague_is_told_of_in_words_and_nobody_of_themselves(login, time, customer, alice, bob, charlie):
    assert heard(login(alice), customer)[0] == ""
    said, _mark = heard(login(bob), customer, doing="calls")
    assert said == "Alice van den Bosch (verkoop) is reading this"
    assert heard(login(alice), customer)[0] == "Bob de Wit (binnendienst) is on the phone now"
    assert heard(login(charlie), customer, doing="writes")[0].startswith(
        "Bob de Wit (binnendienst) is on the phone now ·"
    )
    assert "Charlie Özdemir (administratie) is writing a contact down" in heard(login(bob), customer)[0]


def test_three_are_named_and_the_others_counted(login, time, customer, alice):
    for name in ("Sanne Bakker", "Jan Mol", "Els Vonk", "Piet Aalbers", "Kees Zwart"):
        login(factories.user(name)).post(f"/presence/{customer.id}")
    said, _mark = heard(login(alice), customer)
    assert said == (
        "Piet Aalbers (verkoop) is reading this · Sanne Bakker (verkoop) is reading this"
        " · Jan Mol (verkoop) is reading this and 2 more"
    )


def test_a_page_that_is_left_says_so(login, time, customer, alice, bob):
    client = login(bob)
    client.post(f"/presence/{customer.id}", data={"doing": "reads"})
    assert client.post(f"/presence/{customer.id}", data={"doing": "reads", "gone": "1"}).status_code == 204
    assert heard(login(alice), customer)[0] == ""


def test_a_new_contact_of_a_colleague_is_counted_until_the_timeline_shows_it(login, time, customer, alice, bob):
    factories.interaction(customer, by=alice)
    client = login(bob)
    seen = mark_of(client, f"/customers/{customer.id}")
    assert heard(client, customer, seen=seen) == ("", seen)
    time.on(seconds=5)
    factories.interaction(customer, by=alice)
    said, mark = heard(client, customer, seen=seen)
    assert said == "1 new contact from Alice van den Bosch" and mark != seen
    factories.interaction(customer, by=alice, body="En nog iets.")
    assert heard(client, customer, seen=seen)[0] == "2 new contacts from Alice van den Bosch"
    factories.interaction(customer, by=factories.user("Jan Mol"))
    assert heard(client, customer, seen=seen)[0] == "3 new contacts"
    now = mark_of(client, f"/customers/{customer.id}")
    assert heard(client, customer, seen=now) == ("", now)


def test_my_own_contact_and_one_that_was_deleted_are_not_news(login, time, customer, alice, bob):
    client = login(bob)
    seen = mark_of(client, f"/customers/{customer.id}")
    factories.interaction(customer, by=bob)
    assert heard(client, customer, seen=seen) == ("", seen)
    gone = factories.interaction(customer, by=alice)
    interactions.delete(gone.id, by=alice)
    said, mark = heard(client, customer, seen=seen)
    assert said == "" and mark != seen  # the brief is told that something changed


@pytest.mark.parametrize("deed", ["comment", "follow-up", "customer"])
def test_what_else_a_colleague_writes_moves_the_mark_and_shows_no_bar(login, time, customer, alice, bob, deed):
    contact = factories.interaction(customer, by=bob)
    client = login(bob)
    seen = mark_of(client, f"/customers/{customer.id}")
    if deed == "comment":
        interactions.comment(contact.id, "Monteur is onderweg.", by=alice)
    elif deed == "follow-up":
        followups.delete(factories.followup(customer, by=alice).id, by=alice)
    else:
        customers.archive(customer.id, by=alice)
    said, mark = heard(client, customer, seen=seen)
    assert said == "" and int(mark.partition(".")[2]) > int(seen.partition(".")[2])


def test_a_clock_that_was_set_back_hides_nothing(login, time, customer, alice, bob):
    client = login(bob)
    factories.interaction(customer, by=alice)
    seen = mark_of(client, f"/customers/{customer.id}")
    time.on(seconds=-30)
    factories.interaction(customer, by=alice, body="Dertig seconden eerder.")
    assert heard(client, customer, seen=seen)[0] == "1 new contact from Alice van den Bosch"


@pytest.mark.parametrize("seen", ["", "x", "9" * 30 + ".1", "-1.5", "1.2.3", "²"])
def test_a_mark_that_somebody_made_up_is_taken_for_now(login, time, customer, alice, bob, seen):
    factories.interaction(customer, by=alice)
    assert heard(login(bob), customer, seen=seen)[0] == ""


def test_a_customer_in_the_bin_or_made_up_is_not_found(login, time, customer, alice, diana):
    client = login(alice)
    customers.delete(customer.id, by=diana)
    assert [client.post(f"/presence/{id}").status_code for id in (customer.id, 999)] == [404, 404]


def test_when_nothing_changed_a_question_costs_three_statements_and_who_asks(
    login, time, customer, alice, bob, charlie, statements
):
    for one in (bob, charlie):
        login(one).post(f"/presence/{customer.id}")
    for number in range(60):
        factories.interaction(customer, by=alice, body=f"Melding {number}.")
    client = login(alice)
    seen = mark_of(client, f"/customers/{customer.id}")
    form = {"doing": "reads", "seen": seen}
    client.post(f"/presence/{customer.id}", data=form)
    time.on(seconds=8)
    with statements() as told:
        client.post(f"/presence/{customer.id}", data=form)
    assert [sql.split()[0] for sql in told] == ["SELECT"] * 4 and "login_session" in told[0]
    time.on(seconds=8)
    with statements() as told:  # every other time its own row is moved on
        client.post(f"/presence/{customer.id}", data=form)
    assert [sql.split()[0] for sql in told].count("UPDATE") == 1 and len(told) <= 8
    assert Presence.get(Presence.user == alice).until_at == time.now() + actions.BELIEVED


def test_the_pages_of_a_customer_know_where_to_ask(login, customer, alice):
    page = text_of(login(alice).get(f"/customers/{customer.id}"))
    assert f'data-presence="/presence/{customer.id}"' in page and 'data-news-place role="status"' in page
