"""Taking on, handing over, putting aside and what comes next, as the pages do it."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.followups import actions
from crm.followups.actions import Values
from crm.followups.models import FollowUp
from tests import factories
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ours(ask, bob):
    return ask("Weet iemand dit?", department=bob.department)


def test_taken_on_from_the_list_and_undone(login, bob, ours):
    browser = login(bob)
    assert f'action="/followups/{ours.id}/claim"' in text_of(browser.get("/followups/"))
    assert browser.post(f"/followups/{ours.id}/claim", data={"back": "/followups/"}).location == "/followups/"
    page = text_of(browser.get("/followups/"))
    assert "/claim" not in page and "by you, for binnendienst" in page
    browser.post(unescape(re.search(r'action="(/followups/\d+/release[^"]*)"', page)[1]))
    assert FollowUp.get().user_id is None


def test_who_is_second_is_told_who_has_it(login, bob, ours):
    mate = factories.user("Sanne Bakker", department="Binnendienst")
    actions.claim(ours.id, by=mate)
    browser = login(bob)
    assert browser.post(f"/followups/{ours.id}/claim").status_code == 303
    assert "Sanne Bakker was just before you" in text_of(browser.get("/followups/"))


def test_others_are_not_offered_to_take_it_on(login, alice, charlie, ours):
    for who in (alice, charlie):
        browser = login(who)
        assert "/claim" not in text_of(browser.get("/followups/?whose=all"))
        assert "/claim" not in text_of(browser.get(f"/followups/{ours.id}"))
        assert browser.post(f"/followups/{ours.id}/claim").status_code == 403


def test_handed_over_with_a_word_that_the_page_shows(login, alice, bob, ask):
    asked, browser = ask(), login(alice)
    sent = {"whose": f"u{bob.id}", "word": "Jij kent Kees beter", "back": f"/followups/{asked.id}"}
    assert browser.post(f"/followups/{asked.id}/hand-over", data=sent).location == f"/followups/{asked.id}"
    page = unescape(text_of(browser.get(f"/followups/{asked.id}")))
    assert f"handed this over to {bob.name}: <q>Jij kent Kees beter</q>" in page


def test_a_refused_hand_over_keeps_the_word(login, alice, ask):
    asked = ask()
    answer = login(alice).post(f"/followups/{asked.id}/hand-over", data={"whose": "", "word": "Neem jij dit?"})
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and 'value="Neem jij dit?"' in page and "Choose who must do it" in page
    assert 'id="hand-over" open' in page


def test_put_aside_by_words_or_by_a_button_and_back(login, alice, ask, today):
    asked, browser = ask(), login(alice)
    browser.post(f"/followups/{asked.id}/snooze", data={"until_text": "over 2 weken"})
    assert FollowUp.get().snoozed_until == today + timedelta(days=14)
    page = text_of(browser.get("/followups/"))
    assert 'class="row followup"' not in page
    assert "put aside until" in text_of(browser.get("/followups/?snoozed=1"))
    browser.post(unescape(re.search(r'action="(/followups/\d+/wake[^"]*)"', page)[1]))
    browser.post(f"/followups/{asked.id}/snooze", data={"until": "tomorrow", "until_text": ""})
    assert FollowUp.get().snoozed_until == today + timedelta(days=1)
    assert "put aside until tomorrow" in text_of(browser.get(f"/customers/{asked.customer_id}/brief"))


def test_words_that_are_no_day_do_not_put_it_aside(login, alice, ask):
    answer = login(alice).post(f"/followups/{ask().id}/snooze", data={"until_text": "later eens"})
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and 'value="later eens"' in page and "Choose until when" in page


def test_done_and_next_at_once(login, alice, bob, ask, today):
    asked, browser = ask(), login(alice)
    sent = {"outcome": "Verstuurd.", "next": "1", "next_what": "Nabellen", "next_whose": f"u{bob.id}"}
    browser.post(f"/followups/{asked.id}/finish", data=sent | {"next_due_on": "over 1 week", "next_kind": "call"})
    then = FollowUp.get(FollowUp.what == "Nabellen")
    assert (then.user_id, then.kind, then.due_on) == (bob.id, "call", today + timedelta(days=7))
    assert then.interaction_id == FollowUp.get_by_id(asked.id).result_id
    undo = unescape(re.search(r'action="(/followups/\d+/reopen[^"]*)"', text_of(browser.get("/")))[1])
    browser.post(undo)
    assert [one.what for one in FollowUp.select().where(FollowUp.deleted_at.is_null())] == [asked.what]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"next_what": ""}, "Write what must be done"),
        ({"next_due_on": "ooit"}, "Choose by which day"),
        ({"next_whose": "u999"}, "Choose somebody who works here"),
        ({"outcome": "gebeld " * 15_000}, "This is too long"),
    ],
)
def test_where_one_half_is_refused_all_that_was_typed_stays(login, alice, ask, change, says):
    asked = ask()
    sent = {"outcome": "Verstuurd.", "next": "1", "next_what": "Nabellen", "next_whose": "u1", "next_due_on": "vrijdag"}
    answer = login(alice).post(f"/followups/{asked.id}/finish", data=sent | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page and 'name="next" value="1" checked' in page
    for name in ("next_what", "next_due_on"):
        assert f'name="{name}" value="{(sent | change)[name]}"' in page
    assert (sent | change)["outcome"].strip() in page
    assert FollowUp.select().count() == 1 and FollowUp.get().done_at is None


def test_who_comes_second_keeps_what_comes_next_too(login, alice, bob, ask):
    asked = ask()
    actions.finish(asked.id, "Eerst.", by=bob)
    sent = {
        "outcome": "Dan.",
        "next": "1",
        "next_what": "Nabellen",
        "next_whose": f"u{alice.id}",
        "next_due_on": "vrijdag",
    }
    answer = login(alice).post(f"/followups/{asked.id}/finish", data=sent)
    assert answer.status_code == 409 and "what=Nabellen" in unescape(text_of(answer))


def test_what_comes_back_says_so_and_can_be_stopped(login, alice, bob, customer, today):
    values = Values("Onderhoud", today, alice.id, repeats="month")
    asked = actions.create(customer.id, values, by=bob, today=today)
    browser = login(alice)
    assert "every month" in text_of(browser.get("/followups/"))
    opened = text_of(browser.get(f"/followups/{asked.id}", headers=HTMX))
    assert "Comes back every month by itself." in opened
    browser.post(f"/followups/{asked.id}/stop")
    assert "every month" not in text_of(browser.get("/followups/"))


def test_the_log_form_asks_to_call_back_whom_was_spoken_with(login, alice, bob, customer):
    kees = factories.person(customer, "Kees", phones=["06 12 34 56 78"])
    sent = {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Kan iemand terugbellen?",
    }
    asked = {"followup": "1", "followup_what": "Kees terugbellen", "followup_whose": f"u{bob.id}"}
    due = {"followup_due_on": "morgen", "followup_kind": "call", "people": str(kees.id), "key": "een"}
    assert login(alice).post("/interactions/", data=sent | asked | due).status_code == 303
    found = FollowUp.get()
    assert (found.kind, found.person_id, found.phone) == ("call", kees.id, "06 12 34 56 78")


def test_the_file_says_what_kind_when_and_how_often(login, alice, customer, today):
    values = Values("Bezoek", today, alice.id, kind="visit", at_minute=570, repeats="year")
    actions.create(customer.id, values, by=alice, today=today)
    lines = text_of(login(alice).get("/followups/export")).splitlines()
    assert lines[0].endswith("outcome,kind,at,phone,person,repeats,snoozed_until")
    assert lines[1].endswith(",visit,09:30,,,year,")
