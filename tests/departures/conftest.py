"""A customer of Alice; people read English: the source’s sentences."""

from dataclasses import replace

import pytest

from crm.settings import Settings
from tests import factories


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, locale="en", timezone="Europe/Amsterdam")


@pytest.fixture
def customer(alice):
    return factories.customer(owner=alice)
