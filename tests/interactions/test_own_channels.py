"""Channels that only this company has, from the log form to the search hit."""

import pytest

from crm.company import actions as company
from crm.company.models import OwnChannel
from crm.interactions.models import Interaction
from tests import factories
from tests.conftest import text_of


@pytest.fixture
def whatsapp(diana) -> OwnChannel:
    return company.add_channel("WhatsApp", by=diana)


@pytest.fixture
def message(call, whatsapp) -> dict[str, str]:
    """The log form, filled in for a message that came in."""
    return call | {"channel": whatsapp.key, "direction_own": "in", "body": "Foto van de lekkende pomp gestuurd."}


def test_a_contact_is_logged_by_it_and_found_in_timeline_brief_and_search(login, alice, customer, message, whatsapp):
    browser = login(alice)
    assert f'value="{whatsapp.key}"' in text_of(browser.get(f"/customers/{customer.id}"))
    assert browser.post("/interactions/", data=message).status_code == 303

    [kept] = Interaction.select()
    assert (kept.channel, kept.direction, kept.reached) == (whatsapp.key, "in", True)
    for url in (f"/customers/{customer.id}", f"/customers/{customer.id}/brief", "/search?q=lekkende"):
        assert "WhatsApp" in text_of(browser.get(url)), url


def test_the_timeline_can_be_narrowed_to_it(login, alice, customer, contact, whatsapp):
    factories.interaction(customer, by=alice, channel=whatsapp.key, body="Foto gestuurd.")
    page = text_of(login(alice).get(f"/customers/{customer.id}?channel={whatsapp.key}"))

    assert "Foto gestuurd" in page and "Pomp in kas 3" not in page
    assert f'<option value="{whatsapp.key}" selected>WhatsApp' in page


def test_a_refused_form_keeps_the_choice(login, alice, message, whatsapp):
    page = text_of(login(alice).post("/interactions/", data=message | {"body": " "}))
    assert f'value="{whatsapp.key}" checked' in page


def test_a_retired_one_is_not_offered_but_still_named_filtered_and_edited(
    login, alice, diana, customer, call, message, whatsapp
):
    browser = login(alice)
    browser.post("/interactions/", data=message)
    [kept] = Interaction.select()
    company.retire_channel(whatsapp.id, by=diana)

    page = text_of(browser.get(f"/customers/{customer.id}"))
    assert f'type="radio" name="channel" value="{whatsapp.key}"' not in page
    assert f'<option value="{whatsapp.key}">WhatsApp' in page and 'aria-label="WhatsApp"' in page
    assert f'value="{whatsapp.key}" checked' in text_of(browser.get(f"/interactions/{kept.id}/edit"))
    answer = browser.post(f"/interactions/{kept.id}/edit", data=message | {"body": "Twee foto’s gestuurd."})
    assert answer.status_code == 303
    kept = Interaction.get_by_id(kept.id)
    assert (kept.channel, kept.body) == (whatsapp.key, "Twee foto’s gestuurd.")


def test_a_form_that_was_open_while_it_was_retired_still_logs(login, alice, diana, message, whatsapp):
    company.retire_channel(whatsapp.id, by=diana)
    assert login(alice).post("/interactions/", data=message).status_code == 303


def test_a_new_name_stands_on_old_contacts_too(login, alice, diana, customer, message, whatsapp):
    browser = login(alice)
    browser.post("/interactions/", data=message)
    company.rename_channel(whatsapp.id, "WhatsApp <zakelijk>", by=diana)
    assert 'aria-label="WhatsApp &lt;zakelijk&gt;"' in text_of(browser.get(f"/customers/{customer.id}"))


@pytest.mark.parametrize("channel", ["own", "own0", "own999", "own1x", "own²", "own-1", "fax"])
def test_a_channel_that_nobody_added_is_refused(login, alice, message, channel):
    answer = login(alice).post("/interactions/", data=message | {"channel": channel})
    assert answer.status_code == 422 and not Interaction.select().exists()
