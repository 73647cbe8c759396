"""A customer of Alice with whom contacts are; people read English: the source’s sentences, whatever their Dutch is."""

from dataclasses import replace

import pytest

from crm.settings import Settings
from tests import factories


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en")


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


@pytest.fixture
def person(customer):
    return factories.person(customer)


@pytest.fixture
def contact(customer, alice):
    return factories.interaction(customer, by=alice)


@pytest.fixture
def call(customer) -> dict[str, str]:
    """The log form, filled in for a call that came in."""
    return {
        "key": "een-sleutel",
        "customer": str(customer.id),
        "channel": "phone",
        "direction_phone": "in",
        "direction_visit": "out",
        "direction_email": "out",
        "direction_letter": "out",
        "direction_chat": "out",
        "direction_meeting": "internal",
        "body": "Pomp in kas 3 lekt weer langs de as. Monteur komt donderdag.",
    }
