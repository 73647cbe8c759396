"""Which openings count as consulted before a contact: the edges of the hour, the minute and the sitting."""

from datetime import timedelta

import pytest

from crm.consults import actions, parts, queries
from crm.consults.models import Consult
from crm.customers.models import CustomerView
from crm.interactions import actions as interactions
from crm.interactions.actions import Values
from tests import factories
from tests.conftest import text_of


def words(contact) -> str:
    """What stands in the meta line of a contact."""
    facts = parts.in_contacts([contact.id]).get(contact.id)
    return str(facts.meta[0][1]) if facts else ""


def test_the_brief_counts_from_an_hour_before_on_and_not_a_second_earlier(time, alice, customer):
    opened = time.now()
    actions.look(customer.id, brief=True, by=alice)
    time.on(hours=2)
    said = {}
    for seconds in (0, 59, 60, 125, 3600, 3601, -1):
        at = opened + timedelta(seconds=seconds)
        said[seconds] = words(factories.interaction(customer, by=alice, occurred_at=at))
    assert said == {
        0: "consulted just before",
        59: "consulted just before",
        60: "consulted 1 min before",
        125: "consulted 2 min before",
        3600: "consulted 60 min before",
        3601: "",
        -1: "",
    }


def test_a_moment_typed_to_the_minute_counts_the_brief_of_that_whole_minute(time, alice, customer):
    minute, said = time.now(), {}
    for seconds in (20, 59, 60):
        looked_at = factories.customer(f"Wasserij Steenbeek {seconds}")
        time.time = minute + timedelta(seconds=seconds)
        actions.look(looked_at.id, brief=True, by=alice)
        time.time = minute + timedelta(minutes=9)
        typed = factories.interaction(looked_at, by=alice, occurred_at=minute)
        tapped = factories.interaction(looked_at, by=alice, occurred_at=minute + timedelta(seconds=1))
        said[seconds] = words(typed), words(tapped)
        assert queries.before([typed.id]) == ({} if seconds == 60 else {typed.id: 0})
    assert said == {20: ("consulted just before", ""), 59: ("consulted just before", ""), 60: ("", "")}


def test_the_timeline_opened_in_the_minute_that_was_typed_does_not_count(time, alice, customer):
    minute = time.now()
    time.on(seconds=20)
    actions.look(customer.id, brief=False, by=alice)
    assert words(factories.interaction(customer, by=alice, occurred_at=minute)) == ""


def test_the_timeline_counts_only_from_a_minute_before(time, alice, customer):
    opened = time.now()
    actions.look(customer.id, brief=False, by=alice)
    time.on(hours=2)
    said = {}
    for seconds in (0, 59, 60, 3600, 3601):
        at = opened + timedelta(seconds=seconds)
        said[seconds] = words(factories.interaction(customer, by=alice, occurred_at=at))
    assert said == {0: "", 59: "", 60: "consulted 1 min before", 3600: "consulted 60 min before", 3601: ""}


def test_who_looks_again_afterwards_did_look_before(time, alice, customer):
    actions.look(customer.id, brief=True, by=alice)
    called = time.on(minutes=5)
    time.on(minutes=15)
    actions.look(customer.id, brief=False, by=alice)
    assert words(factories.interaction(customer, by=alice, occurred_at=called)) == "consulted 5 min before"
    time.on(minutes=2)
    actions.look(customer.id, brief=True, by=alice)  # writes over when the brief was opened last
    assert words(factories.interaction(customer, by=alice, occurred_at=called)) == "consulted 5 min before"


def test_in_a_long_sitting_it_is_known_that_but_not_when(time, alice, customer):
    for _opening in range(6):
        actions.look(customer.id, brief=False, by=alice)
        time.on(minutes=20)
    assert Consult.select().count() == 1
    called = time.now() - timedelta(minutes=30)
    assert words(factories.interaction(customer, by=alice, occurred_at=called)) == "consulted beforehand"


def test_only_an_outgoing_contact_of_who_looked_at_this_customer_says_so(time, alice, bob, customer):
    other = factories.customer("Wasserij Steenbeek")
    actions.look(customer.id, brief=True, by=alice)
    time.on(minutes=3)
    assert words(factories.interaction(customer, by=alice, direction="in")) == ""
    assert words(factories.interaction(customer, by=alice, direction="internal", channel="note")) == ""
    assert words(factories.interaction(customer, by=bob)) == ""
    assert words(factories.interaction(other, by=alice)) == ""
    assert words(factories.interaction(customer, by=alice, reached=False, body="")) == "consulted 3 min before"


