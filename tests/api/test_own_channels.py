"""A program names a channel of the company by its name or its key."""

import pytest

from crm.company import actions as company


@pytest.mark.parametrize("called", ["WhatsApp", "whatsapp", " WHATSAPP ", "own1"])
def test_a_channel_of_the_company_is_called_by_its_name_or_key(send, diana, called):
    company.add_channel("WhatsApp", by=diana)
    answer = send(channel=called)
    assert (answer.status_code, answer.json["channel"], answer.json["channel_name"]) == (201, "own1", "WhatsApp")


def test_a_retired_channel_is_still_a_channel(send, diana):
    company.retire_channel(company.add_channel("Fax", by=diana).id, by=diana)
    assert send(channel="fax").status_code == 201


@pytest.mark.parametrize("called", ["Telegram", "own2", "own", "Phone"])
def test_a_channel_that_is_none_is_refused(send, diana, called):
    company.add_channel("WhatsApp", by=diana)
    assert list(send(channel=called).json["errors"]) == ["channel"]
