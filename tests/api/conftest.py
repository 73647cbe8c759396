"""In these tests people read English: the sentences of the source, whatever their translation becomes."""

from dataclasses import replace

import pytest

from crm.accounts import actions as accounts
from crm.accounts.models import CONSOLE
from crm.settings import Settings
from tests import factories

URL = "/api/v1/interactions"
CALL = {"channel": "phone", "direction": "in", "body": "Kees belt voor de derde keer over de CP-40 in kas 3."}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en")


@pytest.fixture
def program(app):
    """``program(user)``: the headers of a program that acts as ``user``."""

    def made(user, **headers):
        return {"Authorization": f"Bearer {accounts.create_token(user, by=CONSOLE)}", **headers}

    return made


@pytest.fixture
def customer(app):
    return factories.customer(number="10482")


@pytest.fixture
def send(client, program, alice, customer):
    """``send(**fields)``: a call with the customer, changed as said, sent by Alice's program."""
    headers = program(alice)

    def post(**changed):
        body = {name: value for name, value in (CALL | {"customer_id": customer.id} | changed).items() if value != "—"}
        return client.post(URL, json=body, headers=headers)

    return post