def test_a_contact_that_turns_out_to_have_been_earlier_is_judged_anew(time, alice, customer):
    actions.look(customer.id, brief=True, by=alice)
    called = time.on(minutes=4)
    contact = factories.interaction(customer, by=alice)
    assert words(contact) == "consulted 4 min before"
    interactions.edit(
        contact.id, Values("phone", "out", "Kees gebeld.", occurred_at=called - timedelta(hours=1)), by=alice
    )
    assert words(contact) == ""


def test_the_hour_in_which_the_clock_is_put_back_is_an_hour(time, alice, customer):
    time.time = factories.at("2026-10-25T02:30:00+02:00")
    actions.look(customer.id, brief=True, by=alice)
    time.on(hours=5)
    same_hour_again = factories.interaction(customer, by=alice, occurred_at=factories.at("2026-10-25T02:30:00+01:00"))
    later = factories.interaction(customer, by=alice, occurred_at=factories.at("2026-10-25T02:30:01+01:00"))
    assert (words(same_hour_again), words(later)) == ("consulted 60 min before", "")


@pytest.mark.parametrize(("minutes", "seconds", "sittings"), [(29, 59, 1), (30, 0, 2)])
def test_after_half_an_hour_a_new_sitting_begins(time, alice, customer, minutes, seconds, sittings):
    actions.look(customer.id, brief=True, by=alice)
    time.on(minutes=minutes, seconds=seconds)
    actions.look(customer.id, brief=False, by=alice)
    assert Consult.select().count() == sittings
    newest = Consult.select().order_by(Consult.id.desc()).get()
    assert newest.last_at == time.now() and (newest.brief_at is None) == (sittings == 2)


def test_looking_marks_the_customer_as_viewed_too_and_a_reader_may(login, charlie, customer):
    client = login(charlie)
    for page in ("brief", "timeline"):
        assert client.post(f"/consults/{customer.id}", data={"page": page}).status_code == 204
    kept = Consult.get()
    assert kept.user == charlie and kept.brief_at and kept.started_at <= kept.last_at
    assert CustomerView.get().user == charlie


@pytest.mark.parametrize("url", ["/consults/999", "/consults/99999999999999999999"])
def test_of_a_customer_that_somebody_made_up_nothing_is_kept(login, alice, url):
    assert login(alice).post(url).status_code == 404
    assert not Consult.select().exists()


def test_both_pages_tell_that_they_were_opened(login, alice, customer):
    client = login(alice)
    for path, page in (("", "timeline"), ("/brief", "brief")):
        html = text_of(client.get(f"/customers/{customer.id}{path}"))
        assert f'hx-post="/consults/{customer.id}" hx-vals=\'{{"page": "{page}"}}\' hx-trigger="load"' in html


def test_it_stands_in_the_timeline_and_thirty_contacts_cost_what_one_costs(login, time, alice, customer, statements):
    client, url = login(alice), f"/customers/{customer.id}"
    client.post(f"/consults/{customer.id}", data={"page": "brief"})
    time.on(minutes=2)
    for number in range(30):
        factories.interaction(customer, by=alice, body=f"Melding {number}.")
    with statements() as seen:
        page = text_of(client.get(url))
    assert page.count("consulted 2 min before") == 30
    assert len([sql for sql in seen if '"consult"' in sql]) == 1


def test_a_day_of_sittings_is_all_that_is_looked_through(time, alice, customer):
    long_ago = time.now() - timedelta(days=80)
    Consult.create(user=alice, customer=customer, started_at=long_ago, last_at=long_ago, brief_at=long_ago)
    for hours in range(1, 900):
        at = long_ago + timedelta(hours=2 * hours)
        Consult.create(user=alice, customer=customer, started_at=at, last_at=at)
    called = long_ago + timedelta(minutes=7)
    contact = factories.interaction(customer, by=alice, occurred_at=called)
    assert queries.before([contact.id]) == {contact.id: 7}
