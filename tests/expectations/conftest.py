"""A customer of Alice and a call with it; people read English: the source’s sentences."""

from dataclasses import replace

import pytest

from crm.accounts.models import Role
from crm.settings import Settings
from tests import factories


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)


@pytest.fixture
def contact(customer, alice):
    return factories.interaction(customer, by=alice)


@pytest.fixture
def eva(app):
    """A manager of another department."""
    return factories.user("Eva Prins", department="Directie", role=Role.MANAGER)
