"""A customer, a clock that the tests set, and people who read English: the source’s sentences."""

from dataclasses import replace

import pytest

from crm.settings import Settings
from tests import factories
from tests.set_by_hand import time  # noqa: F401 - a fixture of these tests


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en")


@pytest.fixture
def customer(alice):
    return factories.customer("Pompenservice De Waard", owner=alice)
