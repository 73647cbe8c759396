"""What follow-ups add elsewhere: the log form, the open contact, the timeline, the brief, the first page."""

import re
from datetime import timedelta
from html import unescape

import pytest

from crm.followups import actions
from crm.followups.models import FollowUp
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def call(customer, bob, today) -> dict[str, str]:
    """The log form with its follow-up for Bob filled in."""
    return {
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "body": "Pomp in kas 3 lekt weer.",
        "key": "een",
        "followup": "1",
        "followup_what": "Kees terugbellen",
        "followup_whose": f"u{bob.id}",
        "followup_due_on": (today + timedelta(days=2)).isoformat(),
    }


def test_one_form_logs_the_contact_and_asks_for_the_follow_up(login, alice, bob, call, today):
    assert login(alice).post("/interactions/", data=call).status_code == 303
    asked = FollowUp.get()
    assert asked.interaction_id == Interaction.get().id
    assert (asked.what, asked.user_id, asked.due_on) == ("Kees terugbellen", bob.id, today + timedelta(days=2))


def test_sent_twice_it_asks_once(login, alice, call):
    browser = login(alice)
    for _turn in range(2):
        browser.post("/interactions/", data=call)
    assert (Interaction.select().count(), FollowUp.select().count()) == (1, 1)


def test_with_its_button_off_nothing_is_asked(login, alice, call):
    del call["followup"]
    login(alice).post("/interactions/", data=call)
    assert (Interaction.select().count(), FollowUp.select().count()) == (1, 0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"followup_what": " "}, "Write what must be done"),
        ({"followup_due_on": ""}, "Choose by which day"),
        ({"followup_due_on": "2020-01-01"}, "This day is over"),
        ({"followup_whose": "u0"}, "Choose somebody who works here"),
        ({"body": ""}, "Write what was said"),
    ],
)
def test_a_refused_form_writes_nothing_and_keeps_everything(login, alice, call, change, says):
    answer = login(alice).post("/interactions/", data=call | change)
    page = unescape(text_of(answer))
    assert answer.status_code == 422 and says in page
    assert (Interaction.select().count(), FollowUp.select().count()) == (0, 0)
    for name in ("followup_what", "followup_due_on"):
        assert f'name="{name}" value="{(call | change)[name]}"' in page
    assert re.search(r'name="followup" value="1" checked', page)


def test_when_whose_it_is_left_meanwhile_the_contact_waits_too(login, alice, bob, call):
    bob.disabled_at = factories.at("2026-01-01T12:00:00+00:00")
    bob.save()
    answer = login(alice).post("/interactions/", data=call)
    page = text_of(answer)
    assert answer.status_code == 422 and "Pomp in kas 3 lekt weer." in page
    assert page.count("Choose somebody who works here now and may write.") == 1
    assert 'aria-invalid="true" aria-describedby="log-errors"' not in page  # it is not the contact's text that is wrong
    assert Interaction.select().count() == 0


def test_a_fresh_form_offers_myself_and_the_next_working_day(login, alice, customer):
    page = text_of(login(alice).get(f"/interactions/new?customer={customer.id}"))
    assert f'<option value="u{alice.id}" selected>Myself</option>' in page
    assert re.search(r'name="followup_due_on" value="\d\d-\d\d-\d{4}"', page)
    assert not re.search(r'name="followup" value="1" checked', page)


def test_the_contact_shows_what_it_asked_for_and_how_that_ended(login, alice, bob, ask, contact, customer):
    asked, browser = ask(interaction_id=contact.id, user=bob), login(alice)
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert asked.what in opened and f"by {bob.name}" in opened
    done = actions.finish(asked.id, "Gebeld.", by=bob)[0]
    opened = unescape(text_of(browser.get(f"/interactions/{contact.id}")))
    assert f'<a href="/interactions/{done.result_id}">finished</a>' in opened
    timeline = unescape(text_of(browser.get(f"/customers/{customer.id}")))
    assert timeline.count("Follow-up finished") == 1
    result = unescape(text_of(browser.get(f"/interactions/{done.result_id}")))
    assert f"asked by {alice.name}" in result and f'href="/interactions/{contact.id}"' in result


def test_the_timeline_narrows_to_contacts_with_a_follow_up(login, alice, ask, contact, customer):
    factories.interaction(customer, by=alice, body="Iets anders.")
    asked = ask(interaction_id=contact.id)
    result = actions.finish(asked.id, "", by=alice)[0].result_id
    page = text_of(login(alice).get(f"/customers/{customer.id}?kind=followup"))
    assert {int(id) for id in re.findall(r'id="i(\d+)"', page)} == {contact.id, result}
    actions.delete(asked.id, by=alice)
    assert f'id="i{contact.id}"' not in text_of(login(alice).get(f"/customers/{customer.id}?kind=followup"))


def test_the_brief_says_what_is_open_and_whose_late_in_red(login, alice, bob, ask, customer):
    ask("Kees terugbellen", days=-2)
    ask("Creditnota 8%", user=bob)
    actions.finish(ask("Klaar").id, "", by=alice)
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief"):
        page = unescape(text_of(login(alice).get(url)))
        said = " ".join(re.sub(r"<[^>]+>", "", page).split())
        assert "Kees terugbellen, by you" in said and f"Creditnota 8%, by {bob.name}" in said
        assert '<span class="late nowrap">2 days late</span>' in page and "Klaar, by" not in said


def test_the_first_page_shows_seven_and_says_that_there_is_more(login, alice, ask):
    for number in range(8):
        ask(f"nummer {number}", days=number)
    page = text_of(login(alice).get("/"))
    assert len(re.findall(r'class="row followup"', page)) == 7 and "<span>7+</span>" in page
    assert 'href="/followups/"' in page


def test_the_first_page_says_nothing_where_nothing_waits(login, alice, customer):
    assert "today-followups" not in text_of(login(alice).get("/"))
