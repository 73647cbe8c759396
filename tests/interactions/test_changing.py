"""Changing a contact, commenting on it and pinning it, with and without htmx."""

import re
from html import unescape

import pytest

from crm.interactions import actions, queries
from crm.interactions.models import Comment
from crm.journal import Change
from tests import factories
from tests.conftest import text_of

HTMX = {"HX-Request": "true"}


def sent_by(page: str) -> dict[str, str | list[str]]:
    """What a browser would send of the log form on ``page``, nothing changed."""
    found: dict = dict(re.findall(r'<input[^>]*?name="(when|subject|key)"[^>]*?value="([^"]*)"', page))
    found["channel"] = re.search(r'name="channel" value="(\w+)" checked', page)[1]
    found["body"] = unescape(re.search(r'<textarea[^>]*name="body"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)[1])
    found["people"] = re.findall(r'name="people" value="(\d+)" checked', page)
    for name, options in re.findall(r'<select[^>]*?name="(direction_\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1]
    return found


def test_an_edit_is_saved_and_shown_as_edited(login, alice, customer, contact):
    client, url = login(alice), f"/interactions/{contact.id}/edit"
    answer = client.post(
        url, data=sent_by(text_of(client.get(url))) | {"body": "Toch de dichting.", "when": "1-6-2024 9:15"}
    )
    assert answer.location == f"/customers/{customer.id}#i{contact.id}"
    entry = queries.entry(contact.id)
    assert (entry.body, entry.occurred_at) == ("Toch de dichting.", factories.at("2024-06-01T09:15:00+02:00"))
    assert "edited" in text_of(client.get(f"/interactions/{contact.id}"))


def test_saving_what_was_there_changes_nothing_not_even_the_seconds(login, alice, customer, person):
    contact = factories.interaction(
        customer, by=alice, people=[person], occurred_at=factories.at("2024-06-01T09:15:37+02:00"), subject="Lekkage"
    )
    left = factories.person(customer, "Kees de Wit")
    client, url = login(alice), f"/interactions/{contact.id}/edit"
    before = actions.snapshot(actions.get(contact.id))
    assert client.post(url, data=sent_by(text_of(client.get(url)))).status_code == 303
    assert actions.snapshot(actions.get(contact.id)) == before and left.id not in before["people"]
    assert not Change.select().where(Change.verb == "interaction.edit").exists()


def test_who_took_part_and_left_since_stays_chosen(login, alice, customer, person):
    contact = factories.interaction(customer, by=alice, people=[person])
    client, url = login(alice), f"/interactions/{contact.id}/edit"
    client.post(f"/customers/people/{person.id}/archive")
    client.post(url, data=sent_by(text_of(client.get(url))) | {"body": "Aangevuld."})
    assert [one.id for one in queries.entry(contact.id).people] == [person.id]


@pytest.mark.parametrize("wrong", [{"when": "ooit"}, {"people": "999"}, {"channel": "fax"}])
def test_a_refused_edit_keeps_what_was_typed_and_the_contact_as_it_was(login, alice, call, contact, wrong):
    answer = login(alice).post(f"/interactions/{contact.id}/edit", data=call | {"subject": "Nieuw onderwerp"} | wrong)
    page = text_of(answer)
    assert answer.status_code == 422 and 'value="Nieuw onderwerp"' in page and call["body"] in page
    assert queries.entry(contact.id).body == contact.body


def test_a_colleague_may_not_change_what_another_logged(login, bob, diana, call, contact):
    client = login(bob)
    assert f"/interactions/{contact.id}/edit" not in text_of(client.get(f"/interactions/{contact.id}"))
    assert client.get(f"/interactions/{contact.id}/edit").status_code == 403
    assert client.post(f"/interactions/{contact.id}/edit", data=call).status_code == 403
    assert queries.entry(contact.id).body == contact.body
    assert login(diana).post(f"/interactions/{contact.id}/edit", data=call).status_code == 303


# Commenting and pinning


def test_a_comment_comes_back_under_its_contact(login, bob, contact):
    client = login(bob)
    page = text_of(
        client.post(f"/interactions/{contact.id}/comments", data={"body": "Besteld.", "key": "k"}, headers=HTMX)
    )
    assert "Besteld." in page and bob.name in page and 'aria-expanded="true"' in page and "<html" not in page
    answer = client.post(f"/interactions/{contact.id}/comments", data={"body": "Besteld.", "key": "k"})
    assert answer.location == f"/interactions/{contact.id}" and Comment.select().count() == 1


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("typed", "why"), [("  ", "Write something first."), ("w" * 10_001, "at most 10000 characters")]
)
def test_a_refused_comment_keeps_what_was_typed_and_says_why(login, bob, contact, typed, why, headers):
    answer = login(bob).post(f"/interactions/{contact.id}/comments", data={"body": typed, "key": "k"}, headers=headers)
    page = text_of(answer)
    assert answer.status_code == 422 and why in page and f">{typed}</textarea>" in page
    assert 'name="key" value="k"' in page and '<details class="comment-new" open>' in page
    assert not Comment.select().exists()


def test_a_pinned_contact_is_good_to_know(login, bob, contact):
    client = login(bob)
    page = text_of(client.post(f"/interactions/{contact.id}/pin", headers=HTMX))
    assert f'action="/interactions/{contact.id}/unpin"' in page and "Good to know" in page
    assert client.post(f"/interactions/{contact.id}/pin").status_code == 303
    assert f'action="/interactions/{contact.id}/pin"' in text_of(
        client.post(f"/interactions/{contact.id}/unpin", headers=HTMX)
    )
