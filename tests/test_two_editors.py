"""Two colleagues edit the same thing at once: the second is told, sees both texts, and nobody's text is lost."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from crm.customers.models import ContactPoint, Customer, CustomerTag, Person
from crm.interactions.forms import WAYS
from crm.interactions.models import Interaction, InteractionPerson
from tests import factories
from tests.conftest import text_of

DIRECTIONS = {f"direction_{channel}": ways[0][0] for channel, ways in WAYS.items()}


@pytest.fixture
def places(alice):
    customer = factories.customer(owner=alice)
    person = factories.person(customer)
    contact = factories.interaction(customer, by=alice)
    return {
        "customer": (f"/customers/{customer.id}/edit", {"name": "Kwekerij", "kind": "organisation"}, "note", Customer),
        "person": (f"/customers/people/{person.id}", {"name": "Annelies van den Berg"}, "note", Person),
        "contact": (f"/interactions/{contact.id}/edit", {"channel": "phone"} | DIRECTIONS, "body", Interaction),
    }


def as_sent(page: str) -> dict[str, Any]:
    """What a browser would send of the edit form on this page."""
    form = next(one for one in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.S) if 'name="seen"' in one)
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{what}="([^"]*)"', tag) for what in (" name", "value"))
        if name and (not re.search(r'type="(radio|checkbox)"', tag) or " checked" in tag):
            sent.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name] = [unescape(text).removeprefix("\r\n").removeprefix("\n")]
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'value="([^"]*)" selected', options) or re.findall(r'value="([^"]*)"', options)[:1]
        sent[name] = chosen
    return sent


def opened(browser: FlaskClient, url: str) -> dict[str, Any]:
    """The form as it stands on a page that was just opened."""
    return as_sent(text_of(browser.get(url)))


def field(page: str, name: str) -> str:
    return as_sent(page)[name][0]


@pytest.mark.parametrize("what", ["customer", "person", "contact"])
def test_the_second_to_save_is_told_and_may_still_save(login, alice, diana, places, what):
    url, form, field, model = places[what]
    first, second = login(alice), login(diana)
    seen = re.search(r'name="seen" value="(\d+)"', text_of(first.get(url)))[1]
    form |= {"status": "customer", "owner": "", "seen": seen}
    assert first.post(url, data=form | {field: "Van Alice: poort 3 is dicht."}).status_code == 303

    answer = second.post(url, data=form | {field: "Van Diana: bel eerst."})

    assert answer.status_code == 409
    page = text_of(answer)
    assert "Van Diana: bel eerst." in page
    assert getattr(model.get(), field) == "Van Alice: poort 3 is dicht."
    newer = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert second.post(url, data=form | {field: "Van Diana: bel eerst.", "seen": newer}).status_code == 303
    assert getattr(model.get(), field) == "Van Diana: bel eerst."


@pytest.mark.parametrize("what", ["customer", "person", "contact"])
def test_the_second_sees_both_texts_and_who_wrote_the_other(login, alice, diana, places, what):
    url, _form, text, _model = places[what]
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    first.post(url, data=hers | {text: "Poort drie is dicht, <b>bel</b> vooraf aan."})

    page = text_of(second.post(url, data=mine | {text: "Poort drie is open, bel vooraf aan."}))

    shown = page.partition('id="both"')[2].partition("</section>")[0]
    assert "Alice van den Bosch" in shown
    assert re.search(r"<del>[^<]*open", shown)
    assert re.search(r"<ins>dicht, &lt;b&gt;bel", shown)
    assert field(page, text) == "Poort drie is open, bel vooraf aan."


@pytest.mark.parametrize("what", ["customer", "person", "contact"])
def test_either_text_can_be_taken_without_losing_the_other(login, alice, diana, places, what):
    url, _form, text, model = places[what]
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    first.post(url, data=hers | {text: "Van Alice.\nTweede regel."})
    refused = text_of(second.post(url, data=mine | {text: "Van Diana."}))

    taken = second.post(url, data=as_sent(refused) | {"take_theirs": text})
    assert taken.status_code == 200
    assert field(text_of(taken), text).replace("\r\n", "\n") == "Van Alice.\nTweede regel."
    assert "Van Diana." in text_of(taken).partition('id="both"')[2].partition("</section>")[0]

    back = text_of(second.post(url, data=as_sent(text_of(taken)) | {"take_mine": text}))
    assert field(back, text) == "Van Diana."
    assert getattr(model.get(), text) == "Van Alice.\nTweede regel."  # nothing is saved by it

    assert second.post(url, data=as_sent(back)).status_code == 303
    assert getattr(model.get(), text) == "Van Diana."


def test_what_the_second_left_alone_is_not_put_back_to_what_it_was(login, alice, diana):
    customer = factories.customer(owner=alice, phones=["0174 12 34 50"], tags=["tuinbouw"])
    url = f"/customers/{customer.id}/edit"
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    changed = {"status": "former", "tags": "tuinbouw, gestopt", "phones-0-value": "0174 99 88 77", "owner": ""}
    first.post(url, data=hers | changed)

    page = text_of(second.post(url, data=mine | {"note": "Sleutel ligt bij de buren."}))
    assert second.post(url, data=as_sent(page)).status_code == 303

    now = Customer.get()
    assert (now.status, now.owner_id, now.note) == ("former", None, "Sleutel ligt bij de buren.")
    assert {tag.name for tag in CustomerTag.select()} == {"tuinbouw", "gestopt"}
    assert [point.value for point in ContactPoint.select()] == ["0174 99 88 77"]


def test_numbers_that_both_changed_stand_there_twice_and_can_be_taken(login, alice, diana):
    customer = factories.customer(owner=alice, phones=["0174 12 34 50"])
    url = f"/customers/{customer.id}/edit"
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    rows = {"phones-1-value": "06 11 22 33 44", "phones-1-use": "mobile"}
    assert first.post(url, data=hers | rows).status_code == 303

    refused = text_of(second.post(url, data=mine | {"phones-0-value": "0174 55 55 55"}))
    assert "06 11 22 33 44" in refused.partition('id="both"')[2].partition("</section>")[0]
    taken = text_of(second.post(url, data=as_sent(refused) | {"take_theirs": "phones"}))
    assert [field(taken, f"phones-{row}-value") for row in (0, 1)] == ["0174 12 34 50", "06 11 22 33 44"]
    back = text_of(second.post(url, data=as_sent(taken) | {"take_mine": "phones"}))

    assert field(back, "phones-0-value") == "0174 55 55 55"
    assert "phones-1-value" not in as_sent(back) or not field(back, "phones-1-value")


def test_time_way_and_people_of_a_contact_are_compared_too(login, alice, diana):
    customer = factories.customer(owner=alice)
    annelies = factories.person(customer)
    contact = factories.interaction(customer, by=alice)
    url = f"/interactions/{contact.id}/edit"
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    assert first.post(url, data=hers | {"channel": "email", "people": str(annelies.id)}).status_code == 303

    page = text_of(second.post(url, data=mine | {"body": "Kees belt morgen zelf."}))
    assert second.post(url, data=as_sent(page)).status_code == 303

    now = Interaction.get()
    assert (now.channel, now.body) == ("email", "Kees belt morgen zelf.")
    assert [one.person_id for one in InteractionPerson.select()] == [annelies.id]


def test_both_texts_are_still_there_when_the_form_is_refused_for_something_else(login, alice, diana, places):
    url, _form, text, _model = places["customer"]
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    first.post(url, data=hers | {text: "Van Alice."})
    refused = text_of(second.post(url, data=mine | {text: "Van Diana."}))

    answer = second.post(url, data=as_sent(refused) | {"name": ""})

    assert answer.status_code == 422
    assert "<ins>Alice.</ins>" in text_of(answer).partition('id="both"')[2].partition("</section>")[0]


def test_what_no_form_of_ours_sends_is_nothing(login, alice, diana, places):
    url, _form, text, model = places["contact"]
    first, second = login(alice), login(diana)
    hers, mine = opened(first, url), opened(second, url)
    first.post(url, data=hers | {text: "Van Alice."})
    refused = as_sent(text_of(second.post(url, data=mine | {text: "Van Diana."})))

    for kept in ("[", "7", '[["subject", "x"], 3]', '{"a": 1}', "[" * 100_000, '[["body", null]]'):
        odd = {"take_mine": text, f"mine-{text}": kept, "was": "body: x:y:z :", "since_revision": "-9"}
        assert second.post(url, data=refused | odd).status_code == 200
    assert second.post(url, data=refused | {"take_theirs": "nergens"}).status_code == 200
    assert getattr(model.get(), text) == "Van Alice."


def test_who_is_alone_sees_nothing_of_it(login, alice, places):
    for url, _form, text, _model in places.values():
        browser = login(alice)
        page = text_of(browser.get(url))
        assert 'id="both"' not in page
        assert browser.post(url, data=as_sent(page) | {text: "Nieuw."}).status_code == 303
